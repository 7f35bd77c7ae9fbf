"""One question, one answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fixtures.answers import HOURS_S, SMALL_FOOT, answer
from tests.fixtures.studies import BLOCK, FLAT, STILETTO, WOMAN, model, study

from heelwise.body import Person
from heelwise.errors import InfeasiblePostureError, InputError
from heelwise.explain import MOST_SHOES, Answer, why
from heelwise.explain.stance_answer import held_draws
from heelwise.footwear import Shoe, highest_heel_m
from heelwise.mechanics.heel_study import foot_of

THREE = "woman, three shoes"


def ask(person: Person = WOMAN, shoes: tuple[Shoe, ...] = (BLOCK,), hours_s: float = HOURS_S, seed: int = 3) -> Answer:
    return why(person, shoes, hours_s, model=model(), seed=seed)


def claim(of: Answer, key: str) -> object:
    return next(item.computed for item in of.claims if item.claim.key == key)


def test_the_same_seed_gives_the_same_answer_and_another_nearly() -> None:
    assert ask().to_json() == ask().to_json()
    assert ask().to_json() != ask(seed=4).to_json()


@pytest.mark.parametrize("n", [0, MOST_SHOES + 1])
def test_no_shoe_or_too_many_are_refused(n: int) -> None:
    with pytest.raises(InputError, match=f"{n} shoes were given; ask about 1 to {MOST_SHOES} at a time") as caught:
        ask(shoes=(FLAT,) * n)
    assert caught.value.field == "shoes"


@pytest.mark.parametrize("hours_s", [0.0, -3600.0, 25 * 3600.0, math.nan, math.inf])
def test_a_time_that_is_no_part_of_a_day_is_refused(hours_s: float) -> None:
    with pytest.raises(InputError, match="it can be above 0 and up to 24 h") as caught:
        ask(hours_s=hours_s)
    assert caught.value.field == "hours_s"


def test_a_whole_day_is_allowed() -> None:
    assert ask(hours_s=24 * 3600.0).hours_s == 24 * 3600.0


def test_a_heel_above_what_the_foot_takes_is_refused() -> None:
    with pytest.raises(InputError, match=r"more than a 25\.2 cm foot can usually take"):
        ask(shoes=(Shoe.from_cm("stiletto", 18),))


def test_claim_w5_is_computed_on_a_two_inch_heel_that_nobody_asked_about() -> None:
    of = answer(THREE)
    assert len(of.shoes) == 3
    w5 = claim(of, "W5")
    assert w5 is not None
    assert w5.level == "L5/S1"  # type: ignore[attr-defined]
    five_cm = of.shoes[1].stance.levels
    assert five_cm is not None and five_cm[4].change_percent is not None
    change = w5.change_percent  # type: ignore[attr-defined]
    assert change.high == pytest.approx(five_cm[4].change_percent.high * 5.08 / 5.0, rel=0.1)
    assert "A 5 cm heel changes the load on your lowest disc by" in w5.sentence.english()  # type: ignore[attr-defined]
    assert "No study we found supports 30" in w5.sentence.english()  # type: ignore[attr-defined]


def test_the_smallest_foot_that_is_allowed_still_takes_the_heel_of_claim_w5() -> None:
    """A 17 cm foot takes 9 cm, so the claim is computed for everybody who is not pregnant."""
    assert SMALL_FOOT.foot_length_m == 0.17
    assert highest_heel_m(foot_of(SMALL_FOOT)) > 0.0508
    assert claim(answer("small foot"), "W5") is not None
    assert claim(answer("pregnant"), "W5") is None


def test_draws_that_could_not_be_held_are_left_out_of_every_figure_and_reported() -> None:
    arched = Person(age_years=30, height_m=1.70, mass_kg=70, lumbar_lordosis_rad=1.5)
    of = ask(arched, (FLAT,))
    assert 0 < of.n_left_out < of.n_draws / 2
    said = of.to_json()
    assert said["draws"] == {"asked": of.n_draws, "left_out": of.n_left_out}
    notes = said["person"]["notes"]  # type: ignore[index, call-overload]
    assert f"could not balance {of.n_left_out} of {of.n_draws} postures" in notes[-1]
    assert of.barefoot.levels is not None
    assert all(math.isfinite(level.compression_n.high) for level in of.barefoot.levels)


def test_a_draw_counts_as_held_only_where_it_is_held_in_every_stance() -> None:
    found = study(Person(age_years=30, height_m=1.70, mass_kg=70, lumbar_lordosis_rad=1.5), (FLAT, BLOCK))
    assert found.barefoot_load is not None and found.shoe_loads is not None
    each = [np.isfinite(load.compression_n).all(axis=1) for load in (found.barefoot_load, *found.shoe_loads)]
    assert np.array_equal(held_draws(found), each[0] & each[1] & each[2])


def test_a_body_that_mostly_cannot_be_held_is_an_error_that_names_the_joint() -> None:
    """The reference body with a fiftieth of its strength: too weak to stand in most draws."""
    from dataclasses import replace

    feeble = replace(model(), muscle_strength_n=0.02 * model().muscle_strength_n)
    with pytest.raises(
        InfeasiblePostureError, match=r"cannot be held: at [TL0-9]+/[LS]. the muscles and passive tissue fall"
    ):
        why(WOMAN, (BLOCK,), HOURS_S, model=feeble)


def test_a_flat_shoe_changes_no_load_and_no_angle() -> None:
    flat = answer(THREE).shoes[2].stance
    assert flat.levels is not None and flat.muscles is not None
    changes = [coordinate.change for coordinate in flat.coordinates]
    changes += [change for level in flat.levels for change in (level.change_percent, level.shear_change_n)]
    changes += [muscle.change_points for muscle in flat.muscles]
    for change in changes:
        assert change is not None
        assert (change.low, change.median, change.high) == (0.0, 0.0, 0.0)


def test_a_shoe_is_called_by_its_name_or_by_kind_and_height() -> None:
    assert [shoe.name.english() for shoe in answer(THREE).shoes][:2] == ["stiletto 9 cm", "block heel 5 cm"]
    assert answer("average, every kind").shoes[-1].name.english() == "party"


def test_the_sentence_of_a_flat_shoe_says_that_little_changes() -> None:
    assert "hardly change" in answer(THREE).shoes[2].sentence.english()


def test_the_sentence_of_a_high_heel_says_that_it_can_go_either_way() -> None:
    change = answer(THREE).shoes[0].stance.levels[4].change_percent  # type: ignore[index]
    assert change is not None and change.low < 0 < change.high
    assert "can go either way" in answer(THREE).shoes[0].sentence.english()


def test_what_matters_most_speaks_of_time_of_lean_and_of_doubt() -> None:
    said = " ".join(text.english() for text in answer(THREE).matters_most)
    assert "Time on your feet: 5 h." in said and "71 minutes" in said and "42 in the half" in said
    assert "each degree you lean further forward" in said
    assert "Load is not ache" in said
    assert any("What we know least about you" in text.english() for text in answer(THREE).not_known)


def test_the_time_asked_about_is_said_back() -> None:
    assert "Time on your feet: 0.5 h." in ask(hours_s=1800.0).matters_most[0].english()


def test_what_was_measured_is_no_longer_unknown() -> None:
    guessed = " ".join(text.english() for text in answer(THREE).not_known)
    measured = " ".join(text.english() for text in answer("insert and measures").not_known)
    for said in ("The curve of your own back", "we guessed its length from your height"):
        assert said in guessed and said not in measured
    assert "We found no study that measured the load on a spine in heels" in measured


def test_radiographs_that_contradict_each_other_are_pointed_out() -> None:
    def notes(slope_deg: float, lordosis_deg: float) -> str:
        person = Person(
            age_years=30,
            height_m=1.70,
            mass_kg=70,
            sacral_inclination_rad=np.radians(slope_deg),
            lumbar_lordosis_rad=np.radians(lordosis_deg),
        )
        return " ".join(text.english() for text in ask(person, (FLAT,)).notes)

    assert "do not fit one back" in notes(5.0, 75.0)
    assert "do not fit one back" not in notes(38.0, 52.0)


def test_an_unusual_build_is_told_that_its_intervals_are_wider() -> None:
    notes = [text.english() for text in answer("body mass index 45").notes]
    assert any("body mass index 45" in note for note in notes)
    assert all("body mass index" not in text.english() for text in answer(THREE).notes)


def test_without_a_sex_the_answer_says_that_it_took_both_bodies() -> None:
    assert any("female" in text.english() and "male" in text.english() for text in answer("average, every kind").notes)


def test_compression_in_body_weights_is_compression_over_weight() -> None:
    levels = answer(THREE).barefoot.levels
    assert levels is not None
    for level in levels:
        expected = level.compression_n.median / (62.0 * 9.80665)
        assert level.compression_body_weights.median == pytest.approx(expected, rel=1e-9)


def test_effort_lies_between_rest_and_maximum() -> None:
    for stance in (answer(THREE).barefoot, *(shoe.stance for shoe in answer(THREE).shoes)):
        assert stance.muscles is not None
        assert all(0.0 <= muscle.effort_percent.low <= muscle.effort_percent.high <= 100.0 for muscle in stance.muscles)


def test_the_margins_add_up_to_the_base_of_support() -> None:
    for shoe in answer(THREE).shoes:
        stability = shoe.stance.stability
        margins = stability.backward_margin_cm.median + stability.forward_margin_cm.median
        assert margins == pytest.approx(stability.base_of_support_cm, abs=1e-9)


def test_a_stiletto_stands_on_less_than_a_block() -> None:
    stiletto, block = (ask(shoes=(shoe,)).shoes[0].stance.stability for shoe in (STILETTO, Shoe.from_cm("block", 9)))
    assert stiletto.heel_tip_area_cm2 < 0.3 * block.heel_tip_area_cm2


def test_the_shares_are_those_of_the_lowest_disc() -> None:
    shares = answer(THREE).shoes[0].interval_shares
    assert shares is not None
    assert shares[0].part in {"trunk_lean", "together"}
    assert sum(item.share for item in shares) == pytest.approx(1.0, abs=1e-9)
