"""Text to SI numbers."""

from __future__ import annotations

import math

import pytest

from heelwise.errors import InputError
from heelwise.units.parsing import (
    parse_angle_rad,
    parse_duration_s,
    parse_height_m,
    parse_length_m,
    parse_mass_kg,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "height_m"),
    [
        ("168", 1.68),
        ("168 cm", 1.68),
        ("1.68 m", 1.68),
        ("1,68 m", 1.68),
        ("1.68", 1.68),
        ("1680 mm", 1.68),
        ("66 in", 1.6764),
        ("5'6\"", 1.6764),
        ("5\u2032 6\u2033", 1.6764),
        ("5'6", 1.6764),
        ("5 ft 6 in", 1.6764),
        ("5'6.5\"", 1.6891),
        ("5 ft", 1.524),
        (" 168cm ", 1.68),
    ],
)
def test_a_height_is_read_in_any_common_form(text: str, height_m: float) -> None:
    assert parse_height_m("height_m", text) == pytest.approx(height_m, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "mass_kg"),
    [("62", 62.0), ("62 kg", 62.0), ("137 lb", 62.1421), ("137lbs", 62.1421), ("10 st", 63.5029)],
)
def test_a_mass_is_read_in_any_common_form(text: str, mass_kg: float) -> None:
    assert parse_mass_kg("mass_kg", text) == pytest.approx(mass_kg, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "angle_rad"), [("40", 0.69813), ("40°", 0.69813), ("40 deg", 0.69813), ("0.7 rad", 0.7)]
)
def test_an_angle_without_a_unit_is_degrees(text: str, angle_rad: float) -> None:
    assert parse_angle_rad("lumbar_lordosis_rad", text) == pytest.approx(angle_rad, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "time_s"),
    [("5", 18000.0), ("5 h", 18000.0), ("90 min", 5400.0), ("1h30", 5400.0), ("1:30", 5400.0)],
)
def test_a_time_without_a_unit_is_hours(text: str, time_s: float) -> None:
    assert parse_duration_s("hours_s", text) == pytest.approx(time_s)


def test_a_heel_without_a_unit_is_centimetres() -> None:
    assert parse_length_m("heel_height_m", "9") == pytest.approx(0.09)
    assert parse_length_m("heel_height_m", "3.5in") == pytest.approx(0.0889)


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "", "  ", "tall", "1e", "--5", "5 6 7"])
def test_what_is_no_finite_number_is_refused_with_the_field_named(text: str) -> None:
    for parse in (
        parse_number,
        parse_height_m,
        parse_length_m,
        parse_mass_kg,
        parse_duration_s,
        parse_angle_rad,
    ):
        with pytest.raises(InputError) as caught:
            parse("some_field", text)
        assert caught.value.field == "some_field"
        assert "please" in str(caught.value) or "allowed are" in str(caught.value)


def test_an_empty_text_is_called_empty() -> None:
    with pytest.raises(InputError, match="This is empty; please give a number"):
        parse_mass_kg("mass_kg", " ")


def test_an_unknown_unit_lists_the_units_that_work() -> None:
    with pytest.raises(InputError, match=r"cubits is not a unit we can use here; allowed are m, cm, mm, in, ft"):
        parse_height_m("height_m", "4 cubits")


def test_a_negative_number_is_read_and_left_to_the_receiver() -> None:
    assert parse_mass_kg("mass_kg", "-5") == -5.0


def test_infinity_by_overflow_is_refused() -> None:
    assert math.isfinite(parse_number("x", "1e300"))
    with pytest.raises(InputError):
        parse_number("x", "1e999")


@pytest.mark.parametrize("text", ["1_6_8", "9" * 400, "9" * 5000 + "'", "9" * 400 + "'6", "5'12", "5'99\""])
def test_a_height_nobody_writes_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_height_m("height_m", text)
    assert "please write it like" in str(caught.value)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("text", ["1:60", "1h75", "9" * 400 + ":00", "9" * 5000 + ":00", "9" * 400])
def test_a_time_nobody_writes_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="please write it like"):
        parse_duration_s("hours_s", text)


def test_what_was_typed_is_repeated_on_one_short_line() -> None:
    with pytest.raises(InputError) as caught:
        parse_mass_kg("mass_kg", "a\x1b[31m\n" + "b" * 500)
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 120


def test_a_true_minus_sign_is_read_as_it_is_printed() -> None:
    assert parse_number("angle_deg", "\N{MINUS SIGN}20") == -20.0
