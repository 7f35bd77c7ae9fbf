"""The shoe: what we ask about it, what is allowed, and its name for people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from heelwise.errors import InputError
from heelwise.footwear.literature import find_value
from heelwise.text import N_, Text
from heelwise.units.parsing import shorten

Kind = Literal["flat", "kitten", "block", "wedge", "stiletto"]
Insert = Literal["none", "soft", "arch", "full_contact"]
Cushioning = Literal["firm", "medium", "soft"]
Fit = Literal["loose", "good", "tight"]

KIND_NAMES: Final[dict[Kind, str]] = {
    "flat": N_("flat"),
    "kitten": N_("kitten heel"),
    "block": N_("block heel"),
    "wedge": N_("wedge"),
    "stiletto": N_("stiletto"),
}

_LENGTH_LIMITS_M: Final[dict[str, tuple[float, float]]] = {
    "heel_height_m": (0.0, 0.20),
    "platform_m": (0.0, 0.10),
    "heel_tip_length_m": (0.003, 0.15),
    "heel_tip_width_m": (0.003, 0.10),
}
_LABELS: Final[dict[str, str]] = {
    "heel_height_m": N_("Heel height"),
    "platform_m": N_("Platform"),
    "heel_tip_length_m": N_("Heel tip length"),
    "heel_tip_width_m": N_("Heel tip width"),
    "kind": N_("Type of shoe"),
    "insert": N_("Insert"),
    "cushioning": N_("Cushioning"),
    "fit": N_("Fit"),
}
_LONGEST_NAME: Final = 80
_HIGHEST_OF_KIND_M: Final[dict[Kind, float]] = {"flat": 0.03, "kitten": 0.06}
"""Above these a shoe is called something else; trade words, not measurements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoe:
    """One pair of shoes, as far as it matters to posture.

    Parameters
    ----------
    kind
        Flat, kitten, block, wedge or stiletto.
    heel_height_m
        From the ground to the heel seat, at the back [m]; 0 to 0.20.
    platform_m
        Sole thickness under the ball of the foot [m]; at most the heel height.
    heel_tip_length_m, heel_tip_width_m
        Where the heel meets the ground, front to back and side to side [m]; None is usual for the kind.
    insert
        What lies on the footbed; it lifts heel and ball a little.
    cushioning, fit
        As felt; kept for the journal and the chooser, not part of the geometry.
    name
        What the owner calls the pair; at most 80 letters.

    Raises
    ------
    InputError
        If a value is not a number, out of range, contradicts another or is not in its list.
    """

    kind: Kind
    heel_height_m: float
    platform_m: float = 0.0
    heel_tip_length_m: float | None = None
    heel_tip_width_m: float | None = None
    insert: Insert = "none"
    cushioning: Cushioning = "medium"
    fit: Fit = "good"
    name: str | None = None

    def __post_init__(self) -> None:
        _check_word("kind", self.kind, get_args(Kind))
        _check_word("insert", self.insert, get_args(Insert))
        _check_word("cushioning", self.cushioning, get_args(Cushioning))
        _check_word("fit", self.fit, get_args(Fit))
        _check_length("heel_height_m", self.heel_height_m)
        _check_length("platform_m", self.platform_m)
        for field in ("heel_tip_length_m", "heel_tip_width_m"):
            if getattr(self, field) is not None:
                _check_length(field, getattr(self, field))
        _check_name(self.name)
        _check_platform_under_heel(self)
        _check_height_of_kind(self)

    @classmethod
    def from_cm(
        cls,
        kind: Kind,
        heel_height_cm: float,
        platform_cm: float = 0.0,
        *,
        insert: Insert = "none",
        cushioning: Cushioning = "medium",
        fit: Fit = "good",
        name: str | None = None,
    ) -> Shoe:
        """Return the shoe with heel and platform given in centimetres."""
        return cls(
            kind=kind,
            heel_height_m=_metres(heel_height_cm),
            platform_m=_metres(platform_cm),
            insert=insert,
            cushioning=cushioning,
            fit=fit,
            name=name,
        )

    @property
    def tip_length_m(self) -> float:
        """Length of the heel tip on the ground [m], as given or usual for the kind."""
        given = self.heel_tip_length_m
        return find_value("heel_tip_length_m", self.kind) if given is None else given

    @property
    def tip_width_m(self) -> float:
        """Width of the heel tip on the ground [m], as given or usual for the kind."""
        given = self.heel_tip_width_m
        return find_value("heel_tip_width_m", self.kind) if given is None else given

    @property
    def heel_tip_area_m2(self) -> float:
        """Area of the heel tip on the ground [m^2]."""
        return self.tip_length_m * self.tip_width_m

    @property
    def label(self) -> Text | str:
        """What to call the pair: its own name, else kind and height, for example ``stiletto 9 cm``."""
        if self.name and self.name.strip():
            return self.name
        kind = Text(KIND_NAMES[self.kind])
        if self.heel_height_m == 0:
            return kind
        heel_cm = _short(self.heel_height_m * 100)
        if self.platform_m == 0:
            return Text(N_("{kind} {heel_cm} cm"), {"kind": kind, "heel_cm": heel_cm})
        return Text(
            N_("{kind} {heel_cm} cm, platform {platform_cm} cm"),
            {"kind": kind, "heel_cm": heel_cm, "platform_cm": _short(self.platform_m * 100)},
        )


def _check_word(field: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InputError(
            field,
            Text(
                N_('{label} is "{came}"; it can be {allowed}.'),
                {"label": Text(_LABELS[field]), "came": shorten(str(value)), "allowed": ", ".join(allowed)},
            ),
        )


def _check_name(name: object) -> None:
    """Raise if a name would not fit beside its figures, or holds signs that steer a terminal."""
    if name is None or (isinstance(name, str) and len(name) <= _LONGEST_NAME and name.isprintable()):
        return
    raise InputError(
        "name",
        Text(
            N_('The name of the pair is "{came}"; it can be one line of up to {most} letters, digits and signs.'),
            {"came": shorten(str(name)), "most": _LONGEST_NAME},
        ),
    )


def _check_length(field: str, value: object) -> None:
    low, high = _LENGTH_LIMITS_M[field]
    said = {"label": Text(_LABELS[field]), "low": _short(low * 100), "high": _short(high * 100)}
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(
            field,
            Text(
                N_("{label} is {came}; please give a number from {low} to {high} cm."),
                {**said, "came": Text(N_("missing")) if value is None else str(value)},
            ),
        )
    length_m = float(value)
    if not low <= length_m <= high:
        raise InputError(
            field,
            Text(
                N_("{label} is {came}; it can be from {low} to {high} cm.{hint}"),
                {**said, "came": _with_unit(length_m), "hint": _unit_hint(length_m, low, high)},
            ),
        )


def _with_unit(value_m: float) -> str:
    """Return a length as it was probably meant: metres from 1 m on, centimetres below."""
    return f"{_short(value_m)} m" if abs(value_m) >= 1 else f"{_short(value_m * 100)} cm"


def _unit_hint(value_m: float, low_m: float, high_m: float) -> Text | str:
    """Return a sentence that guesses which unit was meant, or an empty string."""
    if value_m >= 1 and low_m <= value_m / 100 <= high_m:
        return Text(
            N_(" If you meant {value} centimetres, write {value} cm."),
            {"value": _short(value_m)},
        )
    if low_m <= value_m / 10 <= high_m and math.isclose(value_m * 1000, round(value_m * 1000)):
        return Text(
            N_(" If you meant {value} millimetres, write {value} mm."),
            {"value": _short(value_m * 100)},
        )
    return ""


def _check_platform_under_heel(shoe: Shoe) -> None:
    if shoe.platform_m > shoe.heel_height_m:
        raise InputError(
            "platform_m",
            Text(
                N_(
                    "The platform of {platform} cm is higher than the heel of {heel} cm. Heel height is "
                    "measured from the ground and includes the platform; please check both."
                ),
                {"platform": _short(shoe.platform_m * 100), "heel": _short(shoe.heel_height_m * 100)},
            ),
        )


def _check_height_of_kind(shoe: Shoe) -> None:
    highest_m = _HIGHEST_OF_KIND_M.get(shoe.kind)
    if highest_m is None or shoe.heel_height_m - shoe.platform_m <= highest_m:
        return
    others = [kind for kind in get_args(Kind) if kind not in _HIGHEST_OF_KIND_M]
    raise InputError(
        "heel_height_m",
        Text(
            N_(
                "Heel height is {came} cm, but we call a shoe {kind} only up to {high} cm. Choose another "
                "type ({others}) or check the height."
            ),
            {
                "came": _short(shoe.heel_height_m * 100),
                "kind": shoe.kind,
                "high": _short(highest_m * 100),
                "others": ", ".join(others),
            },
        ),
    )


def _metres(value_cm: object) -> float:
    """Return centimetres in metres, leaving what is no number to the check that names its field."""
    return cast("float", value_cm / 100 if isinstance(value_cm, int | float) else value_cm)


def _short(value: float) -> str:
    """Return a number as a person would write it."""
    return f"{round(value, 6):.4g}"
