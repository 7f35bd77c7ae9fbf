"""Shoe sizes to foot length, with the error that the trade's disagreement leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units.conversions import M_PER_IN
from heelwise.units.parsing import parse_length_m, parse_number, shorten

SIZE_ERROR_M: Final = 0.005
"""What a size leaves open [m]: published formulas differ by up to this, and lasts differ between makers."""

_LENGTH_LIMITS_M: Final = (0.17, 0.34)
_SYSTEMS: Final = ("eu", "uk", "us-women", "us-men", "mm", "cm")
_EXAMPLE: Final = "eu:39, uk:6, us-women:8, us-men:9, 245 mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedLength:
    """Foot length from a size or a ruler.

    Parameters
    ----------
    length_m
        Foot length [m].
    error_m
        Half-width of what is open [m]; 0 where it was given as a length.
    """

    length_m: float
    error_m: float


def parse_shoe_size_m(text: str) -> SizedLength:
    """Return the foot length for ``eu:39``, ``uk:6``, ``us-women:8``, ``us-men:9``, ``245mm`` or ``24.5 cm``.

    Raises
    ------
    InputError
        If the system is unknown or the length is no adult's.
    """
    system, colon, size = (part.strip().lower() for part in text.partition(":"))
    if not colon:
        length_m = parse_length_m("shoe_size", text, default_unit="mm")
        return SizedLength(length_m=_checked(length_m, text), error_m=0.0)
    if system not in _SYSTEMS:
        hint = N_(" US sizes differ for women and men: write us-women or us-men.") if system == "us" else ""
        raise InputError(
            "shoe_size",
            Text(
                N_('"{came}": "{system}" is not a size system we know; write one of: {example}.{hint}'),
                {
                    "came": shorten(text),
                    "system": shorten(system),
                    "example": _EXAMPLE,
                    "hint": Text(hint) if hint else "",
                },
            ),
        )
    if system in ("mm", "cm"):
        length_m = parse_length_m("shoe_size", size, default_unit=system)
        return SizedLength(length_m=_checked(length_m, text), error_m=0.0)
    number = parse_number("shoe_size", size)
    return SizedLength(length_m=_checked(foot_length_m(system, number), text), error_m=SIZE_ERROR_M)


def foot_length_m(system: str, size: float) -> float:
    """Return the mean of the published formulas for a size [m].

    Notes
    -----
    EU = 1.5 (L + 1.5) or 1.5 L + 2 with L in cm; UK = 3 L - 23 and US men = 3 L - 22 with L in inches; US
    women = US men + 1.5 or EU - 31.5. UK by way of EU uses EU - 33.5, derived from 24 cm being a UK 4.5.

    References
    ----------
    babbage-shoe-size, prime-shoe-size, grams-to-cups-shoe-size.
    """
    if system == "eu":
        return _by_eu_m(size)
    inches_plus, eu_plus = {"uk": (23.0, 33.5), "us-men": (22.0, 32.5), "us-women": (20.5, 31.5)}[system]
    return ((size + inches_plus) / 3.0 * M_PER_IN + _by_eu_m(size + eu_plus)) / 2


def _by_eu_m(size: float) -> float:
    return ((size / 1.5 - 1.5) + (size - 2.0) / 1.5) / 2 / 100


def _checked(length_m: float, text: str) -> float:
    low, high = _LENGTH_LIMITS_M
    if not low <= length_m <= high:
        raise InputError(
            "shoe_size",
            Text(
                N_(
                    '"{came}" makes a foot of {length} mm; it can be from {low} to {high} mm. Write a size with its '
                    "system, or a length with its unit: {example}."
                ),
                {
                    "came": shorten(text),
                    "length": f"{length_m * 1000:.4g}",
                    "example": _EXAMPLE,
                    "low": f"{low * 1000:.0f}",
                    "high": f"{high * 1000:.0f}",
                },
            ),
        )
    return length_m
