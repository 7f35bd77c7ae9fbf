"""JSON for another program: valid whatever the terminal's encoding can hold."""

from __future__ import annotations

import json
import sys
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print a value as JSON; letters that the output's encoding may lack are written as escapes."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    click.echo(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2, allow_nan=False))
