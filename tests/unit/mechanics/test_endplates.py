"""Endplates are found on a made-up vertebra whose slope is known, and hold still on the real ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import engine, reference_model

from heelwise.mechanics.model_build.endplates import find_endplate

DEPTH_M = 0.032
BOX_FACES = np.array(
    [
        [0, 1, 2], [1, 3, 2], [4, 6, 5], [5, 6, 7], [0, 4, 1], [1, 4, 5],
        [2, 3, 6], [3, 7, 6], [0, 2, 4], [2, 6, 4], [1, 5, 3], [3, 5, 7],
    ]
)  # fmt: skip


def box(front_m: float, back_m: float, *, upper_rad: float, lower_rad: float) -> np.ndarray:
    """Return the corners of a box 26 mm high in its middle, its top and bottom sloping down towards the front."""
    corners = []
    for x in (back_m, front_m):
        for half_m, slope in ((-0.013, lower_rad), (0.013, upper_rad)):
            y = half_m - math.tan(slope) * (x - 0.5 * (front_m + back_m))
            corners += [(x, y, -0.02), (x, y, 0.02)]
    return np.array(corners)


def vertebra(*, upper_rad: float, lower_rad: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a body with a bony lip at its upper front and an arch behind that stands higher."""
    body = box(0.02, 0.02 - DEPTH_M, upper_rad=upper_rad, lower_rad=lower_rad)
    lip = box(0.02, 0.018, upper_rad=0.0, lower_rad=0.0) + np.array([0.0, 0.003, 0.0])
    arch = box(-0.015, -0.05, upper_rad=-0.4, lower_rad=-0.4) + np.array([0.0, 0.01, 0.0])
    faces = np.concatenate([BOX_FACES + 8 * k for k in range(3)])
    return np.concatenate([body, lip, arch]), faces


@pytest.mark.parametrize("upper_deg", [-15.0, 0.0, 10.0, 35.0])
def test_the_slope_of_a_made_up_vertebra_is_found_despite_lip_and_arch(upper_deg: float) -> None:
    vertices, faces = vertebra(upper_rad=math.radians(upper_deg), lower_rad=0.0)
    plate = find_endplate(vertices, faces, side="upper", body_depth_m=DEPTH_M)
    assert math.degrees(plate.slope_rad) == pytest.approx(upper_deg, abs=1.0)


def test_a_plate_whose_front_is_lower_has_a_positive_slope() -> None:
    vertices = box(0.02, -0.012, upper_rad=0.3, lower_rad=0.0)
    plate = find_endplate(vertices, BOX_FACES, side="upper", body_depth_m=DEPTH_M)
    assert plate.slope_rad == pytest.approx(0.3, abs=0.01)
    assert plate.centre_m[0] == pytest.approx(0.004, abs=1e-6)
    assert plate.centre_m[1] == pytest.approx(0.013, abs=3e-4)


def test_the_lower_plate_is_found_from_below() -> None:
    vertices = box(0.02, -0.012, upper_rad=0.0, lower_rad=-0.2)
    plate = find_endplate(vertices, BOX_FACES, side="lower", body_depth_m=DEPTH_M)
    assert plate.slope_rad == pytest.approx(-0.2, abs=0.01)
    assert plate.centre_m[1] == pytest.approx(-0.013, abs=3e-4)


@pytest.mark.parametrize("side", ["upper", "lower"])
@pytest.mark.parametrize("depth_m", [DEPTH_M - 0.004, DEPTH_M + 0.004])
def test_four_millimetres_of_doubt_in_depth_move_a_made_up_slope_little(side: str, depth_m: float) -> None:
    vertices, faces = vertebra(upper_rad=0.2, lower_rad=0.1)
    slope = find_endplate(vertices, faces, side=side, body_depth_m=depth_m).slope_rad
    assert math.degrees(slope) == pytest.approx(math.degrees(0.2 if side == "upper" else 0.1), abs=1.5)


def test_real_lumbar_slopes_fall_from_the_sacrum_up() -> None:
    slopes = reference_model().disc_slope_rad
    assert (np.diff(slopes) > 0).all()
    assert reference_model().sacral_slope_rad > slopes[-1]


def test_the_lumbar_spine_is_a_curve_that_opens_backwards() -> None:
    assert 0.5 < reference_model().lordosis_rad < 1.2


@pytest.mark.parametrize("side", ["upper", "lower"])
@pytest.mark.parametrize("change_m", [-0.004, -0.002, 0.002, 0.004])
@pytest.mark.parametrize("vertebra_name", ["lumbar1", "lumbar2", "lumbar3", "lumbar4", "lumbar5"])
def test_four_millimetres_of_doubt_in_depth_move_a_real_slope_by_less_than_a_degree(
    side: str, change_m: float, vertebra_name: str
) -> None:
    vertices, faces = engine().mesh(f"{vertebra_name}_geom_1_{vertebra_name}")
    usual, other = (
        find_endplate(vertices, faces, side=side, body_depth_m=0.031 + change).slope_rad for change in (0.0, change_m)
    )
    assert math.degrees(other) == pytest.approx(math.degrees(usual), abs=1.0)


def test_the_sacral_slope_moves_by_less_than_two_degrees() -> None:
    vertices, faces = engine().mesh("sacrum_geom_1_sacrum")
    slopes = [
        math.degrees(find_endplate(vertices, faces, side="upper", body_depth_m=depth_m).slope_rad)
        for depth_m in (0.031, 0.033, 0.035, 0.037, 0.039)
    ]
    assert slopes == pytest.approx([slopes[2]] * 5, abs=2.0)
