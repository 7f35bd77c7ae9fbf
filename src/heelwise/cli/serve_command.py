"""`heelwise serve`: the page in the browser, from this machine."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units.parsing import shorten

HOST: Final = "localhost"


@click.command(help=_("Open Heelwise in the browser. Everything stays on this machine."))
@click.option("--port", metavar=_("PORT"), help=_("Port to use; left out: HEELWISE_PORT, else a free one."))
@click.option("--open/--no-open", "opens", default=True, help=_("Open the page where there is a desktop."))
def serve(port: str | None, opens: bool) -> None:
    """Serve until stopped; print the address once it answers, and open it where there is a desktop."""
    number = parse_port(port or os.environ.get("HEELWISE_PORT"))

    def announce(address: str) -> None:
        click.echo(address)
        sys.stdout.flush()
        if opens and has_desktop():
            click.launch(address)

    from heelwise.web.server import serve as serve_page

    serve_page(HOST, number, ready=announce)


def parse_port(text: str | None) -> int | None:
    """Return a port number, or None where any free port will do.

    Raises
    ------
    InputError
        If the text is no port number.
    """
    if not text or not text.strip():
        return None
    digits = text.strip()
    number = int(digits) if digits.isdecimal() and len(digits) <= len("65535") else -1
    if not 1 <= number <= 65535:
        raise InputError(
            "port", Text(N_('"{came}" is not a port; use a whole number from 1 to 65535.'), {"came": shorten(digits)})
        )
    return number


def has_desktop() -> bool:
    """Say whether a browser window could open here."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
