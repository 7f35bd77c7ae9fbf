"""Renew the lock files: exact versions and hashes for every platform, and no address of any index.

The lock for tests is resolved first; the one for running may only use versions from it, so that what is
tested is what runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"

COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate"),
    *("--custom-compile-command", "make lock"),
)
INPUTS = ("pyproject.toml", "requirements/build.in")
LOCKS: dict[str, tuple[str, ...]] = {
    "test": ("--extra", "compiled", "--extra", "postgres", *INPUTS, "requirements/test.in"),
    "start": ("--constraint", "requirements/test.txt", *INPUTS),
}


def main(arguments: list[str]) -> int:
    """Renew every lock; ``--upgrade`` takes the newest versions instead of keeping the present ones."""
    for name, inputs in LOCKS.items():
        lock = f"requirements/{name}.txt"
        command: list[str | Path] = [UV, *COMPILE, *arguments, *inputs, "--output-file", lock]
        print(f"  {lock} ...", end="", flush=True)
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        pins = sum("==" in line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines())
        print(f" {pins} packages", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
