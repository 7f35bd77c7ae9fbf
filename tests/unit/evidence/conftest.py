"""A small evidence folder on disk that a test may spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

SOURCES = """
[smith-2001]
authors = "Smith A"
year = 2001
title = "Heels"
where = "Journal of Heels 1:1"
url = "https://example.org/heels"
read = "abstract"
"""

QUANTITY = """
[heel_tip_m]
value = 2.0
spread = 0.5
unit = "cm"
population = "shoes"
sources = ["smith-2001"]
grade = "measured"
read = "abstract"
"""

EFFECT = """
[smith_lordosis]
coordinate = "lumbar_lordosis"
sources = ["smith-2001"]
population = "adults"
n_people = 12
habit = "not_stated"
task = "standing"
heel_height_m = [0.05, 0.08]
method = "skin"
support = "own_shoes"
direction = "decrease"
unit = "deg"
mean_change = -2.0
sd_change = 3.0
in_pool = true
grade = "measured"
read = "abstract"
"""

CLAIM = """
[W1]
area = "explain"
claim = "Heels do something."
verdict = "mixed"
sentence = "Studies disagree."
sources = ["smith-2001"]
grade = "low"
"""


class EvidenceFolder:
    """Writes the four kinds of files; each may be replaced before reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("sources", "shoes", SOURCES)
        self.write("quantities", "shoes", QUANTITY)
        self.write("effects", "posture", EFFECT)
        self.write("claims", "explain", CLAIM)

    def write(self, kind: str, topic: str, text: str) -> None:
        folder = self.path / kind
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{topic}.toml").write_text(text, encoding="utf-8")

    def replace(self, kind: str, topic: str, old: str, new: str) -> None:
        file = self.path / kind / f"{topic}.toml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path)
