"""The pages under docs/decisions/: all listed, all complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")


def test_every_decision_is_listed_once_and_in_order() -> None:
    listed = re.findall(r"\]\(([^)/]+\.md)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert len(PAGES) >= 10
    assert listed == [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_decision_says_why_what_and_what_not(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    for part in ("Question", "Choice", "Turned down"):
        assert re.search(rf"^\*\*{part}\.\*\*\s+\S", text, re.MULTILINE), f"{part} is missing or empty"
