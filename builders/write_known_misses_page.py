"""Writes docs/known-misses.md: every check that Heelwise is known to fail, with its size, as the tests state it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "known-misses.md"
HEAD = """# Known misses

Written by `builders/write_known_misses_page.py` from the tests; do not edit. Each line is a check that Heelwise fails
today and says so: a strict expected failure, so that the test command notices when it is mended. Nothing was tuned to
make one of them pass.

| check | miss |
|---|---|
"""


def find_misses() -> Iterator[tuple[str, str]]:
    """Yield test file and reason of every strict expected failure, in order."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.xfail":
                given = {word.arg: word.value for word in node.keywords}
                yield path.relative_to(ROOT).as_posix(), str(ast.literal_eval(given["reason"]))


def write_page() -> str:
    """Return the page."""
    return HEAD + "".join(f"| `{path}` | {reason} |\n" for path, reason in find_misses())


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
