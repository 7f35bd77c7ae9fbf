"""Small signs: a shape for every verdict, so that none rests on colour, and a shoe from its own geometry."""

from __future__ import annotations

from django.utils.safestring import SafeString

from heelwise.web.charts.mannequin import Outline, shoe_outlines
from heelwise.web.charts.svg import Frame, element, join, path, polygon

RING = '<circle cx="8" cy="8" r="6.2" class="mark-line"/>'
VERDICT_SHAPES = {
    "supported": '<circle cx="8" cy="8" r="7" class="mark-full"/><path d="M4.5 8.3l2.4 2.4 4.6-5" class="mark-cut"/>',
    "mixed": RING + '<path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" class="mark-full"/>',
    "unsupported": RING + '<path d="M3.7 12.3l8.6-8.6" class="mark-line"/>',
    "contradicted": '<path d="M8 .8L15.2 8 8 15.2.8 8z" class="mark-full"/>'
    '<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" class="mark-cut"/>',
    "unknown": '<circle cx="8" cy="8" r="6.2" class="mark-dots"/><circle cx="8" cy="8" r="1.6" class="mark-full"/>',
}


def render_verdict_mark(verdict: str) -> SafeString:
    """Return the shape that goes with a verdict's word."""
    shape = SafeString(VERDICT_SHAPES.get(verdict, VERDICT_SHAPES["unknown"]))
    return element("svg", {"viewBox": "0 0 16 16", "class": "mark", "aria-hidden": "true"}, shape)


def render_shoe_mark(body: Outline) -> SafeString:
    """Return the shoe a body stands in, at one scale for all shoes; nothing when there is none."""
    frame = Frame(pixels_per_m=330.0, origin_px=(66.0, 62.0), origin_m=(0.0, 0.0))
    parts = [path(polygon(frame.all(points)), f"shoe-{name}") for name, points in shoe_outlines(body).items()]
    box = {"viewBox": "0 0 104 66", "class": "shoe-mark", "aria-hidden": "true"}
    return element("svg", box, *parts) if parts else join([])
