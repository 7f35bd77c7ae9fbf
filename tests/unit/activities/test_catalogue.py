"""Every activity by name: what may be said, what is refused, and that every one stands in balance."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from tests.fixtures.subjects import subject, unbalanced

from heelwise.activities.catalogue import ACTIVITIES, find_activity
from heelwise.activities.parameter import Activity, Parameter, check_values
from heelwise.activities.pose import ActivityPose
from heelwise.errors import InfeasiblePostureError, InputError

WHO = subject()
LEAVES_MOMENTS = ("walk",)  # it says so itself, and its own tests say how large they are
ENDS = [
    (activity, parameter, end)
    for activity in ACTIVITIES
    for parameter in activity.parameters
    for end in (parameter.choices if parameter.kind == "choice" else (parameter.low, parameter.high))
]


def check_balance(activity: Activity, pose: ActivityPose) -> None:
    left = unbalanced(WHO, pose)
    np.testing.assert_allclose(left[:, :3], 0.0, atol=1e-8)
    if activity.name not in LEAVES_MOMENTS:
        np.testing.assert_allclose(left[:, 3:], 0.0, atol=1e-8)


def test_names_are_unique_and_found() -> None:
    assert len({activity.name for activity in ACTIVITIES}) == len(ACTIVITIES)
    for activity in ACTIVITIES:
        assert find_activity(activity.name) is activity


def test_an_unknown_activity_is_refused_with_all_there_are() -> None:
    with pytest.raises(InputError) as caught:
        find_activity("fly")
    assert caught.value.field == "activity"
    assert '"fly"' in str(caught.value)
    assert all(activity.name in str(caught.value) for activity in ACTIVITIES)


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.name)
def test_every_default_is_allowed(activity: Activity) -> None:
    found = check_values(activity, {})
    assert len(found) == len(activity.parameters)


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.name)
def test_every_number_says_its_unit_and_its_limits(activity: Activity) -> None:
    for parameter in activity.parameters:
        assert str(parameter.text) and str(activity.title)
        if parameter.kind == "number":
            assert re.search(r"_(deg|cm|kg|fraction|m_per_s)$", parameter.name), parameter.name
            assert math.isfinite(parameter.low) and parameter.low < parameter.high < math.inf
        else:
            assert len(parameter.choices) > 1


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda a: a.name)
def test_every_activity_as_it_is_usually_done_is_in_balance(activity: Activity) -> None:
    check_balance(activity, activity.take_pose(WHO, {}))


@pytest.mark.parametrize(("activity", "parameter", "end"), ENDS, ids=lambda v: getattr(v, "name", str(v)))
def test_at_either_end_of_a_range_there_is_balance_or_a_plain_refusal(
    activity: Activity, parameter: Parameter, end: float | str
) -> None:
    try:
        pose = activity.take_pose(WHO, {parameter.name: end})
    except (InputError, InfeasiblePostureError) as error:
        refusal = str(error)
    else:
        refusal = None
        check_balance(activity, pose)
    assert refusal is None or (len(refusal) > 30 and refusal.endswith(".")), refusal


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, 90.1, -31, "30", True, None, [30]])
def test_a_number_that_is_none_or_out_of_range_is_refused_with_what_is_allowed(wrong: object) -> None:
    with pytest.raises(InputError) as caught:
        check_values(find_activity("lean"), {"angle_deg": wrong})
    assert caught.value.field == "angle_deg"
    assert "-30 to 90 °" in str(caught.value)


@pytest.mark.parametrize("wrong", ["wobbly", 3, None, ""])
def test_a_choice_that_is_none_is_refused_with_all_there_are(wrong: object) -> None:
    with pytest.raises(InputError) as caught:
        check_values(find_activity("lean"), {"knees": wrong})
    assert caught.value.field == "knees"
    assert "straight, bent" in str(caught.value)


def test_a_name_an_activity_does_not_know_is_refused_not_ignored() -> None:
    with pytest.raises(InputError) as caught:
        check_values(find_activity("lean"), {"angle_rad": 0.5})
    assert "angle_deg, knees" in str(caught.value)
    with pytest.raises(InputError, match="nothing"):
        check_values(find_activity("stand"), {"angle_deg": 5})


def test_a_long_wrong_word_is_not_repeated_whole() -> None:
    with pytest.raises(InputError) as caught:
        check_values(find_activity("lean"), {"knees": "x" * 1000})
    assert len(str(caught.value)) < 120


def test_values_come_out_in_si() -> None:
    found = check_values(find_activity("hold"), {"angle_deg": 45, "reach_cm": 40, "hold_kg": 10})
    assert found["angle_rad"] == pytest.approx(math.pi / 4)
    assert found["reach_m"] == pytest.approx(0.4)
    assert found["hold_kg"] == 10.0
    assert found["hands"] == "both"


def test_what_may_be_left_to_the_model_stays_open() -> None:
    assert check_values(find_activity("lean"), {})["lumbar_share_fraction"] is None
    assert check_values(find_activity("lean"), {"lumbar_share_fraction": 0.4})["lumbar_share_fraction"] == 0.4


@pytest.mark.parametrize(("name", "unit"), [("angle_deg", "°"), ("reach_cm", "cm"), ("hold_kg", "kg"), ("knees", "")])
def test_a_parameter_shows_its_unit(name: str, unit: str) -> None:
    assert {parameter.name: parameter.unit for parameter in find_activity("hold").parameters}[name] == unit
