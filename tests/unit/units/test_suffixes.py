"""The closed list of suffixes."""

from __future__ import annotations

import pytest

from heelwise.units.suffixes import SUFFIXES, find_suffix


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("height_m", "m"),
        ("compression_n", "n"),
        ("residual_n_m", "n_m"),
        ("stiffness_n_m_per_rad", "n_m_per_rad"),
        ("body_mass_index_kg_per_m2", "kg_per_m2"),
        ("n_people", "count"),
        ("heel_height_cm", "cm"),
    ],
)
def test_the_longest_fitting_suffix_is_found(name: str, text: str) -> None:
    found = find_suffix(name)
    assert found is not None
    assert found.text == text


def test_a_name_without_a_unit_has_no_suffix() -> None:
    assert find_suffix("verdict") is None
    assert find_suffix("from") is None


def test_centimetres_and_degrees_belong_to_the_edges() -> None:
    assert SUFFIXES["cm"].edge_only
    assert SUFFIXES["deg"].edge_only
    assert not SUFFIXES["rad"].edge_only
