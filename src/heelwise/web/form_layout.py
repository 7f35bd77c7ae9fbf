"""The form as the template reads it: every input with its label, unit, limits, value and error."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from heelwise.units import conversions
from heelwise.web.forms import (
    KINDS,
    LENGTH_UNITS,
    LIMITS_M,
    MASS_LIMITS_KG,
    MASS_UNITS,
    MAX_HOURS,
    N_SHOES,
    SEXES,
    SIZE_SYSTEMS,
    QuestionForm,
    plain,
)


def number_input(
    form: QuestionForm,
    name: str,
    label: str,
    unit: str,
    limits: tuple[float, float],
    hint: str = "",
    *,
    required: bool = False,
) -> dict[str, Any]:
    """Return one number input."""
    errors = [str(e) for e in form.errors.get(name, [])] if form.is_bound else []
    described = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(errors)
    return {
        "name": name,
        "label": label,
        "unit": unit,
        "value": form.shown(name),
        "hint": hint,
        "errors": errors,
        "required": required,
        "low": plain(limits[0]),
        "high": plain(limits[1]),
        "described_by": " ".join(described),
    }


def length_limits(name: str, unit: str) -> tuple[float, float]:
    """Return a length's limits in the unit shown."""
    low, high = LIMITS_M[name]
    return low / conversions.LENGTH_UNITS_M[unit], high / conversions.LENGTH_UNITS_M[unit]


def lay_out_shoe_inputs(form: QuestionForm, number: int, unit: str) -> dict[str, Any]:
    """Return the inputs of one shoe."""
    prefix = f"shoe_{number}_"
    kind = form.shown(prefix + "kind")
    errors = [str(e) for e in form.errors.get(prefix + "kind", [])] if form.is_bound else []
    known = {key for key, _label in KINDS}
    return {
        "legend": _("Shoe %(number)s") % {"number": number},
        "kind": {
            "name": prefix + "kind",
            "errors": errors,
            "optional": number > 1,
            "choices": [(key, label, key == kind) for key, label in KINDS],
            "is_known": kind in known,
        },
        "heel": number_input(form, prefix + "heel_height", _("Heel height"), unit, length_limits("heel_height", unit)),
        "platform": number_input(form, prefix + "platform", _("Platform"), unit, length_limits("platform", unit)),
    }


def _errors_without_a_place(form: QuestionForm) -> list[str]:
    """Return the messages about the whole form, and about the choices that have no place for one."""
    placeless = ("length_unit", "mass_unit", "shoe_size_system")
    about = [str(error) for name in placeless for error in form.errors.get(name, [])]
    return about + [str(error) for error in form.non_field_errors()]


def lay_out_form(form: QuestionForm) -> dict[str, Any]:
    """Return the whole form."""
    length, mass = form.units
    kg_per_unit = conversions.MASS_UNITS_KG[mass]
    mass_limits = (MASS_LIMITS_KG[0] / kg_per_unit, MASS_LIMITS_KG[1] / kg_per_unit)
    height_hint = _("5 ft 6 in is 66 in") if length == "in" else ""
    return {
        "length_unit": length,
        "mass_unit": mass,
        "length_units": [(unit, unit == length) for unit in LENGTH_UNITS],
        "mass_units": [(unit, unit == mass) for unit in MASS_UNITS],
        "age": number_input(form, "age_years", _("Age"), _("years"), (18, 100), required=True),
        "height": number_input(
            form, "height", _("Height"), length, length_limits("height", length), height_hint, required=True
        ),
        "mass": number_input(form, "mass", _("Weight"), mass, mass_limits, required=True),
        "sexes": [(key, label, key == form.shown("sex")) for key, label in SEXES],
        "sex_errors": form.errors.get("sex", []) if form.is_bound else [],
        "pregnant": bool(form.shown("pregnant")),
        "foot_length": number_input(
            form,
            "foot_length",
            _("Foot length"),
            length,
            length_limits("foot_length", length),
            _("Heel to longest toe, standing"),
        ),
        "shoe_size": number_input(form, "shoe_size", _("Or your shoe size"), "", (1, 60), _("Less exact than a ruler")),
        "size_systems": [(key, label, key == form.shown("shoe_size_system")) for key, label in SIZE_SYSTEMS],
        "shoes": [lay_out_shoe_inputs(form, number, length) for number in range(1, N_SHOES + 1)],
        "hours": number_input(
            form, "hours", _("Hours on your feet in them"), _("hours"), (0.5, MAX_HOURS), required=True
        ),
        "other_errors": _errors_without_a_place(form) if form.is_bound else [],
        "has_errors": bool(form.is_bound and form.errors),
    }
