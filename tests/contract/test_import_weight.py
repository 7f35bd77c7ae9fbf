"""What starting costs: which packages are loaded, and how long `import heelwise` takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fixtures.studies import model

from heelwise.model_cache import write_model

HEAVY = ("mujoco", "myo_sim", "scipy", "numba", "django", "rich", "click", "babel", "jaxtyping", "beartype")
ENGINE = ("mujoco", "myo_sim", "scipy", "numba", "jaxtyping", "beartype")

LOADED = f"import json, sys; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"

WHY = """
import json, sys
from heelwise.cli.run import run
status = run(sys.argv[1:])
heavy = [name for name in {names!r} if name in sys.modules]
print(json.dumps({{"status": status, "loaded": heavy}}), file=sys.stderr)
"""

TIMED = """
import numpy, time
start = time.perf_counter()
import heelwise
print(time.perf_counter() - start)
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )


def loaded_by(statement: str) -> list[str]:
    found: list[str] = json.loads(python("-c", f"{statement}\n{LOADED}").stdout)
    return found


def test_every_import_of_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import heelwise") == []


@pytest.mark.parametrize("room", ["body", "footwear", "evidence", "units", "mechanics", "activities", "explain"])
def test_every_pure_room_is_imported_without_framework_or_engine(room: str) -> None:
    assert loaded_by(f"import heelwise.{room}") == []


def test_every_name_of_the_facade_is_reached_without_the_engine() -> None:
    assert set(loaded_by("from heelwise import Person, Shoe, why")) & set(ENGINE) == set()


def test_importing_the_package_adds_less_than_sixty_milliseconds() -> None:
    """To Python with NumPy; the best of five, because other programs share the machine."""
    seconds = min(float(python("-c", TIMED).stdout) for _ in range(5))
    assert seconds < 0.060


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_every_answer_with_a_stored_model_is_computed_without_the_engine(more: tuple[str, ...], tmp_path: Path) -> None:
    write_model(tmp_path / "reference-model.npz", model())
    done = python(
        *("-c", WHY.format(names=ENGINE)),
        *("why", "--sex", "female", "--age", "32", "--height-cm", "168", "--mass-kg", "62", "--shoe", "block:5"),
        *more,
        HEELWISE_DATA=str(tmp_path),
    )
    assert json.loads(done.stderr.splitlines()[-1]) == {"status": 0, "loaded": []}
