"""What is true of every answer as JSON, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.fixtures.answers import QUESTIONS, answer, answer_json

import heelwise

WITH_LOADS = [name for name in QUESTIONS if name != "pregnant"]


def intervals(value: object, path: str = "") -> Iterator[tuple[str, dict[str, float]]]:
    if isinstance(value, dict):
        if {"median", "low", "high"} <= value.keys():
            yield path, value
        for name, child in value.items():
            yield from intervals(child, f"{path}/{name}")
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from intervals(child, f"{path}/{i}")


def stances(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [found["barefoot"], *found["shoes"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_interval_holds_its_median(question: str) -> None:
    found = list(intervals(answer_json(question)))
    assert len(found) > (5 if question == "pregnant" else 30)
    for path, interval in found:
        assert interval["low"] <= interval["median"] <= interval["high"], path


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_change_is_null_barefoot_and_given_in_a_shoe(question: str) -> None:
    found = answer_json(question)
    for standing in stances(found):
        barefoot = standing is found["barefoot"]
        changes = [c["change"] for c in standing["stance"].values()]
        changes += [level[key] for level in standing["levels"] or () for key in ("change_percent", "shear_change_n")]
        changes += [muscle["change_points"] for muscle in standing["muscles"] or ()]
        assert all((change is None) is barefoot for change in changes)


@pytest.mark.parametrize("question", WITH_LOADS)
def test_every_stance_is_balanced(question: str) -> None:
    assert all(0 <= standing["residual_n_m"] < 1e-6 for standing in stances(answer_json(question)))


@pytest.mark.parametrize("question", WITH_LOADS)
def test_every_shoe_says_what_makes_its_interval_wide(question: str) -> None:
    for shoe in answer_json(question)["shoes"]:
        shares = [item["share"] for item in shoe["interval_shares"]]
        assert shares == [] or sum(shares) == pytest.approx(1.0, abs=1e-9)
        is_flat = shoe["shoe"]["pitch_deg"] == 0.0
        assert (shares == []) is is_flat


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_shoe_comes_back_in_the_order_asked(question: str) -> None:
    asked = QUESTIONS[question][1]
    found = [shoe["shoe"] for shoe in answer_json(question)["shoes"]]
    assert [(s["type"], s["heel_height_m"], s["platform_m"]) for s in found] == [
        (s.kind, s.heel_height_m, s.platform_m) for s in asked
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_carries_version_person_and_claims(question: str) -> None:
    found, person = answer_json(question), QUESTIONS[question][0]
    assert found["version"] == heelwise.__version__
    assert found["hours"] == 5.0
    assert found["person"]["mass_kg"] == person.mass_kg
    assert found["person"]["sex"] == (person.sex or "average")
    assert found["person"]["foot_length_m"]["measured"] is (person.foot_length_m is not None)
    assert [claim["key"] for claim in found["claims"]] == ["W1", "W2", "W3", "W4", "W5", "W6"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_filled_in(question: str) -> None:
    """No braces left, no machine numbers, no empty words."""

    def sentences(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for name, child in value.items():
                if name not in {"sources", "url"}:
                    yield from sentences(child)
        elif isinstance(value, list):
            for child in value:
                yield from sentences(child)

    for said in sentences(answer_json(question)):
        assert said.strip(), question
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|\de[-+]\d|Text\(", said), said


def test_every_load_is_null_in_pregnancy_and_the_reason_is_said() -> None:
    found = answer_json("pregnant")
    for standing in stances(found):
        assert standing["levels"] is None and standing["muscles"] is None and standing["residual_n_m"] is None
        assert set(standing["stance"]) == {"midfoot_plantarflexion_deg", "toe_extension_deg"}
        assert standing["stability"]["backward_margin_cm"] is None
    assert all(shoe["interval_shares"] is None for shoe in found["shoes"])
    assert all(claim["computed"] is None for claim in found["claims"])
    assert any("pregnancy" in note for note in found["person"]["notes"])


def test_every_translated_answer_has_the_same_numbers() -> None:
    shouted = answer("woman, three shoes").to_json(lambda said: said + "¡")
    plain = answer("woman, three shoes").to_json()
    assert [interval for _, interval in intervals(shouted)] == [interval for _, interval in intervals(plain)]
    assert shouted["shoes"][0]["sentence"].endswith("¡")  # type: ignore[index]
