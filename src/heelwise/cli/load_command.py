"""`heelwise load`: what an activity puts on one person's spine, against standing quietly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from heelwise.activities.catalogue import find_activity
from heelwise.activities.parameter import check_values
from heelwise.cli.activity_words import (
    option_help,
    option_metavar,
    option_name,
    parameters_by_name,
    read_values,
)
from heelwise.cli.options import complete_person, parse_person_values, person_options
from heelwise.cli.speech import gettext as _
from heelwise.cli.why_command import read_seed

Command = TypeVar("Command", bound=Callable[..., Any])


def activity_options(command: Command) -> Command:
    """Add one option for every parameter that some activity has."""
    for name, uses in reversed(parameters_by_name().items()):
        metavar = option_metavar([parameter for _activity, parameter in uses])
        command = click.option(option_name(name), name, metavar=metavar, help=option_help(uses))(command)
    return command


@click.command(
    help=_(
        "What does an activity put on my spine, against standing quietly? heelwise activities lists them all. If age, "
        "height or mass is left out, what you do not give comes from the stored profile (heelwise profile set)."
    ),
    epilog=_(
        "Example: heelwise load hold --hold-kg 20 --reach-cm 30 --age 32 --height-cm 168 --mass-kg 62. Lengths are "
        "centimetres and weights kilograms unless you write another unit."
    ),
)
@click.argument("activity")
@activity_options
@person_options
@click.option("--seed", metavar=_("NUMBER"), help=_("Seed of the random draws, to see how far they matter."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the answer as JSON; see heelwise schema load."))
def load(activity: str, seed: str | None, as_json: bool, **given: Any) -> None:
    """Read the question, ask `explain`, print the answer."""
    said = parse_person_values(given)
    chosen = find_activity(activity)
    typed = {name: given[name] for name in parameters_by_name() if given[name] is not None}
    values = read_values(chosen, typed)
    number = read_seed(seed)
    check_values(chosen, values)
    person = complete_person(said)
    from heelwise.cli.body_model import load_model
    from heelwise.explain.load_answer import load_answer

    model, _built = load_model()
    seeded = {} if number is None else {"seed": number}
    answer = load_answer(person, chosen.name, values, model=model, **seeded).to_json()
    if as_json:
        from heelwise.cli.json_output import print_json

        print_json(answer)
        return
    from heelwise.cli.load_table import print_load

    print_load(answer)
