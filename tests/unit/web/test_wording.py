"""Numbers in words."""

from __future__ import annotations

import pytest

from heelwise.web.wording import amount_range, change_range, rounded, signed

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(("value", "written"), [(-3.4, "−3"), (0.4, "0"), (-0.4, "0"), (7.6, "+8"), (0.0, "0")])
def test_a_change_has_a_sign_unless_it_is_none(value: float, written: str) -> None:
    assert signed(value) == written


def test_a_change_is_told_from_low_to_high() -> None:
    assert change_range({"median": 2, "low": -3.2, "high": 8.4}, "%") == f"−3 to +8{NBSP}%"


def test_equal_ends_are_told_once() -> None:
    assert change_range({"median": 0, "low": -0.2, "high": 0.2}, "°") == "0°"


def test_an_amount_is_rounded_to_its_step() -> None:
    assert amount_range({"median": 487, "low": 414, "high": 561}, "N", 10) == f"410 to 560{NBSP}N"


def test_rounding_never_leaves_a_negative_zero() -> None:
    assert rounded(-0.001, 0.01, 2) == "0.00"
