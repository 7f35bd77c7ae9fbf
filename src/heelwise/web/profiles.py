"""The stored profile and last question of the local owner, for the page and for the command line.

Every function may be called without Django being set up: it is set up, and the database brought up to date,
when first needed.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from heelwise.body import Person
from heelwise.footwear import Shoe
from heelwise.web.bootstrap import prepare_django, save_schema
from heelwise.web.data_folder import DATABASE_NAME, find_data_folder
from heelwise.web.store_faults import plain_store_faults

if TYPE_CHECKING:
    from heelwise.web.models import Profile

PERSON_FIELDS = tuple(field.name for field in fields(Person))
SHOE_FIELDS = tuple(field.name for field in fields(Shoe))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuestion:
    """What a person asked last.

    Parameters
    ----------
    person
        Who asks.
    shoes
        Which shoes, in order.
    hours_s
        How long they are worn [s].
    length_unit, mass_unit
        The units the person reads: cm or in, kg or lb.
    """

    person: Person
    shoes: tuple[Shoe, ...]
    hours_s: float
    length_unit: str = "cm"
    mass_unit: str = "kg"


@cache
@plain_store_faults()
def ready_store() -> None:
    """Set Django up and bring the database up to date, once."""
    prepare_django()
    save_schema()


def store_exists() -> bool:
    """Return whether there can be anything stored at all, without touching Django."""
    return bool(os.environ.get("DATABASE_URL")) or (find_data_folder() / DATABASE_NAME).exists()


def _local_profile() -> Profile | None:
    from heelwise.web.models import LOCAL_OWNER, Profile

    return Profile.objects.filter(owner=LOCAL_OWNER).first()


def _person_of(profile: Profile) -> Person:
    values = {name: getattr(profile, name) for name in PERSON_FIELDS}
    return Person(**{**values, "sex": profile.sex or None})


@plain_store_faults()
def load_profile() -> Person | None:
    """Return the stored person, or None when nobody told us anything yet."""
    if not store_exists():
        return None
    ready_store()
    profile = _local_profile()
    return _person_of(profile) if profile else None


@plain_store_faults()
def save_profile(person: Person, *, length_unit: str | None = None, mass_unit: str | None = None) -> None:
    """Store the person as the local owner, keeping the last question and, unless given, the units."""
    ready_store()
    from heelwise.web.models import LOCAL_OWNER, Profile

    values = {**asdict(person), "sex": person.sex or ""}
    units = {"length_unit": length_unit, "mass_unit": mass_unit}
    values |= {name: unit for name, unit in units.items() if unit}
    Profile.objects.update_or_create(owner=LOCAL_OWNER, defaults=values)


@plain_store_faults()
def forget_profile() -> None:
    """Remove the person and the last question; on SQLite also from the write-ahead file.

    Deleted pages are overwritten (`secure_delete`), so that no trace stays in the data folder.
    """
    if not store_exists():
        return
    ready_store()
    from django.db import connection

    profile = _local_profile()
    if profile:
        profile.delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@plain_store_faults()
def load_question() -> StoredQuestion | None:
    """Return the last question, or None when there is none."""
    if not store_exists():
        return None
    ready_store()
    from heelwise.web.models import LOCAL_OWNER, Question

    question = Question.objects.select_related("profile").filter(profile__owner=LOCAL_OWNER).first()
    if question is None:
        return None
    shoes = []
    for row in question.shoes.all():
        values = {name: getattr(row, name) for name in SHOE_FIELDS}
        shoes.append(Shoe(**{**values, "name": row.name or None}))
    profile = question.profile
    return StoredQuestion(
        person=_person_of(profile),
        shoes=tuple(shoes),
        hours_s=question.hours_s,
        length_unit=profile.length_unit,
        mass_unit=profile.mass_unit,
    )


@plain_store_faults()
def save_question(question: StoredQuestion) -> None:
    """Store the person and the question together, or neither."""
    ready_store()
    from django.db import transaction

    from heelwise.web.models import AskedShoe, Question

    with transaction.atomic():
        save_profile(question.person, length_unit=question.length_unit, mass_unit=question.mass_unit)
        row, _ = Question.objects.update_or_create(profile=_local_profile(), defaults={"hours_s": question.hours_s})
        row.shoes.all().delete()
        AskedShoe.objects.bulk_create(
            AskedShoe(question=row, position=position, **{**asdict(shoe), "name": shoe.name or ""})
            for position, shoe in enumerate(question.shoes)
        )
