"""The lower back, closer: five vertebrae and the discs between them, barefoot as a dashed shadow."""

from __future__ import annotations

import math
from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heelwise.web.charts.mannequin import Outline
from heelwise.web.charts.spine import LEVELS, disc_axis
from heelwise.web.charts.svg import Frame, element, join, line, path, picture, smooth_closed, softened, text

WIDTH = 300.0
HEIGHT = 292.0
SPINE_X = 96.0
LABEL_X = 168.0
CLOSE_UP_BONES = (
    "l1_arch",
    "l2_arch",
    "l3_arch",
    "l4_arch",
    "l5_arch",
    "l1",
    "l2",
    "l3",
    "l4",
    "l5",
    "sacrum",
)


def draw_close_bones(body: Outline, frame: Frame, class_name: str) -> SafeString:
    """Return the lumbar bones as one path."""
    outlines = [body.bones_m[name] for name in CLOSE_UP_BONES if len(body.bones_m.get(name, ())) > 2]
    return join(path(smooth_closed(softened(softened(frame.all(points)))), class_name) for points in outlines)


def draw_disc(body: Outline, frame: Frame, upper: str, lower: str, strength: float) -> SafeString:
    """Return one disc as a cushion between its vertebrae, stronger in colour with more load (0 to 1)."""
    (ax, ay), (bx, by) = frame.all(disc_axis(body, upper, lower))
    mx, my, width = (ax + bx) / 2, (ay + by) / 2, math.hypot(bx - ax, by - ay)
    height = width * 0.26
    shape = {
        "x": mx - width / 2,
        "y": my - height / 2,
        "width": width,
        "height": height,
        "rx": height / 2,
        "class": "disc-close",
        "transform": f"rotate({math.degrees(math.atan2(by - ay, bx - ax)):.1f} {mx:.1f} {my:.1f})",
        "fill-opacity": f"{0.30 + 0.65 * strength:.2f}",
    }
    return element("rect", shape)


def draw_label(x: float, y: float, label_y: float, level: str, value: str) -> SafeString:
    """Return a level's name and load, joined to its disc by a hair line."""
    bend, end = LABEL_X - 18, LABEL_X - 5
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in ((x, y), (bend, label_y), (end, label_y)))
    return join(
        [
            element("polyline", {"points": points, "class": "leader"}),
            text(LABEL_X, label_y - 3, level, "level-name"),
            text(LABEL_X, label_y + 13, value, "level-value"),
        ]
    )


def render_spine_close_up(
    key: str, barefoot: Outline, shod: Outline, load_n: Mapping[str, float] | None, labels: Mapping[str, str]
) -> SafeString:
    """Return the lumbar spine in the shoe over its barefoot shadow, both resting on the same sacrum.

    Parameters
    ----------
    key
        Prefix of the drawing's identifiers.
    barefoot, shod
        The two bodies.
    load_n
        Median compression by level [N], or None when load figures are off.
    labels
        What to write at each level.
    """
    top, bottom = shod.joint("l1")[1] + 0.03, shod.joint("s1")[1] - 0.045
    scale = (HEIGHT - 24) / (top - bottom)
    base_y = HEIGHT - 12 - (shod.joint("s1")[1] - bottom) * scale
    frame = Frame(pixels_per_m=scale, origin_px=(SPINE_X, base_y), origin_m=shod.joint("s1"))
    shadow = Frame(pixels_per_m=scale, origin_px=(SPINE_X, base_y), origin_m=barefoot.joint("s1"))
    highest = max(load_n.values()) if load_n else 1.0
    discs, notes = [], []
    for number, (upper, lower, level) in enumerate(LEVELS):
        strength = load_n[level] / highest if load_n else 0.3
        discs.append(draw_disc(shod, frame, upper, lower, max(0.0, min(1.0, 4 * strength - 3))))
        x, y = frame.at(disc_axis(shod, upper, lower)[1])
        notes.append(draw_label(x + 4, y, 40 + number * 53, level, labels.get(level, "")))
    return picture(
        key,
        WIDTH,
        HEIGHT,
        _("Your lower back, closer"),
        _("The five lumbar vertebrae and the sacrum from the side in the shoe; a dashed line shows them barefoot."),
        line(SPINE_X, 4, SPINE_X, HEIGHT - 4, "plumb-line"),
        draw_close_bones(shod, frame, "bone-close"),
        *discs,
        draw_close_bones(barefoot, shadow, "bone-ghost"),
        *notes,
        class_name="figure close-up",
    )
