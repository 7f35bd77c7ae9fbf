"""Laws that hold for every person, every shoe and every seed."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fixtures.studies import library, model, pooled

from heelwise.body import Person
from heelwise.footwear import Shoe
from heelwise.mechanics import HeelStudy, SpineLoad, study_heels
from heelwise.mechanics.spine_load import DEFLECTION_LIMIT_RAD

PEOPLE = st.builds(
    Person,
    age_years=st.floats(18, 90),
    height_m=st.floats(1.45, 2.0),
    mass_kg=st.floats(45, 110),
    sex=st.sampled_from(["female", "male", None]),
)
HEELS_CM = st.floats(0, 7)
SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(person: Person, heels_cm: tuple[float, ...], seed: int, n_draws: int = 16) -> HeelStudy:
    shoes = tuple(Shoe.from_cm("block", cm) for cm in heels_cm)
    return study_heels(person, shoes, model(), library(), pooled(), rng=np.random.default_rng(seed), n_draws=n_draws)


def loads(found: HeelStudy) -> tuple[SpineLoad, ...]:
    assert found.barefoot_load is not None and found.shoe_loads is not None
    return (found.barefoot_load, *found.shoe_loads)


@FEW
@given(PEOPLE, HEELS_CM, SEEDS)
def test_the_same_question_has_the_same_answer_bit_for_bit(person: Person, heel_cm: float, seed: int) -> None:
    one, other = run(person, (heel_cm,), seed), run(person, (heel_cm,), seed)
    for a, b in zip(loads(one), loads(other), strict=True):
        for field in fields(SpineLoad):
            assert np.array_equal(getattr(a, field.name), getattr(b, field.name), equal_nan=True)


@FEW
@given(PEOPLE, SEEDS)
def test_a_shoe_without_heel_is_barefoot_for_everybody(person: Person, seed: int) -> None:
    barefoot, flat = loads(run(person, (0.0,), seed))
    assert np.array_equal(flat.compression_n, barefoot.compression_n, equal_nan=True)
    assert np.array_equal(flat.shear_n, barefoot.shear_n, equal_nan=True)


@FEW
@given(PEOPLE, HEELS_CM, SEEDS)
def test_every_body_weighs_what_it_weighs_and_every_moment_is_balanced(
    person: Person, heel_cm: float, seed: int
) -> None:
    found = run(person, (heel_cm,), seed)
    assert np.abs(found.standing.body.total_mass_kg - person.mass_kg).max() < 1e-3
    for load in loads(found):
        held = np.isfinite(load.compression_n).all(axis=1)
        assert np.all(load.residual_n_m[held] < 1e-6)
        assert np.abs(load.deflection_rad[held].sum(axis=1)).max(initial=0.0) < 1e-9
        assert np.abs(load.deflection_rad[held]).max(initial=0.0) <= DEFLECTION_LIMIT_RAD * (1 + 1e-12)


@FEW
@given(PEOPLE, HEELS_CM, SEEDS)
def test_a_spine_that_is_alike_on_both_sides_feels_no_shear_to_the_side(
    person: Person, heel_cm: float, seed: int
) -> None:
    for load in loads(run(person, (heel_cm,), seed)):
        held = np.isfinite(load.compression_n).all(axis=1)
        assert np.all(np.abs(load.lateral_shear_n[held]) < 1e-6)


@FEW
@given(PEOPLE, st.tuples(HEELS_CM, HEELS_CM), SEEDS)
def test_the_order_of_the_shoes_does_not_matter(person: Person, heels_cm: tuple[float, float], seed: int) -> None:
    _, first, second = loads(run(person, heels_cm, seed))
    _, second_again, first_again = loads(run(person, heels_cm[::-1], seed))
    for one, other in ((first, first_again), (second, second_again)):
        np.testing.assert_allclose(one.compression_n, other.compression_n, rtol=1e-7)


@FEW
@given(PEOPLE, st.floats(0.5, 6), SEEDS)
def test_twice_the_heel_is_twice_the_change_of_posture(person: Person, rise_cm: float, seed: int) -> None:
    found = run(person, (rise_cm / 2, rise_cm), seed)
    for name in ("lean_rad", "lordosis_rad", "knee_flexion_rad"):
        at = getattr(found.barefoot.trunk, name)
        half, whole = (getattr(stance.trunk, name) - at for stance in found.in_shoes)
        np.testing.assert_allclose(whole, 2 * half, atol=1e-12)


@FEW
@given(PEOPLE, HEELS_CM, SEEDS)
def test_the_mirrored_draw_stands_mirrored_about_the_middle(person: Person, heel_cm: float, seed: int) -> None:
    stance = run(person, (heel_cm,), seed).in_shoes[0]
    pairs = stance.trunk.lean_rad[:8] + stance.trunk.lean_rad[8:]
    assert np.ptp(pairs) < 1e-12
