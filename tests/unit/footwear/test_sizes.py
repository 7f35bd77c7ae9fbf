"""Shoe sizes to foot length."""

from __future__ import annotations

import pytest

from heelwise.errors import InputError
from heelwise.footwear.sizes import SIZE_ERROR_M, parse_shoe_size_m


@pytest.mark.parametrize(
    ("text", "length_mm"),
    [
        ("eu:39", 246),
        ("EU : 38", 239),
        ("uk:6", 247),
        ("us-women:8", 245),
        ("us-men:9", 262),
        ("eu:42.5", 269),
    ],
)
def test_a_size_is_a_length_within_five_millimetres(text: str, length_mm: float) -> None:
    sized = parse_shoe_size_m(text)
    assert sized.length_m * 1000 == pytest.approx(length_mm, abs=1)
    assert sized.error_m == SIZE_ERROR_M


def test_published_formulas_lie_within_the_stated_error() -> None:
    for eu in range(35, 47):
        length_m = parse_shoe_size_m(f"eu:{eu}").length_m
        for formula_cm in (eu / 1.5 - 1.5, (eu - 2) / 1.5):
            assert abs(formula_cm / 100 - length_m) <= SIZE_ERROR_M
    for uk in range(3, 12):
        length_m = parse_shoe_size_m(f"uk:{uk}").length_m
        assert abs((uk + 23) / 3 * 0.0254 - length_m) <= SIZE_ERROR_M


@pytest.mark.parametrize("text", ["245", "245 mm", "24.5 cm", "mm:245", "cm:24.5"])
def test_a_length_is_taken_as_it_is(text: str) -> None:
    sized = parse_shoe_size_m(text)
    assert sized.length_m == pytest.approx(0.245)
    assert sized.error_m == 0.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("us:8", "write us-women or us-men"),
        ("jp:24", "is not a size system we know"),
        ("eu:90", "it can be from 170 to 340 mm"),
        ("eu:nan", "is not a number we can read"),
        ("eu:", "is empty"),
        ("24.5", "it can be from 170 to 340 mm"),
        ("39", "Write a size with its system"),
    ],
)
def test_what_is_no_size_is_refused_with_a_way_out(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_shoe_size_m(text)
    assert caught.value.field == "shoe_size"
