"""A soft body around the model's joints, seen from its right side.

The joints and bones are the model's own; the flesh around them is drawing only. Its depths are proportions of
stature chosen to look like a person, widened with body mass, and carry no measurement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from heelwise.web.charts.svg import Point

BODY_PARTS = ("leg", "foot", "trunk", "neck", "head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One body standing: what the model says about where everything is [m]; x forward, z up, ground at 0."""

    joints_m: Mapping[str, Sequence[float]]
    bones_m: Mapping[str, Sequence[Sequence[float]]]
    shoe_m: Mapping[str, Sequence[Sequence[float]]] = field(default_factory=dict)
    centre_of_mass_m: Sequence[float] = (0.0, 0.0)
    base_of_support_m: Sequence[float] = (0.0, 0.0)
    level_points_m: Mapping[str, Sequence[float]] = field(default_factory=dict)
    disc_slopes_rad: Mapping[str, float] = field(default_factory=dict)

    def joint(self, name: str) -> Point:
        """Return one joint [m]."""
        x, z = self.joints_m[name]
        return (float(x), float(z))

    @property
    def stature_m(self) -> float:
        """Length of the body from the ball of the foot's ground to the crown [m], the drawing's unit."""
        return self.joint("head_top")[1] - min(0.0, self.joint("ball")[1])


def along(start: Point, end: Point, fraction: float, offset: float) -> Point:
    """Return a point part of the way from start to end, shifted forward (positive) at right angles."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    ux, uz = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    return (
        start[0] + fraction * (end[0] - start[0]) - offset * uz,
        start[1] + fraction * (end[1] - start[1]) + offset * ux,
    )


def limb(joints: Sequence[Point], stations: Sequence[tuple[int, float, float, float]], unit_m: float) -> list[Point]:
    """Return the outline of a limb: stations are (segment, fraction, depth in front, depth behind)."""
    front = [along(joints[s], joints[s + 1], fraction, ahead * unit_m) for s, fraction, ahead, _ in stations]
    back = [along(joints[s], joints[s + 1], fraction, -behind * unit_m) for s, fraction, _, behind in stations]
    return front + back[::-1]


def shifted(point: Point, dx: float, dz: float) -> Point:
    """Return a point moved forward and up [m]."""
    return (point[0] + dx, point[1] + dz)


def trunk_outline(body: Outline, unit_m: float, girth_ratio: float) -> list[Point]:
    """Return thorax, abdomen and pelvis as one outline around the spine."""
    g, c7, shoulder, hip = girth_ratio, body.joint("c7"), body.joint("shoulder"), body.joint("hip")
    l1, l3, l4, l5, s1 = (body.joint(name) for name in ("l1", "l3", "l4", "l5", "s1"))
    chest = ((c7[0] + l1[0]) / 2, c7[1] * 0.55 + l1[1] * 0.45)
    offsets: list[tuple[Point, float, float]] = [
        (c7, 0.026, 0.008),
        (shoulder, 0.030, 0.010),
        (shoulder, 0.052 * g, -0.026),
        (shoulder, 0.068 * g, -0.060),
        (shoulder, 0.069 * g, -0.088),
        (l1, 0.072 * g, 0.012),
        (l3, 0.062 * g, 0.014),
        (l4, 0.065 * g, 0.0),
        (l5, 0.075 * g, -0.012),
        (hip, 0.060 * g, 0.022),
        (hip, 0.052, -0.020),
        (hip, 0.020, -0.062),
        (hip, -0.036, -0.060),
        (hip, -0.062 * g, -0.040),
        (hip, -0.078 * g, -0.004),
        (hip, -0.074 * g, 0.030),
        (s1, -0.046 * g, 0.0),
        (l5, -0.046, 0.006),
        (l3, -0.042, 0.0),
        (l1, -0.042, 0.0),
        (chest, -0.050, -0.034),
        (chest, -0.056, 0.0),
        (chest, -0.052, 0.034),
        (c7, -0.035, -0.010),
        (c7, -0.020, 0.018),
    ]
    return [shifted(joint, dx * unit_m, dz * unit_m) for joint, dx, dz in offsets]


def head_outline(body: Outline) -> list[Point]:
    """Return the head: an egg with a brow and a chin, nobody in particular."""
    centre, half = body.joint("head_centre"), body.joint("head_top")[1] - body.joint("head_centre")[1]
    shape = [
        (0.0, 1.03),
        (0.50, 0.90),
        (0.82, 0.52),
        (0.90, 0.10),
        (0.98, -0.16),
        (0.90, -0.42),
        (0.90, -0.80),
        (0.80, -1.16),
        (0.48, -1.30),
        (0.10, -1.06),
        (-0.34, -0.80),
        (-0.76, -0.56),
        (-1.0, -0.12),
        (-1.02, 0.30),
        (-0.76, 0.76),
        (-0.38, 0.98),
    ]
    return [shifted(centre, x * half, z * half) for x, z in shape]


def neck_outline(body: Outline, unit_m: float) -> list[Point]:
    """Return the neck, tucked into head and trunk at both ends."""
    c7, centre = body.joint("c7"), body.joint("head_centre")
    half = body.joint("head_top")[1] - centre[1]
    head = [(0.30, -0.95), (-0.74, -0.62), (-0.5, -0.2)]
    under_chin, nape, inside = (shifted(centre, x * half, z * half) for x, z in head)
    base = [(0.034, 0.006), (0.038, -0.018), (0.01, -0.03), (-0.032, -0.016), (-0.028, 0.008)]
    return [under_chin, *(shifted(c7, x * unit_m, z * unit_m) for x, z in base), nape, inside]


def leg_outline(body: Outline, unit_m: float, girth_ratio: float) -> list[Point]:
    """Return thigh and shank as one outline."""
    g = 1 + 0.6 * (girth_ratio - 1)
    stations = [
        (0, -0.04, 0.040 * g, 0.052 * g),
        (0, 0.14, 0.050 * g, 0.056 * g),
        (0, 0.40, 0.047 * g, 0.045 * g),
        (0, 0.70, 0.038 * g, 0.034 * g),
        (0, 0.92, 0.033, 0.029),
        (1, 0.03, 0.031, 0.029),
        (1, 0.14, 0.026, 0.033 * g),
        (1, 0.30, 0.023, 0.040 * g),
        (1, 0.50, 0.021, 0.034 * g),
        (1, 0.72, 0.018, 0.023),
        (1, 0.90, 0.018, 0.018),
        (1, 1.02, 0.019, 0.019),
    ]
    return limb([body.joint("hip"), body.joint("knee"), body.joint("ankle")], stations, unit_m)


def foot_outline(body: Outline, unit_m: float) -> list[Point]:
    """Return the foot from heel to toe, bent at the ball."""
    ankle, heel, ball, toe = (body.joint(name) for name in ("ankle", "heel", "ball", "toe"))
    return [
        along(heel, ball, 0.02, 0.0),
        along(heel, ball, -0.03, 0.014 * unit_m),
        along(heel, ball, 0.03, 0.034 * unit_m),
        shifted(ankle, -0.019 * unit_m, 0.010 * unit_m),
        shifted(ankle, 0.0, 0.024 * unit_m),
        shifted(ankle, 0.020 * unit_m, 0.006 * unit_m),
        along(heel, ball, 0.68, 0.030 * unit_m),
        along(ball, toe, 0.05, 0.020 * unit_m),
        along(ball, toe, 0.72, 0.014 * unit_m),
        along(ball, toe, 1.0, 0.006 * unit_m),
        along(ball, toe, 0.9, 0.0),
        along(ball, toe, 0.1, 0.0),
        along(heel, ball, 0.82, 0.002 * unit_m),
        along(heel, ball, 0.5, 0.010 * unit_m),
        along(heel, ball, 0.2, 0.001 * unit_m),
    ]


def arm_outline(body: Outline, unit_m: float) -> list[Point]:
    """Return upper arm, forearm and hand as one outline."""
    shoulder, elbow, wrist, hand = (body.joint(name) for name in ("shoulder", "elbow", "wrist", "hand"))
    stations = [
        (0, -0.09, 0.006, 0.006),
        (0, -0.04, 0.024, 0.024),
        (0, 0.14, 0.029, 0.030),
        (0, 0.45, 0.025, 0.024),
        (0, 0.92, 0.019, 0.020),
        (1, 0.18, 0.022, 0.019),
        (1, 0.60, 0.017, 0.015),
        (1, 0.98, 0.013, 0.013),
        (2, 0.35, 0.018, 0.014),
        (2, 1.0, 0.015, 0.010),
        (2, 1.28, 0.004, 0.003),
    ]
    return limb([shoulder, elbow, wrist, hand], stations, unit_m)


def girth_from_mass(height_m: float, mass_kg: float) -> float:
    """Return how much deeper than the drawing's default a body is drawn (1 at 22 kg/m2), for looks only."""
    return min(1.6, max(0.86, math.sqrt(mass_kg / height_m**2 / 22.0)))


def body_outlines(body: Outline, girth_ratio: float) -> dict[str, list[Point]]:
    """Return every outline of the body [m] by part, back to front; the arm is last."""
    unit = body.stature_m
    return {
        "leg": leg_outline(body, unit, girth_ratio),
        "foot": foot_outline(body, unit),
        "trunk": trunk_outline(body, unit, girth_ratio),
        "neck": neck_outline(body, unit),
        "head": head_outline(body),
        "arm": arm_outline(body, unit),
    }


def shoe_outlines(body: Outline) -> dict[str, list[Point]]:
    """Return the parts of the shoe [m], back to front, its upper closed over the toes; nothing when barefoot."""
    found = {name: [(float(x), float(z)) for x, z in body.shoe_m.get(name, ())] for name in ("upper", "heel", "sole")}
    if found["upper"]:
        ball, toe = body.joint("ball"), body.joint("toe")
        over_toes = [(0.0, 0.036), (0.45, 0.030), (0.85, 0.018), (1.12, 0.004), (1.05, 0.0), (0.0, 0.0)]
        found["upper"] += [
            (ball[0] + fraction * (toe[0] - ball[0]), ball[1] + fraction * (toe[1] - ball[1]) + lift_m)
            for fraction, lift_m in over_toes
        ]
    return {name: points for name, points in found.items() if points}
