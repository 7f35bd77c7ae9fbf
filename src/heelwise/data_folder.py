"""Which folder holds everything that belongs to the person on this machine.

One rule for the command line and the server: the folder `HEELWISE_DATA` names, else the user's own data folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def find_data_folder() -> Path:
    """Return the data folder, whether it exists or not."""
    named = os.environ.get("HEELWISE_DATA")
    return Path(named).expanduser() if named else user_data_path("heelwise", appauthor=False)


def load_data_folder() -> Path:
    """Return the data folder, made for its owner only if it was not there.

    Raises
    ------
    InputError
        If the folder cannot be made or is not a folder.
    """
    from heelwise.errors import InputError
    from heelwise.text import N_, Text

    folder = find_data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            "HEELWISE_DATA",
            Text(
                N_(
                    "The data folder {folder} cannot be used ({reason}). Set HEELWISE_DATA to a folder that you may "
                    "write to."
                ),
                {"folder": str(folder), "reason": error.strerror or str(error)},
            ),
        ) from error
    return folder
