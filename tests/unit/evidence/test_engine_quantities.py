"""The numbers that the spine engine's physics needs: shares, curves and their agreement with each other."""

from __future__ import annotations

from math import exp, pi

import pytest

from heelwise.evidence import load_library

DEGREE_RAD = pi / 180.0
MUSCLES = (
    "erector_spinae",
    "lumbar_erector_spinae",
    "multifidus",
    "quadratus_lumborum",
    "psoas",
    "rectus_abdominis",
    "obliques",
    "hip_flexors",
    "hip_extensors",
    "hip_abductors",
    "hip_adductors",
)
LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
CURVES = {
    # the unloaded fit's cubic and square term as read, and the row of spine.segment_stiffness_n_m_per_rad
    "flexion_moment_n_m": (0.0312, -0.1818, "flexion"),
    "extension_moment_n_m": (0.0288, 0.0192, "extension"),
    "side_bend_moment_n_m": (0.0081, 0.1417, "lateral_bend"),
    "rotation_moment_n_m": (0.0291, -0.0044, "axial_rotation"),
}
ROTATIONS = ("flexion", "extension", "side_bend", "rotation")


@pytest.fixture(scope="module")
def lib():
    return load_library()


def read_curve(lib, name):
    quantity = lib.quantity(f"tissue.{name}")
    return [float(label.removesuffix("_deg")) for label in quantity.labels], quantity


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_the_levels_share_a_movement_completely(lib, rotation):
    shares = lib.quantity(f"tissue.level_{rotation}_share_fraction")
    assert shares.labels == LEVELS
    assert sum(shares.value) == pytest.approx(1.0, abs=1e-9)
    assert min(shares.value) > 0.0


@pytest.mark.parametrize("name", CURVES)
def test_a_segment_resists_more_the_further_it_bends(lib, name):
    degrees, curve = read_curve(lib, name)
    secants = [moment / angle for moment, angle in zip(curve.value, degrees, strict=True)]
    assert degrees == sorted(degrees)
    assert list(curve.value) == sorted(curve.value)
    assert secants == sorted(secants)


@pytest.mark.parametrize("name", CURVES)
def test_the_first_step_of_a_curve_fits_the_stiffness_of_small_angles(lib, name):
    degrees, curve = read_curve(lib, name)
    stiffness = lib.quantity("spine.segment_stiffness_n_m_per_rad")
    row = stiffness.labels.index(CURVES[name][2])
    first_n_m_per_rad = curve.value[0] / (degrees[0] * DEGREE_RAD)
    assert abs(first_n_m_per_rad - stiffness.value[row]) < stiffness.spread[row]


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_the_unloaded_fit_with_the_slope_of_standing(lib, name):
    """The note gives the arithmetic. Tolerance: rounding to three or four digits, 0.3 %."""
    cubic, square, direction = CURVES[name]
    stiffness = lib.quantity("spine.segment_stiffness_n_m_per_rad")
    slope_n_m_per_deg = stiffness.value[stiffness.labels.index(direction)] * DEGREE_RAD
    degrees, curve = read_curve(lib, name)
    expected = [cubic * x**3 + square * x**2 + slope_n_m_per_deg * x for x in degrees]
    assert curve.value == pytest.approx(expected, rel=3e-3)


def test_the_end_of_the_flexion_curve_has_the_stiffness_of_large_loads(lib):
    degrees, curve = read_curve(lib, "flexion_moment_n_m")
    large = lib.quantity("spine.segment_stiffness_at_large_load_n_m_per_rad")
    end_n_m_per_rad = (curve.value[-1] - curve.value[-2]) / ((degrees[-1] - degrees[-2]) * DEGREE_RAD)
    low, high = large.interval[0]
    assert low < end_n_m_per_rad < high


def test_the_hip_resists_as_the_published_equation_says(lib):
    """Riener and Edrich 1999, straight knee; the first three labels are extension. Tolerance: rounding."""
    quantity = lib.quantity("tissue.hip_passive_moment_n_m")
    flexion_deg = [-0.0, -10.0, -20.0, 60.0, 90.0, 110.0]
    assert quantity.labels == tuple(f"{abs(angle):.0f}_deg" for angle in flexion_deg)
    expected = [exp(1.4655 - 0.0750 * angle) - exp(1.3403 + 0.0305 * angle) + 8.072 for angle in flexion_deg]
    assert quantity.value == pytest.approx(expected, abs=0.06)


def test_the_rhythm_stays_within_the_lumbar_range(lib):
    shares = lib.quantity("tissue.lumbar_share_of_trunk_flexion_fraction").value
    flexion_at_90_rad = sum(shares) * 30.0 * DEGREE_RAD
    assert list(shares) == sorted(shares, reverse=True)
    assert flexion_at_90_rad < lib.quantity("tissue.lumbar_flexion_range_rad").value


@pytest.mark.parametrize("name", ["neutral_operating_length_ratio", "optimal_fibre_to_muscle_length_ratio"])
def test_muscle_tables_name_every_group_in_one_order(lib, name):
    assert lib.quantity(f"muscles.{name}").labels == MUSCLES


@pytest.mark.parametrize("action", ["trunk_extension", "trunk_flexion", "hip_extension", "hip_flexion"])
def test_strength_is_given_for_women_and_men_and_extension_is_stronger(lib, action):
    strength = lib.quantity(f"muscles.{action}_moment_n_m")
    assert strength.labels == ("female", "male")
    assert strength.value[0] < strength.value[1]
    extension = lib.quantity(f"muscles.{action.split('_')[0]}_extension_moment_n_m")
    assert all(moment <= most for moment, most in zip(strength.value, extension.value, strict=True))


def test_every_value_lies_in_its_own_interval(lib):
    new = [quantity for key, quantity in lib.quantities.items() if key.split(".")[0] in ("muscles", "tissue")]
    assert len(new) >= 30
    for quantity in new:
        values = quantity.value if quantity.labels else (quantity.value,)
        for value, (low, high) in zip(values, quantity.interval or [(v, v) for v in values], strict=True):
            assert low <= value <= high, quantity.key


def test_units_of_the_abdomen_come_out_in_si(lib):
    pressure_pa = lib.quantity("muscles.abdominal_pressure_pa").value
    area_m2 = lib.quantity("muscles.diaphragm_area_m2").value
    arm_m = lib.quantity("muscles.diaphragm_arm_before_spine_m").value
    assert list(pressure_pa) == sorted(pressure_pa)
    assert pressure_pa[0] * area_m2 == pytest.approx(24.3)
    assert pressure_pa[0] * area_m2 * arm_m == pytest.approx(0.92, abs=0.01)
