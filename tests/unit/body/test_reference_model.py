"""The reference body as arrays."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from heelwise.body import BODIES, LEVELS, MUSCLE_GROUPS, ReferenceModel


def test_arrays_and_back_is_the_same_model(model: ReferenceModel) -> None:
    again = ReferenceModel.from_arrays(model.to_arrays())
    for field in fields(ReferenceModel):
        before, after = getattr(model, field.name), getattr(again, field.name)
        assert type(before) is type(after)
        assert np.array_equal(before, after)


def test_an_array_that_is_missing_is_not_made_up(model: ReferenceModel) -> None:
    arrays = model.to_arrays()
    del arrays["level_centre_m"]
    with pytest.raises(KeyError):
        ReferenceModel.from_arrays(arrays)


def test_levels_run_from_the_top_down(model: ReferenceModel) -> None:
    for heights in (model.level_centre_m[:, 1], model.disc_centre_m[:, 1], model.vertebra_centre_m[:, 1]):
        assert np.all(np.diff(heights) < 0)
    assert len(heights) == len(LEVELS) and len(BODIES) == len(LEVELS) + 1


def test_every_disc_lies_between_its_vertebrae(model: ReferenceModel) -> None:
    vertebra, disc = model.vertebra_centre_m[:, 1], model.disc_centre_m[:, 1]
    assert np.all(disc < vertebra)
    assert np.all(disc[:-1] > vertebra[1:])


def test_lordosis_and_sacral_slope_are_those_of_a_human_spine(model: ReferenceModel) -> None:
    """Standing radiographs: lordosis 42 to 67, sacral slope 24 to 55 degrees (spine.toml)."""
    assert 42 < np.degrees(model.lordosis_rad) < 67
    assert 24 < np.degrees(model.sacral_slope_rad) < 55
    assert np.all(np.diff(model.disc_slope_rad) > 0)


def test_every_muscle_belongs_to_a_group_and_every_group_has_muscles(model: ReferenceModel) -> None:
    assert set(model.muscle_group.tolist()) == set(range(len(MUSCLE_GROUPS)))
    assert len(model.muscle_group) == model.n_muscles == len(set(model.muscle_name))


def test_every_muscle_segment_pulls_a_higher_body_towards_a_lower_one(model: ReferenceModel) -> None:
    assert np.all(model.segment_upper_body < model.segment_lower_body)
    assert np.all(np.diff(model.segment_muscle) >= 0)


def test_an_unknown_landmark_is_an_error(model: ReferenceModel) -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        model.landmark("tail")
