"""`heelwise prepare`: build the body model ahead of the first answer."""

from __future__ import annotations

import click

from heelwise.cli.speech import gettext as _


@click.command(help=_("Build the body model once on this machine; does nothing when it is there already."))
def prepare() -> None:
    """Load the model, which builds it where it is missing."""
    from heelwise.cli.body_model import load_model

    _model, built = load_model()
    click.echo(_("The body model is built.") if built else _("The body model was ready already."))
