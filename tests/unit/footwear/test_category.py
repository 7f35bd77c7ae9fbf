"""The shoe chooser's categories (care.md P2)."""

from __future__ import annotations

import pytest

from heelwise.footwear import categorise, parse_shoe


@pytest.mark.parametrize(
    ("text", "impact"),
    [
        ("flat", "low"),
        ("kitten:3", "low"),
        ("kitten:5", "low"),
        ("block:3", "low"),
        ("block:7", "moderate"),
        ("block:9", "high"),
        ("wedge:2", "moderate"),
        ("wedge:6", "moderate"),
        ("wedge:9", "high"),
        ("wedge:9:platform=3", "moderate"),
        ("stiletto:5", "moderate"),
        ("stiletto:9", "high"),
    ],
)
def test_a_shoe_is_sorted_by_kind_and_drop(text: str, impact: str) -> None:
    category = categorise(parse_shoe(text))
    assert category.impact == impact
    assert str(category.best_for)


def test_a_high_stiletto_is_for_short_events() -> None:
    assert str(categorise(parse_shoe("stiletto:9")).best_for) == "short events"


def test_the_verdict_says_that_height_matters_more_than_width() -> None:
    assert "height matters more than width" in str(categorise(parse_shoe("block:5")).verdict)


@pytest.mark.parametrize("kind", ["kitten", "block", "wedge", "stiletto"])
def test_every_kind_has_a_sentence_at_every_height(kind: str) -> None:
    highest_mm = 60 if kind == "kitten" else 160
    for height_mm in range(0, highest_mm + 1, 5):
        assert str(categorise(parse_shoe(f"{kind}:{height_mm}mm")).best_for)
