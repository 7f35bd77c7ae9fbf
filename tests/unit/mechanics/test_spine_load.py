"""Compression, shear and what each level settles by, on postures that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import WOMAN, model, study

from heelwise.body import LEVELS, BodyDraws
from heelwise.errors import InfeasiblePostureError
from heelwise.mechanics import SpineLoad, SpinePosture, spine_load
from heelwise.mechanics.spine_geometry import muscle_pull, spine_frames
from heelwise.mechanics.spine_load import POSES_AT_ONCE, STANDARD_GRAVITY_M_PER_S2, gravity_on_levels

STRAIGHT = np.zeros((1, len(LEVELS), 3))


def middle_body() -> BodyDraws:
    return study(WOMAN, ()).standing.body.mean()


def posture(tilt_deg: float = 0.0, level_angle_rad: np.ndarray = STRAIGHT) -> SpinePosture:
    return SpinePosture(pelvis_anterior_tilt_rad=np.radians([tilt_deg]), level_angle_rad=level_angle_rad)


def load(tilt_deg: float, body: BodyDraws | None = None) -> SpineLoad:
    return spine_load(model(), body or middle_body(), posture(tilt_deg), STRAIGHT)


def test_weight_above_a_level_is_mass_above_it_times_gravity() -> None:
    body = middle_body()
    frames = spine_frames(model(), body.trunk_scale, np.zeros(1), STRAIGHT)
    _, weight_n = gravity_on_levels(body, frames)
    assert weight_n[0] == pytest.approx(np.cumsum(body.body_mass_kg[0])[:5] * 9.80665, rel=1e-12)
    assert STANDARD_GRAVITY_M_PER_S2 == 9.80665


def test_gravity_bends_forward_by_weight_times_its_distance_in_front() -> None:
    body = middle_body()
    frames = spine_frames(model(), body.trunk_scale, np.zeros(1), STRAIGHT)
    moment, weight_n = gravity_on_levels(body, frames)
    for level in range(len(LEVELS)):
        above = body.body_mass_kg[0, : level + 1]
        centre_x = above @ body.body_centre_m[0, : level + 1, 0] / above.sum()
        before_m = centre_x - body.trunk_scale * model().level_centre_m[level, 0]
        assert moment[0, level, 2] == pytest.approx(-weight_n[0, level] * before_m, rel=1e-9, abs=1e-9)


def test_forces_on_what_lies_above_a_disc_add_up() -> None:
    """Compression and shears are the muscles and the weight, turned into the disc: same size, whatever the plane."""
    body, at = middle_body(), posture(3.0)
    found = load(3.0)
    frames = spine_frames(model(), body.trunk_scale, at.pelvis_anterior_tilt_rad, STRAIGHT)
    force = np.einsum(
        "plim,pm->pli", muscle_pull(model(), body.trunk_scale, frames).direction, found.activation * body.strength_n
    )
    force[..., 1] -= gravity_on_levels(body, frames)[1]
    size = np.sqrt(found.compression_n**2 + found.shear_n**2 + found.lateral_shear_n**2)
    assert size == pytest.approx(np.linalg.norm(force, axis=-1), rel=1e-12)


def test_muscles_gravity_and_settling_balance_at_every_level_in_three_axes() -> None:
    """Added up here from moment arms, not read from the residual."""
    body, at = middle_body(), posture(4.0)
    found = load(4.0)
    frames = spine_frames(model(), body.trunk_scale, at.pelvis_anterior_tilt_rad, STRAIGHT)
    muscles = np.einsum(
        "plim,pm->pli", muscle_pull(model(), body.trunk_scale, frames).moment_m, found.activation * body.strength_n
    )
    gravity, _ = gravity_on_levels(body, frames)
    below = frames.rotation[:, 1:]
    axis = np.stack([below[..., 2], -below[..., 0], -below[..., 1]], axis=-1)
    passive = np.einsum("plij,plj->pli", axis, body.stiffness_n_m_per_rad * found.deflection_rad)
    assert np.abs(muscles + gravity + passive).max() < 1e-6
    assert found.residual_n_m[0] < 1e-6


def test_a_positive_shear_pushes_the_upper_vertebra_down_a_slope_that_falls_forward() -> None:
    """At L5/S1 the disc falls forward by some 26 degrees: weight slides the spine forward. At L1/L2 it falls back."""
    found = load(0.0)
    assert np.degrees(model().disc_slope_rad[4]) > 20 and found.shear_n[0, 4] > 50
    assert np.degrees(model().disc_slope_rad[0]) < -10 and found.shear_n[0, 0] < -10


def test_tipping_everything_further_forward_slides_every_vertebra_forward() -> None:
    """From 4 degrees on, where the back muscles hold the trunk; at 0 the belly does, against a fall backwards."""
    upright, tipped = load(4.0), load(8.0)
    assert np.all(tipped.shear_n > upright.shear_n)


@pytest.mark.parametrize("tilt_deg", [2.0, 5.0])
def test_leaning_forward_raises_the_load_at_every_level(tilt_deg: float) -> None:
    assert np.all(load(4.0 + tilt_deg).compression_n > load(4.0).compression_n)


def test_activation_lies_between_rest_and_maximum_and_unused_muscles_rest() -> None:
    found = load(8.0)
    assert np.all((found.activation >= 0.0) & (found.activation <= 1.0))
    assert np.all(found.activation[:, ~model().muscle_is_used] == 0.0)


def test_many_postures_are_the_same_as_one_at_a_time() -> None:
    """Across the edges of the chunks that are solved together."""
    n = POSES_AT_ONCE + 3
    tilt = np.linspace(-2.0, 8.0, n)
    many = SpinePosture(pelvis_anterior_tilt_rad=np.radians(tilt), level_angle_rad=np.zeros((n, len(LEVELS), 3)))
    together = spine_load(model(), middle_body().take(np.zeros(n, dtype=int)), many, np.zeros((n, len(LEVELS), 3)))
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
    many = SpinePosture(pelvis_anterior_tilt_rad=tilt, level_angle_rad=np.zeros((n, len(LEVELS), 3)))
    body = middle_body().take(np.zeros(n, dtype=int))
    strength_n = body.strength_n.copy()
    strength_n[bad] *= 0.05
    with pytest.raises(InfeasiblePostureError, match=f"Posture {bad} cannot be held"):
        spine_load(model(), replace(body, strength_n=strength_n), many, np.zeros((n, len(LEVELS), 3)))


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
