"""Numbers and intervals in words, rounded to what we know."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from heelwise.explain import round_load_change

Measured = Mapping[str, float]
MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def rounded(value: float, step: float = 1.0, digits: int = 0) -> str:
    """Return a number rounded to a step, with a true minus sign and never a negative zero."""
    nearest = round(value / step) * step
    written = f"{abs(nearest):.{digits}f}"
    return f"{MINUS}{written}" if nearest < 0 and float(written) else written


def signed(value: float, digits: int = 0) -> str:
    """Return a change with its sign; no change has none."""
    written = rounded(value, 10**-digits, digits)
    return written if written.startswith(MINUS) or not float(written) else f"+{written}"


def change_range(change: Measured, unit: str, digits: int = 0) -> str:
    """Return the interval of a change, such as -3 to +8 %."""
    low, high = signed(change["low"], digits), signed(change["high"], digits)
    return _range_words(low, high, unit)


def load_change_range(change: Measured) -> str:
    """Return the interval of a change of load, rounded to what the draws know."""
    return change_range({end: round_load_change(change[end], end) for end in ("low", "high")}, "%")


def amount_range(amount: Measured, unit: str, step: float = 1.0, digits: int = 0) -> str:
    """Return the interval of an amount, such as 410 to 560 N."""
    low, high = rounded(amount["low"], step, digits), rounded(amount["high"], step, digits)
    return _range_words(low, high, unit)


def _range_words(low: str, high: str, unit: str) -> str:
    """Return an interval with its unit; a degree sign stands close, other units after a space."""
    value = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return f"{value}{unit}" if unit in {"", "°"} else f"{value}{NO_BREAK_SPACE}{unit}"
