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
        ((*SHOE, *ME, "--seed", "-1"), "--seed"),
        ((*SHOE, *ME, "--seed", "x"), "--seed"),
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


def test_an_unknown_command_is_status_two(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("fly")
    assert outcome.status == 2
    assert "fly" in outcome.err


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1", "80.5"])
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
