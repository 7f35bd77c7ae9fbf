"""The command group: names and one-line help without loading any command."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from heelwise import __version__
from heelwise.cli.speech import gettext as _
from heelwise.text import N_

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "why": ("heelwise.cli.why_command:why", N_("What do these shoes do to my back?")),
    "load": ("heelwise.cli.load_command:load", N_("What does an activity put on my spine?")),
    "activities": (
        "heelwise.cli.activities_command:activities",
        N_("What `load` can be asked about, and what may be said about it."),
    ),
    "claims": (
        "heelwise.cli.claims_command:claims",
        N_("What is said about heels, and what evidence makes of it."),
    ),
    "serve": ("heelwise.cli.serve_command:serve", N_("Open Heelwise in the browser.")),
    "profile": (
        "heelwise.cli.profile_command:profile",
        N_("Show, set or forget what Heelwise knows about you."),
    ),
    "prepare": (
        "heelwise.cli.prepare_command:prepare",
        N_("Build the body model once, ahead of the first answer."),
    ),
    "schema": ("heelwise.cli.schema_command:schema", N_("Print the JSON schema of `why --json` or `load --json`.")),
}
"""Command name -> where it lives and its one line of help."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and one line each, from the table alone."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_where, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        "Why does my lower back ache after wearing heels? Heelwise computes what a pair of shoes does to "
        "your posture and to the load on your spine, with its doubts and its sources. It is not a diagnosis."
    ),
    epilog=_("Example: heelwise why --age 32 --height-cm 168 --mass-kg 62 --shoe stiletto:9 --shoe block:5"),
)
@click.version_option(__version__, prog_name="heelwise", message="%(prog)s %(version)s")
def heelwise() -> None:
    """Hold the commands together."""
