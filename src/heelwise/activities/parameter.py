"""What may be said about an activity, and what an activity is: a name, its parameters, and the function that poses it.

Parameters are in the units people use (degrees, centimetres), which their names end in; the functions get SI.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units import conversions

Value = float | str | None
"""A number, a choice, or None for what was left open."""

PoseFunction = Callable[[Subject, Mapping[str, Value]], ActivityPose]

_TO_SI = {"_deg": ("_rad", conversions.RAD_PER_DEG), "_cm": ("_m", conversions.M_PER_CM)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing a person may say about an activity.

    Parameters
    ----------
    name
        Field name; a number's ends in its unit: ``_deg``, ``_cm``, ``_kg``, ``_m_per_s`` or ``_fraction``.
    kind
        ``number`` or ``choice``.
    text
        What it is, for people.
    default
        Taken when it is left out; None lets the model choose.
    low, high
        Least and most a number may be, in its own unit.
    unit
        How its unit is written, empty for a fraction or a choice.
    choices
        Allowed words; each is its own text in English.
    """

    name: str
    kind: Literal["number", "choice"]
    text: Text
    default: Value
    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    choices: tuple[str, ...] = ()

    def check(self, value: object) -> Value:
        """Return the value; raise `InputError` if it is not allowed, saying what is."""
        if value is None and self.default is None:
            return None
        return self._check_choice(value) if self.kind == "choice" else self._check_number(value)

    def to_si(self, value: Value) -> tuple[str, Value]:
        """Return name and value in SI."""
        for suffix, (si_suffix, factor) in _TO_SI.items():
            if self.name.endswith(suffix):
                si = factor * value if isinstance(value, int | float) else value
                return self.name.removesuffix(suffix) + si_suffix, si
        return self.name, value

    def _check_choice(self, value: object) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        raise InputError(
            self.name,
            Text(
                N_('{label} is "{came}"; it can be {allowed}.'),
                {"label": self.text, "came": str(value)[:40], "allowed": ", ".join(self.choices)},
            ),
        )

    def _check_number(self, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high:
            return float(value)
        raise InputError(
            self.name,
            Text(
                N_("{label} is {came}; please give a number from {low} to {high}{unit}."),
                {
                    "label": self.text,
                    "came": f"{value:g}" if isinstance(value, float) else str(value)[:40],
                    "low": f"{self.low:g}",
                    "high": f"{self.high:g}",
                    "unit": f" {self.unit}" if self.unit else "",
                },
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A way of holding or moving the body.

    Parameters
    ----------
    name
        Field name, for example ``lean``.
    title
        What it is called.
    parameters
        What may be said about it.
    pose
        Function from subject and values in SI to posture and forces.
    """

    name: str
    title: Text
    parameters: tuple[Parameter, ...]
    pose: PoseFunction

    def take_pose(self, subject: Subject, values: Mapping[str, object]) -> ActivityPose:
        """Return posture and forces for values as people give them; left out ones take their default.

        Raises
        ------
        InputError
            If a value is unknown or not allowed.
        InfeasiblePostureError
            If the body would fall.
        """
        return self.pose(subject, check_values(self, values))


def check_values(activity: Activity, values: Mapping[str, object]) -> dict[str, Value]:
    """Return all values of an activity in SI, by their SI names.

    Parameters
    ----------
    activity
        Whose parameters count.
    values
        By parameter name, in the units of the names; left out ones take their default.

    Raises
    ------
    InputError
        If a name is unknown, a number is missing, not finite or out of range, or a choice is none of the allowed.
    """
    known = [parameter.name for parameter in activity.parameters]
    for name in values:
        if name not in known:
            allowed = ", ".join(known) if known else N_("nothing")
            raise InputError(
                name,
                Text(
                    N_('"{activity}" knows no "{came}"; allowed is {allowed}.'),
                    {"activity": activity.name, "came": str(name)[:40], "allowed": Text(allowed)},
                ),
            )
    return dict(
        parameter.to_si(parameter.check(values.get(parameter.name, parameter.default)))
        for parameter in activity.parameters
    )
