"""The data folder belongs to its user alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from heelwise.errors import InputError
from heelwise.web.data_folder import find_data_folder, load_database_path, load_secret_key
from heelwise.web.database import parse_database_url


def test_the_folder_named_by_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "mine"))
    assert find_data_folder() == tmp_path / "mine"


def test_folder_key_and_database_are_readable_by_their_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "new"))
    load_secret_key()
    load_database_path()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    for file in (tmp_path / "new").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name


def test_the_secret_key_stays_the_same_and_is_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path))
    first = load_secret_key()
    assert len(first) > 50
    assert load_secret_key() == first


def test_an_empty_key_file_is_filled_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path))
    (tmp_path / "secret-key").touch()
    assert len(load_secret_key()) > 50


def test_a_postgres_address_is_taken_apart() -> None:
    settings = parse_database_url("postgres://me:p%40ss@db.example:5433/heels?sslmode=require")
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("me", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "heels")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_another_kind_of_database_is_refused_without_repeating_the_address() -> None:
    for address in ("mysql://me:secret@host/db", "postgres://me:secret@host:door/db", "postgres://me:secret@[/db"):
        with pytest.raises(InputError, match="DATABASE_URL") as caught:
            parse_database_url(address)
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"short", b"\n"])
def test_a_damaged_key_file_is_written_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, junk: bytes) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path))
    (tmp_path / "secret-key").write_bytes(junk)
    first = load_secret_key()
    assert len(first) > 50
    assert load_secret_key() == first
