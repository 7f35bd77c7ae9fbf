"""Laws that every spine load obeys, whatever the posture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fixtures.mechanics.myo_sim_body import model_body, reference_model, symmetric_model, twin_index
from tests.fixtures.mechanics.spine_problems import random_postures, random_strength, spine_problem

from heelwise.body.reference_model import ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics.spine_geometry import N_LEVELS, level_rotation, muscle_pull, spine_frames
from heelwise.mechanics.spine_load import SpineLoad, SpinePosture, spine_load
from heelwise.mechanics.static_optimisation import split_loads

STRENGTH = 4.0
"""Enough that every posture tried here can be held."""

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=15, deadline=None)


def leaning(seed: int, n_poses: int) -> SpinePosture:
    return random_postures(n_poses, np.random.default_rng(seed), (-5.0, 25.0))


def load(model: ReferenceModel, body: BodyDraws, posture: SpinePosture) -> SpineLoad:
    return spine_load(model, body, posture, np.zeros_like(posture.level_angle_rad))


def mirrored(posture: SpinePosture) -> SpinePosture:
    """Return the posture seen in a mirror: bending and turning change sides."""
    return SpinePosture(
        pelvis_anterior_tilt_rad=posture.pelvis_anterior_tilt_rad,
        level_angle_rad=posture.level_angle_rad * (1.0, -1.0, -1.0),
    )


def level_body(n_poses: int) -> BodyDraws:
    """Return a body whose mass lies in the middle plane."""
    body = model_body(n_poses, strength=STRENGTH)
    return replace(body, body_centre_m=body.body_centre_m * (1.0, 1.0, 0.0))


@some
@given(seed=seeds)
def test_a_mirrored_posture_has_mirrored_loads(seed: int) -> None:
    model, body, posture = symmetric_model(), level_body(3), leaning(seed, 3)
    here, there = load(model, body, posture), load(model, body, mirrored(posture))
    np.testing.assert_allclose(there.activation[:, twin_index(model)], here.activation, atol=1e-8)
    np.testing.assert_allclose(there.compression_n, here.compression_n, atol=1e-5)
    np.testing.assert_allclose(there.shear_n, here.shear_n, atol=1e-5)
    np.testing.assert_allclose(there.lateral_shear_n, -here.lateral_shear_n, atol=1e-5)


@some
@given(seed=seeds, factor=st.floats(0.4, 2.5))
def test_load_grows_with_body_mass_when_strength_and_stiffness_do(seed: int, factor: float) -> None:
    model, posture, body = reference_model(), leaning(seed, 2), model_body(2, strength=STRENGTH)
    larger = replace(
        body,
        body_mass_kg=factor * body.body_mass_kg,
        strength_n=factor * body.strength_n,
        stiffness_n_m_per_rad=factor * body.stiffness_n_m_per_rad,
    )
    small, large = load(model, body, posture), load(model, larger, posture)
    np.testing.assert_allclose(large.compression_n, factor * small.compression_n, rtol=1e-7)
    np.testing.assert_allclose(large.shear_n, factor * small.shear_n, rtol=1e-7, atol=1e-5)
    np.testing.assert_allclose(large.activation, small.activation, atol=1e-8)
    np.testing.assert_allclose(large.deflection_rad, small.deflection_rad, atol=1e-8)


@settings(max_examples=3, deadline=None)
@given(seed=seeds)
def test_a_batch_of_postures_is_each_posture_by_itself(seed: int) -> None:
    n_poses = 70  # more than one chunk
    model, body, posture = reference_model(), model_body(n_poses, strength=STRENGTH), leaning(seed, n_poses)
    together = load(model, body, posture)
    for row in (0, 31, 63, 64, 69):
        rows = slice(row, row + 1)
        alone = SpinePosture(
            pelvis_anterior_tilt_rad=posture.pelvis_anterior_tilt_rad[rows],
            level_angle_rad=posture.level_angle_rad[rows],
        )
        by_itself = load(model, body.take(rows), alone)
        for name in ("compression_n", "shear_n", "lateral_shear_n", "activation"):
            np.testing.assert_allclose(getattr(together, name)[rows], getattr(by_itself, name), rtol=1e-9, atol=1e-9)


@settings(max_examples=5, deadline=None)
@given(seed=seeds)
def test_the_split_does_not_depend_on_who_else_is_in_the_batch(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = spine_problem(random_postures(40, rng, (-15.0, 45.0)), random_strength(40, rng))
    together, backwards = split_loads(*problem.arguments()), split_loads(*problem.arguments(np.arange(40)[::-1]))
    np.testing.assert_array_equal(together.solved, backwards.solved[::-1])
    np.testing.assert_allclose(together.x, backwards.x[::-1], rtol=0, atol=1e-12)


@some
@given(seed=seeds)
def test_a_muscle_does_the_work_its_shortening_says(seed: int) -> None:
    """Virtual work: the moment about each hinge is the length lost per radian.

    Central differences of 1e-5 rad leave about 1e-10 m/rad of truncation and 1e-11 of rounding.
    """
    model, step_rad = reference_model(), 1e-5
    angle = np.radians(np.random.default_rng(seed).uniform(-4.0, 4.0, (N_LEVELS, 3)))
    nudges = step_rad * np.eye(N_LEVELS * 3).reshape(-1, N_LEVELS, 3)
    length = [
        muscle_pull(model, 1.0, spine_frames(model, 1.0, np.zeros(N_LEVELS * 3), angle + sign * nudges)).length_m
        for sign in (1.0, -1.0)
    ]
    lost = -(length[0] - length[1]).reshape(N_LEVELS, 3, -1) / (2.0 * step_rad)
    frames = spine_frames(model, 1.0, np.zeros(1), angle[None])
    moment = muscle_pull(model, 1.0, frames).moment_m[0]
    hinges = frames.rotation[0, 1:] @ _hinges(angle)
    np.testing.assert_allclose(np.swapaxes(hinges, -1, -2) @ moment, lost, atol=5e-9)


def _hinges(angle_rad: np.ndarray) -> np.ndarray:
    """Return the axes of flexion, bending and turning of each level in the body below, as columns."""
    flexed = level_rotation(angle_rad * (1.0, 0.0, 0.0))
    bent = level_rotation(angle_rad * (1.0, 1.0, 0.0))
    forward = np.broadcast_to([0.0, 0.0, -1.0], (N_LEVELS, 3))
    return np.stack([forward, flexed[..., 0], bent[..., 1]], axis=-1)
