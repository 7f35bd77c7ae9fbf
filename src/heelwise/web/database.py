"""Where the store lives: one SQLite file, or PostgreSQL named by `DATABASE_URL`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from heelwise.errors import InputError
from heelwise.text import N_, Text

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"


def sqlite_settings(path: Path) -> dict[str, object]:
    """Return Django's database settings for one SQLite file that keeps what it has acknowledged."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 10},
    }


def parse_database_url(url: str) -> dict[str, object]:
    """Return Django's database settings for a `postgres://user:password@host:port/name?option=value` address.

    Raises
    ------
    InputError
        The address names another kind of database, or none, or its port is no number.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unreadable() from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise _unreadable()
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "")) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _unreadable() -> InputError:
    """Return what is wrong with the address without repeating it: it may hold a password."""
    return InputError(
        "DATABASE_URL",
        Text(
            N_(
                "DATABASE_URL cannot be read; write it as postgres://user:password@host:port/name, or leave it unset "
                "to keep everything in one file."
            )
        ),
    )
