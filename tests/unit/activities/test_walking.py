"""Walking: the curves, the forces under the feet, inertia, balance and its remainder."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.subjects import foot_force_n, frames_of, subject, unbalanced, weight_n

from heelwise.activities.pose import ActivityPose
from heelwise.activities.walking import walk, walk_stride, walking_balance
from heelwise.errors import InputError

WHO = subject()
N_PHASES = 40
STRIDE = walk_stride(WHO, {}, N_PHASES)
MIRROR_ANGLE = np.array([1.0, -1.0, -1.0])
MIRROR = np.array([1.0, 1.0, -1.0])


def at(phase: float, **values: float) -> ActivityPose:
    return walk(WHO, {"phase_fraction": phase, **values})


def vertical_body_weights(stride: tuple[ActivityPose, ...]) -> np.ndarray:
    """Return the summed force up at each instant over body weight, shape (instant, draw)."""
    return np.stack([pose.external.force_n[:, :2, 1].sum(axis=1) / weight_n(WHO) for pose in stride])


@pytest.mark.parametrize("speed", [0.8, 1.3, 1.8])
def test_the_mean_force_on_the_feet_is_the_weight(speed: float) -> None:
    vertical = vertical_body_weights(walk_stride(WHO, {"speed_m_per_s": speed}, N_PHASES))
    np.testing.assert_allclose(vertical.mean(axis=0), 1.0, atol=0.01)  # instants sample a curve with corners
    assert (vertical > 0).all()


def test_the_force_on_the_feet_has_two_peaks_a_step_that_grow_with_speed() -> None:
    slow, usual, fast = (
        np.median(vertical_body_weights(walk_stride(WHO, {"speed_m_per_s": speed}, N_PHASES)), axis=1)
        for speed in (0.8, 1.3, 1.8)
    )
    assert slow.max() < usual.max() < fast.max()
    assert slow.min() > usual.min() > fast.min()


def test_what_brakes_a_stride_pushes_it_on_again() -> None:
    forward = np.stack([pose.external.force_n[:, :2, 0].sum(axis=1) / weight_n(WHO) for pose in STRIDE])
    assert np.abs(forward.mean(axis=0)).max() < 0.01
    first = np.median(forward[: N_PHASES // 4], axis=1)
    assert first[2:].min() < -0.1  # braking after heel strike


def test_the_stride_closes() -> None:
    start, end = at(0.0), at(1.0)
    for name in ("pelvis_angle_rad", "level_angle_rad", "hip_angle_rad", "knee_flexion_rad"):
        np.testing.assert_allclose(getattr(start.posture, name), getattr(end.posture, name), atol=1e-12)
    np.testing.assert_allclose(start.external.force_n, end.external.force_n, atol=1e-7)


@pytest.mark.parametrize("phase", [0.0, 0.1, 0.33])
def test_half_a_stride_later_right_and_left_have_changed_places(phase: float) -> None:
    now, later = at(phase), at(phase + 0.5)
    np.testing.assert_allclose(now.posture.hip_angle_rad, later.posture.hip_angle_rad[:, ::-1], atol=1e-12)
    np.testing.assert_allclose(now.posture.knee_flexion_rad, later.posture.knee_flexion_rad[:, ::-1], atol=1e-12)
    np.testing.assert_allclose(now.posture.pelvis_angle_rad, later.posture.pelvis_angle_rad * MIRROR_ANGLE, atol=1e-12)
    np.testing.assert_allclose(foot_forces(now), foot_forces(later)[:, ::-1] * MIRROR, atol=1e-6)


def foot_forces(pose: ActivityPose) -> np.ndarray:
    return pose.external.force_n[:, :2]


def test_the_hip_is_extended_late_in_stance() -> None:
    thigh = np.median(
        [pose.posture.hip_angle_rad[:, 0, 0] - pose.posture.pelvis_angle_rad[:, 0] for pose in STRIDE], axis=1
    )
    furthest_back = int(np.argmin(thigh)) / N_PHASES
    assert 0.45 < furthest_back < 0.6  # 52 % of the stride (schwartz-2008), against the pelvis
    assert np.degrees(thigh.min()) < -10.0


def test_one_foot_stands_between_the_times_that_both_do() -> None:
    both = [bool((np.abs(foot_forces(pose)[..., 1]) > 1e-9).all()) for pose in STRIDE]
    assert 0.15 < np.mean(both) < 0.3  # stance is 62 % of the stride: twice 12 % on both feet


@pytest.mark.parametrize("phase", np.arange(8) / 8.0)
@pytest.mark.parametrize("speed", [0.8, 1.3, 1.8])
def test_forces_balance_and_the_moment_left_is_what_is_reported(phase: float, speed: float) -> None:
    values = {"phase_fraction": phase, "speed_m_per_s": speed}
    pose, balance = walk(WHO, values), walking_balance(WHO, values)
    np.testing.assert_allclose(unbalanced(WHO, pose)[:, :3], 0.0, atol=1e-6)
    np.testing.assert_allclose(unbalanced(WHO, pose)[:, 3:], balance.moment_n_m, atol=1e-5)
    np.testing.assert_allclose(balance.force_n, 0.0, atol=1e-6)


@pytest.mark.parametrize("phase", np.arange(10) / 10.0)
def test_what_is_left_is_a_twist_about_the_vertical(phase: float) -> None:
    balance = walking_balance(WHO, {"phase_fraction": phase})
    np.testing.assert_allclose(balance.moment_n_m[:, 0], 0.0, atol=1e-6)
    assert np.abs(balance.moment_n_m[:, 1]).max() < 25.0  # a floor's twist on the foot and swinging arms: some 10 N m
    assert np.median(np.abs(balance.moment_n_m[:, 2])) < 1.0  # none unless the foot is too short


@pytest.mark.parametrize("phase", np.arange(10) / 10.0)
def test_the_force_acts_within_the_foot_and_passes_inward(phase: float) -> None:
    pose = at(phase)
    ankle = frames_of(WHO, pose.posture).ankle_m
    ahead = pose.external.point_m[:, :2, 0] - ankle[:, :, 0]
    heel, toe = (
        WHO.body.foot_scale * (WHO.model.landmark(name)[0] - WHO.model.landmark("ankle")[0]) for name in ("heel", "toe")
    )
    stands = pose.external.force_n[:, :2, 1] > 0
    assert ((ahead > heel - 1e-9) & (ahead < toe + 1e-9))[stands].all()
    balance = walking_balance(WHO, {"phase_fraction": phase})
    assert np.abs(balance.force_to_side_body_weights).max() < 0.2


def test_single_stance_pushes_towards_the_midline() -> None:
    to_side = walking_balance(WHO, {"phase_fraction": 0.15}).force_to_side_body_weights
    assert np.median(to_side) < -0.02  # right foot: to the left, about 0.05 body weights in most laboratories


def test_the_usual_course_under_the_foot_is_met_within_a_few_centimetres() -> None:
    shift = np.stack([walking_balance(WHO, {"phase_fraction": k / 20}).shift_m for k in range(20)])
    assert np.abs(np.median(shift, axis=1)).max() < 0.12


def test_inertia_is_that_of_the_whole_body_as_the_floor_moves_it() -> None:
    pose = at(0.15)
    n_feet = 2
    inertia = pose.external.force_n[:, n_feet : n_feet + 11].sum(axis=1)
    up = pose.external.force_n[:, :n_feet].sum(axis=1)
    np.testing.assert_allclose(inertia[:, 1], weight_n(WHO) - up[:, 1], atol=1e-6)
    np.testing.assert_allclose(inertia[:, [0, 2]], -up[:, [0, 2]], atol=1e-6)


def test_the_chest_goes_up_and_down_with_the_force_on_it() -> None:
    chest = np.stack([pose.external.force_n[:, 2, 1] / (9.80665 * WHO.body.body_mass_kg[:, 0]) for pose in STRIDE])
    floor = vertical_body_weights(STRIDE)
    for draw in range(WHO.n_draws):
        assert np.corrcoef(chest[:, draw], -floor[:, draw])[0, 1] > 0.7


def test_a_heel_bends_knees_and_hips_and_is_no_more_than_that() -> None:
    flat, heel = at(0.3), at(0.3, heel_m=0.08)
    bent = heel.posture.knee_flexion_rad - flat.posture.knee_flexion_rad
    np.testing.assert_allclose(np.degrees(bent), 0.8 * 8.0, atol=1e-9)
    hip = heel.posture.hip_angle_rad - flat.posture.hip_angle_rad
    np.testing.assert_allclose(hip[..., 0], 0.5 * bent, atol=1e-12)
    np.testing.assert_array_equal(heel.posture.level_angle_rad, flat.posture.level_angle_rad)


@pytest.mark.parametrize("speed", [0.7, 1.9])
def test_a_speed_beyond_walking_is_refused(speed: float) -> None:
    with pytest.raises(InputError, match=r"0\.8 to 1\.8 m/s"):
        at(0.0, speed_m_per_s=speed)


def test_a_foot_in_the_air_is_not_pushed() -> None:
    np.testing.assert_array_equal(foot_force_n(at(0.8), 1)[:, 1] > 0, True)
    np.testing.assert_array_equal(foot_forces(at(0.8))[:, 0], 0.0)
