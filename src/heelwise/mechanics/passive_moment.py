"""The moment of disc, ligaments and joint capsules at each level and hip, as a function of posture."""

from __future__ import annotations

import math

import numpy as np

from heelwise.body.passive_tissue import STIFFENING_POWERS
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics.geometry.body_frames import N_LEVELS, PELVIS, BodyFrames
from heelwise.shapes import Float

HIP_LIGAMENT_MOMENT_N_M = 5.0
HIP_LIGAMENT_ANGLE_RAD = math.radians(12.0)
"""Extension of the hip at which its ligaments resist with this moment.

See ``tissue.hip_extension_at_ligament_moment_rad``; that they resist with the cube of the angle is our choice."""

_POWER = np.array(STIFFENING_POWERS)


def passive_moment_n_m(
    body: BodyDraws, frames: BodyFrames, stretch_rad: Float[np.ndarray, "pose level 3"]
) -> tuple[Float[np.ndarray, "pose level 3"], Float[np.ndarray, "pose level 3 3"]]:
    """Return the moment on the part above each level [N m] and how it changes per radian of settling there [N m/rad].

    Parameters
    ----------
    body
        Stiffness and stiffening, one row per posture.
    frames
        Orientation of the bodies.
    stretch_rad
        Flexion, bending to the right and rotation to the left of each level from where its tissue rests [rad].
    """
    below = frames.rotation[:, 1 : N_LEVELS + 1]
    axis = np.stack([below[..., :, 2], -below[..., :, 0], -below[..., :, 1]], axis=-1)
    bends = body.stiffening_angle_rad
    flexes = stretch_rad[..., 0] >= 0
    power = np.empty(stretch_rad.shape, dtype=np.int64)
    power[..., 0] = np.where(flexes, _POWER[0], _POWER[1])
    power[..., 1:] = _POWER[2:]
    angle = np.stack([np.where(flexes, bends[..., 0], bends[..., 1]), bends[..., 2], bends[..., 3]], axis=-1)
    further = (stretch_rad / angle) ** power
    size = body.stiffness_n_m_per_rad * stretch_rad * (1.0 + further)
    slope = body.stiffness_n_m_per_rad * (1.0 + (power + 1) * further)
    return np.einsum("plij,plj->pli", axis, size), axis * slope[..., None, :]


def hip_ligament_moment_n_m(
    frames: BodyFrames, hip_angle_rad: Float[np.ndarray, "pose side 3"]
) -> Float[np.ndarray, "pose side 3"]:
    """Return the moment of the ligaments in front of each hip on the thigh, when it is extended [N m].

    Parameters
    ----------
    frames
        Orientation of the pelvis.
    hip_angle_rad
        Flexion, adduction and internal rotation; only extension counts.
    """
    extension = np.maximum(-hip_angle_rad[..., 0], 0.0)
    size = HIP_LIGAMENT_MOMENT_N_M * (extension / HIP_LIGAMENT_ANGLE_RAD) ** 3
    moment: Float[np.ndarray, "pose side 3"] = size[..., None] * frames.rotation[:, PELVIS, None, :, 2]
    return moment
