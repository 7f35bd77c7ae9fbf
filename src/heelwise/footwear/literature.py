"""The few numbers about shoes and feet that this room takes from the evidence library."""

from __future__ import annotations

from functools import cache

from heelwise.errors import EvidenceError
from heelwise.evidence import Quantity, load_library
from heelwise.text import Text


@cache
def find_quantity(name: str) -> Quantity:
    """Return the quantity ``shoes.<name>``."""
    return load_library().quantity(f"shoes.{name}")


def find_value(name: str, label: str | None = None) -> float:
    """Return the value of ``shoes.<name>`` [SI], of one label where it has several."""
    quantity = find_quantity(name)
    return _pick(quantity, quantity.value, label)


def find_spread(name: str, label: str | None = None) -> float:
    """Return the standard deviation between people of ``shoes.<name>`` [SI]."""
    quantity = find_quantity(name)
    if quantity.spread is None:
        raise EvidenceError(Text("{key} has no spread.", {"key": quantity.key}))
    return _pick(quantity, quantity.spread, label)


def _pick(quantity: Quantity, value: float | tuple[float, ...], label: str | None) -> float:
    if not isinstance(value, tuple):
        return value
    if label not in quantity.labels:
        raise EvidenceError(
            Text(
                "{key} has no label {label}; it has {allowed}.",
                {"key": quantity.key, "label": str(label), "allowed": ", ".join(quantity.labels)},
            )
        )
    return value[quantity.labels.index(label)]
