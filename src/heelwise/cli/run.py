"""Starting a command, and what happens when it cannot finish: a message, a status, never a traceback."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from unicodedata import normalize

import click

from heelwise.cli.options import option_of_field
from heelwise.cli.root import heelwise
from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render
from heelwise.errors import ConvergenceError, EvidenceError, HeelwiseError, InputError, TooYoungError

INPUT_FAULT: Final = 2
OUR_FAULT: Final = 1
STOPPED: Final = 130

_PLAIN: Final = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "°": " deg",
    "²": "2",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LATIN SMALL LETTER O WITH STROKE}": "o",
    "\N{LATIN CAPITAL LETTER O WITH STROKE}": "O",
    "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    "\N{MULTIPLICATION SIGN}": "x",
}
"""What stands for a sign where the terminal's encoding lacks it."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _never_fail_on_a_letter()
    usual_output = sys.stdout
    try:
        status = heelwise.main(args=arguments, prog_name="heelwise", standalone_mode=False)
    except HeelwiseError as fault:
        click.echo(_describe(fault), err=True)
        return OUR_FAULT if isinstance(fault, EvidenceError | ConvergenceError) else INPUT_FAULT
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        return STOPPED
    except SystemExit as leaving:
        # where nobody reads on, rich leaves from inside the fault and click after having replaced the stream
        if not isinstance(leaving.__context__, BrokenPipeError) and sys.stdout is usual_output:
            raise
        _leave_pipe_quietly()
        return 0
    except OSError as fault:
        click.echo(_describe_file_fault(fault), err=True)
        return INPUT_FAULT if fault.filename else OUR_FAULT
    except Exception as fault:
        if os.environ.get("HEELWISE_TRACEBACK"):
            raise
        click.echo(_describe_our_fault(fault), err=True)
        return OUR_FAULT
    return status if isinstance(status, int) else 0


def _describe(fault: HeelwiseError) -> str:
    """Return a person's message; one about an option says which."""
    message = render(fault.text)
    if isinstance(fault, TooYoungError) or not isinstance(fault, InputError):
        return message
    option = option_of_field(fault.field)
    return f"{option}: {message}" if option else message


def _describe_file_fault(fault: OSError) -> str:
    """Return which file or folder cannot be used, and why."""
    if not fault.filename:
        return _(
            "The output could not be written: {reason}. Send it somewhere with room and run the command again."
        ).format(reason=fault.strerror or type(fault).__name__)
    return _(
        "Heelwise cannot use {path}: {reason}. HEELWISE_DATA names the folder it may write to; the disk may "
        "also be full."
    ).format(path=fault.filename, reason=fault.strerror)


def _describe_our_fault(fault: Exception) -> str:
    """Return what to do about a fault of ours; only its kind, since its text may hold what was typed."""
    return _(
        "Something went wrong inside Heelwise ({kind}); this is our fault, not yours. To report it, set "
        "HEELWISE_TRACEBACK=1, run the command again and send us what it prints, without your own figures."
    ).format(kind=type(fault).__name__)


def _never_fail_on_a_letter() -> None:
    """Let output that cannot hold a sign show a plain one in its place; a minus must never get lost."""
    codecs.register_error("heelwise-plain", _write_plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="heelwise-plain")


def _write_plainly(fault: UnicodeError) -> tuple[str, int]:
    """Return plain signs for what an encoding cannot hold, and where to go on."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    letters = fault.object[fault.start : fault.end]
    return "".join(_PLAIN.get(letter) or _without_accent(letter) for letter in letters), fault.end


def _without_accent(letter: str) -> str:
    """Return the plain letter under an accent, or a question mark."""
    return normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def _leave_pipe_quietly() -> None:
    """Send what is still in the buffer nowhere, so that the interpreter does not complain at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
