"""What is said when the store cannot be read or written: where it lies and what to do, never what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from heelwise.errors import HeelwiseError
from heelwise.text import N_, Text
from heelwise.web.data_folder import DATABASE_NAME, find_data_folder


class StoreError(HeelwiseError):
    """What is stored cannot be read or written: damaged, read-only, full, or not answering."""


@contextmanager
def plain_store_faults() -> Iterator[None]:
    """Turn a fault of the database into one that says what to do; usable as a decorator.

    Raises
    ------
    StoreError
        The database cannot be read or written.
    """
    try:
        yield
    except Exception as fault:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import Error

        if not isinstance(fault, Error | ImproperlyConfigured):
            raise
        raise StoreError(_describe()) from fault


def _describe() -> Text:
    if os.environ.get("DATABASE_URL"):
        return Text(
            N_(
                "The database that DATABASE_URL names does not answer as it should. Check that it runs and that you "
                "may use it, or leave DATABASE_URL unset to keep everything in one file."
            )
        )
    return Text(
        N_(
            "What is stored in {path} cannot be read or written. If the disk is full or the folder read-only, mend "
            "that. If the file is damaged, delete it and the files beside it that begin with the same name: that "
            "forgets your figures, and you can store them again."
        ),
        {"path": str(find_data_folder() / DATABASE_NAME)},
    )
