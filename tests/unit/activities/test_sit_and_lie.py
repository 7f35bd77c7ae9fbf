"""Sitting and lying: angles, balance, what bears the weight, and that a resting body's joints hold little."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import interval, value
from tests.fixtures.subjects import frames_of, subject, unbalanced, weight_n

from heelwise.activities.pose import ActivityPose
from heelwise.activities.posing.floor import N_PER_N_M_AT_REST, surface_point_m
from heelwise.activities.posing.rhythm import lumbar_range_rad
from heelwise.activities.posing.sinking import sunk_flexion_rad
from heelwise.activities.sit_and_lie import (
    lie,
    seated,
    seated_lumbar_share_fraction,
    sit,
    trunk_lean_rad,
    whole_flexion_rad,
)
from heelwise.body import LEVELS
from heelwise.body.reference_model import JOINTS, SEGMENTS
from heelwise.mechanics import BodyPosture, ExternalLoads
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts

WHO = subject()
POSTURES = ("upright", "slumped", "supported")
WAYS = ("supine", "prone", "side")
THORAX, PELVIS = SEGMENTS.index("thorax"), SEGMENTS.index("pelvis")
MIRROR = np.array([1.0, 1.0, -1.0])


def every_pose() -> list[ActivityPose]:
    return [
        *(sit(WHO, {"posture": posture}) for posture in POSTURES),
        sit(WHO, {"posture": "upright", "angle_rad": 0.3, "hand_support_fraction": 0.1}),
        *(lie(WHO, {"side": way}) for way in WAYS),
    ]


def joint_moment_n_m(pose: ActivityPose) -> np.ndarray:
    frames = frames_of(WHO, pose.posture)
    loads = ExternalLoads.together([body_parts(WHO.body, frames).weights(), pose.external])
    return loads.on_joints(frames)[1]


def force_on(pose: ActivityPose, segment: str) -> np.ndarray:
    return pose.external.force_n[:, pose.external.segment == SEGMENTS.index(segment)].sum(axis=1)


@pytest.mark.parametrize("pose", every_pose())
def test_forces_and_weights_balance(pose: ActivityPose) -> None:
    np.testing.assert_allclose(unbalanced(WHO, pose), 0.0, atol=1e-8)


@pytest.mark.parametrize("pose", every_pose())
def test_the_other_sharing_balances_too_and_differs(pose: ActivityPose) -> None:
    for other in pose.contact_range:
        shared = ActivityPose(posture=pose.posture, external=other)
        np.testing.assert_allclose(unbalanced(WHO, shared), 0.0, atol=1e-8)
        assert np.abs(other.force_n - pose.external.force_n).max() > 0.1


@pytest.mark.parametrize("posture", POSTURES)
def test_sitting_has_level_thighs_and_upright_shins(posture: str) -> None:
    frames = frames_of(WHO, sit(WHO, {"posture": posture}).posture)
    thigh, shank = (
        frames.rotation[:, SEGMENTS.index("thigh_r"), :, 1],
        frames.rotation[:, SEGMENTS.index("shank_r"), :, 1],
    )
    np.testing.assert_allclose(thigh, np.tile([-1.0, 0.0, 0.0], (WHO.n_draws, 1)), atol=1e-12)
    assert (shank[:, 1] > math.cos(math.radians(4.0))).all()  # a bent knee turns a little about its other axes too


@pytest.mark.parametrize("posture", POSTURES)
def test_sitting_right_and_left_are_alike(posture: str) -> None:
    pose = sit(WHO, {"posture": posture})
    for part in ("thigh", "shank"):
        np.testing.assert_allclose(force_on(pose, f"{part}_r"), force_on(pose, f"{part}_l") * MIRROR, atol=1e-6)


def test_the_lean_of_the_seated_trunk_is_the_one_asked_for() -> None:
    for lean in (-0.2, 0.0, 0.5):
        asked = np.full(WHO.n_draws, lean)
        posture = seated(WHO, asked, np.full(WHO.n_draws, 0.3))
        np.testing.assert_allclose(trunk_lean_rad(WHO, posture), asked, atol=1e-12)


def test_the_curve_from_l1_to_s1_flattens_by_what_was_asked_for() -> None:
    posture = seated(WHO, np.zeros(WHO.n_draws), np.full(WHO.n_draws, 0.3))
    change = (posture.level_angle_rad - WHO.standing.level_angle_rad)[:, :, 0]
    below = [level for level in range(len(LEVELS)) if LEVELS[level] != "T12/L1"]
    within = whole_flexion_rad(WHO, np.full(WHO.n_draws, 0.3)) < lumbar_range_rad(WHO, "flexion")
    assert within.any()
    np.testing.assert_allclose(change[within][:, below].sum(axis=1), 0.3, atol=1e-12)


def test_no_back_slumps_beyond_its_range() -> None:
    posture = seated(WHO, np.zeros(WHO.n_draws), np.full(WHO.n_draws, 3.0))
    change = (posture.level_angle_rad - WHO.standing.level_angle_rad)[:, :, 0].sum(axis=1)
    np.testing.assert_allclose(change, lumbar_range_rad(WHO, "flexion"), atol=1e-12)


def test_a_seated_lean_bends_the_hips_more_than_the_back() -> None:
    share = seated_lumbar_share_fraction(WHO)
    assert 0.1 < share < 0.4  # lumbar spine to hip 1 to 3 in rising (tully-2005), reckoned from other rows
    upright, leaned = (sit(WHO, {"posture": "upright", "angle_rad": angle}).posture for angle in (0.0, 0.2))
    bend = (leaned.level_angle_rad - upright.level_angle_rad)[:, :, 0].sum(axis=1)
    assert (bend > 0).all()
    np.testing.assert_allclose(trunk_lean_rad(WHO, leaned) - trunk_lean_rad(WHO, upright), 0.2, atol=1e-12)


def backrest_share_fraction(angle_rad: float | None) -> np.ndarray:
    """Return what pushes on the chest besides gravity, over the weight of head, arms and trunk."""
    pose = sit(WHO, {"posture": "supported", "angle_rad": angle_rad})
    trunk_n = STANDARD_GRAVITY_M_PER_S2 * WHO.body.body_mass_kg.sum(axis=1)
    return np.linalg.norm(force_on(pose, "thorax"), axis=1) / trunk_n


def test_a_backrest_bears_more_the_further_it_leans() -> None:
    shares = np.stack([backrest_share_fraction(-angle) for angle in (0.0, 0.2, 0.4, 0.6)])
    assert (np.diff(shares, axis=0) >= -1e-9).all()
    assert (shares[-1] > 0.1).all()
    assert np.median(shares[0]) < 0.05


def test_a_usual_backrest_settles_within_the_measured_share() -> None:
    low, high = interval("activities.backrest_share_fraction")
    assert low < np.median(backrest_share_fraction(-value("activities.backrest_inclination_rad"))) < high


def test_a_back_that_lets_go_sinks_no_further_than_its_weight_bends_it() -> None:
    asked = np.full(WHO.n_draws, 0.8)
    lean = np.full(WHO.n_draws, 0.15)

    def posture_at(flexion: np.ndarray) -> BodyPosture:
        return seated(WHO, lean, flexion)

    sunk = sunk_flexion_rad(WHO, posture_at, asked)
    assert (sunk <= asked).all() and (sunk > 0).all()
    np.testing.assert_array_equal(sunk_flexion_rad(WHO, posture_at, 0.5 * sunk), 0.5 * sunk)
    stiff = replace(WHO, body=replace(WHO.body, stiffness_n_m_per_rad=3.0 * WHO.body.stiffness_n_m_per_rad))
    assert (sunk_flexion_rad(stiff, posture_at, asked) < sunk).any()
    further = sunk_flexion_rad(WHO, lambda flexion: seated(WHO, lean + 0.5, flexion), asked)
    assert (further >= sunk).all() and (further > sunk).any()


def test_hands_on_armrests_take_their_share_off_the_seat() -> None:
    free, leaning = (sit(WHO, {"posture": "upright", "hand_support_fraction": share}) for share in (None, 0.2))
    np.testing.assert_allclose(force_on(leaning, "thorax")[:, 1], 0.2 * weight_n(WHO), rtol=1e-9)
    assert (np.abs(joint_moment_n_m(free)[:, 0, 2]) > 0).any()


@pytest.mark.parametrize("way", WAYS)
def test_the_floor_pushes_a_lying_body_up_everywhere_and_bears_all_of_it(way: str) -> None:
    pose = lie(WHO, {"side": way})
    for segment in ("thorax", "pelvis", "shank_r", "shank_l"):
        assert (force_on(pose, segment)[:, 1] > 0).all(), segment
    np.testing.assert_allclose(pose.external.force_n[..., 1].sum(axis=1), weight_n(WHO), rtol=1e-9)


@pytest.mark.parametrize(
    ("way", "places"),
    [
        ("supine", ("upper_back", "buttock", "heel_back")),
        ("prone", ("chest", "pelvis_front", "ankle_front")),
    ],
)
def test_what_a_lying_body_rests_on_is_level(way: str, places: tuple[str, ...]) -> None:
    frames = frames_of(WHO, lie(WHO, {"side": way}).posture)
    heights = np.stack([surface_point_m(WHO, frames, place, side)[:, 1] for place in places for side in (0, 1)])
    np.testing.assert_allclose(heights, np.broadcast_to(heights[0], heights.shape), atol=1e-9)


def test_places_that_lying_does_not_solve_for_are_within_two_centimetres() -> None:
    for way, places in (("supine", ("heel_back", "calf")), ("prone", ("ankle_front", "knee_front"))):
        frames = frames_of(WHO, lie(WHO, {"side": way}).posture)
        first, second = (surface_point_m(WHO, frames, place, 0)[:, 1] for place in places)
        assert np.abs(first - second).max() < 0.02, way


def test_supine_looks_up_prone_down_and_the_side_lies_on_the_right() -> None:
    chest = {way: frames_of(WHO, lie(WHO, {"side": way}).posture).rotation[:, THORAX] for way in WAYS}
    assert (chest["supine"][:, 1, 0] > 0.9).all()
    assert (chest["prone"][:, 1, 0] < -0.9).all()
    assert (chest["side"][:, 1, 2] < -0.9).all()


@pytest.mark.parametrize("way", WAYS)
def test_the_joints_of_a_resting_body_hold_less_than_with_even_forces(way: str) -> None:
    pose = lie(WHO, {"side": way})
    stiffer = ActivityPose(posture=pose.posture, external=pose.contact_range[0])
    lumbar = slice(0, len(LEVELS))
    at_rest, held = (np.linalg.norm(joint_moment_n_m(p)[:, lumbar], axis=(1, 2)) for p in (pose, stiffer))
    assert N_PER_N_M_AT_REST > 1
    assert np.median(at_rest) < np.median(held)
    assert len(JOINTS) == joint_moment_n_m(pose).shape[1]
