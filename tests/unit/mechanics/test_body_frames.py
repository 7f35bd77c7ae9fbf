"""Where bones go when a joint bends, on figures that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import any_posture, model_body, reference_model, standing_straight

from heelwise.body.reference_model import BODIES, LEVELS, SEGMENTS
from heelwise.mechanics import BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.geometry.body_frames import hip_rotation, level_rotation, reference_frames

RIGHT, LEFT = 0, 1
FORWARD, UP, TO_THE_RIGHT = np.eye(3)


def frames_of(posture: BodyPosture, trunk_scale: float = 1.0, leg_scale: float = 1.0) -> BodyFrames:
    body = replace(model_body(posture.n_poses), trunk_scale=trunk_scale, leg_scale=leg_scale)
    return body_frames(reference_model(), body, posture)


def with_knees(angle_rad: float) -> BodyPosture:
    return replace(standing_straight(), knee_flexion_rad=np.full((1, 2), angle_rad))


def with_hips(angles_rad: tuple[float, float, float]) -> BodyPosture:
    return replace(standing_straight(), hip_angle_rad=np.tile(angles_rad, (1, 2, 1)))


def with_pelvis(angles_rad: tuple[float, float, float]) -> BodyPosture:
    return replace(standing_straight(), pelvis_angle_rad=np.array([angles_rad]))


def test_flexion_tips_the_front_down() -> None:
    assert (level_rotation(np.array([[0.1, 0.0, 0.0]]))[0] @ FORWARD)[1] < 0


def test_bending_to_the_right_brings_the_top_to_the_right() -> None:
    assert (level_rotation(np.array([[0.0, 0.1, 0.0]]))[0] @ UP)[2] > 0


def test_turning_to_the_left_brings_the_front_to_the_left() -> None:
    assert (level_rotation(np.array([[0.0, 0.0, 0.1]]))[0] @ FORWARD)[2] < 0


@pytest.mark.parametrize("side", [RIGHT, LEFT])
def test_flexing_a_hip_brings_the_thigh_forward(side: int) -> None:
    assert (hip_rotation(np.array([[0.2, 0.0, 0.0]]), side)[0] @ -UP)[0] > 0


@pytest.mark.parametrize(("side", "inwards"), [(RIGHT, -TO_THE_RIGHT), (LEFT, TO_THE_RIGHT)])
def test_adducting_a_hip_brings_the_thigh_inwards_and_turning_it_in_the_front(side: int, inwards: np.ndarray) -> None:
    assert (hip_rotation(np.array([[0.0, 0.2, 0.0]]), side)[0] @ -UP) @ inwards > 0
    assert (hip_rotation(np.array([[0.0, 0.0, 0.2]]), side)[0] @ FORWARD) @ inwards > 0


def test_bending_the_knees_brings_the_ankles_back_and_up() -> None:
    moved = frames_of(with_knees(0.5)).ankle_m - frames_of(standing_straight()).ankle_m
    assert np.all(moved[..., 0] < -0.1) and np.all(moved[..., 1] > 0.02)


def test_the_kneecap_slides_from_the_front_of_the_thigh_bone_to_under_it() -> None:
    """Along the groove: its distance from the shank's origin stays within 4 to 5 cm."""
    offsets = []
    for angle_rad in np.radians([0.0, 30.0, 60.0, 100.0]):
        frames = frames_of(with_knees(float(angle_rad)))
        patella = frames.origin_m[0, [SEGMENTS.index("patella_r"), SEGMENTS.index("patella_l")]]
        offsets.append(patella - frames.knee_m[0])
    assert np.all((np.linalg.norm(offsets, axis=-1) > 0.04) & (np.linalg.norm(offsets, axis=-1) < 0.05))
    assert np.all(np.diff(np.array(offsets)[..., 0], axis=0) < 0)
    assert np.all(offsets[0][:, 0] > 0.04) and np.all(offsets[2][:, 1] < -0.04)


def test_the_reference_pose_leaves_every_trunk_bone_and_leg_where_it_is() -> None:
    model = reference_model()
    frames = reference_frames(model)
    np.testing.assert_allclose(frames.level_m[0], model.level_centre_m, atol=1e-15)
    np.testing.assert_allclose(frames.hip_m[0], model.hip_centre_m, atol=1e-15)
    rigid = [i for i, name in enumerate(SEGMENTS) if "patella" not in name]
    np.testing.assert_allclose(frames.rotation[0, rigid], np.broadcast_to(np.eye(3), (len(rigid), 3, 3)), atol=1e-6)
    np.testing.assert_allclose(frames.knee_m[0], model.knee_centre_m, atol=1e-6)


def test_tilting_the_pelvis_turns_the_whole_spine_about_the_hips() -> None:
    model, tilt = reference_model(), 0.2
    frames = frames_of(with_pelvis((tilt, 0.0, 0.0)))
    cosine, sine = np.cos(tilt), np.sin(tilt)
    x, y = model.level_centre_m[:, 0], model.level_centre_m[:, 1]
    np.testing.assert_allclose(frames.level_m[0, :, 0], cosine * x + sine * y, atol=1e-15)
    np.testing.assert_allclose(frames.level_m[0, :, 1], -sine * x + cosine * y, atol=1e-15)


def test_on_vertical_legs_the_pelvis_turns_and_the_legs_do_not() -> None:
    tipped = BodyPosture.on_vertical_legs(np.array([0.4]), np.zeros((1, len(LEVELS), 3)))
    here, there = frames_of(standing_straight()), frames_of(tipped)
    np.testing.assert_allclose(there.knee_m, here.knee_m, atol=1e-15)
    np.testing.assert_allclose(there.ankle_m, here.ankle_m, atol=1e-15)
    assert there.level_m[0, 0, 0] > here.level_m[0, 0, 0] + 0.1


def test_tilting_the_pelvis_to_the_right_lowers_its_right_side_and_turning_it_left_brings_it_forward() -> None:
    tipped = frames_of(with_pelvis((0.0, 0.1, 0.0)))
    assert tipped.hip_m[0, RIGHT, 1] < 0 < tipped.hip_m[0, LEFT, 1]
    assert tipped.level_m[0, 0, 2] > 0
    assert frames_of(with_pelvis((0.0, 0.0, 0.1))).hip_m[0, RIGHT, 0] > 0


def test_everything_above_a_level_moves_with_it_and_nothing_below() -> None:
    for level in range(len(LEVELS)):
        angle = np.zeros((1, len(LEVELS), 3))
        angle[0, level] = 0.1, 0.05, -0.03
        bent = frames_of(BodyPosture.on_vertical_legs(np.zeros(1), angle))
        still = frames_of(standing_straight())
        np.testing.assert_allclose(bent.origin_m[0, level:], still.origin_m[0, level:], atol=1e-15)
        np.testing.assert_allclose(bent.rotation[0, level + 1 :], still.rotation[0, level + 1 :], atol=1e-15)
        for body in range(level + 1):
            assert not np.allclose(bent.rotation[0, body], np.eye(3))
            below, above = BODIES.index("pelvis"), body
            turn = bent.rotation[0, below].T @ bent.rotation[0, above]
            np.testing.assert_allclose(turn, level_rotation(angle[:, level])[0], atol=1e-12)


def test_longer_legs_have_their_knees_further_down_and_the_same_trunk() -> None:
    short, long = frames_of(standing_straight()), frames_of(standing_straight(), leg_scale=1.2)
    np.testing.assert_allclose(long.level_m, short.level_m, atol=1e-15)
    np.testing.assert_allclose(long.knee_m - long.hip_m, 1.2 * (short.knee_m - short.hip_m), atol=1e-12)
    np.testing.assert_allclose(long.ankle_m - long.knee_m, 1.2 * (short.ankle_m - short.knee_m), atol=1e-12)


def test_a_wider_pelvis_takes_its_hips_along() -> None:
    frames = frames_of(standing_straight(), trunk_scale=1.1)
    np.testing.assert_allclose(frames.hip_m[0], 1.1 * reference_model().hip_centre_m, atol=1e-15)


def test_a_point_on_a_bone_keeps_its_distance_from_the_bones_joint() -> None:
    posture = any_posture(5, np.random.default_rng(1))
    frames, point_m = frames_of(posture), np.array([0.03, 0.02, -0.01])
    for i in range(len(SEGMENTS)):
        placed = frames.place(i, frames.anchor_m[i] + point_m)[:, 0]
        np.testing.assert_allclose(np.linalg.norm(placed - frames.origin_m[:, i], axis=-1), np.linalg.norm(point_m))


def test_taking_and_joining_postures_keeps_them_together() -> None:
    posture = any_posture(5, np.random.default_rng(2))
    again = BodyPosture.joined([posture.take(slice(0, 2)), posture.take(np.array([2, 3, 4]))])
    assert again.n_poses == 5
    for name in BodyPosture.__dataclass_fields__:
        assert np.array_equal(getattr(again, name), getattr(posture, name))
