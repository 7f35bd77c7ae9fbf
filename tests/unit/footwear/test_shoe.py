"""The shoe: what it refuses, and how it says so."""

from __future__ import annotations

import math

import pytest

from heelwise.errors import InputError
from heelwise.footwear import Shoe


def test_a_shoe_in_centimetres_is_the_shoe_in_metres() -> None:
    assert Shoe.from_cm("stiletto", 9, 1.5) == Shoe(kind="stiletto", heel_height_m=0.09, platform_m=0.015)


def test_a_heel_of_nine_metres_suggests_centimetres() -> None:
    with pytest.raises(
        InputError, match=r"Heel height is 9 m; it can be from 0 to 20 cm\. If you meant 9 centimetres"
    ) as caught:
        Shoe(kind="stiletto", heel_height_m=9)
    assert caught.value.field == "heel_height_m"
    assert "write 9 cm" in str(caught.value)


def test_a_heel_of_ninety_centimetres_suggests_millimetres() -> None:
    with pytest.raises(InputError, match="If you meant 90 millimetres, write 90 mm"):
        Shoe.from_cm("stiletto", 90)


@pytest.mark.parametrize("value", [math.nan, math.inf, "high", None, True])
def test_a_heel_that_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="please give a number from 0 to 20 cm"):
        Shoe(kind="block", heel_height_m=value)  # type: ignore[arg-type]


def test_a_missing_heel_is_called_missing() -> None:
    with pytest.raises(InputError, match="Heel height is missing"):
        Shoe(kind="block", heel_height_m=None)  # type: ignore[arg-type]


def test_a_negative_heel_is_refused_without_a_guess() -> None:
    with pytest.raises(InputError, match=r"Heel height is -3 cm; it can be from 0 to 20 cm\.$"):
        Shoe.from_cm("block", -3)


def test_a_platform_above_the_heel_is_refused_at_the_platform() -> None:
    with pytest.raises(InputError, match="includes the platform") as caught:
        Shoe.from_cm("block", 4, 5)
    assert caught.value.field == "platform_m"


def test_an_unknown_kind_lists_the_kinds() -> None:
    with pytest.raises(InputError, match='"boot"; it can be flat, kitten, block, wedge, stiletto') as caught:
        Shoe(kind="boot", heel_height_m=0.04)  # type: ignore[arg-type]
    assert caught.value.field == "kind"


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("insert", "none, soft, arch, full_contact"),
        ("cushioning", "firm, medium, soft"),
        ("fit", "loose, good, tight"),
    ],
)
def test_an_unknown_word_lists_the_words(field: str, allowed: str) -> None:
    with pytest.raises(InputError, match=allowed) as caught:
        Shoe(kind="block", heel_height_m=0.04, **{field: "gel"})  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize(("kind", "heel_cm"), [("flat", 5), ("kitten", 9)])
def test_a_flat_or_kitten_that_is_too_high_is_called_something_else(kind: str, heel_cm: float) -> None:
    with pytest.raises(InputError, match="Choose another type"):
        Shoe.from_cm(kind, heel_cm)  # type: ignore[arg-type]


def test_a_flatform_is_still_flat() -> None:
    assert Shoe.from_cm("flat", 6, 4).kind == "flat"


def test_the_heel_tip_is_usual_for_the_kind_unless_given() -> None:
    usual = Shoe.from_cm("stiletto", 9)
    assert usual.heel_tip_area_m2 == pytest.approx(1e-4)
    given = Shoe(kind="stiletto", heel_height_m=0.09, heel_tip_length_m=0.02, heel_tip_width_m=0.015)
    assert given.heel_tip_area_m2 == pytest.approx(3e-4)


def test_a_heel_tip_of_one_millimetre_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        Shoe(kind="stiletto", heel_height_m=0.09, heel_tip_length_m=0.001)
    assert caught.value.field == "heel_tip_length_m"


@pytest.mark.parametrize(
    ("shoe", "label"),
    [
        (Shoe.from_cm("stiletto", 9), "stiletto 9 cm"),
        (Shoe.from_cm("block", 5.5), "block heel 5.5 cm"),
        (Shoe.from_cm("flat", 0), "flat"),
        (Shoe.from_cm("wedge", 8, 3), "wedge 8 cm, platform 3 cm"),
        (Shoe.from_cm("wedge", 8, name="red ones"), "red ones"),
    ],
)
def test_a_shoe_is_called_by_its_own_name_or_kind_and_height(shoe: Shoe, label: str) -> None:
    assert str(shoe.label) == label
