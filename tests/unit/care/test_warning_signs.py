"""The warning signs say what the care specification lists, and every surface says the same."""

from __future__ import annotations

import pytest

from heelwise.care import EMERGENCY_ACTION, EMERGENCY_SIGNS, SOON_SIGNS

EMERGENCY_WORDS = (
    ("genitals", "anus", "inner thighs"),
    ("starting", "feeling", "holding", "urine", "stool"),
    ("sexual", "function"),
    ("both legs", "pain", "numbness", "weakness", "new or spreading"),
    ("getting worse", "foot that slaps", "changed walk"),
    ("fall", "accident"),
    ("tearing", "belly", "fainting"),
    ("fever", "very ill"),
)
SOON_WORDS = (
    "fever",
    "cancer",
    "weight loss",
    "night",
    "immunity",
    "infection",
    "osteoporosis",
    "steroid",
    "65",
    "55",
    "one leg",
    "stiffness over 30 minutes",
    "3 months",
    "6 weeks",
)


@pytest.mark.parametrize("words", EMERGENCY_WORDS, ids=lambda words: words[0])
def test_every_emergency_sign_of_the_specification_is_there(words: tuple[str, ...]) -> None:
    assert any(all(word in str(sign) for word in words) for sign in EMERGENCY_SIGNS)


@pytest.mark.parametrize("word", SOON_WORDS)
def test_every_soon_sign_of_the_specification_is_there(word: str) -> None:
    assert any(word in str(sign) for sign in SOON_SIGNS)


def test_the_emergency_numbers_are_named() -> None:
    assert all(number in str(EMERGENCY_ACTION) for number in ("112", "999", "911", "000"))
