"""Forces from outside: at which joints they count and how they turn there, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import any_posture, model_body, reference_model, standing_straight

from heelwise.body.reference_model import JOINTS, LEVELS, SEGMENTS
from heelwise.mechanics import BodyFrames, ExternalLoads, body_frames
from heelwise.mechanics.external_loads import OpposingForces, segment_index

N_LEVELS = len(LEVELS)
RIGHT_HIP, LEFT_HIP = JOINTS.index("right hip"), JOINTS.index("left hip")


def any_frames(n_poses: int, seed: int = 1) -> BodyFrames:
    return body_frames(reference_model(), model_body(n_poses), any_posture(n_poses, np.random.default_rng(seed)))


def upright() -> BodyFrames:
    return body_frames(reference_model(), model_body(1), standing_straight())


def push(segment: str, force_n: np.ndarray, point_m: np.ndarray) -> ExternalLoads:
    """Return one force for each posture."""
    return ExternalLoads(
        force_n=np.reshape(force_n, (-1, 1, 3)),
        point_m=np.reshape(point_m, (-1, 1, 3)),
        segment=np.array([segment_index(segment)]),
    )


def felt(segment: str) -> list[str]:
    """Return the joints at which 1 N on a segment counts."""
    frames = upright()
    force, _ = push(segment, np.array([0.0, -1.0, 0.0]), np.array([0.3, 0.2, 0.1])).on_joints(frames)
    return [JOINTS[i] for i in np.flatnonzero(np.abs(force[0]).max(axis=-1))]


@pytest.mark.parametrize(
    ("segment", "joints"),
    [
        ("thorax", list(LEVELS)),
        ("L3", list(LEVELS[3:])),
        ("L5", ["L5/S1"]),
        ("pelvis", []),
        ("thigh_r", ["right hip"]),
        ("shank_l", ["left hip"]),
        ("patella_r", ["right hip"]),
    ],
)
def test_a_force_counts_at_the_levels_below_it_or_at_the_hip_above_it(segment: str, joints: list[str]) -> None:
    assert felt(segment) == joints


def test_a_weight_in_front_of_every_level_bends_forward_by_its_arm() -> None:
    """100 N, half a metre in front of the hips and a little to the right."""
    frames = upright()
    place = np.array([0.5, 0.4, 0.1])
    _, moment = push("thorax", np.array([0.0, -100.0, 0.0]), place).on_joints(frames)
    arm = place - frames.level_m[0]
    np.testing.assert_allclose(moment[0, :N_LEVELS, 2], -100.0 * arm[:, 0], rtol=1e-12)
    np.testing.assert_allclose(moment[0, :N_LEVELS, 0], 100.0 * arm[:, 2], rtol=1e-12)
    assert np.abs(moment[0, :, 1]).max() < 1e-12
    assert np.abs(moment[0, N_LEVELS:]).max() == 0.0


def test_a_push_of_the_ground_ahead_of_a_hip_flexes_it() -> None:
    """800 N up under the right foot, 3 cm before the right hip: 24 N m that bring the thigh forward and up."""
    frames = upright()
    place = frames.hip_m[0, 0] + (0.03, -0.9, 0.0)
    _, moment = push("shank_r", np.array([0.0, 800.0, 0.0]), place).on_joints(frames)
    np.testing.assert_allclose(moment[0, RIGHT_HIP], [0.0, 0.0, 24.0], atol=1e-10)
    assert np.abs(moment[0, LEFT_HIP]).max() == 0.0


def test_a_force_through_a_joint_turns_nothing_there() -> None:
    frames = any_frames(6)
    rng = np.random.default_rng(2)
    direction = rng.normal(size=(6, 3))
    level = LEVELS.index("L3/L4")
    along = frames.level_m[:, level] + 0.3 * direction
    force, moment = push("L1", 50.0 * direction, along).on_joints(frames)
    np.testing.assert_allclose(moment[:, level], 0.0, atol=1e-11)
    np.testing.assert_allclose(force[:, level], 50.0 * direction, rtol=1e-12)


def test_sliding_a_force_along_its_line_changes_nothing() -> None:
    frames, rng = any_frames(6), np.random.default_rng(3)
    force, place = rng.normal(size=(2, 6, 3))
    _, here = push("thorax", force, place).on_joints(frames)
    _, there = push("thorax", force, place + 0.7 * force).on_joints(frames)
    np.testing.assert_allclose(there, here, atol=1e-11)


def test_a_couple_turns_every_joint_below_it_alike() -> None:
    """Two opposite forces of 10 N half a metre apart, wherever the joints are: 5 N m."""
    frames = any_frames(5)
    up = np.tile([0.0, 10.0, 0.0], (5, 1))
    front, back = np.tile([0.4, 0.3, 0.0], (5, 1)), np.tile([-0.1, 0.3, 0.0], (5, 1))
    force, moment = ExternalLoads.together([push("thorax", up, front), push("thorax", -up, back)]).on_joints(frames)
    np.testing.assert_allclose(moment[:, :N_LEVELS], np.broadcast_to([0.0, 0.0, 5.0], (5, N_LEVELS, 3)), atol=1e-12)
    assert np.abs(force).max() == 0.0


def test_a_force_and_its_reaction_on_the_body_itself_load_only_what_lies_between() -> None:
    """Hands on the right thigh: the spine is relieved, the right hip is loaded, the left one knows nothing of it."""
    frames = upright()
    hands = frames.knee_m[0, 0] + (-0.1, 0.1, 0.0)
    lift = np.array([0.0, 60.0, 0.0])
    both = ExternalLoads.together([push("thorax", lift, hands), push("thigh_r", -lift, hands)])
    force, moment = both.on_joints(frames)
    np.testing.assert_allclose(force[0, :N_LEVELS, 1], 60.0)
    assert force[0, RIGHT_HIP, 1] == -60.0
    assert np.abs(force[0, LEFT_HIP]).max() == 0.0 and np.abs(moment[0, LEFT_HIP]).max() == 0.0


def test_taking_rows_takes_forces_and_places_and_keeps_segments() -> None:
    rng = np.random.default_rng(4)
    loads = push("L2", rng.normal(size=(5, 3)), rng.normal(size=(5, 3)))
    rows = np.array([3, 1])
    some = loads.take(rows)
    np.testing.assert_array_equal(some.force_n, loads.force_n[rows])
    np.testing.assert_array_equal(some.point_m, loads.point_m[rows])
    np.testing.assert_array_equal(some.segment, loads.segment)


def test_taking_rows_of_opposing_forces_takes_their_limits_too() -> None:
    rng = np.random.default_rng(5)
    loads = push("shank_r", rng.normal(size=(5, 3)), rng.normal(size=(5, 3)))
    feet = ExternalLoads.together([loads, replace(loads, force_n=-loads.force_n, segment=loads.segment + 1)])
    some = OpposingForces(unit=feet, limit_n=np.arange(5.0)).take(slice(2, 4))
    np.testing.assert_array_equal(some.limit_n, [2.0, 3.0])
    np.testing.assert_array_equal(some.unit.force_n, feet.force_n[2:4])


def test_segments_are_known_by_name() -> None:
    assert [segment_index(name) for name in SEGMENTS] == list(range(len(SEGMENTS)))
