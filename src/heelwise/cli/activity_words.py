"""Parameters of activities as options: their names, what they take, and how typed text becomes a value."""

from __future__ import annotations

from collections.abc import Mapping

from heelwise.activities.catalogue import ACTIVITIES
from heelwise.activities.parameter import Activity, Parameter, Value
from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render
from heelwise.cli.wording import MINUS
from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units import conversions
from heelwise.units.parsing import parse_angle_rad, parse_length_m, parse_mass_kg, parse_number

_DIGITS = 12
"""A typed 90° must still be 90 after it was radians."""

_METAVARS = {"_deg": "DEG", "_cm": "CM", "_kg": "KG"}


def parameters_by_name() -> dict[str, list[tuple[Activity, Parameter]]]:
    """Return every parameter name in the order of the catalogue, with the activities that have it."""
    found: dict[str, list[tuple[Activity, Parameter]]] = {}
    for activity in ACTIVITIES:
        for parameter in activity.parameters:
            found.setdefault(parameter.name, []).append((activity, parameter))
    return found


def option_name(parameter_name: str) -> str:
    """Return the option that sets a parameter."""
    return "--" + parameter_name.replace("_", "-")


def option_metavar(parameters: list[Parameter]) -> str:
    """Return what stands for the value in the help: the unit, or all words that some activity allows."""
    first = parameters[0]
    if first.kind == "choice":
        return "|".join(dict.fromkeys(word for parameter in parameters for word in parameter.choices))
    return next((word for suffix, word in _METAVARS.items() if first.name.endswith(suffix)), _("NUMBER"))


def option_help(uses: list[tuple[Activity, Parameter]]) -> str:
    """Return what a parameter is and for which activities, grouped where it means the same."""
    meanings: dict[str, list[str]] = {}
    for activity, parameter in uses:
        meanings.setdefault(render(parameter.text), []).append(activity.name)
    return "; ".join(f"{text} ({', '.join(names)})" for text, names in meanings.items()) + "."


def read_values(activity: Activity, typed: Mapping[str, str]) -> dict[str, Value]:
    """Return typed texts as values of an activity, in the units of the names.

    Raises
    ------
    InputError
        If the activity does not take one of them, or a text is no number; names the option and what is taken.
    """
    known = {parameter.name: parameter for parameter in activity.parameters}
    for name in typed:
        if name not in known:
            raise InputError(name, _not_taken(activity))
    return {name: read_value(known[name], text) for name, text in typed.items()}


def read_value(parameter: Parameter, text: str) -> Value:
    """Return a typed text as a value: a word, or a number in the parameter's own unit."""
    if parameter.kind == "choice":
        return text.strip()
    try:
        return parse_number(parameter.name, text)
    except InputError:
        measured = _measured(parameter.name, text)
        return float(f"{measured:.{_DIGITS}g}")


def value_range(parameter: Parameter) -> str:
    """Return what a parameter can be, in words."""
    if parameter.kind == "choice":
        return ", ".join(parameter.choices)
    low, high = (f"{end:g}".replace("-", MINUS) for end in (parameter.low, parameter.high))
    return _("{low} to {high}{unit}").format(low=low, high=high, unit=unit_after(parameter.unit))


def show_value(value: Value, unit: str) -> str:
    """Return a value with its unit, or that the model chooses."""
    if value is None:
        return _("the model chooses")
    return value if isinstance(value, str) else f"{value:g}".replace("-", MINUS) + unit_after(unit)


def unit_after(unit: str) -> str:
    """Return a unit as it follows a number: degrees without a space."""
    return unit if unit in ("", "°") else f" {unit}"


def _measured(name: str, text: str) -> float:
    """Return a number with a unit in the unit that the name ends in."""
    if name.endswith("_deg"):
        return parse_angle_rad(name, text) / conversions.RAD_PER_DEG
    if name.endswith("_cm"):
        return parse_length_m(name, text) / conversions.M_PER_CM
    if name.endswith("_kg"):
        return parse_mass_kg(name, text)
    return parse_number(name, text)


def _not_taken(activity: Activity) -> Text:
    taken = ", ".join(option_name(parameter.name) for parameter in activity.parameters)
    if not taken:
        return Text(N_('"{activity}" takes no such option; it takes none of its own.'), {"activity": activity.name})
    return Text(
        N_('"{activity}" does not take this option; it takes {taken}.'), {"activity": activity.name, "taken": taken}
    )
