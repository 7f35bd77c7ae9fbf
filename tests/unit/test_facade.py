"""The names a script imports from `heelwise`."""

from __future__ import annotations

import pytest

import heelwise


def test_the_readme_example_gives_a_sentence_for_each_shoe() -> None:
    from heelwise import Person, Shoe, why

    me = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female")
    answer = why(me, [Shoe(kind="stiletto", heel_height_m=0.09), Shoe(kind="flat", heel_height_m=0.01)])
    assert len(answer.shoes) == 2
    assert "%" in str(answer.shoes[0].sentence)


def test_a_script_learns_what_leaning_does_and_what_else_it_can_ask() -> None:
    from heelwise import Person, list_activities, load

    me = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female")
    answer = load(me, "lean", {"angle_deg": 30})
    assert "times your standing load" in str(answer.sentence)
    assert "lean" in {activity.name for activity in list_activities()}


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match="Person, Shoe"):
        heelwise.banana  # noqa: B018 - looking it up is the test


def test_every_advertised_name_is_there() -> None:
    assert all(getattr(heelwise, name) is not None for name in heelwise.__all__)
