"""`heelwise schema`: the published shape of `why --json` and `load --json`."""

from __future__ import annotations

from importlib.resources import files

import click

from heelwise.cli.speech import gettext as _


@click.command(
    help=_(
        "Print the JSON schema that every answer of `heelwise why --json` keeps, or that of `heelwise load --json`: "
        "heelwise schema load."
    )
)
@click.argument("command", type=click.Choice(["why", "load"]), default="why")
def schema(command: str) -> None:
    """Print the schema as it is published."""
    text = (files("heelwise.explain") / f"{command}.schema.json").read_text(encoding="utf-8")
    click.echo(text.rstrip("\n"))
