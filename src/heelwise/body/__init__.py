"""Body: the person, their segments, strength and the reference body as arrays.

Here: `Person`, segment masses and centres (de Leva), muscle strength, the reference model that is scaled to a person.
Not here: how the body stands or what it carries (``mechanics``).
"""

from __future__ import annotations

from heelwise.body.anthropometry import estimate_body
from heelwise.body.person import Person, Sex
from heelwise.body.reference_model import (
    BODIES,
    JOINTS,
    LEVELS,
    LUMBAR_LEVELS,
    MUSCLE_GROUPS,
    SEGMENTS,
    SIDES,
    TRUNK_MUSCLE_GROUPS,
    ReferenceModel,
)
from heelwise.body.scaled_body import BodyDraws

__all__ = [
    "BODIES",
    "JOINTS",
    "LEVELS",
    "LUMBAR_LEVELS",
    "MUSCLE_GROUPS",
    "SEGMENTS",
    "SIDES",
    "TRUNK_MUSCLE_GROUPS",
    "BodyDraws",
    "Person",
    "ReferenceModel",
    "Sex",
    "estimate_body",
]
