"""A shoe from one line of text: ``stiletto:9``, ``block:5``, ``flat``, ``wedge:8:platform=3:insert=arch``."""

from __future__ import annotations

from typing import Final, cast

from heelwise.errors import InputError
from heelwise.footwear.shoe import Cushioning, Fit, Insert, Kind, Shoe
from heelwise.text import N_, Text
from heelwise.units.parsing import parse_length_m, shorten

FLAT_HEEL_M: Final = 0.01
"""Heel of a flat shoe whose height nobody gave [m]: our assumption, a person's ruler replaces it."""

THINNEST_HEEL_M: Final = 0.003
"""A heel thinner than this [m] is no heel: the number was meant in another unit."""

_EXAMPLE: Final = "stiletto:9, block:5, flat, wedge:8:platform=3"
_OPTIONS: Final = ("platform", "tip", "insert", "cushioning", "fit", "name")


def parse_shoe(text: str) -> Shoe:
    """Return the shoe that `text` describes: kind, heel height (cm unless a unit is written), options.

    Options are ``platform=1.5``, ``tip=10x8mm`` (length x width), ``insert=``, ``cushioning=``, ``fit=`` and
    ``name=``. A flat needs no height: its heel is then `FLAT_HEEL_M`.

    Raises
    ------
    InputError
        If a part cannot be read, or the shoe itself refuses a value.
    """
    kind, *rest = [part.strip() for part in text.split(":")]
    if not kind:
        raise InputError(
            "shoe",
            Text(N_("The shoe is empty; write it like one of these: {example}."), {"example": _EXAMPLE}),
        )
    heights = [part for part in rest if part and "=" not in part]
    options = _parse_options([part for part in rest if "=" in part], text)
    tip_length_m, tip_width_m = _parse_tip(options["tip"]) if "tip" in options else (None, None)
    return Shoe(
        kind=cast(Kind, kind.lower()),
        heel_height_m=_parse_heel_m(kind.lower(), heights, text),
        platform_m=parse_length_m("platform_m", options.get("platform", "0")),
        heel_tip_length_m=tip_length_m,
        heel_tip_width_m=tip_width_m,
        insert=cast(Insert, options.get("insert", "none").lower()),
        cushioning=cast(Cushioning, options.get("cushioning", "medium").lower()),
        fit=cast(Fit, options.get("fit", "good").lower()),
        name=options.get("name") or None,
    )


def parse_heel_height_m(text: str, default_unit: str = "cm") -> float:
    """Return a heel height [m]; one without a unit that only makes sense in metres is asked about.

    Raises
    ------
    InputError
        If the text is no length, or was probably meant as metres.
    """
    height_m = parse_length_m("heel_height_m", text, default_unit)
    if 0 < height_m < THINNEST_HEEL_M and not any(letter.isalpha() for letter in text):
        raise InputError(
            "heel_height_m",
            Text(
                N_(
                    "Heel height is {came} {unit}; it can be 0, or from {thinnest} cm to 20 cm. If you meant metres, "
                    "write {came} m."
                ),
                {
                    "came": shorten(text.strip()),
                    "unit": default_unit,
                    "thinnest": f"{THINNEST_HEEL_M * 100:g}",
                },
            ),
        )
    return height_m


def _parse_heel_m(kind: str, heights: list[str], text: str) -> float:
    if len(heights) > 1:
        raise InputError(
            "shoe",
            Text(
                N_('"{came}" has more than one height; write it like one of these: {example}.'),
                {"came": shorten(text), "example": _EXAMPLE},
            ),
        )
    if heights:
        return parse_heel_height_m(heights[0])
    if kind in ("kitten", "block", "wedge", "stiletto"):
        raise InputError(
            "heel_height_m",
            Text(
                N_('"{came}" has no heel height; write it as {kind}:6 for 6 cm.'),
                {"came": shorten(text), "kind": kind},
            ),
        )
    return FLAT_HEEL_M


def _parse_options(parts: list[str], text: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for part in parts:
        name, value = _parse_option(part, text)
        if name in options:
            raise InputError(
                "shoe",
                Text(
                    N_('"{came}" says {option} twice; please keep one of them.'),
                    {"came": shorten(text), "option": name},
                ),
            )
        options[name] = value
    return options


def _parse_option(part: str, text: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    name = name.strip().lower()
    if name not in _OPTIONS:
        raise InputError(
            "shoe",
            Text(
                N_('"{came}": there is no option "{option}"; allowed are {allowed}.'),
                {"came": shorten(text), "option": shorten(name), "allowed": ", ".join(_OPTIONS)},
            ),
        )
    return name, value.strip()


def _parse_tip(text: str) -> tuple[float, float]:
    length, cross, width = text.partition("x")
    if not cross:
        raise InputError(
            "heel_tip_length_m",
            Text(N_('The heel tip is "{came}"; write length x width, for example 10x8mm.'), {"came": shorten(text)}),
        )
    unit = "".join(letter for letter in width if letter.isalpha())
    length_text = length if any(letter.isalpha() for letter in length) else f"{length} {unit}"
    return parse_length_m("heel_tip_length_m", length_text), parse_length_m("heel_tip_width_m", width)
