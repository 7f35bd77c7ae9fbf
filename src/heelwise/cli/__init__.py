"""The command line: `heelwise why`, `prepare`, `serve`, `profile`, `claims`, `schema`.

Here: options, tables, messages and exit statuses. Not here: any formula; the answer comes from ``explain``,
what is stored from ``web``. Commands load only when they are called, so that help is quick.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit status: 0 fine, 1 our fault, 2 the input, 130 stopped."""
    from heelwise.cli.run import run

    raise SystemExit(run())
