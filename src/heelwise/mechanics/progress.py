"""How a long task says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all)."""


def ignore_progress(done: int, total: int) -> None:
    """Say nothing."""
