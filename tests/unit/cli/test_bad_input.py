"""Bad input: a message on the error stream, status 2, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ME = ("--age", "32", "--height-cm", "168", "--mass-kg", "62")
SHOE = ("--shoe", "stiletto:9")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Which shoes?"),
        (SHOE, "please add --age, --height-cm, --mass-kg"),
        (
            (*ME, "--shoe", "stiletto:9m"),
            "--shoe: Heel height is 9 m; it can be from 0 to 20 cm. If you meant 9 cent",
        ),
        ((*ME, "--shoe", "stiletto:nan"), '--shoe: "nan" is not a number'),
        ((*ME, "--shoe", "block:4:platform=5"), "higher than the heel"),
        ((*ME, "--shoe", "boot:4"), "it can be flat, kitten, block, wedge, stiletto"),
        ((*ME, "--shoe", ""), "The shoe is empty"),
        ((*SHOE, "--age", "32", "--height-cm", "168", "--mass-kg", "-62"), "--mass-kg: Body mass is -62 kg"),
        (
            (*SHOE, "--age", "32", "--height-cm", "168", "--mass-kg", "nan"),
            '--mass-kg: "nan" is not a number',
        ),
        ((*SHOE, "--age", "32", "--height-cm", "1.68", "--mass-kg", "62"), "looks like metres given as cm"),
        ((*SHOE, "--age", "32", "--height-cm", "", "--mass-kg", "62"), "--height-cm: This is empty"),
        ((*SHOE, *ME, "--height-in", "66"), "given twice in different units"),
        ((*SHOE, *ME, "--shoe-size", "us:8"), "write us-women or us-men"),
        ((*SHOE, *ME, "--hours", "0"), "--hours: The time is 0 h"),
        ((*SHOE, *ME, "--hours", "25"), "up to 24 h"),
        ((*SHOE, *ME, "--hours", "long"), "--hours: "),
        ((*SHOE, *ME, "--sex", "robot"), "--sex"),
        ((*SHOE, *ME, "--colour", "red"), "--colour"),
        ((*SHOE, *ME, "--seed", "-1"), '--seed: The seed is "-1"; it can be a whole number from 0'),
        ((*SHOE, *ME, "--seed", "1e3"), "--seed: The seed is"),
        ((*SHOE, *ME, "--hours", "1:75"), "--hours: "),
        ((*SHOE, *ME, "--foot-length-mm", "24.5"), "24.5 looks like cm given as mm"),
        ((*SHOE, *ME, "--shoe", "flat:1:name=a\x1b[2Jb"), "--shoe: The name of the pair is"),
        ((*ME, "--shoe", "stiletto:0.09"), "--shoe: Heel height is 0.09 cm"),
    ],
)
def test_why_refuses_with_a_way_out(heelwise: Callable[..., Any], arguments: tuple[str, ...], message: str) -> None:
    outcome = heelwise("why", *arguments)
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_a_child_gets_a_kind_word_and_no_advice(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("why", "--age", "12", "--height-cm", "150", "--mass-kg", "45", *SHOE)
    assert outcome.status == 2
    assert "made for adults" in outcome.err
    assert "--age" not in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("why", "--age", "12"),
        ("why", "--age", "17.9", "--shoe", "boot:99"),
        ("why", "--age", "12", "--height-cm", "x", *SHOE),
        ("profile", "set", "--age", "12"),
    ],
)
def test_a_child_gets_the_kind_word_whatever_else_is_missing_or_wrong(
    heelwise: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    outcome = heelwise(*arguments)
    assert outcome.status == 2
    assert outcome.err.startswith("Heelwise is made for adults")


def test_an_unknown_command_is_status_two(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("fly")
    assert outcome.status == 2
    assert "fly" in outcome.err


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1", "80.5", "9" * 5000])
def test_a_port_that_is_none_is_refused(heelwise: Callable[..., Any], port: str) -> None:
    outcome = heelwise("serve", "--no-open", "--port", port)
    assert outcome.status == 2
    assert "is not a port" in outcome.err


def test_an_unknown_claim_lists_the_claims(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("claims", "W99")
    assert outcome.status == 2
    assert "W5" in outcome.err


def test_a_data_folder_that_cannot_be_is_named(
    heelwise: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "file" / "data"))
    outcome = heelwise("prepare")
    assert outcome.status == 2
    assert "HEELWISE_DATA" in outcome.err


def test_a_home_that_nobody_knows_is_named(heelwise: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEELWISE_DATA", "~nobody-by-this-name/heels")
    for arguments in (("profile", "show"), ("why", *SHOE), ("prepare",)):
        outcome = heelwise(*arguments)
        assert outcome.status == 2
        assert "~nobody-by-this-name/heels cannot be used (its user has no home folder)" in outcome.err


def test_a_database_address_of_another_kind_is_refused_without_repeating_it(
    heelwise_process: Callable[..., Any],
) -> None:
    for address in ("mysql://me:hidden@host/db", "postgres://me:hidden@host:door/db"):
        outcome = heelwise_process("profile", "show", DATABASE_URL=address)
        assert outcome.status == 2
        assert "postgres://user:password@host:port/name" in outcome.err
        assert "hidden" not in outcome.err


@pytest.mark.parametrize(
    "arguments", [("profile", "show"), ("profile", "set", *ME), ("profile", "forget"), ("why", *SHOE), ("serve",)]
)
def test_a_damaged_store_is_named_with_what_to_do(
    heelwise_process: Callable[..., Any], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    store = tmp_path / "data" / "heelwise.sqlite3"
    store.parent.mkdir()
    store.write_bytes(b"no database at all" * 20)
    outcome = heelwise_process(*arguments)
    assert outcome.status == 2
    assert f"What is stored in {store} cannot be read or written." in outcome.err
    assert "Traceback" not in outcome.err


def test_a_model_that_cannot_be_kept_is_said_by_prepare(heelwise: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "data" / "reference-model.npz").mkdir(parents=True)
    outcome = heelwise("prepare")
    assert outcome.status == 2
    assert "cannot be kept" in outcome.err
