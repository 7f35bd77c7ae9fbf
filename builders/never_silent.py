"""Random postures over stated ranges, and a check of every answer that owes nothing to the solver.

The check adds up moments again from the engine's public pieces. A posture called held has to balance; a posture called
impossible has to be so by its own proof: along the proof's direction all that muscles and settling levels can give
together is less than what is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from heelwise.body import BodyDraws, Person, ReferenceModel, estimate_body
from heelwise.body.anthropometry import BODY_PARTS
from heelwise.body.reference_model import LEVELS, SIDES, TRUNK_MUSCLE_GROUPS
from heelwise.errors import ConvergenceError
from heelwise.evidence import EvidenceLibrary
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyPosture, body_frames
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.input_check import HIP_RANGE_RAD, KNEE_RANGE_RAD, LEVEL_RANGE_RAD
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.passive_moment import hip_ligament_moment_n_m, passive_moment_n_m
from heelwise.mechanics.spine_load import USUAL, LoadOptions, SpineLoad, spine_load
from heelwise.mechanics.weights import body_parts, ground_under_both_feet

N_LEVELS = len(LEVELS)
BALANCE_N_M = 1e-6
"""Most that may be left unbalanced in a posture called held."""

ROUNDING = 1e-13
"""A proof counts if more is missing than this share of the sizes of its terms together."""

STRENGTH_FACTOR = (0.3, 3.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """Bodies in postures.

    Parameters
    ----------
    body
        One row per posture.
    posture
        Angles.
    neutral_rad
        Level angles at which passive tissue rests, shape (pose, level, 3) [rad].
    """

    body: BodyDraws
    posture: BodyPosture
    neutral_rad: np.ndarray

    def take(self, rows: slice | np.ndarray) -> Case:
        """Return the chosen rows."""
        return Case(body=self.body.take(rows), posture=self.posture.take(rows), neutral_rad=self.neutral_rad[rows])

    def load(self, model: ReferenceModel, options: LoadOptions = USUAL) -> SpineLoad:
        """Return the engine's answer; postures proved impossible are marked."""
        return spine_load(model, self.body, self.posture, self.neutral_rad, options=options, mark_infeasible=True)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verdict:
    """What the check says about each posture.

    Parameters
    ----------
    held
        The answer keeps all bounds and balances, shape (pose,).
    impossible
        The proof holds, shape (pose,).
    unbalanced_n_m
        Largest moment left, not-a-number without an answer, shape (pose,) [N m].
    missing_n_m
        Moment missing along the proof, 0 without one, shape (pose,) [N m].
    """

    held: np.ndarray
    impossible: np.ndarray
    unbalanced_n_m: np.ndarray
    missing_n_m: np.ndarray

    @property
    def silent(self) -> np.ndarray:
        """Return which postures have neither an answer nor a proof, or both."""
        return np.asarray(self.held == self.impossible)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pieces:
    """What acts at the joints, added up from the engine's public pieces.

    Parameters
    ----------
    given_n_m
        Moment of all that is not chosen: weight, ground, pressure, stretched muscles and tissue, shape
        (pose, joint, 3) [N m].
    muscle_n_m
        Moment of each muscle at full activity, shape (pose, joint, 3, muscle) [N m].
    stiffness_n_m_per_rad
        Moment per radian of settling at each level, shape (pose, level, 3, axis) [N m/rad].
    low
        Least activity, shape (pose, muscle).
    high
        Most activity, shape (pose, muscle).
    """

    given_n_m: np.ndarray
    muscle_n_m: np.ndarray
    stiffness_n_m_per_rad: np.ndarray
    low: np.ndarray
    high: np.ndarray


def everyday(rng: np.random.Generator, n_poses: int) -> BodyPosture:
    """Return postures as people take them on their feet: leaning, bent aside, turned, knees bent, legs apart."""
    lean = np.radians(rng.uniform(-15.0, 60.0, n_poses))
    spine_share = rng.uniform(0.2, 1.0, n_poses)
    tilt = lean * (1.0 - spine_share)
    whole = np.stack(
        [lean * spine_share, *np.radians(rng.uniform((-15.0, -6.0), (15.0, 6.0), (n_poses, 2))).T], axis=-1
    )
    share = rng.dirichlet(np.full(N_LEVELS, 20.0), (n_poses, 3))
    knee = np.radians(rng.uniform(0.0, 60.0, (n_poses, len(SIDES))))
    hip = np.radians(rng.uniform((-5.0, -10.0, -15.0), (5.0, 15.0, 15.0), (n_poses, len(SIDES), 3)))
    hip[..., 0] += tilt[:, None] + 0.5 * knee
    return BodyPosture(
        pelvis_angle_rad=np.stack(
            [tilt, *np.radians(rng.uniform((-5.0, -20.0), (5.0, 20.0), (n_poses, 2))).T], axis=-1
        ),
        level_angle_rad=np.swapaxes(whole[..., None] * share, 1, 2),
        hip_angle_rad=hip,
        knee_flexion_rad=knee,
    )


def anywhere(rng: np.random.Generator, n_poses: int) -> BodyPosture:
    """Return postures with every angle drawn evenly over all that is allowed, the pelvis any way round."""
    levels = [rng.uniform(*limits, (n_poses, N_LEVELS)) for limits in LEVEL_RANGE_RAD]
    hips = [rng.uniform(*limits, (n_poses, len(SIDES))) for limits in HIP_RANGE_RAD]
    return BodyPosture(
        pelvis_angle_rad=rng.uniform(-math.pi, math.pi, (n_poses, 3)),
        level_angle_rad=np.stack(levels, axis=-1),
        hip_angle_rad=np.stack(hips, axis=-1),
        knee_flexion_rad=rng.uniform(*KNEE_RANGE_RAD, (n_poses, len(SIDES))),
    )


def part_of_the_way(rng: np.random.Generator, n_poses: int) -> BodyPosture:
    """Return postures a random part of the way from the reference pose to one from `anywhere`, more of them near it."""
    far, part = anywhere(rng, n_poses), rng.random(n_poses) ** 2
    angles = {name: getattr(far, name) for name in BodyPosture.__dataclass_fields__}
    return BodyPosture(**{name: angle * part.reshape(-1, *(1,) * (angle.ndim - 1)) for name, angle in angles.items()})


RANGES: dict[str, Callable[[np.random.Generator, int], BodyPosture]] = {
    "everyday": everyday,
    "part of the way": part_of_the_way,
    "anywhere allowed": anywhere,
}


def draw_case(range_name: str, block: int, n_poses: int, model: ReferenceModel, library: EvidenceLibrary) -> Case:
    """Return one block of random postures of one random person, weak to strong; the same for the same numbers."""
    rng = np.random.default_rng([list(RANGES).index(range_name), block])
    height_m = rng.uniform(1.45, 1.95)
    person = Person(
        age_years=float(rng.integers(18, 81)),
        height_m=height_m,
        mass_kg=rng.uniform(18.0, 35.0) * height_m**2,
        sex=("female", "male")[block % 2],
    )
    body = estimate_body(person, model, library, rng.standard_normal((n_poses, len(BODY_PARTS))), np.zeros(n_poses))
    weakest, strongest = STRENGTH_FACTOR
    factor = np.exp(rng.uniform(math.log(weakest), math.log(strongest), (n_poses, 1)))
    return Case(
        body=replace(body, strength_n=factor * body.strength_n),
        posture=RANGES[range_name](rng, n_poses),
        neutral_rad=np.radians(rng.uniform(-2.0, 2.0, (n_poses, N_LEVELS, 3))),
    )


def add_up(model: ReferenceModel, case: Case, options: LoadOptions = USUAL) -> Pieces:
    """Return what acts at the joints of bodies that stand on both feet."""
    frames = body_frames(model, case.body, case.posture)
    pull = muscle_pull(model, frames)
    capacity_n, passive_n = muscle_capacity_n(case.body, pull.length_m)
    parts = body_parts(case.body, frames)
    loads = [parts.weights(), ground_under_both_feet(parts, frames)]
    if options.abdominal_pressure is not None:
        loads.append(options.abdominal_pressure.on_trunk(model, case.body, frames))
    _, given = ExternalLoads.together(loads).on_joints(frames)
    tissue, stiffness = passive_moment_n_m(case.body, frames, case.posture.level_angle_rad - case.neutral_rad)
    given = given + np.einsum("pjim,pm->pji", pull.moment_m, passive_n)
    given[:, :N_LEVELS] += tissue
    given[:, N_LEVELS:] += hip_ligament_moment_n_m(frames, case.posture.hip_angle_rad)
    high = np.where(case.body.strength_n > 0, 1.0, 0.0)
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    return Pieces(
        given_n_m=given,
        muscle_n_m=pull.moment_m * capacity_n[:, None, None, :],
        stiffness_n_m_per_rad=stiffness,
        low=np.where(trunk, options.co_contraction_fraction, 0.0) * high,
        high=high,
    )


def check_answers(model: ReferenceModel, case: Case, load: SpineLoad, options: LoadOptions = USUAL) -> Verdict:
    """Return which postures are held and which are impossible, whatever the solver says of itself."""
    pieces = add_up(model, case, options)
    held, unbalanced_n_m = _check_balance(pieces, load, options)
    impossible, missing_n_m = _check_proof(pieces, load, options)
    return Verdict(held=held, impossible=impossible, unbalanced_n_m=unbalanced_n_m, missing_n_m=missing_n_m)


def _check_balance(pieces: Pieces, load: SpineLoad, options: LoadOptions) -> tuple[np.ndarray, np.ndarray]:
    """Return which answers keep bounds and balance, and the largest moment left [N m]."""
    left = pieces.given_n_m + np.einsum("pjim,pm->pji", pieces.muscle_n_m, load.activation)
    left[:, :N_LEVELS] += np.einsum("plij,plj->pli", pieces.stiffness_n_m_per_rad, load.deflection_rad)
    unbalanced_n_m = np.abs(left).max(axis=(1, 2))
    kept = np.abs(load.deflection_rad.sum(axis=1)).max(axis=-1) <= 1e-9
    settled = np.abs(load.deflection_rad).max(axis=(1, 2)) <= options.deflection_limit_rad * (1.0 + 1e-12)
    within = ((load.activation >= pieces.low) & (load.activation <= pieces.high)).all(axis=-1)
    return (unbalanced_n_m < BALANCE_N_M) & kept & settled & within, unbalanced_n_m


def _check_proof(pieces: Pieces, load: SpineLoad, options: LoadOptions) -> tuple[np.ndarray, np.ndarray]:
    """Return which proofs hold, and the moment missing along them [N m].

    Settling that adds up to nothing over the levels gives most, along one axis, when the levels with more than the
    median effect settle fully one way and those with less fully the other.
    """
    wanted = -np.einsum("pji,pji->p", load.proof, pieces.given_n_m)
    along = np.einsum("pji,pjim->pm", load.proof, pieces.muscle_n_m)
    muscles = np.maximum(along * pieces.low, along * pieces.high)
    settling = np.einsum("plij,pli->plj", pieces.stiffness_n_m_per_rad, load.proof[:, :N_LEVELS])
    settling = options.deflection_limit_rad * np.abs(settling - np.median(settling, axis=1, keepdims=True))
    missing_n_m = wanted - muscles.sum(axis=-1) - settling.sum(axis=(1, 2))
    sizes = np.abs(wanted) + np.abs(muscles).sum(axis=-1) + settling.sum(axis=(1, 2))
    return missing_n_m > ROUNDING * sizes, np.where(load.proof.any(axis=(1, 2)), missing_n_m, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of a number of postures.

    Parameters
    ----------
    n_poses
        How many there were.
    n_held, n_impossible
        How many were answered, and how many were proved impossible; both checked.
    n_silent
        How many had neither or both.
    unbalanced_n_m
        Largest moment left in any that is held [N m].
    missing_n_m
        Smallest moment missing in any that is impossible [N m]; infinite if none is.
    digest
        Fingerprint of all answers, to the last bit.
    """

    n_poses: int
    n_held: int
    n_impossible: int
    n_silent: int
    unbalanced_n_m: float
    missing_n_m: float
    digest: str

    @classmethod
    def together(cls, parts: list[Tally]) -> Tally:
        """Return the tally of all postures of all parts."""
        return cls(
            n_poses=sum(part.n_poses for part in parts),
            n_held=sum(part.n_held for part in parts),
            n_impossible=sum(part.n_impossible for part in parts),
            n_silent=sum(part.n_silent for part in parts),
            unbalanced_n_m=max(part.unbalanced_n_m for part in parts),
            missing_n_m=min(part.missing_n_m for part in parts),
            digest=sha256("".join(part.digest for part in parts).encode()).hexdigest(),
        )


def tally_case(model: ReferenceModel, case: Case, options: LoadOptions = USUAL) -> Tally:
    """Return what becomes of a case; a solver that stops without an answer is counted, not hidden."""
    try:
        load = case.load(model, options)
    except ConvergenceError:
        n_poses = case.posture.n_poses
        if n_poses > 1:
            rows = [slice(i, i + 1) for i in range(n_poses)]
            return Tally.together([tally_case(model, case.take(row), options) for row in rows])
        return Tally(
            n_poses=1, n_held=0, n_impossible=0, n_silent=1, unbalanced_n_m=0.0, missing_n_m=math.inf, digest="silent"
        )
    verdict = check_answers(model, case, load, options)
    held, impossible = verdict.held & ~verdict.impossible, verdict.impossible & ~verdict.held
    return Tally(
        n_poses=len(held),
        n_held=int(held.sum()),
        n_impossible=int(impossible.sum()),
        n_silent=int(verdict.silent.sum()),
        unbalanced_n_m=float(np.max(verdict.unbalanced_n_m, where=held, initial=0.0)),
        missing_n_m=float(np.min(verdict.missing_n_m, where=impossible, initial=math.inf)),
        digest=digest(load),
    )


def digest(load: SpineLoad) -> str:
    """Return a fingerprint of every number of an answer."""
    print_ = sha256()
    for name in SpineLoad.__dataclass_fields__:
        print_.update(np.ascontiguousarray(getattr(load, name)).tobytes())
    return print_.hexdigest()
