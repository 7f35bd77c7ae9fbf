"""From a person to segment masses, mass centres and lengths."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest

from heelwise.body import LEVELS, BodyDraws, Person, ReferenceModel
from heelwise.body.anthropometry import segment_table
from heelwise.evidence import EvidenceLibrary

Sex = Literal["female", "male"]
SEXES: tuple[Sex, ...] = ("female", "male")
PEOPLE = {
    "small woman": Person(age_years=32, height_m=1.50, mass_kg=45, sex="female"),
    "woman": Person(age_years=32, height_m=1.68, mass_kg=62, sex="female"),
    "man": Person(age_years=45, height_m=1.80, mass_kg=84, sex="male"),
    "average": Person(age_years=60, height_m=1.70, mass_kg=70),
    "heavy": Person(age_years=40, height_m=1.68, mass_kg=127, sex="female"),
    "thin": Person(age_years=25, height_m=1.85, mass_kg=52, sex="male"),
    "long trunk": Person(age_years=32, height_m=1.68, mass_kg=62, sex="female", trunk_length_m=0.60),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_draw_weighs_what_the_person_weighs_to_a_gram(name: str, draw: Callable[..., BodyDraws]) -> None:
    person = PEOPLE[name]
    total_kg = draw(person, 256).total_mass_kg
    assert np.abs(total_kg - person.mass_kg).max() < 1e-3


@pytest.mark.parametrize("sex", SEXES)
def test_segment_fractions_add_up_to_one_body(sex: Sex, library: EvidenceLibrary) -> None:
    table = segment_table(library, sex)
    assert sum(table.mass_fraction.values()) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("sex", SEXES)
def test_the_pelvis_is_counted_once(sex: Sex, library: EvidenceLibrary, draw: Callable[..., BodyDraws]) -> None:
    """Everything from thorax to pelvis is de Leva's trunk, head and arms, and no more: 7.5 kg of a second pelvis."""
    table = segment_table(library, sex)
    body = draw(Person(age_years=30, height_m=1.74, mass_kg=70, sex=sex), 1, spread=0.0)
    rest = sum(table.mass_fraction[part] for part in ("head", "upper_arm", "forearm", "hand"))
    trunk_fraction = body.body_mass_kg[0].sum() / 70 - rest
    whole = library.quantity(f"body.{sex}_mass_fraction")
    given = dict(zip(whole.labels, np.atleast_1d(whole.value), strict=True))
    expected = sum(given[part] for part in ("upper_trunk", "middle_trunk", "lower_trunk"))
    assert trunk_fraction == pytest.approx(expected, abs=2e-4)  # the table adds up to 0.9999 or 1.0001


@pytest.mark.parametrize("sex", SEXES)
def test_head_neck_and_arms_hang_from_the_thorax_with_their_own_mass(
    sex: Sex, library: EvidenceLibrary, draw: Callable[..., BodyDraws]
) -> None:
    """The source model has 3.1 % for head and neck together; the head alone is 6.7 to 6.9 %."""
    table = segment_table(library, sex)
    assert 0.066 < table.mass_fraction["head"] < 0.070
    body = draw(Person(age_years=30, height_m=1.74, mass_kg=70, sex=sex), 1, spread=0.0)
    least = sum(table.mass_fraction[part] for part in ("head", "upper_trunk", "upper_arm", "forearm", "hand"))
    thorax = body.body_mass_kg[0, 0] / 70
    assert least < thorax < least + table.mass_fraction["middle_trunk"]


@pytest.mark.parametrize("name", PEOPLE)
def test_mass_centres_lie_inside_the_body(name: str, model: ReferenceModel, draw: Callable[..., BodyDraws]) -> None:
    """In height between the discs that bound the part; front to back no further than a trunk is deep (12 cm)."""
    body = draw(PEOPLE[name])
    cut = body.trunk_scale * model.disc_centre_m[:, 1]
    height = body.body_centre_m[..., 1]
    for part in range(1, len(LEVELS)):
        assert np.all((cut[part] < height[:, part]) & (height[:, part] < cut[part - 1]))
    top = body.trunk_scale * model.landmark("head_top")[1]
    assert np.all((cut[0] < height[:, 0]) & (height[:, 0] < top))
    assert np.all((height[:, -1] > -0.12) & (height[:, -1] < cut[-1]))
    assert np.abs(body.body_centre_m[..., 0]).max() < 0.12
    assert np.abs(body.body_centre_m[..., 2]).max() == 0.0


@pytest.mark.parametrize("sex", SEXES)
def test_slices_of_the_trunk_have_the_mass_centre_of_the_whole_trunk(
    sex: Sex, model: ReferenceModel, library: EvidenceLibrary, draw: Callable[..., BodyDraws]
) -> None:
    """Cutting at the discs moves no mass: each segment keeps its centre between the ends it has on the skeleton."""
    height_m, mass_kg = 1.70, 70.0
    table = segment_table(library, sex)
    body = draw(Person(age_years=30, height_m=height_m, mass_kg=mass_kg, sex=sex), 1, spread=0.0)
    found = float(body.body_mass_kg[0] @ body.body_centre_m[0, :, 1]) / mass_kg
    notch, navel = model.landmark("sternal_notch")[1], model.disc_centre_m[LEVELS.index("L3/L4"), 1]
    above_navel = table.length_ratio["upper_trunk"] + table.length_ratio["middle_trunk"]
    tip = notch - (notch - navel) * table.length_ratio["upper_trunk"] / above_navel
    expected = 0.0
    for part, top, bottom in (("upper_trunk", notch, tip), ("middle_trunk", tip, navel), ("lower_trunk", navel, 0.0)):
        centre = top - table.centre_fraction[part] * (top - bottom)
        expected += table.mass_fraction[part] * body.trunk_scale * centre
    arms = sum(table.mass_fraction[part] for part in ("upper_arm", "forearm", "hand"))
    hanging_m = table.mass_fraction["head"] * model.landmark("head_centre")[1] + arms * model.landmark("shoulder")[1]
    assert found == pytest.approx(expected + body.trunk_scale * hanging_m, rel=1e-9)


@pytest.mark.parametrize("sex", SEXES)
def test_mass_above_a_level_is_the_same_share_whatever_the_length_of_the_trunk(
    sex: Sex, draw: Callable[..., BodyDraws]
) -> None:
    """A measured trunk length stretches vertebrae and the mass around them alike."""
    shares = []
    for trunk_length_m in (None, 0.45, 0.60):
        person = Person(age_years=30, height_m=1.70, mass_kg=70, sex=sex, trunk_length_m=trunk_length_m)
        shares.append(np.cumsum(draw(person, 1, spread=0.0).body_mass_kg[0]) / 70)
    assert shares[1] == pytest.approx(shares[0], abs=1e-12)
    assert shares[2] == pytest.approx(shares[0], abs=1e-12)


def test_a_part_of_the_trunk_moves_forward_by_the_depth_given(model: ReferenceModel, library: EvidenceLibrary) -> None:
    from heelwise.body import estimate_body
    from heelwise.body.anthropometry import BODY_PARTS

    score = np.zeros((2, len(BODY_PARTS)))
    body = estimate_body(PEOPLE["woman"], model, library, score, np.array([0.0, 0.01]))
    moved = body.body_centre_m[1] - body.body_centre_m[0]
    assert moved[:-1, 0] == pytest.approx(0.01)
    assert np.abs(moved[-1]).max() == 0.0 and np.abs(moved[:, 1:]).max() == 0.0


def test_average_takes_both_measured_bodies_half_and_half(draw: Callable[..., BodyDraws]) -> None:
    person = Person(age_years=30, height_m=1.70, mass_kg=70)
    both = draw(person, 64, spread=0.0)
    female, male = (
        draw(Person(age_years=30, height_m=1.70, mass_kg=70, sex=sex), 32, spread=0.0) for sex in ("female", "male")
    )
    for field in ("body_mass_kg", "body_centre_m", "strength_n"):
        assert np.array_equal(getattr(both, field)[0::2], getattr(female, field))
        assert np.array_equal(getattr(both, field)[1::2], getattr(male, field))


def test_average_spreads_mass_above_a_level_more_than_either_sex(draw: Callable[..., BodyDraws]) -> None:
    def spread(sex: Sex | None) -> float:
        body = draw(Person(age_years=30, height_m=1.70, mass_kg=70, sex=sex), 512)
        return float(body.body_mass_kg[:, :4].sum(axis=1).std())  # above L4/L5

    assert spread(None) > 1.1 * max(spread("female"), spread("male"))


@pytest.mark.parametrize(("field", "reference"), [("trunk", "sternal_notch"), ("leg", "ankle")])
def test_a_measured_length_sets_its_own_scale_and_no_other(
    field: str, reference: str, model: ReferenceModel, draw: Callable[..., BodyDraws]
) -> None:
    measured_m = 1.1 * abs(float(model.landmark(reference)[1]))
    person = Person(age_years=30, height_m=1.70, mass_kg=70, **{f"{field}_length_m": measured_m})
    body = draw(person, 2)
    by_height = 1.70 / model.stature_m
    for name in ("trunk", "leg"):
        expected = 1.1 if name == field else by_height
        assert getattr(body, f"{name}_scale") == pytest.approx(expected, rel=1e-12)


def test_without_measured_lengths_the_body_scales_with_height(
    model: ReferenceModel, draw: Callable[..., BodyDraws]
) -> None:
    body = draw(Person(age_years=30, height_m=model.stature_m, mass_kg=70), 2)
    assert (body.trunk_scale, body.leg_scale) == (1.0, 1.0)
    taller = draw(Person(age_years=30, height_m=1.1 * model.stature_m, mass_kg=70), 2)
    assert math.isclose(taller.trunk_scale, 1.1) and math.isclose(taller.leg_scale, 1.1)


@pytest.mark.parametrize("name", ["woman", "small woman", "long trunk"])
def test_passive_stiffness_is_the_mean_of_bending_forward_and_back_and_grows_with_the_cube_of_length(
    name: str, library: EvidenceLibrary, draw: Callable[..., BodyDraws]
) -> None:
    quantity = library.quantity("spine.segment_stiffness_n_m_per_rad")
    given = dict(zip(quantity.labels, np.atleast_1d(quantity.value), strict=True))
    body = draw(PEOPLE[name], 1, spread=0.0)
    expected = [(given["flexion"] + given["extension"]) / 2, given["lateral_bend"], given["axial_rotation"]]
    scaled = body.trunk_scale**3 * np.tile(expected, (len(LEVELS), 1))
    assert body.stiffness_n_m_per_rad[0] == pytest.approx(scaled, rel=1e-12)
