"""Numbers come from the evidence library."""

from __future__ import annotations

import pytest

from heelwise.errors import EvidenceError
from heelwise.footwear.literature import find_quantity, find_spread, find_value


def test_a_label_selects_its_value() -> None:
    assert find_value("heel_tip_length_m", "stiletto") == pytest.approx(0.01)


def test_an_unknown_label_lists_the_labels() -> None:
    with pytest.raises(EvidenceError, match="flat, kitten, block, wedge, stiletto"):
        find_value("heel_tip_length_m", "boot")


def test_a_range_without_a_spread_says_so() -> None:
    with pytest.raises(EvidenceError, match="has no spread"):
        find_spread("arch_share_fraction")


def test_every_assumption_is_called_one() -> None:
    for name in ("heel_tip_length_m", "heel_tip_width_m", "heel_tip_setback_m", "insert_heel_thickness_m"):
        assert find_quantity(name).grade == "assumed"
