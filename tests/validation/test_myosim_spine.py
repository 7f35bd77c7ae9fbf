"""Our closed forms against the engine the body came from: geometry, moment arms, and what the joints carry.

myo-sim's full body compiled by MuJoCo is the independent program; nothing of ours takes part in its answer. Where ours
is mended on purpose (a joint at T12/L1, psoas on to the thigh bone, obliques across the belly, a rounded angle of the
leg root, levels that turn about their discs), the same is done to the engine's model by the engine's own means. Mends
that have no counterpart there are left out here; they are tested against published anatomy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from tests.fixtures.mechanics.hinges import hinge_axes
from tests.fixtures.mechanics.myo_sim_body import (
    MIRROR,
    ON_THE_WRONG_SIDE,
    any_posture,
    engine,
    is_right,
    mirrored,
    model_body,
    pelvis_rotation,
    standing_straight,
    twin_index,
    vouched_model,
)
from tests.fixtures.mechanics.spine_problems import random_postures

from heelwise.body.passive_tissue import STIFFENING_POWERS
from heelwise.body.reference_model import LEVELS, SEGMENTS
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics import BodyPosture, ExternalLoads, LoadOptions, body_frames, spine_load
from heelwise.mechanics.geometry.body_frames import level_rotation
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.passive_moment import HIP_LIGAMENT_ANGLE_RAD, HIP_LIGAMENT_MOMENT_N_M

ROUNDING_M = 1e-11
"""Both programs round at about 1e-16 of some metres; the engine's axes are straight to 5e-12 rad."""

N_POSTURES = 120
N_LEVELS = len(LEVELS)
TURNED = -MIRROR
"""What a mirror does to a moment."""


def right_names() -> tuple[str, ...]:
    return tuple(name for name in vouched_model().muscle_name if name.endswith("_r"))


def test_myosim_muscle_lengths() -> None:
    """Every muscle of both sides, wraps included, over the range of levels, hips and knees of living people."""
    model, posture = vouched_model(), any_posture(N_POSTURES, np.random.default_rng(3))
    ours = muscle_pull(model, body_frames(model, model_body(N_POSTURES), posture)).length_m
    right, twin, seen_in_a_mirror = is_right(model.muscle_name), twin_index(model), mirrored(posture)
    for row in range(N_POSTURES):
        engine().pose(posture, row)
        np.testing.assert_allclose(ours[row, right], engine().length_m(right_names()), rtol=0, atol=ROUNDING_M)
        engine().pose(seen_in_a_mirror, row)
        np.testing.assert_allclose(ours[row, twin][right], engine().length_m(right_names()), rtol=0, atol=ROUNDING_M)


def test_myosim_moment_arms() -> None:
    """Against the engine's own transmission, about every hinge of every level and both hips."""
    model, posture = vouched_model(), any_posture(N_POSTURES, np.random.default_rng(4))
    frames = body_frames(model, model_body(N_POSTURES), posture)
    arm = np.einsum("pjik,pjim->pjkm", hinge_axes(frames, posture), muscle_pull(model, frames).moment_m)
    right, twin, seen_in_a_mirror = is_right(model.muscle_name), twin_index(model), mirrored(posture)
    other_side = [*range(N_LEVELS), N_LEVELS + 1, N_LEVELS]
    across = np.ones((N_LEVELS + 2, 3, 1))
    across[:N_LEVELS, 1:] = -1.0
    for row in range(N_POSTURES):
        engine().pose(posture, row)
        slope = engine().length_slope_m_per_rad(right_names())
        np.testing.assert_allclose(arm[row][..., right], -slope, rtol=0, atol=ROUNDING_M)
        engine().pose(seen_in_a_mirror, row)
        slope = across * engine().length_slope_m_per_rad(right_names())[other_side]
        np.testing.assert_allclose(arm[row][..., twin][..., right], -slope, rtol=0, atol=ROUNDING_M)


def test_myosim_paths_are_bent_by_their_surfaces() -> None:
    """The postures above do put paths around spheres and cylinders: some wraps touch often, each kind somewhere."""
    model, posture = vouched_model(), any_posture(N_POSTURES, np.random.default_rng(3))
    body = model_body(N_POSTURES)
    wrapped = muscle_pull(model, body_frames(model, body, posture)).length_m
    straight = replace(model, wrap_radius_m=1e-9 * model.wrap_radius_m)
    longer = wrapped - muscle_pull(straight, body_frames(straight, body, posture)).length_m > 1e-6
    for cylinder in (True, False):
        muscles = model.link_muscle[model.wrap_link[model.wrap_is_cylinder == cylinder]]
        assert longer[:, muscles].any(axis=0).sum() >= 4


def test_myosim_shank_and_kneecap_follow_the_knee_as_the_engine_ties_them() -> None:
    """The pose we give the engine keeps its own constraints, checked by the engine."""
    posture = any_posture(8, np.random.default_rng(6))
    for row in range(8):
        engine().pose(posture, row)
        assert engine().knee_violation() < 1e-12


def test_myosim_left_side_is_the_mirror_image_that_we_take_it_for() -> None:
    """In the source itself left and right twins have arms alike to 0.1 mm, but for one misplaced fascicle.

    The rounded angle of its leg root puts the middle between the hips, our midplane, 0.045 mm beside its spine's.
    """
    engine().pose(standing_straight())
    rights = tuple(name for name in right_names() if "_IO" not in name and not name.startswith("Ps_"))
    lefts = tuple(f"{name[:-2]}_l" for name in rights)
    here, there = (engine().length_slope_m_per_rad(names)[:N_LEVELS] for names in (rights, lefts))
    apart = np.abs(here * np.array([[1.0], [-1.0], [-1.0]]) - there).max(axis=(0, 1))
    alike = np.array([name != ON_THE_WRONG_SIDE for name in lefts])
    assert apart[alike].max() < 1e-4
    assert apart[~alike][0] > 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushes:
    """Forces from outside on some segments, the same in every posture."""

    segments: tuple[str, ...]
    point_m: np.ndarray
    force_n: np.ndarray

    def loads(self, n_poses: int) -> ExternalLoads:
        return ExternalLoads(
            force_n=np.tile(self.force_n, (n_poses, 1, 1)),
            point_m=np.tile(self.point_m, (n_poses, 1, 1)),
            segment=np.array([SEGMENTS.index(name) for name in self.segments]),
        )

    def each(self) -> list[tuple[int, np.ndarray, np.ndarray]]:
        index = [SEGMENTS.index(name) for name in self.segments]
        return list(zip(index, self.point_m, self.force_n, strict=True))

    def mirrored(self) -> Pushes:
        other = {"_r": "_l", "_l": "_r"}
        names = tuple(n[:-2] + other[n[-2:]] if n[-2:] in other else n for n in self.segments)
        return Pushes(segments=names, point_m=self.point_m * MIRROR, force_n=self.force_n * MIRROR)


PUSHES = Pushes(
    segments=("thorax", "thorax", "L3", "thigh_r", "shank_r", "shank_l"),
    point_m=np.array(
        [[0.3, 0.1, 0.2], [0.2, 0.2, -0.2], [0.0, 0.3, 0.0], [0.05, -0.2, 0.1], [0.02, -0.8, 0.08], [0.03, -0.8, -0.09]]
    ),
    force_n=np.array(
        [
            [5.0, -40.0, 3.0],
            [-4.0, -25.0, 6.0],
            [8.0, -10.0, 4.0],
            [6.0, 9.0, -7.0],
            [-5.0, 300.0, 9.0],
            [4.0, 250.0, -6],
        ]
    ),
)


@pytest.mark.parametrize("lean_deg", [(-5.0, 0.0), (0.0, 8.0), (20.0, 30.0)])
def test_myosim_joint_forces(lean_deg: tuple[float, float]) -> None:
    """Put our muscle forces and pushes on the engine's bones: its inverse dynamics has to find the forces we report.

    At levels and hips the engine's joints then carry the moment of passive tissue and no other.
    """
    model, n_poses = vouched_model(), 8
    rng = np.random.default_rng(5)
    posture = random_postures(n_poses, rng, lean_deg)
    bent_rad = rng.uniform(-0.1, 0.1, (n_poses, 2))
    posture = replace(
        posture,
        pelvis_angle_rad=posture.pelvis_angle_rad + rng.uniform(-0.05, 0.05, (n_poses, 3)),
        hip_angle_rad=posture.hip_angle_rad + rng.uniform(-0.1, 0.1, (n_poses, 2, 3)),
        knee_flexion_rad=0.1 + bent_rad,
    )
    body = model_body(n_poses, strength=4.0, model=model)
    neutral = rng.uniform(-0.01, 0.01, posture.level_angle_rad.shape)
    options = LoadOptions(co_contraction_fraction=0.02, deflection_limit_rad=0.2)
    ours = spine_load(model, body, posture, neutral, PUSHES.loads(n_poses), options=options)
    capacity_n, passive_n = muscle_capacity_n(body, muscle_pull(model, body_frames(model, body, posture)).length_m)
    muscle_n = ours.activation * capacity_n + passive_n
    assert (passive_n > 1.0).any(axis=0).sum() > 10
    for row in range(n_poses):
        force, moment = engine_wrench(posture, row, muscle_n[row])
        for found, axis in zip(
            (ours.compression_n, ours.shear_n, ours.lateral_shear_n), disc_axes(posture, row), strict=True
        ):
            sign = 1.0 if found is ours.compression_n else -1.0
            np.testing.assert_allclose(sign * np.sum(force[:N_LEVELS] * axis, axis=-1), found[row], atol=1e-6)
        np.testing.assert_allclose(np.linalg.norm(force[N_LEVELS:], axis=-1), ours.hip_force_n[row], atol=1e-6)
        expected = tissue_moment_n_m(body, posture, row, neutral[row], ours.deflection_rad[row])
        np.testing.assert_allclose(moment[:N_LEVELS], expected, atol=1e-7)
        np.testing.assert_allclose(moment[N_LEVELS:], ligament_moment_n_m(posture, row), atol=1e-7)


def engine_wrench(posture: BodyPosture, row: int, muscle_n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what the engine's joints carry: right muscles, weight and pushes, and left muscles in the mirror."""
    right, twin = is_right(vouched_model().muscle_name), twin_index(vouched_model())
    other_side = [*range(N_LEVELS), N_LEVELS + 1, N_LEVELS]
    with engine().without_leg_masses():
        engine().pose(posture, row)
        force, moment = engine().joint_wrench(right_names(), muscle_n[right], tuple(PUSHES.each()))
        engine().pose(mirrored(posture), row)
        rest = engine().joint_wrench((), np.zeros(0))
        left = engine().joint_wrench(right_names(), muscle_n[twin][right])
    left_force, left_moment = left[0] - rest[0], left[1] - rest[1]
    return force + left_force[other_side] * MIRROR, moment + left_moment[other_side] * TURNED


def bodies_rotation(posture: BodyPosture, row: int) -> np.ndarray:
    """Return the rotation of thorax, L1 to L5 and pelvis in the world."""
    rotation = [pelvis_rotation(posture.pelvis_angle_rad[row])]
    for own in level_rotation(posture.level_angle_rad[row])[::-1]:
        rotation.insert(0, rotation[0] @ own)
    return np.array(rotation)


def disc_axes(posture: BodyPosture, row: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return normal, forward and right of the plane midway between the endplates of every level."""
    model, rotation = vouched_model(), bodies_rotation(posture, row)
    pairs = ((rotation[:-1], model.upper_endplate_slope_rad), (rotation[1:], model.lower_endplate_slope_rad))
    normal = sum(
        np.einsum("lij,lj->li", turn, np.stack([np.sin(slope), np.cos(slope), 0.0 * slope], axis=-1))
        for turn, slope in pairs
    )
    normal = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
    right = rotation[:-1, :, 2] + rotation[1:, :, 2]
    right = right - np.sum(right * normal, axis=-1, keepdims=True) * normal
    right = right / np.linalg.norm(right, axis=-1, keepdims=True)
    return normal, np.cross(normal, right), right


def tissue_moment_n_m(
    body: BodyDraws, posture: BodyPosture, row: int, neutral_rad: np.ndarray, settled_rad: np.ndarray
) -> np.ndarray:
    """Return the moment with which passive tissue resists, on the part above each level.

    Stiffness and its growth at the imposed posture, and the slope there for what a level settles by.
    """
    stretch, near = posture.level_angle_rad[row] - neutral_rad, body.stiffness_n_m_per_rad[row]
    bend = body.stiffening_angle_rad[row]
    size, slope = np.empty_like(stretch), np.empty_like(stretch)
    for level in range(N_LEVELS):
        for axis in range(3):
            direction = axis + 1 if axis or stretch[level, 0] < 0 else 0
            power = STIFFENING_POWERS[direction]
            further = abs(stretch[level, axis] / bend[level, direction]) ** power
            size[level, axis] = near[level, axis] * stretch[level, axis] * (1.0 + further)
            slope[level, axis] = near[level, axis] * (1.0 + (power + 1) * further)
    below = bodies_rotation(posture, row)[1:]
    resisting = np.stack([below[..., 2], -below[..., 0], -below[..., 1]], axis=-1)
    return np.einsum("lij,lj->li", resisting, size + slope * settled_rad)


def ligament_moment_n_m(posture: BodyPosture, row: int) -> np.ndarray:
    """Return the moment with which an extended hip's ligaments turn the thigh forward."""
    extension = np.maximum(-posture.hip_angle_rad[row, :, 0], 0.0)
    size = HIP_LIGAMENT_MOMENT_N_M * (extension / HIP_LIGAMENT_ANGLE_RAD) ** 3
    return size[:, None] * pelvis_rotation(posture.pelvis_angle_rad[row])[:, 2]
