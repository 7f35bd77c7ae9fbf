"""Every posture is held or proved impossible, checked without the solver's word; answers are the same to the last bit.

`builders/write_never_silent_page.py` does the same for many more postures.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.fixtures.studies import library, model

from heelwise.errors import InfeasiblePostureError
from heelwise.mechanics import LoadOptions, SpineLoad, spine_load
from heelwise.mechanics.abdominal_pressure import AbdominalPressure

BUILDERS = str(Path(__file__).resolve().parents[2] / "builders")
sys.path.insert(0, BUILDERS)
import never_silent  # noqa: E402 - a builder, found by the line above
from never_silent import Case, Verdict, check_answers, draw_case  # noqa: E402 - likewise

sys.path.remove(BUILDERS)

RANGE_NAMES = list(never_silent.RANGES)
N_POSES = 1000
OTHER_OPTIONS = {
    "cubed": LoadOptions(exponent=3),
    "muscles that never rest": LoadOptions(co_contraction_fraction=0.02),
    "levels that do not settle": LoadOptions(deflection_limit_rad=0.0),
    "levels that settle further under pressure": LoadOptions(
        deflection_limit_rad=np.radians(4.0),
        abdominal_pressure=AbdominalPressure(pressure_pa=2500.0, area_m2=0.0243, arm_m=0.038),
    ),
}


@cache
def case(name: str, n_poses: int = N_POSES) -> Case:
    return draw_case(name, 7, n_poses, model(), library())


@cache
def answer(name: str) -> SpineLoad:
    return case(name).load(model())


def verdict(name: str, load: SpineLoad) -> Verdict:
    return check_answers(model(), case(name), load)


def everything(load: SpineLoad) -> dict[str, np.ndarray]:
    return {name: getattr(load, name) for name in SpineLoad.__dataclass_fields__}


@pytest.mark.parametrize("name", RANGE_NAMES)
def test_every_posture_is_held_or_proved_impossible_and_never_both(name: str) -> None:
    load, found = answer(name), verdict(name, answer(name))
    assert not found.silent.any()
    np.testing.assert_array_equal(found.held, np.isfinite(load.compression_n).all(axis=1))
    np.testing.assert_array_equal(found.impossible, load.shortfall_n_m > 0)
    assert np.all(load.residual_n_m[found.held] < 1e-6)
    np.testing.assert_array_equal(load.proof.any(axis=(1, 2)), found.impossible)


def test_the_ranges_hold_both_kinds_of_posture() -> None:
    """Else the tests above would be easy: a third to nine tenths are held on everyday feet, none anywhere at all."""
    held = {name: verdict(name, answer(name)).held.mean() for name in RANGE_NAMES}
    assert 0.33 < held["everyday"] < 0.9
    assert 0.1 < held["part of the way"] < 0.6
    assert held["anywhere allowed"] < 0.01


@pytest.mark.parametrize("name", RANGE_NAMES)
def test_what_is_missing_is_at_least_what_the_answer_says(name: str) -> None:
    """The check knows better how levels can settle, so it may find more missing, but never less."""
    found, load = verdict(name, answer(name)), answer(name)
    assert np.all(found.missing_n_m >= load.shortfall_n_m * (1.0 - 1e-6) - 1e-9)


@pytest.mark.parametrize("which", OTHER_OPTIONS)
def test_no_choice_of_the_analysis_leaves_a_posture_open(which: str) -> None:
    some, options = case("everyday").take(slice(0, 96)), OTHER_OPTIONS[which]
    found = check_answers(model(), some, some.load(model(), options), options)
    assert not found.silent.any()
    assert found.impossible.any()
    assert found.held.any() or options.deflection_limit_rad == 0  # bent and turned, muscles alone hold next to none


def test_the_check_notices_an_answer_that_does_not_balance() -> None:
    load, held = answer("everyday"), verdict("everyday", answer("everyday")).held
    weaker = replace(load, activation=load.activation * (1.0 - 1e-5))
    settled = replace(load, deflection_rad=load.deflection_rad + 1e-4)
    beyond = replace(load, activation=load.activation + np.where(load.activation == load.activation.min(), -1e-9, 0.0))
    for wrong in (weaker, settled):
        assert not verdict("everyday", wrong).held[held].any()
    assert not verdict("everyday", beyond).held.all()


def test_the_check_notices_a_proof_that_proves_nothing() -> None:
    load, found = answer("everyday"), verdict("everyday", answer("everyday"))
    for wrong in (-load.proof, 0.0 * load.proof):
        assert not verdict("everyday", replace(load, proof=wrong)).impossible.any()
    swapped = np.where(found.held[:, None, None], load.proof[found.impossible][0], 0.0)
    assert not verdict("everyday", replace(load, proof=swapped)).impossible.any()


def test_levels_that_may_settle_further_never_make_a_posture_impossible() -> None:
    some = case("everyday").take(slice(0, 200))
    little, more = (
        some.load(model(), LoadOptions(deflection_limit_rad=np.radians(limit_deg))).shortfall_n_m
        for limit_deg in (1.0, 2.0)
    )
    assert np.count_nonzero(little) > np.count_nonzero(more) > 0
    assert np.all(more <= little * (1.0 + 1e-6))


def test_the_error_names_the_first_posture_that_is_impossible() -> None:
    first = int(np.flatnonzero(verdict("everyday", answer("everyday")).impossible)[0])
    whole = case("everyday")
    with pytest.raises(InfeasiblePostureError, match=f"^Posture {first} cannot be held: at "):
        spine_load(model(), whole.body, whole.posture, whole.neutral_rad)


@pytest.mark.parametrize("name", RANGE_NAMES)
@pytest.mark.parametrize("size", [1, 7, 64])
def test_answers_are_the_same_to_the_last_bit_in_batches_of_any_size(name: str, size: int) -> None:
    n_poses = 150
    whole = everything(answer(name).take(slice(0, n_poses)))
    pieces = [case(name).take(slice(i, min(i + size, n_poses))).load(model()) for i in range(0, n_poses, size)]
    for field, values in everything(SpineLoad.joined(pieces)).items():
        np.testing.assert_array_equal(values, whole[field], err_msg=field)


def test_answers_are_the_same_to_the_last_bit_whoever_else_is_in_the_batch() -> None:
    order = np.random.default_rng(3).permutation(N_POSES)[:200]
    shuffled = everything(case("everyday").take(order).load(model()))
    for field, values in everything(answer("everyday")).items():
        np.testing.assert_array_equal(shuffled[field], values[order], err_msg=field)


def digest_of_block(work: tuple[str, int]) -> str:
    name, block = work
    return never_silent.digest(draw_case(name, block, 70, model(), library()).load(model()))


def test_answers_are_the_same_to_the_last_bit_in_two_processes() -> None:
    model()  # kept where the other processes look for it
    work = [(name, block) for name in RANGE_NAMES for block in range(2)]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        elsewhere = list(pool.map(digest_of_block, work))
    assert elsewhere == [digest_of_block(item) for item in work]
    assert len(set(elsewhere)) == len(work)
