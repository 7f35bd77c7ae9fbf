"""`heelwise why`: every pair of shoes against standing barefoot, for one person."""

from __future__ import annotations

from typing import Any, Final

import click

from heelwise.cli.options import complete_person, parse_person_values, person_options
from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units.parsing import shorten

_LONGEST_H: Final = 24.0
_MOST_SEED_DIGITS: Final = 18


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
@click.option("--hours", default="5", show_default=True, metavar=_("HOURS"), help=_("Hours on your feet in them."))
@click.option("--seed", metavar=_("NUMBER"), help=_("Seed of the random draws, to see how far they matter."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the answer as JSON; see heelwise schema."))
def why(shoes: tuple[str, ...], hours: str, seed: str | None, as_json: bool, **given: Any) -> None:
    """Read the question, ask `explain`, print the answer."""
    said = parse_person_values(given)
    pairs = _read_shoes(shoes)
    hours_s = _read_hours_s(hours)
    number = read_seed(seed)
    person = complete_person(said)
    from heelwise.cli.body_model import load_model
    from heelwise.explain import why as explain_why

    model, _built = load_model()
    chosen = {} if number is None else {"seed": number}
    answer = explain_why(person, pairs, hours_s, model=model, **chosen).to_json()
    if as_json:
        from heelwise.cli.json_output import print_json

        print_json(answer)
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


def read_seed(text: str | None) -> int | None:
    """Return a seed, or None where none was given; raise `InputError` if it is no whole number."""
    if text is None:
        return None
    digits = text.strip()
    if not (digits.isdecimal() and len(digits) <= _MOST_SEED_DIGITS):
        raise InputError(
            "seed",
            Text(
                N_('The seed is "{came}"; it can be a whole number from 0, of up to {most} digits.'),
                {"came": shorten(digits), "most": _MOST_SEED_DIGITS},
            ),
        )
    return int(digits)


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
