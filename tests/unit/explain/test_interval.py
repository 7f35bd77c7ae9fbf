"""A number with how sure we are."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.explain.interval import Interval, signed


def test_eight_of_ten_draws_lie_between_the_ends() -> None:
    draws = np.random.default_rng(1).standard_normal(100_000)
    found = Interval.of(draws)
    inside = np.mean((found.low <= draws) & (draws <= found.high))
    assert inside == pytest.approx(0.8, abs=1e-3)
    assert (found.low, found.median, found.high) == pytest.approx((-1.2816, 0.0, 1.2816), abs=0.02)


def test_draws_that_agree_leave_no_doubt() -> None:
    assert Interval.of(np.full(9, 3.5)) == Interval(median=3.5, low=3.5, high=3.5)


def test_an_interval_as_json_is_three_plain_numbers() -> None:
    found = Interval.of(np.arange(11.0)).to_json()
    assert found == {"median": 5.0, "low": 1.0, "high": 9.0}
    assert all(type(value) is float for value in found.values())


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (3.4, 0, "+3"),
        (-3.4, 0, "−3"),
        (0.2, 0, "0"),
        (-0.2, 0, "0"),
        (-0.04, 1, "0.0"),
        (-0.26, 1, "−0.3"),
        (0.0, 0, "0"),
    ],
)
def test_a_change_shows_its_sign_and_never_minus_zero(value: float, digits: int, shown: str) -> None:
    assert signed(value, digits) == shown
