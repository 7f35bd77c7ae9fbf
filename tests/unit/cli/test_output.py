"""Where output goes: into a pipe nobody reads, onto a full disk, through an encoding with few letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def heelwise(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "heelwise", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", [("schema",), ("claims",), ("claims", "--json"), ("--help",)])
def test_a_reader_that_stops_early_is_no_fault(arguments: tuple[str, ...]) -> None:
    running = heelwise(*arguments)
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device to write to")
def test_a_full_disk_is_said_as_such() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "heelwise", "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"The output could not be written" in done.stderr
    assert b"our fault" not in done.stderr


def test_json_keeps_every_letter_whatever_the_encoding() -> None:
    code = r"from heelwise.cli.run import run; from heelwise.cli.json_output import print_json; run(['--version']); "
    code += r"print_json({'name': '\u00e9t\u00e9'})"
    for encoding in ("ascii", "latin-1", "utf-8"):
        environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
        written = done.stdout.decode(encoding).partition("\n")[2]
        assert json.loads(written) == {"name": "\u00e9t\u00e9"}, encoding


def test_a_name_loses_its_accents_where_the_terminal_has_none() -> None:
    out, _err = heelwise("claims", "W1", PYTHONUTF8="0", PYTHONIOENCODING="ascii").communicate(timeout=60)
    assert b"Sorensen" in out
