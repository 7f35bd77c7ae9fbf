"""Where passive tissue carries nothing."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import standing_straight
from tests.fixtures.studies import WOMAN, library, study

from heelwise.body.reference_model import LEVELS
from heelwise.mechanics import BodyPosture
from heelwise.mechanics.tissue_rest import rest_flexion_rad, resting_angle_rad

KEY = "tissue.rest_flexion_rad"


def bent(angle_rad: float) -> BodyPosture:
    angles = np.zeros((2, len(LEVELS), 3))
    angles[:, 2, 0] = angle_rad
    return BodyPosture.on_vertical_legs(np.zeros(2), angles)


def test_the_spine_rests_flatter_than_it_stands_by_the_sourced_angle_in_total() -> None:
    quantity = library().quantity(KEY)
    assert isinstance(quantity.value, float) and isinstance(quantity.spread, float)
    found = rest_flexion_rad(library(), np.array([-1.0, 0.0, 1.0])).sum(axis=1)
    assert found == pytest.approx(quantity.value + quantity.spread * np.array([-1.0, 0.0, 1.0]), rel=1e-12)
    assert found[1] > 0


def test_levels_share_it_as_they_share_a_bend() -> None:
    quantity = library().quantity("tissue.level_flexion_share_fraction")
    known = dict(zip(quantity.labels, np.atleast_1d(quantity.value), strict=True))
    found = rest_flexion_rad(library(), np.zeros(1))[0]
    expected = np.array([known[level] for level in LEVELS])
    assert found / found.sum() == pytest.approx(expected / expected.sum(), rel=1e-12)


@pytest.mark.parametrize("given", [0.0, 0.4, 1.0])
def test_in_a_posture_that_is_kept_tissue_gives_way_by_its_fraction(given: float) -> None:
    flexion = np.tile([0.01, 0.02, 0.03, 0.04, 0.05, 0.06], (2, 1))
    found = resting_angle_rad(standing_straight(2), bent(0.2), np.full(2, given), flexion)
    expected = flexion.copy()
    expected[:, 2] += 0.2 * given
    np.testing.assert_allclose(found[..., 0], expected, atol=1e-15)
    assert np.abs(found[..., 1:]).max() == 0.0


def test_every_draw_of_a_study_has_its_own() -> None:
    found = study(WOMAN, ()).rest_flexion_rad
    quantity = library().quantity(KEY)
    assert isinstance(quantity.spread, float)
    assert float(found.sum(axis=1).std()) == pytest.approx(quantity.spread, rel=0.1)
