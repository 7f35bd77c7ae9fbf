"""The shortest path of a muscle around a sphere or a cylinder, for many postures at once.

A path meets the surface where a line from its end touches it. On a cylinder the path is a helix: its circle part is
found in the plane across the axis and the rise along the axis goes with the length. The path runs on the side of a
given point. Where the straight line misses the surface, there is no wrapping. Equal to MuJoCo's (tested).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.shapes import Bool, Float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wrap:
    """Paths over surfaces.

    Parameters
    ----------
    touches
        Whether the path meets the surface, shape (pose, wrap).
    first_m, last_m
        Where the path meets and leaves the surface, in its own axes, shape (pose, wrap, 3) [m].
    length_m
        Length on the surface, shape (pose, wrap) [m].
    """

    touches: Bool[np.ndarray, "pose wrap"]
    first_m: Float[np.ndarray, "pose wrap 3"]
    last_m: Float[np.ndarray, "pose wrap 3"]
    length_m: Float[np.ndarray, "pose wrap"]


def wrap_around(
    start_m: Float[np.ndarray, "pose wrap 3"],
    end_m: Float[np.ndarray, "pose wrap 3"],
    side_m: Float[np.ndarray, "pose wrap 3"],
    radius_m: Float[np.ndarray, " wrap"],
    is_cylinder: Bool[np.ndarray, " wrap"],
) -> Wrap:
    """Return the paths from `start_m` to `end_m` around surfaces.

    Parameters
    ----------
    start_m, end_m
        Ends of the path in the surface's own axes (centre at 0, a cylinder along the third axis) [m].
    side_m
        A point on the side where the path runs [m].
    radius_m
        Radius of sphere or cylinder [m].
    is_cylinder
        Else it is a sphere.
    """
    first_axis, second_axis = _plane(start_m, end_m, is_cylinder)

    def flat(point_m: np.ndarray) -> np.ndarray:
        return np.stack([_dot(point_m, first_axis), _dot(point_m, second_axis)], axis=-1)

    a, b, side = flat(start_m), flat(end_m), _unit(flat(side_m))
    touches, first, last, arc_m = _around_circle(a, b, side, radius_m)
    first_m = first[..., :1] * first_axis + first[..., 1:] * second_axis
    last_m = last[..., :1] * first_axis + last[..., 1:] * second_axis
    before, after = np.linalg.norm(a - first, axis=-1), np.linalg.norm(b - last, axis=-1)
    whole = before + arc_m + after
    whole = np.where(whole > 0, whole, 1.0)
    climb = end_m[..., 2] - start_m[..., 2]
    first_m[..., 2] += np.where(is_cylinder, start_m[..., 2] + climb * before / whole, 0.0)
    last_m[..., 2] += np.where(is_cylinder, start_m[..., 2] + climb * (before + arc_m) / whole, 0.0)
    length = np.where(is_cylinder, np.hypot(arc_m, climb * arc_m / whole), arc_m)
    return Wrap(touches=touches, first_m=first_m, last_m=last_m, length_m=length)


def _plane(start_m: np.ndarray, end_m: np.ndarray, is_cylinder: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two axes of the plane of the circle: across a cylinder, or through a sphere's centre and both ends."""
    first = _unit(start_m)
    normal = np.cross(start_m, end_m)
    size = np.linalg.norm(normal, axis=-1, keepdims=True)
    normal = np.where(size > 1e-15, normal / np.where(size > 1e-15, size, 1.0), np.array([0.0, 0.0, 1.0]))
    second = _unit(np.cross(normal, first))
    choice = is_cylinder[:, None]
    return np.where(choice, np.array([1.0, 0.0, 0.0]), first), np.where(choice, np.array([0.0, 1.0, 0.0]), second)


def _around_circle(
    a: Float[np.ndarray, "pose wrap 2"],
    b: Float[np.ndarray, "pose wrap 2"],
    side: Float[np.ndarray, "pose wrap 2"],
    radius_m: Float[np.ndarray, " wrap"],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return whether the path touches the circle, where it meets and leaves it, and the arc between [m]."""
    square = radius_m**2
    from_a, from_b = _dot(a, a), _dot(b, b)
    outside = (from_a >= square) & (from_b >= square)
    line = b - a
    span = _dot(line, line)
    along = np.clip(-_dot(line, a) / np.where(span > 0, span, 1.0), 0.0, 1.0)
    nearest = along[..., None] * line + a
    free = (_dot(nearest, nearest) > square) & (_dot(side, nearest) >= 0)
    touches = outside & (span > 1e-20) & ~free
    reach_a, reach_b = (np.sqrt(np.maximum(d - square, 0.0)) for d in (from_a, from_b))
    found = []
    for turn in (1.0, -1.0):
        first = (a * square[:, None] + turn * (radius_m * reach_a)[..., None] * _across(a)) / from_a[..., None]
        last = (b * square[:, None] - turn * (radius_m * reach_b)[..., None] * _across(b)) / from_b[..., None]
        merit = _dot(_unit(first + last), side)
        found.append((first, last, np.where(_cross_each_other(a, first, b, last), -1e4, merit)))
    best = found[0][2] > found[1][2]
    first, last = (np.where(best[..., None], found[0][i], found[1][i]) for i in range(2))
    touches &= ~_cross_each_other(a, first, b, last)
    cosine = np.clip(_dot(first, last) / np.where(square > 0, square, 1.0), -1.0, 1.0)
    angle = np.arccos(cosine)
    turned = first[..., 1] * last[..., 0] - first[..., 0] * last[..., 1]
    angle = np.where(((turned > 0) & ~best) | ((turned < 0) & best), 2.0 * np.pi - angle, angle)
    return touches, first, last, radius_m * angle


def _across(v: np.ndarray) -> np.ndarray:
    """Return plane vectors turned clockwise by a right angle."""
    return np.stack([v[..., 1], -v[..., 0]], axis=-1)


def _cross_each_other(a: np.ndarray, first: np.ndarray, b: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return whether the lines from `a` to `first` and from `b` to `last` cross."""
    u, v, w = first - a, last - b, b - a
    area = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        s = (w[..., 0] * v[..., 1] - w[..., 1] * v[..., 0]) / area
        t = (w[..., 0] * u[..., 1] - w[..., 1] * u[..., 0]) / area
    crossing: np.ndarray = (np.abs(area) > 1e-15) & (s >= 0) & (s <= 1) & (t >= 0) & (t <= 1)
    return crossing


def _dot(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    product: np.ndarray = np.sum(a * b, axis=-1)
    return product


def _unit(vector: np.ndarray) -> np.ndarray:
    size = np.linalg.norm(vector, axis=-1, keepdims=True)
    unit: np.ndarray = vector / np.where(size > 1e-15, size, 1.0)
    return unit
