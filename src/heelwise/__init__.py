"""Heelwise: why a lower back aches after wearing heels, and what to do about it.

    >>> from heelwise import Person, Shoe, why
    >>> me = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female")
    >>> answer = why(me, [Shoe.from_cm("stiletto", 9)])  # doctest: +SKIP

Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from heelwise.version import __version__

if TYPE_CHECKING:
    from heelwise.facade import Answer, LoadAnswer, Person, Shoe, list_activities, load, why

__all__ = ["Answer", "LoadAnswer", "Person", "Shoe", "__version__", "list_activities", "load", "why"]


def __getattr__(name: str) -> object:
    """Return a name of the facade, imported now."""
    if name.startswith("_") or name not in __all__:
        raise AttributeError(f"module 'heelwise' has no attribute {name!r}; it has {', '.join(__all__)}")
    from heelwise import facade

    return getattr(facade, name)


def __dir__() -> list[str]:
    return sorted(__all__)
