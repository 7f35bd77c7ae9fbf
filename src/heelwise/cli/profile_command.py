"""`heelwise profile`: what is stored about you, on this machine only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from heelwise.cli.options import parse_person_values, person_options
from heelwise.cli.speech import gettext as _
from heelwise.errors import InputError
from heelwise.text import N_, Text

if TYPE_CHECKING:
    from heelwise.body.person import Person


@click.group(help=_("Show, set or forget what Heelwise knows about you. It stays on this machine."))
def profile() -> None:
    """Hold the three commands together."""


@profile.command(help=_("Show what is stored."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON, in SI units."))
def show(as_json: bool) -> None:
    """Print the stored person."""
    from heelwise.cli.stored import read_stored_person

    person = read_stored_person()
    if as_json:
        from dataclasses import asdict

        from heelwise.cli.json_output import print_json

        print_json(None if person is None else asdict(person))
        return
    if person is None:
        click.echo(_("Nothing is stored."))
        return
    for label, value in describe_person(person):
        click.echo(f"{label}: {value}")


@profile.command(name="set", help=_("Store what you tell; what you leave out stays as it was."))
@person_options
def set_(**given: Any) -> None:
    """Store the person."""
    from dataclasses import asdict

    from heelwise.body.person import Person
    from heelwise.cli.stored import read_stored_person

    said = parse_person_values(given)
    stored = read_stored_person()
    values = {**(asdict(stored) if stored else {}), **said}
    if not said:
        raise InputError("person", Text(N_("There is nothing to store: add options such as --age 32.")))
    missing = [option for field, option in _NEEDED if field not in values]
    if missing:
        raise InputError(
            "person", Text(N_("To begin with, please also give {missing}."), {"missing": ", ".join(missing)})
        )
    person = Person(**values)
    from heelwise.web.profiles import save_profile

    save_profile(person)
    click.echo(_("Stored, on this machine only."))


@profile.command(help=_("Remove the person and the last question from this machine."))
def forget() -> None:
    """Remove what is stored; says the same whether there was anything or not."""
    from heelwise.cli.stored import has_store

    if has_store():
        from heelwise.web.profiles import forget_profile

        forget_profile()
    click.echo(_("Nothing about you is stored any more."))


_NEEDED = (("age_years", "--age"), ("height_m", "--height-cm"), ("mass_kg", "--mass-kg"))


def describe_person(person: Person) -> list[tuple[str, str]]:
    """Return the stored figures as label and value; what was not told is left out."""
    from heelwise.units.conversions import to_cm, to_deg, to_mm

    sexes = {"female": _("female"), "male": _("male"), None: _("average of both")}
    told = [
        (_("Age"), _("{years} years").format(years=f"{person.age_years:g}")),
        (_("Height"), f"{to_cm(person.height_m):.4g} cm"),
        (_("Body mass"), f"{person.mass_kg:.4g} kg"),
        (_("Body model"), sexes[person.sex]),
    ]
    if person.pregnant:
        told.append((_("Pregnant"), _("yes")))
    measured = [
        (_("Foot length"), person.foot_length_m, to_mm, "mm"),
        (_("Trunk length"), person.trunk_length_m, to_cm, "cm"),
        (_("Leg length"), person.leg_length_m, to_cm, "cm"),
        (_("Sacral inclination"), person.sacral_inclination_rad, to_deg, "°"),
        (_("Lumbar lordosis"), person.lumbar_lordosis_rad, to_deg, "°"),
    ]
    told += [(label, f"{convert(value):.4g} {unit}") for label, value, convert, unit in measured if value is not None]
    return told
