"""Where the arms are, what they weigh there, and what they hold."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from tests.fixtures.subjects import frames_of, subject

from heelwise.activities.posing.arms import (
    ArmDirections,
    Arms,
    arm_loads,
    arms_along,
    hanging,
    reach,
    shoulder_points_m,
)
from heelwise.activities.posing.contact import net_load
from heelwise.activities.posing.rhythm import moved_trunk
from heelwise.body import LEVELS
from heelwise.errors import InputError
from heelwise.mechanics import BodyFrames
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2

WHO = subject()
N = WHO.n_draws
FRAMES = frames_of(WHO, WHO.standing)
L5_S1 = LEVELS.index("L5/S1")
BENT = frames_of(WHO, moved_trunk(WHO, pelvis_anterior_tilt_rad=math.radians(60.0)))


def arms(directions: ArmDirections, held_kg: np.ndarray | None = None, frames: BodyFrames = FRAMES) -> Arms:
    return arm_loads(WHO.model, WHO.body, frames, directions, held_kg)


def reaching(reach_m: float, frames: BodyFrames = FRAMES) -> ArmDirections:
    return reach(WHO.model, WHO.body, frames, np.full(N, reach_m))


def before_l5_s1_m(found: Arms, frames: BodyFrames = FRAMES) -> np.ndarray:
    return found.hand_m[:, :, 0] - frames.level_m[:, L5_S1, None, 0]


@pytest.mark.parametrize("frames", [FRAMES, BENT])
def test_hanging_arms_change_nothing_at_any_joint(frames: BodyFrames) -> None:
    loads = arms(hanging(N), None, frames).loads
    force, moment = loads.on_joints(frames)
    np.testing.assert_allclose(force, 0.0, atol=1e-9)
    np.testing.assert_allclose(moment, 0.0, atol=1e-9)


def test_moving_the_arms_adds_no_weight() -> None:
    loads = arms(reaching(0.5)).loads
    np.testing.assert_allclose(loads.force_n.sum(axis=1), 0.0, atol=1e-9)


def test_level_arms_add_their_weight_times_their_distance() -> None:
    forward = np.tile([1.0, 0.0, 0.0], (N, 1))
    loads = arms(arms_along(forward, forward)).loads
    mass, length, centre = WHO.body.arm_mass_kg, WHO.body.arm_length_m, WHO.body.arm_centre_fraction
    starts = np.cumsum(length, axis=1) - length
    by_hand_n_m = -2.0 * STANDARD_GRAVITY_M_PER_S2 * (mass * (starts + centre * length)).sum(axis=1)
    moment = net_load(loads, shoulder_points_m(WHO.model, WHO.body, FRAMES).mean(axis=1))[:, 3:]
    np.testing.assert_allclose(moment[:, 2], by_hand_n_m, rtol=1e-12)
    np.testing.assert_allclose(moment[:, :2], 0.0, atol=1e-9)


def test_arm_parts_keep_their_length() -> None:
    found = arms(reaching(0.3))
    upper = np.linalg.norm(found.elbow_m - found.shoulder_m, axis=2)
    lower = np.linalg.norm(found.hand_m - found.elbow_m, axis=2)
    np.testing.assert_allclose(upper, np.repeat(WHO.body.arm_length_m[:, :1], 2, axis=1))
    np.testing.assert_allclose(lower, np.repeat(WHO.body.arm_length_m[:, 1:].sum(axis=1)[:, None], 2, axis=1))


@pytest.mark.parametrize("reach_m", [0.05, 0.2, 0.32, 0.45, 0.55])
def test_the_grips_are_where_they_were_asked_for(reach_m: float) -> None:
    np.testing.assert_allclose(before_l5_s1_m(arms(reaching(reach_m))), reach_m, rtol=1e-12)


@pytest.mark.parametrize("reach_m", [0.1, 0.4, 0.7])
def test_bent_forward_the_hands_reach_back_as_well_as_out(reach_m: float) -> None:
    np.testing.assert_allclose(before_l5_s1_m(arms(reaching(reach_m, BENT), None, BENT), BENT), reach_m, rtol=1e-12)


def test_a_little_further_out_moves_the_arms_only_a_little() -> None:
    """No jump where one way of reaching ends and the next begins."""
    places = [arms(reaching(r)).hand_m for r in np.arange(0.02, 0.56, 0.002)]
    assert np.abs(np.diff(np.stack(places), axis=0)).max() < 0.06


def test_at_full_stretch_the_shoulders_come_forward_and_the_grips_are_still_right() -> None:
    found = arms(reaching(0.645))
    np.testing.assert_allclose(before_l5_s1_m(found), 0.645, rtol=1e-12)
    at_rest = shoulder_points_m(WHO.model, WHO.body, FRAMES)
    assert (found.shoulder_m[:, :, 0] >= at_rest[:, :, 0]).all()
    assert (found.shoulder_m[:, :, 0] > at_rest[:, :, 0] + 0.001).any()
    assert (found.shoulder_m[:, :, 0] < at_rest[:, :, 0] + 0.081).all()


def test_a_hand_that_does_not_reach_hangs() -> None:
    directions = reach(WHO.model, WHO.body, FRAMES, np.full(N, 0.4), (False, True))
    found = arms(directions)
    np.testing.assert_allclose(found.hand_m[:, 0, [0, 2]], found.shoulder_m[:, 0, [0, 2]], atol=1e-12)
    np.testing.assert_allclose(before_l5_s1_m(found)[:, 1], 0.4)


def test_too_far_is_refused_and_what_is_allowed_can_be_done() -> None:
    with pytest.raises(InputError) as caught:
        reaching(1.2)
    assert caught.value.field == "reach_cm"
    low_cm, high_cm = (float(n) for n in re.findall(r"(\d+) to (\d+) cm", str(caught.value))[0])
    assert "120" in str(caught.value)
    for allowed_cm in (low_cm, high_cm):
        reaching(allowed_cm / 100.0)
    with pytest.raises(InputError):
        reaching(high_cm / 100.0 + 0.011)


@pytest.mark.parametrize("reach_m", [0.25, 0.5])
def test_a_held_weight_adds_its_moment_about_the_lowest_disc(reach_m: float) -> None:
    directions, held = reaching(reach_m), np.tile([6.0, 6.0], (N, 1))
    with_load = arms(directions, held).loads.on_joints(FRAMES)
    without = arms(directions).loads.on_joints(FRAMES)
    by_hand_n_m = -12.0 * STANDARD_GRAVITY_M_PER_S2 * reach_m
    np.testing.assert_allclose(with_load[1][:, L5_S1, 2] - without[1][:, L5_S1, 2], by_hand_n_m, rtol=1e-9)
    np.testing.assert_allclose(with_load[0][:, L5_S1, 1], -12.0 * STANDARD_GRAVITY_M_PER_S2, rtol=1e-9)


def test_arms_alike_are_mirror_images() -> None:
    direction = np.tile([0.6, 0.0, 0.8], (N, 1))
    found = arms(arms_along(direction, direction))
    np.testing.assert_allclose(found.hand_m[:, 0], found.hand_m[:, 1] * [1.0, 1.0, -1.0], atol=1e-12)
    assert (found.hand_m[:, 0, 2] > found.shoulder_m[:, 0, 2]).all()


def test_a_weight_in_the_right_hand_pulls_to_the_right() -> None:
    loads = arms(hanging(N), np.tile([8.0, 0.0], (N, 1))).loads
    aside_m = shoulder_points_m(WHO.model, WHO.body, FRAMES)[:, 0, 2]
    moment = loads.on_joints(FRAMES)[1][:, L5_S1, 0]
    np.testing.assert_allclose(moment, 8.0 * STANDARD_GRAVITY_M_PER_S2 * aside_m, rtol=1e-9)
