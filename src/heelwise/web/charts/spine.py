"""Where the discs lie between the vertebrae, read from the outlines of the bones themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from heelwise.web.charts.mannequin import Outline
from heelwise.web.charts.svg import Point

SPINE = ("l1", "l2", "l3", "l4", "l5", "s1")
LEVELS = tuple((upper, lower, f"{upper.upper()}/{lower.upper()}") for upper, lower in pairwise(SPINE))
HALF_DEPTH_M = 0.016
"""Half of what is drawn of a disc from back to front; drawing only."""
FACING_RAD = math.radians(50)
"""Bone seen from its middle within this angle of the disc belongs to the endplate that faces the disc."""


def endplate_turn_rad(bone: Sequence[Sequence[float]], disc: Sequence[float]) -> float | None:
    """Return how far the endplate that faces a disc tips from level, front end up [rad]; None without bone."""
    if len(bone) < 3:
        return None
    cx, cz = (sum(point[axis] for point in bone) / len(bone) for axis in (0, 1))
    towards = math.atan2(disc[1] - cz, disc[0] - cx)
    edge = [(x, z) for x, z in bone if abs(math.remainder(math.atan2(z - cz, x - cx) - towards, math.tau)) < FACING_RAD]
    if len(edge) < 3:
        return None
    mx, mz = (sum(point[axis] for point in edge) / len(edge) for axis in (0, 1))
    sxx, szz = sum((x - mx) ** 2 for x, _ in edge), sum((z - mz) ** 2 for _, z in edge)
    return 0.5 * math.atan2(2 * sum((x - mx) * (z - mz) for x, z in edge), sxx - szz)


def sacral_turn_rad(sacrum: Sequence[Sequence[float]]) -> float | None:
    """Return how far the top of the sacrum tips from level, front end up [rad]: from its foremost corner back."""
    if len(sacrum) < 3:
        return None
    middle_z = sum(point[1] for point in sacrum) / len(sacrum)
    front = max((point for point in sacrum if point[1] > middle_z), key=lambda point: point[0])
    above = [point for point in sacrum if point[1] > front[1] and point[0] < front[0]]
    if not above:
        return None
    back = min(above, key=lambda point: abs(math.dist(point, front) - 2 * HALF_DEPTH_M))
    return math.atan2(front[1] - back[1], front[0] - back[0])


def disc_axis(body: Outline, upper: str, lower: str) -> tuple[Point, Point]:
    """Return the back and front end of one disc [m], along the mean of the endplates that face it."""
    middle = body.level_points_m[f"{upper.upper()}/{lower.upper()}"]
    above = endplate_turn_rad(body.bones_m.get(upper, ()), middle)
    if lower == "s1":
        below = sacral_turn_rad(body.bones_m.get("sacrum", ()))
    else:
        below = endplate_turn_rad(body.bones_m.get(lower, ()), middle)
    found = [turn for turn in (above, below) if turn is not None]
    turn = sum(found) / len(found) if found else 0.0
    dx, dz = HALF_DEPTH_M * math.cos(turn), HALF_DEPTH_M * math.sin(turn)
    return (middle[0] - dx, middle[1] - dz), (middle[0] + dx, middle[1] + dz)
