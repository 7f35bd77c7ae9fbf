"""Addresses of static files that change when the file does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def file_version(name: str) -> str:
    """Return a short hash of a static file's content, empty when there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if found else ""


class HashedQueryStorage(StaticFilesStorage):
    """Plain files from the package, with the content's hash in the query: cached for long, never stale."""

    def url(self, name: str | None) -> str:
        """Return the file's address with its version."""
        address: str = super().url(name)
        version = file_version(name or "")
        return f"{address}?v={version}" if version else address
