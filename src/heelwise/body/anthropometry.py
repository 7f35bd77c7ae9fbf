"""From a person to plausible bodies: segment masses and centres, muscle strength, passive stiffness.

Segment masses are de Leva's (1996) adjustment of Zatsiorsky's living adults. The trunk is cut at the discs, so that
each vertebra carries its own slice; the pelvis is counted once; head and neck weigh what they do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from heelwise.body.muscle_fibres import fibre_lengths_m
from heelwise.body.passive_tissue import estimate_tissue
from heelwise.body.person import Person, Sex
from heelwise.body.reference_model import BODIES, LEVELS, ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.body.strength import estimate_strength_n
from heelwise.evidence import EvidenceLibrary
from heelwise.shapes import Float

BODY_PARTS = ("mass_share", "strength", "stiffness")
"""Independent sources of uncertainty in the body, in the order of the scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    """Segment parameters of one sex (de Leva 1996).

    Parameters
    ----------
    mass_fraction
        Segment mass over body mass.
    centre_fraction
        Mass centre along the segment from its upper end.
    length_ratio
        Segment length over stature.
    """

    mass_fraction: dict[str, float]
    centre_fraction: dict[str, float]
    length_ratio: dict[str, float]


def segment_table(library: EvidenceLibrary, sex: Sex) -> SegmentTable:
    """Return the segment parameters of `sex`; mass fractions sum to 1."""
    fraction = _labelled(library, f"body.{sex}_mass_fraction")
    sides = {name: 2.0 if name in _PAIRED else 1.0 for name in fraction}
    total = sum(fraction[name] * sides[name] for name in fraction)
    stature_m = _labelled(library, "body.reference_stature_m")[sex]
    length_m = _labelled(library, f"body.{sex}_segment_length_m")
    return SegmentTable(
        mass_fraction={name: value * sides[name] / total for name, value in fraction.items()},
        centre_fraction=_labelled(library, f"body.{sex}_centre_fraction"),
        length_ratio={name: value / stature_m for name, value in length_m.items()},
    )


def estimate_body(
    person: Person,
    model: ReferenceModel,
    library: EvidenceLibrary,
    score: Float[np.ndarray, "draw part"],
    depth_shift_m: Float[np.ndarray, " draw"],
) -> BodyDraws:
    """Return plausible bodies of this person.

    Parameters
    ----------
    person
        Whose body.
    model
        Reference body that is scaled.
    library
        Where the numbers come from.
    score
        Standard normal scores of `BODY_PARTS`, shape (draw, part).
    depth_shift_m
        How much further forward the trunk's mass lies than the table says, shape (draw,) [m].

    Notes
    -----
    With `person.sex` None even draws take the female tables and odd ones the male ones, so that intervals hold
    both. All rows have exactly the person's mass.
    """
    n_draws = len(score)
    sexes: tuple[Sex, ...] = ("female", "male") if person.sex is None else (person.sex,)
    rows = [np.arange(first, n_draws, len(sexes)) for first in range(len(sexes))]
    order = np.argsort(np.concatenate(rows), kind="stable")
    parts = [
        _one_sex(person, sex, model, library, score[r], depth_shift_m[r]) for sex, r in zip(sexes, rows, strict=True)
    ]
    scale = person.height_m / model.stature_m
    return BodyDraws(
        trunk_scale=_length_scale(person.trunk_length_m, _trunk_length_m(model), scale),
        leg_scale=_length_scale(person.leg_length_m, _leg_length_m(model), scale),
        foot_scale=1.0 if person.foot_length_m is None else person.foot_length_m / _foot_length_m(model),
        **{name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]},
    )


_PAIRED = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")


def _one_sex(
    person: Person,
    sex: Sex,
    model: ReferenceModel,
    library: EvidenceLibrary,
    score: Float[np.ndarray, "draw part"],
    depth_shift_m: Float[np.ndarray, " draw"],
) -> dict[str, np.ndarray]:
    """Return the per-draw arrays of `BodyDraws` for one sex."""
    table = segment_table(library, sex)
    scale = _length_scale(person.trunk_length_m, _trunk_length_m(model), person.height_m / model.stature_m)
    leg_scale = _length_scale(person.leg_length_m, _leg_length_m(model), person.height_m / model.stature_m)
    share, centre = _masses_by_body(table, model, library, scale)
    legs = np.array([table.mass_fraction[name] for name in ("thigh", "shank", "foot")])
    share_sd = library.quantity("body.upper_body_mass_share_sd_fraction").value
    assert isinstance(share_sd, float)
    upper = 1.0 + share_sd * score[:, :1]
    fractions = np.concatenate([share[None, :] * upper, np.repeat(legs[None, :], len(score), axis=0)], axis=1)
    mass_kg = person.mass_kg * fractions / fractions.sum(axis=1, keepdims=True)
    centre_m = np.repeat(centre[None], len(score), axis=0)
    centre_m[:, :-1, 0] += depth_shift_m[:, None]
    return {
        "body_mass_kg": mass_kg[:, : len(BODIES)],
        "body_centre_m": centre_m,
        "thigh_mass_kg": mass_kg[:, -3],
        "shank_mass_kg": mass_kg[:, -2],
        "foot_mass_kg": mass_kg[:, -1],
        "thigh_centre_fraction": np.full(len(score), table.centre_fraction["thigh"]),
        "shank_centre_fraction": np.full(len(score), table.centre_fraction["shank"]),
        "strength_n": estimate_strength_n(person, sex, model, library, score[:, 1]),
        **estimate_tissue(library, score[:, 2], scale),
        **fibre_lengths_m(model, library, scale, leg_scale, len(score)),
        **_arms(table, person, len(score)),
    }


def _arms(table: SegmentTable, person: Person, n_draws: int) -> dict[str, np.ndarray]:
    """Return mass of one side [kg], length [m] and mass centre of upper arm, forearm and hand."""
    mass = np.array([table.mass_fraction[name] / 2.0 for name in _ARM]) * person.mass_kg
    length = np.array([table.length_ratio[name] for name in _ARM]) * person.height_m
    centre = np.array([table.centre_fraction[name] for name in _ARM])
    return {
        "arm_mass_kg": np.tile(mass, (n_draws, 1)),
        "arm_length_m": np.tile(length, (n_draws, 1)),
        "arm_centre_fraction": np.tile(centre, (n_draws, 1)),
    }


_ARM = ("upper_arm", "forearm", "hand")


def _masses_by_body(
    table: SegmentTable, model: ReferenceModel, library: EvidenceLibrary, scale: float
) -> tuple[Float[np.ndarray, " body"], Float[np.ndarray, "body 3"]]:
    """Return mass fraction and mass centre [m] of thorax (with head and arms), L1 to L5 and pelvis.

    The ends of the table's trunk segments are put where they lie on the skeleton: the notch of the breastbone, the
    navel at L3/L4 (as `body.mass_above_level_female_fraction` takes it), the hips; the tip of the breastbone divides
    notch to navel as in the table. Laid out by length instead, a man's navel would lie at L5 in this body. Between its
    ends a segment is cut evenly; its largest part is placed so that the whole keeps its mass centre.
    """
    end_m = scale * _segment_ends_m(table, model)
    cuts = scale * model.disc_centre_m[:, 1]
    edges = np.concatenate([[np.inf], cuts, [-np.inf]])
    mass, height = np.zeros(len(BODIES)), np.zeros(len(BODIES))
    for name, (top_m, bottom_m) in zip(_TRUNK, pairwise(end_m), strict=True):
        inside = np.clip(edges, bottom_m, top_m)
        part = table.mass_fraction[name] * -np.diff(inside) / (top_m - bottom_m)
        moment = part * 0.5 * (inside[:-1] + inside[1:])
        known = table.mass_fraction[name] * (top_m - table.centre_fraction[name] * (top_m - bottom_m))
        moment[np.argmax(part)] += known - moment.sum()
        mass += part
        height += moment
    centre = np.zeros((len(BODIES), 3))
    centre[:, 1] = height / mass
    centre[:, 0] = scale * _slice_depths_m(model, library)
    for name, landmark in (
        ("head", "head_centre"),
        *((arm, "shoulder") for arm in _ARM),
    ):
        extra = table.mass_fraction[name]
        centre[0] = (mass[0] * centre[0] + extra * scale * model.landmark(landmark)) / (mass[0] + extra)
        mass[0] += extra
    return mass, centre


_TRUNK = ("upper_trunk", "middle_trunk", "lower_trunk")


def _segment_ends_m(table: SegmentTable, model: ReferenceModel) -> Float[np.ndarray, "4"]:
    """Return the heights above the hips that bound upper, middle and lower trunk in the reference body [m]."""
    notch = float(model.landmark("sternal_notch")[1])
    navel = float(model.disc_centre_m[LEVELS.index("L3/L4"), 1])
    upper, middle = table.length_ratio["upper_trunk"], table.length_ratio["middle_trunk"]
    breastbone_tip = notch - (notch - navel) * upper / (upper + middle)
    return np.array([notch, breastbone_tip, navel, 0.0])


def _slice_depths_m(model: ReferenceModel, library: EvidenceLibrary) -> Float[np.ndarray, " body"]:
    """Return how far in front of the hips the trunk's mass lies at each body, reference pose [m].

    Scans give the distance in front of the vertebrae at three heights; between L1/L2 and L3/L4 it is interpolated,
    below it stays. The pelvis has its mass where the source model has it.
    """
    before_m = _labelled(library, "body.trunk_centre_before_spine_m")
    vertebra = model.vertebra_centre_m
    heights = [model.disc_centre_m[LEVELS.index(level), 1] for level in ("L3/L4", "L1/L2")]
    known = [before_m["middle_trunk_at_l3_l4"], before_m["whole_trunk_at_l1_l2"]]
    lumbar = vertebra[1:, 0] + np.interp(vertebra[1:, 1], heights, known)
    thorax = model.landmark("t8")[0] + before_m["upper_trunk_at_t7_t8"]
    return np.array([thorax, *lumbar, model.landmark("pelvis_mass")[0]])


def _length_scale(measured_m: float | None, reference_m: float, by_height: float) -> float:
    return by_height if measured_m is None else measured_m / reference_m


def _trunk_length_m(model: ReferenceModel) -> float:
    return float(model.landmark("sternal_notch")[1])


def _leg_length_m(model: ReferenceModel) -> float:
    return float(-model.landmark("ankle")[1])


def _foot_length_m(model: ReferenceModel) -> float:
    return float(model.landmark("toe")[0] - model.landmark("heel")[0])


def _labelled(library: EvidenceLibrary, key: str) -> dict[str, float]:
    """Return a table quantity as label -> value."""
    quantity = library.quantity(key)
    assert isinstance(quantity.value, tuple)
    return dict(zip(quantity.labels, quantity.value, strict=True))
