"""Holding a weight and carrying a bag: its moment about the lowest disc, and the posture that goes with it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fixtures.subjects import foot_force_n, frames_of, subject, unbalanced, weight_line_x_m, weight_n

from heelwise.activities.lifting import carry_bag, hold
from heelwise.activities.pose import ActivityPose
from heelwise.activities.posing.legs import gravity_line_before_ankle_m
from heelwise.body import LEVELS
from heelwise.errors import InputError
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2 as G

WHO = subject()
L5_S1 = LEVELS.index("L5/S1")


def holding(kg: float, reach_m: float = 0.35, angle_deg: float = 0.0, **more: str) -> ActivityPose:
    words = {"hands": "both", "knees": "straight", "back": "straight"} | more
    return hold(WHO, {"hold_kg": kg, "reach_m": reach_m, "angle_rad": math.radians(angle_deg), **words})


def carrying(kg: float, where: str = "hand", side: str = "right", hands: str = "one") -> ActivityPose:
    return carry_bag(WHO, {"bag_kg": kg, "where": where, "side": side, "hands": hands})


def moment_n_m(pose: ActivityPose) -> np.ndarray:
    """Return the moment of all outside forces above L5/S1 about it, shape (draw, 3) [N m]."""
    return pose.external.on_joints(frames_of(WHO, pose.posture))[1][:, L5_S1]


def lumbar_deg(pose: ActivityPose, axis: int) -> np.ndarray:
    change = pose.posture.level_angle_rad - WHO.standing.level_angle_rad
    return np.degrees(change[:, :, axis].sum(axis=1))


@pytest.mark.parametrize(("reach_m", "angle_deg"), [(0.2, 0.0), (0.5, 0.0), (0.45, 45.0), (0.3, 80.0)])
@pytest.mark.parametrize("hands", ["both", "one"])
def test_a_held_weight_adds_its_weight_times_its_distance(reach_m: float, angle_deg: float, hands: str) -> None:
    added = moment_n_m(holding(12.0, reach_m, angle_deg, hands=hands)) - moment_n_m(
        holding(0.0, reach_m, angle_deg, hands=hands)
    )
    np.testing.assert_allclose(added[:, 2], -12.0 * G * reach_m, rtol=1e-9)
    sideways = {"both": 0.0, "one": 1.0}[hands]
    assert (np.sign(np.round(added[:, 0], 9)) == sideways).all()


@pytest.mark.parametrize("kg", [0.0, 15.0, 40.0])
def test_the_feet_bear_body_and_weight_under_where_both_fall(kg: float) -> None:
    pose = holding(kg, 0.4, 30.0, knees="bent")
    feet = foot_force_n(pose, 0) + foot_force_n(pose, 1)
    np.testing.assert_allclose(feet[:, 1], weight_n(WHO) + kg * G, rtol=1e-9)
    np.testing.assert_allclose(weight_line_x_m(WHO, pose), gravity_line_before_ankle_m(WHO), atol=1e-9)
    np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-9)


def test_a_round_back_bends_and_a_straight_one_leaves_it_to_the_hips() -> None:
    bowed, flat = (holding(10.0, 0.45, 60.0, back=back) for back in ("round", "straight"))
    assert (lumbar_deg(bowed, 0) > lumbar_deg(flat, 0) + 8.0).all()
    assert (flat.posture.hip_angle_rad[:, 0, 0] > bowed.posture.hip_angle_rad[:, 0, 0]).all()


def test_upright_there_is_no_round_back() -> None:
    for back in ("round", "straight"):
        np.testing.assert_allclose(lumbar_deg(holding(10.0, back=back), 0), 0.0, atol=1e-12)


def test_a_weight_lets_levels_settle_more_and_no_weight_upright_does_not() -> None:
    assert holding(1.0).is_loaded
    assert not holding(0.0).is_loaded


def test_hands_that_cannot_get_there_are_refused() -> None:
    with pytest.raises(InputError, match="cm are allowed"):
        holding(5.0, 0.9)


@pytest.mark.parametrize(("where", "key"), [("hand", "bag_hand_distance_m"), ("shoulder", "shoulder_bag_distance_m")])
def test_a_bag_pulls_to_its_side_by_its_distance(where: str, key: str) -> None:
    pose = carrying(8.0, where)
    frames = frames_of(WHO, pose.posture)
    held = np.isclose(pose.external.force_n[0, :, 1], -8.0 * G)
    assert held.sum() == 1
    point = pose.external.point_m[:, held][:, 0]
    low, high = WHO.library.quantity(f"activities.{key}").interval[0]  # type: ignore[index]
    assert (point[:, 2] > low - 0.02).all() and (point[:, 2] < high + 0.01).all()
    pulls = moment_n_m(pose)[:, 0] - moment_n_m(carrying(0.0, where))[:, 0]
    arm_m = point[:, 2] - frames.level_m[:, L5_S1, 2]
    arm_n = G * WHO.body.arm_mass_kg.sum(axis=1)
    slant_m = (pulls - 8.0 * G * arm_m) / arm_n  # by how much the arm's own weight moved out, leaning away included
    assert (slant_m > -1e-9).all() and (slant_m < 0.09).all()


@pytest.mark.parametrize("where", ["hand", "shoulder"])
def test_people_lean_away_from_a_bag_the_more_the_heavier_it_is(where: str) -> None:
    lean = [lumbar_deg(carrying(kg, where), 1) for kg in (0.0, 4.0, 8.0, 30.0)]
    np.testing.assert_allclose(lean[0], 0.0, atol=1e-12)
    assert (lean[1] <= 0).all() and (lean[2] <= lean[1]).all() and (lean[3] >= -8.0 - 1e-9).all()
    assert lean[2].mean() < -0.5


@pytest.mark.parametrize("where", ["hand", "shoulder"])
def test_bags_on_either_side_are_mirror_images(where: str) -> None:
    right, left = carrying(9.0, where, "right"), carrying(9.0, where, "left")
    np.testing.assert_allclose(moment_n_m(right), moment_n_m(left) * [-1.0, -1.0, 1.0], atol=1e-8)
    np.testing.assert_allclose(foot_force_n(right, 0), foot_force_n(left, 1) * [1.0, 1.0, -1.0], atol=1e-8)
    np.testing.assert_allclose(unbalanced(WHO, right), 0.0, atol=1e-9)


def test_a_bag_on_the_shoulder_pulls_less_than_one_in_the_hand() -> None:
    assert (moment_n_m(carrying(8.0, "shoulder"))[:, 0] < moment_n_m(carrying(8.0, "hand"))[:, 0]).all()


@pytest.mark.parametrize("where", ["hand", "shoulder"])
def test_a_load_shared_by_both_sides_pulls_to_neither_and_needs_no_lean(where: str) -> None:
    pose = carrying(20.0, where, hands="both")
    np.testing.assert_allclose(moment_n_m(pose)[:, 0], 0.0, atol=1e-9)
    np.testing.assert_allclose(lumbar_deg(pose, 1), 0.0, atol=1e-12)
    feet = foot_force_n(pose, 0) + foot_force_n(pose, 1)
    np.testing.assert_allclose(feet[:, 1], weight_n(WHO) + 20.0 * G, rtol=1e-9)


def test_a_backpack_hangs_behind_and_people_lean_forward_under_it() -> None:
    light, heavy = carrying(6.0, "back"), carrying(25.0, "back")
    for pose, kg in ((light, 6.0), (heavy, 25.0)):
        held = np.isclose(pose.external.force_n[0, :, 1], -kg * G)
        behind_m = frames_of(WHO, pose.posture).level_m[:, 0, 0] - pose.external.point_m[:, held, 0][:, 0]
        assert (behind_m > 0.05).all() and (behind_m < 0.35).all()
        np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-9)
    assert (lumbar_deg(heavy, 0) >= lumbar_deg(light, 0)).all()
    assert (lumbar_deg(light, 0) > 0).all()


def test_no_backpack_is_standing() -> None:
    pose = carrying(0.0, "back")
    np.testing.assert_allclose(pose.posture.level_angle_rad, WHO.standing.level_angle_rad)


def test_a_given_share_of_the_lower_back_replaces_the_kind_of_back() -> None:
    values = {
        "hold_kg": 5.0,
        "reach_m": 0.4,
        "angle_rad": 0.8,
        "hands": "both",
        "knees": "straight",
        "back": "straight",
    }
    pose = hold(WHO, {**values, "lumbar_share_fraction": 0.65})
    np.testing.assert_allclose(lumbar_deg(pose, 0), math.degrees(0.8 * 0.65), atol=1e-9)
