"""The spine model with one thing chosen otherwise: what `write_model_choices_page` measures.

It looks inside the load model on purpose: where a choice has no option, a private step of `heelwise.mechanics` is
called or replaced, so that what is measured is the shipped code and not a copy of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from heelwise.body import LEVELS, MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, BodyDraws, Person, ReferenceModel
from heelwise.evidence import load_library, pool_posture_changes
from heelwise.mechanics import (
    SCORES,
    BodyPosture,
    HeelStudy,
    LoadOptions,
    Standing,
    TrunkAngles,
    body_frames,
    study_heels,
)
from heelwise.mechanics.spine_load import _Chunk
from heelwise.mechanics.split.static_optimisation import Split
from heelwise.mechanics.tissue_rest import resting_angle_rad
from heelwise.mechanics.weights import body_parts
from heelwise.shapes import Float
from source_model import SourceModel

LEANS_DEG = (0.0, 10.0, 30.0)
_DEG = math.radians(1.0)
_SAME_RAD = 1e-9
_MAX_ROUNDS = 200
_N_LEVELS = len(LEVELS)


# ------------------------------------------------------------------------------------ what is asked of the model


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One body in some postures, and the choices that bear on its load.

    Parameters
    ----------
    standing
        The body with its tie of the trunk, one row per posture.
    barefoot
        Trunk angles of usual standing, one row per posture.
    posture, neutral_rad
        As in `spine_load`; one row per posture.
    flexion_rad
        How far each level is flexed from standing where its tissue rests, shape (pose, level) [rad].
    options
        Choices of the analysis.
    settles_geometry
        Whether muscles and weights are placed again where the levels have settled.
    hips_balance
        Whether moments balance at the hips too.
    """

    standing: Standing
    barefoot: TrunkAngles
    posture: BodyPosture
    neutral_rad: Float[np.ndarray, "pose level 3"]
    flexion_rad: Float[np.ndarray, "pose level"]
    options: LoadOptions = field(default_factory=LoadOptions)
    settles_geometry: bool = False
    hips_balance: bool = True

    @property
    def body(self) -> BodyDraws:
        """Body, one row per posture."""
        return self.standing.body

    @property
    def model(self) -> ReferenceModel:
        """Reference body."""
        return self.standing.model

    def with_body(self, body: BodyDraws) -> Case:
        """Return the case with another body in the same postures."""
        return replace(self, standing=replace(self.standing, body=body))


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _FreeHips(_Chunk):
    """The shipped analysis without the rows of the hips."""

    def _solve(self, effect: np.ndarray, demand: np.ndarray) -> Split:
        """Return the split that balances the levels alone."""
        free_effect, free_demand = effect.copy(), demand.copy()
        free_effect[:, 3 * _N_LEVELS : 3 * demand.shape[1]] = 0.0
        free_demand[:, _N_LEVELS:] = 0.0
        return _Chunk._solve(self, free_effect, free_demand)


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
    """Return the figures with muscles and weights placed where each level has settled by `settled_rad`.

    Tissue rests as much further on, so that it feels the imposed posture and the settling, each once.
    """
    posture = replace(case.posture, level_angle_rad=case.posture.level_angle_rad + settled_rad)
    chunk = (_Chunk if case.hips_balance else _FreeHips)(
        model=case.model,
        body=case.body,
        posture=posture,
        neutral_rad=case.neutral_rad + settled_rad,
        external=None,
        opposing=(),
        options=case.options,
    )
    load = chunk.load(0, mark_infeasible=True)
    frames = body_frames(case.model, case.body, posture)
    _, gravity_n_m = body_parts(case.body, frames).weights().on_joints(frames)
    return Figures(
        compression_n=load.compression_n,
        shear_n=load.shear_n,
        gravity_n_m=-gravity_n_m[:, :_N_LEVELS, 2],
        activation=load.activation,
        deflection_rad=load.deflection_rad,
        missing_n_m=load.shortfall_n_m,
    )


# --------------------------------------------------------------------------------------------------- who stands how


def middle_study(person: Person, model: ReferenceModel) -> HeelStudy:
    """Return the study of a person in the middle of everything uncertain, barefoot."""
    library = load_library()
    return study_heels(person, [], model, library, pool_posture_changes(library), score=np.zeros((2, len(SCORES))))


def shipped_case(study: HeelStudy, leans_deg: Sequence[float] = LEANS_DEG) -> Case:
    """Return the case as shipped: standing, and the trunk leaning further by each of `leans_deg`, hips back."""
    rows = np.zeros(len(leans_deg), dtype=int)
    standing, trunk = study.standing, study.barefoot.trunk
    taken = replace(
        standing,
        body=standing.body.take(rows),
        gravity_line_before_ankle_m=standing.gravity_line_before_ankle_m[rows],
    )
    barefoot = TrunkAngles(**{name: getattr(trunk, name)[rows] for name in TrunkAngles.__dataclass_fields__})
    return leaning_case(taken, barefoot, study.rest_flexion_rad[rows], leans_deg)


def leaning_case(
    standing: Standing, barefoot: TrunkAngles, flexion_rad: np.ndarray, leans_deg: Sequence[float]
) -> Case:
    """Return somebody leaning by each of `leans_deg` further than they stand."""
    usual = standing.body_posture(standing.stand(barefoot))
    leaning = replace(barefoot, lean_rad=barefoot.lean_rad + np.radians(leans_deg))
    return Case(
        standing=standing,
        barefoot=barefoot,
        posture=standing.body_posture(standing.stand(leaning)),
        neutral_rad=resting_angle_rad(usual, usual, np.zeros(len(flexion_rad)), flexion_rad),
        flexion_rad=flexion_rad,
    )


def with_lordosis_change(case: Case, changes_deg: Sequence[float], given_way: float = 0.0) -> Case:
    """Return the case standing with lordosis changed and lean held.

    Parameters
    ----------
    case
        As many postures as changes.
    changes_deg
        Change of lordosis [degrees].
    given_way
        How far passive tissue has given way to the change, from 0 to 1.
    """
    standing, barefoot = case.standing, case.barefoot
    changed = replace(barefoot, lordosis_rad=barefoot.lordosis_rad + np.radians(changes_deg))
    before, after = (standing.body_posture(standing.stand(trunk)) for trunk in (barefoot, changed))
    rest = np.full(len(changes_deg), given_way)
    return replace(case, posture=after, neutral_rad=resting_angle_rad(before, after, rest, case.flexion_rad))


# ----------------------------------------------------------------------------------------------------- the choices

MENDED, LEFT_OUT = "mended", "left out"
OURS, DOUBT, OPTION = "our choice", "in the interval", "an option"

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
    return case.with_body(replace(case.body, strength_n=case.body.strength_n * factor))


def _without_group(group: str) -> Change:
    index = MUSCLE_GROUPS.index(group)
    return lambda case, source: _with_strength(case, np.where(case.model.muscle_group == index, 0.0, 1.0))


def _with_own_masses(case: Case, source: SourceModel) -> Case:
    n_poses = case.body.n_draws
    share = case.body.total_mass_kg[0] / source.total_mass_kg
    return case.with_body(
        replace(
            case.body,
            body_mass_kg=np.tile(share * source.mass_kg, (n_poses, 1)),
            body_centre_m=np.tile(case.body.trunk_scale * source.centre_m * (1.0, 1.0, 0.0), (n_poses, 1, 1)),
        )
    )


def _in_zero_pose(case: Case, source: SourceModel) -> Case:
    zero_rad = np.zeros_like(case.neutral_rad)
    lean_rad = case.posture.pelvis_angle_rad[:, 0] - case.posture.pelvis_angle_rad[0, 0]
    resting = zero_rad.copy()
    resting[..., 0] = case.flexion_rad
    return replace(case, posture=BodyPosture.on_vertical_legs(lean_rad, zero_rad), neutral_rad=resting)


def with_source_rhythm(case: Case, source: SourceModel) -> Case:
    """Return the case standing with the same lean and lordosis, shared among levels as in the source model."""
    share = source.flexion_share
    c7, back = case.model.landmark("c7"), case.model.landmark("s1_back")
    leverage = (c7[1] - case.model.level_centre_m[:, 1]) / (c7[1] - back[1])
    chain = replace(case.standing.chain, lordosis_share=share, pelvis_per_lordosis_ratio=float(share @ leverage))
    leans_rad = case.posture.pelvis_angle_rad[:, 0] - case.posture.pelvis_angle_rad[0, 0]
    return leaning_case(
        replace(case.standing, chain=chain), case.barefoot, case.flexion_rad, [float(x) for x in np.degrees(leans_rad)]
    )


def _with_settled_geometry(case: Case, source: SourceModel) -> Case:
    return replace(case, settles_geometry=True)


def _with_free_hips(case: Case, source: SourceModel) -> Case:
    return replace(case, hips_balance=False)


def _resting_in_standing(case: Case, source: SourceModel) -> Case:
    neutral = case.neutral_rad.copy()
    neutral[..., 0] -= case.flexion_rad
    return replace(case, neutral_rad=neutral)


def _stiffer(factor: float) -> Change:
    def change(case: Case, source: SourceModel) -> Case:
        stiffness = factor * case.body.stiffness_n_m_per_rad
        return case.with_body(replace(case.body, stiffness_n_m_per_rad=stiffness))

    return change


def _without_passive_muscle(case: Case, source: SourceModel) -> Case:
    slack = np.full_like(case.body.passive_strain_ratio, np.inf)
    return case.with_body(replace(case.body, passive_strain_ratio=slack))


def _without_force_length(case: Case, source: SourceModel) -> Case:
    """Return the case whose trunk muscles work at their best length upright."""
    body = case.body
    trunk = case.model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    path_m = body.trunk_scale * case.model.muscle_neutral_length_m
    tendon_m = np.where(trunk, path_m - body.optimal_fibre_length_m, body.tendon_length_m)
    return case.with_body(replace(body, tendon_length_m=tendon_m))


def _with_options(**changed: float) -> Change:
    return lambda case, source: replace(case, options=replace(case.options, **changed))  # type: ignore[arg-type]  # all are plain numbers


def _costing(factor: float) -> Change:
    return _with_options(deflection_cost_per_rad2=factor * LoadOptions().deflection_cost_per_rad2)


def _settling_at_most(limit_deg: float) -> Change:
    return _with_options(deflection_limit_rad=limit_deg * _DEG)


def _stronger_trunk(factor: float) -> Change:
    def change(case: Case, source: SourceModel) -> Case:
        trunk = case.model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
        return _with_strength(case, np.where(trunk, factor, 1.0))

    return change


def _choice(name: str, state: str, sources: str, change: Change) -> Choice:
    return Choice(name=name, change=change, state=state, source_keys=tuple(sources.split()))


CHOICES = (
    _choice("psoas left out", MENDED, "myo-sim", _without_group("psoas")),
    _choice("rectus abdominis left out", MENDED, "myo-sim", _without_group("rectus_abdominis")),
    _choice("hips out of balance", MENDED, "myo-sim", _with_free_hips),
    _choice("no passive muscle force", MENDED, "thelen-2003", _without_passive_muscle),
    _choice("trunk muscles best upright", MENDED, "thelen-2003", _without_force_length),
    _choice("trunk strength divided by 1.64", MENDED, "burkhart-2018 christophy-2012", _stronger_trunk(1 / 1.64)),
    _choice("the engine's own masses and mass centres", MENDED, "de-leva-1996 pearsall-1996", _with_own_masses),
    _choice("the engine's zero pose, not standing", MENDED, "woodhull-1985 aota-2009 mac-thiong-2011", _in_zero_pose),
    _choice("the source model's rhythm", MENDED, "bae-2012 lord-1997", with_source_rhythm),
    _choice("cubes instead of squares", OPTION, "", _with_options(exponent=3)),
    _choice("co-contraction of 1.7 %", OPTION, "cholewicki-1997", _with_options(co_contraction_fraction=0.017)),
    _choice("settling costs 0.01 times as much", OURS, "", _costing(0.01)),
    _choice("settling costs 10 times as much", OURS, "", _costing(10.0)),
    _choice("settling costs 100 times as much", OURS, "", _costing(100.0)),
    _choice("levels settle by at most 1°", OURS, "", _settling_at_most(1.0)),
    _choice("levels settle by at most 4°", OURS, "", _settling_at_most(4.0)),
    _choice("levels do not settle", OURS, "", _settling_at_most(0.0)),
    _choice("muscles and weights placed where levels settled", LEFT_OUT, "", _with_settled_geometry),
    _choice("tissue at rest in standing", DOUBT, "lumbar-alignment-2019", _resting_in_standing),
    _choice("passive stiffness times 0.5", DOUBT, "heuer-2007 gardner-morse-2004", _stiffer(0.5)),
    _choice("passive stiffness times 2", DOUBT, "heuer-2007 gardner-morse-2004", _stiffer(2.0)),
    _choice("trunk strength times 0.7", DOUBT, "burkhart-2018 kahanovitz-1987", _stronger_trunk(0.7)),
)
