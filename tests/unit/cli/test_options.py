"""Options to a person."""

from __future__ import annotations

import pytest

from heelwise.cli.options import ask_person, parse_person_values
from heelwise.errors import InputError


def test_units_become_si() -> None:
    values = parse_person_values({"height_in": "66", "mass_lb": "137", "lumbar_lordosis_deg": "45", "shoe_size": "245"})
    assert values == pytest.approx(
        {"height_m": 1.6764, "mass_kg": 62.142, "lumbar_lordosis_rad": 0.785398, "foot_length_m": 0.245},
        rel=1e-4,
    )


def test_what_is_not_said_is_left_out() -> None:
    assert parse_person_values({"height_cm": None, "sex": None}) == {}


def test_average_is_said_out_loud() -> None:
    assert parse_person_values({"sex": "average"}) == {"sex": None}


def test_a_foot_given_as_size_and_as_length_is_refused() -> None:
    with pytest.raises(InputError, match="given twice"):
        parse_person_values({"foot_length_mm": "245", "shoe_size": "eu:39"})


def test_a_whole_person_is_taken_as_given_without_looking_at_the_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@localhost:1/none")
    person = ask_person({"age": "50", "height_cm": "180", "mass_kg": "80"})
    assert (person.age_years, person.height_m, person.mass_kg, person.sex) == (
        50.0,
        pytest.approx(1.8),
        80.0,
        None,
    )


def test_measured_segment_lengths_become_metres() -> None:
    said = parse_person_values({"trunk_length_cm": "50", "leg_length_cm": "80.5"})
    assert said == {"trunk_length_m": pytest.approx(0.50), "leg_length_m": pytest.approx(0.805)}
