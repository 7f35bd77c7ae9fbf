"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "heelwise"
EDGES = ("web", "cli", "facade.py", "model_cache.py", "data_folder.py", "__main__.py")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "migrations")
PURE_MODULES = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in EDGES]
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
MAX_MODULE_LINES = 500
MAX_ROOM_MODULES = 14  # we aim at twelve
MAX_README_LINES = 120

# Written in pieces so that this file does not find itself.
FOLDERS = "work root home tmp opt Users mnt scratch".replace(" ", "|")
PLACES = re.compile(rf"(?<![\w./:}}])/(?:{FOLDERS})/\w")
REGISTRIES = re.compile(
    "|".join(name.replace("+", "") for name in (r"py+pi\.org", "python+hosted", r"regis+try\.(?:npmjs|yarn)")),
    re.IGNORECASE,
)
BINARY = {".png", ".ico", ".gz", ".npz", ".woff2", ".webp", ".jpg"}


@cache
def house_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def text_files() -> list[Path]:
    return [path for path in house_files() if path.suffix not in BINARY]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def findings(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{relative(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_file_is_free_of_paths_of_one_machine() -> None:
    assert len(text_files()) > 20
    assert findings(PLACES) == []


def test_every_file_is_free_of_registry_addresses() -> None:
    assert findings(REGISTRIES) == []


def test_the_search_for_places_and_registries_finds_what_it_should() -> None:
    for line in ("see /" + "tmp/x", 'cd "/' + 'root/y"', "/" + "home/ann"):
        assert PLACES.search(line)
    assert not PLACES.search("https://simtk.org/" + "home/full_body")
    assert REGISTRIES.search("https://" + "pypi" + ".org/simple")


def test_no_built_or_fetched_file_is_kept() -> None:
    names = {relative(path) for path in house_files()}
    unwanted = re.compile(r"\.(stl|obj|msh|xml|mjb|whl|sqlite3|mo|pyc|npz)$|^site/|^\.venv/")
    assert [name for name in names if unwanted.search(name)] == []


def test_every_text_file_ends_with_one_newline() -> None:
    contents = {relative(path): path.read_bytes() for path in text_files()}
    assert [name for name, text in contents.items() if text and not text.endswith(b"\n")] == []


def test_the_readme_is_short() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert 20 < len(lines) <= MAX_README_LINES


def test_the_licence_is_apache_2_and_third_parties_are_named() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=~!]", requirement)[0] for requirement in project["dependencies"]]
    assert [name for name in names if f"| {name} |" not in notices] == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_opens_with_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return
    assert ast.get_docstring(tree), "no docstring"
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    code = [node for node in tree.body[1:] if not isinstance(node, ast.ImportFrom | ast.Import)]
    assert futures or not code, "no `from __future__ import annotations`"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_is_named_and_of_a_readable_size(path: Path) -> None:
    assert path.stem not in NAMELESS
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES


def test_every_pure_room_can_be_taken_in_at_a_glance() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in PURE_MODULES if path.parent != PACKAGE}
    sizes = {room: len([*(PACKAGE / room).glob("*.py")]) - 1 for room in rooms}
    assert {room: size for room, size in sizes.items() if size > MAX_ROOM_MODULES} == {}


def decorator_name(node: ast.expr) -> str:
    call = node.func if isinstance(node, ast.Call) else node
    return call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "")


def dataclass_options(node: ast.ClassDef) -> set[str] | None:
    """Return the options set to True, or None when the class is no dataclass."""
    for decorator in node.decorator_list:
        if decorator_name(decorator) == "dataclass":
            keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
            return {
                keyword.arg or ""
                for keyword in keywords
                if isinstance(keyword.value, ast.Constant) and keyword.value.value is True
            }
    return None


@pytest.mark.parametrize("path", PURE_MODULES, ids=relative)
def test_every_value_in_a_pure_room_is_frozen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and (options := dataclass_options(node)) is not None:
            assert {"frozen", "slots"} <= options, f"{node.name} can be changed after it was made"


def test_every_exemption_from_a_check_says_why() -> None:
    exemption = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?P<rest>.*)$")
    silent = []
    for path in text_files():
        if path.suffix != ".py" or path.is_relative_to(ROOT / "tests"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            found = exemption.search(line)
            if found and not re.search(r"(?:\s-\s|\s#\s)\S.{6,}", found["rest"]):
                silent.append(f"{relative(path)}:{number}")
    assert silent == []


@pytest.mark.parametrize("path", PURE_MODULES, ids=relative)
def test_every_pure_module_leaves_translation_to_the_edges(path: Path) -> None:
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert called.isdisjoint({"gettext", "ngettext", "gettext_lazy", "_", "print", "open", "input"})
