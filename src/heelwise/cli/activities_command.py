"""`heelwise activities`: what `heelwise load` can be asked about, with parameters, units and ranges."""

from __future__ import annotations

import math
from typing import Any

import click

from heelwise.activities.catalogue import ACTIVITIES
from heelwise.activities.parameter import Activity, Parameter
from heelwise.cli.activity_words import option_name, show_value, value_range
from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render


@click.command(
    help=_("What heelwise load can be asked about, and what may be said about each: its options, units and ranges.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def activities(as_json: bool) -> None:
    """Print all activities."""
    if as_json:
        from heelwise.cli.json_output import print_json

        print_json([activity_to_json(activity) for activity in ACTIVITIES])
        return
    _print_activities()


def activity_to_json(activity: Activity) -> dict[str, Any]:
    """Return an activity as plain values, in the units that the names end in."""
    return {
        "name": activity.name,
        "title": render(activity.title),
        "parameters": [_parameter_to_json(parameter) for parameter in activity.parameters],
    }


def _parameter_to_json(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "text": render(parameter.text),
        "unit": parameter.unit,
        "default": None if is_instant(parameter) else parameter.default,
        "low": parameter.low if math.isfinite(parameter.low) else None,
        "high": parameter.high if math.isfinite(parameter.high) else None,
        "choices": list(parameter.choices),
    }


def _print_activities() -> None:
    from rich.table import Table
    from rich.text import Text as Words

    from heelwise.cli.answer_table import make_console

    out = make_console()
    for activity in ACTIVITIES:
        head = Words(activity.name, style="bold")
        head.append(f"  {render(activity.title)}", style="not bold")
        out.print(head)
        if not activity.parameters:
            continue
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for parameter in activity.parameters:
            table.add_row(Words(f"  {option_name(parameter.name)}"), Words(describe_parameter(parameter)))
        out.print(table)


def describe_parameter(parameter: Parameter) -> str:
    """Return what a parameter is, what it can be, and what it is when left out."""
    return _("{text}: {allowed}; left out: {default}").format(
        text=render(parameter.text),
        allowed=value_range(parameter),
        default=_("the peak over a stride") if is_instant(parameter) else show_value(parameter.default, parameter.unit),
    )


def is_instant(parameter: Parameter) -> bool:
    """Return whether a parameter names an instant of a stride; left out, `load` looks at the whole stride."""
    from heelwise.explain.activity_study import PHASE

    return parameter.name == PHASE
