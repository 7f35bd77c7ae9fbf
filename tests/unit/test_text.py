"""Messages as data."""

from __future__ import annotations

import pytest

from heelwise.errors import HeelwiseError, InputError, TooYoungError
from heelwise.text import N_, Text

GERMAN = {"{n} shoes in {colour}": "{n} Schuhe in {colour}", "red": "Rot"}


def german(msgid: str) -> str:
    return GERMAN.get(msgid, msgid)


def test_english_fills_the_template() -> None:
    assert Text("A heel of {heel_cm} cm.", {"heel_cm": "9"}).english() == "A heel of 9 cm."


def test_a_text_within_a_text_is_translated_too() -> None:
    text = Text("{n} shoes in {colour}", {"n": 2, "colour": Text("red")})
    assert text.render(german) == "2 Schuhe in Rot"
    assert text.english() == "2 shoes in red"


def test_a_plain_value_is_never_translated() -> None:
    assert Text("{n} shoes in {colour}", {"n": 2, "colour": "red"}).render(german) == "2 Schuhe in red"


def test_braces_that_a_person_typed_are_left_alone() -> None:
    assert Text('"{came}" is no number.', {"came": "{0} {name}"}).english() == '"{0} {name}" is no number.'


def test_a_template_asks_for_what_it_needs() -> None:
    with pytest.raises(KeyError, match="heel"):
        Text("{heel}").english()


def test_marking_a_string_changes_nothing() -> None:
    assert N_("flat") == "flat"


def test_a_text_prints_as_english_and_equals_its_like() -> None:
    assert str(Text("red")) == "red"
    assert Text("{a}", {"a": 1}) == Text("{a}", {"a": 1}) != Text("{a}", {"a": 2})


def test_errors_carry_their_text_and_field() -> None:
    error = TooYoungError("age_years", Text("Heelwise is for adults, not {age}.", {"age": 12}))
    assert isinstance(error, InputError) and isinstance(error, HeelwiseError) and isinstance(error, ValueError)
    assert (str(error), error.field) == ("Heelwise is for adults, not 12.", "age_years")
