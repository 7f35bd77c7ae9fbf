"""One TOML table, read field by field; a fault becomes an EvidenceError saying where and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TypeVar

from heelwise.errors import EvidenceError
from heelwise.text import Text

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTable:
    """A table of an evidence file with readers that refuse what the house rules do not allow."""

    file: str
    name: str
    fields: Mapping[str, object]

    def fail(self, field: str, came: str, allowed: str) -> EvidenceError:
        """Return the error for `field`: what came and what is allowed."""
        return EvidenceError(
            Text(
                "{file}, table [{table}], field {field}: {came}; allowed is {allowed}.",
                {"file": self.file, "table": self.name, "field": field, "came": came, "allowed": allowed},
            )
        )

    def check_fields(self, allowed: Sequence[str]) -> None:
        """Raise when the table holds a field that nobody would read."""
        for field in self.fields:
            if field not in allowed:
                raise self.fail(field, "it is not a field we know", "one of " + ", ".join(allowed))

    def has(self, field: str) -> bool:
        """Say whether the field is present."""
        return field in self.fields

    def read_string(self, field: str, default: str | None = None) -> str:
        """Return a non-empty string, or `default` where the field is absent."""
        if field not in self.fields and default is not None:
            return default
        value = self.fields.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(field, f"it is {value!r}", "a non-empty string")
        return value

    def read_word(self, field: str, allowed: Sequence[Word], default: Word | None = None) -> Word:
        """Return one of a closed list of words."""
        if field not in self.fields and default is not None:
            return default
        value = self.fields.get(field)
        for word in allowed:
            if value == word:
                return word
        raise self.fail(field, f"it is {value!r}", "one of " + ", ".join(allowed))

    def read_strings(self, field: str) -> tuple[str, ...]:
        """Return a non-empty list of non-empty strings."""
        value = self.fields.get(field)
        items = value if isinstance(value, list) else []
        if not items or not all(isinstance(item, str) and item for item in items):
            raise self.fail(field, f"it is {value!r}", "a list with at least one non-empty string")
        return tuple(items)

    def read_number(self, field: str, low: float | None = None) -> float | None:
        """Return a finite number, None where absent; refuse one below `low`."""
        if field not in self.fields:
            return None
        value = self._number(field, self.fields[field])
        if low is not None and value < low:
            raise self.fail(field, f"it is {value!r}", f"a number of at least {low:g}")
        return value

    def read_count(self, field: str) -> int | None:
        """Return a whole number of at least 0, None where absent."""
        value = self.fields.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.fail(field, f"it is {value!r}", "a whole number of at least 0")
        return value

    def read_flag(self, field: str, default: bool) -> bool:
        """Return true or false."""
        value = self.fields.get(field, default)
        if not isinstance(value, bool):
            raise self.fail(field, f"it is {value!r}", "true or false")
        return value

    def read_numbers(self, field: str) -> tuple[float, ...]:
        """Return a number or a list of numbers as a tuple."""
        value = self.fields.get(field)
        items = value if isinstance(value, list) else [value]
        if not items:
            raise self.fail(field, "it is empty", "a number or a list of numbers")
        return tuple(self._number(field, item) for item in items)

    def read_pairs(self, field: str) -> tuple[tuple[float, float], ...]:
        """Return [low, high], or a list of such pairs, as a tuple of pairs with low below or at high."""
        value = self.fields.get(field)
        rows = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
        pairs: list[tuple[float, float]] = []
        for row in rows:
            if not isinstance(row, list) or len(row) != 2:
                raise self.fail(field, f"it is {value!r}", "[low, high] or a list of such pairs")
            low, high = (self._number(field, item) for item in row)
            if low > high:
                raise self.fail(field, f"low {low!r} is above high {high!r}", "low first, then high")
            pairs.append((low, high))
        return tuple(pairs)

    def _number(self, field: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise self.fail(field, f"it is {value!r}", "a finite number")
        return float(value)
