"""The moves of the programme: what touches the floor is level, all forces balance and push up, limbs are as told."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.fixtures.subjects import frames_of, subject, unbalanced, weight_n

from heelwise.activities.floor_moves import (
    bird_dog,
    bridge,
    clamshell,
    dead_bug,
    front_plank,
    pelvic_tilt,
    side_plank,
)
from heelwise.activities.pose import ActivityPose
from heelwise.activities.posing.floor import fit_angles, surface_point_m
from heelwise.activities.posing.legs import foot_contacts
from heelwise.body import LEVELS
from heelwise.body.reference_model import SEGMENTS
from heelwise.errors import InfeasiblePostureError
from heelwise.mechanics import ExternalLoads
from heelwise.mechanics.weights import body_parts

WHO = subject()
MOVES = (bridge, bird_dog, dead_bug, front_plank, side_plank, clamshell, pelvic_tilt)
ALIKE = (bridge, front_plank, pelvic_tilt)
POSES: dict[Callable[..., ActivityPose], ActivityPose] = {move: move(WHO, {}) for move in MOVES}
MIRROR = np.array([1.0, 1.0, -1.0])
CLOSE_M = 0.02


def joint_moment_n_m(pose: ActivityPose) -> np.ndarray:
    frames = frames_of(WHO, pose.posture)
    loads = ExternalLoads.together([body_parts(WHO.body, frames).weights(), pose.external])
    return loads.on_joints(frames)[1]


def pressed_heights_m(pose: ActivityPose) -> np.ndarray:
    """Return how far each place that the floor presses lies above the lowest one, shape (draw, contact)."""
    pressed = np.abs(pose.external.force_n[..., [0, 2]]).sum(axis=(0, 2)) > 0
    height = pose.external.point_m[:, pressed, 1]
    return height - height.min(axis=1, keepdims=True)


@pytest.mark.parametrize("move", MOVES)
def test_forces_and_weights_balance(move: Callable[..., ActivityPose]) -> None:
    np.testing.assert_allclose(unbalanced(WHO, POSES[move]), 0.0, atol=1e-7)
    for other in POSES[move].contact_range:
        np.testing.assert_allclose(
            unbalanced(WHO, ActivityPose(posture=POSES[move].posture, external=other)), 0.0, atol=1e-7
        )


@pytest.mark.parametrize("move", MOVES)
def test_the_floor_bears_the_whole_weight(move: Callable[..., ActivityPose]) -> None:
    np.testing.assert_allclose(POSES[move].external.force_n.sum(axis=1)[:, 1], weight_n(WHO), rtol=1e-9)


@pytest.mark.parametrize("move", MOVES)
def test_other_sharing_of_the_contacts_is_given(move: Callable[..., ActivityPose]) -> None:
    pose = POSES[move]
    assert pose.contact_range
    for other in pose.contact_range:
        assert other.force_n.shape == pose.external.force_n.shape
        assert np.abs(other.force_n - pose.external.force_n).max() > 0.1


@pytest.mark.parametrize("move", [bridge, front_plank, side_plank, bird_dog])
def test_what_a_held_move_presses_on_is_level(move: Callable[..., ActivityPose]) -> None:
    assert pressed_heights_m(POSES[move]).max() < CLOSE_M


def test_bridge_has_trunk_and_thighs_in_line_and_feet_under_the_floor_of_the_shoulders() -> None:
    pose = POSES[bridge]
    frames = frames_of(WHO, pose.posture)
    back = surface_point_m(WHO, frames, "upper_back", 0)[:, 1]
    sole = foot_contacts(WHO, frames)[0].point_m[:, 0, 1]
    np.testing.assert_allclose(back, sole, atol=1e-9)
    buttock = surface_point_m(WHO, frames, "buttock", 0)[:, 1]
    assert (buttock - back > 0.08).all()  # the hips are lifted
    tilt = np.degrees(pose.posture.pelvis_angle_rad[:, 0])
    assert ((tilt > -130) & (tilt < -95)).all()  # the interval of the trunk in the evidence is -125 to -105


def test_bridge_asks_the_back_and_the_hips_to_extend() -> None:
    moment = joint_moment_n_m(POSES[bridge])[..., 2]
    assert (moment[:, LEVELS.index("L4/L5")] < 0).all()  # weight bends the back forward
    assert (moment[:, len(LEVELS) :] > 0).all()  # and the hips


def test_front_plank_asks_the_belly_to_hold() -> None:
    moment = joint_moment_n_m(POSES[front_plank])[..., 2]
    assert (moment[:, LEVELS.index("L4/L5")] > 0).all()  # weight arches the back


def test_front_plank_rests_on_elbows_and_toes_with_the_chest_down() -> None:
    frames = frames_of(WHO, POSES[front_plank].posture)
    assert (frames.rotation[:, 0, 1, 0] < -0.9).all()
    tilt = np.degrees(POSES[front_plank].posture.pelvis_angle_rad[:, 0])
    assert ((tilt > 70) & (tilt < 92)).all()


def test_side_plank_lies_on_the_right_and_bends_the_back_to_its_lower_side() -> None:
    pose = POSES[side_plank]
    frames = frames_of(WHO, pose.posture)
    assert (frames.rotation[:, 0, 1, 2] < -0.9).all()
    moment = joint_moment_n_m(pose)[:, LEVELS.index("L3/L4"), 0]
    assert (np.abs(moment) > 5.0).all()
    assert (np.sign(moment) == np.sign(moment[0])).all()


def test_bird_dog_has_the_right_arm_and_the_left_leg_up() -> None:
    frames = frames_of(WHO, POSES[bird_dog].posture)
    knee = surface_point_m(WHO, frames, "knee_front", 0)[:, 1]
    ankle = frames.ankle_m[:, 1, 1]
    assert (ankle - knee > 0.05).all() and np.median(ankle - knee) > 0.2  # the raised hip may stay bent by 25 degrees
    loads = POSES[bird_dog].external
    assert (loads.force_n[:, loads.segment == SEGMENTS.index("shank_l")] == 0).all()
    assert loads.force_n[:, loads.segment == SEGMENTS.index("shank_r"), 1].sum(axis=1).min() > 0


def test_bird_dog_twists_the_trunk() -> None:
    moment = joint_moment_n_m(POSES[bird_dog])[:, LEVELS.index("L4/L5")]
    along = frames_of(WHO, POSES[bird_dog].posture).rotation[:, SEGMENTS.index("L4"), :, 1]
    assert (np.abs(np.einsum("di,di->d", moment, along)) > 3.0).all()


def test_dead_bug_lies_flat_with_both_legs_in_the_air() -> None:
    pose = POSES[dead_bug]
    frames = frames_of(WHO, pose.posture)
    back, seat = (surface_point_m(WHO, frames, place, 0)[:, 1] for place in ("upper_back", "buttock"))
    np.testing.assert_allclose(back, seat, atol=1e-9)
    assert (frames.ankle_m[:, :, 1] > back[:, None]).all()
    legs = np.isin(pose.external.segment, [SEGMENTS.index(f"shank_{s}") for s in "rl"])
    assert not legs.any()


def test_pelvic_tilt_turns_the_pelvis_back_and_flattens_the_lower_back_towards_the_floor() -> None:
    pose = POSES[pelvic_tilt]
    flatter = (pose.posture.level_angle_rad - WHO.standing.level_angle_rad)[:, :, 0].sum(axis=1)
    assert (flatter > 0).all()
    frames = frames_of(WHO, pose.posture)
    back, seat, sole = (
        surface_point_m(WHO, frames, "upper_back", 0)[:, 1],
        surface_point_m(WHO, frames, "buttock", 0)[:, 1],
        foot_contacts(WHO, frames)[0].point_m[:, 0, 1],
    )
    np.testing.assert_allclose(back, seat, atol=1e-9)
    np.testing.assert_allclose(sole, seat, atol=1e-9)


def test_clamshell_lifts_the_left_knee_off_the_right_one() -> None:
    frames = frames_of(WHO, POSES[clamshell].posture)
    assert (frames.knee_m[:, 1, 1] - frames.knee_m[:, 0, 1] > 0.15).all()
    chest, hip, knee = (
        surface_point_m(WHO, frames, place, 0)[:, 1] for place in ("chest_side", "hip_side", "knee_outside")
    )
    np.testing.assert_allclose(chest, hip, atol=1e-9)
    np.testing.assert_allclose(knee, hip, atol=1e-9)


@pytest.mark.parametrize("move", ALIKE)
def test_moves_that_are_the_same_on_both_sides_load_them_alike(move: Callable[..., ActivityPose]) -> None:
    loads = POSES[move].external
    right, left = (loads.force_n[:, loads.segment == SEGMENTS.index(f"shank_{s}")].sum(axis=1) for s in "rl")
    np.testing.assert_allclose(right, left * MIRROR, atol=1e-5)
    np.testing.assert_allclose(joint_moment_n_m(POSES[move])[:, : len(LEVELS), :2], 0.0, atol=1e-5)


def test_a_place_that_cannot_be_reached_is_said_so() -> None:
    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        return np.cos(angle_rad) + 2.0

    with pytest.raises(InfeasiblePostureError, match="cannot touch the floor"):
        fit_angles(missed_m, np.full((3, 1), 0.5))
