"""Laws: what is converted comes back; text of a number reads as that number."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from heelwise.units import conversions
from heelwise.units.coordinates import COORDINATES, from_model, to_model
from heelwise.units.frames import from_world, to_world
from heelwise.units.parsing import parse_height_m, parse_length_m, parse_mass_kg

values = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@given(values)
def test_every_conversion_comes_back(value: float) -> None:
    for to, back in (
        (conversions.to_cm, conversions.from_cm),
        (conversions.to_mm, conversions.from_mm),
        (conversions.to_inches, conversions.from_inches),
        (conversions.to_lb, conversions.from_lb),
        (conversions.to_deg, conversions.from_deg),
        (conversions.to_hours, conversions.from_hours),
    ):
        np.testing.assert_allclose(back(to(value)), value, rtol=1e-12, atol=1e-300)


@given(st.integers(min_value=1200, max_value=2200))
def test_a_height_reads_the_same_in_every_unit(height_mm: int) -> None:
    expected_m = height_mm / 1000
    for text in (f"{height_mm} mm", f"{height_mm / 10} cm", f"{height_mm / 1000} m", f"{height_mm / 10}"):
        np.testing.assert_allclose(parse_height_m("height_m", text), expected_m, rtol=1e-12)
    feet, inches = conversions.to_feet_and_inches(expected_m)
    assert abs(parse_height_m("height_m", f"{feet}'{inches}\"") - expected_m) <= 0.00128


@given(st.floats(min_value=0.01, max_value=500))
def test_a_decimal_comma_reads_as_a_point(value: float) -> None:
    text = f"{value:.3f}"
    assert parse_mass_kg("m", text) == parse_mass_kg("m", text.replace(".", ","))
    assert parse_length_m("l", text) == parse_length_m("l", text.replace(".", ","))


@given(st.sampled_from(sorted(COORDINATES)), st.floats(min_value=-3, max_value=3))
def test_a_coordinate_comes_back_from_every_model(name: str, angle_rad: float) -> None:
    for model in COORDINATES[name].aliases:
        assert from_model(*to_model(name, angle_rad, model), model) == (name, angle_rad)


@given(st.lists(st.lists(st.floats(-10, 10), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_world_rotation_keeps_lengths_and_comes_back(vectors: list[list[float]]) -> None:
    array = np.array(vectors)
    turned = to_world(array)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=-1), np.linalg.norm(array, axis=-1))
    np.testing.assert_allclose(from_world(turned), array)
