"""How strong a trunk is: the largest horizontal pull at the chest that can be held, the pelvis strapped."""

from __future__ import annotations

import numpy as np

from heelwise.activities.pose import Subject
from heelwise.activities.posing.rhythm import lumbar_flexion_rad, moved_trunk
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import body_frames
from heelwise.mechanics.spine_load import LOADED_DEFLECTION_LIMIT_RAD, LoadOptions, spine_load
from heelwise.mechanics.weights import body_parts, ground_under_both_feet

_MOST_PULL_N = 3000.0
_HALVINGS = 11
"""To 1.5 N."""


def strongest_extension_n_m(subject: Subject, angle_rad: float = 0.0) -> float:
    """Return the median over draws of the largest extension moment about L5/S1, own weight included [N m].

    Parameters
    ----------
    subject
        Who pulls back.
    angle_rad
        Inclination of the trunk beyond standing [rad].

    Notes
    -----
    The pelvis is held, as in the machines that measure it, so that the hips take no part.
    """
    lumbar = lumbar_flexion_rad(subject, angle_rad)
    posture = moved_trunk(subject, pelvis_anterior_tilt_rad=angle_rad - lumbar, lumbar_flexion_rad=lumbar)
    frames = body_frames(subject.model, subject.body, posture)
    chest_m = frames.place(0, subject.body.trunk_scale * subject.model.landmark("sternal_notch"))
    parts = body_parts(subject.body, frames)
    ground = ground_under_both_feet(parts, frames)
    low_n, high_n = np.zeros(subject.n_draws), np.full(subject.n_draws, _MOST_PULL_N)
    for _ in range(_HALVINGS):
        pull_n = 0.5 * (low_n + high_n)
        force = np.zeros((subject.n_draws, 1, 3))
        force[:, 0, 0] = pull_n
        pull = ExternalLoads(force_n=force, point_m=chest_m, segment=np.zeros(1, dtype=np.int64))
        load = spine_load(
            subject.model,
            subject.body,
            posture,
            subject.neutral_angle_rad,
            ExternalLoads.together([ground, pull]),
            options=LoadOptions(deflection_limit_rad=LOADED_DEFLECTION_LIMIT_RAD),
            mark_infeasible=True,
        )
        held = np.isfinite(load.compression_n[:, 0])
        low_n, high_n = np.where(held, pull_n, low_n), np.where(held, high_n, pull_n)
    arm_m = chest_m[:, 0, 1] - frames.level_m[:, -1, 1]
    _, outside = parts.weights().on_joints(frames)
    return float(np.median(low_n * arm_m - outside[:, len(frames.level_m[0]) - 1, 2]))
