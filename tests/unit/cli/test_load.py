"""`heelwise load` and `heelwise activities`, from the words typed to the answer printed, with the real engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from heelwise.activities.catalogue import ACTIVITIES, find_activity
from heelwise.cli.activity_words import option_name, parameters_by_name, read_value, read_values
from heelwise.cli.load_command import load
from heelwise.cli.options import option_of_field, person_options
from heelwise.errors import InputError
from heelwise.model_cache import load_reference_model

ME = ("--sex", "female", "--age", "32", "--height-cm", "168", "--mass-kg", "62")
LEAN = ("load", "lean", "--angle-deg", "30", *ME)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    load_reference_model(folder)
    return folder


@pytest.fixture
def ask(heelwise: Callable[..., Any], prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("HEELWISE_DATA", str(prepared))
    return heelwise


def test_a_lean_is_answered_as_json_that_keeps_the_published_schema(ask: Callable[..., Any]) -> None:
    outcome = ask(*LEAN, "--json")
    assert outcome.status == 0, outcome.err
    answer = json.loads(outcome.out)
    schema = json.loads((files("heelwise.explain") / "load.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert answer["activity"]["parameters"][0] == {
        "name": "angle_deg",
        "text": "Lean of the upper body",
        "unit": "°",
        "value": 30.0,
    }


def test_a_lean_is_answered_as_a_table_of_eighty_columns(ask: Callable[..., Any]) -> None:
    outcome = ask(*LEAN)
    assert (outcome.status, outcome.err) == (0, "")
    assert max(len(line) for line in outcome.out.splitlines()) <= 80
    for words in ("Leaning forward 30 degrees puts about", "L5/S1", "Long back muscles", "This is not a diagnosis"):
        assert words in outcome.out


def test_units_may_be_written_and_another_seed_differs(ask: Callable[..., Any]) -> None:
    bent = ("load", "side_bend", "--angle-deg")
    plain, with_unit, other = (
        json.loads(ask(*bent, *rest, *ME, "--json").out) for rest in (("10",), ("10 degrees",), ("10", "--seed", "7"))
    )
    assert plain == with_unit
    assert plain != other


def test_a_negative_angle_is_taken(ask: Callable[..., Any]) -> None:
    outcome = ask("load", "side_bend", "--angle-deg", "-5", *ME)
    assert "Bending 5 degrees to the left" in outcome.out


def test_in_pregnancy_the_reason_is_told_and_no_figure(ask: Callable[..., Any]) -> None:
    outcome = ask(*LEAN, "--pregnant")
    assert outcome.status == 0
    assert "Load figures are off" in outcome.out
    assert " N" not in outcome.out.partition("This is not a diagnosis")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lean", "--hold-kg", "3"), '--hold-kg: "lean" does not take this option; it takes --angle-deg, --knees'),
        (("stand", "--angle-deg", "3"), '--angle-deg: "stand" takes no such option'),
        (("fly",), 'There is no activity "fly"; allowed is one of stand, lean,'),
        (("lean", "--angle-deg", "100"), "--angle-deg: Lean of the upper body is 100; please give a number from"),
        (("lean", "--angle-deg", "steep"), '--angle-deg: "steep" is not a number'),
        (("lean", "--angle-deg", "3 cm"), '--angle-deg: "3 cm": cm is not a unit we can use here'),
        (("lean", "--knees", "wide"), '--knees: Knees is "wide"; it can be straight, bent.'),
        (("hold", "--reach-cm", "99"), "--reach-cm: The hands cannot get 99 cm before the lowest disc"),
        (("lean", "--seed", "x"), '--seed: The seed is "x"'),
        (("hold", "--hold-kg", "40", "--reach-cm", "60"), "Try a smaller weight, holding it closer"),
    ],
)
def test_load_refuses_with_a_way_out(ask: Callable[..., Any], arguments: tuple[str, ...], message: str) -> None:
    outcome = ask("load", *arguments, *ME)
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_without_a_person_it_asks_for_one(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("load", "lean")
    assert outcome.status == 2
    assert "--age, --height-cm, --mass-kg" in outcome.err


def test_a_child_gets_a_kind_word_and_no_load(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("load", "lean", "--age", "12", "--height-cm", "150", "--mass-kg", "45")
    assert outcome.status == 2
    assert outcome.err.startswith("Heelwise is made for adults")


@pytest.mark.parametrize("name", list(parameters_by_name()))
def test_every_parameter_is_an_option_that_its_faults_name(name: str) -> None:
    assert option_of_field(name) == option_name(name)
    assert [option for option in load.params if option_name(name) in option.opts]


def test_every_parameter_has_a_name_that_no_other_option_has() -> None:
    @person_options
    def taken() -> None:
        """Hold the options of a person."""

    others = {option for param in taken.__click_params__ for option in param.opts} | {"--seed", "--json"}  # type: ignore[attr-defined]
    assert others & {option_name(name) for name in parameters_by_name()} == set()


def test_a_typed_right_angle_is_exactly_ninety_degrees() -> None:
    angle = find_activity("lean").parameters[0]
    for typed in ("90", "90°", "90 deg", "90 degrees", "1.5707963267948966 rad"):
        assert read_value(angle, typed) == 90.0


def test_lengths_and_weights_take_their_usual_units() -> None:
    values = read_values(find_activity("hold"), {"reach_cm": "300 mm", "hold_kg": "22 lb", "hands": " one "})
    assert values == {"reach_cm": 30.0, "hold_kg": pytest.approx(9.979, abs=1e-3), "hands": "one"}


def test_an_option_of_another_activity_is_refused_before_anything_is_computed() -> None:
    with pytest.raises(InputError) as caught:
        read_values(find_activity("sit"), {"bag_kg": "5"})
    assert caught.value.field == "bag_kg"


def test_activities_lists_every_activity_with_all_that_may_be_said(heelwise: Callable[..., Any]) -> None:
    outcome = heelwise("activities")
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert "\N{HORIZONTAL ELLIPSIS}" not in outcome.out
    whole = " ".join(outcome.out.split())
    for activity in ACTIVITIES:
        assert any(line.startswith(f"{activity.name}  ") for line in lines)
        for parameter in activity.parameters:
            assert f"{option_name(parameter.name)} " in whole
    assert "Lean of the upper body: \N{MINUS SIGN}30 to 90°; left out: 30°" in whole
    assert "left out: the peak over a stride" in whole


def test_activities_as_json_give_name_unit_and_range(heelwise: Callable[..., Any]) -> None:
    found = {item["name"]: item for item in json.loads(heelwise("activities", "--json").out)}
    assert list(found) == [activity.name for activity in ACTIVITIES]
    assert found["lean"]["parameters"][:2] == [
        {
            "name": "angle_deg",
            "kind": "number",
            "text": "Lean of the upper body",
            "unit": "°",
            "default": 30.0,
            "low": -30.0,
            "high": 90.0,
            "choices": [],
        },
        {
            "name": "knees",
            "kind": "choice",
            "text": "Knees",
            "unit": "",
            "default": "straight",
            "low": None,
            "high": None,
            "choices": ["straight", "bent"],
        },
    ]
    instant = next(item for item in found["walk"]["parameters"] if item["name"] == "phase_fraction")
    assert instant["default"] is None


ENGINE = ("mujoco", "myo_sim", "scipy", "numba", "django")


@pytest.mark.parametrize("arguments", [("activities",), ("load", "--help"), (*LEAN, "--json")])
def test_neither_list_nor_load_wakes_the_engine_or_the_web(prepared: Path, arguments: tuple[str, ...]) -> None:
    code = (
        f"import sys; from heelwise.cli.run import run; status = run({list(arguments)!r}); "
        f"sys.stderr.write('LOADED ' + ' '.join(n for n in {ENGINE!r} if n in sys.modules)); sys.exit(status)"
    )
    environment = {**os.environ, "HEELWISE_DATA": str(prepared)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "LOADED ")


def test_the_schema_of_load_is_printed_beside_that_of_why(heelwise: Callable[..., Any]) -> None:
    assert "heelwise load --json" in json.loads(heelwise("schema", "load").out)["title"]
    assert heelwise("schema").out == heelwise("schema", "why").out
    assert "heelwise why --json" in json.loads(heelwise("schema").out)["title"]
    assert heelwise("schema", "claims").status == 2


@pytest.mark.parametrize("command", ["load", "activities"])
def test_every_new_command_explains_itself(heelwise: Callable[..., Any], command: str) -> None:
    outcome = heelwise(command, "--help")
    assert outcome.status == 0
    assert "Usage" in outcome.out
    assert command in heelwise("--help").out
