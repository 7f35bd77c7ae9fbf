"""Units of evidence files."""

from __future__ import annotations

from math import pi

import pytest

from heelwise.evidence.declared_units import SI_UNITS, find_si_factor, find_suffix, is_known_unit


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("gravity_line_before_ankle_m", "m"),
        ("strength_n_m", "n_m"),
        ("stiffness_n_m_per_rad", "n_m_per_rad"),
        ("tip_area_m2", "m2"),
        ("foot_length_fraction", "fraction"),
        ("n_people", "count"),
        ("lordosis", None),
        ("alarm", None),
    ],
)
def test_the_longest_ending_is_the_unit(name, suffix):
    assert find_suffix(name) == suffix


@pytest.mark.parametrize(
    ("suffix", "unit", "factor"),
    [
        ("rad", "deg", pi / 180.0),
        ("m", "mm", 0.001),
        ("m2", "cm2", 1e-4),
        ("pa", "N/cm2", 1e4),
        ("n_m_per_rad", "N m/deg", 180.0 / pi),
        ("fraction", "percent", 0.01),
        ("s", "h", 3600.0),
        ("n_per_m", "N/mm", 1000.0),
        ("rad", "m", None),
    ],
)
def test_a_declared_unit_has_its_factor(suffix, unit, factor):
    assert find_si_factor(suffix, unit) == (None if factor is None else pytest.approx(factor))


def test_each_suffix_takes_its_own_si_unit_as_it_is():
    assert all(1.0 in spellings.values() for spellings in SI_UNITS.values())
    assert is_known_unit("mm")
    assert not is_known_unit("furlong")
