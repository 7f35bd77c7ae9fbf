"""Load on every lumbar disc for any number of postures: moments balance at all levels and both hips in three axes.

Moments of gravity, outside forces, muscles (active and stretched) and passive tissue balance at each joint. The imposed
lumbar posture is kept in total; each level may settle by up to a limit around its share, because nobody knows the share
of a single level so well and the passive tissue of a level carries what muscles cannot. What each level settled by is
returned. Compression and shear are given in the mid-disc plane. There are no reserve actuators.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, JOINTS, TRUNK_MUSCLE_GROUPS, ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.errors import ConvergenceError, InfeasiblePostureError, InputError
from heelwise.mechanics.abdominal_pressure import AbdominalPressure
from heelwise.mechanics.external_loads import ExternalLoads, OpposingForces
from heelwise.mechanics.geometry.body_frames import N_LEVELS, BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.geometry.muscle_paths import MusclePull, muscle_pull
from heelwise.mechanics.input_check import check_spine_input
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.passive_moment import hip_ligament_moment_n_m, passive_moment_n_m
from heelwise.mechanics.split.cubic_split import split_loads_cubic
from heelwise.mechanics.split.static_optimisation import Split, split_loads
from heelwise.mechanics.weights import body_parts, ground_under_both_feet
from heelwise.shapes import Float
from heelwise.text import N_, Text

DEFLECTION_LIMIT_RAD = math.radians(2.0)
LOADED_DEFLECTION_LIMIT_RAD = math.radians(4.0)
DEFLECTION_COST_PER_RAD2 = 0.01 / math.radians(1.0) ** 2
"""Cost of settling against squared activations; see docs/decisions/0016-level-deflection.md for what it moves."""

POSES_AT_ONCE = 64
"""Postures per chunk: keeps the working arrays in the processor's cache."""

_OPPOSING_UNIT_N = 10.0
_OPPOSING_COST = 1e-3
"""Cost of 10 N of opposing force squared, against squared activations: nearly free, but not used for nothing."""

_N_AXES = 3
_N_SETTLING = N_LEVELS * _N_AXES
_ROWS = len(JOINTS) * _N_AXES
_AXIS_NAMES = (N_("side bending"), N_("turning"), N_("forward bending or arching back"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadOptions:
    """Choices of the analysis.

    Parameters
    ----------
    exponent
        Power of the activations whose sum is least: 2 or 3.
    co_contraction_fraction
        Least activity of every trunk muscle.
    abdominal_pressure
        Pressure in the belly, or None.
    deflection_limit_rad
        How far a level may settle around its share [rad]; 0 holds every level.
    deflection_cost_per_rad2
        Cost of settling against squared activations [1/rad2].
    """

    exponent: int = 2
    co_contraction_fraction: float = 0.0
    abdominal_pressure: AbdominalPressure | None = None
    deflection_limit_rad: float = DEFLECTION_LIMIT_RAD
    deflection_cost_per_rad2: float = DEFLECTION_COST_PER_RAD2

    def __post_init__(self) -> None:
        if self.exponent not in (2, 3):
            raise InputError(
                "exponent", Text(N_("The exponent is {came}; 2 and 3 are allowed."), {"came": self.exponent})
            )
        if not 0.0 <= self.co_contraction_fraction < 1.0:
            raise InputError(
                "co_contraction_fraction",
                Text(N_("Co-contraction is {came}; 0 to below 1 is allowed."), {"came": self.co_contraction_fraction}),
            )


USUAL = LoadOptions()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpineLoad:
    """What the discs, hips and muscles carry.

    Parameters
    ----------
    compression_n
        Force along the normal of the mid-disc plane, positive squeezing the disc, shape (pose, level) [N].
    shear_n
        Force in the plane, positive pushing the upper vertebra forward, shape (pose, level) [N].
    lateral_shear_n
        Force in the plane to the right, shape (pose, level) [N].
    hip_force_n
        Size of the force in each hip joint, shape (pose, side) [N].
    activation
        Active force over what the muscle can do at its length, shape (pose, muscle).
    passive_force_n
        Pull of each muscle without activity, shape (pose, muscle) [N].
    deflection_rad
        How far each level settled from its share, shape (pose, level, 3) [rad].
    opposing_n
        Chosen size of each of the opposing forces, shape (pose, opposing) [N].
    residual_n_m
        Largest moment left unbalanced, shape (pose,) [N m].
    shortfall_n_m
        For a posture proved impossible to hold: the moment missing along `proof`, else 0, shape (pose,) [N m].
    proof
        Direction over the moment rows (joint, axis) along which no muscle activity reaches the demand; 0 where it is
        reached, shape (pose, joint, 3).
    """

    compression_n: Float[np.ndarray, "pose level"]
    shear_n: Float[np.ndarray, "pose level"]
    lateral_shear_n: Float[np.ndarray, "pose level"]
    hip_force_n: Float[np.ndarray, "pose side"]
    activation: Float[np.ndarray, "pose muscle"]
    passive_force_n: Float[np.ndarray, "pose muscle"]
    deflection_rad: Float[np.ndarray, "pose level 3"]
    opposing_n: Float[np.ndarray, "pose opposing"]
    residual_n_m: Float[np.ndarray, " pose"]
    shortfall_n_m: Float[np.ndarray, " pose"]
    proof: Float[np.ndarray, "pose joint 3"]

    @classmethod
    def joined(cls, parts: list[SpineLoad]) -> SpineLoad:
        """Return the loads of all parts, one part after another."""
        names = cls.__dataclass_fields__
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def take(self, rows: slice | np.ndarray) -> SpineLoad:
        """Return the chosen postures."""
        return SpineLoad(**{name: getattr(self, name)[rows] for name in SpineLoad.__dataclass_fields__})


def spine_load(
    model: ReferenceModel,
    body: BodyDraws,
    posture: BodyPosture,
    neutral_angle_rad: Float[np.ndarray, "pose level 3"],
    external: ExternalLoads | None = None,
    *,
    opposing: tuple[OpposingForces, ...] = (),
    options: LoadOptions = USUAL,
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
        Level angles at which passive tissue carries no moment: where this person's spine is with nothing on it, some 13
        degrees flatter than standing in all (`tissue_rest.resting_angle_rad`).
    external
        Forces from outside; None stands still on both feet.
    opposing
        Forces from outside that cancel each other, whose size is chosen together with the muscles'.
    options
        Choices of the analysis.
    mark_infeasible
        Return not-a-number for postures proved infeasible instead of raising.

    Raises
    ------
    InputError
        If a number is not finite or an angle is out of its range; names posture and joint.
    InfeasiblePostureError
        If some posture cannot be held; names joint, direction and the missing moment.
    ConvergenceError
        If the solver stopped without an answer or a proof.
    """
    check_spine_input(body, posture, neutral_angle_rad, external)
    parts = []
    for start in range(0, posture.n_poses, POSES_AT_ONCE):
        rows = slice(start, min(start + POSES_AT_ONCE, posture.n_poses))
        chunk = _Chunk(
            model=model,
            body=body.take(rows),
            posture=posture.take(rows),
            neutral_rad=neutral_angle_rad[rows],
            external=None if external is None else external.take(rows),
            opposing=tuple(forces.take(rows) for forces in opposing),
            options=options,
        )
        parts.append(chunk.load(start, mark_infeasible=mark_infeasible))
    return SpineLoad.joined(parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Chunk:
    """Some postures worked on together."""

    model: ReferenceModel
    body: BodyDraws
    posture: BodyPosture
    neutral_rad: np.ndarray
    external: ExternalLoads | None
    opposing: tuple[OpposingForces, ...]
    options: LoadOptions

    def load(self, first: int, *, mark_infeasible: bool) -> SpineLoad:
        """Return the loads; `first` is the number of the first posture, for errors."""
        frames = body_frames(self.model, self.body, self.posture)
        pull = muscle_pull(self.model, frames)
        capacity_n, passive_n = muscle_capacity_n(self.body, pull.length_m)
        outside_n, moment = self._outside(frames)
        tissue, stiffness = passive_moment_n_m(self.body, frames, self.posture.level_angle_rad - self.neutral_rad)
        moment = moment + np.einsum("pjim,pm->pji", pull.moment_m, passive_n)
        moment[:, :N_LEVELS] += tissue
        moment[:, N_LEVELS:] += hip_ligament_moment_n_m(frames, self.posture.hip_angle_rad)
        chosen = [forces.unit.on_joints(frames) for forces in self.opposing]
        effect = _effects(pull, capacity_n, stiffness, [_OPPOSING_UNIT_N * turn for _, turn in chosen])
        split = self._solve(effect, -moment)
        failed = ~split.solved & ~(mark_infeasible & (split.shortfall > 0))
        if failed.any():
            _raise(split, int(np.flatnonzero(failed)[0]), first)
        x = np.where(split.solved[:, None], split.x, np.nan)
        n_muscles = self.model.n_muscles
        force_n = x[:, :n_muscles] * capacity_n + passive_n
        on_part = np.einsum("pjim,pm->pji", pull.direction, force_n) + outside_n
        for k, (force, _) in enumerate(chosen):
            on_part += _OPPOSING_UNIT_N * x[:, n_muscles + _N_SETTLING + k, None, None] * force
        compression, shear, lateral = _in_disc_plane(self.model, frames, on_part[:, :N_LEVELS])
        return SpineLoad(
            compression_n=compression,
            shear_n=shear,
            lateral_shear_n=lateral,
            hip_force_n=np.linalg.norm(on_part[:, N_LEVELS:], axis=-1),
            activation=x[:, :n_muscles],
            passive_force_n=passive_n,
            deflection_rad=x[:, n_muscles : n_muscles + _N_SETTLING].reshape(-1, N_LEVELS, _N_AXES) * math.radians(1.0),
            opposing_n=_OPPOSING_UNIT_N * x[:, n_muscles + _N_SETTLING :],
            residual_n_m=split.residual,
            shortfall_n_m=split.shortfall,
            proof=split.direction[:, :_ROWS].reshape(-1, len(JOINTS), _N_AXES),
        )

    def _outside(self, frames: BodyFrames) -> tuple[np.ndarray, np.ndarray]:
        """Return force [N] and moment [N m] of weight and outside forces at each joint."""
        parts = body_parts(self.body, frames)
        external = ground_under_both_feet(parts, frames) if self.external is None else self.external
        loads = [parts.weights(), external]
        if self.options.abdominal_pressure is not None:
            loads.append(self.options.abdominal_pressure.on_trunk(self.model, self.body, frames))
        return ExternalLoads.together(loads).on_joints(frames)

    def _solve(self, effect: np.ndarray, demand: np.ndarray) -> Split:
        """Return activations and settling [degrees] that meet the demand."""
        n_poses, n_muscles = self.body.strength_n.shape
        limit = math.degrees(self.options.deflection_limit_rad)
        weight = np.ones((n_poses, effect.shape[-1]))
        weight[:, n_muscles:] = self.options.deflection_cost_per_rad2 * math.radians(1.0) ** 2
        high = np.full_like(weight, limit)
        for k, forces in enumerate(self.opposing):
            weight[:, n_muscles + _N_SETTLING + k] = _OPPOSING_COST
            high[:, n_muscles + _N_SETTLING + k] = forces.limit_n / _OPPOSING_UNIT_N
        high[:, :n_muscles] = np.where(self.body.strength_n > 0, 1.0, 0.0)
        low = np.zeros_like(weight)
        low[:, n_muscles:] = -high[:, n_muscles:]
        trunk = self.model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
        low[:, :n_muscles] = np.where(trunk, self.options.co_contraction_fraction, 0.0) * high[:, :n_muscles]
        wanted = np.concatenate([demand.reshape(n_poses, _ROWS), np.zeros((n_poses, _N_AXES))], axis=1)
        if self.options.exponent == 3:
            return split_loads_cubic(effect, wanted, weight, low, high, n_muscles)
        return split_loads(effect, wanted, weight, low, high)


def _effects(
    pull: MusclePull,
    capacity_n: np.ndarray,
    stiffness: Float[np.ndarray, "pose level 3 3"],
    opposing_n_m: list[Float[np.ndarray, "pose joint 3"]],
) -> Float[np.ndarray, "pose row variable"]:
    """Return what each variable adds to each row.

    Variables: muscle activations, the settling of each level about its three axes [degrees], the sizes of opposing
    forces [10 N]. Rows: moment vector at each joint [N m], then the kept total of the settling per axis [degrees].
    """
    n_poses, n_muscles = capacity_n.shape
    effect = np.zeros((n_poses, _ROWS + _N_AXES, n_muscles + _N_SETTLING + len(opposing_n_m)))
    for k, turn in enumerate(opposing_n_m):
        effect[:, :_ROWS, n_muscles + _N_SETTLING + k] = turn.reshape(n_poses, _ROWS)
    effect[:, :_ROWS, :n_muscles] = (pull.moment_m * capacity_n[:, None, None, :]).reshape(n_poses, _ROWS, -1)
    for level in range(N_LEVELS):
        rows = slice(level * _N_AXES, (level + 1) * _N_AXES)
        columns = slice(n_muscles + level * _N_AXES, n_muscles + (level + 1) * _N_AXES)
        effect[:, rows, columns] = stiffness[:, level] * math.radians(1.0)
        effect[:, _ROWS:, columns] = np.eye(_N_AXES)
    return effect


def _raise(split: Split, row: int, first: int) -> None:
    """Raise the error that fits an unsolved posture."""
    if split.shortfall[row] <= 0:
        raise ConvergenceError(
            Text(
                N_("Posture {row}: the muscle split stopped at {left} N m without an answer. Please report this."),
                {"row": first + row, "left": f"{split.residual[row]:.3g}"},
            )
        )
    direction = split.direction[row, :_ROWS].reshape(len(JOINTS), _N_AXES)
    joint, axis = np.unravel_index(int(np.abs(direction).argmax()), direction.shape)
    raise InfeasiblePostureError(
        Text(
            N_(
                "Posture {row} cannot be held: at {joint} the muscles and passive tissue fall {missing} N m short in "
                "{axis}. Choose a smaller lean or a smaller load."
            ),
            {
                "row": first + row,
                "joint": JOINTS[joint],
                "axis": Text(_AXIS_NAMES[axis]),
                "missing": f"{split.shortfall[row]:.3g}",
            },
        )
    )


def _in_disc_plane(
    model: ReferenceModel, frames: BodyFrames, force_n: Float[np.ndarray, "pose level 3"]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return compression, forward shear and shear to the right of the force on the upper part [N]."""
    above, below = frames.rotation[:, :N_LEVELS], frames.rotation[:, 1 : len(BODIES)]
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
