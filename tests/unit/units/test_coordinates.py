"""Coordinate names and signs."""

from __future__ import annotations

import pytest

from heelwise.errors import InputError
from heelwise.units.coordinates import COORDINATES, LEVELS, MODELS, find_alias, from_model, to_model


@pytest.mark.parametrize("name", COORDINATES)
def test_every_alias_comes_back_to_the_same_name_and_value(name: str) -> None:
    for model in COORDINATES[name].aliases:
        there, value_rad = to_model(name, 0.25, model)
        assert from_model(there, value_rad, model) == (name, 0.25)


@pytest.mark.parametrize("model", MODELS)
def test_every_alias_is_used_once_per_model(model: str) -> None:
    names = [c.aliases[model].name for c in COORDINATES.values() if model in c.aliases]  # type: ignore[index]
    assert len(names) == len(set(names))


def test_the_bent_knee_runs_negative_in_gait2392_and_positive_elsewhere() -> None:
    assert to_model("knee_flexion_r", 0.5, "gait2392") == ("knee_angle_r", -0.5)
    assert to_model("knee_flexion_r", 0.5, "rajagopal") == ("knee_angle_r", 0.5)
    assert to_model("knee_flexion_l", 0.5, "myo_sim") == ("knee_angle_l", 0.5)


def test_lumbar_flexion_runs_negative_in_the_other_models() -> None:
    assert to_model("l5_s1_flexion", 0.1, "myo_sim") == ("flex_extension", -0.1)
    assert to_model("l4_l5_flexion", 0.1, "myo_sim") == ("L4_L5_FE", -0.1)
    assert to_model("l5_s1_flexion", 0.1, "lifting_full_body") == ("L5_S1_Flex_Ext", -0.1)
    assert to_model("lumbar_flexion", 0.1, "rajagopal") == ("lumbar_extension", -0.1)


def test_anterior_pelvic_tilt_runs_negative_in_opensim() -> None:
    assert to_model("pelvis_anterior_tilt", 0.1, "rajagopal") == ("pelvis_tilt", -0.1)


def test_every_lumbar_level_has_three_coordinates() -> None:
    for level in LEVELS:
        stem = level.lower().replace("/", "_")
        for motion in ("flexion", "bending_r", "rotation_l"):
            assert f"{stem}_{motion}" in COORDINATES


def test_left_and_right_have_the_same_signs() -> None:
    for name, coordinate in COORDINATES.items():
        mirrored = name[:-2] + "_l"
        if name.endswith("_r") and mirrored in COORDINATES and "bending" not in name:
            for model, alias in coordinate.aliases.items():
                assert COORDINATES[mirrored].aliases[model].sign == alias.sign


def test_an_unknown_name_lists_the_names_that_exist() -> None:
    with pytest.raises(InputError, match="knee_flexion_r"):
        find_alias("knee_bend", "myo_sim")


def test_a_coordinate_a_model_lacks_says_who_has_it() -> None:
    with pytest.raises(InputError, match="lifting_full_body, rajagopal, gait2392"):
        find_alias("pelvis_anterior_tilt", "myo_sim")


def test_an_unknown_foreign_name_lists_what_we_know() -> None:
    with pytest.raises(InputError, match="flex_extension"):
        from_model("spine_bend", 0.1, "myo_sim")
