"""docs/science/model-choices.md is what its builder writes, and its builder measures the shipped model."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from heelwise.body import TRUNK_MUSCLE_GROUPS
from heelwise.data_folder import load_data_folder
from heelwise.mechanics import spine_load
from heelwise.model_cache import load_reference_model

BUILDERS = Path(__file__).resolve().parents[2] / "builders"
NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:\.\d+)?")
LAST_DIGIT = 1.01
"""Machines may round the last digit otherwise."""


@pytest.fixture(scope="module")
def page() -> Iterator[ModuleType]:
    """Return the builder of the page."""
    sys.path.insert(0, str(BUILDERS))
    import write_model_choices_page

    yield write_model_choices_page
    sys.path.remove(str(BUILDERS))


@pytest.fixture(scope="module")
def model():
    return load_reference_model(load_data_folder())


@pytest.fixture(scope="module")
def source(page):
    return page.read_source_model()


@pytest.fixture(scope="module")
def shipped(page, model):
    return {who: page.shipped_case(page.middle_study(person, model)) for who, person in page.PEOPLE.items()}


def size_of_last_digit(number: str) -> float:
    return 10.0 ** -len(number.partition(".")[2])


def test_the_page_is_what_the_builder_writes_but_for_the_last_digit(page, model) -> None:
    kept, written = page.PAGE.read_text(encoding="utf-8").split(), page.write_page(model).split()
    assert len(kept) > 500
    assert [NUMBER.sub("#", word) for word in kept] == [NUMBER.sub("#", word) for word in written]
    for word, other in zip(kept, written, strict=True):
        for a, b in zip(NUMBER.findall(word), NUMBER.findall(other), strict=True):
            assert abs(float(a) - float(b)) <= LAST_DIGIT * size_of_last_digit(a), (word, other)


def test_the_case_as_shipped_is_the_shipped_load(page, shipped) -> None:
    for case in shipped.values():
        ours = page.solve_case(case)
        load = spine_load(case.model, case.body, case.posture, case.neutral_rad)
        np.testing.assert_allclose(ours.compression_n, load.compression_n, rtol=0, atol=1e-6)
        np.testing.assert_allclose(ours.shear_n, load.shear_n, rtol=0, atol=1e-6)
        np.testing.assert_allclose(ours.deflection_rad, load.deflection_rad, rtol=0, atol=1e-8)


def test_the_case_as_shipped_upright_is_the_barefoot_load_of_the_study(page, model) -> None:
    for person in page.PEOPLE.values():
        study = page.middle_study(person, model)
        ours = page.solve_case(page.shipped_case(study))
        np.testing.assert_allclose(ours.compression_n[0], study.barefoot_load.compression_n[0], rtol=0, atol=1e-6)


def test_hips_out_of_balance_leave_the_hips_alone_unbalanced(page, shipped) -> None:
    """And the levels as they were: nothing here crosses both but psoas, which pulls no more than at rest."""
    for case in shipped.values():
        free = page.solve_case(replace(case, hips_balance=False))
        with_hips = page.solve_case(case)
        hip = case.model.muscle_group >= len(TRUNK_MUSCLE_GROUPS)
        assert np.abs(free.activation[:, hip]).max() < 1e-9 < with_hips.activation[:, hip].max()
        np.testing.assert_allclose(free.compression_n, with_hips.compression_n, rtol=0.05)


def test_the_middle_person_stands_in_the_middle(page, model) -> None:
    for person in page.PEOPLE.values():
        study = page.middle_study(person, model)
        assert np.all(study.score == 0.0)
        assert study.standing.body.total_mass_kg == pytest.approx(person.mass_kg, abs=1e-3)


def test_every_choice_names_a_state_and_sources_that_exist(page) -> None:
    assert len({choice.name for choice in page.CHOICES}) == len(page.CHOICES) >= 20
    sources = page.load_library().sources
    for choice in page.CHOICES:
        assert choice.state
        assert set(choice.source_keys) <= set(sources)


def test_settled_geometry_is_at_rest_where_it_was_placed(page, shipped) -> None:
    for case in shipped.values():
        settled = page.solve_case(replace(case, settles_geometry=True))
        moved = replace(
            case,
            posture=replace(case.posture, level_angle_rad=case.posture.level_angle_rad + settled.deflection_rad),
        )
        here = page.solve_case(moved)
        np.testing.assert_allclose(here.gravity_n_m, settled.gravity_n_m, rtol=0, atol=1e-6)


def test_no_forces_but_zero_balance_the_abdomen(source) -> None:
    assert source.abdomen_pull.shape == (14, 3)
    np.testing.assert_allclose(np.linalg.norm(source.abdomen_pull, axis=1), 1.0, rtol=0, atol=1e-12)
    backward = np.array([-1.0, 0.0, 0.0])
    assert (source.abdomen_pull @ backward).min() > 0.15
    force_n = np.random.default_rng(7).uniform(0.0, 50.0, size=(1000, 14))
    left_n = np.linalg.norm(force_n @ source.abdomen_pull, axis=1)
    assert np.all(left_n >= 0.15 * force_n.sum(axis=1))


def test_the_source_model_is_read_as_it_is(source) -> None:
    assert source.flexion_share.sum() == pytest.approx(1.0)
    assert source.flexion_share[-1] == pytest.approx(1 / 1.875, abs=1e-3)
    assert source.total_mass_kg == pytest.approx(84.26, abs=0.01)
    assert source.mass_kg[-1] == pytest.approx(7.486 + 10.96, abs=0.01)
    assert source.rectus_resting_force_n == pytest.approx(308.4, abs=0.5)
    assert source.rectus_strength_n < source.rectus_resting_force_n
    assert len(source.abdomen_strength_n) == len(source.abdomen_pull)
