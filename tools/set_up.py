"""Set up what `make start` and `make test` need, say each step, and do nothing twice.

Uses the standard library only, because it runs before anything is installed. What is already done is
remembered by stamp files inside .venv, so deleting .venv starts afresh.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
LINES_SHOWN_ON_FAILURE = 25

AIMS = ("start", "test")


class SetUpError(Exception):
    """Set-up cannot go on; the message tells the person what to do."""


class Step:
    """One line on the terminal: what is being done, how far it is, and how long it took."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.began_s = time.monotonic()
        self.on_terminal = sys.stdout.isatty()
        print(f"  {label} ...", end="", flush=True)

    def show(self, progress: str) -> None:
        """Say how far the step is; only where a person is watching."""
        if self.on_terminal:
            print(f"\r  {self.label} ... {progress}\033[K", end="", flush=True)

    def finish(self, note: str = "") -> None:
        """Close the line with the seconds the step took."""
        taken_s = time.monotonic() - self.began_s
        start = f"\r  {self.label} ..." if self.on_terminal else ""
        end = "\033[K" if self.on_terminal else ""
        print(f"{start} {taken_s:.1f} s{note}{end}", flush=True)


def run_step(
    label: str, command: Sequence[str], hint: str, watch: Callable[[str], str | None] = lambda line: None
) -> None:
    """Run `command` as one step; on failure show the end of what it said and `hint`.

    Parameters
    ----------
    label
        What the person reads while it runs.
    command
        Program and arguments, run in the root of the checkout.
    hint
        What the person can do if it fails.
    watch
        Turns a line of output into a note on progress, or None.
    """
    step = Step(label)
    said: list[str] = []
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "DEBIAN_FRONTEND": "noninteractive"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.rstrip())
            progress = watch(line)
            if progress:
                step.show(progress)
    if process.returncode != 0:
        step.finish(" and failed")
        tail = "\n".join("    " + line for line in said[-LINES_SHOWN_ON_FAILURE:])
        raise SetUpError(f"{tail}\n\n{' '.join(command)} failed. {hint}")
    step.finish()


# ------------------------------------------------------------------------------------------ stamps


def digest(*parts: str | Path) -> str:
    """Return one short name for the contents of files and strings together."""
    together = hashlib.sha256()
    for part in parts:
        together.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        together.update(b"\0")
    return together.hexdigest()


def stamp_of(name: str) -> Path:
    """Return where the stamp of a finished step lies."""
    return VENV / f"heelwise-{name}.stamp"


def is_done(name: str, mark: str) -> bool:
    """Tell whether the step was finished for exactly these inputs."""
    stamp = stamp_of(name)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == mark


def set_done(name: str, mark: str) -> None:
    """Remember that the step was finished for these inputs."""
    stamp_of(name).write_text(mark, encoding="utf-8")


# --------------------------------------------------------------------------------- system packages


def administrator() -> list[str] | None:
    """Return the words that go before apt-get here, or None where we may not install packages."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def install_system_package(name: str) -> bool:
    """Install a Debian package where we may; return False where we may not."""
    words = administrator()
    if words is None:
        return False
    hint = f"Install {name} yourself, then run make again."
    run_step("Asking Debian what is new", [*words, "apt-get", "update"], hint)
    install = [*words, "apt-get", "install", "-y", "--no-install-recommends", name]
    run_step(f"Installing the system package {name}", install, hint)
    return True


def check_python() -> None:
    """Refuse a Python that is too old, and install Debian's venv package where it is missing."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; Heelwise needs 3.11 or newer. "
            "If you have one under another name, say for example: make start PYTHON=python3.12"
        )
    try:
        import ensurepip  # noqa: F401 - present or not is all we ask
        import venv  # noqa: F401 - the same
    except ImportError:
        if not install_system_package("python3-venv"):
            raise SetUpError(
                "Python's venv module is missing and this account may not install it. "
                "Ask for the package python3-venv: sudo apt-get install python3-venv"
            ) from None


def want_chromium() -> None:
    """Install Chromium for the browser tests, or say plainly that they will be skipped."""
    if shutil.which("chromium") or install_system_package("chromium"):
        return
    print(
        "  Chromium is not here and this account may not install it: browser tests will be skipped.\n"
        "  To run them: sudo apt-get install --no-install-recommends chromium",
        flush=True,
    )


# ------------------------------------------------------------------------------------- environment


def make_environment() -> None:
    """Create .venv, or mend it when its Python is gone."""
    works = PYTHON.exists() and (
        subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode == 0
    )
    if works:
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    run_step("Making a Python environment in .venv", command, "Is there room on the disk?")


def install_packages(aim: str) -> None:
    """Install exactly the versions of the lock file, each checked against its hash."""
    lock = ROOT / "requirements" / f"{aim}.txt"
    n_packages = sum("==" in line and not line.startswith("#") for line in lock.read_text().splitlines())
    n_seen = 0

    def count(line: str) -> str | None:
        nonlocal n_seen
        if line.startswith(("Collecting", "Requirement already")):
            n_seen += 1
            return f"{n_seen} of {n_packages}"
        return "unpacking" if line.startswith("Installing collected") else None

    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "--progress-bar", "off", "--require-hashes", "--no-deps", "-r", str(lock)]
    label = f"Installing {n_packages} locked packages"
    run_step(label, command, "Is there a network? Then run make again: it goes on where it stopped.", count)


def install_heelwise() -> None:
    """Install this checkout itself, so that edits count at once."""
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    run_step("Installing Heelwise itself", command, "Is pyproject.toml whole?")
    compile_code = [str(PYTHON), "-m", "compileall", "-q", str(ROOT / "src")]
    run_step("Compiling it, so that every command starts fast", compile_code, "Is there room on the disk?")


def prepare_model() -> None:
    """Compile the body model once, so that the first question is answered at once."""
    command = [str(VENV / "bin" / "heelwise"), "prepare"]
    run_step("Preparing the body model", command, "Please report this: it should not happen.", str.strip)


def set_up(aim: str) -> None:
    """Do every step of `aim` that is not done yet.

    Parameters
    ----------
    aim
        ``start`` (run Heelwise) or ``test`` (also check it).
    """
    requirements = ROOT / "requirements"
    place = f"{VENV} {sys.version_info[0]}.{sys.version_info[1]}"
    packages = {name: digest(requirements / f"{name}.txt", place) for name in AIMS}
    itself = digest(ROOT / "pyproject.toml", place)
    model = digest(requirements / "start.txt", place, os.environ.get("HEELWISE_DATA", ""), str(Path.home()))

    if not is_done(aim, packages[aim]):
        print("Setting up Heelwise; the first time takes a minute or two.", flush=True)
        check_python()
        make_environment()
        install_packages(aim)
        for name in AIMS[: AIMS.index(aim) + 1]:  # what tests need contains what running needs
            set_done(name, packages[name])
    if not is_done("itself", itself):
        install_heelwise()
        set_done("itself", itself)
    if aim == "test":
        want_chromium()
    elif not is_done("model", model):
        prepare_model()
        set_done("model", model)


def main(arguments: Sequence[str]) -> int:
    """Run the set-up named on the command line; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in AIMS:
        print(f"usage: python3 tools/set_up.py {{{','.join(AIMS)}}}", file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run make again: it goes on where it stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
