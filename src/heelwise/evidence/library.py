"""The evidence library: all TOML files of the data folder, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from heelwise.errors import EvidenceError
from heelwise.evidence.checked_table import CheckedTable
from heelwise.evidence.reading import parse_claim, parse_effect, parse_quantity, parse_source
from heelwise.evidence.records import Area, Claim, Effect, Quantity, Source
from heelwise.text import Text

Record = TypeVar("Record", Source, Quantity, Effect, Claim)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvidenceLibrary:
    """Everything Heelwise believes about the world, and where it was read."""

    sources: Mapping[str, Source]
    quantities: Mapping[str, Quantity]
    effects: tuple[Effect, ...]
    claims: Mapping[str, Claim]

    def quantity(self, key: str) -> Quantity:
        """Return the quantity ``topic.name_unit``; raise with the topic's names where there is none."""
        if key in self.quantities:
            return self.quantities[key]
        topic = key.partition(".")[0]
        near = [known for known in self.quantities if known.startswith(f"{topic}.")]
        topics = sorted({known.partition(".")[0] for known in self.quantities})
        raise EvidenceError(
            Text(
                "There is no quantity {key}; allowed is one of {allowed}.",
                {"key": key, "allowed": ", ".join(near) if near else "the topics " + ", ".join(topics)},
            )
        )

    def claims_for(self, area: Area) -> tuple[Claim, ...]:
        """Return the claims of one area of the care specification, in its order."""
        return tuple(claim for claim in self.claims.values() if claim.area == area)

    def sources_for(self, record: Quantity | Effect | Claim) -> tuple[Source, ...]:
        """Return the sources that a quantity, an effect or a claim rests on."""
        return tuple(self.sources[key] for key in record.source_keys)


@cache
def load_library() -> EvidenceLibrary:
    """Return the library that ships with Heelwise, read once.

    Raises
    ------
    EvidenceError
        Where a file breaks a rule; the message names file, table and field.
    """
    return read_library(files("heelwise.evidence") / "data")


def read_library(folder: Traversable) -> EvidenceLibrary:
    """Read and check a data folder with the subfolders sources, quantities, effects and claims."""
    sources = _collect(folder, "sources", lambda table, topic: parse_source(table))
    return EvidenceLibrary(
        sources=MappingProxyType(sources),
        quantities=MappingProxyType(
            _collect(folder, "quantities", lambda table, topic: parse_quantity(table, topic, sources))
        ),
        effects=tuple(_collect(folder, "effects", lambda table, topic: parse_effect(table, topic, sources)).values()),
        claims=MappingProxyType(_collect(folder, "claims", lambda table, topic: parse_claim(table, sources))),
    )


def _collect(folder: Traversable, kind: str, parse: Callable[[CheckedTable, str], Record]) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for table, topic in _iterate_tables(folder / kind, kind):
        record = parse(table, topic)
        if record.key in records:
            raise table.fail("(name)", f'"{record.key}" is there already', "each key once over all files")
        records[record.key] = record
    return records


def _iterate_tables(folder: Traversable, kind: str) -> Iterator[tuple[CheckedTable, str]]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        name = f"{kind}/{entry.name}"
        for table, fields in _parse_file(entry, name).items():
            if not isinstance(fields, dict):
                raise CheckedTable(file=name, name="(top)", fields={}).fail(
                    table, "it stands outside a table", "tables only"
                )
            yield CheckedTable(file=name, name=table, fields=fields), entry.name.removesuffix(".toml")


def _parse_file(entry: Traversable, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(entry.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise EvidenceError(Text("{file} is not valid TOML: {fault}.", {"file": name, "fault": str(fault)})) from fault
