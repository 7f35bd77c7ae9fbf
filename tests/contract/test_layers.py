"""The one-way traffic of `docs/map.md`, as seen by import-linter and by a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "heelwise"
EDGES = {"web", "cli", "facade", "model_cache", "data_folder"}


def contracts() -> dict[str, dict]:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract for contract in linter["contracts"]}


def parts() -> set[str]:
    """Return every room and every module that lies directly in the package."""
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    return rooms | {file.stem for file in PACKAGE.glob("*.py") if not file.stem.startswith("__")}


def test_every_room_has_its_place_in_the_layers() -> None:
    layered = {
        name.strip(" ()").removeprefix("heelwise.")
        for layer in contracts()["layers"]["layers"]
        for name in layer.split("|")
    }
    assert parts() == layered


def test_every_room_below_the_edges_is_held_to_be_pure() -> None:
    pure = {name.removeprefix("heelwise.") for name in contracts()["pure-rooms"]["source_modules"]}
    assert pure == parts() - EDGES


def test_every_room_but_mechanics_is_kept_from_the_engine() -> None:
    kept_out = {name.removeprefix("heelwise.") for name in contracts()["engine"]["source_modules"]}
    assert kept_out == parts() - {"mechanics"}


def test_the_layers_are_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_importing_heelwise_loads_no_engine_no_framework_and_no_optimiser() -> None:
    code = "import sys, heelwise; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(eval(done.stdout))  # noqa: S307 - our own printed list of names
    assert "heelwise" in loaded
    assert loaded.isdisjoint({"mujoco", "myo_sim", "scipy", "django", "numba", "rich", "jaxtyping"})
