"""What discs and ligaments resist."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import any_posture, model_body, reference_model, standing_straight
from tests.fixtures.studies import value

from heelwise.body.reference_model import LEVELS
from heelwise.mechanics import body_frames
from heelwise.mechanics.passive_moment import hip_ligament_moment_n_m, passive_moment_n_m

FLEXION, BENDING, TURNING = range(3)
AXIS = {FLEXION: (2, 1.0), BENDING: (0, -1.0), TURNING: (1, -1.0)}
"""World axis, upright, about which tissue resists, and the sign of its moment on the part above for a positive angle.

Bent forward it lifts the front (+z), bent right it turns back left (-x), turned left it turns back right (-y).
"""


def moment(axis: int, angle_rad: float) -> np.ndarray:
    frames = body_frames(reference_model(), model_body(1), standing_straight())
    stretch = np.zeros((1, len(LEVELS), 3))
    stretch[..., axis] = angle_rad
    return passive_moment_n_m(model_body(1), frames, stretch)[0][0]


@pytest.mark.parametrize("axis", AXIS)
@pytest.mark.parametrize("angle_rad", [-0.03, 0.03])
def test_tissue_turns_the_part_above_back(axis: int, angle_rad: float) -> None:
    world, sign = AXIS[axis]
    found = moment(axis, angle_rad)
    assert np.all(sign * angle_rad * found[:, world] > 0)
    assert np.abs(np.delete(found, world, axis=1)).max() == 0.0


@pytest.mark.parametrize("axis", AXIS)
def test_near_rest_the_moment_is_stiffness_times_angle(axis: int) -> None:
    expected = 1e-4 * model_body(1).stiffness_n_m_per_rad[0, :, axis]
    assert np.linalg.norm(moment(axis, 1e-4), axis=-1) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("axis", "direction", "sign"), [(0, 0, 1.0), (0, 1, -1.0), (1, 2, 1.0), (2, 3, -1.0)])
def test_at_its_stiffening_angle_the_moment_is_twice_what_it_would_be(axis: int, direction: int, sign: float) -> None:
    body = model_body(1)
    angle = body.stiffening_angle_rad[0, 0, direction]
    expected = 2.0 * body.stiffness_n_m_per_rad[0, :, axis] * angle
    assert np.linalg.norm(moment(axis, sign * angle), axis=-1) == pytest.approx(expected, rel=1e-9)


def test_the_slope_is_how_the_moment_changes() -> None:
    """Central differences of 1e-6 rad leave about 1e-9 of the slope."""
    posture, rng, step = any_posture(4, np.random.default_rng(1)), np.random.default_rng(2), 1e-6
    frames, body = body_frames(reference_model(), model_body(4), posture), model_body(4)
    stretch = rng.uniform(-0.1, 0.1, posture.level_angle_rad.shape)
    _, slope = passive_moment_n_m(body, frames, stretch)
    for axis in range(3):
        nudge = step * np.eye(3)[axis]
        up, down = (passive_moment_n_m(body, frames, stretch + sign * nudge)[0] for sign in (1.0, -1.0))
        np.testing.assert_allclose((up - down) / (2 * step), slope[..., axis], rtol=1e-6, atol=1e-5)


def test_ligaments_turn_an_extended_thigh_forward_and_leave_a_flexed_one_alone() -> None:
    """5 N m at the sourced angle, about the pelvis's own axis to the right, growing with the cube."""
    angle = value("tissue.hip_extension_at_ligament_moment_rad")
    posture = standing_straight(4)
    hip = posture.hip_angle_rad.copy()
    hip[:, 0, 0] = -angle, -2.0 * angle, 0.5 * angle, 0.0
    frames = body_frames(reference_model(), model_body(4), posture)
    moment = hip_ligament_moment_n_m(frames, hip)
    np.testing.assert_allclose(moment[:, 0], np.outer([5.0, 40.0, 0.0, 0.0], [0.0, 0.0, 1.0]), atol=1e-9)
    assert np.abs(moment[:, 1]).max() == 0.0
