"""Which folder holds what belongs to the person."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from platformdirs import user_data_path

from heelwise.data_folder import find_data_folder, load_data_folder
from heelwise.errors import InputError


def test_the_folder_that_is_named_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "mine"))
    assert find_data_folder() == tmp_path / "mine"


@pytest.mark.parametrize("named", [None, "", "  "])
def test_without_a_name_it_is_the_users_own(named: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if named is None:
        monkeypatch.delenv("HEELWISE_DATA", raising=False)
    else:
        monkeypatch.setenv("HEELWISE_DATA", named)
    assert find_data_folder() == user_data_path("heelwise", appauthor=False)


def test_a_tilde_is_the_home_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HEELWISE_DATA", "~/heels")
    assert find_data_folder() == tmp_path / "heels"


def test_finding_makes_nothing_and_loading_makes_it_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b"
    monkeypatch.setenv("HEELWISE_DATA", str(folder))
    find_data_folder()
    assert not folder.exists()
    assert load_data_folder() == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert load_data_folder() == folder


def test_a_file_in_its_place_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "taken"))
    with pytest.raises(InputError) as caught:
        load_data_folder()
    said = caught.value.text.english()
    assert caught.value.field == "HEELWISE_DATA"
    assert str(tmp_path / "taken") in said and "Set HEELWISE_DATA to a folder that you may write to." in said


def test_a_folder_below_a_file_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "taken" / "below"))
    with pytest.raises(InputError, match="cannot be used"):
        load_data_folder()


def test_a_user_without_a_home_is_told_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEELWISE_DATA", "~nobody-by-this-name/heels")
    with pytest.raises(InputError, match="has no home folder") as caught:
        find_data_folder()
    assert caught.value.field == "HEELWISE_DATA"
