"""Numbers and ranges in words for a terminal, rounded to what we know."""

from __future__ import annotations

from collections.abc import Mapping

from heelwise.cli.speech import gettext as _

Measured = Mapping[str, float]
MINUS = "\N{MINUS SIGN}"


def rounded(value: float, step: float = 1.0, digits: int = 0) -> str:
    """Return a number rounded to a step, with a true minus sign and never a negative zero."""
    written = f"{round(value / step) * step:.{digits}f}"
    if not float(written):
        return written.lstrip("-")
    return written.replace("-", MINUS)


def signed(value: float, step: float = 1.0, digits: int = 0) -> str:
    """Return a change with its sign; no change has none."""
    written = rounded(value, step, digits)
    return written if written.startswith(MINUS) or not float(written) else f"+{written}"


def amount(measured: Measured, unit: str, step: float = 1.0, digits: int = 0) -> str:
    """Return the middle of an amount with its unit."""
    return f"{rounded(measured['median'], step, digits)}{unit}"


def amount_range(measured: Measured, unit: str, step: float = 1.0, digits: int = 0) -> str:
    """Return an amount as low to high with its unit."""
    low, high = rounded(measured["low"], step, digits), rounded(measured["high"], step, digits)
    if low.startswith(MINUS):
        return _join(low, high, unit)
    return f"{low}{unit}" if low == high else f"{low}\N{EN DASH}{high}{unit}"


def change_range(measured: Measured, unit: str, step: float = 1.0, digits: int = 0) -> str:
    """Return a change as low to high with signs and unit."""
    return _join(signed(measured["low"], step, digits), signed(measured["high"], step, digits), unit)


def _join(low: str, high: str, unit: str) -> str:
    if low == high:
        return f"{low}{unit}"
    return _("{low} to {high}{unit}").format(low=low, high=high, unit=unit)
