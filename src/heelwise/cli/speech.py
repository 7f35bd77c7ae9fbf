"""The reader's language on the command line, from the same catalogue as the page."""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from importlib.resources import files

from heelwise.text import Text


@cache
def _catalogue() -> catalogues.NullTranslations:
    """Return the catalogue for the reader's locale; English where there is none."""
    return catalogues.translation("django", localedir=str(files("heelwise") / "locale"), fallback=True)


def gettext(message: str) -> str:
    """Return a message in the reader's language."""
    return _catalogue().gettext(message)


def render(text: Text) -> str:
    """Return a room's message in the reader's language."""
    return text.render(gettext)
