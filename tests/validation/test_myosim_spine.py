"""Our closed forms against the engine the body came from: geometry, moment arms, and what the joints carry.

myo-sim's full body compiled by MuJoCo is the independent program; nothing of ours takes part in its answer.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import ON_THE_WRONG_SIDE, engine, model_body, reference_model
from tests.fixtures.mechanics.spine_problems import random_postures

from heelwise.body.reference_model import LEVELS
from heelwise.mechanics.spine_geometry import level_rotation, muscle_pull, spine_frames
from heelwise.mechanics.spine_load import SpinePosture, spine_load

LENGTH_TOLERANCE_M = 5e-5
"""Cylinders of the source model are left out; at the edge of 10 degrees in all three axes at once one touches IL_L2
and lengthens it by up to 3e-5 m. Where none touches, lengths agree to 1e-12 m, which the median checks."""

N_POSTURES = 120


def angles_up_to_ten_degrees(rng: np.random.Generator) -> np.ndarray:
    """Return level angles with totals of -10 to 10 degrees in each axis, shared among the levels at random [rad]."""
    total = np.radians(rng.uniform(-10.0, 10.0, 3))
    return np.asarray(rng.dirichlet(np.full(len(LEVELS), 3.0), 3).T * total)


def placed_alike() -> np.ndarray:
    """Return which muscles the engine has on their own side."""
    return np.array([name != ON_THE_WRONG_SIDE for name in reference_model().muscle_name])


def test_myosim_muscle_lengths() -> None:
    model, rng, off = reference_model(), np.random.default_rng(3), []
    for _ in range(N_POSTURES):
        angle = angles_up_to_ten_degrees(rng)
        engine().pose(angle)
        ours = muscle_pull(model, 1.0, spine_frames(model, 1.0, np.zeros(1), angle[None])).length_m[0]
        off.append(np.abs(ours - engine().length_m(model.muscle_name))[placed_alike()].max())
    assert max(off) < LENGTH_TOLERANCE_M
    assert np.median(off) < 1e-12


def test_myosim_moment_arms() -> None:
    """Against the engine's own transmission; 5e-3 m where a cylinder begins to touch, 1e-11 m elsewhere."""
    model, rng, off = reference_model(), np.random.default_rng(4), []
    for _ in range(N_POSTURES):
        angle = angles_up_to_ten_degrees(rng)
        engine().pose(angle)
        slope = engine().length_slope_m_per_rad(model.muscle_name)
        frames = spine_frames(model, 1.0, np.zeros(1), angle[None])
        moment = muscle_pull(model, 1.0, frames).moment_m[0]
        flexed, bent = level_rotation(angle * (1.0, 0.0, 0.0)), level_rotation(angle * (1.0, 1.0, 0.0))
        forward = np.broadcast_to([0.0, 0.0, -1.0], angle.shape)
        hinges = frames.rotation[0, 1:] @ np.stack([forward, flexed[..., 0], bent[..., 1]], axis=-1)
        arm = np.swapaxes(hinges, -1, -2) @ moment
        off.append(np.abs(arm + slope)[..., placed_alike()].max())
    assert max(off) < 5e-3
    assert np.median(off) < 1e-11


@pytest.mark.parametrize("lean_deg", [(-5.0, 0.0), (0.0, 8.0), (20.0, 30.0)])
def test_myosim_joint_forces(lean_deg: tuple[float, float]) -> None:
    """Put our muscle forces on the engine's bones: its inverse dynamics has to find the force we report.

    The lumbar spine stays within the 10 degrees where no cylinder touches; pelvis tilt is free.
    """
    model, rng = reference_model(), np.random.default_rng(5)
    asked = random_postures(12, rng, lean_deg)
    posture = SpinePosture(
        pelvis_anterior_tilt_rad=asked.pelvis_anterior_tilt_rad,
        level_angle_rad=np.clip(asked.level_angle_rad, -np.radians(2.0), np.radians(2.0)),
    )
    body = model_body(12, strength=3.0)
    unused = np.array(model.muscle_name) == ON_THE_WRONG_SIDE
    body.strength_n[:, unused] = 0.0
    ours = spine_load(model, body, posture, np.zeros_like(posture.level_angle_rad))
    size = np.sqrt(ours.compression_n**2 + ours.shear_n**2 + ours.lateral_shear_n**2)
    for row, angle in enumerate(posture.level_angle_rad):
        engine().pose(angle, float(posture.pelvis_anterior_tilt_rad[row]))
        force, moment = engine().joint_wrench(model.muscle_name, ours.activation[row] * body.strength_n[row])
        np.testing.assert_allclose(np.linalg.norm(force, axis=-1), size[row], rtol=1e-8)
        np.testing.assert_allclose(force @ [0.0, 1.0, 0.0] > 0, True)
        np.testing.assert_allclose(_compression(angle, force), ours.compression_n[row], rtol=1e-8)
        settled = angle + ours.deflection_rad[row]
        np.testing.assert_allclose(moment, _passive(angle, settled, body.stiffness_n_m_per_rad[row]), atol=1e-7)


def _bodies(angle_rad: np.ndarray) -> np.ndarray:
    """Return the rotation of L1 to L5 and the pelvis, in the pelvis."""
    rotation = [np.eye(3)]
    for own in level_rotation(angle_rad)[::-1]:
        rotation.insert(0, rotation[0] @ own)
    return np.array(rotation)


def _compression(angle_rad: np.ndarray, force_n: np.ndarray) -> np.ndarray:
    """Return the part of a force from below that is normal to the plane midway between the endplates [N]."""
    model, rotation = reference_model(), _bodies(angle_rad)
    pairs = ((rotation[:-1], model.upper_endplate_slope_rad), (rotation[1:], model.lower_endplate_slope_rad))
    normal = sum(
        np.einsum("lij,lj->li", turn, np.stack([np.sin(slope), np.cos(slope), 0.0 * slope], axis=-1))
        for turn, slope in pairs
    )
    return np.sum(force_n * normal, axis=-1) / np.linalg.norm(normal, axis=-1)


def _passive(angle_rad: np.ndarray, settled_rad: np.ndarray, stiffness: np.ndarray) -> np.ndarray:
    """Return the moment with which passive tissue resists, on the part above each level [N m]."""
    below = _bodies(angle_rad)[1:]
    resisting = np.stack([below[..., 2], -below[..., 0], -below[..., 1]], axis=-1)
    return np.einsum("lij,lj->li", resisting, stiffness * settled_rad)
