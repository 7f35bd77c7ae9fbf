"""Drawings: what stands where."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.fixtures.web.fixture_answer import fixture_figure

from heelwise.web.charts.body_figure import WIDTH, render_body_figure
from heelwise.web.charts.interval_rows import (
    EDGE,
    Interval,
    Row,
    Scale,
    change_scale,
    render_amounts,
    render_changes,
    render_shares,
)
from heelwise.web.charts.interval_rows import WIDTH as CHART_WIDTH
from heelwise.web.charts.mannequin import BODY_PARTS, body_outlines, girth_from_mass, shoe_outlines
from heelwise.web.charts.marks import VERDICT_SHAPES, render_verdict_mark
from heelwise.web.charts.spine import LEVELS, disc_axis
from heelwise.web.charts.spine_close_up import render_spine_close_up
from heelwise.web.charts.svg import Frame, element, number, smooth_closed
from heelwise.web.shoe_presentation import outline_of

BAREFOOT = outline_of(fixture_figure(0.0, 0.0, None))
SHOD = outline_of(fixture_figure(0.09, 0.0, "stiletto"))
ROW = Row(label="L5/S1", words="−3 to +8 %", interval=Interval(low=-3, median=2, high=8))


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def test_coordinates_are_short_and_never_minus_zero() -> None:
    assert [number(x) for x in (1.0, -0.001, 2.3456, 100.0)] == ["1", "0", "2.3", "100"]


def test_words_in_a_drawing_are_escaped() -> None:
    assert element("text", {"class": 'a"b'}, "<b>&") == '<text class="a&quot;b">&lt;b&gt;&amp;</text>'


def test_a_smooth_outline_passes_through_its_points() -> None:
    outline = smooth_closed([(0, 0), (10, 0), (10, 10), (0, 10)])
    assert outline.startswith("M0 0C")
    assert " 10 10C" in outline
    assert outline.endswith("Z")


def test_up_in_the_world_is_up_on_the_page() -> None:
    frame = Frame(pixels_per_m=100, origin_px=(50, 200), origin_m=(0, 0))
    assert frame.at((0.1, 1.0)) == pytest.approx((60, 100))


def test_zero_stands_in_the_middle_of_changes() -> None:
    scale = change_scale([ROW])
    assert scale.at(0) == pytest.approx(CHART_WIDTH / 2)
    assert scale.at(-8) > EDGE
    assert scale.at(8) < CHART_WIDTH - EDGE


def test_a_value_outside_the_scale_stays_inside_the_chart() -> None:
    assert Scale(low=0, high=1).at(7) == CHART_WIDTH - EDGE


@pytest.mark.parametrize(
    "draw",
    [
        lambda: render_changes("c", "Title", "Description", [ROW], ("less", "more")),
        lambda: render_amounts("a", "Title", "Description", [ROW], "N"),
        lambda: render_shares("s", "Title", "Description", [("lean", 0.6), ("curve", 0.4)]),
        lambda: render_body_figure("b", BAREFOOT, SHOD, "stiletto 9 cm", 1.0),
        lambda: render_spine_close_up("z", BAREFOOT, SHOD, None, {}),
    ],
    ids=["changes", "amounts", "shares", "body", "spine"],
)
def test_a_drawing_has_a_title_a_description_and_no_inline_style(draw: Callable[[], str]) -> None:
    svg = draw()
    tree = parse(svg)
    assert tree.get("role") == "img"
    labels = (tree.get("aria-labelledby") or "").split()
    assert [tree.find(f".//*[@id='{label}']").text for label in labels]  # type: ignore[union-attr]
    assert "style=" not in svg
    assert "nan" not in svg


def test_intervals_keep_their_order_on_the_page() -> None:
    svg = render_changes("c", "t", "d", [ROW], ("less", "more"))
    band = re.search(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*class="change-band"', svg)
    median = re.search(r'<rect x="([\d.]+)"[^>]*class="change-median"', svg)
    assert band
    assert median
    left, right = float(band[1]), float(band[1]) + float(band[2])
    assert left < float(median[1]) < right
    assert left < CHART_WIDTH / 2 < right


def test_both_bodies_stay_inside_the_picture() -> None:
    for tall in (1.0, 1.5):
        svg = render_body_figure("b", BAREFOOT, SHOD, "shoe", tall)
        flesh = re.findall(r'<path d="([^"]+)" class="flesh"', svg)
        xs = [float(x) for d in flesh for x in re.findall(r"(-?[\d.]+) -?[\d.]+", d)]
        assert len(flesh) == 2
        assert min(xs) > 0
        assert max(xs) < WIDTH


def test_the_body_follows_the_joints_of_the_model() -> None:
    outlines = body_outlines(BAREFOOT, 1.0)
    assert {*BODY_PARTS, "arm"} == set(outlines)
    knee = BAREFOOT.joint("knee")
    xs = [x for x, z in outlines["leg"] if abs(z - knee[1]) < 0.04]
    assert min(xs) < knee[0] < max(xs)


def test_a_heavier_body_is_drawn_deeper_and_never_absurdly() -> None:
    assert girth_from_mass(1.68, 62) == pytest.approx(1.0, abs=0.01)
    assert girth_from_mass(1.68, 90) > 1.1
    assert girth_from_mass(1.5, 250) == 1.6


def test_every_verdict_has_a_shape_of_its_own() -> None:
    assert len(set(VERDICT_SHAPES.values())) == len(VERDICT_SHAPES) == 5
    for verdict in VERDICT_SHAPES:
        parse(render_verdict_mark(verdict))


def test_discs_lie_in_the_plane_their_loads_refer_to() -> None:
    for upper, lower, level in LEVELS:
        back, front = disc_axis(BAREFOOT, upper, lower)
        middle = BAREFOOT.level_points_m[level]
        assert (back[0] + front[0]) / 2 == pytest.approx(middle[0])
        assert front[0] > back[0]
    back, front = disc_axis(BAREFOOT, "l4", "l5")
    assert front[1] < back[1], "the lower discs tip forward and down"


def test_a_disc_without_a_known_slope_lies_level() -> None:
    bare = replace(BAREFOOT, disc_slopes_rad={})
    back, front = disc_axis(bare, "l5", "s1")
    assert back[1] == pytest.approx(front[1])


def test_the_upper_closes_over_the_toes_and_bare_feet_have_no_shoe() -> None:
    assert shoe_outlines(BAREFOOT) == {}
    upper = shoe_outlines(SHOD)["upper"]
    assert max(x for x, _ in upper) > SHOD.joint("toe")[0]
