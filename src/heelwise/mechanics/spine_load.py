"""Load on every lumbar disc for any number of postures: equilibrium at all five levels in three axes.

Moments of gravity, muscles and passive tissue balance at each level. The imposed lumbar posture is kept in total;
each level may settle by up to `DEFLECTION_LIMIT_RAD` around its share, because nobody knows the share of a single
level so well and the passive tissue of a level carries what muscles cannot. What each level settled by is returned.
Compression and shear are given in the mid-disc plane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, LEVELS, ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.errors import ConvergenceError, InfeasiblePostureError
from heelwise.mechanics.spine_geometry import N_LEVELS, MusclePull, SpineFrames, muscle_pull, spine_frames
from heelwise.mechanics.static_optimisation import Split, split_loads
from heelwise.shapes import Float
from heelwise.text import N_, Text

STANDARD_GRAVITY_M_PER_S2 = 9.80665
DEFLECTION_LIMIT_RAD = math.radians(2.0)
DEFLECTION_COST_PER_RAD2 = 0.01 / math.radians(1.0) ** 2
"""Cost of settling against squared activations; see docs/decisions/0016-level-deflection.md for what it moves."""

POSES_AT_ONCE = 64
"""Postures per chunk: keeps the working arrays in the processor's cache."""

_N_AXES = 3
_ROWS = N_LEVELS * _N_AXES
_AXIS_NAMES = (N_("side bending"), N_("turning"), N_("forward bending or arching back"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpinePosture:
    """Pelvis and lumbar angles of postures, relative to the reference pose.

    Parameters
    ----------
    pelvis_anterior_tilt_rad
        Shape (pose,) [rad].
    level_angle_rad
        Flexion, bending to the right, rotation to the left, shape (pose, level, 3) [rad].
    """

    pelvis_anterior_tilt_rad: Float[np.ndarray, " pose"]
    level_angle_rad: Float[np.ndarray, "pose level 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpineLoad:
    """What the lumbar discs and trunk muscles carry.

    Parameters
    ----------
    compression_n
        Force along the normal of the mid-disc plane, positive squeezing the disc, shape (pose, level) [N].
    shear_n
        Force in the plane, positive pushing the upper vertebra forward, shape (pose, level) [N].
    lateral_shear_n
        Force in the plane to the right, shape (pose, level) [N].
    activation
        Muscle force over its maximum, shape (pose, muscle).
    deflection_rad
        How far each level settled from its share, shape (pose, level, 3) [rad].
    residual_n_m
        Largest moment left unbalanced, shape (pose,) [N m].
    """

    compression_n: Float[np.ndarray, "pose level"]
    shear_n: Float[np.ndarray, "pose level"]
    lateral_shear_n: Float[np.ndarray, "pose level"]
    activation: Float[np.ndarray, "pose muscle"]
    deflection_rad: Float[np.ndarray, "pose level 3"]
    residual_n_m: Float[np.ndarray, " pose"]


def spine_load(
    model: ReferenceModel,
    body: BodyDraws,
    posture: SpinePosture,
    neutral_angle_rad: Float[np.ndarray, "pose level 3"],
    *,
    mark_infeasible: bool = False,
) -> SpineLoad:
    """Return disc loads and muscle activations.

    Parameters
    ----------
    model
        Reference body.
    body
        The person, one row per posture.
    posture
        Imposed angles.
    neutral_angle_rad
        Level angles at which passive tissue carries no moment: this person's barefoot standing.
    mark_infeasible
        Return not-a-number for postures proved infeasible instead of raising.

    Raises
    ------
    InfeasiblePostureError
        If some posture cannot be held; names level, direction and the missing moment.
    ConvergenceError
        If the solver stopped without an answer or a proof.
    """
    n_poses = len(posture.pelvis_anterior_tilt_rad)
    parts = []
    for start in range(0, n_poses, POSES_AT_ONCE):
        rows = slice(start, min(start + POSES_AT_ONCE, n_poses))
        chunk = SpinePosture(
            pelvis_anterior_tilt_rad=posture.pelvis_anterior_tilt_rad[rows],
            level_angle_rad=posture.level_angle_rad[rows],
        )
        parts.append(_load_chunk(model, body.take(rows), chunk, neutral_angle_rad[rows], start, mark_infeasible))
    return SpineLoad(
        **{name: np.concatenate([getattr(p, name) for p in parts]) for name in SpineLoad.__dataclass_fields__}
    )


def gravity_on_levels(
    body: BodyDraws, frames: SpineFrames
) -> tuple[Float[np.ndarray, "pose level 3"], Float[np.ndarray, "pose level"]]:
    """Return the gravity moment about each level [N m] and the weight above it [N]."""
    weight = body.body_mass_kg * STANDARD_GRAVITY_M_PER_S2
    moment = np.zeros((*frames.level_m.shape[:-2], N_LEVELS, 3))
    above = np.zeros((*frames.level_m.shape[:-2], N_LEVELS))
    for part in range(N_LEVELS):
        rotation = frames.rotation[..., part, :, :]
        offset = body.body_centre_m[..., part, :] - frames.centre_m[part]
        centre = np.einsum("...ij,...j->...i", rotation, offset) + frames.level_m[..., part, :]
        for level in range(part, N_LEVELS):
            arm = centre - frames.level_m[..., level, :]
            moment[..., level, 0] += arm[..., 2] * weight[..., part]
            moment[..., level, 2] -= arm[..., 0] * weight[..., part]
            above[..., level] += weight[..., part]
    return moment, above


def _load_chunk(
    model: ReferenceModel,
    body: BodyDraws,
    posture: SpinePosture,
    neutral_rad: np.ndarray,
    first: int,
    mark_infeasible: bool,
) -> SpineLoad:
    frames = spine_frames(model, body.trunk_scale, posture.pelvis_anterior_tilt_rad, posture.level_angle_rad)
    pull = muscle_pull(model, body.trunk_scale, frames)
    moment, weight_n = gravity_on_levels(body, frames)
    stretch_rad = posture.level_angle_rad - neutral_rad
    effect, passive = _equilibrium(body, frames, pull)
    demand = -moment - np.einsum("plij,plj->pli", passive, stretch_rad)
    split = _solve(effect, demand, body)
    failed = ~split.solved & ~(mark_infeasible & (split.shortfall > 0))
    if failed.any():
        _raise(split, int(np.flatnonzero(failed)[0]), first)
    x = np.where(split.solved[:, None], split.x, np.nan)
    n_muscles = model.n_muscles
    force = x[:, :n_muscles] * body.strength_n
    on_upper = np.einsum("plim,pm->pli", pull.direction, force)
    on_upper[..., 1] -= weight_n
    compression, shear, lateral = _in_disc_plane(model, frames, on_upper)
    return SpineLoad(
        compression_n=compression,
        shear_n=shear,
        lateral_shear_n=lateral,
        activation=x[:, :n_muscles],
        deflection_rad=x[:, n_muscles:].reshape(-1, N_LEVELS, _N_AXES) * math.radians(1.0),
        residual_n_m=split.residual,
    )


def _equilibrium(
    body: BodyDraws, frames: SpineFrames, pull: MusclePull
) -> tuple[Float[np.ndarray, "pose row variable"], Float[np.ndarray, "pose level 3 3"]]:
    """Return what each variable adds to each row, and the passive moment per radian at each level.

    Variables: muscle activations, then the settling of each level about its three axes [degrees]. Rows: moment
    vector at each level [N m], then the kept total of the settling per axis [degrees].
    """
    n_poses, n_muscles = len(body.strength_n), pull.moment_m.shape[-1]
    below = frames.rotation[..., 1:, :, :]
    axis = np.stack([below[..., :, 2], -below[..., :, 0], -below[..., :, 1]], axis=-1)
    passive = axis * body.stiffness_n_m_per_rad[..., None, :]
    effect = np.zeros((n_poses, _ROWS + _N_AXES, n_muscles + _ROWS))
    effect[:, :_ROWS, :n_muscles] = (pull.moment_m * body.strength_n[:, None, None, :]).reshape(n_poses, _ROWS, -1)
    for level in range(N_LEVELS):
        rows = slice(level * _N_AXES, (level + 1) * _N_AXES)
        columns = slice(n_muscles + level * _N_AXES, n_muscles + (level + 1) * _N_AXES)
        effect[:, rows, columns] = passive[:, level] * math.radians(1.0)
        effect[:, _ROWS:, columns] = np.eye(_N_AXES)
    return effect, passive


def _solve(effect: np.ndarray, demand: np.ndarray, body: BodyDraws) -> Split:
    n_poses, n_muscles = body.strength_n.shape
    limit = math.degrees(DEFLECTION_LIMIT_RAD)
    weight = np.ones((n_poses, n_muscles + _ROWS))
    weight[:, n_muscles:] = DEFLECTION_COST_PER_RAD2 * math.radians(1.0) ** 2
    high = np.full_like(weight, limit)
    high[:, :n_muscles] = np.where(body.strength_n > 0, 1.0, 0.0)
    low = np.zeros_like(weight)
    low[:, n_muscles:] = -limit
    wanted = np.concatenate([demand.reshape(n_poses, _ROWS), np.zeros((n_poses, _N_AXES))], axis=1)
    return split_loads(effect, wanted, weight, low, high)


def _raise(split: Split, row: int, first: int) -> None:
    """Raise the error that fits an unsolved posture."""
    if split.shortfall[row] <= 0:
        raise ConvergenceError(
            Text(
                N_("Posture {row}: the muscle split stopped at {left} N m without an answer. Please report this."),
                {"row": first + row, "left": f"{split.residual[row]:.3g}"},
            )
        )
    direction = split.direction[row, :_ROWS].reshape(N_LEVELS, _N_AXES)
    level, axis = np.unravel_index(int(np.abs(direction).argmax()), direction.shape)
    raise InfeasiblePostureError(
        Text(
            N_(
                "Posture {row} cannot be held: at {level} the muscles and passive tissue fall {missing} N m short in "
                "{axis}. Choose a smaller lean or a smaller load."
            ),
            {
                "row": first + row,
                "level": LEVELS[level],
                "axis": Text(_AXIS_NAMES[axis]),
                "missing": f"{split.shortfall[row]:.3g}",
            },
        )
    )


def _in_disc_plane(
    model: ReferenceModel, frames: SpineFrames, force_n: Float[np.ndarray, "pose level 3"]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return compression, forward shear and shear to the right of the force on the upper part [N]."""
    above, below = frames.rotation[..., : len(BODIES) - 1, :, :], frames.rotation[..., 1:, :, :]
    normal = _turned(above, _endplate_normal(model.upper_endplate_slope_rad)) + _turned(
        below, _endplate_normal(model.lower_endplate_slope_rad)
    )
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    right = above[..., :, 2] + below[..., :, 2]
    right -= np.sum(right * normal, axis=-1, keepdims=True) * normal
    right /= np.linalg.norm(right, axis=-1, keepdims=True)
    forward = np.cross(normal, right)
    return (
        -np.sum(force_n * normal, axis=-1),
        np.sum(force_n * forward, axis=-1),
        np.sum(force_n * right, axis=-1),
    )


def _endplate_normal(slope_rad: Float[np.ndarray, " level"]) -> Float[np.ndarray, "level 3"]:
    """Return the upward normal of endplates whose front is lower by `slope_rad`."""
    return np.stack([np.sin(slope_rad), np.cos(slope_rad), np.zeros_like(slope_rad)], axis=-1)


def _turned(rotation: np.ndarray, vector: np.ndarray) -> np.ndarray:
    turned: np.ndarray = np.einsum("plij,lj->pli", rotation, vector)
    return turned
