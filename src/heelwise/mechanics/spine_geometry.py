"""Where the vertebrae are and how the muscles pull, for any number of postures at once.

Closed form: rigid bodies joined at the lumbar levels, straight muscle segments and the few that wrap a sphere.
Equal to the engine the model came from (tested), without calling it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, LEVELS, ReferenceModel
from heelwise.shapes import Float

N_LEVELS = len(LEVELS)
_PELVIS = len(BODIES) - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpineFrames:
    """Orientation and position of pelvis, vertebrae and thorax.

    Parameters
    ----------
    rotation
        World from body, shape (..., body, 3, 3); all bodies are unrotated in the reference pose.
    level_m
        Rotation centre of each level, shape (..., level, 3) [m], origin between the hips.
    centre_m
        Reference rotation centres, scaled to the person, shape (level, 3) [m].
    """

    rotation: Float[np.ndarray, "*batch body 3 3"]
    level_m: Float[np.ndarray, "*batch level 3"]
    centre_m: Float[np.ndarray, "level 3"]

    def place(self, body: int, point_m: Float[np.ndarray, "*p 3"]) -> Float[np.ndarray, "*batch p 3"]:
        """Return points fixed to `body`, given in the reference pose, in the world [m]; shape (..., point, 3)."""
        rotation = self.rotation[..., body, :, :]
        if body == _PELVIS:
            return np.atleast_2d(point_m) @ np.swapaxes(rotation, -1, -2)
        offset = np.atleast_2d(point_m) - self.centre_m[body]
        return offset @ np.swapaxes(rotation, -1, -2) + self.level_m[..., body, None, :]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MusclePull:
    """What one newton in each muscle does at each lumbar level, on the part of the body above it.

    Parameters
    ----------
    moment_m
        Moment about the level's rotation centre per newton, world axes, shape (..., level, 3, muscle) [m].
    direction
        Force on the upper part per newton, shape (..., level, 3, muscle).
    length_m
        Length of each muscle path, shape (..., muscle) [m].
    """

    moment_m: Float[np.ndarray, "*batch level 3 muscle"]
    direction: Float[np.ndarray, "*batch level 3 muscle"]
    length_m: Float[np.ndarray, "*batch muscle"]


def level_rotation(
    level_angle_rad: Float[np.ndarray, "*batch level 3"],
) -> Float[np.ndarray, "*batch level 3 3"]:
    """Return the rotation of the body above each level against the one below.

    Parameters
    ----------
    level_angle_rad
        Flexion, bending to the right, rotation to the left at each level, in this order of hinges [rad].
    """
    flexion, bending, turning = np.moveaxis(level_angle_rad, -1, 0)
    return _about(2, -flexion) @ _about(0, bending) @ _about(1, turning)


def spine_frames(
    model: ReferenceModel,
    scale: float,
    pelvis_anterior_tilt_rad: Float[np.ndarray, "*batch"],
    level_angle_rad: Float[np.ndarray, "*batch level 3"],
) -> SpineFrames:
    """Return the pose of the spine for pelvis tilt and level angles relative to the reference pose.

    Parameters
    ----------
    model
        Reference body.
    scale
        Person's trunk length over the reference one.
    pelvis_anterior_tilt_rad
        Forward tilt of the pelvis from the reference pose, shape (...) [rad].
    level_angle_rad
        Flexion, bending to the right and rotation to the left of each level from the reference pose,
        shape (..., level, 3) [rad].
    """
    centre = scale * model.level_centre_m
    relative = level_rotation(level_angle_rad)
    rotation = np.empty((*relative.shape[:-3], len(BODIES), 3, 3))
    level = np.empty((*relative.shape[:-3], N_LEVELS, 3))
    rotation[..., _PELVIS, :, :] = _about(2, np.asarray(-np.asarray(pelvis_anterior_tilt_rad)))
    below_origin, below_centre = np.zeros(3), np.zeros(3)
    for i in range(N_LEVELS - 1, -1, -1):
        below = rotation[..., i + 1, :, :]
        level[..., i, :] = below @ (centre[i] - below_centre) + below_origin
        rotation[..., i, :, :] = below @ relative[..., i, :, :]
        below_origin, below_centre = level[..., i, :], centre[i]
    return SpineFrames(rotation=rotation, level_m=level, centre_m=centre)


def muscle_pull(model: ReferenceModel, scale: float, frames: SpineFrames) -> MusclePull:
    """Return moment arms, directions and lengths of all muscles.

    Notes
    -----
    A segment from body a down to body b crosses levels a to b - 1 and pulls the part above each of them from
    its upper towards its lower end. No muscle crosses a level twice (the builder checks it).
    """
    batch = frames.level_m.shape[:-2]
    upper = _end_points(model.segment_upper_m * scale, model.segment_upper_body, frames)
    lower = _end_points(model.segment_lower_m * scale, model.segment_lower_body, frames)
    wrapped_m = np.zeros((*batch, len(model.segment_muscle)))
    wraps = np.flatnonzero(model.segment_sphere >= 0)
    if len(wraps):
        upper[..., wraps, :], wrapped_m[..., wraps] = _around_spheres(model, scale, frames, wraps, lower[..., wraps, :])
    span = lower - upper
    length = np.sqrt(np.einsum("...i,...i->...", span, span))
    unit = np.moveaxis(span / length[..., None], -1, 0)
    moment = _cross(np.moveaxis(upper, -1, 0), unit)
    levels = np.arange(N_LEVELS)[:, None]
    level, crossing = np.nonzero((model.segment_upper_body <= levels) & (levels < model.segment_lower_body))
    muscle = model.segment_muscle[crossing]
    pull = unit[..., crossing]
    turn = moment[..., crossing] - _cross(np.moveaxis(frames.level_m[..., level, :], -1, 0), pull)
    direction_at = np.zeros((*batch, N_LEVELS, 3, model.n_muscles))
    moment_at = np.zeros_like(direction_at)
    for axis in range(3):
        direction_at[..., level, axis, muscle] = pull[axis]
        moment_at[..., level, axis, muscle] = turn[axis]
    starts = np.searchsorted(model.segment_muscle, np.arange(model.n_muscles))
    muscle_length = np.add.reduceat(length + wrapped_m, starts, axis=-1) + scale * model.muscle_rest_length_m
    return MusclePull(moment_m=moment_at, direction=direction_at, length_m=muscle_length)


def _end_points(
    point_m: Float[np.ndarray, "segment 3"], body: np.ndarray, frames: SpineFrames
) -> Float[np.ndarray, "*batch segment 3"]:
    """Return segment ends in the world [m]."""
    placed = np.empty((*frames.level_m.shape[:-2], len(point_m), 3))
    for i in range(len(BODIES)):
        mine = np.flatnonzero(body == i)
        if len(mine):
            placed[..., mine, :] = frames.place(i, point_m[mine])
    return placed


def _around_spheres(
    model: ReferenceModel,
    scale: float,
    frames: SpineFrames,
    wraps: np.ndarray,
    start_m: Float[np.ndarray, "*batch wrap 3"],
) -> tuple[Float[np.ndarray, "*batch wrap 3"], Float[np.ndarray, "*batch wrap"]]:
    """Return where each wrapped path first meets the thorax, and the path length from there to its end [m].

    The path is the shortest around the sphere in the plane of its two ends and the centre. Where the straight
    line misses the sphere, the path meets the thorax at its end point.
    """
    sphere = model.segment_sphere[wraps]
    centre = frames.place(0, scale * model.sphere_centre_m[sphere])
    far = frames.place(0, scale * model.segment_far_m[wraps])
    radius = scale * model.sphere_radius_m[sphere]
    near_x, near_d = _normalised(start_m - centre)
    far_x, far_d = _normalised(far - centre)
    cosine = np.clip(np.sum(near_x * far_x, axis=-1), -1.0, 1.0)
    side, _ = _normalised(far_x - cosine[..., None] * near_x)
    near_angle = np.arccos(np.clip(radius / near_d, -1.0, 1.0))
    far_angle = np.arccos(np.clip(radius / far_d, -1.0, 1.0))
    arc = np.arccos(cosine) - near_angle - far_angle
    touch = centre + radius[:, None] * (np.cos(near_angle)[..., None] * near_x + np.sin(near_angle)[..., None] * side)
    free_m = np.sqrt(np.maximum(far_d**2 - radius**2, 0.0))
    touches = arc > 0
    meets = np.where(touches[..., None], touch, far)
    return meets, np.where(touches, radius * arc + free_m, 0.0)


def _cross(
    a: Float[np.ndarray, "3 ..."], b: Float[np.ndarray, "3 *batch segment"]
) -> Float[np.ndarray, "3 *batch segment"]:
    """Return the cross product of vectors stored component first."""
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


def _normalised(
    vector: Float[np.ndarray, "*n 3"],
) -> tuple[Float[np.ndarray, "*n 3"], Float[np.ndarray, "*n"]]:
    """Return unit vectors and lengths."""
    length = np.linalg.norm(vector, axis=-1)
    return vector / length[..., None], length


def _about(axis: int, angle_rad: Float[np.ndarray, "*batch"]) -> Float[np.ndarray, "*batch 3 3"]:
    """Return the rotation matrix about axis 0 (x), 1 (y) or 2 (z)."""
    angle_rad = np.asarray(angle_rad, dtype=float)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.zeros((*angle_rad.shape, 3, 3))
    matrix[..., axis, axis] = 1.0
    matrix[..., i, i] = matrix[..., j, j] = np.cos(angle_rad)
    matrix[..., j, i] = np.sin(angle_rad)
    matrix[..., i, j] = -matrix[..., j, i]
    return matrix
