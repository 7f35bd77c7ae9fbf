"""The split for cubed activations, against answers by hand and another program."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.spine_problems import random_postures, spine_problem

from heelwise.mechanics.split.cubic_split import split_loads_cubic
from heelwise.mechanics.split.static_optimisation import Split, split_loads


def one(effect: list[list[float]], demand: list[float], high: list[float], n_cubed: int | None = None) -> Split:
    upper = np.array([high], dtype=float)
    return split_loads_cubic(
        np.array([effect], dtype=float),
        np.array([demand], dtype=float),
        np.ones_like(upper),
        np.zeros_like(upper),
        upper,
        upper.shape[1] if n_cubed is None else n_cubed,
    )


def test_a_muscle_with_four_times_the_arm_works_twice_as_hard() -> None:
    """The slope of a cube is a square, so activations go with the root of the arm; squares would make it four."""
    split = one([[4.0, 1.0]], [0.9], [1.0, 1.0])
    np.testing.assert_allclose(split.x, [[0.2, 0.1]], rtol=1e-7)


def test_a_muscle_at_its_limit_leaves_the_rest_to_the_other() -> None:
    np.testing.assert_allclose(one([[4.0, 1.0]], [0.9], [0.15, 1.0]).x, [[0.15, 0.3]], rtol=1e-7)


def test_a_muscle_that_pulls_the_wrong_way_rests() -> None:
    np.testing.assert_allclose(one([[1.0, -1.0]], [0.5], [1.0, 1.0]).x, [[0.5, 0.0]], atol=1e-4)


def test_variables_after_the_cubed_ones_stay_squared() -> None:
    """x^2 = multiplier = y at the optimum of x^3/3 + y^2/2 with x + y = 0.75: x = 0.5."""
    np.testing.assert_allclose(one([[1.0, 1.0]], [0.75], [1.0, 1.0], n_cubed=1).x, [[0.5, 0.25]], rtol=1e-7)


def test_what_cannot_be_met_is_proved_as_for_squares() -> None:
    split = one([[3.0, 0.0], [0.0, 4.0]], [6.0, 8.0], [1.0, 1.0])
    assert not split.solved[0]
    assert split.shortfall[0] == pytest.approx(5.0, rel=1e-6)


def test_another_program_finds_the_same_optimum() -> None:
    """SLSQP stops at about 1e-8 of the cost; flat as a cube is near 0, that is 1e-3 in a small activation."""
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(8)
    for _ in range(8):
        effect, high = rng.normal(size=(3, 10)), rng.uniform(0.5, 1.0, 10)
        demand = effect @ (0.8 * high * (rng.random(10) < 0.5))
        split = one(effect.tolist(), demand.tolist(), high.tolist())
        other = optimize.minimize(
            lambda x: np.sum(x**3) / 3.0,
            0.3 * high,
            jac=lambda x: x**2,
            bounds=[(0.0, h) for h in high],
            constraints={"type": "eq", "fun": lambda x, a=effect, d=demand: a @ x - d, "jac": lambda _, a=effect: a},
            method="SLSQP",
            options={"ftol": 1e-15, "maxiter": 1000},
        )
        assert other.success and split.solved[0]
        assert np.sum(split.x[0] ** 3) <= 3.0 * other.fun + 1e-9
        np.testing.assert_allclose(split.x[0], other.x, atol=2e-3)


def test_real_postures_meet_their_demand_with_less_peak_than_squares() -> None:
    rng = np.random.default_rng(9)
    problem = spine_problem(random_postures(40, rng, (0.0, 25.0)), 2.0)
    n_muscles = problem.high.shape[1] - 18
    cubic, square = split_loads_cubic(*problem.arguments(), n_muscles), split_loads(*problem.arguments())
    np.testing.assert_array_equal(cubic.solved, square.solved)
    assert cubic.solved.all()
    left = np.einsum("prv,pv->pr", problem.effect, cubic.x) - problem.demand
    assert np.abs(left).max() < 1e-6
    assert (cubic.x >= problem.low).all() and (cubic.x <= problem.high).all()
    cost = (cubic.x[:, :n_muscles] ** 3).sum(axis=1) / 3.0 + 0.005 * (cubic.x[:, n_muscles:] ** 2).sum(axis=1)
    of_squares = (square.x[:, :n_muscles] ** 3).sum(axis=1) / 3.0 + 0.005 * (square.x[:, n_muscles:] ** 2).sum(axis=1)
    assert np.all(cost < of_squares)
