"""What is asked about a person, what is allowed, and what is said where it is not."""

from __future__ import annotations

import math
from typing import Any

import pytest

from heelwise.body import Person
from heelwise.errors import HeelwiseError, InputError, TooYoungError

LIMITS = {
    "age_years": (18.0, 100.0, "18 to 100 years"),
    "height_m": (1.20, 2.20, "120 to 220 cm"),
    "mass_kg": (30.0, 250.0, "30 to 250 kg"),
    "foot_length_m": (0.17, 0.34, "170 to 340 mm"),
    "trunk_length_m": (0.35, 0.75, "35 to 75 cm"),
    "leg_length_m": (0.55, 1.20, "55 to 120 cm"),
    "sacral_inclination_rad": (0.0, math.radians(80), "0 to 80 °"),
    "lumbar_lordosis_rad": (0.0, math.radians(100), "0 to 100 °"),
}
REQUIRED = ("age_years", "height_m", "mass_kg")


def person(**changed: Any) -> Person:
    return Person(**{"age_years": 32.0, "height_m": 1.68, "mass_kg": 62.0, **changed})


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("end", [0, 1])
def test_both_ends_of_every_range_are_allowed(field: str, end: int) -> None:
    value = LIMITS[field][end]
    assert getattr(person(**{field: value}), field) == value


@pytest.mark.parametrize("field", [name for name in LIMITS if name != "age_years"])
@pytest.mark.parametrize("outside", ["below", "above"])
def test_a_value_just_outside_is_refused_with_what_came_and_what_is_allowed(field: str, outside: str) -> None:
    low, high, allowed = LIMITS[field]
    step = 0.01 * (high - low)
    value = low - step if outside == "below" else high + step
    with pytest.raises(InputError) as caught:
        person(**{field: value})
    said = caught.value.text.english()
    assert caught.value.field == field
    assert f"it can be from {allowed}." in said
    assert " is " in said and "{" not in said


@pytest.mark.parametrize("age_years", [100.5, 1000.0, -1.0])
def test_an_impossible_age_is_refused_as_a_value_and_not_as_a_child(age_years: float) -> None:
    with pytest.raises(InputError, match=r"it can be from 18 to 100 years\.") as caught:
        person(age_years=age_years)
    assert not isinstance(caught.value, TooYoungError)


@pytest.mark.parametrize("age_years", [0.0, 12.0, 17.99])
def test_somebody_under_eighteen_gets_kind_words_and_no_figures(age_years: float) -> None:
    with pytest.raises(TooYoungError) as caught:
        person(age_years=age_years)
    said = caught.value.text.english()
    assert caught.value.field == "age_years"
    assert "talk to a parent, a school nurse or a doctor" in said
    assert not any(word in said.lower() for word in ("error", "invalid", "must", "exercise"))


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, False, "62", [62.0]])
def test_what_is_no_number_is_refused_at_its_field(field: str, value: object) -> None:
    with pytest.raises(InputError, match="please give a number from") as caught:
        person(**{field: value})
    assert caught.value.field == field
    assert f"from {LIMITS[field][2]}." in caught.value.text.english()


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_value_is_named_as_missing(field: str) -> None:
    with pytest.raises(InputError, match="is missing; please give a number") as caught:
        person(**{field: None})
    assert caught.value.field == field


@pytest.mark.parametrize("field", [name for name in LIMITS if name not in REQUIRED])
def test_what_nobody_measured_may_be_left_out(field: str) -> None:
    assert getattr(person(**{field: None}), field) is None


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("height_m", 168.0, "168 looks like cm given as metres."),
        ("height_m", 0.0168, "1.68 looks like metres given as cm."),
        ("height_m", 0.66, "66 looks like inches given as cm."),
        ("mass_kg", 300.0, "300 looks like pounds given as kg."),
        ("foot_length_m", 245.0, "245 looks like mm given as metres."),
        ("foot_length_m", 0.0245, "24.5 looks like cm given as mm."),
        ("foot_length_m", 2.45, "245 looks like mm given as cm."),
        ("foot_length_m", 0.00245, "0.245 looks like metres given as cm."),
        ("trunk_length_m", 52.0, "52 looks like cm given as metres."),
        ("lumbar_lordosis_rad", 50.0, "50 looks like degrees given as radians."),
        ("sacral_inclination_rad", 40.0, "40 looks like degrees given as radians."),
    ],
)
def test_a_wrong_unit_is_guessed(field: str, value: float, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        person(**{field: value})
    assert caught.value.text.english().endswith(hint)


def test_no_unit_is_guessed_where_the_angle_is_just_too_large() -> None:
    with pytest.raises(InputError, match=r"81 °; it can be from 0 to 80 °\.$"):
        person(sacral_inclination_rad=math.radians(81))


@pytest.mark.parametrize("field", [name for name in LIMITS if name != "age_years"])
@pytest.mark.parametrize("value", [3.0, 168.0, 1000.0, 5e4])
def test_a_refused_number_is_written_as_a_person_would(field: str, value: float) -> None:
    if field == "mass_kg" and value == 168.0:
        value = -168.0  # a mass that is allowed
    with pytest.raises(InputError) as caught:
        person(**{field: value})
    assert "e+" not in caught.value.text.english()


def test_negative_mass_is_refused() -> None:
    with pytest.raises(InputError, match="Body mass is -62 kg; it can be from 30 to 250 kg"):
        person(mass_kg=-62.0)


@pytest.mark.parametrize("sex", ["", "F", "woman", 1, True])
def test_an_unknown_sex_is_refused_with_what_can_be_given(sex: object) -> None:
    with pytest.raises(InputError, match="it can be female, male, or left out") as caught:
        person(sex=sex)
    assert caught.value.field == "sex"


def test_every_refusal_is_one_of_ours_and_a_value_error() -> None:
    with pytest.raises(HeelwiseError) as caught:
        person(mass_kg=0)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(("mass_kg", "typical"), [(47.9, False), (48.1, True), (112.8, True), (113.0, False)])
def test_a_build_is_typical_between_a_body_mass_index_of_17_and_40(mass_kg: float, typical: bool) -> None:
    assert person(mass_kg=mass_kg).is_typical_build is typical


def test_body_mass_index_is_mass_over_height_squared() -> None:
    assert person().body_mass_index_kg_per_m2 == pytest.approx(62.0 / 1.68**2, rel=1e-15)
