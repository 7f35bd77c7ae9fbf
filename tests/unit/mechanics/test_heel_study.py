"""One person barefoot and in each shoe, many times over."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from tests.fixtures.studies import BLOCK, FLAT, MAN, STILETTO, WOMAN, library, model, pooled, study

from heelwise.body import LEVELS, Person
from heelwise.errors import InfeasiblePostureError, InputError
from heelwise.footwear import Shoe
from heelwise.mechanics import SCORES, HeelStudy, SpineLoad, study_heels
from heelwise.mechanics.heel_study import foot_of
from heelwise.mechanics.spine_load import DEFLECTION_LIMIT_RAD

ARCHED = Person(age_years=30, height_m=1.70, mass_kg=70, lumbar_lordosis_rad=1.5)
"""A curve so deep that some draws lean too far back to be held."""


def loads(found: HeelStudy) -> tuple[SpineLoad, ...]:
    assert found.barefoot_load is not None and found.shoe_loads is not None
    return (found.barefoot_load, *found.shoe_loads)


def run(person: Person, shoes: tuple[Shoe, ...], seed: int = 1, **more: object) -> HeelStudy:
    return study_heels(
        person,
        shoes,
        model(),
        library(),
        pooled(),
        rng=np.random.default_rng(seed),
        **more,  # type: ignore[arg-type]
    )


def test_the_same_seed_gives_the_same_answer_bit_for_bit() -> None:
    for one, other in zip(loads(study()), loads(run(WOMAN, (STILETTO, BLOCK, FLAT))), strict=True):
        for field in fields(SpineLoad):
            assert np.array_equal(getattr(one, field.name), getattr(other, field.name), equal_nan=True)


def test_another_seed_gives_other_draws_and_nearly_the_same_middle() -> None:
    """The median of 128 mirrored pairs wanders by about 2 % of the load; 8 % is four of that."""
    one, other = (np.nanmedian(loads(study(seed=seed))[0].compression_n, axis=0) for seed in (1, 2))
    assert np.all(one != other)
    assert one == pytest.approx(other, rel=0.08)


def test_draws_come_in_mirrored_pairs() -> None:
    score = study().score
    assert score.shape == (256, len(SCORES))
    assert np.array_equal(score[:128], -score[128:])


def test_posture_lies_mirrored_about_its_middle() -> None:
    found = study()
    for stance in (found.barefoot, *found.in_shoes):
        for angle in (stance.trunk.lean_rad, stance.trunk.lordosis_rad, stance.trunk.knee_flexion_rad):
            pairs = angle[:128] + angle[128:]
            assert np.ptp(pairs) < 1e-12


@pytest.mark.parametrize("level", ["L4/L5", "L5/S1"])
def test_a_change_is_known_better_than_the_difference_of_two_loads(level: str) -> None:
    found = study(WOMAN, (Shoe.from_cm("block", 3), BLOCK))
    barefoot, *in_shoes = (load.compression_n[:, LEVELS.index(level)] for load in loads(found))
    for shoe in in_shoes:
        both = np.isfinite(barefoot) & np.isfinite(shoe)
        paired = float((shoe - barefoot)[both].std())
        unpaired = float(np.hypot(shoe[both].std(), barefoot[both].std()))
        assert paired < 0.6 * unpaired


def test_a_change_grows_with_the_heel_and_is_none_in_a_flat_shoe() -> None:
    found = study(WOMAN, (FLAT, Shoe.from_cm("block", 3), BLOCK, STILETTO))
    at = found.barefoot.trunk.lean_rad
    spread = [float((stance.trunk.lean_rad - at).std()) for stance in found.in_shoes]
    assert spread[0] == 0.0
    rises = np.array([0.03, 0.05, 0.09])
    assert np.array(spread[1:]) / rises == pytest.approx(np.full(3, spread[1] / 0.03), rel=1e-9)


def test_in_pregnancy_posture_is_given_and_load_is_not() -> None:
    pregnant = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female", pregnant=True)
    found = study(pregnant)
    assert found.barefoot_load is None and found.shoe_loads is None
    assert np.array_equal(found.in_shoes[0].legs.hip_m, study().in_shoes[0].legs.hip_m)


def test_the_lumbar_posture_is_kept_in_total_and_each_level_within_two_degrees() -> None:
    for load in loads(study()):
        settled = load.deflection_rad[np.isfinite(load.deflection_rad).all(axis=(1, 2))]
        assert np.abs(settled.sum(axis=1)).max() < 1e-9
        assert np.abs(settled).max() <= DEFLECTION_LIMIT_RAD * (1 + 1e-12)
        assert np.isclose(np.degrees(DEFLECTION_LIMIT_RAD), 2.0)


def test_a_body_that_is_alike_on_both_sides_feels_no_shear_to_the_side() -> None:
    for load in loads(study()):
        assert np.nanmax(np.abs(load.lateral_shear_n)) < 1e-6
        held = np.isfinite(load.compression_n).all(axis=1)
        np.testing.assert_allclose(load.hip_force_n[held, 0], load.hip_force_n[held, 1], rtol=1e-9)


def test_every_moment_is_balanced_in_every_draw_that_can_be_held() -> None:
    for load in loads(study()):
        held = np.isfinite(load.compression_n).all(axis=1)
        assert held.mean() > 0.95
        assert load.residual_n_m[held].max() < 1e-6


def test_a_draw_that_cannot_be_held_is_marked_and_the_others_are_kept() -> None:
    load = loads(study(ARCHED, (FLAT,)))[0]
    lost = ~np.isfinite(load.compression_n).all(axis=1)
    assert 0 < lost.sum() < len(lost)
    for values in (load.compression_n, load.shear_n, load.activation):
        assert np.isnan(values[lost]).all()
        assert np.isfinite(values[~lost]).all()


def test_a_draw_that_cannot_be_held_is_an_error_when_all_have_to_be() -> None:
    with pytest.raises(InfeasiblePostureError) as caught:
        run(ARCHED, (FLAT,), hold_all=True)
    said = caught.value.text.english()
    assert "cannot be held: at " in said and "N m short in" in said


def test_a_measured_curve_narrows_the_draws_and_moves_them_towards_itself() -> None:
    flat = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female", lumbar_lordosis_rad=np.radians(30.0))
    before, after = (study(p, (FLAT,)).barefoot.trunk.lordosis_rad for p in (WOMAN, flat))
    assert after.std() < 0.85 * before.std()
    assert np.radians(30.0) < np.median(after) < np.median(before)


def test_a_measured_sacrum_narrows_the_draws_of_the_pelvis() -> None:
    steep = Person(age_years=32, height_m=1.68, mass_kg=62, sex="female", sacral_inclination_rad=np.radians(50.0))
    before, after = (study(p, (FLAT,)).barefoot.pelvis_anterior_tilt_rad for p in (WOMAN, steep))
    assert after.std() < before.std()
    assert np.median(after) > np.median(before)


def test_the_average_of_both_sexes_is_less_sure_of_the_load_than_either() -> None:
    """At L4/L5, where the mass above differs most; widths of 256 draws know themselves to about 6 %."""

    def width(sex: object) -> float:
        person = Person(age_years=32, height_m=1.68, mass_kg=62, sex=sex)  # type: ignore[arg-type]
        low, high = np.nanpercentile(
            loads(study(person, (), n_draws=1024))[0].compression_n[:, LEVELS.index("L4/L5")], [10, 90]
        )
        return float(high - low)

    assert width(None) > max(width("female"), width("male"))


def test_a_heel_above_what_the_foot_takes_is_refused_before_anything_is_computed() -> None:
    with pytest.raises(InputError, match=r"more than a 25\.2 cm foot can usually take") as caught:
        run(WOMAN, (Shoe.from_cm("stiletto", 18),))
    assert caught.value.field == "heel_height_m"


def test_a_measured_foot_is_used_and_a_missing_one_guessed() -> None:
    measured = Person(age_years=32, height_m=1.68, mass_kg=62, foot_length_m=0.231)
    assert (foot_of(measured).length_m, foot_of(measured).measured) == (0.231, True)
    assert foot_of(MAN).measured is False
    assert 0.24 < foot_of(MAN).length_m < 0.29


def test_without_shoes_there_is_barefoot_standing_alone() -> None:
    found = study(WOMAN, ())
    assert found.in_shoes == () and found.shoe_loads == ()
    assert found.barefoot_load is not None


def test_the_load_in_a_shoe_does_not_hear_which_other_shoes_were_asked_about() -> None:
    alone, among = loads(study(WOMAN, (BLOCK,)))[1], loads(study())[2]
    assert alone.compression_n == pytest.approx(among.compression_n, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("mass_kg", [47.0, 115.0])
def test_outside_the_usual_build_every_interval_is_half_as_wide_again(mass_kg: float) -> None:
    """Posture exactly; load, which is not linear in it, by a quarter at least."""

    def told(kg: float) -> HeelStudy:
        return study(Person(age_years=32, height_m=1.68, mass_kg=kg, sex="female"), (BLOCK,))

    usual, unusual = told(49.0 if mass_kg < 50 else 112.0), told(mass_kg)
    for pick in (
        lambda found: found.barefoot.gravity_line_x_m,
        lambda found: found.in_shoes[0].trunk.lean_rad - found.barefoot.trunk.lean_rad,
        lambda found: np.log(found.standing.body.strength_n.max(axis=1)),
    ):
        assert float(np.std(pick(unusual))) == pytest.approx(1.5 * float(np.std(pick(usual))), rel=1e-3)
    wide, narrow = (
        float(np.ptp(np.nanpercentile(loads(found)[0].compression_n[:, LEVELS.index("L5/S1")], [10, 90])))
        / found.standing.body.n_draws
        for found in (unusual, usual)
    )
    assert wide / mass_kg > 1.25 * narrow / (49.0 if mass_kg < 50 else 112.0)
