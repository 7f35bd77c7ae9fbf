"""The published schema of `heelwise why --json`: every answer keeps it and it says what every figure means."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

import jsonschema
import pytest
from tests.fixtures.answers import QUESTIONS, answer_json

from heelwise.body import LUMBAR_LEVELS, TRUNK_MUSCLE_GROUPS
from heelwise.evidence.records import Certainty, Verdict
from heelwise.explain.interval_shares import PARTS, REST
from heelwise.explain.why import MOST_SHOES
from heelwise.footwear.category import Impact
from heelwise.footwear.shoe import Kind

SCHEMA: dict[str, Any] = json.loads((files("heelwise.explain") / "why.schema.json").read_text(encoding="utf-8"))
UNITS = {
    "_n": "[N]",
    "_n_m": "[N m]",
    "_deg": "[degrees]",
    "_cm": "[cm]",
    "_cm2": "[cm^2]",
    "_m": "[m]",
    "_kg": "[kg]",
    "_years": "[years]",
    "_percent": "[%]",
    "_kg_per_m2": "[kg/m^2]",
    "_points": "[percentage points]",
    "_body_weights": "[ratio]",
}


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """Return the node with what it refers to, its own words first; of alternatives the one that is not null."""
    while "$ref" in node or "anyOf" in node:
        if "$ref" in node:
            target = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        else:
            target = next(option for option in node["anyOf"] if option.get("type") != "null")
        node = {**target, **{key: value for key, value in node.items() if key not in ("$ref", "anyOf")}}
    return node


def properties(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (path, name, schema) of every property, through lists and references."""
    node = resolved(node)
    for name, child in node.get("properties", {}).items():
        yield f"{path}/{name}", name, child
        yield from properties(child, f"{path}/{name}")
    if "items" in node:
        yield from properties(node["items"], f"{path}/0")


def paths_of(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every field of an answer, lists by their first place."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield f"{path}/{name}"
            yield from paths_of(child, f"{path}/{name}")
    elif isinstance(value, list):
        for child in value:
            yield from paths_of(child, f"{path}/0")


def objects(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for child in node.values():
            yield from objects(child)
    elif isinstance(node, list):
        for child in node:
            yield from objects(child)


DESCRIBED = {path: child for path, _, child in properties(SCHEMA)}


def test_the_schema_is_a_schema_of_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_keeps_the_schema(question: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(answer_json(question))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_field_of_an_answer_is_described(question: str) -> None:
    undescribed = {path for path in paths_of(answer_json(question)) if not DESCRIBED.get(path, {}).get("description")}
    assert undescribed == set()


def test_every_field_of_the_schema_appears_in_some_answer() -> None:
    """Nothing is documented that does not exist; barefoot shares its shape with a shoe but has no changes."""
    seen = {path for question in QUESTIONS for path in paths_of(answer_json(question))}
    no_change = re.compile(r"/barefoot/.*/(change|change_percent|shear_change_n|change_points)/")
    assert {path for path in set(DESCRIBED) - seen if not no_change.match(path)} == set()


def test_every_object_is_closed_and_asks_for_all_its_fields() -> None:
    for node in objects(SCHEMA):
        assert node["additionalProperties"] is False, node["description"]
        if "In pregnancy" in node["description"]:
            assert node["anyOf"][0]["required"] == list(node["properties"])  # all of them, or only the foot's
            assert node["anyOf"][1]["maxProperties"] == len(node["required"])
            continue
        assert node["required"] == list(node["properties"]), node["description"]


def test_every_description_is_a_sentence() -> None:
    for path, child in DESCRIBED.items():
        assert re.fullmatch(r"[A-Z].*\.", child["description"], re.DOTALL), path


def test_every_number_says_its_unit() -> None:
    """By the end of its name; the unit stands in brackets in its description."""
    for path, name, child in properties(SCHEMA):
        suffix = max((s for s in UNITS if name.endswith(s)), key=len, default=None)
        if suffix is None or path.endswith("foot_length_m"):
            continue
        assert UNITS[suffix] in child["description"], path


def test_every_plain_number_has_a_unit_of_some_kind() -> None:
    without = {"median", "low", "high", "year"}
    for path, name, child in properties(SCHEMA):
        if resolved(child).get("type") in ("number", "integer") and name not in without:
            assert re.search(r"\[.+\]", child["description"]), path


def test_every_load_says_its_plane_and_its_sign() -> None:
    level = SCHEMA["$defs"]["level"]
    assert "mid-disc plane" in level["description"] and "Never in the axes of a vertebra" in level["description"]
    for name in ("compression_n", "shear_n"):
        said = level["properties"][name]["description"]
        assert "mid-disc plane" in said and "positive" in said
    assert "positive pushes the upper vertebra forward" in level["properties"]["shear_n"]["description"]


def test_every_angle_says_what_positive_means_and_what_it_counts_from() -> None:
    stance = SCHEMA["$defs"]["stance"]["properties"]
    for name, node in stance.items():
        if name.endswith("_deg"):
            assert "positive" in node["description"], name
    assert "L1 and S1" in stance["lumbar_lordosis_deg"]["description"]
    assert "Radiographic" in stance["lumbar_lordosis_deg"]["description"]
    assert "reference pose" in stance["pelvis_anterior_tilt_deg"]["description"]


def test_every_interval_is_said_to_be_one_of_eighty_percent() -> None:
    for name in ("low", "high"):
        for definition in ("interval", "coordinate"):
            assert "80 % interval" in SCHEMA["$defs"][definition]["properties"][name]["description"]


def test_every_word_list_is_the_programs_own() -> None:
    defs = SCHEMA["$defs"]
    assert tuple(defs["level"]["properties"]["level"]["enum"]) == LUMBAR_LEVELS
    assert tuple(defs["computed"]["properties"]["level"]["enum"]) == (*LUMBAR_LEVELS, None)
    assert tuple(defs["muscle"]["properties"]["group"]["enum"]) == TRUNK_MUSCLE_GROUPS
    assert tuple(defs["shoe"]["properties"]["type"]["enum"]) == get_args(Kind)
    assert tuple(defs["shoe"]["properties"]["category"]["properties"]["impact"]["enum"]) == get_args(Impact)
    assert set(defs["claim"]["properties"]["verdict"]["enum"]) == set(get_args(Verdict))
    assert set(defs["claim"]["properties"]["grade"]["enum"]) == set(get_args(Certainty))
    assert tuple(defs["interval_share"]["properties"]["part"]["enum"]) == (*PARTS, REST[0])
    assert SCHEMA["properties"]["shoes"]["maxItems"] == MOST_SHOES


def spoil(answer: dict[str, Any], how: str) -> None:
    shoe = answer["shoes"][0]
    if how == "extra field":
        shoe["levels"][0]["body_frame_shear_n"] = 1.0
    elif how == "missing field":
        del shoe["levels"][0]["shear_n"]
    elif how == "a level too few":
        shoe["levels"].pop()
    elif how == "unknown level":
        shoe["levels"][0]["level"] = "T12/L1"
    elif how == "a word for a number":
        shoe["stance"]["knee_flexion_deg"]["median"] = "4"
    elif how == "unknown verdict":
        answer["claims"][0]["verdict"] = "true"
    elif how == "no shoe":
        answer["shoes"] = []
    else:
        answer["person"]["age_years"] = 12


@pytest.mark.parametrize(
    "how",
    [
        "extra field",
        "missing field",
        "a level too few",
        "unknown level",
        "a word for a number",
        "unknown verdict",
        "no shoe",
        "a child",
    ],
)
def test_every_spoilt_answer_is_refused(how: str) -> None:
    answer = copy.deepcopy(answer_json("woman, three shoes"))
    spoil(answer, how)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(answer)
