"""Set-up: what it says when it cannot go on, and that it does nothing twice."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "set_up.py"


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    return module


def test_set_up_loads_nothing_that_has_to_be_installed_first() -> None:
    code = f"import runpy, sys; runpy.run_path({str(SCRIPT)!r}); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", code], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "subprocess" in loaded
    assert loaded - {"__main__"} <= set(sys.stdlib_module_names)


def test_an_old_python_is_told_what_to_type(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up.sys, "version_info", (3, 9, 2))
    with pytest.raises(set_up.SetUpError, match=r"Python 3\.9.*make start PYTHON="):
        set_up.check_python()


def test_a_missing_venv_module_is_named_where_it_cannot_be_installed(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(set_up, "administrator", lambda: None)
    with pytest.raises(set_up.SetUpError, match="sudo apt-get install python3-venv"):
        set_up.check_python()


def test_a_missing_chromium_is_named_where_it_cannot_be_installed(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    set_up.want_chromium()
    assert "sudo apt-get install --no-install-recommends chromium" in capsys.readouterr().out


def test_a_finished_step_is_remembered_until_its_inputs_change(set_up: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("one\n", encoding="utf-8")
    assert not set_up.is_done("packages", set_up.digest(lock))
    set_up.set_done("packages", set_up.digest(lock))
    assert set_up.is_done("packages", set_up.digest(lock))
    lock.write_text("two\n", encoding="utf-8")
    assert not set_up.is_done("packages", set_up.digest(lock))


def test_a_failing_step_shows_what_was_said_and_what_to_do(
    set_up: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", "print('no space left'); raise SystemExit(3)"]
    with pytest.raises(set_up.SetUpError, match=r"(?s)no space left.*Make room\."):
        set_up.run_step("Trying", command, "Make room.")
    assert "and failed" in capsys.readouterr().out


def test_an_unknown_aim_is_refused_with_the_known_ones() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "fly"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "usage: python3 tools/set_up.py {start,test}\n")
