"""What every test shares: a data folder of its own, run-time type checks, and the order of the suite."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "src" / "heelwise"
PURE_ROOMS = ("text.py", "errors.py", "units", "evidence", "body", "footwear", "mechanics", "activities", "explain")
DOORS = ("person.py", "shoe.py")  # these meet whatever people type, and answer it with messages of their own


def use_own_data_folder() -> None:
    """Point every command and page at a folder made for this run, one inside it per worker."""
    base = os.environ.get("HEELWISE_TEST_FOLDER")
    if base is None:
        base = tempfile.mkdtemp(prefix="heelwise-tests-")
        os.environ["HEELWISE_TEST_FOLDER"] = base
    folder = Path(base) / os.environ.get("PYTEST_XDIST_WORKER", "one")
    folder.mkdir(exist_ok=True)
    os.environ["HEELWISE_DATA"] = str(folder)


def check_types_at_run_time() -> None:
    """Check annotations and array shapes of the pure rooms at every call, in tests only."""
    if os.environ.get("HEELWISE_TEST_TYPECHECK", "1") == "0":
        return
    import jaxtyping

    paths = [path for room in PURE_ROOMS for path in (PACKAGE / room, *(PACKAGE / room).rglob("*.py"))]
    files = [path for path in paths if path.suffix == ".py" and path.name not in {"__init__.py", *DOORS}]
    modules = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in files]
    jaxtyping.install_import_hook(modules, "beartype.beartype")


use_own_data_folder()
check_types_at_run_time()
os.environ["DJANGO_SETTINGS_MODULE"] = "heelwise.web.settings"
os.environ.pop("DATABASE_URL", None)  # a database of the person running the tests is none of our business


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let each worker read the settings after it has a data folder of its own, not as soon as it starts."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the data folder when the whole run is over."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["HEELWISE_TEST_FOLDER"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder; skip browser tests, saying why, where there is no Chromium."""
    chromium_missing = shutil.which("chromium") is None
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
        if folder in {"browser", "bench"}:
            item.add_marker(getattr(pytest.mark, folder))
        if folder == "browser" and chromium_missing:
            item.add_marker(pytest.mark.skip(reason="the system package chromium is not installed"))
