"""How long the muscle split takes: NumPy beside the compiled kernel, geometry given, printed and never judged.

Run by `make bench`, or alone on one core: `OMP_NUM_THREADS=1 taskset -c 0 python -m tests.bench.bench_split`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import numpy as np
from tests.fixtures.mechanics.spine_problems import Problem, random_postures, random_strength, spine_problem

from heelwise.mechanics.split.static_optimisation import Split, split_loads

N_POSES = 1000
N_RUNS = 5

COST = """
import sys, time, numpy as np
from heelwise.mechanics.split.static_optimisation import split_loads
one, start = np.ones((1, 1)), time.perf_counter()
import numba
imported = time.perf_counter()
split_loads(one[None], 0.5 * one, one, 0 * one, one, compiled=True)
print(f"{imported - start:.2f} s to import numba, {time.perf_counter() - imported:.2f} s to the first answer")
"""


def problems() -> dict[str, Problem]:
    """Return what is timed: name to problem."""
    rng = np.random.default_rng(1)
    forward, standing = (random_postures(N_POSES, rng, lean) for lean in ((0.0, 30.0), (-2.0, 10.0)))
    anything = random_postures(N_POSES, rng, (-15.0, 45.0))
    return {
        "muscles alone, lean 0 to 30 deg, strength x3": spine_problem(forward, 3.0, settling=False),
        "levels may settle, lean -2 to 10 deg, strength x1": spine_problem(standing, 1.0),
        "levels may settle, lean -15 to 45 deg, x0.3 to x3": spine_problem(anything, random_strength(N_POSES, rng)),
    }


def fastest(work: Callable[[], Split]) -> tuple[float, Split]:
    """Return the shortest of some runs [s] and the answer."""
    taken = []
    for _ in range(N_RUNS):
        start = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - start)
    return min(taken), answer


def bench_split() -> None:
    """Print microseconds a pose, iterations and residuals."""
    print(f"\nmuscle split, {N_POSES} poses at once, {len(os.sched_getaffinity(0))} core(s) allowed, best of {N_RUNS}")
    for name, problem in problems().items():
        n_poses, n_rows, n_variables = problem.effect.shape
        print(f"  {name}: {n_rows} rows x {n_variables} variables")
        answers = {}
        for way, compiled in (("compiled", True), ("NumPy", False)):
            split_loads(*problem.arguments(slice(0, 2)), compiled=compiled)
            seconds, split = fastest(lambda p=problem, c=compiled: split_loads(*p.arguments(), compiled=c))
            answers[way] = split
            print(
                f"    {way:8} {1e6 * seconds / n_poses:7.1f} us a pose; {split.iterations[split.solved].mean():.1f} "
                f"iterations (most {split.iterations[split.solved].max()}), largest residual "
                f"{split.residual[split.solved].max():.1e} N m, {np.count_nonzero(~split.solved)} proved impossible"
            )
        apart = np.abs(answers["compiled"].x - answers["NumPy"].x).max()
        print(f"    the two answers differ by at most {apart:.1e} in x")


def bench_numba_start() -> None:
    """Print what numba costs in a fresh process: the first time on a machine, and with its stored kernel."""
    with tempfile.TemporaryDirectory() as folder:
        for which in ("first time", "next time"):
            environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
            done = subprocess.run(
                [sys.executable, "-c", COST], env=environment, check=True, capture_output=True, text=True
            )
            print(f"  numba, {which}: {done.stdout.strip()}")


if __name__ == "__main__":
    bench_split()
    bench_numba_start()
