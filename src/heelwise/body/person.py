"""The person: what we ask, what is allowed, and what a value means."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Literal, get_args

from heelwise.errors import InputError, TooYoungError
from heelwise.text import N_, Text
from heelwise.units import conversions

Sex = Literal["female", "male"]

_ADULT_AGE_YEARS = 18.0
_TYPICAL_BODY_MASS_INDEX_KG_PER_M2 = (17.0, 40.0)

_DEG = math.pi / 180.0
_LIMITS: dict[str, tuple[float, float]] = {
    "age_years": (_ADULT_AGE_YEARS, 100.0),
    "height_m": (1.20, 2.20),
    "mass_kg": (30.0, 250.0),
    "foot_length_m": (0.17, 0.34),
    "trunk_length_m": (0.35, 0.75),
    "leg_length_m": (0.55, 1.20),
    "sacral_inclination_rad": (0.0, 80 * _DEG),
    "lumbar_lordosis_rad": (0.0, 100 * _DEG),
}
_SHOWN: dict[str, tuple[str, float]] = {
    "age_years": (N_("Age"), 1.0),
    "height_m": (N_("Height"), 100.0),
    "mass_kg": (N_("Body mass"), 1.0),
    "foot_length_m": (N_("Foot length"), 1000.0),
    "trunk_length_m": (N_("Trunk length"), 100.0),
    "leg_length_m": (N_("Leg length"), 100.0),
    "sacral_inclination_rad": (N_("Sacral inclination"), 1 / _DEG),
    "lumbar_lordosis_rad": (N_("Lumbar lordosis"), 1 / _DEG),
}
_SHOWN_UNIT: dict[str, str] = {
    "age_years": N_("years"),
    "height_m": "cm",
    "mass_kg": "kg",
    "foot_length_m": "mm",
    "trunk_length_m": "cm",
    "leg_length_m": "cm",
    "sacral_inclination_rad": "°",
    "lumbar_lordosis_rad": "°",
}
_M, _CM, _MM, _IN, _KG, _LB = (
    (N_("metres"), 1.0),
    (N_("cm"), 0.01),
    (N_("mm"), 0.001),
    (N_("inches"), conversions.M_PER_IN),
    (N_("kg"), 1.0),
    (N_("pounds"), conversions.KG_PER_LB),
)
_MIXED_UP_LENGTHS = ((*_M, *_CM), (*_CM, *_M))
_MIXED_UP: dict[str, tuple[tuple[str, float, str, float], ...]] = {
    "height_m": (*_MIXED_UP_LENGTHS, (*_CM, *_IN)),
    "mass_kg": ((*_KG, *_LB),),
    "foot_length_m": ((*_M, *_MM), (*_MM, *_M), (*_MM, *_CM), (*_CM, *_MM), (*_CM, *_M)),
}
"""Which unit may have come, with its size, and which was meant; likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One adult body, as told or measured.

    Parameters
    ----------
    age_years
        Age [years], 18 to 100.
    height_m
        Standing height without shoes [m], 1.20 to 2.20.
    mass_kg
        Body mass [kg], 30 to 250.
    sex
        Which measured body model to use; None takes each for half of the draws and widens every interval.
    pregnant
        Switches all load figures off: no body model here was measured in pregnancy.
    foot_length_m
        Heel to longest toe, standing [m]; None estimates it from height.
    trunk_length_m
        Hip joint to the notch above the breastbone [m]; None scales with height.
    leg_length_m
        Hip joint to ankle joint [m]; None scales with height.
    sacral_inclination_rad
        Slope of the upper end of the sacrum from horizontal, standing barefoot, from a radiograph [rad].
    lumbar_lordosis_rad
        Angle between the upper endplates of L1 and S1, standing barefoot, from a radiograph [rad].
        A skin (inclinometer) angle is about half of it and must not be given here.

    Raises
    ------
    InputError
        If a value is missing, not a number or out of range.
    TooYoungError
        If the person is under 18.
    """

    age_years: float
    height_m: float
    mass_kg: float
    sex: Sex | None = None
    pregnant: bool = False
    foot_length_m: float | None = None
    trunk_length_m: float | None = None
    leg_length_m: float | None = None
    sacral_inclination_rad: float | None = None
    lumbar_lordosis_rad: float | None = None

    def __post_init__(self) -> None:
        if self.sex is not None and self.sex not in get_args(Sex):
            raise InputError(
                "sex",
                Text(
                    N_('Sex is "{value}"; it can be female, male, or left out for the average of both.'),
                    {"value": str(self.sex)},
                ),
            )
        optional = {f.name for f in fields(self) if f.default is None}
        for name in _LIMITS:
            value = getattr(self, name)
            if value is None and name in optional:
                continue
            _check_range(name, value)

    @property
    def body_mass_index_kg_per_m2(self) -> float:
        """Body mass over height squared [kg/m^2]."""
        return self.mass_kg / self.height_m**2

    @property
    def is_typical_build(self) -> bool:
        """Whether the body mass index lies where the segment data were measured (17 to 40 kg/m^2)."""
        low, high = _TYPICAL_BODY_MASS_INDEX_KG_PER_M2
        return low <= self.body_mass_index_kg_per_m2 <= high


def check_adult(age_years: float | None) -> None:
    """Raise if somebody is known to be under 18; what else is missing or wrong does not matter then.

    Raises
    ------
    TooYoungError
        With a kind word and nothing to compute.
    """
    if age_years is not None and 0 <= age_years < _ADULT_AGE_YEARS:
        raise TooYoungError(
            "age_years",
            Text(
                N_(
                    "Heelwise is made for adults from 18: growing backs are different and we have no data for "
                    "them. If your back hurts, please talk to a parent, a school nurse or a doctor. Most back "
                    "ache at your age goes away, and they can help."
                )
            ),
        )


def _check_range(name: str, value: object) -> None:
    """Raise unless `value` is a finite number inside the limits of the field `name`."""
    low, high = _LIMITS[name]
    label, factor = _SHOWN[name]
    unit = _SHOWN_UNIT[name]
    said = {
        "label": Text(label),
        "name": name,
        "low": _short(low * factor),
        "high": _short(high * factor),
        "unit": Text(unit),
    }
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        came = Text(N_("missing")) if value is None else str(value)
        raise InputError(
            name,
            Text(
                N_("{label} is {came}; please give a number from {low} to {high} {unit}."),
                {**said, "came": came},
            ),
        )
    if name == "age_years":
        check_adult(value)
    if not low <= value <= high:
        raise InputError(
            name,
            Text(
                N_("{label} is {came} {unit}; it can be from {low} to {high} {unit}.{hint}"),
                {**said, "came": _short(value * factor), "hint": _unit_hint(name, value)},
            ),
        )


def _unit_hint(name: str, value: float) -> Text | str:
    """Return a sentence that guesses the unit mistaken for ours, or an empty string."""
    low, high = _LIMITS[name]
    if name.endswith("_rad") and math.tau < value <= high / _DEG:
        return Text(N_(" {value} looks like degrees given as radians."), {"value": _short(value)})
    for came, came_size, meant, meant_size in _MIXED_UP.get(name, _MIXED_UP_LENGTHS if name.endswith("_m") else ()):
        number = value / came_size
        if low <= number * meant_size <= high:
            return Text(
                N_(" {value} looks like {meant} given as {came}."),
                {"value": _short(number), "meant": Text(meant), "came": Text(came)},
            )
    return ""


def _short(value: float) -> str:
    """Return a number as a person would write it."""
    return f"{value:.0f}" if 1e4 <= abs(value) < 1e9 else f"{value:.4g}"
