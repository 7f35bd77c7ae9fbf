"""The folder that holds everything personal: database, secret key, model cache.

It belongs to its user alone: folder 0700, files 0600.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

DATABASE_NAME = "heelwise.sqlite3"
SECRET_NAME = "secret-key"  # noqa: S105 - the name of a file, not a secret


def find_data_folder() -> Path:
    """Return the data folder: `HEELWISE_DATA`, or the user's own data folder of this system."""
    named = os.environ.get("HEELWISE_DATA")
    if named:
        return Path(named).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "heelwise"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "heelwise"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "heelwise"


def load_data_folder() -> Path:
    """Return the data folder, made for its owner only if it was not there."""
    folder = find_data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def load_database_path() -> Path:
    """Return the path of the SQLite file, made readable by its owner only (its WAL inherits that)."""
    path = load_data_folder() / DATABASE_NAME
    path.touch(mode=0o600)
    return path


def load_secret_key() -> str:
    """Return this installation's secret key, written once with 0600 when it is first asked for."""
    path = load_data_folder() / SECRET_NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii").strip()
        if key:
            return key
        handle = os.open(path, os.O_WRONLY | os.O_TRUNC, 0o600)
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
