"""The spine model with one thing chosen otherwise: what `write_model_choices_page` measures.

It looks inside the load model on purpose: private steps of `heelwise.mechanics` are called, so that what is measured
is the shipped code and not a copy of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from heelwise.body import LEVELS, MUSCLE_GROUPS, BodyDraws, Person, ReferenceModel
from heelwise.evidence import load_library, pool_posture_changes
from heelwise.mechanics import SCORES, HeelStudy, SpinePosture, study_heels
from heelwise.mechanics.posture_prior import TrunkChain
from heelwise.mechanics.spine_geometry import MusclePull, SpineFrames, muscle_pull, spine_frames
from heelwise.mechanics.spine_load import (
    _ROWS,
    DEFLECTION_COST_PER_RAD2,
    DEFLECTION_LIMIT_RAD,
    _equilibrium,
    _in_disc_plane,
    gravity_on_levels,
)
from heelwise.mechanics.static_optimisation import Split, split_loads
from heelwise.shapes import Float
from source_model import SourceModel

LEANS_DEG = (0.0, 5.0, 10.0)
_DEG = math.radians(1.0)
_SAME_RAD = 1e-9
_MAX_ROUNDS = 200


# ------------------------------------------------------------------------------------ what is asked of the model


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One body in some postures, and the choices that bear on its load.

    Parameters
    ----------
    model, body, posture, neutral_rad
        As in `spine_load`; one row per posture.
    trunk
        Barefoot lean and lordosis behind the first posture [rad].
    chain
        Tie between lean, lordosis and pelvis.
    cost_factor, limit_rad
        Cost of settling over the shipped one, and how far a level may settle [rad].
    resting_force_n
        Force that muscles carry without being active, shape (muscle,) [N].
    settles_geometry
        Whether muscles and weights are placed again where the levels have settled.
    """

    model: ReferenceModel
    body: BodyDraws
    posture: SpinePosture
    neutral_rad: Float[np.ndarray, "pose level 3"]
    trunk: tuple[float, float]
    chain: TrunkChain
    cost_factor: float = 1.0
    limit_rad: float = DEFLECTION_LIMIT_RAD
    resting_force_n: Float[np.ndarray, " muscle"] | float = 0.0
    settles_geometry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """What comes out, not-a-number where a posture cannot be held.

    Parameters
    ----------
    compression_n, shear_n, gravity_n_m
        Shape (pose, level) [N], [N] and [N m].
    activation
        Shape (pose, muscle).
    deflection_rad
        Shape (pose, level, 3) [rad].
    missing_n_m
        What cannot be balanced, 0 where all is, shape (pose,) [N m].
    """

    compression_n: Float[np.ndarray, "pose level"]
    shear_n: Float[np.ndarray, "pose level"]
    gravity_n_m: Float[np.ndarray, "pose level"]
    activation: Float[np.ndarray, "pose muscle"]
    deflection_rad: Float[np.ndarray, "pose level 3"]
    missing_n_m: Float[np.ndarray, " pose"]


def solve_case(case: Case) -> Figures:
    """Return the figures of a case, geometry settled if it asks for that."""
    settled_rad = np.zeros_like(case.posture.level_angle_rad)
    for _ in range(_MAX_ROUNDS):
        figures = _solve_at(case, settled_rad)
        moved_rad = np.nan_to_num(figures.deflection_rad) - settled_rad
        if not case.settles_geometry or np.abs(moved_rad).max() < _SAME_RAD:
            return figures
        settled_rad = settled_rad + 0.5 * moved_rad
    raise AssertionError("the settled geometry did not come to rest")


def _solve_at(case: Case, settled_rad: Float[np.ndarray, "pose level 3"]) -> Figures:
    """Return the figures with muscles and weights placed where each level has settled by `settled_rad`."""
    posture, body = case.posture, case.body
    frames = spine_frames(
        case.model, body.trunk_scale, posture.pelvis_anterior_tilt_rad, posture.level_angle_rad + settled_rad
    )
    pull = muscle_pull(case.model, body.trunk_scale, frames)
    gravity_n_m, weight_n = gravity_on_levels(body, frames)
    effect, passive = _equilibrium(body, frames, pull)
    resting_n = np.broadcast_to(case.resting_force_n, body.strength_n.shape)
    demand = -gravity_n_m - np.einsum("plij,plj->pli", passive, posture.level_angle_rad - case.neutral_rad)
    demand -= np.einsum("plim,pm->pli", pull.moment_m, resting_n)
    split = _split(case, effect, demand)
    n_muscles = case.model.n_muscles
    x = np.where(split.solved[:, None], split.x, np.nan)
    force_n = x[:, :n_muscles] * body.strength_n + resting_n
    compression, shear = _disc_load(case.model, frames, pull, force_n, weight_n)
    return Figures(
        compression_n=compression,
        shear_n=shear,
        gravity_n_m=-gravity_n_m[..., 2],
        activation=x[:, :n_muscles],
        deflection_rad=x[:, n_muscles:].reshape(settled_rad.shape) * _DEG,
        missing_n_m=split.shortfall,
    )


def _split(case: Case, effect: np.ndarray, demand: np.ndarray) -> Split:
    """Return the split between muscles and settling, as `spine_load` makes it but for the case's own choices."""
    n_poses, n_muscles = case.body.strength_n.shape
    weight = np.ones((n_poses, n_muscles + _ROWS))
    weight[:, n_muscles:] = case.cost_factor * DEFLECTION_COST_PER_RAD2 * _DEG**2
    high = np.full_like(weight, case.limit_rad / _DEG)
    low = -high
    high[:, :n_muscles] = np.where(case.body.strength_n > 0, 1.0, 0.0)
    low[:, :n_muscles] = 0.0
    wanted = np.concatenate([demand.reshape(n_poses, _ROWS), np.zeros((n_poses, effect.shape[1] - _ROWS))], axis=1)
    return split_loads(effect, wanted, weight, low, high)


def _disc_load(
    model: ReferenceModel, frames: SpineFrames, pull: MusclePull, force_n: np.ndarray, weight_n: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return compression and forward shear at every level [N]."""
    on_upper = np.einsum("plim,pm->pli", pull.direction, force_n)
    on_upper[..., 1] -= weight_n
    compression, shear, _ = _in_disc_plane(model, frames, on_upper)
    return compression, shear


# --------------------------------------------------------------------------------------------------- who stands how


def middle_study(person: Person, model: ReferenceModel) -> HeelStudy:
    """Return the study of a person in the middle of everything uncertain, barefoot."""
    library = load_library()
    return study_heels(person, [], model, library, pool_posture_changes(library), score=np.zeros((2, len(SCORES))))


def shipped_case(study: HeelStudy, leans_deg: Sequence[float] = LEANS_DEG) -> Case:
    """Return the case as shipped: standing, and the whole trunk leaning further by each of `leans_deg`."""
    standing, trunk = study.standing, study.barefoot.trunk
    rows = np.zeros(len(leans_deg), dtype=int)
    upright = standing.spine_posture(study.barefoot.trunk)
    angle_rad = upright.level_angle_rad[rows]
    tilt_rad = upright.pelvis_anterior_tilt_rad[rows] + np.radians(leans_deg)
    return Case(
        model=standing.model,
        body=standing.body.take(rows),
        posture=SpinePosture(pelvis_anterior_tilt_rad=tilt_rad, level_angle_rad=angle_rad),
        neutral_rad=angle_rad,
        trunk=(float(trunk.lean_rad[0]), float(trunk.lordosis_rad[0])),
        chain=standing.chain,
    )


def with_lordosis_change(case: Case, changes_deg: Sequence[float]) -> Case:
    """Return the case standing with lordosis changed and lean held; passive tissue is at rest before the change."""
    lean_rad, lordosis_rad = (np.full(len(changes_deg), value) for value in case.trunk)
    changed_rad = lordosis_rad + np.radians(changes_deg)
    angle_rad = np.zeros((len(changes_deg), len(LEVELS), 3))
    before_rad = angle_rad.copy()
    angle_rad[..., 0] = case.chain.level_flexion_rad(changed_rad)
    before_rad[..., 0] = case.chain.level_flexion_rad(lordosis_rad)
    tilt_rad = case.chain.pelvis_tilt_rad(lean_rad, changed_rad)
    return replace(
        case,
        body=case.body.take(np.zeros(len(changes_deg), dtype=int)),
        posture=SpinePosture(pelvis_anterior_tilt_rad=tilt_rad, level_angle_rad=angle_rad),
        neutral_rad=before_rad,
    )


# ----------------------------------------------------------------------------------------------------- the choices

MENDED, LEFT_OUT, NEXT = "mended now", "left out for now", "next issue"
OURS, DOUBT = "our choice", "in the interval"
_RECTUS = MUSCLE_GROUPS.index("rectus_abdominis")

Change = Callable[[Case, SourceModel], Case]
"""From the shipped case to the other one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """One thing that could have been chosen otherwise.

    Parameters
    ----------
    name
        What is done otherwise.
    change
        From the shipped case to the other one.
    state
        What Heelwise does about it.
    source_keys
        Where it comes from.
    """

    name: str
    change: Change
    state: str
    source_keys: tuple[str, ...]


def _with_strength(case: Case, factor: np.ndarray | float) -> Case:
    return replace(case, body=replace(case.body, strength_n=case.body.strength_n * factor))


def _without_group(group: str) -> Change:
    index = MUSCLE_GROUPS.index(group)
    return lambda case, source: _with_strength(case, np.where(case.model.muscle_group == index, 0.0, 1.0))


def strength_factor(case: Case) -> float:
    """Return this person's strength over the source model's."""
    used = case.model.muscle_is_used
    return float(case.body.strength_n[0, used].sum() / case.model.muscle_strength_n[used].sum())


def _with_abdomen(case: Case, source: SourceModel) -> Case:
    strength_n = np.tile(strength_factor(case) * case.model.muscle_strength_n, (case.body.n_draws, 1))
    return replace(case, body=replace(case.body, strength_n=strength_n))


def _with_own_masses(case: Case, source: SourceModel) -> Case:
    n_poses = case.body.n_draws
    share = case.body.total_mass_kg[0] / source.total_mass_kg
    return replace(
        case,
        body=replace(
            case.body,
            body_mass_kg=np.tile(share * source.mass_kg, (n_poses, 1)),
            body_centre_m=np.tile(case.body.trunk_scale * source.centre_m, (n_poses, 1, 1)),
        ),
    )


def _in_zero_pose(case: Case, source: SourceModel) -> Case:
    zero_rad = np.zeros_like(case.neutral_rad)
    tilt_rad = case.posture.pelvis_anterior_tilt_rad - case.posture.pelvis_anterior_tilt_rad[0]
    posture = SpinePosture(pelvis_anterior_tilt_rad=tilt_rad, level_angle_rad=zero_rad)
    return replace(case, posture=posture, neutral_rad=zero_rad)


def with_source_rhythm(case: Case, source: SourceModel) -> Case:
    """Return the case standing with the same lean and lordosis, shared among levels as in the source model."""
    share = source.flexion_share
    c7, back = case.model.landmark("c7"), case.model.landmark("s1_back")
    leverage = (c7[1] - case.model.level_centre_m[:, 1]) / (c7[1] - back[1])
    chain = replace(case.chain, lordosis_share=share, pelvis_per_lordosis_ratio=float(share @ leverage))
    lean_rad, lordosis_rad = (np.array([value]) for value in case.trunk)
    leaning_rad = case.posture.pelvis_anterior_tilt_rad - case.posture.pelvis_anterior_tilt_rad[0]
    angle_rad = np.zeros_like(case.neutral_rad)
    angle_rad[..., 0] = chain.level_flexion_rad(lordosis_rad)
    tilt_rad = chain.pelvis_tilt_rad(lean_rad, lordosis_rad) + leaning_rad
    posture = SpinePosture(pelvis_anterior_tilt_rad=tilt_rad, level_angle_rad=angle_rad)
    return replace(case, posture=posture, neutral_rad=angle_rad, chain=chain)


def _resting(counts: Callable[[np.ndarray], np.ndarray]) -> Change:
    """Return the change that adds the resting force of muscles whose group counts."""

    def change(case: Case, source: SourceModel) -> Case:
        acts = case.model.muscle_is_used & counts(case.model.muscle_group)
        return replace(case, resting_force_n=np.where(acts, strength_factor(case) * source.resting_force_n, 0.0))

    return change


def _with_settled_geometry(case: Case, source: SourceModel) -> Case:
    return replace(case, settles_geometry=True)


def _with_active_length(case: Case, source: SourceModel) -> Case:
    return _with_strength(case, source.active_length_factor)


def _stiffer(factor: float) -> Change:
    def change(case: Case, source: SourceModel) -> Case:
        stiffness = factor * case.body.stiffness_n_m_per_rad
        return replace(case, body=replace(case.body, stiffness_n_m_per_rad=stiffness))

    return change


def _costing(factor: float) -> Change:
    return lambda case, source: replace(case, cost_factor=factor)


def _settling_at_most(limit_deg: float) -> Change:
    return lambda case, source: replace(case, limit_rad=limit_deg * _DEG)


def _stronger(factor: float) -> Change:
    return lambda case, source: _with_strength(case, factor)


def _choice(name: str, state: str, sources: str, change: Change) -> Choice:
    return Choice(name=name, change=change, state=state, source_keys=tuple(sources.split()))


CHOICES = (
    _choice("14 oblique fascicles on the abdomen body included", LEFT_OUT, "myo-sim", _with_abdomen),
    _choice("psoas fascicles left out", NEXT, "myo-sim", _without_group("psoas")),
    _choice("rectus abdominis left out", NEXT, "myo-sim", _without_group("rectus_abdominis")),
    _choice("the engine's own masses and mass centres", MENDED, "de-leva-1996 pearsall-1996", _with_own_masses),
    _choice("the engine's zero pose, not standing", MENDED, "woodhull-1985 aota-2009 mac-thiong-2011", _in_zero_pose),
    _choice("the source model's rhythm", MENDED, "bae-2012 lord-1997", with_source_rhythm),
    _choice("settling costs 0.01 times as much", OURS, "", _costing(0.01)),
    _choice("settling costs 10 times as much", OURS, "", _costing(10.0)),
    _choice("settling costs 100 times as much", OURS, "", _costing(100.0)),
    _choice("levels settle by at most 1°", OURS, "", _settling_at_most(1.0)),
    _choice("levels settle by at most 4°", OURS, "", _settling_at_most(4.0)),
    _choice("levels do not settle", OURS, "", _settling_at_most(0.0)),
    _choice("muscles and weights placed where levels settled", LEFT_OUT, "", _with_settled_geometry),
    _choice("passive stiffness times 0.5", DOUBT, "heuer-2007 gardner-morse-2004", _stiffer(0.5)),
    _choice("passive stiffness times 2", DOUBT, "heuer-2007 gardner-morse-2004", _stiffer(2.0)),
    _choice("muscle strength times 0.7", DOUBT, "burkhart-2018 kahanovitz-1987", _stronger(0.7)),
    _choice("muscle strength times 1.64", NEXT, "burkhart-2018 christophy-2012", _stronger(1.64)),
    _choice("force-length factor of the source model", NEXT, "myo-sim", _with_active_length),
    _choice("resting force of rectus abdominis", LEFT_OUT, "myo-sim", _resting(lambda g: g == _RECTUS)),
    _choice("resting force of all other used muscles", LEFT_OUT, "myo-sim", _resting(lambda g: g != _RECTUS)),
    _choice("resting force of all used muscles", LEFT_OUT, "myo-sim", _resting(lambda g: g >= 0)),
)
