"""How far a back that lets go sinks: until its tissue and its stretched muscles carry what bends it, and no further.

Nobody slumps with the muscles of the belly. A drawn slump that would need them goes further than this body's back lets
itself be bent by its own weight.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from heelwise.activities.pose import Subject
from heelwise.activities.posing.legs import frames_of
from heelwise.body import LEVELS
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.passive_moment import passive_moment_n_m
from heelwise.mechanics.weights import body_parts
from heelwise.shapes import Float

_N_HALVINGS = 5
"""To two degrees; within them the moment grows evenly enough."""

_LUMBAR = slice(LEVELS.index("L1/L2"), len(LEVELS))
_TO_THE_RIGHT = 2


def sunk_flexion_rad(
    subject: Subject,
    posture_at: Callable[[Float[np.ndarray, " draw"]], BodyPosture],
    flexion_rad: Float[np.ndarray, " draw"],
    *,
    is_leaned_on: bool = False,
) -> Float[np.ndarray, " draw"]:
    """Return the flexion, less where the back would not sink so far [rad].

    Parameters
    ----------
    subject
        Whose back.
    posture_at
        Posture for a flexion of the lumbar spine.
    flexion_rad
        As far as it may go, 0 or more.
    is_leaned_on
        Whether a backrest takes what would bend the trunk backward.
    """

    def straightening_n_m(flexion: Float[np.ndarray, " draw"]) -> Float[np.ndarray, " draw"]:
        return _straightening_n_m(subject, posture_at(flexion), is_leaned_on=is_leaned_on)

    low, high = np.zeros(subject.n_draws), np.maximum(flexion_rad, 0.0)
    at_low, at_high = np.full(subject.n_draws, -np.inf), straightening_n_m(high)
    holds = at_high <= 0.0
    for _ in range(_N_HALVINGS):
        middle = 0.5 * (low + high)
        at_middle = straightening_n_m(middle)
        further = at_middle <= 0.0
        at_low, at_high = np.where(further, at_middle, at_low), np.where(further, at_high, at_middle)
        low, high = np.where(further, middle, low), np.where(further, high, middle)
    known = np.isfinite(at_low) & (at_high > 0.0)
    part = np.where(known, np.where(known, at_low, -1.0) / (np.where(known, at_low - at_high, -1.0)), 0.0)
    return np.where(holds, flexion_rad, low + part * (high - low))


def _straightening_n_m(subject: Subject, posture: BodyPosture, *, is_leaned_on: bool) -> Float[np.ndarray, " draw"]:
    """Return the moment that straightens the lumbar spine without any activity, its levels' mean [N m]."""
    frames = frames_of(subject, posture)
    weight = body_parts(subject.body, frames).weights().on_joints(frames)[1][:, _LUMBAR, _TO_THE_RIGHT]
    pull = muscle_pull(subject.model, frames)
    _, passive_n = muscle_capacity_n(subject.body, pull.length_m)
    muscle = np.einsum("djm,dm->dj", pull.moment_m[:, _LUMBAR, _TO_THE_RIGHT], passive_n)
    stretch = posture.level_angle_rad - subject.neutral_angle_rad
    tissue = passive_moment_n_m(subject.body, frames, stretch)[0][:, _LUMBAR, _TO_THE_RIGHT]
    weight = np.minimum(weight, 0.0) if is_leaned_on else weight
    straightening: Float[np.ndarray, " draw"] = (weight + muscle + tissue).mean(axis=1)
    return straightening
