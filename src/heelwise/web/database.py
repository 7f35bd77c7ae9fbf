"""Where the store lives: one SQLite file, or PostgreSQL named by `DATABASE_URL`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

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
    ValueError
        The address names another kind of database, or none.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        # the address may hold a password: never repeat it
        raise ValueError("DATABASE_URL begins with something else than postgres:// (leave it unset for SQLite).")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "")) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
