"""Where every joint is, barefoot and in shoes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import MAN, STILETTO, WOMAN, study

from heelwise.body import BODIES, LEVELS
from heelwise.footwear import Shoe, footbed_pitch_rad, rise_m
from heelwise.footwear.foot import Foot
from heelwise.mechanics import HeelStudy, Stance, Standing, TrunkAngles

HEELS_CM = (0, 3, 5, 7, 9)
BLOCKS = tuple(Shoe.from_cm("block", cm) for cm in HEELS_CM)


def turned(angle_rad: float) -> np.ndarray:
    """Return the rotation that tips (x, z) forward by an angle."""
    c, s = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[c, s], [-s, c]])


def own_centre_of_mass_m(standing: Standing, stance: Stance, row: int) -> np.ndarray:
    """Sum over all segments, joint by joint from the ground up, with no code of ours below `Stance`."""
    body, model = standing.body, standing.model
    scale, trunk = body.trunk_scale, stance.trunk
    shank, thigh = stance.legs.shank_lean_rad[row], stance.legs.thigh_lean_rad[row]
    shank_m = body.leg_scale * (model.landmark("knee") - model.landmark("ankle"))[1]
    thigh_m = -body.leg_scale * model.landmark("knee")[1]
    knee_m = stance.ankle_m[row] + shank_m * np.array([np.sin(shank), np.cos(shank)])
    hip_m = knee_m + thigh_m * np.array([np.sin(thigh), np.cos(thigh)])
    shank_x = knee_m + body.shank_centre_fraction[row] * (stance.ankle_m[row] - knee_m)
    thigh_x = hip_m + body.thigh_centre_fraction[row] * (knee_m - hip_m)
    moment = body.shank_mass_kg[row] * shank_x + body.thigh_mass_kg[row] * thigh_x
    moment = moment + body.foot_mass_kg[row] * 0.5 * stance.ankle_m[row]
    flexion = standing.chain.level_flexion_rad(trunk.lordosis_rad)[row]
    tip, below, place = stance.pelvis_anterior_tilt_rad[row], np.zeros(2), hip_m
    for i in range(len(BODIES) - 1, -1, -1):
        if i < len(LEVELS):
            centre = scale * model.level_centre_m[i, :2]
            place = place + turned(tip) @ (centre - below)
            tip, below = tip + flexion[i], centre
        offset = body.body_centre_m[row, i, :2] - below
        moment = moment + body.body_mass_kg[row, i] * (place + turned(tip) @ offset)
    return moment / body.total_mass_kg[row]


@pytest.mark.parametrize("person", [WOMAN, MAN])
def test_the_whole_body_stands_over_its_gravity_line_barefoot_and_in_shoes(person: object) -> None:
    found = study(person)  # type: ignore[arg-type]
    for stance in (found.barefoot, *found.in_shoes):
        for row in (0, 17, 200):
            centre_m = own_centre_of_mass_m(found.standing, stance, row)
            assert centre_m[0] == pytest.approx(stance.gravity_line_x_m[row], abs=1e-9)
            assert centre_m[1] == pytest.approx(found.standing.centre_of_mass_height_m(stance)[row], abs=1e-9)


def test_the_centre_of_mass_stands_at_the_height_it_has_in_people() -> None:
    """55 to 57 % of stature in textbooks; anything below half or above 60 % is a body put together wrongly."""
    found = study()
    height_m = found.standing.centre_of_mass_height_m(found.barefoot)
    assert np.all((0.53 * WOMAN.height_m < height_m) & (height_m < 0.60 * WOMAN.height_m))


def test_a_flat_shoe_without_heel_is_barefoot_to_the_last_bit() -> None:
    found = study()
    barefoot, flat = found.barefoot, found.in_shoes[2]
    assert np.array_equal(flat.legs.hip_m, barefoot.legs.hip_m)
    assert np.array_equal(flat.ankle_plantarflexion_rad, barefoot.ankle_plantarflexion_rad)
    assert np.array_equal(flat.pelvis_anterior_tilt_rad, barefoot.pelvis_anterior_tilt_rad)
    assert np.array_equal(flat.psoas_length_m, barefoot.psoas_length_m)
    assert found.shoe_loads is not None and found.barefoot_load is not None
    assert np.array_equal(found.shoe_loads[2].compression_n, found.barefoot_load.compression_n, equal_nan=True)


def test_a_platform_lifts_everything_and_changes_nothing_else() -> None:
    plain, platform = Shoe.from_cm("block", 5), Shoe.from_cm("block", 8, 3)
    found = study(WOMAN, (plain, platform))
    low, high = found.in_shoes
    assert high.pitch_rad == low.pitch_rad
    assert high.legs.hip_m - low.legs.hip_m == pytest.approx(np.tile([0.0, 0.03], (len(found.score), 1)), abs=1e-12)
    assert np.array_equal(high.ankle_plantarflexion_rad, low.ankle_plantarflexion_rad)


def test_the_higher_the_heel_the_further_up_and_forward_the_ankle() -> None:
    found = study(WOMAN, BLOCKS)
    ankle_m = np.array([stance.ankle_m[0] for stance in found.in_shoes])
    assert np.all(np.diff(ankle_m[:, 0]) > 0) and np.all(np.diff(ankle_m[:, 1]) > 0)


def test_the_higher_the_heel_the_more_the_foot_points_down_and_the_shorter_the_calf() -> None:
    found = study(WOMAN, BLOCKS)
    ankle = np.array([np.median(s.ankle_plantarflexion_rad) for s in found.in_shoes])
    calf = np.array([np.median(s.gastrocnemius_length_m) for s in found.in_shoes])
    toes = np.array([np.median(s.toe_extension_rad) for s in found.in_shoes])
    assert np.all(np.diff(ankle) > 0) and np.all(np.diff(toes) > 0) and np.all(np.diff(calf) < 0)


def test_the_weight_keeps_its_place_over_the_forefoot_in_the_middle() -> None:
    """Bendix 1984; its place relative to the ankle is what changes."""
    found = study(WOMAN, BLOCKS)
    before = [float(np.median(stance.gravity_line_x_m)) for stance in found.in_shoes]
    assert before == pytest.approx([before[0]] * len(before), abs=1e-6)


def test_ankle_and_midfoot_add_up_to_the_pitch_less_the_lean_of_the_shin() -> None:
    found = study(WOMAN, BLOCKS)
    for stance in (found.barefoot, *found.in_shoes):
        total = stance.ankle_plantarflexion_rad + stance.midfoot_plantarflexion_rad
        assert total == pytest.approx(stance.pitch_rad - stance.legs.shank_lean_rad, abs=1e-12)
        assert stance.toe_extension_rad == pytest.approx(stance.pitch_rad, abs=1e-12)


def test_hip_knee_and_pelvis_agree_with_the_lean_of_the_thigh() -> None:
    stance = study().in_shoes[0]
    assert stance.legs.shank_lean_rad - stance.legs.thigh_lean_rad == pytest.approx(stance.trunk.knee_flexion_rad)
    assert stance.hip_flexion_rad == pytest.approx(stance.pelvis_anterior_tilt_rad - stance.legs.thigh_lean_rad)


def test_the_pitch_is_that_of_the_footwear_room() -> None:
    """One foot has one distance from heel to ball: the pitch shown, the base of support and the highest heel agree."""
    found = study()
    foot = Foot(length_m=found.standing.foot_length_m)
    expected = footbed_pitch_rad(rise_m(STILETTO), foot.heel_to_ball_m)
    assert found.in_shoes[0].pitch_rad == pytest.approx(float(expected), abs=1e-12)


def test_the_heel_of_the_foot_stands_as_high_as_the_shoe_says() -> None:
    found = study()
    heel = found.standing.pitched_points(found.standing.model.landmark("heel")[None], found.in_shoes[0].pitch_rad, 0.0)
    assert heel[0, 1] == pytest.approx(0.09, abs=1e-12)


def held(found: HeelStudy, lordosis_change_deg: float) -> tuple[TrunkAngles, Stance]:
    at = found.barefoot.trunk
    trunk = replace(at, lordosis_rad=at.lordosis_rad + np.radians(lordosis_change_deg))
    return trunk, found.standing.stand(trunk)


@pytest.mark.parametrize("change_deg", [-3.0, 3.0])
def test_when_lordosis_changes_the_trunk_lean_is_held_and_the_pelvis_follows(change_deg: float) -> None:
    """The tie is linear: over 3 degrees of lordosis the line from S1 to C7 stays within a twentieth of a degree."""
    found = study()
    trunk, stance = held(found, change_deg)
    before, after = (lean_of_the_bones_deg(found.standing, t) for t in (found.barefoot.trunk, trunk))
    assert np.abs(after - before).max() < 0.05
    tilted_deg = np.degrees(stance.pelvis_anterior_tilt_rad - found.barefoot.pelvis_anterior_tilt_rad)
    assert np.all(np.sign(tilted_deg) == np.sign(change_deg))
    assert np.all(np.abs(tilted_deg) < abs(change_deg))


def lean_of_the_bones_deg(standing: Standing, trunk: TrunkAngles) -> np.ndarray:
    """Return the lean of the line from the back of S1 to C7 where the frames put those bones."""
    frames, scale = standing.frames(trunk), standing.body.trunk_scale
    c7 = frames.place(0, scale * standing.model.landmark("c7"))[:, 0]
    back = frames.place(len(LEVELS), scale * standing.model.landmark("s1_back"))[:, 0]
    return np.degrees(np.arctan2(c7[:, 0] - back[:, 0], c7[:, 1] - back[:, 1]))


def test_the_lean_that_was_asked_for_is_the_lean_of_the_bones() -> None:
    """To a quarter of a degree for lordosis anywhere in the draws, where the linear tie bends most."""
    found = study()
    for stance in (found.barefoot, found.in_shoes[0]):
        asked = np.degrees(stance.trunk.lean_rad)
        assert np.abs(lean_of_the_bones_deg(found.standing, stance.trunk) - asked).max() < 0.25


def test_a_trunk_that_leans_forward_carries_its_mass_forward() -> None:
    found = study()
    at = found.barefoot.trunk
    forward = replace(at, lean_rad=at.lean_rad + np.radians(5.0))
    for place in ("hip", "L4/L5"):
        moved = found.standing.mass_before_m(forward, place) - found.standing.mass_before_m(at, place)
        assert np.all(moved > 0.01)


def test_the_hips_go_back_when_the_trunk_leans_forward() -> None:
    found = study()
    at = found.barefoot.trunk
    forward = found.standing.stand(replace(at, lean_rad=at.lean_rad + np.radians(5.0)))
    assert np.all(forward.legs.hip_m[:, 0] < found.barefoot.legs.hip_m[:, 0])
