"""`heelwise why` from the words typed to the answer printed, with the real engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from heelwise.model_cache import load_reference_model

EXAMPLE = (
    *("why", "--sex", "female", "--age", "32", "--height-cm", "168", "--mass-kg", "62"),
    *("--shoe", "stiletto:9", "--shoe", "block:5", "--shoe", "flat", "--hours", "5"),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    load_reference_model(folder)
    return folder


@pytest.fixture
def ask(heelwise: Callable[..., Any], prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("HEELWISE_DATA", str(prepared))
    return heelwise


def test_the_example_is_answered_as_json_that_keeps_the_published_schema(ask: Callable[..., Any]) -> None:
    outcome = ask(*EXAMPLE, "--json")
    assert outcome.status == 0, outcome.err
    answer = json.loads(outcome.out)
    schema = json.loads((files("heelwise.explain") / "why.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert [shoe["shoe"]["type"] for shoe in answer["shoes"]] == ["stiletto", "block", "flat"]
    assert answer["hours"] == 5


def test_the_example_is_answered_as_a_table_of_eighty_columns(ask: Callable[..., Any]) -> None:
    outcome = ask(*EXAMPLE)
    assert outcome.status == 0, outcome.err
    assert outcome.err == ""
    assert max(len(line) for line in outcome.out.splitlines()) <= 80
    for words in ("Load on L5/S1", "Back-muscle effort", "Verdict: unsupported", "This is not a diagnosis"):
        assert words in outcome.out


def test_the_same_question_has_the_same_answer_and_another_seed_nearly(ask: Callable[..., Any]) -> None:
    first, second, other = (json.loads(ask(*EXAMPLE, "--json", *more).out) for more in ((), (), ("--seed", "7")))
    assert first == second
    assert first != other


def test_a_heel_above_what_the_foot_can_take_is_refused_with_what_it_can(ask: Callable[..., Any]) -> None:
    outcome = ask(*EXAMPLE[:9], "--shoe", "stiletto:18")
    assert outcome.status == 2
    assert "--shoe: A heel of 18 cm is more than" in outcome.err
    assert outcome.out == ""


def test_in_pregnancy_posture_is_told_and_load_is_not(ask: Callable[..., Any]) -> None:
    answer = json.loads(ask(*EXAMPLE, "--pregnant", "--json").out)
    assert answer["shoes"][0]["levels"] is None
    assert answer["person"]["notes"]
    assert ask(*EXAMPLE, "--pregnant").status == 0


def test_the_schema_that_is_printed_is_the_one_that_is_kept(ask: Callable[..., Any]) -> None:
    schema = json.loads(ask("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
