"""Where the discs lie between the vertebrae."""

from __future__ import annotations

import math
from itertools import pairwise

from heelwise.web.charts.mannequin import Outline
from heelwise.web.charts.svg import Point

SPINE = ("l1", "l2", "l3", "l4", "l5", "s1")
LEVELS = tuple((upper, lower, f"{upper.upper()}/{lower.upper()}") for upper, lower in pairwise(SPINE))
HALF_DEPTH_M = 0.016
"""Half of what is drawn of a disc from back to front; drawing only."""


def disc_axis(body: Outline, upper: str, lower: str) -> tuple[Point, Point]:
    """Return the back and front end of one disc [m], along the mid-disc plane that the loads refer to."""
    level = f"{upper.upper()}/{lower.upper()}"
    x, z = body.level_points_m[level]
    slope = body.disc_slopes_rad.get(level, 0.0)
    dx, dz = HALF_DEPTH_M * math.cos(slope), -HALF_DEPTH_M * math.sin(slope)
    return (x - dx, z - dz), (x + dx, z + dz)
