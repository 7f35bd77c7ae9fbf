"""docs/map.md says where things are; every path in it is opened here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "map.md"
PATH = re.compile(
    r"`((?:src|tests|docs|tools|builders|requirements|changes|\.ci)/[^`\s]*|[A-Za-z.-]+\.(?:toml|md|yml|cfg)|Makefile)`"
)


def named_paths() -> list[str]:
    return sorted(set(PATH.findall(MAP.read_text(encoding="utf-8"))))


def rows() -> list[list[str]]:
    lines = MAP.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] != "to change" and set(row[0]) != {"-"}]


@pytest.mark.parametrize("path", named_paths())
def test_every_path_in_the_map_exists(path: str) -> None:
    target = ROOT / path
    assert target.exists()
    if path.endswith("/"):
        assert any(child.is_file() for child in target.rglob("*")), f"{path} is empty"
    else:
        assert target.read_bytes()


def test_every_row_of_the_map_names_what_to_edit_and_its_tests() -> None:
    assert len(rows()) >= 10
    for row in rows():
        assert len(row) == 3, row
        assert all(PATH.search(cell) for cell in row[1:]), f"no path in: {row}"


def test_every_room_is_on_the_map() -> None:
    text = MAP.read_text(encoding="utf-8")
    rooms = [folder.name for folder in (ROOT / "src" / "heelwise").iterdir() if (folder / "__init__.py").is_file()]
    assert len(rooms) >= 3
    assert [room for room in rooms if f"src/heelwise/{room}/" not in text] == []
