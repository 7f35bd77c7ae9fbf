"""The load of an activity on a terminal."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from heelwise.cli.load_table import describe_doubts, describe_parameters, print_load


def middle(median: float, half: float = 1.0) -> dict[str, float]:
    return {"median": median, "low": median - half, "high": median + half}


def level(name: str) -> dict[str, Any]:
    return {
        "level": name,
        "compression_n": middle(1340.0, 160.0),
        "shear_n": middle(-20.0, 120.0),
        "compression_body_weights": middle(2.2, 0.2),
        "change_percent": middle(140.0, 40.0),
        "shear_change_n": middle(10.0, 30.0),
        "ratio_to_standing": {"median": 2.4, "low": 2.04, "high": 2.71},
    }


@pytest.fixture
def load() -> dict[str, Any]:
    levels = ("L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
    return {
        "version": "0.1.0",
        "person": {
            "sex": "female",
            "age_years": 32,
            "height_m": 1.68,
            "mass_kg": 62.0,
            "pregnant": False,
            "body_mass_index_kg_per_m2": 22.0,
            "notes": ["A note about you."],
        },
        "activity": {
            "name": "lean",
            "title": "Leaning forward or back",
            "peak_over_stride": False,
            "parameters": [
                {"name": "angle_deg", "text": "Lean of the upper body", "unit": "°", "value": -30.0},
                {"name": "hold_kg", "text": "Weight in the hands", "unit": "kg", "value": 2.5},
                {"name": "knees", "text": "Knees", "unit": "", "value": "bent"},
                {"name": "lumbar_share_fraction", "text": "Share of the lower back", "unit": "", "value": None},
            ],
        },
        "levels": [level(name) for name in levels],
        "muscles": [
            {
                "group": "hip_extensors",
                "name": "Buttocks and backs of the thighs",
                "effort_percent": middle(12.0, 3.0),
                "change_points": middle(8.0, 10.0),
            }
        ],
        "hip_force_n": {"right": middle(700.0, 60.0), "left": middle(710.0, 60.0)},
        "residual_n_m": 1e-10,
        "settling": {"largest_deg": {"median": 1.9, "low": 1.5, "high": 2.0}, "limit_deg": 2.0},
        "fixed_angle": {"held_fraction": 0.48, "levels": [{"level": name, "median_n": 1510.0} for name in levels]},
        "contact_sharing": [{"level": name, "low_n": 1300.0, "high_n": 1400.0} for name in levels],
        "sentence": "Leaning puts about 2.4 times your standing load on your lowest disc.",
        "draws": {"asked": 256, "left_out": 0},
    }


def printed(answer: dict[str, Any], width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_load(answer, console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("width", [40, 48, 80, 100])
def test_no_figure_is_cut_short_on_any_terminal(load: dict[str, Any], width: int) -> None:
    text = printed(load, width)
    assert "\N{HORIZONTAL ELLIPSIS}" not in text
    assert max(len(line) for line in text.splitlines()) <= width
    for figure in ("1180\N{EN DASH}1500", "2.0\N{EN DASH}2.8", "\N{MINUS SIGN}140 to 100"):
        assert figure in text


def test_it_says_what_was_asked_who_asked_and_the_answer_first(load: dict[str, Any]) -> None:
    lines = printed(load, 100).splitlines()
    assert lines[0].strip() == "Leaning forward or back"
    assert describe_parameters(load) == (
        "Lean of the upper body: \N{MINUS SIGN}30°; Weight in the hands: 2.5 kg; Knees: bent; Share of the lower back: "
        "the model chooses"
    )
    text = " ".join(printed(load).split())
    assert text.index("32 years, 168 cm, 62 kg, female body model") < text.index("about 2.4 times")
    assert text.index("about 2.4 times") < text.index("A note about you.") < text.index("Disc")


def test_the_peak_over_a_stride_is_named(load: dict[str, Any]) -> None:
    load["activity"].update(parameters=[], peak_over_stride=True)
    assert describe_parameters(load) == "peak over one stride"


def test_it_says_how_far_the_figures_can_be_trusted(load: dict[str, Any]) -> None:
    said = " ".join(describe_doubts(load))
    assert "settled by 1.5\N{EN DASH}2.0° around the angle we gave them, of 2.0° at most" in said
    assert "its muscles alone hold this in 48 % of the draws, with 1510 N on L5/S1" in said
    assert "that moves the middle on L5/S1 from 1300 to 1400 N" in said


def test_it_says_where_nobody_holds_the_angles_and_where_sharing_hardly_matters(load: dict[str, Any]) -> None:
    for fixed, shared in zip(load["fixed_angle"]["levels"], load["contact_sharing"], strict=True):
        fixed["median_n"], shared["high_n"] = None, shared["low_n"] + 1.0
    said = " ".join(describe_doubts(load))
    assert "its muscles alone can hold this in hardly any draw" in said
    assert "that hardly moves the load on L5/S1" in said
    load["contact_sharing"] = None
    assert "share your weight" not in " ".join(describe_doubts(load))


def test_without_figures_there_is_no_table_but_the_warning_signs_stay(load: dict[str, Any]) -> None:
    for name in ("levels", "muscles", "hip_force_n", "residual_n_m", "settling", "fixed_angle", "contact_sharing"):
        load[name] = None
    text = printed(load)
    assert "Disc" not in text and "Hip joints" not in text
    assert "This is not a diagnosis" in text and "numb or tingling" in text
