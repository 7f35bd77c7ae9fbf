"""What the page keeps in the data folder: its database and its secret key.

It belongs to its user alone: folder 0700, files 0600.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from heelwise.data_folder import find_data_folder, load_data_folder

__all__ = ["DATABASE_NAME", "find_data_folder", "load_data_folder", "load_database_path", "load_secret_key"]

DATABASE_NAME = "heelwise.sqlite3"
SHORTEST_KEY = 32
SECRET_NAME = "secret-key"  # noqa: S105 - the name of a file, not a secret


def load_database_path() -> Path:
    """Return the path of the SQLite file, made readable by its owner only (its WAL inherits that)."""
    path = load_data_folder() / DATABASE_NAME
    path.touch(mode=0o600)
    return path


def load_secret_key() -> str:
    """Return this installation's secret key, written with 0600 when there is none that can be used."""
    path = load_data_folder() / SECRET_NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii", errors="replace").strip()
        if len(key) >= SHORTEST_KEY and key.isascii() and key.isprintable():
            return key
        handle = os.open(path, os.O_WRONLY | os.O_TRUNC, 0o600)
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
