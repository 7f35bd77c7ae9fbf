"""The highest heel a foot can take."""

from __future__ import annotations

import re

import pytest

from heelwise.errors import InputError
from heelwise.footwear import Foot, Shoe, check_heel, estimate_foot, highest_heel_m
from heelwise.footwear.foot_limits import mean_highest_heel_m
from heelwise.footwear.sizes import parse_shoe_size_m


def test_a_longer_foot_takes_a_higher_heel() -> None:
    assert highest_heel_m(Foot(length_m=0.26)) > highest_heel_m(Foot(length_m=0.23))


def test_a_platform_adds_its_own_height() -> None:
    foot = Foot(length_m=0.245)
    assert highest_heel_m(foot, 0.03) == pytest.approx(highest_heel_m(foot) + 0.03)


def test_the_usual_limit_lies_below_the_average_one() -> None:
    foot = Foot(length_m=0.245, sex="female")
    assert highest_heel_m(foot) < mean_highest_heel_m(foot)


def test_without_a_sex_the_limit_lies_between_the_two() -> None:
    female, either, male = (highest_heel_m(Foot(length_m=0.25, sex=sex)) for sex in ("female", None, "male"))
    assert male < either < female


def test_too_high_a_heel_is_refused_with_the_height_that_would_do() -> None:
    foot = Foot(length_m=0.245, sex="female")
    with pytest.raises(InputError, match=r"A heel of 16 cm is more than a 24\.5 cm foot can usually take") as caught:
        check_heel(Shoe.from_cm("stiletto", 16), foot)
    assert caught.value.field == "heel_height_m"
    stated_cm = float(re.search(r"about ([\d.]+) cm", str(caught.value)).group(1))  # type: ignore[union-attr]
    assert stated_cm == pytest.approx(highest_heel_m(foot) * 100, abs=0.1)


def test_the_heel_and_the_platform_that_the_message_names_are_accepted() -> None:
    foot = Foot(length_m=0.245)
    with pytest.raises(InputError) as caught:
        check_heel(Shoe.from_cm("stiletto", 16), foot)
    heel_cm = float(re.search(r"about ([\d.]+) cm", str(caught.value)).group(1))  # type: ignore[union-attr]
    platform_cm = float(re.search(r"at least ([\d.]+) cm", str(caught.value)).group(1))  # type: ignore[union-attr]
    check_heel(Shoe.from_cm("stiletto", heel_cm), foot)
    check_heel(Shoe.from_cm("stiletto", 16, platform_cm), foot)


def test_an_ordinary_stiletto_fits_an_ordinary_foot() -> None:
    check_heel(Shoe.from_cm("stiletto", 9), estimate_foot(1.68, "female"))


def test_a_foot_outside_adult_sizes_is_refused_in_millimetres() -> None:
    with pytest.raises(InputError, match="Foot length is 2450 mm; it can be from 170 to 340 mm"):
        Foot(length_m=2.45)


def test_a_guessed_foot_says_how_far_off_it_may_be() -> None:
    foot = estimate_foot(1.68)
    assert foot.length_m == pytest.approx(0.252)
    assert 0.004 < foot.length_sd_m < 0.012
    assert not foot.measured
    assert Foot(length_m=0.25).measured


@pytest.mark.parametrize("uk_size", [3, 4, 5, 6, 7, 8])
def test_an_independent_playful_formula_lies_within_two_centimetres(uk_size: int) -> None:
    """Institute of Physics 2004: 12 cm + 3/8 UK size; 2 cm, since it bounds balance and ours bounds motion."""
    foot = Foot(length_m=parse_shoe_size_m(f"uk:{uk_size}").length_m, sex="female")
    assert highest_heel_m(foot) * 100 == pytest.approx(12 + 3 * uk_size / 8, abs=2.0)
