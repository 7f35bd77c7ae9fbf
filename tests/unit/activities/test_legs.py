"""Legs under the body: the weight falls where it does in the person's own standing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import interval
from tests.fixtures.subjects import frames_of, subject

from heelwise.activities.posing.arms import weights_on_thorax
from heelwise.activities.posing.legs import (
    foot_contacts,
    gravity_line_before_ankle_m,
    stand_on_both_feet,
    stand_on_one_foot,
)
from heelwise.activities.posing.rhythm import moved_trunk
from heelwise.errors import InfeasiblePostureError
from heelwise.mechanics import BodyPosture, ExternalLoads
from heelwise.mechanics.weights import body_parts

WHO = subject()
N = WHO.n_draws


def bent(angle_deg: float) -> BodyPosture:
    return moved_trunk(WHO, pelvis_anterior_tilt_rad=math.radians(angle_deg))


def missed_m(posture: BodyPosture, other: ExternalLoads | None = None) -> np.ndarray:
    """Return by how far the vertical forces miss the place where this person's weight falls [m]."""
    frames = frames_of(WHO, posture)
    parts = body_parts(WHO.body, frames)
    force = -9.80665 * parts.mass_kg
    moment = (force * parts.centre_m[:, :, 0]).sum(axis=1)
    total = force.sum(axis=1)
    if other is not None:
        moment = moment + (other.force_n[:, :, 1] * other.point_m[:, :, 0]).sum(axis=1)
        total = total + other.force_n[:, :, 1].sum(axis=1)
    return moment / total - frames.ankle_m[:, :, 0].mean(axis=1) - gravity_line_before_ankle_m(WHO)


def test_own_standing_is_found_again() -> None:
    found = stand_on_both_feet(WHO, WHO.standing)
    np.testing.assert_allclose(found.hip_angle_rad, WHO.standing.hip_angle_rad, atol=1e-7)


@pytest.mark.parametrize("knee_deg", [0.0, 40.0, 90.0])
@pytest.mark.parametrize("angle_deg", [-20.0, 15.0, 60.0, 90.0])
def test_the_weight_falls_where_it_does_in_standing(angle_deg: float, knee_deg: float) -> None:
    found = stand_on_both_feet(WHO, bent(angle_deg), np.full(N, math.radians(knee_deg)))
    np.testing.assert_allclose(missed_m(found), 0.0, atol=1e-12)


def test_the_weight_that_is_held_counts() -> None:
    other = weights_on_thorax(np.tile([0.4, 0.3, 0.0], (N, 1, 1)), np.full((N, 1), 200.0))
    found = stand_on_both_feet(WHO, bent(20.0), None, other)
    np.testing.assert_allclose(missed_m(found, other), 0.0, atol=1e-12)
    assert (np.abs(missed_m(found)) > 0.01).all()


def test_trunk_and_knees_stay_as_given_and_both_legs_are_alike() -> None:
    trunk, knee = bent(40.0), np.linspace(0.2, 1.5, N)
    found = stand_on_both_feet(WHO, trunk, knee)
    np.testing.assert_array_equal(found.pelvis_angle_rad, trunk.pelvis_angle_rad)
    np.testing.assert_array_equal(found.level_angle_rad, trunk.level_angle_rad)
    np.testing.assert_array_equal(found.knee_flexion_rad, np.stack([knee, knee], axis=1))
    np.testing.assert_array_equal(found.hip_angle_rad[:, 0], found.hip_angle_rad[:, 1])


@pytest.mark.parametrize("angle_deg", [-20.0, 0.0, 50.0, 90.0])
def test_the_feet_are_below_the_hips(angle_deg: float) -> None:
    frames = frames_of(WHO, stand_on_both_feet(WHO, bent(angle_deg)))
    assert (frames.ankle_m[:, :, 1] < -0.6).all()


def test_leaning_forward_moves_the_hips_back() -> None:
    upright, leaning = (frames_of(WHO, stand_on_both_feet(WHO, bent(angle))) for angle in (0.0, 60.0))
    assert (leaning.ankle_m[:, 0, 0] > upright.ankle_m[:, 0, 0] + 0.03).all()


def test_no_legs_are_long_enough_for_a_load_far_away() -> None:
    other = weights_on_thorax(np.tile([5.0, 0.3, 0.0], (N, 1, 1)), np.full((N, 1), 2000.0))
    with pytest.raises(InfeasiblePostureError, match="feet cannot get under"):
        stand_on_both_feet(WHO, WHO.standing, None, other)


@pytest.mark.parametrize("side", [0, 1])
def test_on_one_leg_the_weight_is_over_that_foot_and_the_pelvis_shifts_as_far_as_sources_say(side: int) -> None:
    found = stand_on_one_foot(WHO, WHO.standing, side)
    frames = frames_of(WHO, found)
    centre = body_parts(WHO.body, frames).centre_of_mass_m()
    ankle = frames.ankle_m[:, side]
    np.testing.assert_allclose(centre[:, 2], ankle[:, 2], atol=1e-9)
    np.testing.assert_allclose(centre[:, 0], ankle[:, 0] + gravity_line_before_ankle_m(WHO), atol=1e-9)
    low, high = interval("activities.one_leg_pelvis_shift_m")
    shift = np.abs(frames_of(WHO, WHO.standing).ankle_m[:, side, 2])
    assert (low < shift).all() and (shift < high).all()


def test_on_one_leg_the_other_hip_is_not_touched() -> None:
    raised = replace(WHO.standing, hip_angle_rad=WHO.standing.hip_angle_rad + np.array([[0, 0, 0], [0.5, 0, 0]]))
    found = stand_on_one_foot(WHO, raised, 0)
    np.testing.assert_array_equal(found.hip_angle_rad[:, 1], raised.hip_angle_rad[:, 1])


def test_feet_stand_flat_a_foot_long_under_the_ankles_and_point_forward() -> None:
    frames = frames_of(WHO, WHO.standing)
    right, left = foot_contacts(WHO, frames)
    for contact, side in ((right, 0), (left, 1)):
        point = contact.point_m - frames.ankle_m[:, side, None]
        assert np.ptp(point[..., 1]) < 1e-12
        assert (point[:, :2, 0] < 0).all() and (point[:, 2:, 0] > 0).all()
        length_m = np.ptp(point[..., 0])
        assert 0.16 < length_m < 0.22  # heel to ball of a woman's foot
        np.testing.assert_allclose(point[..., 2].sum(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(right.point_m[..., 2].mean(axis=1), -left.point_m[..., 2].mean(axis=1))
    assert (right.point_m[..., 2] > left.point_m[..., 2]).all()


def test_only_the_feet_that_stand_touch() -> None:
    frames = frames_of(WHO, WHO.standing)
    assert [contact.name for contact in foot_contacts(WHO, frames, (False, True))] == ["left foot"]
