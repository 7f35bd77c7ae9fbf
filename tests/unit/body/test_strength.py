"""How strong trunk muscles are, by mass, sex and age."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from heelwise.body import MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, BodyDraws, Person, ReferenceModel
from heelwise.evidence import EvidenceLibrary


def strength_n(draw: Callable[..., BodyDraws], **changed: object) -> np.ndarray:
    told = {"age_years": 30.0, "height_m": 1.70, "mass_kg": 70.0, "sex": "male", **changed}
    return draw(Person(**told), 1, spread=0.0).strength_n[0]  # type: ignore[arg-type]


def test_a_man_of_the_reference_mass_has_trunk_muscles_of_the_sourced_stress_and_the_hips_of_the_reference_body(
    draw: Callable[..., BodyDraws], model: ReferenceModel, library: EvidenceLibrary
) -> None:
    mass_kg = library.quantity("strength.reference_model_mass_kg").value
    multiplier = library.quantity("strength.strength_multiplier_ratio").value
    ratio = strength_n(draw, mass_kg=mass_kg) / model.muscle_strength_n
    hip = model.muscle_group >= len(TRUNK_MUSCLE_GROUPS)
    psoas = model.muscle_group == MUSCLE_GROUPS.index("psoas")
    assert ratio[hip] == pytest.approx(1.0, rel=1e-12)
    assert ratio[~hip & ~psoas] == pytest.approx(multiplier, rel=1e-12)


def test_psoas_is_counted_once_with_the_force_of_its_measured_cross_section(
    draw: Callable[..., BodyDraws], model: ReferenceModel, library: EvidenceLibrary
) -> None:
    """The source has two of them: 22 lumbar fascicles that end on the pelvis and a second one that crosses the hip."""
    mass_kg = library.quantity("strength.reference_model_mass_kg").value
    area_m2 = library.quantity("muscles.psoas_cross_section_m2").value
    stress_pa = library.quantity("strength.maximum_muscle_stress_pa").value
    assert isinstance(area_m2, float) and isinstance(stress_pa, float)
    psoas = model.muscle_group == MUSCLE_GROUPS.index("psoas")
    strength = strength_n(draw, mass_kg=mass_kg)[psoas]
    assert strength.sum() == pytest.approx(2.0 * area_m2 * stress_pa, rel=1e-9)
    assert np.ptp(strength / model.muscle_strength_n[psoas]) < 1e-9


def test_every_muscle_has_some_strength(draw: Callable[..., BodyDraws]) -> None:
    assert np.all(strength_n(draw) > 0.0)


def test_strength_grows_with_body_mass(draw: Callable[..., BodyDraws]) -> None:
    assert strength_n(draw, mass_kg=105.0) == pytest.approx(1.5 * strength_n(draw), rel=1e-12)


def test_a_woman_is_weaker_per_body_mass_by_the_sourced_ratio(
    draw: Callable[..., BodyDraws], library: EvidenceLibrary
) -> None:
    ratio = library.quantity("strength.female_to_male_strength_per_mass_ratio").value
    assert strength_n(draw, sex="female") == pytest.approx(ratio * strength_n(draw), rel=1e-12)


@pytest.mark.parametrize(("age_years", "years_past"), [(18, 0), (40, 0), (50, 10), (80, 40), (100, 60)])
def test_strength_declines_from_forty_by_the_sourced_share(
    age_years: int, years_past: int, draw: Callable[..., BodyDraws], library: EvidenceLibrary
) -> None:
    assert library.quantity("strength.decline_from_age_years").value == 40.0
    a_year = library.quantity("strength.decline_per_year_fraction").value
    assert isinstance(a_year, float)
    expected = (1.0 - a_year * years_past) * strength_n(draw)
    assert strength_n(draw, age_years=float(age_years)) == pytest.approx(expected, rel=1e-12)


def test_people_alike_differ_by_the_sourced_spread(draw: Callable[..., BodyDraws], library: EvidenceLibrary) -> None:
    """512 draws know a standard deviation to 3 %."""
    spread = library.quantity("strength.between_person_sd_fraction").value
    assert isinstance(spread, float)
    drawn = draw(Person(age_years=30, height_m=1.70, mass_kg=70, sex="male"), 512).strength_n
    strongest = int(np.argmax(drawn[0]))
    assert float(np.log(drawn[:, strongest]).std()) == pytest.approx(np.log1p(spread), rel=0.1)


def test_all_muscles_of_one_draw_are_strong_or_weak_together(draw: Callable[..., BodyDraws]) -> None:
    drawn = draw(Person(age_years=30, height_m=1.70, mass_kg=70, sex="male"), 16).strength_n
    used = drawn[0] > 0
    ratio = drawn[1, used] / drawn[0, used]
    assert np.ptp(ratio) < 1e-12
