"""The reference body as arrays."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from heelwise.body import BODIES, LEVELS, MUSCLE_GROUPS, SEGMENTS, ReferenceModel


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


def test_every_path_is_a_chain_of_links_without_a_gap(model: ReferenceModel) -> None:
    """Each link starts where the one before it ended, on the same bone; links of a muscle stand together."""
    assert set(np.diff(model.link_muscle)) <= {0, 1} and set(model.link_muscle) == set(range(model.n_muscles))
    goes_on = np.flatnonzero(np.diff(model.link_muscle) == 0)
    assert np.array_equal(model.link_end_m[goes_on], model.link_start_m[goes_on + 1])
    assert np.array_equal(model.link_end_body[goes_on], model.link_start_body[goes_on + 1])


def test_every_path_joins_bones_on_both_sides_of_a_joint(model: ReferenceModel) -> None:
    for muscle in range(model.n_muscles):
        mine = model.link_muscle == muscle
        bones = set(model.link_start_body[mine]) | set(model.link_end_body[mine])
        assert len(bones) > 1 and max(bones) < len(SEGMENTS), model.muscle_name[muscle]
        assert any(SEGMENTS[bone] in BODIES for bone in bones)


def test_every_wrapping_surface_has_a_link_a_size_and_axes_at_right_angles(model: ReferenceModel) -> None:
    assert np.all(np.diff(model.wrap_link) > 0) and model.wrap_link[-1] < len(model.link_muscle)
    assert np.all((model.wrap_radius_m > 0.005) & (model.wrap_radius_m < 0.25))
    unit = np.einsum("wij,wik->wjk", model.wrap_rotation, model.wrap_rotation)
    np.testing.assert_allclose(unit, np.broadcast_to(np.eye(3), unit.shape), atol=1e-9)
    assert model.wrap_is_cylinder.any() and not model.wrap_is_cylinder.all()


def test_every_muscle_has_a_mirror_image(model: ReferenceModel) -> None:
    names = set(model.muscle_name)
    assert {f"{name[:-1]}{'l' if name.endswith('r') else 'r'}" for name in names} == names
    for points in (model.hip_centre_m, model.knee_centre_m, model.patella_centre_m):
        np.testing.assert_array_equal(points[0] * (1.0, 1.0, -1.0), points[1])
    assert np.abs(model.level_centre_m[:, 2]).max() == 0.0


def test_t12_l1_turns_near_the_middle_of_its_disc_as_the_levels_below_do(model: ReferenceModel) -> None:
    """The source welds it: its centre is put where the others lie on average, behind and below the disc's middle."""
    off = model.level_centre_m[:, :2] - model.disc_centre_m[:, :2]
    assert off[0] == pytest.approx(off[1:].mean(axis=0), abs=1e-12)
    assert np.linalg.norm(off[0]) < 0.012


def test_neutral_lengths_are_those_of_bodies(model: ReferenceModel) -> None:
    """From a finger's breadth (deep back muscles) to the length of the trunk or thigh."""
    assert np.all((model.muscle_neutral_length_m > 0.01) & (model.muscle_neutral_length_m < 0.65))


def test_an_unknown_landmark_is_an_error(model: ReferenceModel) -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        model.landmark("tail")
