"""Preparing: the body model is built once, with a progress bar, and is there after that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from heelwise.cli.body_model import BuildBar


def test_preparing_twice_builds_once(heelwise_process: Callable[..., Any], tmp_path: Path) -> None:
    first = heelwise_process("prepare")
    assert (first.status, first.out) == (0, "The body model is built.\n")
    stored = {file: file.stat().st_mtime_ns for file in (tmp_path / "data").rglob("*.npz")}
    assert stored
    assert heelwise_process("prepare").out == "The body model was ready already.\n"
    assert {file: file.stat().st_mtime_ns for file in stored} == stored


def test_no_bar_is_shown_when_nothing_is_built() -> None:
    bar = BuildBar()
    bar.close()
    assert not bar.was_shown


def test_a_bar_is_shown_from_the_first_report_on() -> None:
    bar = BuildBar()
    bar.report(0, 6)
    bar.report(6, 6)
    bar.close()
    assert bar.was_shown
