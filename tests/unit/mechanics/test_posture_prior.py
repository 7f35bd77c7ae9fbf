"""What we believe about somebody's posture before we see them stand, and after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.studies import WOMAN, library, model, pooled, study, value

from heelwise.body import Person
from heelwise.evidence import PooledChange
from heelwise.mechanics.posture_prior import (
    Gaussian,
    LinearOffset,
    TrunkChain,
    barefoot_prior,
    heel_change_prior,
    studied_rise_m,
    trunk_chain,
)

LEAN, LORDOSIS, DEPTH = range(3)


def some_gaussian() -> Gaussian:
    root = np.array([[1.0, 0.0, 0.0], [0.6, 1.2, 0.0], [-0.3, 0.4, 0.8]])
    return Gaussian(mean=np.array([1.0, -2.0, 0.5]), covariance=root @ root.T)


def test_conditioning_agrees_with_weighing_a_million_draws() -> None:
    """Importance weights leave about 300,000 effective draws: means to 0.01, covariances to 0.02 (5 errors)."""
    prior, weights, reading, sd = some_gaussian(), np.array([1.0, 0.5, -1.0]), 1.5, 0.9
    x = np.random.default_rng(1).multivariate_normal(prior.mean, prior.covariance, 1_000_000)
    likelihood = np.exp(-0.5 * ((x @ weights - reading) / sd) ** 2)
    likelihood /= likelihood.sum()
    mean = likelihood @ x
    covariance = (x - mean).T @ ((x - mean) * likelihood[:, None])
    after = prior.given(weights, reading, sd)
    assert after.mean == pytest.approx(mean, abs=0.01)
    assert after.covariance == pytest.approx(covariance, abs=0.02)


def test_the_order_of_learning_does_not_matter() -> None:
    prior, a, b = some_gaussian(), np.array([1.0, 0.0, 1.0]), np.array([0.0, 1.0, -1.0])
    one = prior.given(a, 0.3, 0.5).given(b, -1.0, 0.7)
    other = prior.given(b, -1.0, 0.7).given(a, 0.3, 0.5)
    assert one.mean == pytest.approx(other.mean, abs=1e-12)
    assert one.covariance == pytest.approx(other.covariance, abs=1e-12)


def test_learning_nothing_changes_nothing_and_an_exact_reading_fixes_it() -> None:
    prior, along = some_gaussian(), np.array([0.0, 1.0, 0.0])
    assert prior.given(along, 40.0, 1e9).mean == pytest.approx(prior.mean, abs=1e-6)
    exact = prior.given(along, 40.0, 1e-9)
    assert exact.mean[1] == pytest.approx(40.0, abs=1e-6)
    assert exact.covariance[1, 1] == pytest.approx(0.0, abs=1e-9)


def test_draws_have_the_mean_and_covariance_they_are_drawn_from() -> None:
    """400,000 draws: an error of a covariance is below 0.005, five of them 0.025."""
    prior = some_gaussian()
    drawn = prior.draw(np.random.default_rng(2).standard_normal((400_000, 3)))
    assert drawn.mean(axis=0) == pytest.approx(prior.mean, abs=0.015)
    assert np.cov(drawn.T) == pytest.approx(prior.covariance, abs=0.025)


def test_mirrored_scores_give_draws_mirrored_about_the_mean() -> None:
    prior, score = some_gaussian(), np.random.default_rng(3).standard_normal((10, 3))
    assert prior.draw(score) + prior.draw(-score) == pytest.approx(np.tile(2 * prior.mean, (10, 1)), abs=1e-12)


# ------------------------------------------------------------------------------------------ the trunk chain


def chain() -> TrunkChain:
    return trunk_chain(model(), library())


def test_shares_of_a_change_in_lordosis_add_up_to_all_of_it() -> None:
    assert chain().lordosis_share.sum() == pytest.approx(1.0, abs=1e-15)
    flexion = chain().level_flexion_rad(np.array([chain().lordosis_rad + 0.1]))
    assert flexion.sum() == pytest.approx(-0.1, abs=1e-15)


def test_the_reference_pose_needs_no_tilt() -> None:
    of = chain()
    tilt = of.pelvis_tilt_rad(np.array([of.lean_rad]), np.array([of.lordosis_rad]))
    assert tilt == pytest.approx([0.0], abs=1e-15)


def test_the_pelvis_gives_a_part_of_a_change_in_lordosis() -> None:
    """The levels lie below C7 by at least two thirds of the trunk, so that most of a change is the pelvis's."""
    assert 0.6 < chain().pelvis_per_lordosis_ratio < 1.0


# ---------------------------------------------------------------------------------------------- barefoot


def prior_of(person: Person = WOMAN) -> Gaussian:
    """Return the prior with the offsets that the heel study uses."""
    from heelwise.mechanics.heel_study import _linear_offset

    standing = study(WOMAN).standing
    mean = replace(
        standing,
        body=standing.body.mean().repeat(2),
        gravity_line_before_ankle_m=np.full(2, value("stance.gravity_line_before_ankle_m")),
    )
    over_hip, over_disc = (_linear_offset(mean, place) for place in ("hip", "L4/L5"))
    return barefoot_prior(person, chain(), library(), over_hip, over_disc)


def with_readings(**readings: float) -> Person:
    return Person(age_years=32, height_m=1.68, mass_kg=62, sex="female", **readings)  # type: ignore[arg-type]


def test_lean_keeps_its_own_measured_spread_and_nothing_exceeds_its_own() -> None:
    sd = np.sqrt(np.diag(prior_of().covariance))
    lean, lordosis = (
        library().quantity(key).spread for key in ("stance.c7_plumb_lean_rad", "spine.lumbar_lordosis_rad")
    )
    assert sd[LEAN] == pytest.approx(lean, rel=1e-9)
    assert sd[LORDOSIS] < lordosis


@pytest.mark.parametrize("lordosis_deg", [35.0, 60.0])
def test_a_radiograph_of_lordosis_counts_more_than_everybody_else(lordosis_deg: float) -> None:
    reading = np.radians(lordosis_deg)
    before, after = prior_of(), prior_of(with_readings(lumbar_lordosis_rad=reading))
    weight = (after.mean[LORDOSIS] - before.mean[LORDOSIS]) / (reading - before.mean[LORDOSIS])
    assert 0.5 < weight < 1.0
    reading_sd = value("engine.radiograph_reading_sd_rad")
    assert after.covariance[LORDOSIS, LORDOSIS] < min(before.covariance[LORDOSIS, LORDOSIS], reading_sd**2)


@pytest.mark.parametrize("slope_deg", [25.0, 50.0])
def test_a_radiograph_of_the_sacrum_turns_the_pelvis_towards_it(slope_deg: float) -> None:
    of = chain()
    tie = np.array([1.0, of.pelvis_per_lordosis_ratio, 0.0])
    turned = tie[:2] @ [of.lean_rad, of.lordosis_rad]
    before, after = prior_of(), prior_of(with_readings(sacral_inclination_rad=np.radians(slope_deg)))
    slope_before, slope_after = (of.sacral_slope_rad + p.mean @ tie - turned for p in (before, after))
    assert abs(slope_after - np.radians(slope_deg)) < abs(slope_before - np.radians(slope_deg))
    assert tie @ after.covariance @ tie < tie @ before.covariance @ tie


def test_both_radiographs_leave_less_doubt_than_either() -> None:
    both = prior_of(with_readings(lumbar_lordosis_rad=0.8, sacral_inclination_rad=0.6)).covariance
    for one in ({"lumbar_lordosis_rad": 0.8}, {"sacral_inclination_rad": 0.6}):
        alone = prior_of(with_readings(**one)).covariance
        assert both[LORDOSIS, LORDOSIS] < alone[LORDOSIS, LORDOSIS]


def test_a_mass_known_to_lie_further_forward_makes_the_trunk_lean_forward() -> None:
    gradient = np.array([0.35, 0.0, 1.0])
    near, far = (
        barefoot_prior(
            WOMAN,
            chain(),
            library(),
            LinearOffset(constant_m=-shift, gradient=gradient),
            LinearOffset(constant_m=-shift, gradient=gradient),
        )
        for shift in (0.0, 0.02)
    )
    assert far.mean[LEAN] > near.mean[LEAN] and far.mean[DEPTH] > near.mean[DEPTH]


# ---------------------------------------------------------------------------------------------- in heels


def test_what_studies_say_of_the_pelvis_narrows_the_change_of_lordosis() -> None:
    prior = heel_change_prior(pooled(), chain())
    alone = pooled()["lumbar_lordosis"].new_person_sd_rad
    assert np.sqrt(prior.covariance[LORDOSIS, LORDOSIS]) < alone


def test_a_pelvis_known_to_tip_forward_deepens_the_lordosis() -> None:
    told: dict[str, PooledChange] = dict(pooled())
    tipped = replace(
        told["pelvis_anterior_tilt"], new_person_mean_rad=told["pelvis_anterior_tilt"].new_person_mean_rad + 0.1
    )
    before = heel_change_prior(told, chain())
    after = heel_change_prior({**told, "pelvis_anterior_tilt": tipped}, chain())
    assert after.mean[LORDOSIS] > before.mean[LORDOSIS] and after.mean[LEAN] > before.mean[LEAN]
    assert after.covariance == pytest.approx(before.covariance, abs=1e-15)


def test_the_knee_is_as_the_studies_say() -> None:
    prior, knee = heel_change_prior(pooled(), chain()), pooled()["knee_flexion"]
    assert prior.mean[2] == pytest.approx(knee.new_person_mean_rad)
    assert np.sqrt(prior.covariance[2, 2]) == pytest.approx(knee.new_person_sd_rad)


def test_pooled_changes_belong_to_a_heel_that_was_studied() -> None:
    heights = [e.heel_height_m for e in library().effects if e.in_pool and e.heel_height_m is not None]
    assert min(low for low, _ in heights) < studied_rise_m(library()) < max(high for _, high in heights)
