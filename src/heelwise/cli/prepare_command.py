"""`heelwise prepare`: build the body model ahead of the first answer."""

from __future__ import annotations

import click

from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text


@click.command(help=_("Build the body model once on this machine; does nothing when it is there already."))
def prepare() -> None:
    """Load the model, which builds it where it is missing."""
    from heelwise.cli.body_model import load_model
    from heelwise.data_folder import find_data_folder
    from heelwise.model_cache import is_kept

    _model, built = load_model()
    if built and not is_kept(find_data_folder()):
        raise InputError(
            "HEELWISE_DATA",
            Text(
                N_(
                    "The body model was built but cannot be kept in {folder}: every start will build it again. Make "
                    "room, or set HEELWISE_DATA to a folder that you may write to."
                ),
                {"folder": str(find_data_folder())},
            ),
        )
    click.echo(_("The body model is built.") if built else _("The body model was ready already."))
