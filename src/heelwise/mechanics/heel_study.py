"""One person barefoot and in each shoe, many times over: the same plausible body and posture in every shoe.

Each draw is one way this person may be built and may react; comparing a shoe with barefoot inside a draw leaves out
what both share, so a change is known far better than either load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from heelwise.body.anthropometry import BODY_PARTS, estimate_body
from heelwise.body.person import Person
from heelwise.body.reference_model import ReferenceModel
from heelwise.evidence import EvidenceLibrary, PooledChange
from heelwise.evidence.normal_curve import compute_normal_probability
from heelwise.footwear import Foot, Shoe, check_heel, estimate_foot, rise_m
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.mechanics.posture_prior import (
    LinearOffset,
    barefoot_prior,
    heel_change_prior,
    studied_rise_m,
    trunk_chain,
)
from heelwise.mechanics.spine_load import SpineLoad, spine_load
from heelwise.mechanics.stance import Stance, Standing, TrunkAngles
from heelwise.mechanics.tissue_rest import rest_flexion_rad, resting_angle_rad
from heelwise.shapes import Float

N_DRAWS = 256

WIDER_OUTSIDE_TYPICAL_BUILD = 1.5
"""How much wider everything is drawn where few bodies were measured (body mass index outside 17 to 40): our choice."""

WIDER_WITHOUT_SEX = 1.1
"""How much wider everything is drawn where neither body model was chosen: our choice."""

SCORES = (
    "barefoot_lean",
    "barefoot_lordosis",
    "trunk_depth",
    "barefoot_knee",
    "gravity_line",
    "lean_change",
    "lordosis_change",
    "knee_change",
    "gravity_shift",
    "tissue_rest",
    "tissue_flexion",
    *BODY_PARTS,
)
"""What is uncertain, in the order of the scores."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeelStudy:
    """All draws of one person barefoot and in shoes.

    Parameters
    ----------
    score
        Standard normal scores behind the draws, shape (draw, score) in the order of `SCORES`.
    standing
        The body that stands.
    barefoot
        Stance without shoes.
    in_shoes
        Stance in each shoe.
    rest_flexion_rad
        How far each level is flexed from barefoot standing where its tissue rests [rad].
    barefoot_load, shoe_loads
        Spine loads, or None where the person is pregnant.
    """

    score: Float[np.ndarray, "draw score"]
    standing: Standing
    barefoot: Stance
    in_shoes: tuple[Stance, ...]
    rest_flexion_rad: Float[np.ndarray, "draw level"]
    barefoot_load: SpineLoad | None
    shoe_loads: tuple[SpineLoad, ...] | None


def foot_of(person: Person) -> Foot:
    """Return the person's foot, measured or estimated from height."""
    if person.foot_length_m is None:
        return estimate_foot(person.height_m, person.sex)
    return Foot(length_m=person.foot_length_m, sex=person.sex)


def study_heels(
    person: Person,
    shoes: Sequence[Shoe],
    model: ReferenceModel,
    library: EvidenceLibrary,
    pooled: Mapping[str, PooledChange],
    *,
    rng: np.random.Generator | None = None,
    n_draws: int = N_DRAWS,
    score: Float[np.ndarray, "draw score"] | None = None,
    hold_all: bool = False,
) -> HeelStudy:
    """Return stances and loads of this person barefoot and in each shoe.

    Parameters
    ----------
    person, shoes
        Who, and in what.
    model
        Reference body.
    library, pooled
        Numbers and pooled changes of posture in heels.
    rng
        Source of the draws, unless `score` is given.
    n_draws
        Even number of draws; they come in mirrored pairs spread evenly over each score, so that ends of
        intervals hardly depend on the seed.
    score
        Standard normal scores to use instead of drawing, in the order of `SCORES`, shape (draw, score).
    hold_all
        Raise at the first draw that cannot be held; else its loads are not-a-number.

    Raises
    ------
    InputError
        If a heel is higher than this foot can usually take.
    InfeasiblePostureError
        With `hold_all`, if some draw cannot be held.
    """
    foot = foot_of(person)
    for shoe in shoes:
        check_heel(shoe, foot)
    if score is None:
        if rng is None:
            raise TypeError("study_heels needs rng or score")
        score = spread_scores(n_draws, len(SCORES), rng)
    drawn = score * (1.0 if person.is_typical_build else WIDER_OUTSIDE_TYPICAL_BUILD)
    if person.sex is None:
        drawn = drawn * WIDER_WITHOUT_SEX
    standing, barefoot_trunk, change = _draw(person, foot, model, library, pooled, drawn)
    barefoot = standing.stand(barefoot_trunk)
    shift = library.quantity("engine.gravity_line_shift_in_heels_m")
    assert isinstance(shift.value, float) and isinstance(shift.spread, float)
    studied_m = studied_rise_m(library)
    in_shoes = []
    for shoe in shoes:
        amount = rise_m(shoe) / studied_m
        trunk = TrunkAngles(
            lean_rad=barefoot_trunk.lean_rad + amount * change[:, 0],
            lordosis_rad=barefoot_trunk.lordosis_rad + amount * change[:, 1],
            knee_flexion_rad=barefoot_trunk.knee_flexion_rad + amount * change[:, 2],
        )
        moved = amount * (shift.value + shift.spread * drawn[:, SCORES.index("gravity_shift")])
        in_shoes.append(standing.stand(trunk, shoe, moved))
    rest = compute_normal_probability(score[:, SCORES.index("tissue_rest")])
    flexion = rest_flexion_rad(library, drawn[:, SCORES.index("tissue_flexion")])
    stances = [barefoot, *in_shoes]
    loads = None if person.pregnant else _loads(standing, stances, rest, flexion, hold_all=hold_all)
    return HeelStudy(
        score=score,
        standing=standing,
        barefoot=barefoot,
        in_shoes=tuple(in_shoes),
        rest_flexion_rad=flexion,
        barefoot_load=loads[0] if loads else None,
        shoe_loads=tuple(loads[1:]) if loads else None,
    )


def spread_scores(n_draws: int, n_scores: int, rng: np.random.Generator) -> Float[np.ndarray, "draw score"]:
    """Return standard normal scores: one in each of `n_draws` equally likely slices of every score, in mirrored pairs.

    Parameters
    ----------
    n_draws
        Even number of draws.
    n_scores
        Number of independent scores.
    rng
        Chooses place within the slice, order and side.
    """
    half = n_draws // 2
    order = rng.permuted(np.tile(np.arange(half)[:, None], (1, n_scores)), axis=0)
    upper = 0.5 + 0.5 * (order + rng.random((half, n_scores))) / half
    quantile = NormalDist().inv_cdf
    size = np.array([quantile(p) for p in upper.ravel()]).reshape(upper.shape)
    side = np.where(rng.random((half, n_scores)) < 0.5, -1.0, 1.0)
    return np.concatenate([side * size, -side * size])


def _draw(
    person: Person,
    foot: Foot,
    model: ReferenceModel,
    library: EvidenceLibrary,
    pooled: Mapping[str, PooledChange],
    score: Float[np.ndarray, "draw score"],
) -> tuple[Standing, TrunkAngles, Float[np.ndarray, "draw 3"]]:
    """Return the standing body, barefoot trunk angles and the change of (lean, lordosis, knee) in a studied heel."""

    def scores(*names: str) -> np.ndarray:
        return score[:, [SCORES.index(name) for name in names]]

    chain = trunk_chain(model, library)
    gravity = library.quantity("stance.gravity_line_before_ankle_m")
    knee = library.quantity("engine.knee_flexion_rad")
    assert isinstance(gravity.value, float) and isinstance(gravity.spread, float)
    assert isinstance(knee.value, float) and isinstance(knee.spread, float)
    gravity_m = gravity.value + gravity.spread * scores("gravity_line")[:, 0]

    def standing_with(body_scores: np.ndarray, depth_m: np.ndarray, gravity_line_m: np.ndarray) -> Standing:
        return Standing(
            model=model,
            body=estimate_body(person, model, library, body_scores, depth_m),
            chain=chain,
            foot_length_m=foot.length_m,
            gravity_line_before_ankle_m=gravity_line_m,
        )

    mean_body = standing_with(np.zeros((2, len(BODY_PARTS))), np.zeros(2), np.full(2, gravity.value))
    over_hip, over_disc = (_linear_offset(mean_body, place) for place in ("hip", "L4/L5"))
    prior = barefoot_prior(person, chain, library, over_hip, over_disc)
    lean, lordosis, depth_m = prior.draw(scores("barefoot_lean", "barefoot_lordosis", "trunk_depth")).T
    change = heel_change_prior(pooled, chain).draw(scores("lean_change", "lordosis_change", "knee_change"))
    trunk = TrunkAngles(
        lean_rad=lean,
        lordosis_rad=lordosis,
        knee_flexion_rad=knee.value + knee.spread * scores("barefoot_knee")[:, 0],
    )
    return standing_with(scores(*BODY_PARTS), depth_m, gravity_m), trunk, change


def _linear_offset(standing: Standing, place: str) -> LinearOffset:
    """Return how far the mass above `place` lies in front of it, linear in lean, lordosis and depth shift."""
    chain, step_rad = standing.chain, 0.02

    def offset_m(lean_rad: float, lordosis_rad: float) -> float:
        n = standing.body.n_draws
        trunk = TrunkAngles(
            lean_rad=np.full(n, lean_rad), lordosis_rad=np.full(n, lordosis_rad), knee_flexion_rad=np.zeros(n)
        )
        return float(standing.mass_before_m(trunk, place).mean())

    at = offset_m(chain.lean_rad, chain.lordosis_rad)
    by_lean = (offset_m(chain.lean_rad + step_rad, chain.lordosis_rad) - at) / step_rad
    by_lordosis = (offset_m(chain.lean_rad, chain.lordosis_rad + step_rad) - at) / step_rad
    mass_kg = standing.body.body_mass_kg.mean(axis=0)
    by_depth = mass_kg[:-1].sum() / mass_kg.sum() if place == "hip" else 1.0
    gradient = np.array([by_lean, by_lordosis, by_depth])
    return LinearOffset(constant_m=at - float(gradient[:2] @ [chain.lean_rad, chain.lordosis_rad]), gradient=gradient)


def _loads(
    standing: Standing,
    stances: Sequence[Stance],
    rest_fraction: Float[np.ndarray, " draw"],
    flexion_rad: Float[np.ndarray, "draw level"],
    *,
    hold_all: bool,
) -> list[SpineLoad]:
    """Return the loads of all stances.

    Passive tissue rests flatter than it stands; in a shoe it has, in each draw, given way somewhere between not at all
    (0) and wholly (1).
    """
    postures = [standing.body_posture(stance) for stance in stances]
    distinct: list[BodyPosture] = []
    which = [_find_or_add(posture, distinct) for posture in postures]
    neutral = np.concatenate([resting_angle_rad(postures[0], p, rest_fraction, flexion_rad) for p in distinct])
    body = standing.body.repeat(len(distinct))
    joined = BodyPosture.joined(distinct)
    load = spine_load(standing.model, body, joined, neutral, mark_infeasible=not hold_all)
    n = standing.body.n_draws
    return [load.take(slice(k * n, (k + 1) * n)) for k in which]


def _find_or_add(posture: BodyPosture, distinct: list[BodyPosture]) -> int:
    """Return the place of a posture in a list, added at the end if it is new."""
    names = BodyPosture.__dataclass_fields__
    for i, known in enumerate(distinct):
        if all(np.array_equal(getattr(known, name), getattr(posture, name)) for name in names):
            return i
    distinct.append(posture)
    return len(distinct) - 1
