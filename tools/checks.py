"""Run the checks that need no test: form, lint, types, layers, documentation.

`make test`, `make lint` and the pre-commit hooks all call this, so that they cannot disagree. Name some
checks to run only those.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# The type checker loads the web settings, which look for a data folder: not the person's own.
ENVIRONMENT = {**os.environ, "HEELWISE_DATA": str(ROOT / ".mypy_cache" / "data")}

CHECKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "lint": ("ruff check", ("ruff", "check", "--quiet", ".")),
    "format": ("ruff format --check", ("ruff", "format", "--check", "--quiet", ".")),
    "types": ("mypy, strict on the pure rooms", ("mypy", "--no-error-summary")),
    "layers": ("import-linter", ("lint-imports", "--no-cache", "--no-logo")),
    "docs": ("documentation, built strictly", ("mkdocs", "build", "--strict", "--quiet")),
}


def passes(name: str) -> bool:
    """Run one check, say how it went, and return whether it passed."""
    title, (program, *arguments) = CHECKS[name]
    began_s = time.monotonic()
    print(f"  {title} ...", end="", flush=True)
    done = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    verdict = "passed" if done.returncode == 0 else "FAILED"
    print(f" {verdict}, {time.monotonic() - began_s:.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


def main(names: Sequence[str]) -> int:
    """Run the named checks, or all of them; return the exit status."""
    unknown = sorted(set(names) - set(CHECKS))
    if unknown:
        print(f"There is no check named {', '.join(unknown)}; there are {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    print("Checking", flush=True)
    failed = [name for name in names or CHECKS if not passes(name)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}. `make format` mends form; the rest says where to look.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
