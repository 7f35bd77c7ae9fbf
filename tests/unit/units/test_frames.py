"""The rotation between anatomical and world axes."""

from __future__ import annotations

import numpy as np

from heelwise.units.frames import ANTERIOR_WORLD, RIGHT_WORLD, UP_WORLD, WORLD_FROM_ISB, from_world, to_world


def test_the_rotation_is_proper() -> None:
    np.testing.assert_allclose(WORLD_FROM_ISB @ WORLD_FROM_ISB.T, np.eye(3))
    assert np.linalg.det(WORLD_FROM_ISB) == 1.0


def test_up_is_z_and_the_body_faces_minus_y() -> None:
    np.testing.assert_array_equal(UP_WORLD, [0, 0, 1])
    np.testing.assert_array_equal(ANTERIOR_WORLD, [0, -1, 0])
    np.testing.assert_array_equal(RIGHT_WORLD, [-1, 0, 0])


def test_anterior_cross_up_is_right() -> None:
    np.testing.assert_array_equal(np.cross(ANTERIOR_WORLD, UP_WORLD), RIGHT_WORLD)


def test_to_world_places_the_anatomical_axes() -> None:
    np.testing.assert_array_equal(to_world(np.eye(3)), np.stack([ANTERIOR_WORLD, UP_WORLD, RIGHT_WORLD]))


def test_a_batch_of_vectors_comes_back_unchanged() -> None:
    vectors = np.random.default_rng(1).normal(size=(4, 5, 3))
    np.testing.assert_allclose(from_world(to_world(vectors)), vectors, atol=1e-15)


def test_the_rotation_cannot_be_changed_by_accident() -> None:
    assert not WORLD_FROM_ISB.flags.writeable
