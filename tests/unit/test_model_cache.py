"""The reference model on disk: trusted only when it is whole and ours."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from tests.fixtures.studies import model

from heelwise import model_cache
from heelwise.body import ReferenceModel
from heelwise.model_cache import load_reference_model, read_model, write_model

NAME = "reference-model.npz"


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    write_model(tmp_path / NAME, model())
    return tmp_path / NAME


def same(one: ReferenceModel | None, other: ReferenceModel) -> bool:
    return one is not None and all(
        np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(ReferenceModel)
    )


def test_what_was_written_is_read(stored: Path) -> None:
    assert same(read_model(stored), model())


def test_a_stored_model_is_used_without_asking_the_engine(stored: Path) -> None:
    steps: list[int] = []
    found = load_reference_model(stored.parent, lambda done, total: steps.append(done))
    assert same(found, model()) and steps == []


def test_a_folder_without_a_model_gets_one_and_hears_how_far_it_is(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    built = load_reference_model(tmp_path, lambda done, total: steps.append((done, total)))
    assert same(read_model(tmp_path / NAME), built)
    assert len(steps) > 2 and steps == sorted(steps) and steps[-1][0] == steps[-1][1]


def test_a_model_of_another_version_is_not_used(stored: Path) -> None:
    with np.load(stored) as found:
        arrays = {name: found[name] for name in found.files}
    arrays["fingerprint"] = np.array(str(arrays["fingerprint"]) + " of yesterday")
    with stored.open("wb") as file:
        np.savez(file, **arrays)
    assert read_model(stored) is None


def test_a_model_that_misses_an_array_is_not_used(stored: Path) -> None:
    with np.load(stored) as found:
        arrays = {name: found[name] for name in found.files if name != "muscle_strength_n"}
    with stored.open("wb") as file:
        np.savez(file, **arrays)
    assert read_model(stored) is None


@pytest.mark.parametrize("kept", [0, 1, 100, 0.3, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_not_used(stored: Path, kept: float) -> None:
    whole = stored.read_bytes()
    stored.write_bytes(whole[: kept if isinstance(kept, int) else int(kept * len(whole))])
    assert read_model(stored) is None


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_file_with_damaged_bytes_is_not_used(stored: Path, place: float) -> None:
    whole = bytearray(stored.read_bytes())
    start = int(place * len(whole))
    for i in range(start, start + 4096):
        whole[i] ^= 0xFF
    stored.write_bytes(bytes(whole))
    assert read_model(stored) is None


def foreign_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def foreign_archive(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, something=np.zeros(3))


def foreign_objects(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, fingerprint=np.array([{}], dtype=object))


def foreign_text(path: Path) -> None:
    path.write_text("not a model", encoding="utf-8")


def foreign_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("put", [foreign_array, foreign_archive, foreign_objects, foreign_text, foreign_folder])
def test_something_else_under_its_name_is_not_used(put: object, tmp_path: Path) -> None:
    put(tmp_path / NAME)  # type: ignore[operator]
    assert read_model(tmp_path / NAME) is None


def test_a_damaged_model_is_built_again_and_replaced(stored: Path) -> None:
    stored.write_bytes(stored.read_bytes()[:5000])
    assert same(load_reference_model(stored.parent), model())
    assert same(read_model(stored), model())


def test_writing_leaves_nothing_beside_it(stored: Path) -> None:
    write_model(stored, model())
    assert [path.name for path in stored.parent.iterdir()] == [NAME]


def test_a_model_whose_name_is_taken_by_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    write_model(tmp_path / NAME, model())
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def closed_folder(base: Path) -> Path:
    """Return a folder nobody may write to, not even the administrator."""
    folder = base / "closed"
    folder.mkdir(mode=0o500)
    return Path("/proc") if os.geteuid() == 0 else folder


def missing_folder(base: Path) -> Path:
    return base / "nowhere"


def folder_that_is_a_file(base: Path) -> Path:
    (base / "file").write_text("", encoding="utf-8")
    return base / "file"


@pytest.mark.parametrize("make", [closed_folder, missing_folder, folder_that_is_a_file])
def test_a_folder_that_cannot_be_written_to_just_keeps_nothing(make: object, tmp_path: Path) -> None:
    folder = make(tmp_path)  # type: ignore[operator]
    write_model(folder / NAME, model())
    assert read_model(folder / NAME) is None


WRITER = """
import sys
from pathlib import Path
from heelwise.model_cache import read_model, write_model
model = read_model(Path(sys.argv[1]))
for _ in range(40):
    write_model(Path(sys.argv[2]), model)
"""


def test_two_programs_writing_at_once_never_show_a_reader_half_a_model(stored: Path, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    target = folder / NAME
    write_model(target, model())
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(stored), str(target)]) for _ in range(2)]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        assert read_model(target) is not None
        reads += 1
    assert [writer.returncode for writer in writers] == [0, 0]
    assert reads > 10
    assert same(read_model(target), model())
    assert [path.name for path in folder.iterdir()] == [NAME]


DECIDES_NOTHING = {
    "heelwise.body": "people and their bodies are made from the model, not it from them",
    "heelwise.evidence": "the library is read later",
    "heelwise.footwear": "shoes come later",
    "heelwise.units": "no number in the model is converted",
    "heelwise.errors": "words",
    "heelwise.text": "words",
    "heelwise.shapes": "annotations",
    "heelwise.version": "a number",
    "heelwise.mechanics.progress": "tells how far it is",
}


def test_the_fingerprint_holds_every_module_that_the_builder_runs() -> None:
    """All that the builder imports of ours, but for modules that cannot change an array; each says why."""
    listed = {f"heelwise.{path.removesuffix('.py').replace('/', '.')}" for path in model_cache._MADE_BY}
    assert listed == _of_the_builder()


def _of_the_builder() -> set[str]:
    """Follow the imports from the builder, module by module, leaving out what decides nothing."""
    found, waiting = set(), ["heelwise.mechanics.model_build.model_builder"]
    while waiting:
        name = waiting.pop()
        if name in found or (name != "heelwise.body.reference_model" and _decides_nothing(name)):
            continue
        found.add(name)
        path = Path(model_cache.__file__).parents[1] / f"{name.replace('.', '/')}.py"
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        waiting += [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and _is_ours(node)]
    return found


def _is_ours(node: ast.ImportFrom) -> bool:
    return (node.module or "").startswith("heelwise.")


def _decides_nothing(name: str) -> bool:
    return any(name == known or name.startswith(f"{known}.") for known in DECIDES_NOTHING)


def test_the_fingerprint_names_what_the_arrays_depend_on() -> None:
    from importlib.metadata import version

    said = model_cache._fingerprint()
    assert version("myo-sim") in said and version("mujoco") in said
