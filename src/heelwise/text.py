"""Translatable messages as data, so that pure rooms can speak without knowing a language.

A room returns a :class:`Text`; the page or the command line renders it with its own gettext function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]
"""A gettext function: message in English to message in the reader's language."""


def N_(msgid: str) -> str:  # noqa: N802 - the conventional name of gettext's marker
    """Mark a string for translation without translating it."""
    return msgid


@dataclass(frozen=True, slots=True, kw_only=False)
class Text:
    """One message: an English template and the values that fill it.

    Parameters
    ----------
    msgid
        English template in `str.format` style.
    values
        What fills the template; a value that is itself a `Text` is translated too.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Translate) -> str:
        """Return the message in the language of `translate`."""
        filled = {
            name: value.render(translate) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return translate(self.msgid).format(**filled)

    def english(self) -> str:
        """Return the message untranslated."""
        return self.render(str)

    def __str__(self) -> str:
        return self.english()
