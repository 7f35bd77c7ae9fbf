"""The kinematics of activities show what is known of them, and agree with one another."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.evidence import load_library

CURVES = (
    "pelvis_anterior_tilt_rad",
    "pelvis_obliquity_rad",
    "pelvis_rotation_rad",
    "lumbar_flexion_rad",
    "lumbar_side_bend_rad",
    "lumbar_rotation_rad",
    "hip_flexion_rad",
    "hip_adduction_rad",
    "knee_flexion_rad",
    "trunk_lean_rad",
    "pelvis_height_m",
)
SHARE = np.linspace(0.0, 1.0, 1000, endpoint=False)
GRAVITY_M_PER_S2 = 9.80665


@pytest.fixture(scope="module")
def lib():
    return load_library()


def labelled(lib, key):
    quantity = lib.quantity(key)
    return dict(zip(quantity.labels, quantity.value, strict=True))


def curve(lib, name, share=SHARE):
    """Return the curve over one stride, in degrees for an angle."""
    value = lib.quantity(f"walking.{name}").value
    total = np.full_like(share, value[0])
    for harmonic in range(1, (len(value) + 1) // 2):
        turn = 2 * np.pi * harmonic * share
        total += value[2 * harmonic - 1] * np.cos(turn) + value[2 * harmonic] * np.sin(turn)
    return np.degrees(total) if name.endswith("_rad") else total


def one_foot(lib, name, share=SHARE):
    """Return the force under one foot over the stride [body weights], zero in swing."""
    quantity = lib.quantity(f"walking.{name}")
    stance = lib.quantity("walking.stance_share_fraction").value
    at = np.array([float(label) for label in quantity.labels]) / 100 * stance
    return np.interp(share % 1.0, at, quantity.value, right=0.0)


def both_feet(lib, name):
    return one_foot(lib, name) + one_foot(lib, name, SHARE + 0.5)


@pytest.mark.parametrize("name", CURVES)
def test_the_labels_of_a_curve_are_mean_and_harmonics_in_order(lib, name):
    labels = lib.quantity(f"walking.{name}").labels
    n_harmonics = (len(labels) - 1) // 2
    assert labels == ("mean", *(f"{part}{h}" for h in range(1, n_harmonics + 1) for part in ("cos", "sin")))


def test_every_activity_quantity_says_how_sure_it_is(lib):
    ours = [q for key, q in lib.quantities.items() if key.startswith(("activities.", "walking."))]
    assert len(ours) > 45
    for quantity in ours:
        assert quantity.spread is not None or quantity.interval is not None, quantity.key
        assert quantity.note, quantity.key
        assert quantity.read != "memory" or quantity.grade in ("assumed", "derived", "convention"), quantity.key


def test_every_interval_holds_its_value(lib):
    for key, quantity in lib.quantities.items():
        if key.startswith(("activities.", "walking.")) and quantity.interval:
            values = np.atleast_1d(quantity.value)
            low, high = np.array(quantity.interval).T
            assert np.all((low <= values) & (values <= high)), key


def test_the_hip_is_furthest_back_late_in_stance(lib):
    """Textbook range 40 to 45 degrees, extension at about half the stride."""
    hip = curve(lib, "hip_flexion_rad")
    assert 38 < np.ptp(hip) < 46
    assert 0.48 < SHARE[hip.argmin()] < 0.56


def test_the_knee_bends_twice_most_in_swing(lib):
    knee = curve(lib, "knee_flexion_rad")
    assert 57 < knee.max() < 64
    assert 0.68 < SHARE[knee.argmax()] < 0.76
    early = knee[SHARE < 0.4]
    assert 15 < early.max() < 23
    assert knee.min() > -2


def test_the_right_side_of_the_pelvis_is_up_while_the_right_leg_takes_the_load(lib):
    obliquity = curve(lib, "pelvis_obliquity_rad")
    assert 0.08 < SHARE[obliquity.argmin()] < 0.22
    assert 6 < np.ptp(obliquity) < 11


def test_the_pelvis_leads_with_the_striking_side(lib):
    rotation = curve(lib, "pelvis_rotation_rad")
    assert rotation[0] > 2
    assert 6 < np.ptp(rotation) < 12


@pytest.mark.parametrize("name", ["pelvis_obliquity_rad", "pelvis_rotation_rad", "lumbar_side_bend_rad"])
def test_sideways_curves_mirror_after_half_a_stride(lib, name):
    assert curve(lib, name, SHARE + 0.5) == pytest.approx(-curve(lib, name), abs=1e-9)


@pytest.mark.parametrize(
    "name", ["pelvis_anterior_tilt_rad", "lumbar_flexion_rad", "trunk_lean_rad", "pelvis_height_m"]
)
def test_forward_curves_repeat_after_half_a_stride(lib, name):
    assert curve(lib, name, SHARE + 0.5) == pytest.approx(curve(lib, name), abs=1e-9)


def test_the_spine_takes_back_part_of_what_the_pelvis_does(lib):
    """The trunk sways less than the pelvis: 3.3 and 6.9 degrees of range over pelvis and spine (Chung 2010)."""
    for spine, pelvis in (("side_bend", "obliquity"), ("rotation", "rotation")):
        trunk = curve(lib, f"pelvis_{pelvis}_rad") + curve(lib, f"lumbar_{spine}_rad")
        assert np.ptp(trunk) < np.ptp(curve(lib, f"pelvis_{pelvis}_rad"))


def test_the_vertical_force_has_two_peaks_above_body_weight(lib):
    force = np.array(lib.quantity("walking.vertical_ground_force_body_weights").value)
    assert force[0] == 0.0
    assert force[-1] == 0.0
    first, second = force[:10].max(), force[11:].max()
    assert 1.0 < first < 1.3
    assert 1.0 < second < 1.3
    assert force[7:13].min() < 0.85


def test_both_feet_carry_the_body_weight_over_a_stride(lib):
    """Nobody rises over a stride. Tolerance 5 %: rounding and interpolation of the table."""
    assert both_feet(lib, "vertical_ground_force_body_weights").mean() == pytest.approx(1.0, rel=0.05)


def test_the_floor_brakes_first_and_gives_it_back(lib):
    force = np.array(lib.quantity("walking.forward_ground_force_body_weights").value)
    assert force[:10].min() < -0.12
    assert force[11:].max() > 0.12
    assert force[:10].argmin() < 8
    assert one_foot(lib, "forward_ground_force_body_weights").mean() == pytest.approx(0.0, abs=0.01)


def test_the_pelvis_rises_as_the_vertical_force_says(lib):
    """Newton: the second harmonic of both feet's force is that of the height, 5 % for rounding."""
    stride_s = lib.quantity("walking.stride_time_s").value
    wave = np.exp(-4j * np.pi * SHARE)
    force = np.mean(both_feet(lib, "vertical_ground_force_body_weights") * wave)
    height = np.mean(curve(lib, "pelvis_height_m") * wave)
    assert height == pytest.approx(-force * GRAVITY_M_PER_S2 / (4 * np.pi / stride_s) ** 2, rel=0.05)
    assert 0.03 < np.ptp(curve(lib, "pelvis_height_m")) < 0.055


def test_sitting_flattens_the_back_most_when_slumped(lib):
    change = labelled(lib, "activities.sitting_lordosis_change_rad")
    assert change["slumped"] < change["upright_unsupported"] < change["supported"] < 0
    tilt = labelled(lib, "activities.sitting_pelvis_posterior_tilt_rad")
    hip = labelled(lib, "activities.sitting_hip_flexion_rad")
    for posture in tilt:
        assert hip[posture] + tilt[posture] == pytest.approx(np.pi / 2)


def test_a_stoop_leans_further_and_bends_the_knees_less_than_a_squat(lib):
    lean = labelled(lib, "activities.lift_trunk_inclination_rad")
    assert lean["stoop"] > lean["squat"] > lean["held_close_upright"]
    knee = labelled(lib, "activities.lift_knee_flexion_rad")
    assert knee["stoop"] < knee["squat"]
    reach = labelled(lib, "activities.lift_hand_reach_m")
    assert reach["held_close_upright"] < reach["squat"] < reach["stoop"]


@pytest.mark.parametrize(
    "move", ["front_plank", "side_plank", "bridge", "bird_dog", "dead_bug", "clamshell", "pelvic_tilt"]
)
def test_every_move_names_hip_knee_and_back(lib, move):
    angles = labelled(lib, f"activities.{move}_angle_rad")
    assert {"hip_flexion", "knee_flexion", "lumbar_change"} <= set(angles)
    assert all(abs(angle) <= np.pi for angle in angles.values())
