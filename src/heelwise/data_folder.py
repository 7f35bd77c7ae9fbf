"""Which folder holds everything that belongs to the person on this machine.

One rule for the command line and the server: the folder `HEELWISE_DATA` names, else the user's own data folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

if TYPE_CHECKING:
    from heelwise.errors import InputError


def find_data_folder() -> Path:
    """Return the data folder, whether it exists or not.

    Raises
    ------
    InputError
        If it lies in the home folder of somebody who has none.
    """
    named = os.environ.get("HEELWISE_DATA", "").strip()
    try:
        folder = Path(named) if named else user_data_path("heelwise", appauthor=False)
        return folder.expanduser()
    except RuntimeError as error:  # a home folder nobody knows, in the name or of the user
        raise _unusable(Path(named or "~"), "its user has no home folder") from error


def load_data_folder() -> Path:
    """Return the data folder, made for its owner only if it was not there.

    Raises
    ------
    InputError
        If the folder cannot be made or is not a folder.
    """
    folder = find_data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error.strerror or str(error)) from error
    return folder


def _unusable(folder: Path, reason: str) -> InputError:
    from heelwise.errors import InputError
    from heelwise.text import N_, Text

    return InputError(
        "HEELWISE_DATA",
        Text(
            N_(
                "The data folder {folder} cannot be used ({reason}). Set HEELWISE_DATA to a folder that you may "
                "write to."
            ),
            {"folder": str(folder), "reason": reason},
        ),
    )
