"""Rising from a chair: angles, balance, and what the hands do to it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.subjects import foot_force_n, frames_of, subject, unbalanced, weight_line_x_m, weight_n

from heelwise.activities.chair_rise import rise_from_chair
from heelwise.activities.pose import ActivityPose
from heelwise.activities.posing.legs import gravity_line_before_ankle_m
from heelwise.activities.posing.rhythm import LEGS_SCORE, TRUNK_SCORE, drawn_value
from heelwise.activities.sit_and_lie import trunk_lean_rad
from heelwise.body import LEVELS
from heelwise.errors import InputError
from heelwise.mechanics import ExternalLoads
from heelwise.mechanics.weights import body_parts

WHO = subject()
SHARES = (0.0, 0.25, 0.6)


def rising(share: float) -> ActivityPose:
    return rise_from_chair(WHO, {"hand_support_fraction": share})


def joint_moment_n_m(pose: ActivityPose) -> np.ndarray:
    frames = frames_of(WHO, pose.posture)
    loads = ExternalLoads.together([body_parts(WHO.body, frames).weights(), pose.external])
    return loads.on_joints(frames)[1][..., 2]


@pytest.mark.parametrize("share", SHARES)
def test_forces_and_weights_balance(share: float) -> None:
    np.testing.assert_allclose(unbalanced(WHO, rising(share)), 0.0, atol=1e-7)


@pytest.mark.parametrize("share", SHARES)
def test_the_feet_bear_what_the_hands_leave(share: float) -> None:
    pose = rising(share)
    feet = foot_force_n(pose, 0) + foot_force_n(pose, 1)
    np.testing.assert_allclose(feet[:, 1], (1.0 - share) * weight_n(WHO), rtol=1e-9)
    np.testing.assert_allclose(foot_force_n(pose, 0), foot_force_n(pose, 1) * [1.0, 1.0, -1.0], atol=1e-6)


@pytest.mark.parametrize("share", SHARES)
def test_the_weight_falls_on_the_feet_where_it_does_in_standing(share: float) -> None:
    np.testing.assert_allclose(weight_line_x_m(WHO, rising(share)), gravity_line_before_ankle_m(WHO), atol=1e-9)


def test_lean_and_knees_are_those_of_the_evidence() -> None:
    pose = rising(0.0)
    lean = drawn_value(WHO, "activities.chair_rise_trunk_lean_rad", TRUNK_SCORE)
    np.testing.assert_allclose(trunk_lean_rad(WHO, pose.posture), lean, atol=1e-12)
    knee = drawn_value(WHO, "activities.chair_rise_knee_flexion_rad", LEGS_SCORE)
    np.testing.assert_allclose(pose.posture.knee_flexion_rad, np.repeat(knee[:, None], 2, axis=1))


def test_hands_on_armrests_lower_the_moment_at_hips_and_back() -> None:
    free, light, firm = (joint_moment_n_m(rising(share)) for share in (0.0, 0.1, 0.2))
    lowest, hip = LEVELS.index("L5/S1"), len(LEVELS)
    for joint in (lowest, hip):
        assert (np.abs(light[:, joint]) < np.abs(free[:, joint])).all()
        assert np.median(np.abs(firm[:, joint])) < np.median(np.abs(light[:, joint]))


def test_the_hands_push_straight_down_below_the_shoulders() -> None:
    pose = rising(0.25)
    thorax = np.flatnonzero(pose.external.segment == 0)
    up = [k for k in thorax if np.allclose(pose.external.force_n[:, k, 1], 0.125 * weight_n(WHO))]
    assert len(up) == 2
    frames = frames_of(WHO, pose.posture)
    shoulder = frames.place(0, WHO.body.trunk_scale * WHO.model.landmark("shoulder"))[:, 0, 0]
    for k in up:
        np.testing.assert_allclose(pose.external.point_m[:, k, 0], shoulder, atol=1e-9)
        assert (pose.external.force_n[:, k, [0, 2]] == 0).all()


@pytest.mark.parametrize("share", [-0.1, 0.61])
def test_a_share_beyond_what_hands_bear_is_refused(share: float) -> None:
    with pytest.raises(InputError, match=r"0 to 0\.6 is allowed"):
        rising(share)
