"""The answer of `heelwise why` for a terminal: one table of pairs against barefoot, then words and doubts.

Reads the published JSON shape only, so that what is printed is what `--json` gives.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Words

from heelwise.care import EMERGENCY_ACTION, EMERGENCY_SIGNS, MOSTLY_HARMLESS, SOON_ACTION, SOON_SIGNS
from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render
from heelwise.cli.wording import amount, amount_range, change_range, rounded
from heelwise.explain import round_load_change
from heelwise.text import N_, Text

Json = Mapping[str, Any]

WIDTH: Final = 80
NARROWEST: Final = 40
PAIRS_IN_A_ROW: Final = 3
WIDTH_BEFORE_PAIRS: Final = 32
WIDTH_OF_PAIR: Final = 16
BACK_GROUP: Final = "erector_spinae"
HEADLINE_CLAIM: Final = "W5"
LEVELS: Final = ("L4/L5", "L5/S1")
POSTURE: Final = (
    ("ankle_plantarflexion_deg", N_("Ankle points down")),
    ("knee_flexion_deg", N_("Knee bends")),
    ("pelvis_anterior_tilt_deg", N_("Pelvis tips forward")),
    ("lumbar_lordosis_deg", N_("Lower-back curve")),
    ("trunk_lean_deg", N_("Trunk leans forward")),
)
CHANGE_ONLY: Final = ("pelvis_anterior_tilt_deg",)
"""Angles counted from the model's own zero pose: only their change means something to a person."""

VERDICTS: Final = {
    "supported": N_("supported"),
    "mixed": N_("mixed"),
    "unsupported": N_("unsupported"),
    "contradicted": N_("contradicted"),
    "unknown": N_("unknown"),
}
NOTHING: Final = "\N{EN DASH}"


def make_console() -> Console:
    """Return the console: as wide as the terminal but readable, 80 columns where there is none."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=False)
    console.width = max(NARROWEST, min(console.width, 100)) if console.is_terminal else WIDTH
    return console


def print_answer(answer: Json, console: Console | None = None) -> None:
    """Print one answer."""
    out = console or make_console()
    out.print(Words(_("What these shoes do to your back"), style="bold"))
    out.print(Words(describe_person(answer)))
    for note in answer["person"]["notes"]:
        out.print(Words(note))
    shoes = answer["shoes"]
    in_a_row = max(1, min(PAIRS_IN_A_ROW, (out.width - WIDTH_BEFORE_PAIRS) // WIDTH_OF_PAIR))
    for start in range(0, len(shoes), in_a_row):
        out.print()
        out.print(make_table(answer["barefoot"], shoes[start : start + in_a_row], out.width))
    out.print()
    if answer["barefoot"]["levels"]:
        out.print(
            Words(
                _(
                    "First line: the middle of what we computed. Second line: change against barefoot; "
                    "8 of 10 computed bodies like yours lie in a range, before errors of the model itself. Our "
                    "load in quiet standing is within a fifth of that of the one man measured."
                ),
                style="dim",
            )
        )
    for shoe in shoes:
        _print_shoe(out, shoe)
    _print_claim(out, answer["claims"])
    _print_list(out, _("What matters most"), answer["matters_most"])
    _print_list(out, _("What is not known"), answer["not_known"])
    _print_heading(out, _("This is not a diagnosis"))
    out.print(Words(render(MOSTLY_HARMLESS)))
    out.print(Words(render(EMERGENCY_ACTION)))
    _print_signs(out, EMERGENCY_SIGNS)
    out.print(Words(render(SOON_ACTION)))
    _print_signs(out, SOON_SIGNS)


def _print_signs(out: Console, signs: Sequence[Text]) -> None:
    for sign in signs:
        out.print(Words("- " + render(sign)))


def describe_person(answer: Json) -> str:
    """Return who was asked about, in one line."""
    person = answer["person"]
    sex = {"female": _("female body model"), "male": _("male body model"), "average": _("average body model")}
    foot_mm = rounded(person["foot_length_m"]["value"] * 1000)
    foot = _("foot {mm} mm") if person["foot_length_m"]["measured"] else _("foot about {mm} mm (estimated)")
    parts = [
        _("{age} years").format(age=rounded(person["age_years"])),
        f"{rounded(person['height_m'] * 100)} cm",
        f"{rounded(person['mass_kg'])} kg",
        sex[person["sex"]],
        foot.format(mm=foot_mm),
        _("{hours} h on your feet").format(hours=f"{answer['hours']:g}"),
    ]
    return ", ".join(parts)


def make_table(barefoot: Json, shoes: Sequence[Json], width: int = WIDTH) -> Table:
    """Return one table: a row per quantity, a column per pair, barefoot first; a figure is never cut short."""
    is_narrow = width < WIDTH_BEFORE_PAIRS + WIDTH_OF_PAIR
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=not is_narrow)
    table.add_column(_("Barefoot"), justify="right", no_wrap=True)
    for shoe in shoes:
        table.add_column(
            Words(shoe["shoe"]["name"]), justify="right", min_width=WIDTH_OF_PAIR - 1 if is_narrow else None
        )
    for part in (_posture_rows, _load_rows, _stability_rows):
        if part is _load_rows and not barefoot["levels"]:
            continue
        table.add_row()
        for label, bare, cells in part(barefoot, shoes):
            if not set(cells) - {NOTHING}:
                continue
            table.add_row(Words(label), bare, *cells)
    return table


Row = tuple[str, str, list[str]]


def _posture_rows(barefoot: Json, shoes: Sequence[Json]) -> Iterator[Row]:
    pitches = [f"{rounded(shoe['shoe']['pitch_deg'])}°" for shoe in shoes]
    yield _("Slope under the foot"), "0°", pitches
    for key, label in POSTURE:
        measured = [shoe["stance"].get(key) for shoe in shoes]
        if key in CHANGE_ONLY:
            yield _(label), NOTHING, [_change_of_degrees(value) for value in measured]
            continue
        yield (
            _(label),
            _amount_or_dash(barefoot["stance"].get(key), "°"),
            [_degrees(value) for value in measured],
        )


def _change_of_degrees(measured: Json | None) -> str:
    return change_range(measured["change"], "°") if measured else NOTHING


def _degrees(measured: Json | None) -> str:
    if not measured:
        return NOTHING
    return f"{amount(measured, '°')}\n{change_range(measured['change'], '°')}"


def _load_rows(barefoot: Json, shoes: Sequence[Json]) -> Iterator[Row]:
    for name in LEVELS:
        bare = _find(barefoot["levels"], "level", name)
        levels = [_find(shoe["levels"], "level", name) for shoe in shoes]
        yield (
            _("Load on {level}").format(level=name),
            _amount_or_dash(bare and bare["compression_n"], " N", 10),
            [_load(level) for level in levels],
        )
        yield (
            _("  model range"),
            amount_range(bare["compression_n"], " N", 10) if bare else NOTHING,
            [amount_range(level["compression_n"], " N", 10) if level else NOTHING for level in levels],
        )
    bare = _find(barefoot["muscles"], "group", BACK_GROUP)
    groups = [_find(shoe["muscles"], "group", BACK_GROUP) for shoe in shoes]
    yield (
        _("Back-muscle effort"),
        _amount_or_dash(bare and bare["effort_percent"], " %"),
        [_effort(group) for group in groups],
    )


def _load(level: Json | None) -> str:
    if not level:
        return NOTHING
    change = {end: round_load_change(level["change_percent"][end], end) for end in ("low", "high")}
    return f"{amount(level['compression_n'], ' N', 10)}\n{change_range(change, ' %')}"


def _effort(group: Json | None) -> str:
    if not group:
        return NOTHING
    change = change_range(group["change_points"], _(" points"))
    return f"{amount(group['effort_percent'], ' %')}\n{change}"


def _stability_rows(barefoot: Json, shoes: Sequence[Json]) -> Iterator[Row]:
    bare = barefoot["stability"]
    stabilities = [shoe["stability"] for shoe in shoes]
    yield (
        _("Length you stand on"),
        _centimetres(bare.get("base_of_support_cm")),
        [_centimetres(stability.get("base_of_support_cm")) for stability in stabilities],
    )
    for key, label in (
        ("backward_margin_cm", _("Weight to heel edge")),
        ("forward_margin_cm", _("Weight to ball of foot")),
    ):
        yield (
            label,
            _amount_or_dash(bare.get(key), " cm", 0.1, 1),
            [_amount_or_dash(stability.get(key), " cm", 0.1, 1) for stability in stabilities],
        )


def _centimetres(value_cm: float | None) -> str:
    return NOTHING if value_cm is None else f"{rounded(value_cm, 0.1, 1)} cm"


def _amount_or_dash(measured: Json | None, unit: str, step: float = 1.0, digits: int = 0) -> str:
    return amount(measured, unit, step, digits) if measured else NOTHING


def _find(rows: Sequence[Json] | None, key: str, value: str) -> Json | None:
    return next((row for row in rows or [] if row[key] == value), None)


def _print_shoe(out: Console, shoe: Json) -> None:
    _print_heading(out, shoe["shoe"]["name"])
    category = shoe["shoe"].get("category")
    if category:
        impact = {"low": _("low impact"), "moderate": _("moderate impact"), "high": _("high impact")}
        out.print(
            Words(
                _(
                    "Popular guides sort these as {impact}, for {best_for}; for backs, studies support height more "
                    "than type."
                ).format(impact=impact[category["impact"]], best_for=category["best_for"])
            )
        )
    for sentence in (shoe["sentence"], shoe["stability"].get("sentence")):
        if sentence:
            out.print(Words(sentence))
    shares = describe_shares(shoe.get("interval_shares"))
    if shares:
        out.print(Words(shares))


def describe_shares(shares: Sequence[Json] | None) -> str:
    """Return what makes the range wide, largest part first, or nothing where there is no load figure."""
    if not shares:
        return ""
    ordered = sorted(shares, key=lambda share: -share["share"])
    parts = ", ".join(f"{share['name']} {rounded(share['share'] * 100)} %" for share in ordered)
    return _("What makes the range at L5/S1 wide: {parts}.").format(parts=parts)


def _print_claim(out: Console, claims: Sequence[Json]) -> None:
    claim = _find(claims, "key", HEADLINE_CLAIM)
    if claim is None:
        return
    _print_heading(out, _("Is it true?"))
    verdict = _(VERDICTS[claim["verdict"]])
    out.print(Words(_('"{claim}"').format(claim=claim["claim"]), style="italic"))
    out.print(Words(_("Verdict: {verdict}. {sentence}").format(verdict=verdict, sentence=claim["sentence"])))
    if claim["computed"]:
        out.print(Words(_("For you: {sentence}").format(sentence=claim["computed"]["sentence"])))
    out.print(Words(_("Sources: heelwise claims W5. All claims: heelwise claims"), style="dim"))


def _print_list(out: Console, heading: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    _print_heading(out, heading)
    for sentence in sentences:
        bullet = Table.grid(padding=(0, 1))
        bullet.add_row("-", Words(sentence))
        out.print(bullet)


def _print_heading(out: Console, text: str) -> None:
    out.print(Padding(Words(text, style="bold"), (1, 0, 0, 0)))
