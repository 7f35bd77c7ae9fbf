"""The form: units in, SI out, every message at its field."""

from __future__ import annotations

import pytest
from tests.fixtures.web.question_data import filled

from heelwise.web.forms import QuestionForm, default_values, switched_units, values_of


def checked(**changes: str) -> QuestionForm:
    form = QuestionForm(filled(**changes))
    form.full_clean()
    return form


def test_a_filled_form_becomes_a_question_in_si() -> None:
    question = checked().question
    assert question is not None
    assert question.person.height_m == pytest.approx(1.68)
    assert question.person.mass_kg == pytest.approx(62.0)
    assert question.person.sex == "female"
    assert [shoe.kind for shoe in question.shoes] == ["stiletto", "block", "flat"]
    assert [shoe.heel_height_m for shoe in question.shoes] == pytest.approx([0.09, 0.05, 0.01])
    assert question.hours_s == pytest.approx(5 * 3600)


def test_inches_and_pounds_are_read_as_such() -> None:
    question = checked(length_unit="in", mass_unit="lb", height="66", mass="137", shoe_1_heel_height="3.5").question
    assert question is not None
    assert question.person.height_m == pytest.approx(66 * 0.0254)
    assert question.person.mass_kg == pytest.approx(137 * 0.45359237)
    assert question.shoes[0].heel_height_m == pytest.approx(3.5 * 0.0254)


def test_no_sex_means_the_average() -> None:
    question = checked(sex="").question
    assert question is not None
    assert question.person.sex is None


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"height": "1.68"}, "height", "120"),
        ({"height": ""}, "height", "tall"),
        ({"height": "nan"}, "height", "number"),
        ({"mass": "-5"}, "mass", "30"),
        ({"mass": "heavy"}, "mass", "number"),
        ({"age_years": ""}, "age_years", "old"),
        ({"age_years": "130"}, "age_years", "100"),
        ({"sex": "other"}, "sex", "other"),
        ({"hours": "0"}, "hours", "24"),
        ({"hours": "inf"}, "hours", "number"),
        ({"shoe_1_heel_height": "900"}, "shoe_1_heel_height", "9"),
        ({"shoe_2_heel_height": ""}, "shoe_2_heel_height", "high"),
        ({"shoe_2_platform": "8"}, "shoe_2_platform", "platform"),
        ({"shoe_2_heel_height": "19"}, "shoe_2_heel_height", "foot"),
        ({"shoe_1_kind": "clog"}, "shoe_1_kind", "clog"),
        ({"foot_length": "90"}, "foot_length", "mm"),
        ({"shoe_size": "95"}, "shoe_size", "9"),
        ({"height": "1" * 5000}, "height", "20 characters"),
        ({"height": "\x00"}, "height", "Null"),
        ({"foot_length": "245"}, "foot_length", "245 looks like mm given as cm"),
        ({"mass": "300"}, "mass", "300 looks like pounds given as kg"),
        ({"shoe_1_heel_height": "0.09"}, "shoe_1_heel_height", "write 0.09 m"),
        (
            {"length_unit": "in", "height": "66", "shoe_1_heel_height": "9", "shoe_2_heel_height": "2"},
            "shoe_1_heel_height",
            "You typed 9 in.",
        ),
        ({"hours": "1:75"}, "hours", "60 minutes"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(changes: dict[str, str], field: str, word: str) -> None:
    form = checked(**changes)
    assert form.question is None
    assert list(form.errors) == [field]
    assert word in form.errors[field][0]


def test_no_shoe_at_all_asks_for_one() -> None:
    form = checked(shoe_1_kind="", shoe_2_kind="", shoe_3_kind="")
    assert list(form.errors) == ["shoe_1_kind"]


def test_an_empty_form_names_every_field_it_needs() -> None:
    form = QuestionForm({})
    form.full_clean()
    assert {"age_years", "height", "mass"} <= set(form.errors)


def test_a_child_gets_the_kind_word_whatever_else_is_missing() -> None:
    form = checked(age_years="12", height="", mass="")
    assert form.too_young
    assert form.question is None


def test_a_shoe_size_stands_in_for_a_foot_length() -> None:
    question = checked(shoe_size="39", shoe_size_system="eu").question
    assert question is not None
    assert 0.23 < (question.person.foot_length_m or 0) < 0.26


def test_switching_units_converts_what_was_typed_and_back() -> None:
    inches = switched_units(filled(foot_length="24.5"), "in", "lb")
    assert (inches["height"], inches["mass"], inches["shoe_1_heel_height"]) == ("66.1", "136.7", "3.5")
    back = switched_units(inches, "cm", "kg")
    assert abs(float(back["height"]) - 168) < 0.2
    assert abs(float(back["mass"]) - 62) < 0.1


def test_switching_units_leaves_what_is_no_number() -> None:
    switched = switched_units(filled(height="tall", mass=""), "in", "lb")
    assert (switched["height"], switched["mass"]) == ("tall", "")


def test_a_stored_question_comes_back_as_it_was_typed() -> None:
    form = checked(shoe_1_platform="1.5", pregnant="on")
    assert form.question is not None
    shown = values_of(form.question)
    for name in (
        "age_years",
        "height",
        "mass",
        "sex",
        "hours",
        "shoe_1_heel_height",
        "shoe_1_platform",
        "pregnant",
    ):
        assert shown[name] == form.shown(name)


def test_the_first_form_tells_nobodys_measurements() -> None:
    assert not {"age_years", "height", "mass"} & set(default_values())
