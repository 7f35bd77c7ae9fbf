"""From the TOML files of ``data/checks`` to checks, with the rules of the validation protocol kept at the door."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import get_args

from heelwise.errors import EvidenceError
from heelwise.evidence.checked_table import CheckedTable
from heelwise.evidence.checks import (
    STANDING,
    Bound,
    Check,
    CheckActivity,
    CheckPerson,
    Kind,
    Measured,
    PeerResult,
    Setting,
)
from heelwise.evidence.declared_units import SI_UNITS
from heelwise.evidence.library import load_library
from heelwise.evidence.reading import check_sources_known
from heelwise.evidence.records import Read, Source
from heelwise.text import Text

LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")

UNITS: Mapping[Kind, str] = {
    "ratio_to_standing": "ratio",
    "ratio_to_reference": "ratio",
    "compression_n": "n",
    "compression_body_weights": "body_weights",
    "change_n": "n",
    "moment_n_m": "n_m",
    "order": "ratio",
}

NUMBERS: Mapping[str, tuple[str, ...]] = {
    "stand": (),
    "lean": ("angle_deg", "lumbar_share_fraction"),
    "side_bend": ("angle_deg",),
    "sit": ("angle_deg",),
    "lie": (),
    "hold": ("hold_kg", "reach_cm", "angle_deg", "lumbar_share_fraction"),
    "carry_bag": ("bag_kg",),
    "stand_on_one_leg": (),
    "rise_from_chair": ("hand_support_fraction",),
    "lean_on_hands": ("hand_support_fraction", "angle_deg"),
    "walk": ("speed_m_per_s",),
    "extend_at_full_effort": ("angle_deg",),
    **dict.fromkeys(
        ("bridge", "bird_dog", "dead_bug", "front_plank", "side_plank", "clamshell", "pelvic_tilt"),
        (),
    ),
}
"""The vocabulary: every activity with the numbers it may take, in the unit of the name's ending."""

CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "lean": {"knees": ("straight", "bent")},
    "sit": {"posture": ("upright", "slumped", "supported")},
    "lie": {"side": ("supine", "prone", "side")},
    "hold": {"hands": ("one", "both"), "knees": ("straight", "bent"), "back": ("straight", "round")},
    "carry_bag": {"where": ("hand", "shoulder", "back"), "hands": ("one", "both")},
}

_FIELD_UNITS = {"deg": "rad", "cm": "m", "kg": "kg", "fraction": "fraction", "m_per_s": "m_per_s"}
_PERSON_FIELDS = ("sex", "age_years", "height_m", "mass_kg", "assumed")
CHECK_FIELDS = (
    "sources",
    "measured",
    "kind",
    "level",
    "value",
    "interval",
    "spread_reason",
    "person",
    "activity",
    "reference",
    "above_standing",
    "bound",
    "tolerance_fraction",
    "tolerance_reason",
    "pressure_factor_ratio",
    "pressure_factor_range_ratio",
    "peer",
    "read",
    "used_before",
    "note",
)


@cache
def load_checks() -> Mapping[str, Check]:
    """Return the rows that ship with Heelwise by key, read once and checked.

    Raises
    ------
    EvidenceError
        Where a row breaks a rule of the protocol; the message names file, row and field.
    """
    return read_checks(files("heelwise.evidence") / "data" / "checks", load_library().sources)


def read_checks(folder: Traversable, sources: Mapping[str, Source]) -> Mapping[str, Check]:
    """Read and check every TOML file of a folder; `sources` are the known ones."""
    checks: dict[str, Check] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        for row in _read_rows(entry):
            if row.name in checks:
                raise row.fail("(name)", f'"{row.name}" is there already', "each name once over all files")
            checks[row.name] = parse_check(row, sources)
    return MappingProxyType(checks)


def _read_rows(entry: Traversable) -> list[CheckedTable]:
    name = f"checks/{entry.name}"
    try:
        tables = tomllib.loads(entry.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise EvidenceError(Text("{file} is not valid TOML: {fault}.", {"file": name, "fault": str(fault)})) from fault
    rows = []
    for key, fields in tables.items():
        if not isinstance(fields, dict):
            raise CheckedTable(file=name, name="(top)", fields={}).fail(key, "it stands outside a table", "tables only")
        rows.append(CheckedTable(file=name, name=key, fields=fields))
    return rows


def parse_check(row: CheckedTable, sources: Mapping[str, Source]) -> Check:
    """Return the check that a table describes, its activity in SI; raise where it breaks the protocol."""
    row.check_fields(CHECK_FIELDS)
    kind: Kind = row.read_word("kind", get_args(Kind))
    level = row.read_word("level", LEVELS)
    factor, factor_range = _read_pressure_factor(row)
    check = Check(
        key=row.name,
        source_keys=check_sources_known(row, sources),
        measured=row.read_word("measured", get_args(Measured)),
        kind=kind,
        level=level,
        value=_read_positive(row, "value"),
        unit=UNITS[kind],
        interval=_read_interval(row),
        person=_parse_person(row),
        activity=_parse_activity(row, "activity"),
        reference=_parse_reference(row, kind),
        above_standing=row.read_flag("above_standing", False),
        bound=row.read_word("bound", get_args(Bound), "none"),
        tolerance_fraction=_read_positive(row, "tolerance_fraction"),
        tolerance_reason=row.read_string("tolerance_reason"),
        pressure_factor_ratio=factor,
        pressure_factor_range_ratio=factor_range,
        peer=_parse_peer(row, UNITS[kind]),
        read=row.read_word("read", get_args(Read)),
        used_before=row.read_string("used_before", ""),
        note=row.read_string("note", ""),
    )
    _check_protocol(row, check)
    return check


def _check_protocol(row: CheckedTable, check: Check) -> None:
    is_pressure = check.measured == "disc_pressure"
    both = {check.activity.name, "" if check.reference is None else check.reference.name}
    if both == {"sit", "stand"}:
        raise row.fail("activity", "it compares sitting with standing", "sitting with sitting; sources contradict")
    if is_pressure != (check.pressure_factor_range_ratio is not None):
        allowed = "a factor with its range on pressure rows, and on no other"
        raise row.fail("pressure_factor_range_ratio", "pressure is not force", allowed)
    if is_pressure and check.activity.name == "lie" and check.bound != "upper":
        raise row.fail("bound", f'it is "{check.bound}" for pressure in lying', "upper")
    if check.measured == "implant_force" and check.unit == "n" and check.bound != "lower":
        raise row.fail("bound", "an implant carries only part of the force", "lower")
    if check.kind == "order" and check.bound == "none":
        raise row.fail("bound", "an order needs a side", "lower or upper")
    if check.above_standing and check.kind != "order":
        raise row.fail("above_standing", f"the kind is {check.kind}", "true only for an order")


def _read_positive(row: CheckedTable, field: str) -> float:
    value = row.read_number(field)
    if value is None or value <= 0.0:
        raise row.fail(field, f"it is {row.fields.get(field)!r}", "a number above 0")
    return value


def _read_interval(row: CheckedTable) -> tuple[float, float] | None:
    if row.has("interval") == row.has("spread_reason"):
        raise row.fail("interval", "both or neither of interval, spread_reason are given", "exactly one of them")
    if row.has("spread_reason"):
        row.read_word("spread_reason", ("not_reported", "definition"))
        return None
    (interval,) = row.read_pairs("interval")
    return interval


def _read_pressure_factor(row: CheckedTable) -> tuple[float | None, tuple[float, float] | None]:
    if not row.has("pressure_factor_ratio"):
        return None, None
    factor = _read_positive(row, "pressure_factor_ratio")
    (span,) = row.read_pairs("pressure_factor_range_ratio")
    if not span[0] <= factor <= span[1] or span[0] == span[1]:
        raise row.fail("pressure_factor_range_ratio", f"it is {span!r}", f"a range that holds {factor:g}")
    return factor, span


def _read_table(row: CheckedTable, field: str) -> CheckedTable:
    value = row.fields.get(field)
    if not isinstance(value, dict):
        raise row.fail(field, f"it is {value!r}", "a table in braces")
    return CheckedTable(file=row.file, name=f"{row.name}.{field}", fields=value)


def _parse_person(row: CheckedTable) -> CheckPerson:
    table = _read_table(row, "person")
    table.check_fields(_PERSON_FIELDS)
    assumed = table.read_strings("assumed") if table.has("assumed") else ()
    for name in assumed:
        if name not in _PERSON_FIELDS:
            raise table.fail("assumed", f'"{name}" is no field', "one of " + ", ".join(_PERSON_FIELDS))
    return CheckPerson(
        sex=table.read_word("sex", ("female", "male")),
        age_years=_read_positive(table, "age_years"),
        height_m=_read_positive(table, "height_m"),
        mass_kg=_read_positive(table, "mass_kg"),
        assumed=assumed,
    )


def _parse_reference(row: CheckedTable, kind: Kind) -> CheckActivity | None:
    if row.has("reference"):
        if kind not in ("ratio_to_reference", "change_n", "order"):
            raise row.fail("reference", f"the kind is {kind}", "a reference for ratios, changes and orders")
        return _parse_activity(row, "reference")
    if kind in ("ratio_to_reference", "order"):
        raise row.fail("reference", "it is missing", "the activity that this one is compared with")
    return STANDING if kind in ("ratio_to_standing", "change_n") else None


def _parse_activity(row: CheckedTable, field: str) -> CheckActivity:
    table = _read_table(row, field)
    name = table.read_word("name", tuple(NUMBERS))
    choices = CHOICES.get(name, {})
    table.check_fields(("name", *NUMBERS[name], *choices))
    return CheckActivity(
        name=name,
        settings=tuple(_parse_setting(table, number) for number in NUMBERS[name] if table.has(number)),
        choices=tuple(
            (choice, table.read_word(choice, words)) for choice, words in choices.items() if choice in table.fields
        ),
    )


def _parse_setting(table: CheckedTable, field: str) -> Setting:
    ending = next(ending for ending in _FIELD_UNITS if field.endswith(f"_{ending}"))
    unit = _FIELD_UNITS[ending]
    factor = SI_UNITS[unit].get(ending, 1.0)
    numbers = table.read_numbers(field)
    if len(numbers) > 2 or numbers[0] > numbers[-1]:
        raise table.fail(field, f"it is {table.fields[field]!r}", "one number, or [low, high]")
    return Setting(
        name=f"{field.removesuffix(ending)}{unit}", low=numbers[0] * factor, high=numbers[-1] * factor, unit=unit
    )


def _parse_peer(row: CheckedTable, unit: str) -> PeerResult | None:
    if not row.has("peer"):
        return None
    table = _read_table(row, "peer")
    table.check_fields(("value", "level", "matches"))
    return PeerResult(
        value=_read_positive(table, "value"),
        unit=unit,
        level=table.read_word("level", LEVELS),
        matches=table.read_string("matches"),
    )
