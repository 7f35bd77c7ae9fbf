"""What muscles do at the joints they cross, on figures that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import (
    any_posture,
    model_body,
    reference_model,
    standing_straight,
    twin_index,
)

from heelwise.body.reference_model import JOINTS, LEVELS, SEGMENTS
from heelwise.mechanics import BodyPosture, body_frames
from heelwise.mechanics.geometry.muscle_paths import MusclePull, beyond_joint, muscle_pull

SIDE_BEND, TURN, EXTEND = range(3)
L5_S1 = LEVELS.index("L5/S1")
RIGHT_HIP, LEFT_HIP = JOINTS.index("right hip"), JOINTS.index("left hip")
VERTEBRA_OF = {name: LEVELS.index(f"{name}/{below}") for name, below in zip(
    ("L1", "L2", "L3", "L4", "L5"), ("L2", "L3", "L4", "L5", "S1"), strict=True
)}  # fmt: skip


def pull_of(posture: BodyPosture, scale: float = 1.0) -> MusclePull:
    body = replace(model_body(posture.n_poses), trunk_scale=scale, leg_scale=scale)
    return muscle_pull(reference_model(), body_frames(reference_model(), body, posture))


def crossed() -> np.ndarray:
    """Return which joints each muscle crosses, shape (joint, muscle)."""
    return np.asarray(np.linalg.norm(pull_of(standing_straight()).direction[0], axis=1) > 0)


def muscle(name: str) -> int:
    return reference_model().muscle_name.index(name)


def test_a_larger_body_has_all_lengths_and_arms_larger_alike() -> None:
    posture = any_posture(3, np.random.default_rng(1))
    small, large = pull_of(posture), pull_of(posture, 1.1)
    np.testing.assert_allclose(large.length_m, 1.1 * small.length_m, rtol=1e-12)
    np.testing.assert_allclose(large.moment_m, 1.1 * small.moment_m, atol=1e-13)
    np.testing.assert_allclose(large.direction, small.direction, atol=1e-11)


def test_every_muscle_pulls_with_its_force_at_the_joints_between_its_ends_and_nowhere_else() -> None:
    """But for three fascicles of the back that the source bends around the rib cage without fixing them to it."""
    model, beyond = reference_model(), beyond_joint()
    first = np.searchsorted(model.link_muscle, np.arange(model.n_muscles))
    last = np.searchsorted(model.link_muscle, np.arange(model.n_muscles), side="right") - 1
    between = beyond[:, model.link_start_body[first]] != beyond[:, model.link_end_body[last]]
    force = np.linalg.norm(pull_of(any_posture(20, np.random.default_rng(2))).direction, axis=2)
    assert between.any(axis=0).all()
    np.testing.assert_allclose(force[:, between], 1.0, rtol=1e-9)
    on_ribs = np.array([name.startswith(("IL_L2", "IL_L3", "IL_L4")) for name in model.muscle_name])
    np.testing.assert_allclose(force[:, ~between & ~on_ribs], 0.0, atol=1e-12)


def test_length_in_the_reference_pose_is_the_one_the_model_knows() -> None:
    model = reference_model()
    np.testing.assert_allclose(pull_of(standing_straight()).length_m[0], model.muscle_neutral_length_m, rtol=1e-12)


def test_back_muscles_extend_and_belly_muscles_flex_the_lowest_level() -> None:
    extending = pull_of(standing_straight()).moment_m[0, L5_S1, EXTEND]
    for name, arm in zip(reference_model().muscle_name, extending, strict=True):
        if name.startswith(("IL_", "LTpT", "LTpL", "MF")):
            assert arm >= 0, name
        if name.startswith(("rect_abd", "EO1_", "EO2_", "EO3_")):
            assert arm < 0, name


def test_a_muscle_of_the_right_flank_bends_the_spine_to_the_right() -> None:
    """A moment about +x (forward) turns the top to the right."""
    bending = pull_of(standing_straight()).moment_m[0, L5_S1, SIDE_BEND]
    for stem in ("IL_L1", "QL_post_I.3-L1", "EO5", "IO5"):
        assert bending[muscle(f"{stem}_r")] > 0.02 and bending[muscle(f"{stem}_l")] < -0.02


@pytest.mark.parametrize("stem", ["iliacus", "recfem", "sart", "Ps_L1_VB", "Ps_L5_VB"])
def test_flexors_bring_the_thigh_forward(stem: str) -> None:
    assert pull_of(standing_straight()).moment_m[0, RIGHT_HIP, EXTEND, muscle(f"{stem}_r")] > 0.01


@pytest.mark.parametrize("stem", ["glmax2", "bflh", "semimem", "semiten"])
def test_extensors_bring_the_thigh_back(stem: str) -> None:
    assert pull_of(standing_straight()).moment_m[0, RIGHT_HIP, EXTEND, muscle(f"{stem}_r")] < -0.01


@pytest.mark.parametrize(("stem", "outwards"), [("glmed2", 1.0), ("glmin2", 1.0), ("addlong", -1.0), ("grac", -1.0)])
def test_abductors_bring_the_thighs_apart_and_adductors_together(stem: str, outwards: float) -> None:
    """Outwards is a turn of the right thigh about -x (its lower end goes right) and of the left about +x."""
    moment = pull_of(standing_straight()).moment_m[0, :, SIDE_BEND]
    assert outwards * moment[RIGHT_HIP, muscle(f"{stem}_r")] < -0.01
    assert outwards * moment[LEFT_HIP, muscle(f"{stem}_l")] > 0.01


def test_psoas_crosses_every_level_below_its_vertebra_and_its_own_hip() -> None:
    crossings = crossed()
    for name in ("Ps_L1_TP", "Ps_L2_TP", "Ps_L3_TP", "Ps_L4_TP", "Ps_L5_TP"):
        first = VERTEBRA_OF[name[3:5]]
        for side, own, other in (("r", RIGHT_HIP, LEFT_HIP), ("l", LEFT_HIP, RIGHT_HIP)):
            expected = np.arange(len(JOINTS)) >= first
            expected[other] = False
            assert expected[own]
            np.testing.assert_array_equal(crossings[:, muscle(f"{name}_{side}")], expected)


def test_belly_slings_run_from_the_ribs_to_the_other_side_of_the_pelvis() -> None:
    model, crossings = reference_model(), crossed()
    slings = [name for name in model.muscle_name if "_IO" in name]
    assert len(slings) == 8
    for name in slings:
        link = int(np.flatnonzero(model.link_muscle == muscle(name))[0])
        ends = SEGMENTS[model.link_start_body[link]], SEGMENTS[model.link_end_body[link]]
        assert ends == ("thorax", "pelvis")
        outwards = 1.0 if name.endswith("_r") else -1.0
        assert outwards * model.link_start_m[link, 2] > 0.05 and outwards * model.link_end_m[link, 2] < -0.05
        assert crossings[: len(LEVELS), muscle(name)].all() and not crossings[len(LEVELS) :, muscle(name)].any()


def test_no_hip_muscle_crosses_a_level_but_psoas() -> None:
    hips = crossed()[len(LEVELS) :].any(axis=0)
    levels = crossed()[: len(LEVELS)].any(axis=0)
    both = {name[:3] for name, at in zip(reference_model().muscle_name, hips & levels, strict=True) if at}
    assert both == {"Ps_"}


def test_every_muscle_has_a_mirror_image_on_the_other_side() -> None:
    pull = pull_of(standing_straight())
    twin, mirror = twin_index(reference_model()), np.array([-1.0, -1.0, 1.0])[:, None]
    swapped = [*range(len(LEVELS)), LEFT_HIP, RIGHT_HIP]
    np.testing.assert_allclose(pull.moment_m[0][swapped][..., twin], pull.moment_m[0] * mirror, atol=1e-12)
    np.testing.assert_array_equal(reference_model().muscle_strength_n[twin], reference_model().muscle_strength_n)


def test_what_lies_beyond_a_level_is_above_it_and_beyond_a_hip_is_its_leg() -> None:
    beyond = beyond_joint()
    above = {SEGMENTS[i] for i in np.flatnonzero(beyond[LEVELS.index("L3/L4")])}
    assert above == {"thorax", "L1", "L2", "L3"}
    assert {SEGMENTS[i] for i in np.flatnonzero(beyond[LEFT_HIP])} == {"thigh_l", "shank_l", "patella_l"}
