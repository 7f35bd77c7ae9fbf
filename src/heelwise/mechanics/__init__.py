"""Mechanics: how a body stands in a shoe and what its spine then carries.

Here: the reference model's builder, geometry, static optimisation, stance, spine load, and one person's
study of shoes with its uncertainty. Not here: who the person is (``body``), what a shoe is (``footwear``), words
(``explain``). The only room that imports the engine, and only to build the reference model.
"""

from __future__ import annotations

from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.heel_study import N_DRAWS, SCORES, HeelStudy, study_heels
from heelwise.mechanics.lean_effect import lean_effect_percent
from heelwise.mechanics.spine_load import LoadOptions, SpineLoad, spine_load
from heelwise.mechanics.stance import Stance, Standing, TrunkAngles

__all__ = [
    "N_DRAWS",
    "SCORES",
    "BodyFrames",
    "BodyPosture",
    "ExternalLoads",
    "HeelStudy",
    "LoadOptions",
    "SpineLoad",
    "Stance",
    "Standing",
    "TrunkAngles",
    "body_frames",
    "lean_effect_percent",
    "spine_load",
    "study_heels",
]
