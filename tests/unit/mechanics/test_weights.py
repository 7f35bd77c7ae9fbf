"""Where the body's weight is and how the ground bears it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import any_posture, engine, model_body, reference_model, standing_straight

from heelwise.body.reference_model import BODIES, JOINTS, LEVELS, SEGMENTS
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics import BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.external_loads import ExternalLoads, segment_index
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts, ground_under_both_feet

N_LEVELS = len(LEVELS)
TO_THE_RIGHT = np.array([0.0, 0.0, 1.0])


def heavy_legs(n_poses: int) -> BodyDraws:
    one = np.ones(n_poses)
    body = model_body(n_poses)
    return replace(body, thigh_mass_kg=18.0 * one, shank_mass_kg=6.0 * one, foot_mass_kg=2.0 * one)


def posed(posture: BodyPosture) -> tuple[BodyDraws, BodyFrames]:
    body = heavy_legs(posture.n_poses)
    return body, body_frames(reference_model(), body, posture)


def test_gravity_is_the_standard_one() -> None:
    assert STANDARD_GRAVITY_M_PER_S2 == 9.80665


def test_all_parts_weigh_what_the_body_weighs_wherever_they_are() -> None:
    body, frames = posed(any_posture(4, np.random.default_rng(1)))
    weights = body_parts(body, frames).weights()
    np.testing.assert_allclose(-weights.force_n[..., 1].sum(axis=1), 9.80665 * body.total_mass_kg, rtol=1e-12)
    assert np.abs(weights.force_n[..., [0, 2]]).max() == 0.0


def test_weight_above_a_level_is_mass_above_it_times_gravity() -> None:
    body, frames = posed(standing_straight())
    force, _ = body_parts(body, frames).weights().on_joints(frames)
    expected = np.cumsum(body.body_mass_kg[0])[:N_LEVELS] * 9.80665
    np.testing.assert_allclose(force[0, :N_LEVELS], np.outer(-expected, [0, 1, 0]), rtol=1e-12, atol=1e-12)


def test_below_each_hip_hangs_one_leg() -> None:
    body, frames = posed(standing_straight())
    force, _ = body_parts(body, frames).weights().on_joints(frames)
    np.testing.assert_allclose(force[0, N_LEVELS:, 1], -9.80665 * 13.0, rtol=1e-12)


def test_the_gravity_moment_is_weight_times_its_distance() -> None:
    """Summed by hand over the masses of the engine's own bodies, upright."""
    model, (body, frames) = reference_model(), posed(standing_straight())
    _, moment = body_parts(body, frames).weights().on_joints(frames)
    mass, centre = engine().group_masses()
    for level in range(N_LEVELS):
        weight = mass[: level + 1] * 9.80665
        ahead = centre[: level + 1, 0] - model.level_centre_m[level, 0]
        right = centre[: level + 1, 2] - model.level_centre_m[level, 2]
        np.testing.assert_allclose(moment[0, level], [weight @ right, 0.0, -(weight @ ahead)], atol=1e-10)


def test_gravity_ahead_of_a_level_flexes_it() -> None:
    """A moment about +z turns the front up, so a weight in front gives a negative one."""
    leaning = BodyPosture.on_vertical_legs(np.array([0.0, 0.5]), np.zeros((2, N_LEVELS, 3)))
    body, frames = posed(leaning)
    _, moment = body_parts(body, frames).weights().on_joints(frames)
    assert (moment[1, :N_LEVELS, 2] < moment[0, :N_LEVELS, 2]).all()
    assert (moment[1, :N_LEVELS, 2] < 0).all()


def test_a_bent_knee_carries_shank_and_foot_back() -> None:
    bent = replace(standing_straight(), knee_flexion_rad=np.array([[1.0, 0.0]]))
    body, frames = posed(bent)
    _, moment = body_parts(body, frames).weights().on_joints(frames)
    right, left = moment[0, N_LEVELS:, 2]
    assert right > left + 5.0


def test_the_ground_holds_a_standing_body_in_balance() -> None:
    """Weight and ground together push and turn nothing, about any point, whatever the legs do."""
    body, frames = posed(any_posture(30, np.random.default_rng(3)))
    parts = body_parts(body, frames)
    everything = ExternalLoads.together([parts.weights(), ground_under_both_feet(parts, frames)])
    force = everything.force_n
    np.testing.assert_allclose(force.sum(axis=1), 0.0, atol=1e-9)
    np.testing.assert_allclose(np.cross(everything.point_m, force).sum(axis=1), 0.0, atol=1e-9)


def test_each_foot_bears_its_share_by_distance_and_none_pulls() -> None:
    body, frames = posed(standing_straight())
    leaning = replace(body, body_centre_m=body.body_centre_m + 0.02 * TO_THE_RIGHT)
    parts = body_parts(leaning, frames)
    ground = ground_under_both_feet(parts, frames)
    right, left = ground.force_n[0, :, 1]
    centre, feet = parts.centre_of_mass_m()[0, 2], frames.ankle_m[0, :, 2]
    assert right > left > 0
    assert right * (feet[0] - centre) == pytest.approx(left * (centre - feet[1]), rel=1e-9)
    np.testing.assert_allclose(ground.point_m[0, :, 2], feet, rtol=1e-12)


def test_a_body_that_hangs_over_one_foot_stands_on_it_alone() -> None:
    body, frames = posed(standing_straight())
    far = replace(body, body_centre_m=body.body_centre_m + 0.5 * TO_THE_RIGHT)
    ground = ground_under_both_feet(body_parts(far, frames), frames)
    assert ground.force_n[0, 1, 1] == 0.0
    assert ground.force_n[0, 0, 1] == pytest.approx(9.80665 * body.total_mass_kg[0])


def test_a_push_counts_at_every_joint_it_lies_beyond() -> None:
    """100 N to the left on L3, 0.2 m above L3/L4."""
    _, frames = posed(standing_straight())
    level = LEVELS.index("L3/L4")
    push = ExternalLoads(
        force_n=np.array([[[0.0, 0.0, -100.0]]]),
        point_m=frames.level_m[:, level : level + 1] + (0.0, 0.2, 0.0),
        segment=np.array([segment_index("L3")]),
    )
    force, moment = push.on_joints(frames)
    felt = np.array([LEVELS.index(name) >= level if name in LEVELS else False for name in JOINTS])
    np.testing.assert_array_equal(force[0, felt], np.tile([0.0, 0.0, -100.0], (felt.sum(), 1)))
    assert np.abs(force[0, ~felt]).max() == 0.0 and np.abs(moment[0, ~felt]).max() == 0.0
    np.testing.assert_allclose(moment[0, level], [-20.0, 0.0, 0.0], atol=1e-12)


def test_no_push_is_no_moment_and_loads_can_be_put_together_and_taken_apart() -> None:
    posture = any_posture(3, np.random.default_rng(4))
    body, frames = posed(posture)
    assert np.abs(ExternalLoads.none(3).on_joints(frames)).max() == 0.0
    weights = body_parts(body, frames).weights()
    both = ExternalLoads.together([weights, ExternalLoads.none(3), weights]).take(np.array([2, 0]))
    one = weights.on_joints(frames)
    twice = both.on_joints(body_frames(reference_model(), body.take(np.array([2, 0])), posture.take(np.array([2, 0]))))
    for single, double in zip(one, twice, strict=True):
        np.testing.assert_allclose(double, 2.0 * single[[2, 0]], atol=1e-10)


def test_every_body_of_the_trunk_and_both_legs_are_weighed_once() -> None:
    body, frames = posed(standing_straight())
    segments = [SEGMENTS[i] for i in body_parts(body, frames).segment]
    assert sorted(segments) == sorted([*BODIES, "thigh_r", "thigh_l", "shank_r", "shank_l"])
