"""The lock files: exact, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[a-z0-9,_-]+\])?==(?P<version>[^\s;]+)", re.MULTILINE)
ADDRESS = re.compile(
    r"://|file:|\b(?:www|files)\.|\.(?:org|com|io|net)\b|^\s*-[a-z]\b|--(?!hash=)[a-z]",
    re.IGNORECASE | re.MULTILINE,
)


def read_pins(lock: Path) -> set[tuple[str, str]]:
    return {(pin["name"], pin["version"]) for pin in PIN.finditer(lock.read_text(encoding="utf-8"))}


def normalise(requirement: str) -> str:
    return re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_there_is_a_lock_for_running_and_one_for_testing() -> None:
    assert [lock.name for lock in LOCKS] == ["start.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_lock_names_no_address_and_no_index_option(lock: Path) -> None:
    found = ADDRESS.search(lock.read_text(encoding="utf-8"))
    assert found is None, f"{lock.name} says {found[0]!r}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_is_exact_and_has_hashes(lock: Path) -> None:
    text = re.sub(r"\s*\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 20
    for line in lines:
        assert PIN.match(line), f"not an exact version: {line[:80]}"
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", line), f"no hash: {line[:80]}"


def test_every_version_that_runs_is_a_version_that_was_tested() -> None:
    start, test = (read_pins(ROOT / "requirements" / f"{name}.txt") for name in ("start", "test"))
    assert start <= test, f"only in start.txt: {sorted(start - test)}"


def test_every_requirement_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    start, test = ({name for name, _ in read_pins(ROOT / "requirements" / f"{name}.txt")} for name in ("start", "test"))
    assert {normalise(name) for name in project["dependencies"]} <= start
    assert {normalise(name) for name in extras} <= test
