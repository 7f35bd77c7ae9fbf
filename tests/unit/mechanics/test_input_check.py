"""Postures and forces that cannot be worked with are refused before anything is computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import model_body, standing_straight

from heelwise.body.reference_model import LEVELS
from heelwise.errors import InputError
from heelwise.mechanics import BodyPosture, ExternalLoads
from heelwise.mechanics.input_check import HIP_RANGE_RAD, KNEE_RANGE_RAD, LEVEL_RANGE_RAD, check_spine_input

N = 3
NEUTRAL = np.zeros((N, len(LEVELS), 3))


def with_angle(name: str, index: tuple[int, ...], angle_rad: float) -> BodyPosture:
    posture = standing_straight(N)
    angles = getattr(posture, name).copy()
    angles[index] = angle_rad
    return replace(posture, **{name: angles})


def refused(posture: BodyPosture, neutral: np.ndarray = NEUTRAL, external: ExternalLoads | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        check_spine_input(model_body(N), posture, neutral, external)
    return caught.value


@pytest.mark.parametrize("axis", range(3))
@pytest.mark.parametrize("end", [0, 1])
def test_both_ends_of_every_range_are_allowed_and_a_step_beyond_is_not(axis: int, end: int) -> None:
    places = {
        "level_angle_rad": ((1, 4, axis), LEVEL_RANGE_RAD[axis][end]),
        "hip_angle_rad": ((1, 1, axis), HIP_RANGE_RAD[axis][end]),
        "knee_flexion_rad": ((1, 0), KNEE_RANGE_RAD[end]),
    }
    for name, (index, limit) in places.items():
        check_spine_input(model_body(N), with_angle(name, index, limit), NEUTRAL, None)
        assert refused(with_angle(name, index, limit * 1.01)).field == name


def test_what_is_out_of_range_is_said_with_posture_joint_axis_and_what_is_allowed() -> None:
    said = refused(with_angle("level_angle_rad", (2, 3, 0), np.radians(40.0))).text.english()
    assert said.startswith("Posture 2: forward bending at L3/L4 is 40 degrees; -30 to 30 degrees are allowed.")
    said = refused(with_angle("hip_angle_rad", (0, 1, 1), np.radians(-70.0))).text.english()
    assert "adduction at left hip is -70 degrees" in said
    said = refused(with_angle("knee_flexion_rad", (1, 0), np.radians(170.0))).text.english()
    assert "flexion at right knee is 170 degrees" in said


@pytest.mark.parametrize("name", ["pelvis_angle_rad", "level_angle_rad", "hip_angle_rad", "knee_flexion_rad"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_angle_that_is_no_number_is_refused_by_name(name: str, value: float) -> None:
    index = (1,) + (0,) * (getattr(standing_straight(), name).ndim - 1)
    found = refused(with_angle(name, index, value))
    assert found.field == name and found.text.english().startswith("Posture 1:")


def test_a_neutral_angle_or_a_force_that_is_no_number_is_refused_by_name() -> None:
    neutral = NEUTRAL.copy()
    neutral[2, 0, 0] = np.nan
    assert refused(standing_straight(N), neutral).field == "neutral_angle_rad"
    for name in ("force_n", "point_m"):
        arrays = {"force_n": np.zeros((N, 1, 3)), "point_m": np.zeros((N, 1, 3))}
        arrays[name][1, 0, 2] = np.inf
        found = refused(standing_straight(N), external=ExternalLoads(segment=np.array([0]), **arrays))
        assert found.field == name


@pytest.mark.parametrize("name", ["body_mass_kg", "strength_n", "optimal_fibre_length_m", "tendon_length_m"])
def test_a_body_with_a_number_missing_is_refused_by_name(name: str) -> None:
    body = model_body(N)
    values = getattr(body, name).copy()
    values[1, 0] = np.nan
    with pytest.raises(InputError) as caught:
        check_spine_input(replace(body, **{name: values}), standing_straight(N), NEUTRAL, None)
    assert caught.value.field == name


def test_a_body_too_few_is_refused() -> None:
    with pytest.raises(InputError, match="There are 2 rows of body for 3 postures"):
        check_spine_input(model_body(2), standing_straight(N), NEUTRAL, None)


def test_too_few_resting_angles_are_refused() -> None:
    said = refused(standing_straight(N), NEUTRAL[:2]).text.english()
    assert said.startswith("There are 2 rows of neutral_angle_rad for 3 postures")


def test_a_force_on_no_segment_is_refused() -> None:
    force = ExternalLoads(force_n=np.zeros((N, 1, 3)), point_m=np.zeros((N, 1, 3)), segment=np.array([99]))
    assert "segment 99; 0 to 12" in refused(standing_straight(N), NEUTRAL, force).text.english()


def test_a_negative_strength_is_refused() -> None:
    body = model_body(N)
    strength_n = body.strength_n.copy()
    strength_n[1, 4] = -1.0
    with pytest.raises(InputError, match="Posture 1: strength_n holds a number below 0"):
        check_spine_input(replace(body, strength_n=strength_n), standing_straight(N), NEUTRAL, None)
