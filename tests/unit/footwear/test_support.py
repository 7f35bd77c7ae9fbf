"""Base of support and contact."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.footwear import Shoe, base_of_support


def test_a_higher_heel_shortens_the_base() -> None:
    lengths = [float(base_of_support(Shoe.from_cm("stiletto", h), 0.245).length_to_ball_m) for h in (2, 6, 10)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_flat_shoe_stands_on_the_whole_heel_to_ball_length() -> None:
    support = base_of_support(Shoe.from_cm("flat", 0), 0.25)
    assert support.length_to_ball_m == pytest.approx(0.25 * 0.74)
    assert support.length_to_toe_m == pytest.approx(0.25)


def test_a_stiletto_touches_less_ground_than_a_block_and_a_block_less_than_a_wedge() -> None:
    stiletto, block, wedge = (
        float(base_of_support(Shoe.from_cm(kind, 8), 0.245).contact_area_m2)  # type: ignore[arg-type]
        for kind in ("stiletto", "block", "wedge")
    )
    assert stiletto < block < wedge


def test_the_front_of_the_heel_tip_lies_between_its_back_and_the_ball() -> None:
    for kind in ("flat", "kitten", "block", "wedge", "stiletto"):
        support = base_of_support(Shoe.from_cm(kind, 3), np.array([0.22, 0.26]))  # type: ignore[arg-type]
        assert (support.heel_tip_back_m < support.heel_tip_front_m).all()
        assert (support.heel_tip_front_m <= 0).all()


def test_feet_of_many_lengths_are_answered_at_once() -> None:
    lengths_m = np.linspace(0.22, 0.28, 5)
    together = base_of_support(Shoe.from_cm("block", 5), lengths_m)
    one_by_one = [float(base_of_support(Shoe.from_cm("block", 5), float(x)).length_to_ball_m) for x in lengths_m]
    np.testing.assert_allclose(together.length_to_ball_m, one_by_one)
