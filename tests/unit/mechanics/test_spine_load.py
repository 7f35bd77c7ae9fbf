"""Compression, shear and what each level settles by, on postures that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import WOMAN, model, study

from heelwise.body import JOINTS, LEVELS, LUMBAR_LEVELS, MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, BodyDraws
from heelwise.errors import InfeasiblePostureError, InputError
from heelwise.mechanics import BodyPosture, ExternalLoads, LoadOptions, SpineLoad, body_frames, spine_load
from heelwise.mechanics.abdominal_pressure import AbdominalPressure
from heelwise.mechanics.external_loads import segment_index
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.passive_moment import hip_ligament_moment_n_m, passive_moment_n_m
from heelwise.mechanics.spine_load import POSES_AT_ONCE
from heelwise.mechanics.weights import body_parts, ground_under_both_feet

N_LEVELS = len(LEVELS)
STRAIGHT = np.zeros((1, N_LEVELS, 3))
L1_L2, L5_S1 = LEVELS.index("L1/L2"), LEVELS.index("L5/S1")


def middle_body() -> BodyDraws:
    return study(WOMAN, ()).standing.body.mean()


def posture(tilt_deg: float = 0.0, level_angle_rad: np.ndarray = STRAIGHT) -> BodyPosture:
    return BodyPosture.on_vertical_legs(np.radians([tilt_deg]), level_angle_rad)


def load(tilt_deg: float, body: BodyDraws | None = None, options: LoadOptions | None = None) -> SpineLoad:
    return spine_load(model(), body or middle_body(), posture(tilt_deg), STRAIGHT, options=options or LoadOptions())


def added_up(found: SpineLoad, at: BodyPosture, neutral: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return force and moment at every joint, from muscles, weight, ground and tissue one by one."""
    body = middle_body()
    frames = body_frames(model(), body, at)
    pull, parts = muscle_pull(model(), frames), body_parts(body, frames)
    capacity_n, passive_n = muscle_capacity_n(body, pull.length_m)
    muscle_n = found.activation * capacity_n + passive_n
    outside = ExternalLoads.together([parts.weights(), ground_under_both_feet(parts, frames)])
    force, moment = outside.on_joints(frames)
    force = force + np.einsum("pjim,pm->pji", pull.direction, muscle_n)
    moment = moment + np.einsum("pjim,pm->pji", pull.moment_m, muscle_n)
    tissue, slope = passive_moment_n_m(body, frames, at.level_angle_rad - neutral)
    moment[:, N_LEVELS:] += hip_ligament_moment_n_m(frames, at.hip_angle_rad)
    moment[:, :N_LEVELS] += tissue + np.einsum("plij,plj->pli", slope, found.deflection_rad)
    return force, moment


def test_forces_on_what_lies_above_a_disc_add_up() -> None:
    """Compression and shears are muscles, weight and ground, turned into the disc: same size, whatever the plane."""
    found = load(3.0)
    force, _ = added_up(found, posture(3.0), STRAIGHT)
    size = np.sqrt(found.compression_n**2 + found.shear_n**2 + found.lateral_shear_n**2)
    assert size == pytest.approx(np.linalg.norm(force[:, :N_LEVELS], axis=-1), rel=1e-12)
    assert found.hip_force_n == pytest.approx(np.linalg.norm(force[:, N_LEVELS:], axis=-1), rel=1e-12)


def test_muscles_gravity_tissue_and_settling_balance_at_every_level_and_hip_in_three_axes() -> None:
    """Added up here from moment arms, not read from the residual; bent, so that tissue and fibres are stretched."""
    bent = STRAIGHT.copy()
    bent[..., 0] = np.radians(2.0)
    found = spine_load(model(), middle_body(), posture(4.0, bent), STRAIGHT)
    _, moment = added_up(found, posture(4.0, bent), STRAIGHT)
    assert (found.passive_force_n > 1.0).any()
    assert moment.shape == (1, len(JOINTS), 3)
    assert np.abs(moment).max() < 1e-6
    assert found.residual_n_m[0] < 1e-6


def test_a_body_that_stands_still_presses_each_hip_with_at_least_what_lies_above() -> None:
    """The weight of trunk, head and arms, half on each side; muscles only add."""
    found, body = load(0.0), middle_body()
    above_n = 9.80665 * body.body_mass_kg.sum()
    assert found.hip_force_n[0, 0] == pytest.approx(found.hip_force_n[0, 1], rel=1e-9)
    assert 0.5 * above_n < found.hip_force_n[0, 0] < 4.0 * above_n


def test_a_positive_shear_pushes_the_upper_vertebra_down_a_slope_that_falls_forward() -> None:
    """At L5/S1 the disc falls forward by some 26 degrees: weight slides the spine forward. At L1/L2 it falls back."""
    found = load(0.0)
    assert np.degrees(model().disc_slope_rad[L5_S1]) > 20 and found.shear_n[0, L5_S1] > 50
    assert np.degrees(model().disc_slope_rad[L1_L2]) < -10 and found.shear_n[0, L1_L2] < -10


def test_tipping_everything_further_forward_slides_every_vertebra_forward() -> None:
    """From 4 degrees on, where the back muscles hold the trunk; at 0 the belly does, against a fall backwards."""
    upright, tipped = load(4.0), load(8.0)
    assert np.all(tipped.shear_n > upright.shear_n)


@pytest.mark.parametrize("tilt_deg", [2.0, 5.0])
def test_leaning_forward_raises_the_load_at_every_level(tilt_deg: float) -> None:
    assert np.all(load(4.0 + tilt_deg).compression_n > load(4.0).compression_n)


def test_activation_lies_between_rest_and_maximum_and_no_passive_pull_pushes() -> None:
    found = load(8.0)
    assert np.all((found.activation >= 0.0) & (found.activation <= 1.0))
    assert np.all(found.passive_force_n >= 0.0)


def test_many_postures_are_the_same_as_one_at_a_time() -> None:
    """Across the edges of the chunks that are solved together."""
    n = POSES_AT_ONCE + 3
    tilt = np.linspace(-2.0, 8.0, n)
    many = BodyPosture.on_vertical_legs(np.radians(tilt), np.zeros((n, N_LEVELS, 3)))
    together = spine_load(model(), middle_body().take(np.zeros(n, dtype=int)), many, np.zeros((n, N_LEVELS, 3)))
    for row in (0, 1, POSES_AT_ONCE - 1, POSES_AT_ONCE, n - 1):
        assert together.compression_n[row] == pytest.approx(load(float(tilt[row])).compression_n[0], rel=1e-9)


def weak() -> BodyDraws:
    body = middle_body()
    return replace(body, strength_n=0.05 * body.strength_n, stiffness_n_m_per_rad=0.05 * body.stiffness_n_m_per_rad)


def test_a_posture_nobody_can_hold_is_an_error_that_names_level_direction_and_missing_moment() -> None:
    with pytest.raises(InfeasiblePostureError) as caught:
        load(25.0, weak())
    said = caught.value.text.english()
    assert said.startswith("Posture 0 cannot be held: at L")
    assert "N m short in forward bending or arching back" in said
    assert "Choose a smaller lean or a smaller load." in said
    missing_n_m = float(said.split("fall ")[1].split(" N m")[0])
    assert missing_n_m > 1.0


def test_the_posture_that_failed_is_named_by_its_own_number() -> None:
    n, bad = POSES_AT_ONCE + 9, POSES_AT_ONCE + 5
    tilt = np.zeros(n)
    tilt[bad] = np.radians(60.0)
    many = BodyPosture.on_vertical_legs(tilt, np.zeros((n, N_LEVELS, 3)))
    body = middle_body().take(np.zeros(n, dtype=int))
    strength_n = body.strength_n.copy()
    strength_n[bad] *= 0.05
    with pytest.raises(InfeasiblePostureError, match=f"Posture {bad} cannot be held"):
        spine_load(model(), replace(body, strength_n=strength_n), many, np.zeros((n, N_LEVELS, 3)))


def test_a_posture_nobody_can_hold_is_marked_where_that_was_asked() -> None:
    found = spine_load(model(), weak(), posture(25.0), STRAIGHT, mark_infeasible=True)
    assert np.isnan(found.compression_n).all() and np.isnan(found.activation).all()


def test_passive_tissue_carries_nothing_in_the_posture_it_is_used_to() -> None:
    """Bent as a whole: if the bent posture is the neutral one, only settling calls on passive tissue."""
    bent = STRAIGHT.copy()
    bent[..., 0] = np.radians(1.0)
    body = middle_body()
    at_home = spine_load(model(), body, posture(4.0, bent), bent)
    stretched = spine_load(model(), body, posture(4.0, bent), STRAIGHT)
    # stretched backwards, the tissue of five levels helps the back muscles hold the same trunk
    assert np.all(stretched.compression_n < at_home.compression_n)


# ------------------------------------------------------------------------------------- forces from outside, options


def pushed(
    force_n: tuple[float, float, float], place_m: tuple[float, float, float], tilt_deg: float = 4.0
) -> SpineLoad:
    """Return the load with one more force on the thorax than a still stand on both feet has."""
    body, at = middle_body(), posture(tilt_deg)
    frames = body_frames(model(), body, at)
    parts = body_parts(body, frames)
    push = ExternalLoads(
        force_n=np.array([[force_n]]), point_m=np.array([[place_m]]), segment=np.array([segment_index("thorax")])
    )
    ground = ground_under_both_feet(parts, frames)
    held = replace(ground, force_n=ground.force_n - 0.5 * np.array(force_n))
    return spine_load(model(), body, at, STRAIGHT, ExternalLoads.together([push, held]))


def test_standing_on_both_feet_is_what_no_force_from_outside_means() -> None:
    body, at = middle_body(), posture(4.0)
    frames = body_frames(model(), body, at)
    ground = ground_under_both_feet(body_parts(body, frames), frames)
    given = spine_load(model(), body, at, STRAIGHT, ground)
    assert given.compression_n == pytest.approx(load(4.0).compression_n, rel=1e-12)


def test_a_weight_above_the_lowest_disc_adds_itself_and_one_held_before_it_adds_more() -> None:
    """50 N straight above L5/S1, squeezing a disc that falls forward by about 30 degrees; and 30 cm further forward."""
    bare = load(4.0).compression_n[0, L5_S1]
    above_x = float(body_frames(model(), middle_body(), posture(4.0)).level_m[0, L5_S1, 0])
    above, before = (
        pushed((0.0, -50.0, 0.0), (above_x + x, 0.6, 0.0)).compression_n[0, L5_S1] - bare for x in (0.0, 0.3)
    )
    assert above == pytest.approx(50.0 * np.cos(np.radians(30.0)), abs=15.0)
    assert before > above + 0.3 * 50.0 / 0.08


def test_a_pull_to_one_side_loads_the_muscles_of_the_other() -> None:
    found = pushed((0.0, 0.0, 20.0), (-0.04, 0.5, 0.0))
    back = model().muscle_group == MUSCLE_GROUPS.index("quadratus_lumborum")
    right, left = (np.array([name.endswith(side) for name in model().muscle_name]) for side in ("_r", "_l"))
    assert found.activation[0, back & left].sum() > 2.0 * found.activation[0, back & right].sum()
    assert np.abs(found.lateral_shear_n).max() > 5.0


def test_a_least_activity_is_kept_by_every_trunk_muscle_and_raises_the_load() -> None:
    found, bare = load(4.0, options=LoadOptions(co_contraction_fraction=0.02)), load(4.0)
    trunk = model().muscle_group < len(TRUNK_MUSCLE_GROUPS)
    assert found.activation[:, trunk].min() >= 0.02 - 1e-12
    assert found.activation[:, ~trunk].min() < 0.01
    assert np.all(found.compression_n > bare.compression_n + 20.0)


def test_pressure_in_the_belly_unloads_a_trunk_that_leans_forward() -> None:
    pressure = AbdominalPressure(pressure_pa=2500.0, area_m2=0.0243, arm_m=0.038)
    lighter, bare = load(15.0, options=LoadOptions(abdominal_pressure=pressure)), load(15.0)
    saved = bare.compression_n - lighter.compression_n
    assert np.all(saved > 0.5 * 2500.0 * 0.0243)
    assert np.all(saved < 0.3 * bare.compression_n)


def test_no_level_settles_where_none_may() -> None:
    """A body four times as strong; as strong as people are, no muscle effort balances every level exactly."""
    strong = replace(middle_body(), strength_n=4.0 * middle_body().strength_n)
    held = load(20.0, strong, LoadOptions(deflection_limit_rad=0.0))
    assert np.abs(held.deflection_rad).max() == 0.0


def test_a_higher_cost_of_settling_makes_levels_settle_less() -> None:
    usual = LoadOptions()
    dear = LoadOptions(deflection_cost_per_rad2=100.0 * usual.deflection_cost_per_rad2)
    size = [float((load(6.0, options=o).deflection_rad ** 2).sum()) for o in (usual, dear)]
    assert size[1] < size[0]


def test_cubed_activations_share_the_work_more_evenly() -> None:
    cubic, square = load(20.0, options=LoadOptions(exponent=3)), load(20.0)
    assert cubic.residual_n_m[0] < 1e-6
    assert np.sum(cubic.activation**3) < np.sum(square.activation**3)
    assert cubic.compression_n[0, L1_L2:] == pytest.approx(square.compression_n[0, L1_L2:], rel=0.15)


def test_a_body_whose_muscles_are_shorter_pulls_harder_at_rest() -> None:
    flexors = np.isin(model().muscle_group, [MUSCLE_GROUPS.index("psoas"), MUSCLE_GROUPS.index("hip_flexors")])
    tight = middle_body().with_shorter_muscles(flexors, 0.15)
    at = posture(0.0)
    found, bare = spine_load(model(), tight, at, STRAIGHT), spine_load(model(), middle_body(), at, STRAIGHT)
    assert np.all(found.passive_force_n[:, flexors] >= bare.passive_force_n[:, flexors])
    assert found.passive_force_n[:, flexors].sum() > 1.5 * bare.passive_force_n[:, flexors].sum()
    assert found.passive_force_n[:, ~flexors] == pytest.approx(bare.passive_force_n[:, ~flexors], rel=1e-12)


def test_levels_above_the_lumbar_spine_are_loaded_too_but_less() -> None:
    found = load(4.0).compression_n[0]
    assert len(found) == N_LEVELS == len(LUMBAR_LEVELS) + 1
    assert 0 < found[0] < found[1:].min() * 1.05


def test_an_angle_out_of_range_is_refused_before_anything_is_computed() -> None:
    bent = STRAIGHT.copy()
    bent[0, 2, 0] = np.radians(45.0)
    with pytest.raises(InputError, match="forward bending at L2/L3 is 45 degrees"):
        spine_load(model(), middle_body(), posture(0.0, bent), STRAIGHT)
