"""Gather every sentence people read into the template that translators start from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYBABEL = Path(sys.executable).parent / "pybabel"
TEMPLATE = ROOT / "src" / "heelwise" / "locale" / "django.pot"
MARKERS = ("Text", "N_", "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2")
HEADER = ("--project=Heelwise", "--version=0", "--copyright-holder=The Heelwise authors")


def renew_template(path: Path) -> None:
    """Write the template; without line numbers, so that it changes only when a sentence does."""
    keywords = [word for marker in MARKERS for word in ("--keyword", marker)]
    form = ("--no-location", "--sort-output", "--mapping-file", "babel.cfg")
    begin: list[str | Path] = [PYBABEL, "--quiet", "extract", *form]
    command = [*begin, *keywords, *HEADER, "--output-file", path, "src/heelwise"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


if __name__ == "__main__":
    renew_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
