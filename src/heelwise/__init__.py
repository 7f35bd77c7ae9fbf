"""Heelwise: why a lower back aches after wearing heels, and what to do about it."""

from __future__ import annotations

__version__ = "0.1.0"
