"""The question as a form: text in the units a person chose, SI out, every message at its field.

Limits are judged by `Person` and `Shoe`; the attributes on the inputs only repeat them for the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heelwise.body import Person
from heelwise.errors import HeelwiseError, InputError, TooYoungError
from heelwise.footwear import FLAT_HEEL_M, Shoe, check_heel, parse_heel_height_m, parse_shoe_size_m
from heelwise.text import N_, Text
from heelwise.units import conversions
from heelwise.units.parsing import parse_duration_s, parse_length_m, parse_mass_kg, parse_number
from heelwise.web.profiles import StoredQuestion

N_SHOES = 3
LENGTH_UNITS = ("cm", "in")
MASS_UNITS = ("kg", "lb")
LIMITS_M = {
    "height": (1.20, 2.20),
    "foot_length": (0.17, 0.34),
    "heel_height": (0.0, 0.20),
    "platform": (0.0, 0.10),
}
MASS_LIMITS_KG = (30.0, 250.0)
MAX_HOURS = 24
FIRST_SHOES_M = {"stiletto": 0.09, "block": 0.05, "flat": FLAT_HEEL_M}
KINDS = [
    ("stiletto", _("Stiletto")),
    ("block", _("Block heel")),
    ("wedge", _("Wedge")),
    ("kitten", _("Kitten heel")),
    ("flat", _("Flat")),
]
SEXES = [("female", _("Female")), ("male", _("Male")), ("", _("Prefer not to say (average)"))]
SIZE_SYSTEMS = [("eu", "EU"), ("uk", "UK"), ("us-women", _("US women")), ("us-men", _("US men"))]
FIELD_OF_INPUT = {
    "height_m": "height",
    "mass_kg": "mass",
    "foot_length_m": "foot_length",
    "hours_s": "hours",
    "heel_height_m": "heel_height",
    "platform_m": "platform",
    "size": "shoe_size",
}
"""Where an engine's error about one of its inputs is shown."""


def plain(value: float, digits: int = 1) -> str:
    """Return a number for an input box: rounded, without trailing zeros."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def shown_length(length_m: float | None, unit: str, digits: int = 1) -> str:
    """Return a length as text in the unit shown."""
    return "" if length_m is None else plain(length_m / conversions.LENGTH_UNITS_M[unit], digits)


def shown_mass(mass_kg: float, unit: str) -> str:
    """Return a mass as text in the unit shown."""
    return plain(mass_kg / conversions.MASS_UNITS_KG[unit])


def default_values() -> dict[str, str]:
    """Return what an empty form shows: nobody's measurements yet, three shoes to compare."""
    values = {"length_unit": "cm", "mass_unit": "kg", "sex": "", "shoe_size_system": "eu", "hours": "5"}
    for number, (kind, heel_height_m) in enumerate(FIRST_SHOES_M.items(), start=1):
        values[f"shoe_{number}_kind"] = kind
        values[f"shoe_{number}_heel_height"] = shown_length(heel_height_m, "cm")
    return values


def values_of(question: StoredQuestion) -> dict[str, str]:
    """Return a stored question as the form shows it."""
    length = question.length_unit
    values = values_of_person(question.person, length, question.mass_unit)
    values["hours"] = plain(conversions.to_hours(question.hours_s), 2)
    for number, shoe in enumerate(question.shoes, start=1):
        values[f"shoe_{number}_kind"] = shoe.kind
        values[f"shoe_{number}_heel_height"] = shown_length(shoe.heel_height_m, length, 2)
        values[f"shoe_{number}_platform"] = shown_length(shoe.platform_m, length, 2) if shoe.platform_m else ""
    return values


def values_of_person(person: Person, length_unit: str = "cm", mass_unit: str = "kg") -> dict[str, str]:
    """Return a stored person as the form shows them."""
    return {
        "length_unit": length_unit,
        "mass_unit": mass_unit,
        "age_years": f"{person.age_years:g}",
        "height": shown_length(person.height_m, length_unit),
        "mass": shown_mass(person.mass_kg, mass_unit),
        "sex": person.sex or "",
        "pregnant": "on" if person.pregnant else "",
        "foot_length": shown_length(person.foot_length_m, length_unit, 2),
        "shoe_size_system": "eu",
    }


def switched_units(data: Mapping[str, str], length_unit: str, mass_unit: str) -> dict[str, str]:
    """Return what was typed with every number in the units now wanted; text that is no number stays."""
    old_length = data.get("length_unit", "cm") if data.get("length_unit") in LENGTH_UNITS else "cm"
    old_mass = data.get("mass_unit", "kg") if data.get("mass_unit") in MASS_UNITS else "kg"
    values = {name: str(value) for name, value in data.items()}
    lengths = [n for n in values if n in {"height", "foot_length"} or n.endswith(("_heel_height", "_platform"))]
    for name in lengths:
        values[name] = _converted(values[name], lambda t: shown_length(parse_length_m("", t, old_length), length_unit))
    if "mass" in values:
        values["mass"] = _converted(values["mass"], lambda t: shown_mass(parse_mass_kg("", t, old_mass), mass_unit))
    return {**values, "length_unit": length_unit, "mass_unit": mass_unit}


def _converted(typed: str, convert: Callable[[str], str]) -> str:
    try:
        return convert(typed)
    except InputError:
        return typed


class QuestionForm(forms.Form):
    """Person, up to three shoes and hours, as typed."""

    use_required_attribute = False
    length_unit = forms.ChoiceField(choices=[(u, u) for u in LENGTH_UNITS], required=False)
    mass_unit = forms.ChoiceField(choices=[(u, u) for u in MASS_UNITS], required=False)
    age_years = forms.CharField(max_length=20, required=False)
    height = forms.CharField(max_length=20, required=False)
    mass = forms.CharField(max_length=20, required=False)
    sex = forms.CharField(max_length=10, required=False)
    pregnant = forms.BooleanField(required=False)
    foot_length = forms.CharField(max_length=20, required=False)
    shoe_size = forms.CharField(max_length=20, required=False)
    shoe_size_system = forms.ChoiceField(choices=SIZE_SYSTEMS, required=False)
    hours = forms.CharField(max_length=20, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for number in range(1, N_SHOES + 1):
            for part in ("kind", "heel_height", "platform"):
                self.fields[f"shoe_{number}_{part}"] = forms.CharField(max_length=20, required=False)
        self.too_young: str | None = None
        self.question: StoredQuestion | None = None

    def shown(self, name: str) -> str:
        """Return what stands in a field now."""
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        return str(source.get(name, "") or "")

    @property
    def units(self) -> tuple[str, str]:
        """The units the form's numbers are in: length, mass."""
        length, mass = self.shown("length_unit"), self.shown("mass_unit")
        return (length if length in LENGTH_UNITS else "cm", mass if mass in MASS_UNITS else "kg")

    def clean(self) -> dict[str, Any]:
        """Build the question; what cannot be read becomes an error at its field."""
        values = super().clean() or {}
        person = self._person(values)
        shoes = self._shoes(values)
        hours_s = self._read("hours", lambda: self._hours_s(values.get("hours", "")))
        if not self.errors and person and shoes and hours_s is not None:
            self._check_heels(person, shoes)
        if not self.errors and person and shoes and hours_s is not None:
            length, mass = self.units
            self.question = StoredQuestion(
                person=person, shoes=tuple(shoes.values()), hours_s=hours_s, length_unit=length, mass_unit=mass
            )
        return values

    def show_error(self, error: HeelwiseError, prefix: str = "") -> None:
        """Show an engine's error at the field it is about, or above the form."""
        field = FIELD_OF_INPUT.get(error.field, error.field) if isinstance(error, InputError) else ""
        for name in (prefix + field, field):
            if name in self.fields:
                return self.add_error(name, error.text.render(gettext) + self._as_typed(name))
        return self.add_error(prefix + "kind" if prefix else None, error.text.render(gettext))

    def _as_typed(self, name: str) -> str:
        """Return what was typed where a message speaks of other units than the form, or nothing."""
        length, mass = self.units
        unit = mass if name == "mass" else length if name.endswith(("height", "platform", "foot_length")) else ""
        typed = self.shown(name).strip()
        if unit not in {"in", "lb"} or not typed.replace(".", "", 1).replace(",", "", 1).isdecimal():
            return ""
        return gettext(" You typed %(typed)s %(unit)s.") % {"typed": typed, "unit": unit}

    def _read(self, name: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except TooYoungError as error:
            self.too_young = error.text.render(gettext)
        except InputError as error:
            self.show_error(
                error, name.rpartition("_")[0] + "_" if name.startswith("shoe_") and name[5].isdigit() else ""
            )
        return None

    def _required(self, name: str, typed: str, message: str) -> bool:
        if name in self.errors:
            return False
        if not typed.strip():
            self.add_error(name, message)
        return bool(typed.strip())

    def _person(self, values: Mapping[str, Any]) -> Person | None:
        length, mass = self.units
        typed = {name: values.get(name) or "" for name in ("age_years", "height", "mass")}
        missing = {
            "age_years": _("How old are you? A whole number of years is enough."),
            "height": _("How tall are you, without shoes?"),
            "mass": _("How heavy are you, roughly?"),
        }
        told = [self._required(name, typed[name], str(missing[name])) for name in typed]
        age = self._read("age_years", lambda: parse_number("age_years", typed["age_years"])) if told[0] else None
        height_m = (
            self._read("height", lambda: parse_length_m("height_m", typed["height"], length)) if told[1] else None
        )
        mass_kg = self._read("mass", lambda: parse_mass_kg("mass_kg", typed["mass"], mass)) if told[2] else None
        foot_m = self._read("foot_length", lambda: self._foot_length_m(values, length))
        if age is None or (None in (height_m, mass_kg) and not 0 <= age < 18):
            return None
        # a stand-in lets an age be judged before the rest is told: a child gets the kind page at once
        return cast(
            "Person | None",
            self._read(
                "person",
                lambda: Person(
                    age_years=age,
                    height_m=height_m or 1.7,
                    mass_kg=mass_kg or 65.0,
                    sex=values.get("sex") or None,  # type: ignore[arg-type]  # Person judges the word itself
                    pregnant=bool(values.get("pregnant")),
                    foot_length_m=foot_m,
                ),
            ),
        )

    def _foot_length_m(self, values: Mapping[str, Any], unit: str) -> float | None:
        if (values.get("foot_length") or "").strip():
            return parse_length_m("foot_length_m", values["foot_length"], unit)
        if (values.get("shoe_size") or "").strip():
            system = values.get("shoe_size_system") or SIZE_SYSTEMS[0][0]
            return parse_shoe_size_m(f"{system}:{values['shoe_size']}").length_m
        return None

    def _hours_s(self, typed: str) -> float:
        hours_s = parse_duration_s("hours_s", typed)
        if not 0 < hours_s <= MAX_HOURS * conversions.S_PER_H:
            came = plain(conversions.to_hours(hours_s), 2)
            raise InputError(
                "hours_s",
                Text(N_("{came} hours is outside one day; give more than 0 and at most 24."), {"came": came}),
            )
        return hours_s

    def _check_heels(self, person: Person, shoes: Mapping[int, Shoe]) -> None:
        """Say at its own field which heel is more than this foot can take."""
        from heelwise.mechanics.heel_study import foot_of

        foot = foot_of(person)
        for number, shoe in shoes.items():
            self._read(f"shoe_{number}_kind", partial(check_heel, shoe, foot))

    def _shoes(self, values: Mapping[str, Any]) -> dict[int, Shoe]:
        shoes = {}
        for number in range(1, N_SHOES + 1):
            if values.get(f"shoe_{number}_kind"):
                shoe = self._read(f"shoe_{number}_kind", partial(self._shoe, values, number))
                if shoe:
                    shoes[number] = shoe
        if not shoes and not self.errors:
            self.add_error("shoe_1_kind", gettext("Choose at least one shoe to look at."))
        return shoes

    def _shoe(self, values: Mapping[str, Any], number: int) -> Shoe:
        kind, unit = values[f"shoe_{number}_kind"], self.units[0]
        heel, platform = (
            values.get(f"shoe_{number}_heel_height") or "",
            values.get(f"shoe_{number}_platform") or "",
        )
        if not heel.strip() and kind != "flat":
            raise InputError("heel_height_m", Text(N_("How high is the heel, at the back, from the ground?")))
        heel_m = parse_heel_height_m(heel, unit) if heel.strip() else FLAT_HEEL_M
        platform_m = parse_length_m("platform_m", platform, unit) if platform.strip() else 0.0
        return Shoe(kind=kind, heel_height_m=heel_m, platform_m=platform_m)
