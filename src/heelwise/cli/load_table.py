"""The answer of `heelwise load` for a terminal: discs, muscles, hips, then how far the figures can be trusted.

Reads the published JSON shape only, so that what is printed is what `--json` gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Words

from heelwise.care import EMERGENCY_ACTION, EMERGENCY_SIGNS, MOSTLY_HARMLESS, SOON_ACTION, SOON_SIGNS
from heelwise.cli.activity_words import show_value
from heelwise.cli.answer_table import WIDTH, make_console
from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render
from heelwise.cli.wording import amount, amount_range, change_range, rounded

Json = Mapping[str, Any]

_LOWEST = "L5/S1"
_NARROW = 48


def print_load(answer: Json, console: Console | None = None) -> None:
    """Print one answer."""
    out = console or make_console()
    out.print(Words(answer["activity"]["title"], style="bold"))
    for line in (describe_parameters(answer), describe_person(answer)):
        if line:
            out.print(Words(line))
    out.print()
    out.print(Words(answer["sentence"]))
    for note in answer["person"]["notes"]:
        out.print(Words(note))
    if answer["levels"]:
        _print_figures(out, answer)
    _print_heading(out, _("This is not a diagnosis"))
    out.print(Words(render(MOSTLY_HARMLESS)))
    for action, signs in ((EMERGENCY_ACTION, EMERGENCY_SIGNS), (SOON_ACTION, SOON_SIGNS)):
        out.print(Words(render(action)))
        for sign in signs:
            out.print(Words("- " + render(sign)))


def describe_parameters(answer: Json) -> str:
    """Return how the activity is done, in one line."""
    parts = [f"{item['text']}: {show_value(item['value'], item['unit'])}" for item in answer["activity"]["parameters"]]
    if answer["activity"]["peak_over_stride"]:
        parts.append(_("peak over one stride"))
    return "; ".join(parts)


def describe_person(answer: Json) -> str:
    """Return who was asked about, in one line."""
    person = answer["person"]
    sex = {"female": _("female body model"), "male": _("male body model"), "average": _("average body model")}
    parts = [
        _("{age} years").format(age=rounded(person["age_years"])),
        f"{rounded(person['height_m'] * 100)} cm",
        f"{rounded(person['mass_kg'])} kg",
        sex[person["sex"]],
    ]
    return ", ".join(parts)


def make_level_table(answer: Json, width: int = WIDTH) -> Table:
    """Return load, its ratio to standing and push forward, a row per disc; a figure is never cut short."""
    table = _table(_("Disc"), width)
    for header in (_("Load\n(N)"), _("Times\nstanding"), _("Forward\npush (N)")):
        table.add_column(header, justify="right", no_wrap=True)
    for level in answer["levels"]:
        load, ratio, shear = level["compression_n"], level["ratio_to_standing"], level["shear_n"]
        table.add_row(
            level["level"],
            f"{amount(load, '', 10)}\n{amount_range(load, '', 10)}",
            f"{amount(ratio, '', 0.1, 1)}\n{_range_outward(ratio)}",
            f"{amount(shear, '', 10)}\n{amount_range(shear, '', 10)}",
        )
    return table


def make_muscle_table(answer: Json, width: int = WIDTH) -> Table:
    """Return the effort of each group of muscles, and the change from standing."""
    table = _table(_("Muscles"), width)
    for header in (_("Effort"), _("Change from\nstanding")):
        table.add_column(header, justify="right", no_wrap=True)
    for muscle in answer["muscles"]:
        table.add_row(
            Words(muscle["name"]),
            amount(muscle["effort_percent"], " %"),
            change_range(muscle["change_points"], _(" points")),
        )
    return table


def describe_doubts(answer: Json) -> Iterator[str]:
    """Yield how far the figures can be trusted, a sentence each."""
    yield _(
        "First line: the middle of what we computed. Second line: 8 of 10 computed bodies like yours lie in it, before "
        "errors of the model itself."
    )
    settling, fixed = answer["settling"], answer["fixed_angle"]
    yield _(
        "Levels of the spine settled by {amount} around the angle we gave them, of {limit} at most: nobody knows a "
        "single level's angle better."
    ).format(
        amount=amount_range(settling["largest_deg"], "°", 0.1, 1),
        limit=_degrees(settling["limit_deg"]),
    )
    lowest = _find(fixed["levels"])["median_n"]
    if lowest is None or fixed["held_fraction"] < _FEW:
        yield _("A check of the model: without that settling its muscles alone can hold this in hardly any draw.")
    else:
        yield _(
            "A check of the model: without that settling its muscles alone hold this in {share} % of the draws, with "
            "{force} N on {level} in the middle."
        ).format(share=rounded(100 * fixed["held_fraction"]), force=rounded(lowest, 10), level=_LOWEST)
    if answer["contact_sharing"]:
        yield _describe_sharing(_find(answer["contact_sharing"]))


_FEW = 0.1
"""Share of the draws below which their middle says nothing about the others."""


def _describe_sharing(level: Json) -> str:
    low, high = rounded(level["low_n"], 10), rounded(level["high_n"], 10)
    if low == high:
        return _(
            "What you touch can share your weight in more than one way; that hardly moves the load on {level}."
        ).format(level=_LOWEST)
    return _(
        "What you touch can share your weight in more than one way; that moves the middle on {level} from {low} to "
        "{high} N."
    ).format(low=low, high=high, level=_LOWEST)


def _print_figures(out: Console, answer: Json) -> None:
    for table in (make_level_table(answer, out.width), make_muscle_table(answer, out.width)):
        out.print()
        out.print(table)
    hips = answer["hip_force_n"]
    out.print()
    out.print(
        Words(
            _("Hip joints: right {right}, left {left}.").format(
                right=amount_range(hips["right"], " N", 10), left=amount_range(hips["left"], " N", 10)
            )
        )
    )
    out.print()
    for sentence in describe_doubts(answer):
        out.print(Words(sentence, style="dim"))


def _table(first: str, width: int) -> Table:
    gap = 1 if width < _NARROW else 2
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(first)
    return table


_ROUNDING = 1e-3
"""Share of a step that is no doubt but arithmetic."""


def _range_outward(ratio: Json) -> str:
    """Return the range of a ratio, its ends rounded outward as in the sentence."""
    low, high = math.floor(10 * ratio["low"] + _ROUNDING) / 10, math.ceil(10 * ratio["high"] - _ROUNDING) / 10
    return amount_range({"low": low, "high": high}, "", 0.1, 1)


def _find(levels: list[Json]) -> Json:
    return next(level for level in levels if level["level"] == _LOWEST)


def _degrees(value_deg: float) -> str:
    return f"{rounded(value_deg, 0.1, 1)}°"


def _print_heading(out: Console, text: str) -> None:
    out.print(Padding(Words(text, style="bold"), (1, 0, 0, 0)))
