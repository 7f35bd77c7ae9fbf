"""The answer on a terminal."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from heelwise.cli.answer_table import describe_person, describe_shares, print_answer


def printed(answer: dict[str, Any], width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_answer(answer, console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("n_pairs", [1, 2, 3, 5])
def test_no_line_is_wider_than_eighty_columns(answer: dict[str, Any], n_pairs: int) -> None:
    answer["shoes"] = (answer["shoes"] * 2)[:n_pairs]
    assert max(len(line) for line in printed(answer).splitlines()) <= 80


def test_every_pair_stands_against_barefoot(answer: dict[str, Any]) -> None:
    text = printed(answer)
    assert "Barefoot" in text
    for shoe in answer["shoes"]:
        assert shoe["shoe"]["name"] in text.replace("\n", " ")
    for row in (
        "Ankle points down",
        "Knee bends",
        "Pelvis tips forward",
        "Lower-back curve",
        "Load on L4/L5",
        "Load on L5/S1",
        "Back-muscle effort",
        "Length you stand on",
    ):
        assert row in text


def test_loads_come_with_their_range_and_their_change(answer: dict[str, Any]) -> None:
    text = printed(answer)
    assert "430\N{EN DASH}590 N" in text
    assert "\N{MINUS SIGN}2 to +8 %" in text


def test_the_claim_is_judged_and_computed(answer: dict[str, Any]) -> None:
    text = " ".join(printed(answer).split())
    assert "Verdict: unsupported." in text
    assert "For you: A 5 cm heel changes your L5/S1 load by -3 % to +11 %." in text


def test_what_makes_the_range_wide_is_named_largest_first(answer: dict[str, Any]) -> None:
    words = describe_shares(answer["shoes"][0]["interval_shares"])
    assert words == "What makes the range at L5/S1 wide: How far you lean 61 %, How strong you are 10 %."
    assert describe_shares(None) == ""


def test_it_says_what_matters_what_is_unknown_and_that_it_is_no_diagnosis(answer: dict[str, Any]) -> None:
    text = printed(answer)
    for words in ("What matters most", "What is not known", "This is not a diagnosis"):
        assert words in text


def test_without_load_figures_their_rows_are_left_out(answer: dict[str, Any]) -> None:
    answer["person"]["notes"] = ["Load figures are off in pregnancy."]
    for standing in (answer["barefoot"], *answer["shoes"]):
        standing["levels"] = None
        standing["muscles"] = None
    for shoe in answer["shoes"]:
        shoe["interval_shares"] = None
    answer["claims"][0]["computed"] = None
    text = printed(answer)
    assert "Load figures are off in pregnancy." in text
    assert "Load on" not in text
    assert "Ankle points down" in text
    assert "For you" not in text


def test_a_guessed_foot_is_called_estimated(answer: dict[str, Any]) -> None:
    assert "foot about 252 mm (estimated)" in describe_person(answer)
    answer["person"]["foot_length_m"]["measured"] = True
    assert "foot 252 mm" in describe_person(answer)


def test_a_name_with_brackets_is_printed_as_it_is(answer: dict[str, Any]) -> None:
    answer["shoes"][0]["shoe"]["name"] = "[red] ones"
    assert "[red] ones" in printed(answer)


@pytest.mark.parametrize("width", [40, 48, 60, 66, 100])
def test_no_figure_is_cut_short_on_any_terminal(answer: dict[str, Any], width: int) -> None:
    text = printed(answer, width)
    assert "\N{HORIZONTAL ELLIPSIS}" not in text
    assert max(len(line) for line in text.splitlines()) <= width
    for shoe in answer["shoes"]:
        level = shoe["levels"][0]["compression_n"]
        assert f"{level['low']:.0f}\N{EN DASH}{level['high']:.0f} N" in text


def test_without_posture_and_load_there_are_no_empty_rows_and_no_word_about_them(answer: dict[str, Any]) -> None:
    for standing in (answer["barefoot"], *answer["shoes"]):
        standing["levels"] = standing["muscles"] = None
        standing["stance"] = {}
    text = printed(answer)
    assert "Slope under the foot" in text
    for words in ("Knee bends", "First line", "Our loads"):
        assert words not in text
