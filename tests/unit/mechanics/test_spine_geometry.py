"""Closed-form muscle geometry on figures that can be checked by hand."""

from __future__ import annotations

import numpy as np
from tests.fixtures.mechanics.myo_sim_body import engine, model_body, reference_model, twin_index

from heelwise.body.reference_model import BODIES, LEVELS
from heelwise.mechanics.spine_geometry import N_LEVELS, level_rotation, muscle_pull, spine_frames
from heelwise.mechanics.spine_load import STANDARD_GRAVITY_M_PER_S2, gravity_on_levels

STRAIGHT = np.zeros((1, N_LEVELS, 3))
LEVEL_PELVIS = np.zeros(1)


def test_flexion_tips_the_front_down() -> None:
    forward = level_rotation(np.array([[0.1, 0.0, 0.0]]))[0] @ np.array([1.0, 0.0, 0.0])
    assert forward[1] < 0


def test_bending_to_the_right_brings_the_top_to_the_right() -> None:
    up = level_rotation(np.array([[0.0, 0.1, 0.0]]))[0] @ np.array([0.0, 1.0, 0.0])
    assert up[2] > 0


def test_turning_to_the_left_brings_the_front_to_the_left() -> None:
    forward = level_rotation(np.array([[0.0, 0.0, 0.1]]))[0] @ np.array([1.0, 0.0, 0.0])
    assert forward[2] < 0


def test_the_reference_pose_leaves_every_centre_where_it_is() -> None:
    model = reference_model()
    frames = spine_frames(model, 1.0, LEVEL_PELVIS, STRAIGHT)
    np.testing.assert_allclose(frames.level_m[0], model.level_centre_m, atol=1e-15)
    np.testing.assert_allclose(frames.rotation[0], np.broadcast_to(np.eye(3), (len(BODIES), 3, 3)), atol=1e-15)


def test_tilting_the_pelvis_turns_the_whole_spine_about_the_hips() -> None:
    model, tilt = reference_model(), 0.2
    frames = spine_frames(model, 1.0, np.array([tilt]), STRAIGHT)
    cosine, sine = np.cos(tilt), np.sin(tilt)
    x, y = model.level_centre_m[:, 0], model.level_centre_m[:, 1]
    np.testing.assert_allclose(frames.level_m[0, :, 0], cosine * x + sine * y, atol=1e-15)
    np.testing.assert_allclose(frames.level_m[0, :, 1], -sine * x + cosine * y, atol=1e-15)


def test_a_larger_trunk_has_all_lengths_and_arms_larger_alike() -> None:
    model = reference_model()
    angles = np.full((1, N_LEVELS, 3), 0.01)
    small, large = (muscle_pull(model, s, spine_frames(model, s, LEVEL_PELVIS, angles)) for s in (1.0, 1.1))
    np.testing.assert_allclose(large.length_m, 1.1 * small.length_m, rtol=1e-12)
    np.testing.assert_allclose(large.moment_m, 1.1 * small.moment_m, atol=1e-14)
    np.testing.assert_allclose(large.direction, small.direction, atol=1e-12)


def test_every_muscle_pulls_with_the_force_it_has_at_the_levels_it_crosses() -> None:
    pull = muscle_pull(reference_model(), 1.0, spine_frames(reference_model(), 1.0, LEVEL_PELVIS, STRAIGHT))
    force = np.linalg.norm(pull.direction[0], axis=1)
    assert (np.isclose(force, 1.0, atol=1e-12) | (force == 0.0)).all()
    assert (force > 0).any(axis=0).all()


def test_back_muscles_extend_and_belly_muscles_flex_the_lowest_level() -> None:
    model = reference_model()
    pull = muscle_pull(model, 1.0, spine_frames(model, 1.0, LEVEL_PELVIS, STRAIGHT))
    extending = pull.moment_m[0, -1, 2]
    for name, arm in zip(model.muscle_name, extending, strict=True):
        if name.startswith(("IL_", "LTpT", "LTpL", "MF")):
            assert arm >= 0, name
        if name.startswith("rect_abd"):
            assert arm < 0, name


def test_every_muscle_has_a_twin_on_the_other_side() -> None:
    """The source model places its lumbar joints 0.04 mm beside the middle, so 0.2 mm of arm is allowed."""
    model = reference_model()
    pull = muscle_pull(model, 1.0, spine_frames(model, 1.0, LEVEL_PELVIS, STRAIGHT))
    mirror = np.array([-1.0, -1.0, 1.0])[:, None]
    np.testing.assert_allclose(pull.moment_m[0][..., twin_index(model)], pull.moment_m[0] * mirror, atol=2e-4)


def test_the_gravity_moment_is_weight_times_its_distance() -> None:
    """Summed by hand over the masses of the engine's own bodies, upright."""
    model, body = reference_model(), model_body(1)
    moment, above = gravity_on_levels(body, spine_frames(model, 1.0, LEVEL_PELVIS, STRAIGHT))
    mass, centre = engine().group_masses()
    for level in range(len(LEVELS)):
        weight = mass[: level + 1] * STANDARD_GRAVITY_M_PER_S2
        ahead = centre[: level + 1, 0] - model.level_centre_m[level, 0]
        right = centre[: level + 1, 2] - model.level_centre_m[level, 2]
        assert np.isclose(above[0, level], weight.sum(), rtol=1e-12)
        np.testing.assert_allclose(moment[0, level], [weight @ right, 0.0, -(weight @ ahead)], atol=1e-10)


def test_gravity_ahead_of_a_level_flexes_it() -> None:
    """A moment about +z turns the front up, so a weight in front gives a negative one."""
    model, body = reference_model(), model_body(2)
    frames = spine_frames(model, 1.0, np.array([0.0, 0.5]), np.repeat(STRAIGHT, 2, axis=0))
    moment, _ = gravity_on_levels(body, frames)
    assert (moment[1, :, 2] < moment[0, :, 2]).all()
    assert (moment[1, :, 2] < 0).all()
