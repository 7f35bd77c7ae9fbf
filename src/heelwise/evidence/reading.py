"""From a TOML table to a source, a quantity, an effect or a claim, with every rule of the house checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from heelwise.evidence.checked_table import CheckedTable
from heelwise.evidence.declared_units import SI_UNITS, find_si_factor, find_suffix, is_known_unit
from heelwise.evidence.records import (
    Area,
    Certainty,
    Claim,
    Direction,
    Effect,
    Grade,
    Habit,
    Method,
    Quantity,
    Read,
    Source,
    Support,
    Task,
    Verdict,
)
from heelwise.text import Text

SPREAD_REASONS = ("definition", "convention", "not_reported")
"""Why a quantity may come without a spread; "not_reported" asks for a note that says what to make of it."""

SOURCE_FIELDS = ("authors", "year", "title", "where", "url", "doi", "read", "note")
QUANTITY_FIELDS = (
    "value",
    "labels",
    "spread",
    "interval",
    "spread_reason",
    "unit",
    "population",
    "sources",
    "grade",
    "read",
    "note",
)
CLAIM_FIELDS = ("area", "claim", "verdict", "sentence", "sources", "grade")
_EFFECT_NUMBERS = ("mean_before", "sd_before", "mean_after", "sd_after", "mean_change", "sd_change")
EFFECT_FIELDS = (
    "coordinate",
    "group",
    "sources",
    "population",
    "n_people",
    "n_women",
    "n_men",
    "habit",
    "task",
    "heel_height_m",
    "method",
    "support",
    "direction",
    "unit",
    *_EFFECT_NUMBERS,
    "p_value",
    "p_below",
    "in_pool",
    "grade",
    "read",
    "note",
)


def parse_source(table: CheckedTable) -> Source:
    """Return the source that a table of a sources file describes."""
    table.check_fields(SOURCE_FIELDS)
    year = table.read_count("year")
    if year is None:
        table.read_string("note")
    elif not 1600 <= year <= 2100:
        raise table.fail("year", f"it is {year!r}", "a year of publication, 1600 to 2100")
    if table.has("url") == table.has("doi"):
        raise table.fail("url", "both or neither of url and doi are given", "exactly one of url, doi")
    return Source(
        key=table.name,
        authors=table.read_string("authors"),
        year=year,
        title=table.read_string("title"),
        where=table.read_string("where"),
        url_or_doi=_parse_address(table),
        read=table.read_word("read", get_args(Read)),
        note=table.read_string("note", ""),
    )


def _parse_address(table: CheckedTable) -> str:
    if table.has("doi"):
        doi = table.read_string("doi")
        if not doi.startswith("10."):
            raise table.fail("doi", f"it is {doi!r}", 'a DOI that starts with "10."')
        return doi
    url = table.read_string("url")
    if not url.startswith(("http://", "https://")):
        raise table.fail("url", f"it is {url!r}", "an address that starts with http:// or https://")
    return url


def check_sources_known(table: CheckedTable, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return the table's source keys; raise for a number without a source or with an unknown one."""
    keys = table.read_strings("sources")
    for key in keys:
        if key not in sources:
            raise table.fail("sources", f'"{key}" is in no sources file', "a key of data/sources/*.toml")
    return keys


def parse_quantity(table: CheckedTable, topic: str, sources: Mapping[str, Source]) -> Quantity:
    """Return the quantity that a table describes, converted to the SI unit its name ends in."""
    table.check_fields(QUANTITY_FIELDS)
    source_keys = check_sources_known(table, sources)
    suffix = find_suffix(table.name)
    if suffix is None:
        allowed = "a name ending in one of " + ", ".join(SI_UNITS)
        raise table.fail("(name)", "it ends in no unit suffix", allowed)
    factor = read_si_factor(table, suffix)
    values = table.read_numbers("value")
    labels = _read_labels(table, len(values))
    spread, interval, reason = _read_spread(table, len(values), factor)
    scaled = tuple(value * factor for value in values)
    return Quantity(
        key=f"{topic}.{table.name}",
        value=scaled if labels else scaled[0],
        spread=None if spread is None else (spread if labels else spread[0]),
        interval=interval,
        spread_reason=reason,
        labels=labels,
        unit=suffix,
        population=table.read_string("population"),
        source_keys=source_keys,
        grade=table.read_word("grade", get_args(Grade)),
        read=table.read_word("read", get_args(Read)),
        note=table.read_string("note", ""),
    )


def read_si_factor(table: CheckedTable, suffix: str) -> float:
    """Return the factor from the declared unit to SI; raise for an unknown or a mismatched unit."""
    unit = table.read_string("unit")
    factor = find_si_factor(suffix, unit)
    if factor is not None:
        return factor
    fault = "is not the unit that the name promises" if is_known_unit(unit) else "is not a unit we know"
    raise table.fail("unit", f'"{unit}" {fault}', f"for _{suffix} one of " + ", ".join(SI_UNITS[suffix]))


def _read_labels(table: CheckedTable, n_values: int) -> tuple[str, ...]:
    is_list = isinstance(table.fields.get("value"), list)
    if not is_list:
        if table.has("labels"):
            raise table.fail("labels", "the value is a single number", "labels only beside a list of values")
        return ()
    labels = table.read_strings("labels")
    if len(labels) != n_values or len(set(labels)) != n_values:
        came = f"{len(labels)} labels for {n_values} values"
        raise table.fail("labels", came, "one distinct label per value")
    return labels


def _read_spread(
    table: CheckedTable, n_values: int, factor: float
) -> tuple[tuple[float, ...] | None, tuple[tuple[float, float], ...] | None, str]:
    given = [field for field in ("spread", "interval", "spread_reason") if table.has(field)]
    allowed = "exactly one of spread, interval, spread_reason"
    if len(given) != 1:
        came = "given together: " + ", ".join(given) if given else "it is missing"
        raise table.fail("spread", came, allowed)
    if given == ["spread_reason"]:
        reason = table.read_word("spread_reason", SPREAD_REASONS)
        if reason == "not_reported":
            table.read_string("note")
        return None, None, reason
    if given == ["interval"]:
        table.read_string("note")
        pairs = table.read_pairs("interval")
        if len(pairs) != n_values:
            raise table.fail("interval", f"{len(pairs)} pairs for {n_values} values", "one pair per value")
        return None, tuple((low * factor, high * factor) for low, high in pairs), ""
    spreads = table.read_numbers("spread")
    if len(spreads) == 1:
        spreads = spreads * n_values
    if len(spreads) != n_values or any(spread < 0.0 for spread in spreads):
        raise table.fail("spread", f"it is {table.fields['spread']!r}", "one number >= 0, or one per value")
    return tuple(spread * factor for spread in spreads), None, ""


def parse_effect(table: CheckedTable, topic: str, sources: Mapping[str, Source]) -> Effect:
    """Return the effect that a table describes, its numbers in SI."""
    table.check_fields(EFFECT_FIELDS)
    source_keys = check_sources_known(table, sources)
    suffix = table.read_word("unit", tuple({unit for known in SI_UNITS.values() for unit in known}), "none")
    factor, si_unit = _find_any_factor(suffix)
    numbers = {field: table.read_number(field) for field in _EFFECT_NUMBERS}
    _check_effect_numbers(table, numbers, suffix)
    heel = table.read_pairs("heel_height_m")[0] if table.has("heel_height_m") else None
    if heel is not None and not 0.0 <= heel[0] <= heel[1] <= 0.2:
        raise table.fail("heel_height_m", f"it is {heel!r}", "[low, high] in metres, 0 to 0.2")
    in_pool = table.read_flag("in_pool", False)
    direction = table.read_word("direction", get_args(Direction))
    if in_pool and direction == "not_read":
        raise table.fail("direction", "it is not_read in a pooled row", "a direction, or in_pool = false")
    return Effect(
        key=f"{topic}.{table.name}",
        coordinate=table.read_string("coordinate"),
        group=table.read_string("group", "all"),
        source_keys=source_keys,
        population=table.read_string("population"),
        n_people=table.read_count("n_people"),
        n_women=table.read_count("n_women"),
        n_men=table.read_count("n_men"),
        habit=table.read_word("habit", get_args(Habit)),
        task=table.read_word("task", get_args(Task)),
        heel_height_m=heel,
        method=table.read_word("method", get_args(Method)),
        support=table.read_word("support", get_args(Support)),
        direction=direction,
        unit=si_unit,
        **{field: None if value is None else value * factor for field, value in numbers.items()},
        p_value=_read_probability(table, "p_value"),
        p_below=_read_probability(table, "p_below"),
        in_pool=in_pool,
        grade=table.read_word("grade", get_args(Grade)),
        read=table.read_word("read", get_args(Read)),
        note=table.read_string("note", ""),
    )


def _find_any_factor(unit: str) -> tuple[float, str]:
    if unit == "none":
        return 1.0, ""
    for suffix, spellings in SI_UNITS.items():
        if unit in spellings:
            return spellings[unit], "ratio" if unit in SI_UNITS["ratio"] else suffix
    raise AssertionError(unit)


def _check_effect_numbers(table: CheckedTable, numbers: Mapping[str, float | None], unit: str) -> None:
    if unit == "none" and any(value is not None for value in numbers.values()):
        raise table.fail("unit", "it is missing beside a number", "the unit of the means")
    for field in ("sd_before", "sd_after", "sd_change"):
        table.read_number(field, 0.0)
    for moment in ("before", "after", "change"):
        mean, spread = f"mean_{moment}", f"sd_{moment}"
        if numbers[spread] is not None and numbers[mean] is None:
            raise table.fail(spread, f"it comes without {mean}", f"{spread} only beside {mean}")


def _read_probability(table: CheckedTable, field: str) -> float | None:
    value = table.read_number(field, 0.0)
    if value is not None and not 0.0 < value <= 1.0:
        raise table.fail(field, f"it is {value!r}", "above 0, at most 1")
    return value


def parse_claim(table: CheckedTable, sources: Mapping[str, Source]) -> Claim:
    """Return the claim that a table describes."""
    table.check_fields(CLAIM_FIELDS)
    sentence = table.read_string("sentence")
    if not sentence.endswith(".") or "\n" in sentence:
        came = "it is not one line that ends in a full stop"
        raise table.fail("sentence", came, "exactly one plain sentence")
    return Claim(
        key=table.name,
        area=table.read_word("area", get_args(Area)),
        claim=Text(table.read_string("claim")),
        verdict=table.read_word("verdict", get_args(Verdict)),
        sentence=Text(sentence),
        source_keys=check_sources_known(table, sources),
        grade=table.read_word("grade", get_args(Certainty)),
    )
