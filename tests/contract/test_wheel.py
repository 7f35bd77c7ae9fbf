"""What a built wheel holds: everything the program reads at run time, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "heelwise"
READ_AT_RUN_TIME = {".py", ".toml", ".json", ".html", ".css", ".js", ".svg", ".ico", ".png", ".typed"}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("heelwise-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel_names: set[str]) -> None:
    wanted = {
        path.relative_to(ROOT / "src").as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix in READ_AT_RUN_TIME and path.is_file()
    }
    assert len(wanted) > 20
    assert wanted - wheel_names == set()


def test_the_wheel_holds_the_package_and_its_licences_only(wheel_names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel_names} == {"heelwise"}
    for name in ("LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.md"):
        assert any(path.endswith(f".dist-info/licenses/{name}") for path in wheel_names)
