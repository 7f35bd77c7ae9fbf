"""`heelwise schema`: the published shape of `why --json`."""

from __future__ import annotations

from importlib.resources import files

import click

from heelwise.cli.speech import gettext as _


@click.command(help=_("Print the JSON schema that every answer of `heelwise why --json` keeps."))
def schema() -> None:
    """Print the schema as it is published."""
    text = (files("heelwise.explain") / "why.schema.json").read_text(encoding="utf-8")
    click.echo(text.rstrip("\n"))
