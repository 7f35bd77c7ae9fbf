"""Rows of plausible bodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from heelwise.body import BodyDraws, Person

WOMAN = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female")
ROWS = [field.name for field in fields(BodyDraws) if not field.name.endswith("_scale")]


def test_taking_rows_keeps_them_together(draw: Callable[..., BodyDraws]) -> None:
    body = draw(WOMAN, 8)
    rows = np.array([5, 1, 1])
    taken = body.take(rows)
    assert taken.n_draws == 3
    for name in ROWS:
        assert np.array_equal(getattr(taken, name), getattr(body, name)[rows])
    assert taken.trunk_scale == body.trunk_scale


def test_repeating_puts_all_rows_one_after_another(draw: Callable[..., BodyDraws]) -> None:
    body = draw(WOMAN, 4)
    repeated = body.repeat(3)
    assert repeated.n_draws == 12
    for part in range(3):
        assert np.array_equal(repeated.strength_n[4 * part : 4 * part + 4], body.strength_n)


def test_the_mean_body_is_one_row_of_the_same_mass(draw: Callable[..., BodyDraws]) -> None:
    mean = draw(WOMAN, 32).mean()
    assert mean.n_draws == 1
    assert mean.total_mass_kg[0] == pytest.approx(62.0, abs=1e-9)


def test_shorter_muscles_are_shorter_in_fibre_and_tendon_and_no_others_are(draw: Callable[..., BodyDraws]) -> None:
    body = draw(WOMAN, 3)
    chosen = np.arange(body.strength_n.shape[1]) % 5 == 0
    short = body.with_shorter_muscles(chosen, 0.1)
    for name in ("optimal_fibre_length_m", "tendon_length_m"):
        before, after = getattr(body, name), getattr(short, name)
        assert after[:, chosen] == pytest.approx(0.9 * before[:, chosen], rel=1e-12)
        assert np.array_equal(after[:, ~chosen], before[:, ~chosen])
    assert np.array_equal(short.strength_n, body.strength_n)
