"""Laws of the muscle split: conditions of the optimum one by one, and the edge of what can be reached."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fixtures.mechanics.spine_problems import N_SETTLING, Problem, random_postures, random_strength, spine_problem

from heelwise.mechanics.split.cubic_split import split_loads_cubic
from heelwise.mechanics.split.static_optimisation import Split, split_loads

ACTIVE = 1e-3
"""Activations below this are silent: the cost of a cube is flat there and hardly holds them to their place."""


def random_problem(seed: int) -> tuple[Problem, int]:
    """Return one random problem that can be met, and how many of its variables are cubed."""
    rng = np.random.default_rng(seed)
    n_rows, n_cubed, n_squared = int(rng.integers(1, 7)), int(rng.integers(8, 25)), int(rng.integers(0, 5))
    n = n_cubed + n_squared
    effect = rng.normal(size=(1, n_rows, n))
    high = rng.uniform(0.5, 1.5, (1, n))
    low = np.where(np.arange(n) < n_cubed, 0.0, -high)
    x = np.where(rng.random((1, n)) < 0.5, rng.uniform(low, high), 0.0)
    problem = Problem(
        effect=effect,
        demand=np.einsum("prv,pv->pr", effect, x),
        weight=rng.uniform(0.5, 2.0, (1, n)),
        low=low,
        high=high,
    )
    return problem, n_cubed


def check_cubic_optimum(problem: Problem, split: Split, n_cubed: int) -> None:
    """Check the conditions of the optimum: the cost's slope is the multipliers' but for what a bound holds back.

    Steps end when no activation moves by more than 1e-9 and the last step saw curvature of at most 2 times the weight,
    so slopes agree to 1e-6.
    """
    x, room = split.x, 1e-6
    cost_slope = problem.weight * x
    cost_slope[:, :n_cubed] *= x[:, :n_cubed]
    slope = cost_slope - np.einsum("pr,prv->pv", split.multiplier, problem.effect)
    scale = 1.0 + np.abs(split.multiplier).max(axis=1, keepdims=True)
    assert split.solved.all()
    assert np.abs(np.einsum("prv,pv->pr", problem.effect, x) - problem.demand).max() < 1e-8
    assert np.all((x >= problem.low) & (x <= problem.high))
    silent = (np.arange(x.shape[1]) < n_cubed) & (x < ACTIVE)
    inside = (x > problem.low) & (x < problem.high) & ~silent
    assert np.all((np.abs(slope) <= room * scale)[inside])
    assert np.all((slope >= -(ACTIVE**2 + room) * scale)[silent | (x == problem.low)])
    assert np.all((slope <= room * scale)[x == problem.high])


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_optimum_of_cubes_meets_its_conditions_one_by_one(seed: int) -> None:
    problem, n_cubed = random_problem(seed)
    check_cubic_optimum(problem, split_loads_cubic(*problem.arguments(), n_cubed), n_cubed)


def test_the_optimum_of_cubes_meets_its_conditions_on_real_postures() -> None:
    rng = np.random.default_rng(21)
    problem = spine_problem(random_postures(48, rng, (-10.0, 30.0)), 2.0)
    n_muscles = problem.high.shape[1] - N_SETTLING
    split = split_loads_cubic(*problem.arguments(), n_muscles)
    rows = np.flatnonzero(split.solved)
    assert len(rows) > 24
    some = Problem(**{name: getattr(problem, name)[rows] for name in Problem.__dataclass_fields__})
    found = Split(**{name: getattr(split, name)[rows] for name in Split.__dataclass_fields__})
    check_cubic_optimum(some, found, n_muscles)


@cache
def edge() -> tuple[Problem, np.ndarray, np.ndarray]:
    """Return real problems, a demand each can meet, and how far from it towards its own each can go.

    Another program finds how far: linear programming, to about 1e-9 of the way.
    """
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(31)
    n_poses = 60
    problem = spine_problem(random_postures(n_poses, rng, (-15.0, 60.0)), 0.6 * random_strength(n_poses, rng))
    beyond = np.flatnonzero(~split_loads(*problem.arguments()).solved)[:20]
    problem = Problem(**{name: getattr(problem, name)[beyond] for name in Problem.__dataclass_fields__})
    easy = np.where(problem.low < 0, 0.0, 0.3 * problem.high)
    met = np.einsum("prv,pv->pr", problem.effect, easy)
    reach = np.empty(len(beyond))
    for i in range(len(beyond)):
        way = problem.demand[i] - met[i]
        found = optimize.linprog(
            np.append(np.zeros(easy.shape[1]), -1.0),
            A_eq=np.column_stack([problem.effect[i], -way]),
            b_eq=met[i],
            bounds=[*zip(problem.low[i], problem.high[i], strict=True), (0.0, 1.0)],
            method="highs-ds",
            options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
        )
        assert found.success
        reach[i] = found.x[-1]
    assert len(beyond) >= 10 and np.all((reach > 0.05) & (reach < 1.0))
    return problem, met, reach


def on_the_way(share: float) -> tuple[Problem, Split]:
    """Return problems whose demand lies at a share of the way to the edge, and their split."""
    problem, met, reach = edge()
    demand = met + (share * reach)[:, None] * (problem.demand - met)
    there = Problem(effect=problem.effect, demand=demand, weight=problem.weight, low=problem.low, high=problem.high)
    return there, split_loads(*there.arguments())


@pytest.mark.parametrize("short_of_it", [1e-2, 1e-4, 1e-6, 1e-7])
def test_just_short_of_the_edge_every_posture_is_held_at_its_optimum(short_of_it: float) -> None:
    problem, split = on_the_way(1.0 - short_of_it)
    assert split.solved.all() and not split.shortfall.any()
    x, multiplier = split.x, split.multiplier
    slope = problem.weight * x - np.einsum("pr,prv->pv", multiplier, problem.effect)
    room = 1e-6 * (1.0 + np.abs(multiplier).max(axis=1, keepdims=True))
    assert np.abs(np.einsum("prv,pv->pr", problem.effect, x) - problem.demand).max() < 1e-8
    assert np.all((np.abs(slope) <= room)[(x > problem.low) & (x < problem.high)])
    assert np.all((slope >= -room)[x == problem.low])
    assert np.all((slope <= room)[x == problem.high])


@pytest.mark.parametrize("past_it", [1e-7, 1e-6, 1e-4, 1e-2])
def test_just_past_the_edge_every_posture_is_proved_impossible(past_it: float) -> None:
    """What is missing is at most how far past the edge the demand went, and hardly less than that way's share of it."""
    problem, split = on_the_way(1.0 + past_it)
    assert not split.solved.any() and np.all(split.shortfall > 0)
    along = np.einsum("pr,prv->pv", split.direction, problem.effect)
    most = np.maximum(along * problem.low, along * problem.high)
    missing = np.einsum("pr,pr->p", split.direction, problem.demand) - most.sum(axis=1)
    assert np.all(missing > 1e-13 * np.abs(most).sum(axis=1))
    _, met, reach = edge()
    went = past_it * reach * np.linalg.norm(edge()[0].demand - met, axis=1)
    assert np.all(missing <= went * (1.0 + 1e-6) + 1e-6)


@pytest.mark.parametrize("share", [1.0 - 1e-9, 1.0 - 1e-11, 1.0, 1.0 + 1e-11, 1.0 + 1e-9, 1.0 + 1e-8])
def test_on_the_edge_itself_no_posture_is_left_open(share: float) -> None:
    _, split = on_the_way(share)
    np.testing.assert_array_equal(split.solved, ~(split.shortfall > 0))
    assert np.all(split.residual[split.solved] < 1e-6)
