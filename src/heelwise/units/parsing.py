"""Text that a person typed to a number in SI: ``168``, ``168 cm``, ``5'6"``, ``1.68 m``, ``137 lb``.

Ranges are not judged here: the value that receives the number (a person, a shoe) knows what it can take.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite, nan

from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units.conversions import (
    ANGLE_UNITS_RAD,
    LENGTH_UNITS_M,
    M_PER_FT,
    M_PER_IN,
    MASS_UNITS_KG,
    TIME_UNITS_S,
)

_NUMBER = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_PLAIN_NUMBER = re.compile(rf"\s*{_NUMBER}(?:[eE][+-]?\d+)?\s*")
_MEASURE = re.compile(rf"\s*({_NUMBER})\s*([^\s\d.,+-]*)\s*")
_FEET_INCHES = re.compile(
    rf"""\s*(\d+)\s*(?:['\u2019\u2032]|ft|feet|foot)\s*(?:({_NUMBER})\s*(?:["\u201d\u2033]|''|in|inches|inch)?)?\s*""",
    re.IGNORECASE,
)
_HOURS_MINUTES = re.compile(r"\s*(\d+)\s*(?:h|:)\s*(\d{1,2})\s*(?:min|m)?\s*", re.IGNORECASE)

_SPELLINGS = {
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "centimetre": "cm",
    "centimetres": "cm",
    "centimeters": "cm",
    '"': "in",
    "”": "in",
    "″": "in",
    "inch": "in",
    "inches": "in",
    "'": "ft",
    "feet": "ft",
    "foot": "ft",
    "kilo": "kg",
    "kilos": "kg",
    "kgs": "kg",
    "lbs": "lb",
    "pound": "lb",
    "pounds": "lb",
    "stone": "st",
    "°": "deg",
    "degree": "deg",
    "degrees": "deg",
    "hour": "h",
    "hours": "h",
    "hr": "h",
    "hrs": "h",
    "minute": "min",
    "minutes": "min",
    "mins": "min",
    "sec": "s",
    "seconds": "s",
}

_METRES_BELOW = 3.0
"""A height without a unit is read as metres below this, as centimetres above: nobody is 3 m or 3 cm tall."""

_IN_PER_FT = 12
_MIN_PER_H = 60
_MOST_REPEATED = 40


def parse_number(field: str, text: str) -> float:
    """Return a plain finite number; a comma may stand for the decimal point, a true minus sign for the hyphen.

    Raises
    ------
    InputError
        If the text is empty, not a number, NaN or infinite.
    """
    plain = text.replace("\N{MINUS SIGN}", "-")
    number = _decimal(plain) if _PLAIN_NUMBER.fullmatch(plain) else nan
    if not isfinite(number):
        raise _not_a_number(field, text)
    return number


def parse_length_m(field: str, text: str, default_unit: str = "cm") -> float:
    """Return a length [m] from text such as ``9 cm``, ``245 mm``, ``3.5 in`` or ``5'6"``."""
    feet_inches = _FEET_INCHES.fullmatch(text)
    if feet_inches:
        feet, inches = (_decimal(part or "0") for part in feet_inches.groups())
        if not 0 <= inches < _IN_PER_FT:
            raise InputError(
                field,
                Text(
                    N_('"{came}": a foot has 12 inches; please write it like 5\'6".'), {"came": shorten(text.strip())}
                ),
            )
        return _finite(field, text, feet * M_PER_FT + inches * M_PER_IN)
    return _parse_measure(field, text, LENGTH_UNITS_M, default_unit)


def parse_height_m(field: str, text: str) -> float:
    """Return a body height [m]; a number without a unit is centimetres, or metres when it is below 3."""
    try:
        bare = parse_number(field, text)
    except InputError:
        return parse_length_m(field, text)
    return bare * LENGTH_UNITS_M["m" if abs(bare) < _METRES_BELOW else "cm"]


def parse_mass_kg(field: str, text: str, default_unit: str = "kg") -> float:
    """Return a mass [kg] from text such as ``62``, ``62 kg``, ``137 lb`` or ``9.5 st``."""
    return _parse_measure(field, text, MASS_UNITS_KG, default_unit)


def parse_angle_rad(field: str, text: str, default_unit: str = "deg") -> float:
    """Return an angle [rad] from text such as ``40``, ``40°`` or ``0.7 rad``."""
    return _parse_measure(field, text, ANGLE_UNITS_RAD, default_unit)


def parse_duration_s(field: str, text: str, default_unit: str = "h") -> float:
    """Return a time [s] from text such as ``5``, ``5 h``, ``90 min``, ``1h30`` or ``1:30``."""
    hours_minutes = _HOURS_MINUTES.fullmatch(text)
    if hours_minutes:
        hours, minutes = (_decimal(part) for part in hours_minutes.groups())
        if minutes >= _MIN_PER_H:
            raise InputError(
                field,
                Text(
                    N_('"{came}": an hour has 60 minutes; please write it like 1:30.'), {"came": shorten(text.strip())}
                ),
            )
        return _finite(field, text, hours * TIME_UNITS_S["h"] + minutes * TIME_UNITS_S["min"])
    return _parse_measure(field, text, TIME_UNITS_S, default_unit)


def _parse_measure(field: str, text: str, units: Mapping[str, float], default_unit: str) -> float:
    match = _MEASURE.fullmatch(text)
    if match is None:
        raise _not_a_number(field, text)
    number, word = match.groups()
    unit = _SPELLINGS.get(word.lower(), word.lower()) or default_unit
    if unit not in units:
        raise InputError(
            field,
            Text(
                N_('"{came}": {unit} is not a unit we can use here; allowed are {allowed}.'),
                {"came": shorten(text.strip()), "unit": shorten(word), "allowed": ", ".join(units)},
            ),
        )
    return _finite(field, text, _decimal(number) * units[unit])


def shorten(typed: str) -> str:
    """Return what was typed as a message may repeat it: one line of at most `_MOST_REPEATED` signs."""
    whole = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in typed)
    return whole if len(whole) <= _MOST_REPEATED else f"{whole[: _MOST_REPEATED - 1]}\N{HORIZONTAL ELLIPSIS}"


def _decimal(number: str) -> float:
    return float(number.replace(",", "."))


def _finite(field: str, text: str, value: float) -> float:
    """Return a value that did not overflow."""
    if not isfinite(value):
        raise _not_a_number(field, text)
    return value


def _not_a_number(field: str, text: str) -> InputError:
    came = shorten(text.strip())
    if not came:
        return InputError(field, Text(N_("This is empty; please give a number.")))
    return InputError(
        field,
        Text(N_('"{came}" is not a number we can read; please write it like 62 or 3.5.'), {"came": came}),
    )
