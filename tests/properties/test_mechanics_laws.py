"""Laws that every spine load obeys, whatever the posture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fixtures.mechanics.hinges import hinge_axes, nudged
from tests.fixtures.mechanics.myo_sim_body import (
    any_posture,
    mirrored,
    model_body,
    reference_model,
    twin_index,
)
from tests.fixtures.mechanics.spine_problems import random_postures, random_strength, spine_problem

from heelwise.body.reference_model import JOINTS, SIDES
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics import BodyPosture, ExternalLoads, SpineLoad, body_frames, spine_load
from heelwise.mechanics.external_loads import segment_index
from heelwise.mechanics.geometry.body_frames import about
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.split.static_optimisation import split_loads
from heelwise.mechanics.weights import body_parts, ground_under_both_feet

STRENGTH = 6.0
"""Enough that every posture tried here can be held."""

N_JOINTS = len(JOINTS)
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=15, deadline=None)


def leaning(seed: int, n_poses: int, lean_deg: tuple[float, float] = (-5.0, 25.0)) -> BodyPosture:
    return random_postures(n_poses, np.random.default_rng(seed), lean_deg)


def load(body: BodyDraws, posture: BodyPosture, external: ExternalLoads | None = None) -> SpineLoad:
    return spine_load(reference_model(), body, posture, np.zeros_like(posture.level_angle_rad), external)


def pushes(seed: int, posture: BodyPosture) -> ExternalLoads:
    """Return forces that let a body of light legs stand on its pelvis, pushed at the thorax from anywhere."""
    rng, n_poses = np.random.default_rng(seed), posture.n_poses
    return ExternalLoads(
        force_n=rng.uniform(-15.0, 15.0, (n_poses, 2, 3)),
        point_m=rng.uniform((-0.1, 0.3, -0.2), (0.3, 0.6, 0.2), (n_poses, 2, 3)),
        segment=np.array([segment_index("thorax"), segment_index("thorax")]),
    )


def level_body(n_poses: int) -> BodyDraws:
    """Return a body whose mass lies in the middle plane."""
    body = model_body(n_poses, strength=STRENGTH)
    return replace(body, body_centre_m=body.body_centre_m * (1.0, 1.0, 0.0))


@some
@given(seed=seeds)
def test_a_mirrored_posture_has_mirrored_loads(seed: int) -> None:
    model, body, posture = reference_model(), level_body(3), leaning(seed, 3)
    pushed = pushes(seed, posture)
    other = replace(pushed, force_n=pushed.force_n * (1.0, 1.0, -1.0), point_m=pushed.point_m * (1.0, 1.0, -1.0))
    here, there = load(body, posture, pushed), load(body, mirrored(posture), other)
    np.testing.assert_allclose(there.activation[:, twin_index(model)], here.activation, atol=1e-8)
    np.testing.assert_allclose(there.compression_n, here.compression_n, atol=1e-5)
    np.testing.assert_allclose(there.shear_n, here.shear_n, atol=1e-5)
    np.testing.assert_allclose(there.lateral_shear_n, -here.lateral_shear_n, atol=1e-5)
    np.testing.assert_allclose(there.hip_force_n[:, ::-1], here.hip_force_n, atol=1e-5)


@some
@given(seed=seeds, factor=st.floats(0.4, 2.5))
def test_load_grows_with_body_mass_when_strength_and_stiffness_do(seed: int, factor: float) -> None:
    """With hips that are not extended: their ligaments are the same in everybody."""
    posture, body = leaning(seed, 2, (0.0, 25.0)), model_body(2, strength=STRENGTH)
    larger = replace(
        body,
        body_mass_kg=factor * body.body_mass_kg,
        thigh_mass_kg=factor * body.thigh_mass_kg,
        shank_mass_kg=factor * body.shank_mass_kg,
        foot_mass_kg=factor * body.foot_mass_kg,
        strength_n=factor * body.strength_n,
        stiffness_n_m_per_rad=factor * body.stiffness_n_m_per_rad,
    )
    small, large = load(body, posture), load(larger, posture)
    np.testing.assert_allclose(large.compression_n, factor * small.compression_n, rtol=1e-7)
    np.testing.assert_allclose(large.shear_n, factor * small.shear_n, rtol=1e-7, atol=1e-5)
    np.testing.assert_allclose(large.hip_force_n, factor * small.hip_force_n, rtol=1e-7, atol=1e-5)
    np.testing.assert_allclose(large.activation, small.activation, atol=1e-8)
    np.testing.assert_allclose(large.deflection_rad, small.deflection_rad, atol=1e-8)


@settings(max_examples=3, deadline=None)
@given(seed=seeds)
def test_a_batch_of_postures_is_each_posture_by_itself(seed: int) -> None:
    n_poses = 70  # more than one chunk
    body, posture = model_body(n_poses, strength=STRENGTH), leaning(seed, n_poses)
    pushed = pushes(seed, posture)
    together = load(body, posture, pushed)
    for row in (0, 31, 63, 64, 69):
        rows = slice(row, row + 1)
        by_itself = load(body.take(rows), posture.take(rows), pushed.take(rows))
        for name in SpineLoad.__dataclass_fields__:
            if name not in ("residual_n_m", "proof"):  # what is left over is rounding
                np.testing.assert_allclose(
                    getattr(together, name)[rows], getattr(by_itself, name), rtol=1e-9, atol=1e-9
                )


@some
@given(seed=seeds)
def test_turning_a_body_with_the_forces_on_it_about_the_vertical_changes_no_load(seed: int) -> None:
    """Turned to its left or right it is the same body: only what is called forward differs."""
    posture, body = leaning(seed, 2), model_body(2, strength=STRENGTH)
    frames = body_frames(reference_model(), body, posture)
    outside = ExternalLoads.together([ground_under_both_feet(body_parts(body, frames), frames), pushes(seed, posture)])
    turn = np.random.default_rng(seed).uniform(-np.pi, np.pi, 2)
    rotation = about(1, turn)
    turned = replace(posture, pelvis_angle_rad=posture.pelvis_angle_rad + np.outer(turn, [0.0, 0.0, 1.0]))
    turned_outside = replace(
        outside,
        force_n=np.einsum("pij,pcj->pci", rotation, outside.force_n),
        point_m=np.einsum("pij,pcj->pci", rotation, outside.point_m),
    )
    here, there = load(body, posture, outside), load(body, turned, turned_outside)
    for name in ("compression_n", "shear_n", "lateral_shear_n", "hip_force_n"):
        np.testing.assert_allclose(getattr(there, name), getattr(here, name), rtol=1e-7, atol=1e-5)
    np.testing.assert_allclose(there.activation, here.activation, atol=1e-8)


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
    """Virtual work: the moment about each hinge of every level and hip is the length lost per radian.

    For all muscles with their wraps, psoas and slings among them, in any posture of living people. Central differences
    of 1e-5 rad leave about 1e-10 m/rad; where a path begins to touch a surface within the step it bends there, and its
    arc, found from a cosine, is rounded to some 1e-12 m: together below 1e-6 m/rad, a micrometre of arm.
    """
    model, step_rad = reference_model(), 1e-5
    posture = any_posture(1, np.random.default_rng(seed))
    body = model_body(N_JOINTS * len(SIDES) * 3)
    rows = slice(0, N_JOINTS * 3)
    length = [
        muscle_pull(model, body_frames(model, body.take(rows), nudged(posture, sign * step_rad))).length_m
        for sign in (1.0, -1.0)
    ]
    lost = -(length[0] - length[1]).reshape(N_JOINTS, 3, -1) / (2.0 * step_rad)
    frames = body_frames(model, body.take(slice(0, 1)), posture)
    moment = muscle_pull(model, frames).moment_m[0]
    arm = np.einsum("jik,jim->jkm", hinge_axes(frames, posture)[0], moment)
    np.testing.assert_allclose(arm, lost, atol=1e-6)
