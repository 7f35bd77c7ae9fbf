"""Every dimensioned number that a dataclass holds says its unit at the end of its name."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

import heelwise
from heelwise.evidence.declared_units import SI_UNITS
from heelwise.units.suffixes import SUFFIXES, find_suffix

ROOMS = ("text", "errors", "units", "evidence", "body", "footwear", "mechanics", "activities", "explain")
EDGE_ROOMS = {"explain", "web", "cli"}  # explain words the answer, so it may speak in degrees and centimetres

NUMBER = re.compile(r"\b(?:float|Float\w*|floating|float64|ndarray)\b")
NO_FLOAT = re.compile(r"\b(?:U?Int\d*|Integer|Bool)\[[^\]]*\]")  # indices and answers to yes or no
NO_ONE_UNIT = {  # last words of names that cannot have a unit, or not one
    "rotation": "a matrix",
    "direction": "a vector of length one",
    "axis": "a vector of length one",
    "proof": "a vector of length one over rows of one unit",
    "polynomial": "coefficients of an angle's powers, of angles and lengths alike",
    "scale": "a ratio of lengths",
    "activation": "a part of the greatest force",
    "share": "a part of the whole",
    "probability": "a part of all cases",
    "weight": "of an integration point",
    "gradient": "one unit per component, stated where it is declared",
    "below": "p_below, the level of a test",
}
UNIT_OF_THE_CALLER = {
    "heelwise.activities.checking.CheckResult": "the unit of the row it answers",
    "heelwise.explain.answer.Coordinate": "its key ends in the unit",
    "heelwise.mechanics.posture_prior.Gaussian": "each coordinate has its own",
    "heelwise.mechanics.split.static_optimisation.Split": "it solves rows; their unit is the caller's",
}
UNIT_OF_ITS_OWN = "unit"  # a record that holds its unit as data, as an entry of the library does
CARRIED = {"median", "low", "high", "mean", "sd", "lower", "upper"}  # the name outside carries the unit


@cache
def modules() -> dict[str, ModuleType | None]:
    """Import every module of the pure rooms; None where that fails, which a test of its own reports."""
    names = [info.name for info in pkgutil.walk_packages(heelwise.__path__, "heelwise.", onerror=lambda _: None)]
    found: dict[str, ModuleType | None] = {}
    for name in names:
        if name.split(".")[1] in ROOMS:
            with contextlib.suppress(ImportError):
                found[name] = None
                found[name] = importlib.import_module(name)
    return found


@cache
def dataclasses_of_the_house() -> tuple[type, ...]:
    classes = {
        cls
        for name, module in modules().items()
        if module is not None
        for cls in vars(module).values()
        if inspect.isclass(cls) and dataclasses.is_dataclass(cls) and cls.__module__ == name
        if not cls.__name__.startswith("_")  # scratch paper of one module
    }
    return tuple(sorted(classes, key=lambda cls: (cls.__module__, cls.__qualname__)))


def annotation(field: dataclasses.Field) -> str:
    return field.type if isinstance(field.type, str) else inspect.formatannotation(field.type)


def number_fields(cls: type) -> list[str]:
    """Return the names of fields that hold floats, alone or in arrays, tuples and mappings."""
    fields = dataclasses.fields(cls)
    if any(field.name == UNIT_OF_ITS_OWN for field in fields):
        return []
    return [field.name for field in fields if NUMBER.search(NO_FLOAT.sub("", annotation(field)))]


@cache
def carriers() -> frozenset[str]:
    """Return the classes that are just an interval: whoever holds one names the unit."""
    return frozenset(
        cls.__name__ for cls in dataclasses_of_the_house() if number_fields(cls) and set(number_fields(cls)) <= CARRIED
    )


def is_named_well(name: str, *, at_the_edge: bool) -> bool:
    if name.rpartition("_")[2] in NO_ONE_UNIT:
        return True
    suffix = find_suffix(name)
    return suffix is not None and (at_the_edge or not suffix.edge_only)


def names_to_check(cls: type) -> Iterator[str]:
    if cls.__name__ in carriers() or f"{cls.__module__}.{cls.__name__}" in UNIT_OF_THE_CALLER:
        return
    yield from number_fields(cls)
    if carriers():
        holds_interval = re.compile(rf"\b(?:{'|'.join(sorted(carriers()))})\b")
        yield from (field.name for field in dataclasses.fields(cls) if holds_interval.search(annotation(field)))


def test_every_module_can_be_imported() -> None:
    assert [name for name, module in modules().items() if module is None] == []


def test_there_are_numbers_to_check() -> None:
    assert sum(len(list(names_to_check(cls))) for cls in dataclasses_of_the_house()) >= 10


@pytest.mark.parametrize("cls", dataclasses_of_the_house(), ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_every_number_in_a_dataclass_ends_in_its_unit(cls: type) -> None:
    at_the_edge = cls.__module__.split(".")[1] in EDGE_ROOMS
    assert [name for name in names_to_check(cls) if not is_named_well(name, at_the_edge=at_the_edge)] == []


def test_every_unit_of_the_evidence_files_is_a_suffix_of_the_house() -> None:
    inside = {text for text, suffix in SUFFIXES.items() if not suffix.edge_only}
    assert set(SI_UNITS) - inside == set()


@pytest.mark.parametrize("name", ["height_m", "moment_n_m", "stiffness_n_m_per_rad", "index_kg_per_m2", "n_people"])
def test_a_name_with_its_unit_is_accepted(name: str) -> None:
    assert is_named_well(name, at_the_edge=False)


@pytest.mark.parametrize("name", ["height", "heel_cm", "lean_deg", "mean", "platform", "warm"])
def test_a_name_without_its_unit_or_with_an_edge_unit_is_refused_inside(name: str) -> None:
    assert not is_named_well(name, at_the_edge=False)
