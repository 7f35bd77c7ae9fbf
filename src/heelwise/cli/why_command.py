"""`heelwise why`: every pair of shoes against standing barefoot, for one person."""

from __future__ import annotations

import sys
from typing import Any, Final

import click

from heelwise.cli.options import ask_person, person_options
from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text

_LONGEST_H: Final = 24.0


@click.command(
    help=_(
        "What do these shoes do to my back? Every pair is set against standing barefoot. If age, height or "
        "mass is left out, what you do not give comes from the stored profile (heelwise profile set)."
    ),
    epilog=_(
        "Shoes: stiletto:9, block:5, flat, kitten:4, wedge:8:platform=3; more parts: "
        "insert=none|soft|arch|full_contact, tip=10x8mm, name=... Heights are centimetres unless you write "
        "mm or in."
    ),
)
@person_options
@click.option("--shoe", "shoes", multiple=True, metavar=_("SHOE"), help=_("A pair, as type:height; repeat for more."))
@click.option("--hours", default="5", show_default=True, metavar=_("HOURS"), help=_("How long you wear them."))
@click.option("--seed", type=click.IntRange(min=0), help=_("Seed of the random draws, to see how far they matter."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the answer as JSON; see heelwise schema."))
def why(shoes: tuple[str, ...], hours: str, seed: int | None, as_json: bool, **given: Any) -> None:
    """Read the question, ask `explain`, print the answer."""
    pairs = _read_shoes(shoes)
    hours_s = _read_hours_s(hours)
    person = ask_person(given)
    from heelwise.cli.body_model import load_model
    from heelwise.explain import why as explain_why

    model, _built = load_model()
    chosen = {} if seed is None else {"seed": seed}
    answer = explain_why(person, pairs, hours_s, model=model, **chosen).to_json()
    if as_json:
        import json

        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        return
    from heelwise.cli.answer_table import print_answer

    print_answer(answer)


def _read_shoes(texts: tuple[str, ...]) -> tuple[Any, ...]:
    from heelwise.footwear import parse_shoe

    if not texts:
        raise InputError(
            "shoe", Text(N_("Which shoes? Add at least one pair, for example --shoe stiletto:9 --shoe flat."))
        )
    return tuple(parse_shoe(text) for text in texts)


def _read_hours_s(text: str) -> float:
    from heelwise.units.conversions import S_PER_H
    from heelwise.units.parsing import parse_duration_s

    hours_s = parse_duration_s("hours_s", text)
    if not 0 < hours_s <= _LONGEST_H * S_PER_H:
        raise InputError(
            "hours_s",
            Text(
                N_("The time is {came} h; it can be above 0 and up to 24 h."),
                {"came": f"{hours_s / S_PER_H:.4g}"},
            ),
        )
    return hours_s
