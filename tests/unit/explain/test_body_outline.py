"""Side views as data: the drawn body is the computed one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.fixtures.answers import QUESTIONS, answer

from heelwise.body import LUMBAR_LEVELS
from heelwise.explain.body_outline import BodyOutline

THREE = "woman, three shoes"


def views(question: str) -> tuple[BodyOutline, ...]:
    figures = answer(question).figures
    return (figures.barefoot, *figures.shoes)


def above(view: BodyOutline, upper: str, lower: str) -> bool:
    return view.joints_m[upper][1] > view.joints_m[lower][1]


@pytest.mark.parametrize("question", QUESTIONS)
def test_there_is_one_view_barefoot_and_one_of_every_shoe(question: str) -> None:
    assert len(answer(question).figures.shoes) == len(QUESTIONS[question][1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_body_stands_upright_from_toes_to_crown(question: str) -> None:
    for view in views(question):
        chain = ("head_top", "c7", "l1", "l2", "l3", "l4", "l5", "s1", "hip", "knee", "ankle")
        assert all(above(view, upper, lower) for upper, lower in pairwise(chain))
        everything = np.array([point for outline in view.bones_m.values() for point in outline])
        assert np.isfinite(everything).all() and everything[:, 1].min() > -0.01


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_crown_is_as_high_as_the_person_is_tall(question: str) -> None:
    """Barefoot, to 3 %: hair, discs and the bow of the spine are no part of the bones."""
    person = QUESTIONS[question][0]
    if person.trunk_length_m is None:
        assert views(question)[0].joints_m["head_top"][1] == pytest.approx(person.height_m, rel=0.03)


def test_the_heel_is_as_high_as_the_shoe_and_the_ball_as_the_platform() -> None:
    for view, shoe in zip(answer("body mass index 45").figures.shoes, QUESTIONS["body mass index 45"][1], strict=True):
        assert view.joints_m["heel"][1] == pytest.approx(shoe.heel_height_m, abs=1e-9)
        assert view.joints_m["ball"] == pytest.approx((0.0, shoe.platform_m), abs=1e-9)


def test_every_level_lies_between_its_vertebrae() -> None:
    for view in views(THREE):
        assert tuple(view.level_points_m) == LUMBAR_LEVELS
        names = ("l1", "l2", "l3", "l4", "l5", "s1")
        for i, level in enumerate(LUMBAR_LEVELS):
            z = view.level_points_m[level][1]
            assert view.joints_m[names[i + 1]][1] < z < view.joints_m[names[i]][1]


def test_the_weight_falls_within_the_base_of_support() -> None:
    for view in views(THREE):
        back, front = view.base_of_support_m
        assert back < view.centre_of_mass_m[0] < front


def test_barefoot_has_no_shoe_and_every_shoe_has_sole_heel_and_upper() -> None:
    assert views(THREE)[0].shoe_m == {}
    for view in views(THREE)[1:]:
        assert {"sole", "heel", "upper"} <= set(view.shoe_m)
        for outline in view.shoe_m.values():
            assert len(outline) >= 3
            assert min(z for _, z in outline) > -1e-9


def test_the_pregnant_body_is_drawn_too() -> None:
    assert views("pregnant")[1].joints_m["ankle"][1] > views("pregnant")[0].joints_m["ankle"][1]
