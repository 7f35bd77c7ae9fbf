"""Small pieces of SVG: elements, smooth outlines, and the frame that maps metres to pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate to a tenth of a pixel, without trailing zeros and never a negative zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> SafeString:
    """Return one element; attribute values and plain text children are escaped."""
    written = "".join(
        f' {key}="{conditional_escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    inner = "".join(conditional_escape(child) for child in children)
    return mark_safe(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")  # noqa: S308 - escaped above


def join(parts: Iterable[str]) -> SafeString:
    """Return markup joined together."""
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308 - escaped here


def text(x: float, y: float, words: str, class_name: str, *, anchor: str = "start") -> SafeString:
    """Return a line of text."""
    return element("text", {"x": x, "y": y, "class": class_name, "text-anchor": anchor}, words)


def line(x1: float, y1: float, x2: float, y2: float, class_name: str) -> SafeString:
    """Return a straight line."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": class_name})


def bar(x: float, y: float, width: float, height: float, class_name: str) -> SafeString:
    """Return a bar with round ends."""
    return element(
        "rect",
        {"x": x, "y": y, "width": width, "height": height, "rx": min(height, width) / 2, "class": class_name},
    )


def path(outline: str, class_name: str, **attributes: str) -> SafeString:
    """Return a path with a class."""
    return element("path", {"d": outline, "class": class_name, **attributes})


def picture(
    key: str,
    width: float,
    height: float,
    title: str,
    description: str,
    *children: str,
    class_name: str = "chart",
) -> SafeString:
    """Return a whole drawing with its title and description for those who do not see it."""
    return element(
        "svg",
        {
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "class": class_name,
            "role": "img",
            "aria-labelledby": f"{key}-title {key}-desc",
        },
        element("title", {"id": f"{key}-title"}, title),
        element("desc", {"id": f"{key}-desc"}, description),
        *children,
    )


def smooth_closed(points: Sequence[Point]) -> str:
    """Return a closed path through all points, curved as a Catmull-Rom spline."""
    count = len(points)
    pieces = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for here in range(count):
        before, start = points[here - 1], points[here]
        end, after = points[(here + 1) % count], points[(here + 2) % count]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        pieces.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in (first, second, end)))
    return "".join(pieces) + "Z"


def softened(points: Sequence[Point]) -> list[Point]:
    """Return a closed outline with every corner drawn half-way to the middle of its neighbours."""
    pairs = zip([points[-1], *points[:-1]], points, [*points[1:], points[0]], strict=True)
    return [((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4) for a, b, c in pairs]


def polygon(points: Sequence[Point]) -> str:
    """Return a closed path of straight lines."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Maps metres (x forward, z up) to pixels (x right, y down).

    Parameters
    ----------
    pixels_per_m
        Scale.
    origin_px
        Where the point `origin_m` lands.
    origin_m
        The point of the world that lands there [m].
    """

    pixels_per_m: float
    origin_px: Point
    origin_m: Point

    def at(self, point: Sequence[float]) -> Point:
        """Return the pixel of one point [m]."""
        return (
            self.origin_px[0] + (point[0] - self.origin_m[0]) * self.pixels_per_m,
            self.origin_px[1] - (point[1] - self.origin_m[1]) * self.pixels_per_m,
        )

    def all(self, points: Iterable[Sequence[float]]) -> list[Point]:
        """Return the pixels of many points [m]."""
        return [self.at(point) for point in points]
