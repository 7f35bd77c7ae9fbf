"""Every known miss is strict, says its size and is published."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_known_misses_is_what_the_tests_say() -> None:
    spec = importlib.util.spec_from_file_location("misses", ROOT / "builders" / "write_known_misses_page.py")
    assert spec is not None and spec.loader is not None
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    assert builder.PAGE.read_text(encoding="utf-8") == builder.write_page(), "run builders/write_known_misses_page.py"


def test_every_expected_failure_is_strict_and_has_a_size() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.xfail":
                given = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
                assert given.get("strict") is True, path
                assert any(sign.isdigit() for sign in given["reason"]), path
