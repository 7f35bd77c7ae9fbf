"""Mechanics: how a body stands in a shoe and what its spine then carries.

Here: the reference model's builder, geometry, static optimisation, stance, spine load, and one person's
study of shoes with its uncertainty. Not here: who the person is (``body``), what a shoe is (``footwear``), words
(``explain``). The only room that imports the engine, and only to build the reference model.
"""

from __future__ import annotations

from heelwise.mechanics.heel_study import N_DRAWS, SCORES, HeelStudy, study_heels
from heelwise.mechanics.lean_effect import lean_effect_percent
from heelwise.mechanics.spine_load import SpineLoad, SpinePosture, spine_load
from heelwise.mechanics.stance import Stance, Standing, TrunkAngles

__all__ = [
    "N_DRAWS",
    "SCORES",
    "HeelStudy",
    "SpineLoad",
    "SpinePosture",
    "Stance",
    "Standing",
    "TrunkAngles",
    "lean_effect_percent",
    "spine_load",
    "study_heels",
]
