"""What is stored about the person, read without waking the web framework where nothing is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from heelwise.web.data_folder import DATABASE_NAME, find_data_folder

if TYPE_CHECKING:
    from heelwise.body.person import Person


def has_store() -> bool:
    """Say whether anything can have been stored here at all."""
    return bool(os.environ.get("DATABASE_URL")) or (find_data_folder() / DATABASE_NAME).exists()


def read_stored_person() -> Person | None:
    """Return the stored person, or None."""
    if not has_store():
        return None
    from heelwise.web.profiles import load_profile

    return load_profile()
