"""What a muscle can do at a length."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import model_body, reference_model
from tests.fixtures.studies import value

from heelwise.mechanics.muscle_force import THELEN, muscle_capacity_n

STRAIN = 0.6


def forces(fibre_ratio: float) -> tuple[np.ndarray, np.ndarray]:
    """Return active capacity and passive pull over the strength, fibres at a multiple of their optimal length."""
    body = model_body(1)
    assert (body.passive_strain_ratio == STRAIN).all()
    length_m = body.tendon_length_m + fibre_ratio * body.optimal_fibre_length_m
    active, passive = muscle_capacity_n(body, length_m)
    return active / body.strength_n, passive / body.strength_n


def test_at_the_optimal_length_a_muscle_has_its_whole_strength_and_pulls_nothing_by_itself() -> None:
    active, passive = forces(1.0)
    assert active == pytest.approx(1.0, rel=1e-12) and np.abs(passive).max() < 1e-9


@pytest.mark.parametrize("away", [0.1, 0.3])
def test_shorter_and_longer_alike_leave_it_less(away: float) -> None:
    (short, _), (long, _) = forces(1.0 - away), forces(1.0 + away)
    assert short == pytest.approx(np.exp(-(away**2) / 0.45), rel=1e-9)
    assert long == pytest.approx(short, rel=1e-9)


def test_a_slack_muscle_pulls_nothing() -> None:
    assert (forces(0.4)[1] == 0.0).all()


def test_stretched_by_the_sourced_strain_it_pulls_with_its_strength() -> None:
    assert forces(1.0 + STRAIN)[1] == pytest.approx(1.0, rel=1e-9)


def test_the_pull_rises_ever_faster_and_then_straight_without_a_kink() -> None:
    """Beyond full force nothing was measured: twice the stretch there is no explosion."""
    at = np.array([forces(x)[1][0, 0] for x in np.linspace(1.0, 2.2, 25)])
    step = np.diff(at)
    assert np.all(step >= 0) and np.all(np.diff(step) > -1e-9)
    assert step[-1] == pytest.approx(step[-5], rel=1e-9)
    before, after = (forces(1.0 + STRAIN + d)[1][0, 0] for d in (-1e-6, 1e-6))
    assert after - before == pytest.approx(2e-6 * 5.0 / STRAIN / (1.0 - np.exp(-5.0)), rel=1e-3)


def test_the_curve_is_the_one_of_the_library() -> None:
    assert THELEN.active_width_ratio == value("muscles.active_width_ratio")
    assert THELEN.passive_shape_ratio == value("muscles.passive_shape_ratio")


def test_each_muscle_has_its_own_length() -> None:
    body = model_body(1)
    length_m = body.tendon_length_m + body.optimal_fibre_length_m
    length_m[0, 3] += 0.3 * body.optimal_fibre_length_m[0, 3]
    active, passive = muscle_capacity_n(body, length_m)
    others = np.arange(reference_model().n_muscles) != 3
    assert active[0, others] == pytest.approx(body.strength_n[0, others], rel=1e-9)
    assert active[0, 3] < body.strength_n[0, 3] and passive[0, 3] > 0
