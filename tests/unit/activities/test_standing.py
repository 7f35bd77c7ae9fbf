"""Standing, bent, on one leg, on the hands: angles, balance and what the feet bear."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fixtures.subjects import (
    foot_force_n,
    frames_of,
    subject,
    unbalanced,
    weight_line_x_m,
    weight_n,
)

from heelwise.activities.pose import ActivityPose
from heelwise.activities.posing.contact import vary_contacts
from heelwise.activities.posing.legs import foot_contacts, gravity_line_before_ankle_m
from heelwise.activities.posing.rhythm import RHYTHM_SCORE, lumbar_flexion_rad, lumbar_range_rad
from heelwise.activities.standing import lean, lean_on_hands, side_bend, stand, stand_on_one_leg
from heelwise.errors import InputError
from heelwise.mechanics import spine_load

WHO = subject()
MIRROR = np.array([1.0, 1.0, -1.0])


def leaning(angle_deg: float, knees: str = "straight", share: float | None = None) -> ActivityPose:
    values = {"angle_rad": math.radians(angle_deg), "knees": knees, "lumbar_share_fraction": share}
    return lean(WHO, values)


def chest_inclination_deg(pose: ActivityPose) -> np.ndarray:
    """Return how far the chest is turned forward from standing [deg]."""
    turned, own = (frames_of(WHO, p).rotation[:, 0] for p in (pose.posture, WHO.standing))
    relative = turned @ np.swapaxes(own, 1, 2)
    return np.degrees(np.arctan2(-relative[:, 1, 0], relative[:, 0, 0]))


def lumbar_deg(pose: ActivityPose, axis: int = 0) -> np.ndarray:
    change = pose.posture.level_angle_rad - WHO.standing.level_angle_rad
    return np.degrees(change[:, :, axis].sum(axis=1))


def test_standing_each_foot_bears_half_straight_up() -> None:
    pose = stand(WHO, {})
    for side in range(2):
        half = np.stack([np.zeros(WHO.n_draws), 0.5 * weight_n(WHO), np.zeros(WHO.n_draws)], axis=1)
        np.testing.assert_allclose(foot_force_n(pose, side)[:, :2], half[:, :2], atol=1e-8)
    np.testing.assert_allclose(foot_force_n(pose, 0), foot_force_n(pose, 1) * MIRROR, atol=1e-8)


def test_standing_is_the_subjects_own() -> None:
    assert stand(WHO, {}).posture is WHO.standing


@pytest.mark.parametrize("knees", ["straight", "bent"])
@pytest.mark.parametrize("angle_deg", [-30.0, -10.0, 0.0, 30.0, 60.0, 90.0])
def test_the_chest_leans_as_far_as_asked_over_feet_in_balance(angle_deg: float, knees: str) -> None:
    pose = leaning(angle_deg, knees)
    np.testing.assert_allclose(chest_inclination_deg(pose), angle_deg, atol=1e-9)
    np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-9)
    np.testing.assert_allclose(weight_line_x_m(WHO, pose), gravity_line_before_ankle_m(WHO), atol=1e-9)


def test_no_lean_is_standing() -> None:
    pose = leaning(0.0)
    for name in ("pelvis_angle_rad", "level_angle_rad", "hip_angle_rad", "knee_flexion_rad"):
        np.testing.assert_allclose(getattr(pose.posture, name), getattr(WHO.standing, name), atol=1e-7)


def test_the_back_takes_most_of_the_first_bend_and_less_of_the_last() -> None:
    bends = np.stack([lumbar_flexion_rad(WHO, math.radians(a)) for a in (0, 30, 60, 90)])
    steps = np.diff(bends, axis=0) / math.radians(30)
    assert (np.diff(steps, axis=0) < 1e-12).all()
    assert (steps[0] > 0.45).all() and (steps[2] < 0.6).all()


def test_people_differ_in_rhythm_with_the_first_score() -> None:
    order = np.argsort(WHO.score[:, RHYTHM_SCORE])
    assert (np.diff(lumbar_flexion_rad(WHO, math.radians(20))[order]) >= 0).all()


@pytest.mark.parametrize("angle_deg", [-30.0, 90.0])
def test_no_back_bends_beyond_its_own_range(angle_deg: float) -> None:
    most = np.degrees(lumbar_range_rad(WHO, "flexion" if angle_deg > 0 else "extension"))
    assert (np.abs(lumbar_deg(leaning(angle_deg))) <= most + 1e-9).all()


def test_a_stiff_back_ends_sooner() -> None:
    stiffness = WHO.body.stiffness_n_m_per_rad[:, 0, 0]
    order = np.argsort(stiffness)
    assert (np.diff(lumbar_range_rad(WHO, "flexion")[order]) <= 0).all()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_a_given_share_of_the_lower_back_is_used(share: float) -> None:
    np.testing.assert_allclose(lumbar_deg(leaning(50.0, share=share)), 50.0 * share, atol=1e-9)


def test_a_share_no_back_can_do_is_refused_and_the_allowed_one_is_not() -> None:
    with pytest.raises(InputError) as caught:
        leaning(90.0, share=0.95)
    assert caught.value.field == "lumbar_share_fraction"
    allowed = float(str(caught.value).rsplit(" ", 1)[1].rstrip("."))
    leaning(90.0, share=allowed)
    with pytest.raises(InputError):
        leaning(90.0, share=allowed + 0.02)


def test_bent_knees_bend_with_the_trunk_but_never_beyond_level_thighs() -> None:
    slight, deep = leaning(10.0, "bent"), leaning(60.0, "bent")
    own = WHO.standing.knee_flexion_rad[:, 0]
    assert (slight.posture.knee_flexion_rad[:, 0] > own).all()
    assert (deep.posture.knee_flexion_rad > slight.posture.knee_flexion_rad).all()
    frames = frames_of(WHO, deep.posture)
    thigh = frames.knee_m[:, 0] - frames.hip_m[:, 0]
    assert (np.degrees(np.arctan2(thigh[:, 1], thigh[:, 0])) < 0.6).all()


@pytest.mark.parametrize("angle_deg", [8.0, 20.0])
def test_bends_to_either_side_are_mirror_images(angle_deg: float) -> None:
    right, left = (side_bend(WHO, {"angle_rad": math.radians(a)}) for a in (angle_deg, -angle_deg))
    np.testing.assert_allclose(foot_force_n(right, 0), foot_force_n(left, 1) * MIRROR, atol=1e-8)
    assert (foot_force_n(right, 0)[:, 1] > 0.5 * weight_n(WHO)).all()
    assert (lumbar_deg(right, 1) > 0).all()
    np.testing.assert_allclose(unbalanced(WHO, right), 0.0, atol=1e-9)


def test_a_side_bend_goes_as_far_as_asked_where_the_back_can() -> None:
    np.testing.assert_allclose(lumbar_deg(side_bend(WHO, {"angle_rad": math.radians(10.0)}), 1), 10.0, atol=1e-9)


@pytest.mark.parametrize("side", ["right", "left"])
def test_on_one_leg_one_foot_bears_everything(side: str) -> None:
    pose = stand_on_one_leg(WHO, {"side": side})
    which = ("right", "left").index(side)
    np.testing.assert_allclose(foot_force_n(pose, which)[:, 1], weight_n(WHO), rtol=1e-9)
    np.testing.assert_allclose(foot_force_n(pose, 1 - which), 0.0)
    np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-9)
    feet = frames_of(WHO, pose.posture).ankle_m[:, :, 1]
    assert (feet[:, 1 - which] > feet[:, which] + 0.02).all(), "the free foot is off the floor"


def test_both_legs_stand_alike() -> None:
    right, left = (stand_on_one_leg(WHO, {"side": side}) for side in ("right", "left"))
    np.testing.assert_allclose(foot_force_n(right, 0), foot_force_n(left, 1) * MIRROR, atol=1e-7)


@pytest.mark.parametrize("share", [0.0, 0.15, 0.4])
@pytest.mark.parametrize("angle_deg", [0.0, 45.0])
def test_what_the_hands_bear_the_feet_do_not(share: float, angle_deg: float) -> None:
    pose = lean_on_hands(WHO, {"angle_rad": math.radians(angle_deg), "hand_support_fraction": share})
    feet = foot_force_n(pose, 0) + foot_force_n(pose, 1)
    np.testing.assert_allclose(feet[:, 1], (1.0 - share) * weight_n(WHO), rtol=1e-9)
    np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-9)
    np.testing.assert_allclose(weight_line_x_m(WHO, pose), gravity_line_before_ankle_m(WHO), atol=1e-9)


def test_how_the_feet_share_the_weight_reaches_no_disc() -> None:
    pose = leaning(40.0)
    frames = frames_of(WHO, pose.posture)
    loads = [
        spine_load(WHO.model, WHO.body, pose.posture, WHO.standing.level_angle_rad, external)
        for external in (pose.external, *vary_contacts(WHO.body, frames, foot_contacts(WHO, frames)))
    ]
    for other in loads[1:]:
        np.testing.assert_allclose(other.compression_n, loads[0].compression_n, rtol=2e-3)
