"""Options about a person, shared by the commands, and how they become a `Person`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text

if TYPE_CHECKING:
    from heelwise.body.person import Person

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTION_OF_FIELD: Final = {
    "age_years": "--age",
    "sex": "--sex",
    "height_m": "--height-cm",
    "mass_kg": "--mass-kg",
    "foot_length_m": "--foot-length-mm",
    "shoe_size": "--shoe-size",
    "sacral_inclination_rad": "--sacral-inclination-deg",
    "lumbar_lordosis_rad": "--lumbar-lordosis-deg",
    "trunk_length_m": "--trunk-length-cm",
    "leg_length_m": "--leg-length-cm",
    "hours_s": "--hours",
    "shoe": "--shoe",
    "kind": "--shoe",
    "heel_height_m": "--shoe",
    "platform_m": "--shoe",
    "heel_tip_length_m": "--shoe",
    "heel_tip_width_m": "--shoe",
    "insert": "--shoe",
    "cushioning": "--shoe",
    "fit": "--shoe",
    "name": "--shoe",
    "seed": "--seed",
    "angle_deg": "--angle-deg",
    "knees": "--knees",
    "lumbar_share_fraction": "--lumbar-share-fraction",
    "side": "--side",
    "hand_support_fraction": "--hand-support-fraction",
    "hold_kg": "--hold-kg",
    "reach_cm": "--reach-cm",
    "hands": "--hands",
    "back": "--back",
    "bag_kg": "--bag-kg",
    "where": "--where",
    "posture": "--posture",
    "speed_m_per_s": "--speed-m-per-s",
    "phase_fraction": "--phase-fraction",
    "heel_cm": "--heel-cm",
}
_NEEDED: Final = ("age_years", "height_m", "mass_kg")


def option_of_field(field: str) -> str | None:
    """Return the option that sets a field, for a message about it."""
    return _OPTION_OF_FIELD.get(field)


def person_options(command: Command) -> Command:
    """Add the options that describe a person."""
    options = [
        click.option("--age", metavar=_("YEARS"), help=_("Age in years, from 18.")),
        click.option("--height-cm", metavar="CM", help=_("Standing height without shoes.")),
        click.option("--height-in", metavar="IN", help=_("The same in inches.")),
        click.option("--height", metavar=_("TEXT"), help=_("The same as text: 168 cm, 1.68 m or 5'6\".")),
        click.option("--mass-kg", metavar="KG", help=_("Body mass.")),
        click.option("--mass-lb", metavar="LB", help=_("The same in pounds.")),
        click.option(
            "--sex",
            type=click.Choice(["female", "male", "average"]),
            help=_("Measured body model to use; left out: the average of both, with wider ranges."),
        ),
        click.option("--foot-length-mm", metavar="MM", help=_("Heel to longest toe; best, if you can measure it.")),
        click.option("--shoe-size", metavar=_("SIZE"), help=_("eu:39, uk:6, us-women:8 or us-men:9; within 5 mm.")),
        click.option(
            "--trunk-length-cm", metavar="CM", help=_("Hip joint to the notch above the breastbone, if measured.")
        ),
        click.option("--leg-length-cm", metavar="CM", help=_("Hip joint to ankle joint, if measured.")),
        click.option("--pregnant/--not-pregnant", default=None, help=_("Switches load figures off.")),
        click.option(
            "--sacral-inclination-deg",
            metavar=_("DEG"),
            help=_("Slope of the sacrum, from a standing radiograph."),
        ),
        click.option(
            "--lumbar-lordosis-deg",
            metavar=_("DEG"),
            help=_("Lumbar curve L1 to S1, from a standing radiograph."),
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def parse_person_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said about the person as fields of `Person` in SI; what was not said is left out.

    Raises
    ------
    InputError
        If a text is no number, or one thing was given twice.
    TooYoungError
        If the person is under 18, whatever else is missing.
    """
    from heelwise.body.person import check_adult
    from heelwise.units import conversions
    from heelwise.units.parsing import parse_height_m, parse_length_m, parse_mass_kg, parse_number

    def number(option: str, field: str, factor: float) -> float | None:
        text = given.get(option)
        return None if text is None else parse_number(field, text) * factor

    def length(option: str, field: str, unit: str) -> float | None:
        text = given.get(option)
        return None if text is None else parse_length_m(field, text, unit)

    age_years = number("age", "age_years", 1.0)
    check_adult(age_years)
    heights = [
        length("height_cm", "height_m", "cm"),
        length("height_in", "height_m", "in"),
        None if given.get("height") is None else parse_height_m("height_m", given["height"]),
    ]
    masses = [
        None if given.get(option) is None else parse_mass_kg("mass_kg", given[option], unit)
        for option, unit in (("mass_kg", "kg"), ("mass_lb", "lb"))
    ]
    feet = [
        length("foot_length_mm", "foot_length_m", "mm"),
        _parse_size_m(given.get("shoe_size")),
    ]
    values = {
        "age_years": age_years,
        "height_m": _the_only_one("height_m", heights),
        "mass_kg": _the_only_one("mass_kg", masses),
        "foot_length_m": _the_only_one("foot_length_m", feet),
        "trunk_length_m": length("trunk_length_cm", "trunk_length_m", "cm"),
        "leg_length_m": length("leg_length_cm", "leg_length_m", "cm"),
        "sacral_inclination_rad": number("sacral_inclination_deg", "sacral_inclination_rad", conversions.RAD_PER_DEG),
        "lumbar_lordosis_rad": number("lumbar_lordosis_deg", "lumbar_lordosis_rad", conversions.RAD_PER_DEG),
        "pregnant": given.get("pregnant"),
    }
    said = {name: value for name, value in values.items() if value is not None}
    if given.get("sex") is not None:
        said["sex"] = None if given["sex"] == "average" else given["sex"]
    return said


def ask_person(given: Mapping[str, Any]) -> Person:
    """Return the person the options describe, completed from the stored profile."""
    return complete_person(parse_person_values(given))


def complete_person(said: Mapping[str, Any]) -> Person:
    """Return the person that was described, completed from the stored profile.

    Somebody whose age, height and mass are all given is taken as given: the stored profile is not looked at.
    """
    from heelwise.body.person import Person

    if all(name in said for name in _NEEDED):
        return Person(**said)
    said = {**_stored_values(), **said}
    missing = [cast("str", option_of_field(name)) for name in _NEEDED if name not in said]
    if missing:
        raise InputError(
            "person",
            Text(
                N_(
                    "Heelwise needs to know about you: please add {missing}. Or store it once: "
                    "heelwise profile set --age 32 --height-cm 168 --mass-kg 62"
                ),
                {"missing": ", ".join(missing)},
            ),
        )
    return Person(**said)


def _stored_values() -> dict[str, Any]:
    """Return the stored person's fields, without loading the web framework where nothing is stored."""
    from heelwise.cli.stored import read_stored_person

    person = read_stored_person()
    if person is None:
        return {}
    from dataclasses import asdict

    return asdict(person)


def _parse_size_m(text: str | None) -> float | None:
    if text is None:
        return None
    from heelwise.footwear.sizes import parse_shoe_size_m

    return parse_shoe_size_m(text).length_m


def _the_only_one(field: str, values: list[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    if len(given) > 1:
        raise InputError(field, Text(N_("This was given twice in different units; please keep one of them.")))
    return given[0] if given else None
