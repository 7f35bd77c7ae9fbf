"""How long a person waits: importing, the first and the next `heelwise why`, the whole answer inside a process.

Whole commands are timed from outside, printed and never judged. Run by `make bench`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

from heelwise.body import Person
from heelwise.explain import why
from heelwise.footwear import parse_shoe
from heelwise.mechanics.model_build.model_builder import build_reference_model

N_RUNS = 7
QUESTION = [
    *("--sex", "female", "--age", "32", "--height-cm", "168", "--hours", "5"),
    *("--shoe", "stiletto:9", "--shoe", "block:5", "--shoe", "flat"),
]


def seconds_of(command: list[str], folder: str) -> float:
    """Return the wall time of one whole command [s]."""
    start = time.perf_counter()
    subprocess.run(command, env={**os.environ, "HEELWISE_DATA": folder}, check=True, capture_output=True)
    return time.perf_counter() - start


def ask(mass_kg: float) -> list[str]:
    """Return the command of the issue's example for a person of this mass, so that each run is somebody new."""
    return [sys.executable, "-m", "heelwise", "why", "--mass-kg", str(mass_kg), *QUESTION]


def bench_import() -> None:
    """Print what `import heelwise` adds to Python with NumPy."""
    with tempfile.TemporaryDirectory() as folder:
        numpy_s, both_s = [], []
        for _ in range(2 * N_RUNS):  # in turn, so that a drifting machine harms both alike
            numpy_s.append(seconds_of([sys.executable, "-c", "import numpy"], folder))
            both_s.append(seconds_of([sys.executable, "-c", "import numpy, heelwise"], folder))
    added_ms = 1e3 * statistics.median(np.subtract(both_s, numpy_s))
    print(f"\nimport heelwise adds {added_ms:.0f} ms to Python with NumPy ({1e3 * statistics.median(numpy_s):.0f} ms)")


def bench_why() -> None:
    """Print the wall time of `heelwise why` with three shoes: first on a machine, then for people not seen before."""
    with tempfile.TemporaryDirectory() as folder:
        first_s = seconds_of(ask(62.0), folder)
        next_s = [seconds_of(ask(50.0 + run), folder) for run in range(N_RUNS)]
    print(
        f"\nheelwise why, three shoes: {first_s:.2f} s the first time on a machine; then, a new person each time, "
        f"{min(next_s):.2f} / {statistics.median(next_s):.2f} / {max(next_s):.2f} s (least, median, most of {N_RUNS})"
    )


def bench_answer_in_process() -> None:
    """Print the time of one answer inside a running process, as the page has it."""
    model = build_reference_model()
    shoes = [parse_shoe(text) for text in ("stiletto:9", "block:5", "flat", "kitten:4", "wedge:7", "stiletto:11")]
    for n_shoes in (1, 3, 6):
        taken = []
        for run in range(N_RUNS):
            person = Person(age_years=32, height_m=1.68, mass_kg=55.0 + run, sex="female")
            start = time.perf_counter()
            why(person, shoes[:n_shoes], 5 * 3600.0, model=model)
            taken.append(time.perf_counter() - start)
        print(f"one answer in a running process, {n_shoes} shoe(s): {1e3 * np.median(taken):.0f} ms (median)")
