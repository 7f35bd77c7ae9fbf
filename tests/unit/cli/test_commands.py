"""The commands that need no body model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heelwise.cli import run as run_module
from heelwise.cli.serve_command import has_desktop, parse_port

HEAVY = ("mujoco", "django", "scipy", "numba", "rich", "numpy")


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """Names of the heavy packages that one command loads."""
    code = (
        "import sys; from heelwise.cli.run import run; "
        f"status = run({list(arguments)!r}); "
        f"sys.stderr.write('LOADED ' + ' '.join(n for n in {HEAVY!r} if n in sys.modules)); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "HEELWISE_DATA": str(folder)},
        check=False,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by(tmp_path, "--help") == set()


def test_help_of_why_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by(tmp_path, "why", "--help") == set()


def test_a_refused_question_wakes_neither_django_nor_mujoco(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "why", "--age", "32", "--height-cm", "168", "--shoe", "stiletto:9")
    assert not {"mujoco", "django"} & loaded


def test_help_lists_every_command(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("--help")
    assert outcome.status == 0
    for command in ("why", "claims", "serve", "profile", "prepare", "schema"):
        assert command in outcome.out


@pytest.mark.parametrize("command", ["why", "claims", "serve", "profile", "prepare", "schema"])
def test_every_command_explains_itself(heelwise: Callable[..., Any], command: str) -> None:
    outcome = heelwise(command, "--help")
    assert outcome.status == 0
    assert "Usage" in outcome.out


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "heelwise", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("heelwise 0.")


def test_claims_are_listed_with_their_verdicts(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("claims")
    assert outcome.status == 0
    assert "W5  unsupported" in outcome.out


def test_one_claim_comes_with_sources(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("claims", "w1")
    assert "Bendix" in outcome.out
    assert "https://" in outcome.out


def test_claims_as_json_name_addresses(heelwise: Callable[..., Any]) -> None:
    (claim,) = json.loads(heelwise("claims", "W5", "--json").out)
    assert claim["verdict"] == "unsupported"
    assert all(source["url"].startswith("http") for source in claim["sources"])


def test_a_profile_is_stored_shown_changed_and_forgotten(heelwise_process: Callable[..., Any]) -> None:
    told = ("--age", "32", "--height", "5'6\"", "--mass-lb", "137", "--sex", "female")
    assert heelwise_process("profile", "set", *told).status == 0
    shown = heelwise_process("profile", "show").out
    assert "Height: 167.6 cm" in shown
    assert "Body mass: 62.14 kg" in shown
    assert heelwise_process("profile", "set", "--shoe-size", "eu:39", "--sex", "average").status == 0
    changed = json.loads(heelwise_process("profile", "show", "--json").out)
    assert changed["foot_length_m"] == pytest.approx(0.246, abs=0.001)
    assert changed["age_years"] == 32
    assert changed["sex"] is None
    assert heelwise_process("profile", "forget").status == 0
    assert "Nothing is stored." in heelwise_process("profile", "show").out


def test_a_stored_profile_answers_for_what_is_left_out(heelwise_process: Callable[..., Any]) -> None:
    heelwise_process("profile", "set", "--age", "32", "--height-cm", "168", "--mass-kg", "62")
    outcome = heelwise_process("why", "--mass-kg", "20", "--shoe", "stiletto:9")
    assert outcome.status == 2
    assert "--mass-kg: Body mass is 20 kg" in outcome.err


def test_an_empty_profile_is_shown_without_making_a_data_folder(heelwise: Callable[..., Any], tmp_path: Path) -> None:
    assert "Nothing is stored." in heelwise("profile", "show").out
    assert json.loads(heelwise("profile", "show", "--json").out) is None
    assert not (tmp_path / "data").exists()


def test_half_a_first_profile_asks_for_the_rest(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("profile", "set", "--age", "32")
    assert outcome.status == 2
    assert "--height-cm, --mass-kg" in outcome.err


def test_an_empty_profile_set_says_what_to_add(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("profile", "set")
    assert outcome.status == 2
    assert "nothing to store" in outcome.err


def test_forgetting_nothing_makes_no_data_folder(heelwise: Callable[..., Any], tmp_path: Path) -> None:
    assert heelwise("profile", "forget").status == 0
    assert not (tmp_path / "data").exists()


def test_a_fault_of_ours_is_a_short_message_without_what_was_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("secret figure 62 kg")

    monkeypatch.setattr(run_module.heelwise, "main", break_down)
    assert run_module.run([]) == 1
    err = capsys.readouterr().err
    assert "our fault" in err
    assert "62 kg" not in err
    assert "Traceback" not in err


def test_stopping_a_command_is_status_130(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module.heelwise, "main", stop)
    assert run_module.run([]) == 130


def test_a_port_comes_from_text_and_nothing_means_any() -> None:
    assert parse_port("8123") == 8123
    assert parse_port(None) is None
    assert parse_port(" ") is None


def test_a_desktop_is_where_a_display_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_desktop()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_desktop()


def test_a_terminal_without_a_minus_sign_still_shows_a_minus() -> None:
    words = r"\u22123 to +8 %, 410\u2013560 N, 5\u00b0, \u4e2d"
    code = f"from heelwise.cli.run import run; run(['--version']); print('{words}')"
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert "-3 to +8 %, 410-560 N, 5 deg, ?" in done.stdout
