"""What pressure in the belly does to the trunk."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import model_body, reference_model

from heelwise.body.reference_model import LEVELS, SEGMENTS
from heelwise.mechanics import BodyPosture, body_frames
from heelwise.mechanics.abdominal_pressure import AbdominalPressure

PRESSURE = AbdominalPressure(pressure_pa=2500.0, area_m2=0.0243, arm_m=0.038)


def test_it_lifts_the_thorax_along_its_own_axis_by_pressure_times_area_before_the_spine() -> None:
    tilt = np.array([0.0, 0.5])
    body = model_body(2)
    frames = body_frames(reference_model(), body, BodyPosture.on_vertical_legs(tilt, np.zeros((2, len(LEVELS), 3))))
    push = PRESSURE.on_trunk(reference_model(), body, frames)
    assert [SEGMENTS[i] for i in push.segment] == ["thorax"]
    up = np.stack([np.sin(tilt), np.cos(tilt), np.zeros(2)], axis=-1)
    np.testing.assert_allclose(push.force_n[:, 0], 2500.0 * 0.0243 * up, rtol=1e-12, atol=1e-12)
    _, moment = push.on_joints(frames)
    assert moment[:, LEVELS.index("T12/L1"), 2] == pytest.approx(2500.0 * 0.0243 * 0.038, rel=1e-9)
    assert np.all(moment[:, : len(LEVELS), 2] > 0)  # it extends
