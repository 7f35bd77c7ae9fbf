"""The published schema of `heelwise load --json`: every answer keeps it and it says what every figure means."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from tests.fixtures.load_answers import QUESTIONS, WITH_FIGURES, answer, answer_json
from tests.fixtures.schema_walk import objects, paths_of, properties, resolved

from heelwise.body import LUMBAR_LEVELS, MUSCLE_GROUPS, SIDES

SCHEMA: dict[str, Any] = json.loads((files("heelwise.explain") / "load.schema.json").read_text(encoding="utf-8"))
WHY: dict[str, Any] = json.loads((files("heelwise.explain") / "why.schema.json").read_text(encoding="utf-8"))
UNITS = {
    "_n": "[N]",
    "_n_m": "[N m]",
    "_deg": "[degrees]",
    "_m": "[m]",
    "_kg": "[kg]",
    "_years": "[years]",
    "_percent": "[%]",
    "_kg_per_m2": "[kg/m^2]",
    "_points": "[percentage points]",
    "_body_weights": "[ratio]",
    "_fraction": "[fraction]",
    "ratio_to_standing": "[ratio]",
}
DESCRIBED = {path: child for path, _, child in properties(SCHEMA, SCHEMA)}


def test_the_schema_is_a_schema_of_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_load_answer_keeps_the_schema(question: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(answer_json(question))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_field_of_a_load_answer_is_described(question: str) -> None:
    undescribed = {path for path in paths_of(answer_json(question)) if not DESCRIBED.get(path, {}).get("description")}
    assert undescribed == set()


def test_every_field_of_the_schema_appears_in_some_load_answer() -> None:
    seen = {path for question in QUESTIONS for path in paths_of(answer_json(question))}
    assert set(DESCRIBED) - seen == set()


def test_every_object_is_closed_and_asks_for_all_its_fields() -> None:
    for node in objects(SCHEMA):
        assert node["additionalProperties"] is False, node["description"]
        assert node["required"] == list(node["properties"]), node["description"]


def test_every_description_is_a_sentence() -> None:
    for path, child in DESCRIBED.items():
        assert re.fullmatch(r"[A-Z].*\.", child["description"], re.DOTALL), path


def test_every_number_says_its_unit() -> None:
    for path, name, child in properties(SCHEMA, SCHEMA):
        suffix = max((s for s in UNITS if name.endswith(s)), key=len, default=None)
        if suffix is not None:
            assert UNITS[suffix] in child["description"], path


def test_every_plain_number_has_a_unit_of_some_kind() -> None:
    for path, name, child in properties(SCHEMA, SCHEMA):
        if resolved(SCHEMA, child).get("type") in ("number", "integer") and name not in {"median", "low", "high"}:
            assert re.search(r"\[.+\]", child["description"]), path


def test_every_load_is_described_as_in_the_answer_about_shoes() -> None:
    """The same plane, the same sign, the same words; only what a change is against differs."""
    mine, theirs = SCHEMA["$defs"]["level"], WHY["$defs"]["level"]
    assert mine["description"] == theirs["description"]
    assert set(mine["properties"]) == {*theirs["properties"], "ratio_to_standing"}
    for name in ("level", "compression_n", "shear_n", "compression_body_weights"):
        assert mine["properties"][name] == theirs["properties"][name]


def test_every_word_list_is_the_programs_own() -> None:
    defs = SCHEMA["$defs"]
    for name in ("level", "fixed_level", "contact_level"):
        assert tuple(defs[name]["properties"]["level"]["enum"]) == LUMBAR_LEVELS
    assert tuple(defs["muscle"]["properties"]["group"]["enum"]) == MUSCLE_GROUPS
    assert tuple(defs["hip_force"]["properties"]) == SIDES


def test_every_figure_is_null_in_pregnancy() -> None:
    found = answer_json("pregnant leans")
    figures = ("levels", "muscles", "hip_force_n", "residual_n_m", "settling", "fixed_angle", "contact_sharing")
    assert all(found[name] is None for name in figures)
    assert found["draws"] == {"asked": 0, "left_out": 0}


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_every_interval_encloses_the_sharing_of_contacts(question: str) -> None:
    found = answer_json(question)
    for level, shared in zip(found["levels"], found["contact_sharing"] or (), strict=False):
        assert shared["level"] == level["level"]
        assert level["compression_n"]["low"] <= shared["low_n"] <= shared["high_n"] <= level["compression_n"]["high"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_filled_in(question: str) -> None:
    def sentences(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for name, child in value.items():
                if name not in {"unit", "name", "group"}:
                    yield from sentences(child)
        elif isinstance(value, list):
            for child in value:
                yield from sentences(child)

    for said in sentences(answer_json(question)):
        assert said.strip(), question
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|\de[-+]\d|Text\(", said), said


def test_every_translated_load_answer_has_the_same_numbers() -> None:
    shouted = answer("woman leans").to_json(lambda said: said + "¡")
    plain = answer("woman leans").to_json()
    assert shouted["hip_force_n"] == plain["hip_force_n"]
    assert str(shouted["sentence"]).endswith("¡")
    assert shouted["muscles"][0]["name"].endswith("¡")  # type: ignore[index]


@pytest.mark.parametrize(
    "how", ["extra field", "missing field", "a level too few", "unknown group", "a word for a number", "a child"]
)
def test_every_spoilt_load_answer_is_refused(how: str) -> None:
    spoilt = copy.deepcopy(answer_json("woman leans"))
    if how == "extra field":
        spoilt["levels"][0]["body_frame_shear_n"] = 1.0
    elif how == "missing field":
        del spoilt["levels"][0]["ratio_to_standing"]
    elif how == "a level too few":
        spoilt["levels"].pop()
    elif how == "unknown group":
        spoilt["muscles"][0]["group"] = "biceps"
    elif how == "a word for a number":
        spoilt["residual_n_m"] = "0"
    else:
        spoilt["person"]["age_years"] = 12
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(spoilt)
