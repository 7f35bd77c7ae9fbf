"""Legs that put the weight where it is known to fall."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.mechanics.balance import LegChain, LegPose, balance_legs


def chain(**changed: float) -> LegChain:
    told = {
        "shank_m": 0.40,
        "thigh_m": 0.42,
        "shank_mass_kg": 6.0,
        "thigh_mass_kg": 18.0,
        "foot_mass_kg": 2.0,
        "upper_mass_kg": 36.0,
        "shank_centre_m": 0.22,
        "thigh_centre_m": 0.26,
        **changed,
    }
    lengths = {name: told[name] for name in ("shank_m", "thigh_m")}
    return LegChain(**lengths, **{name: np.array([v]) for name, v in told.items() if name not in lengths})


def centre_of_mass_x_m(
    legs: LegPose, of: LegChain, ankle_m: np.ndarray, foot_x_m: np.ndarray, offset_m: np.ndarray
) -> np.ndarray:
    """Sum over segments from where the joints are, not from the formula that placed them."""
    shank = ankle_m + (legs.knee_m - ankle_m) * (of.shank_centre_m / of.shank_m)[:, None]
    thigh = legs.knee_m + (legs.hip_m - legs.knee_m) * (of.thigh_centre_m / of.thigh_m)[:, None]
    moment = of.shank_mass_kg * shank[:, 0] + of.thigh_mass_kg * thigh[:, 0] + of.foot_mass_kg * foot_x_m
    moment = moment + of.upper_mass_kg * (legs.hip_m[:, 0] + offset_m)
    return moment / (of.shank_mass_kg + of.thigh_mass_kg + of.foot_mass_kg + of.upper_mass_kg)


@pytest.mark.parametrize("knee_deg", [-6.0, 0.0, 5.0, 40.0])
@pytest.mark.parametrize("gravity_m", [-0.10, -0.05, 0.0])
def test_the_weight_falls_where_it_was_asked_to(knee_deg: float, gravity_m: float) -> None:
    of, ankle, foot, offset = chain(), np.array([[-0.12, 0.08]]), np.array([-0.06]), np.array([-0.01])
    legs = balance_legs(of, ankle, foot, offset, np.radians([knee_deg]), np.array([gravity_m]))
    assert centre_of_mass_x_m(legs, of, ankle, foot, offset) == pytest.approx([gravity_m], abs=1e-12)


@pytest.mark.parametrize("knee_deg", [0.0, 12.0, 60.0])
def test_the_closed_form_is_the_root_that_a_search_finds(knee_deg: float) -> None:
    from scipy.optimize import brentq

    of, ankle, knee = chain(), np.array([[-0.11, 0.07]]), np.radians(knee_deg)
    foot, offset, gravity_m = np.array([-0.055]), np.array([0.02]), -0.07

    def missed_m(shank_rad: float) -> float:
        tip = ankle + 0.40 * np.array([[np.sin(shank_rad), np.cos(shank_rad)]])
        thigh = shank_rad - knee
        hip = tip + 0.42 * np.array([[np.sin(thigh), np.cos(thigh)]])
        pose = LegPose(shank_lean_rad=np.array([shank_rad]), thigh_lean_rad=np.array([thigh]), knee_m=tip, hip_m=hip)
        return float(centre_of_mass_x_m(pose, of, ankle, foot, offset)[0] - gravity_m)

    legs = balance_legs(of, ankle, foot, offset, np.array([knee]), np.array([gravity_m]))
    assert legs.shank_lean_rad[0] == pytest.approx(brentq(missed_m, -0.5, 1.2, xtol=1e-14), abs=1e-12)


def test_segments_keep_their_lengths_and_the_knee_its_angle() -> None:
    ankle = np.array([[-0.12, 0.08]])
    legs = balance_legs(chain(), ankle, np.array([-0.06]), np.array([0.0]), np.array([0.3]), np.array([-0.07]))
    assert np.linalg.norm(legs.knee_m - ankle) == pytest.approx(0.40, abs=1e-15)
    assert np.linalg.norm(legs.hip_m - legs.knee_m) == pytest.approx(0.42, abs=1e-15)
    assert legs.shank_lean_rad - legs.thigh_lean_rad == pytest.approx([0.3], abs=1e-15)


def test_a_weight_over_the_ankles_leaves_a_straight_leg_upright() -> None:
    legs = balance_legs(
        chain(), np.array([[0.0, 0.08]]), np.array([0.0]), np.array([0.0]), np.array([0.0]), np.array([0.0])
    )
    assert legs.shank_lean_rad == pytest.approx([0.0], abs=1e-15)
    assert legs.hip_m[0] == pytest.approx([0.0, 0.08 + 0.40 + 0.42], abs=1e-15)


def test_a_batch_is_the_same_as_one_at_a_time() -> None:
    rng = np.random.default_rng(3)
    n = 20
    of = LegChain(
        shank_m=0.4,
        thigh_m=0.42,
        shank_mass_kg=rng.uniform(4, 8, n),
        thigh_mass_kg=rng.uniform(12, 24, n),
        foot_mass_kg=rng.uniform(1, 3, n),
        upper_mass_kg=rng.uniform(25, 60, n),
        shank_centre_m=rng.uniform(0.2, 0.25, n),
        thigh_centre_m=rng.uniform(0.2, 0.3, n),
    )
    ankle = np.column_stack([rng.uniform(-0.15, -0.05, n), np.full(n, 0.08)])
    foot, offset = rng.uniform(-0.1, 0, n), rng.uniform(-0.03, 0.03, n)
    knee, gravity = rng.uniform(-0.1, 0.5, n), rng.uniform(-0.12, 0.0, n)
    together = balance_legs(of, ankle, foot, offset, knee, gravity)
    for i in range(n):
        one = LegChain(
            shank_m=0.4,
            thigh_m=0.42,
            **{
                name: getattr(of, name)[i : i + 1]
                for name in (
                    *("shank_mass_kg", "thigh_mass_kg", "foot_mass_kg", "upper_mass_kg"),
                    *("shank_centre_m", "thigh_centre_m"),
                )
            },
        )
        rows = slice(i, i + 1)
        alone = balance_legs(one, ankle[rows], foot[rows], offset[rows], knee[rows], gravity[rows])
        assert alone.shank_lean_rad[0] == pytest.approx(together.shank_lean_rad[i], abs=1e-15)
