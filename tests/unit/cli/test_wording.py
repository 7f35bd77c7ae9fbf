"""Numbers in words."""

from __future__ import annotations

import pytest

from heelwise.cli.wording import amount, amount_range, change_range, rounded, signed

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "step", "digits", "text"),
    [
        (-0.4, 1, 0, "0"),
        (-3.2, 1, 0, f"{MINUS}3"),
        (512.0, 10, 0, "510"),
        (-0.04, 0.1, 1, "0.0"),
        (2.55, 0.1, 1, "2.5"),
    ],
)
def test_a_number_is_rounded_without_a_negative_zero(value: float, step: float, digits: int, text: str) -> None:
    assert rounded(value, step, digits) == text


def test_a_change_has_a_sign_unless_it_is_none() -> None:
    assert [signed(value) for value in (3.0, -3.0, 0.2)] == ["+3", f"{MINUS}3", "0"]


def test_a_range_that_rounds_to_one_number_is_one_number() -> None:
    same = {"low": 2.9, "median": 3.0, "high": 3.1}
    assert change_range(same, " %") == "+3 %"
    assert amount_range(same, " N") == "3 N"
    assert amount(same, "°") == "3°"


def test_a_range_names_both_ends() -> None:
    assert change_range({"low": -3.0, "median": 2.0, "high": 8.0}, " %") == f"{MINUS}3 to +8 %"


def test_a_range_of_amounts_has_a_dash_unless_it_starts_below_zero() -> None:
    assert amount_range({"low": 410.0, "median": 480.0, "high": 560.0}, " N") == "410\N{EN DASH}560 N"
    assert amount_range({"low": -2.0, "median": 1.0, "high": 4.0}, "°") == f"{MINUS}2 to 4°"
