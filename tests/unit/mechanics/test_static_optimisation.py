"""The muscle split on problems small enough to check by hand or by another program, and on real postures."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from tests.fixtures.mechanics.spine_problems import Problem, random_postures, random_strength, spine_problem

from heelwise.errors import InputError
from heelwise.mechanics.split.static_optimisation import Split, split_loads

NEEDS_NUMBA = pytest.mark.skipif(find_spec("numba") is None, reason="the extra heelwise[compiled] is not installed")
BOTH = pytest.mark.parametrize(
    "compiled", [pytest.param(False, id="numpy"), pytest.param(True, id="compiled", marks=NEEDS_NUMBA)]
)


def one(effect: list[list[float]], demand: list[float], high: list[float], **options: bool) -> Split:
    """Split one posture with weights 1 and lower bounds 0."""
    upper = np.array([high], dtype=float)
    return split_loads(
        np.array([effect], dtype=float),
        np.array([demand], dtype=float),
        np.ones_like(upper),
        np.zeros_like(upper),
        upper,
        **options,
    )


def small_problem(rng: np.random.Generator, *, reach: float) -> Problem:
    """Return one random problem of 4 rows and 12 variables; below a reach of 1 it can be met."""
    effect = rng.normal(size=(1, 4, 12))
    high = rng.uniform(0.5, 1.5, (1, 12))
    x = reach * high * (rng.random((1, 12)) < 0.5)
    return Problem(
        effect=effect,
        demand=np.einsum("prv,pv->pr", effect, x),
        weight=rng.uniform(0.5, 2.0, (1, 12)),
        low=-0.25 * high,
        high=high,
    )


def check_optimal(problem: Problem, split: Split, rows: np.ndarray) -> None:
    """Check the conditions of the optimum one by one, straight from the definition."""
    effect, demand, weight, low, high = problem.arguments(rows)
    x = split.x[rows]
    slope = weight * x - np.einsum("pr,prv->pv", split.multiplier[rows], effect)
    room = 1e-9 * (1.0 + np.abs(weight * x) + np.abs(slope))
    assert (x >= low).all()
    assert (x <= high).all()
    assert np.abs(np.einsum("prv,pv->pr", effect, x) - demand).max() <= 1e-9
    assert (np.abs(slope) <= room)[(x > low) & (x < high)].all()
    assert (slope >= -room)[(x == low) & (low < high)].all()
    assert (slope <= room)[(x == high) & (low < high)].all()


def check_proof(problem: Problem, split: Split, rows: np.ndarray) -> None:
    """Check that the most any admissible x reaches along the direction is less than what is demanded."""
    effect, demand, _, low, high = problem.arguments(rows)
    direction = split.direction[rows]
    along = np.einsum("pr,prv->pv", direction, effect)
    most = np.where(along > 0, along * high, along * low)
    missing = np.einsum("pr,pr->p", direction, demand) - most.sum(axis=-1)
    np.testing.assert_allclose(np.linalg.norm(direction, axis=-1), 1.0, rtol=1e-12)
    assert (missing > 1e-13 * np.abs(most).sum(axis=-1)).all()
    np.testing.assert_allclose(missing, split.shortfall[rows], rtol=1e-6, atol=1e-12)


@BOTH
def test_two_equal_muscles_share_equally(compiled: bool) -> None:
    split = one([[1.0, 1.0]], [1.0], [1.0, 1.0], compiled=compiled)
    np.testing.assert_allclose(split.x, [[0.5, 0.5]], atol=1e-12)


@BOTH
def test_a_muscle_with_twice_the_arm_works_twice_as_hard(compiled: bool) -> None:
    split = one([[2.0, 1.0]], [1.0], [1.0, 1.0], compiled=compiled)
    np.testing.assert_allclose(split.x, [[0.4, 0.2]], atol=1e-12)


@BOTH
def test_a_muscle_at_its_limit_leaves_the_rest_to_the_other(compiled: bool) -> None:
    split = one([[2.0, 1.0]], [1.2], [0.3, 1.0], compiled=compiled)
    np.testing.assert_allclose(split.x, [[0.3, 0.6]], atol=1e-12)


@BOTH
def test_a_muscle_that_pulls_the_wrong_way_rests(compiled: bool) -> None:
    split = one([[1.0, -1.0]], [0.5], [1.0, 1.0], compiled=compiled)
    np.testing.assert_allclose(split.x, [[0.5, 0.0]], atol=1e-12)


@BOTH
def test_no_demand_needs_no_effort(compiled: bool) -> None:
    split = one([[1.0, 2.0]], [0.0], [1.0, 1.0], compiled=compiled)
    assert split.iterations[0] == 0
    assert not split.x.any()


@BOTH
def test_what_cannot_be_met_is_proved_with_the_distance_that_is_missing(compiled: bool) -> None:
    split = one([[3.0, 0.0], [0.0, 4.0]], [6.0, 8.0], [1.0, 1.0], compiled=compiled)
    assert not split.solved[0]
    assert split.shortfall[0] == pytest.approx(5.0, rel=1e-6)
    np.testing.assert_allclose(split.direction, [[0.6, 0.8]], atol=1e-6)
    np.testing.assert_allclose(split.x, [[1.0, 1.0]])


@BOTH
def test_a_demand_just_within_reach_is_met_and_one_just_beyond_is_refused(compiled: bool) -> None:
    for excess in (0.0, 1e-12, 1e-8, 1e-3):
        split = one([[3.0, 1.0]], [4.0 + excess], [1.0, 1.0], compiled=compiled)
        assert split.solved[0] == (excess < 1e-9)
        assert (split.shortfall[0] > 0) == (excess > 1e-9)


@BOTH
def test_a_row_that_nothing_can_move_is_met_only_by_nothing(compiled: bool) -> None:
    assert one([[1.0], [0.0]], [0.5, 0.0], [1.0], compiled=compiled).solved[0]
    split = one([[1.0], [0.0]], [0.5, 0.1], [1.0], compiled=compiled)
    assert split.shortfall[0] == pytest.approx(0.1, rel=1e-6)


@BOTH
def test_rows_that_say_the_same_twice_do_no_harm(compiled: bool) -> None:
    split = one([[1.0, 2.0], [1.0, 2.0]], [1.0, 1.0], [1.0, 1.0], compiled=compiled)
    assert split.solved[0]
    np.testing.assert_allclose(split.x, [[0.2, 0.4]], atol=1e-9)


@BOTH
def test_an_empty_batch_is_answered_with_an_empty_batch(compiled: bool) -> None:
    none = np.zeros((0, 3))
    split = split_loads(np.zeros((0, 2, 3)), np.zeros((0, 2)), none, none, none, compiled=compiled)
    assert split.x.shape == (0, 3)


@BOTH
def test_random_small_problems_are_optimal_by_definition(compiled: bool) -> None:
    rng = np.random.default_rng(5)
    n_solved = 0
    for _ in range(60):
        problem = small_problem(rng, reach=rng.uniform(0.5, 1.6))
        split = split_loads(*problem.arguments(), compiled=compiled)
        row = np.array([0])
        assert split.solved[0] != (split.shortfall[0] > 0)
        (check_optimal if split.solved[0] else check_proof)(problem, split, row)
        n_solved += int(split.solved[0])
    assert 20 < n_solved < 60


def test_scipy_finds_the_same_optimum() -> None:
    """SLSQP shares no idea with our method; it stops at about 1e-8, so 1e-6 in x is asked."""
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(6)
    for _ in range(12):
        problem = small_problem(rng, reach=0.8)
        effect, demand, weight, low, high = (a[0] for a in problem.arguments())
        other = optimize.minimize(
            lambda x, w=weight: 0.5 * w @ x**2,
            np.zeros(12),
            jac=lambda x, w=weight: w * x,
            bounds=list(zip(low, high, strict=True)),
            constraints={"type": "eq", "fun": lambda x, a=effect, d=demand: a @ x - d, "jac": lambda _, a=effect: a},
            method="SLSQP",
            options={"ftol": 1e-15, "maxiter": 500},
        )
        assert other.success
        np.testing.assert_allclose(split_loads(*problem.arguments()).x[0], other.x, atol=1e-6)


def test_scipy_finds_the_same_distance_where_no_x_meets_the_demand() -> None:
    """Bounded least squares asks for the closest x outright."""
    optimize = pytest.importorskip("scipy.optimize")
    rng = np.random.default_rng(7)
    for _ in range(12):
        problem = small_problem(rng, reach=3.0)
        split = split_loads(*problem.arguments())
        effect, demand, _, low, high = (a[0] for a in problem.arguments())
        closest = optimize.lsq_linear(effect, demand, bounds=(low, high), tol=1e-14, max_iter=1000)
        distance = float(np.linalg.norm(closest.fun))
        if distance > 1e-6:
            assert split.shortfall[0] == pytest.approx(distance, rel=2e-6)


@BOTH
@pytest.mark.parametrize("settling", [True, False], ids=["settling", "muscles-only"])
def test_every_posture_is_solved_or_proved_impossible(compiled: bool, settling: bool) -> None:
    """From leaning back to 45 degrees forward, from very weak to very strong: there is no third outcome."""
    rng = np.random.default_rng(11)
    n_poses = 1000
    posture = random_postures(n_poses, rng, (-15.0, 45.0))
    problem = spine_problem(posture, random_strength(n_poses, rng), settling=settling)
    split = split_loads(*problem.arguments(), compiled=compiled)
    np.testing.assert_array_equal(split.solved, ~(split.shortfall > 0))
    assert 0.2 < split.solved.mean() < 0.95
    check_optimal(problem, split, np.flatnonzero(split.solved))
    check_proof(problem, split, np.flatnonzero(~split.solved))


@NEEDS_NUMBA
def test_compiled_and_numpy_agree_on_real_postures() -> None:
    rng = np.random.default_rng(12)
    problem = spine_problem(random_postures(200, rng, (-15.0, 45.0)), random_strength(200, rng))
    plain = split_loads(*problem.arguments())
    compiled = split_loads(*problem.arguments(), compiled=True)
    np.testing.assert_array_equal(plain.solved, compiled.solved)
    np.testing.assert_allclose(plain.x, compiled.x, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "value"), [("effect", np.nan), ("demand", np.inf), ("weight", 0.0), ("low", 9.0), ("high", np.nan)]
)
def test_numbers_that_cannot_be_worked_with_are_refused_by_name(name: str, value: float) -> None:
    arrays = {
        "effect": np.ones((1, 1, 2)),
        "demand": np.ones((1, 1)),
        "weight": np.ones((1, 2)),
        "low": np.zeros((1, 2)),
        "high": np.ones((1, 2)),
    }
    arrays[name].flat[0] = value
    with pytest.raises(InputError) as caught:
        split_loads(**arrays)
    assert caught.value.field == name


def test_without_numba_the_compiled_solver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "heelwise.mechanics.split.compiled_split", raising=False)
    with pytest.raises(InputError, match=r"heelwise\[compiled\]"):
        one([[1.0]], [0.5], [1.0], compiled=True)


def test_the_plain_solver_never_loads_numba() -> None:
    code = (
        "import sys, numpy as np; from heelwise.mechanics.split.static_optimisation import split_loads;"
        "one = np.ones((1, 1)); split_loads(one[None], 0.5 * one, one, 0 * one, one);"
        "raise SystemExit('numba' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
