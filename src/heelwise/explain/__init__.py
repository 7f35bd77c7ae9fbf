"""Explain: why it aches, in numbers and words.

Here: the answer to "what do these shoes do to my back?", its intervals, what makes them wide, claims set against the
person's own model, side views as data, the published JSON. Not here: the mechanics (``mechanics``), any page or table.
"""

from __future__ import annotations

from heelwise.explain.answer import Answer
from heelwise.explain.interval import round_load_change
from heelwise.explain.why import DEFAULT_SEED, MOST_SHOES, why

__all__ = ["DEFAULT_SEED", "MOST_SHOES", "Answer", "round_load_change", "why"]
