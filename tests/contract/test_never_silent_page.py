"""docs/science/never-silent.md says what its builder would say, and says it of a hundred thousand postures a range."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BUILDERS = Path(__file__).resolve().parents[2] / "builders"
COUNT = re.compile(r"^([\d,]+)")


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    """Return the builder of the page."""
    sys.path.insert(0, str(BUILDERS))
    import write_never_silent_page

    yield write_never_silent_page
    sys.path.remove(str(BUILDERS))


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def counts(row: list[str]) -> list[int]:
    """Return how many postures there were, were held, were impossible, and were neither."""
    found = [COUNT.match(cell) for cell in row[1:5]]
    return [int(match[1].replace(",", "")) for match in found if match]


def test_every_posture_on_the_page_is_held_or_impossible(builder) -> None:
    text = builder.PAGE.read_text(encoding="utf-8")
    assert [row[0] for row in rows(text)] == list(builder.RANGES)
    for row in rows(text):
        n_poses, n_held, n_impossible, n_silent = counts(row)
        assert n_poses == builder.N_POSES == 100_000
        assert n_held + n_impossible == n_poses
        assert n_silent == 0


def test_the_page_differs_from_a_fresh_one_in_its_figures_alone(builder) -> None:
    tally = builder.Tally(
        n_poses=1, n_held=1, n_impossible=0, n_silent=0, unbalanced_n_m=1e-9, missing_n_m=1.0, digest=""
    )
    fresh, kept = builder.write_page(dict.fromkeys(builder.RANGES, tally)), builder.PAGE.read_text(encoding="utf-8")
    words = ([line for line in text.splitlines() if not line.startswith("|")] for text in (fresh, kept))
    assert len({"\n".join(lines) for lines in words}) == 1
