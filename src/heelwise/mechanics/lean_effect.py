"""What one degree of trunk lean is worth, in the middle of what is plausible for a person and a shoe."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from heelwise.body.reference_model import LEVELS
from heelwise.mechanics.heel_study import HeelStudy
from heelwise.mechanics.spine_load import spine_load
from heelwise.mechanics.stance import TrunkAngles
from heelwise.mechanics.tissue_rest import resting_angle_rad


def lean_effect_percent(study: HeelStudy, which: int, level: str, lean_rad: float = math.radians(1.0)) -> float:
    """Return how much the compression at `level` changes when the trunk leans further by `lean_rad` [%].

    The mean body stands in the mean posture of these draws in shoe `which`; lordosis and knees stay, the pelvis
    follows the lean.
    """
    standing, in_shoe = study.standing, study.in_shoes[which]
    mean = replace(standing, body=standing.body.mean().repeat(2), gravity_line_before_ankle_m=np.zeros(2))

    def trunk(of: TrunkAngles, further_rad: np.ndarray) -> TrunkAngles:
        return TrunkAngles(
            lean_rad=of.lean_rad.mean() + further_rad,
            lordosis_rad=np.full(2, of.lordosis_rad.mean()),
            knee_flexion_rad=np.full(2, of.knee_flexion_rad.mean()),
        )

    further = np.array([0.0, lean_rad])
    posture = mean.body_posture(mean.stand(trunk(in_shoe.trunk, further)))
    barefoot = mean.body_posture(mean.stand(trunk(study.barefoot.trunk, np.zeros(2))))
    flexion = np.repeat(study.rest_flexion_rad.mean(axis=0, keepdims=True), 2, axis=0)
    neutral = resting_angle_rad(barefoot, posture, np.full(2, 0.5), flexion)
    compression = spine_load(mean.model, mean.body, posture, neutral).compression_n[:, LEVELS.index(level)]
    return float(100.0 * (compression[1] / compression[0] - 1.0))
