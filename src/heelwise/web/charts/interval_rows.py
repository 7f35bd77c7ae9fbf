"""Rows of intervals on one scale: changes about the plumb line, and amounts from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heelwise.web.charts.svg import bar, join, line, path, picture, text

WIDTH = 320.0
EDGE = 4.0
TOP = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its 80 % interval, in the unit it is shown in."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled row: the interval drawn, the words beside it, and one to compare with."""

    label: str
    words: str
    interval: Interval
    compared: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Maps values to pixels across the chart."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the pixel of a value, kept inside the chart."""
        fraction = (value - self.low) / ((self.high - self.low) or 1.0)
        return EDGE + min(1.0, max(0.0, fraction)) * (WIDTH - 2 * EDGE)


def round_step(span: float) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) for about four ticks over a span."""
    power = 1.0
    while span / power > 10:
        power *= 10
    while span / power < 1:
        power /= 10
    return next(step * power for step in (0.5, 1, 2, 5, 10) if span / (step * power) <= 5)


def change_scale(rows: Sequence[Row]) -> Scale:
    """Return a scale with zero in the middle, at least one unit to each side."""
    reach = max([1.0, *(max(abs(row.interval.low), abs(row.interval.high)) for row in rows)]) * 1.06
    return Scale(low=-reach, high=reach)


def draw_interval(scale: Scale, interval: Interval, y: float, height: float, class_name: str) -> SafeString:
    """Return a band from low to high with a mark at the median."""
    left, right, middle = scale.at(interval.low), scale.at(interval.high), scale.at(interval.median)
    return join(
        [
            bar(left, y, max(right - left, 3.0), height, f"{class_name}-band"),
            bar(middle - 2.5, y - 2, 5, height + 4, f"{class_name}-median"),
        ]
    )


def draw_words(row: Row, y: float) -> SafeString:
    """Return a row's label and its figures, each at its own edge."""
    return join([text(EDGE, y, row.label, "row-label"), text(WIDTH - EDGE, y, row.words, "row-value", anchor="end")])


def render_changes(key: str, title: str, description: str, rows: Sequence[Row], ends: tuple[str, str]) -> SafeString:
    """Return changes against barefoot about a plumb line at zero; `ends` name the two directions."""
    scale, pitch = change_scale(rows), 48.0
    zero, bottom = scale.at(0.0), TOP + pitch * len(rows)
    drawn: list[str] = [
        text(EDGE, 14, ends[0], "axis-name"),
        text(zero, 14, _("barefoot"), "axis-zero", anchor="middle"),
        text(WIDTH - EDGE, 14, ends[1], "axis-name", anchor="end"),
    ]
    drawn += [bar(EDGE, TOP + pitch * n + 26, WIDTH - 2 * EDGE, 10, "track") for n in range(len(rows))]
    drawn += [
        line(zero, TOP - 6, zero, bottom, "plumb-line"),
        path(f"M{zero - 4:.1f} {bottom - 1:.1f}h8l-4 12z", "plumb-bob"),
    ]
    for number, row in enumerate(rows):
        y = TOP + pitch * number
        drawn += [draw_words(row, y + 15), draw_interval(scale, row.interval, y + 26, 10, "change")]
    return picture(key, WIDTH, bottom + 14, title, description, *drawn)


def render_amounts(key: str, title: str, description: str, rows: Sequence[Row], unit: str) -> SafeString:
    """Return amounts from zero, the barefoot one thin and grey above the one in the shoe."""
    intervals = [i for row in rows for i in (row.interval, row.compared) if i is not None]
    lowest, highest = min([0.0, *(i.low for i in intervals)]), max(i.high for i in intervals)
    scale, pitch = Scale(low=lowest, high=highest * 1.02), 54.0
    bottom, step = TOP + pitch * len(rows), round_step(highest)
    drawn: list[str] = []
    tick = 0.0
    while tick <= highest:
        x = scale.at(tick)
        anchor = "start" if tick == 0 and lowest == 0 else "middle"
        drawn += [line(x, TOP - 8, x, bottom, "grid"), text(x, 12, f"{tick:g}", "axis-tick", anchor=anchor)]
        tick += step
    drawn.append(text(WIDTH - EDGE, bottom + 14, unit, "axis-name", anchor="end"))
    for number, row in enumerate(rows):
        y = TOP + pitch * number
        drawn.append(draw_words(row, y + 15))
        if row.compared:
            drawn.append(draw_interval(scale, row.compared, y + 25, 6, "compared"))
        drawn.append(draw_interval(scale, row.interval, y + 36, 10, "amount"))
    return picture(key, WIDTH, bottom + 20, title, description, *drawn)


def render_shares(key: str, title: str, description: str, rows: Sequence[tuple[str, float]]) -> SafeString:
    """Return shares of a whole as bars from zero, largest first."""
    pitch, drawn = 44.0, []
    for number, (label, share) in enumerate(rows):
        y = pitch * number
        drawn += [
            text(EDGE, y + 15, label, "row-label"),
            text(WIDTH - EDGE, y + 15, f"{100 * share:.0f} %", "row-value", anchor="end"),
            bar(EDGE, y + 24, WIDTH - 2 * EDGE, 8, "track"),
            bar(EDGE, y + 24, max(3.0, share * (WIDTH - 2 * EDGE)), 8, "share"),
        ]
    return picture(key, WIDTH, pitch * len(rows), title, description, *drawn)


def render_strip(key: str, title: str, interval: Interval, scale: Scale) -> SafeString:
    """Return one small interval about the plumb line, for a headline."""
    zero = scale.at(0.0)
    return picture(
        key,
        WIDTH,
        30,
        title,
        title,
        bar(EDGE, 10, WIDTH - 2 * EDGE, 10, "track"),
        line(zero, 1, zero, 29, "plumb-line"),
        draw_interval(scale, interval, 10, 10, "change"),
        class_name="chart strip",
    )


__all__ = [
    "Interval",
    "Row",
    "Scale",
    "change_scale",
    "render_amounts",
    "render_changes",
    "render_shares",
    "render_strip",
]
