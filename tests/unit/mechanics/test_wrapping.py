"""Shortest paths around spheres and cylinders, on figures that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.mechanics.geometry.wrapping import Wrap, wrap_around

RADIUS_M = 0.03
SPHERE, CYLINDER = False, True


def wrap(start: list[float], end: list[float], side: list[float], kind: bool = SPHERE) -> Wrap:
    points = (np.array([[p]], dtype=float) for p in (start, end, side))
    return wrap_around(*points, np.array([RADIUS_M]), np.array([kind]))


def whole_m(found: Wrap, start: list[float], end: list[float]) -> float:
    before, after = found.first_m[0, 0] - start, found.last_m[0, 0] - end
    return float(np.linalg.norm(before) + found.length_m[0, 0] + np.linalg.norm(after))


@pytest.mark.parametrize("kind", [SPHERE, CYLINDER])
def test_a_path_over_the_middle_is_two_tangents_and_an_arc(kind: bool) -> None:
    """Ends 5 cm left and right, 2 cm up: tangents and arc from triangles."""
    start, end = [-0.05, 0.02, 0.0], [0.05, 0.02, 0.0]
    found = wrap(start, end, [0.0, 0.1, 0.0], kind)
    reach = np.hypot(0.05, 0.02)
    tangent = np.sqrt(reach**2 - RADIUS_M**2)
    arc = RADIUS_M * 2.0 * (np.arctan2(0.05, 0.02) - np.arccos(RADIUS_M / reach))
    assert found.touches.all()
    assert found.length_m[0, 0] == pytest.approx(arc, rel=1e-12)
    assert whole_m(found, start, end) == pytest.approx(2.0 * tangent + arc, rel=1e-12)


@pytest.mark.parametrize("kind", [SPHERE, CYLINDER])
def test_the_path_leaves_the_surface_along_a_tangent(kind: bool) -> None:
    start, end = [-0.06, 0.01, -0.02], [0.05, 0.015, 0.03]
    found = wrap(start, end, [0.0, 0.1, 0.0], kind)
    for point, far in ((found.first_m[0, 0], start), (found.last_m[0, 0], end)):
        outwards = point * (1.0, 1.0, 0.0) if kind == CYLINDER else point
        assert np.linalg.norm(outwards) == pytest.approx(RADIUS_M, rel=1e-12)
        assert outwards @ (np.array(far) - point) == pytest.approx(0.0, abs=1e-15)


@pytest.mark.parametrize("kind", [SPHERE, CYLINDER])
def test_a_line_that_misses_the_surface_on_its_own_side_is_left_straight(kind: bool) -> None:
    assert not wrap([-0.05, 0.035, 0.0], [0.05, 0.035, 0.0], [0.0, 0.1, 0.0], kind).touches.any()


def test_the_path_goes_over_the_side_it_is_given_even_if_that_is_further() -> None:
    start, end = [-0.05, -0.01, 0.0], [0.05, -0.01, 0.0]
    over, under = (wrap(start, end, [0.0, y, 0.0], CYLINDER) for y in (0.1, -0.1))
    assert over.first_m[0, 0, 1] > 0 > under.first_m[0, 0, 1]
    assert whole_m(over, start, end) > whole_m(under, start, end)


def test_on_a_cylinder_the_path_climbs_evenly() -> None:
    """Rolled flat the path is a straight line: rise over run is the same before, on and after the surface."""
    start, end = [-0.05, 0.01, -0.04], [0.06, 0.0, 0.05]
    found = wrap(start, end, [0.0, 0.1, 0.0], CYLINDER)
    first, last = found.first_m[0, 0], found.last_m[0, 0]
    before, after = np.hypot(*(first - start)[:2]), np.hypot(*(last - end)[:2])
    on = np.sqrt(found.length_m[0, 0] ** 2 - (last - first)[2] ** 2)
    slope = 0.09 / (before + on + after)
    assert [(first - start)[2] / before, (last - first)[2] / on, (end - last)[2] / after] == pytest.approx([slope] * 3)


def test_a_point_inside_the_surface_is_joined_straight() -> None:
    assert not wrap([0.0, 0.01, 0.0], [0.05, 0.0, 0.0], [0.0, 0.1, 0.0]).touches.any()


def test_no_detour_is_shorter_on_a_sphere() -> None:
    """Any other point on the sphere makes a polygon through it longer than the tangents and the arc to it."""
    start, end = np.array([-0.05, 0.01, 0.01]), np.array([0.04, 0.02, -0.02])
    found = wrap(list(start), list(end), [0.0, 0.1, 0.0])
    path = whole_m(found, list(start), list(end))
    middle = found.first_m[0, 0] + found.last_m[0, 0]
    middle *= RADIUS_M / np.linalg.norm(middle)
    rng = np.random.default_rng(1)
    for _ in range(50):
        near = middle + 0.005 * rng.standard_normal(3)
        near *= RADIUS_M / np.linalg.norm(near)
        halves = [
            wrap(list(start), list(near * 1.0000001), list(near)),
            wrap(list(near * 1.0000001), list(end), list(near)),
        ]
        detour = sum(
            whole_m(h, list(a), list(b)) if h.touches.any() else np.linalg.norm(b - a)
            for h, a, b in zip(halves, (start, near), (near, end), strict=True)
        )
        assert detour > path - 1e-9
