"""Keeps the reference model on disk, so that the engine is asked once per machine.

The file holds arrays only. It is written whole or not at all, and a file of another version, cut short or damaged is
rebuilt, never trusted.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from contextlib import suppress
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from heelwise.body.reference_model import ReferenceModel
from heelwise.mechanics.progress import Progress, ignore_progress

_MADE_BY = (
    "body/reference_model.py",
    "mechanics/geometry/body_frames.py",
    "mechanics/model_build/bone_outlines.py",
    "mechanics/model_build/endplates.py",
    "mechanics/model_build/engine.py",
    "mechanics/model_build/knee.py",
    "mechanics/model_build/mends.py",
    "mechanics/model_build/model_builder.py",
    "mechanics/model_build/muscle_reader.py",
    "mechanics/geometry/muscle_paths.py",
    "mechanics/geometry/wrapping.py",
)
"""The modules whose code decides what the arrays hold."""

_NAME = "reference-model.npz"


def load_reference_model(folder: Path, progress: Progress = ignore_progress) -> ReferenceModel:
    """Return the reference model, built now if this folder has none that fits.

    Parameters
    ----------
    folder
        Where the file is kept.
    progress
        Told about the steps if the model is built.
    """
    path = folder / _NAME
    stored = read_model(path)
    if stored is not None:
        return stored
    from heelwise.mechanics.model_build.model_builder import build_reference_model

    model = build_reference_model(progress)
    write_model(path, model)
    return model


def is_kept(folder: Path) -> bool:
    """Return whether this folder holds a model that the next start will use."""
    return read_model(folder / _NAME) is not None


def read_model(path: Path) -> ReferenceModel | None:
    """Return the stored model, or None if there is none that can be used."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored["fingerprint"]) != _fingerprint():
                return None
            arrays = {name: stored[name] for name in stored.files if name != "fingerprint"}
        return ReferenceModel.from_arrays(arrays)
    except (OSError, KeyError, TypeError, ValueError, EOFError, zipfile.BadZipFile, zlib.error):
        return None


def write_model(path: Path, model: ReferenceModel) -> None:
    """Write the model whole: to a file beside, then renamed; a read-only folder just keeps nothing."""
    temporary = path.with_name(f"{path.stem}-{uuid4().hex}.part")
    arrays: dict[str, Any] = {"fingerprint": np.array(_fingerprint()), **model.to_arrays()}
    try:
        with temporary.open("wb") as file:
            np.savez(file, **arrays)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def _fingerprint() -> str:
    """Return what the stored arrays depend on: the code that makes them and the versions of what it reads."""
    made_by = hashlib.sha256()
    for module in _MADE_BY:
        made_by.update((files("heelwise") / module).read_bytes())
    return f"{made_by.hexdigest()} myo-sim {version('myo-sim')} mujoco {version('mujoco')}"
