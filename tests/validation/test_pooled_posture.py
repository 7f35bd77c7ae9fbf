"""The pooled posture against independent computations, simulated worlds and the published page."""

from __future__ import annotations

import runpy
from dataclasses import replace
from math import degrees, log, radians, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from heelwise.evidence import load_library, pool_posture_changes, pooling
from heelwise.evidence.normal_curve import compute_student_inflation
from heelwise.evidence.pooling import PoolingPrior, StudyRow, pool_change
from heelwise.evidence.posture_rows import (
    POOLED_COORDINATES,
    read_correlations,
    read_prior,
    select_pooled_effects,
    to_study_row,
)
from heelwise.evidence.sensitivity import VARIATIONS, pool_variation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lib():
    return load_library()


def read_rows(lib, coordinate):
    correlations = read_correlations(lib)
    return [to_study_row(effect, lib, correlations) for effect in select_pooled_effects(lib, coordinate)]


def test_closed_form_normal_normal():
    """With both spreads known the posterior is the precision-weighted mean; tolerance: the grid, 0.1 %."""
    prior = PoolingPrior(
        mean_rad=0.01,
        mean_sd_rad=0.08,
        between_study_scale_rad=1e-6,
        between_person_median_rad=0.05,
        between_person_log_sd_ratio=1e-4,
    )
    observed = [(-0.03, 20), (0.02, 45)]
    rows = [StudyRow(study=str(n), n_people=(n,), direction="no_change", mean_change_rad=mean) for mean, n in observed]
    precision = 1 / 0.08**2 + sum(n / 0.05**2 for _, n in observed)
    expected = (0.01 / 0.08**2 + sum(mean * n / 0.05**2 for mean, n in observed)) / precision
    pooled = pool_change("trunk_lean", rows, prior)
    assert pooled.mean_rad == pytest.approx(expected, rel=1e-3)
    assert pooled.mean_sd_rad == pytest.approx(1 / sqrt(precision), rel=1e-3)


def weigh_draws(row, mean, between_study, between_person):
    """Return the likelihood of a row at prior draws: the model written anew with SciPy, none of our code."""
    total = np.zeros_like(mean)
    for n_people in row.n_people:
        if row.mean_change_rad is not None:
            spread = np.sqrt(between_study**2 + between_person**2 / n_people)
            weight = stats.norm.pdf(row.mean_change_rad, mean, spread)
            if row.sd_change_rad:
                fits = []
                for sd in row.sd_change_rad:
                    law = stats.chi2(n_people - 1 + 2)  # peak of a chi-square with k + 2 degrees lies at k
                    top = law.pdf(n_people - 1)
                    fits.append(law.pdf((n_people - 1) * sd**2 / between_person**2) / top)
                weight = weight * np.mean(fits, axis=0)
        elif row.direction.startswith("tends"):
            sign = 1.0 if row.direction.endswith("increase") else -1.0
            spread = np.sqrt(between_study**2 + between_person**2 / n_people)
            weight = stats.norm.cdf(sign * mean / spread)
        else:
            critical = stats.t.isf(row.p_below / 2, n_people - 1)
            threshold = critical * between_person / np.sqrt(n_people)
            widened = threshold / stats.norm.isf(row.p_below / 2)
            law = stats.norm(mean, np.sqrt(between_study**2 + widened**2))
            down, up = law.cdf(-threshold), law.sf(threshold)
            weight = {"decrease": down, "increase": up, "no_change": 1.0 - down - up}[row.direction]
        total = total + weight
    return total / len(row.n_people)


@pytest.mark.parametrize("coordinate", POOLED_COORDINATES)
def test_monte_carlo_agrees_with_the_grid(lib, coordinate):
    """300,000 prior draws, weighted. Tolerance: five Monte Carlo standard errors plus 0.03 degrees.

    The grid has an error below 0.01 degrees; our critical values differ from Student's by up to 1 %.
    """
    rng = np.random.default_rng(20261122)
    prior = read_prior(lib, coordinate)
    n_draws = 300_000
    mean = rng.normal(prior.mean_rad, prior.mean_sd_rad, n_draws)
    between_study = np.abs(rng.normal(0.0, prior.between_study_scale_rad, n_draws))
    log_person = rng.normal(log(prior.between_person_median_rad), prior.between_person_log_sd_ratio, n_draws)
    weight = np.ones(n_draws)
    for row in read_rows(lib, coordinate):
        weight *= weigh_draws(row, mean, between_study, np.exp(log_person))
    weight /= weight.sum()
    effective = 1.0 / (weight**2).sum()
    assert effective > 500
    pooled = pool_posture_changes(lib)[coordinate]
    found_mean = float(weight @ mean)
    found_sd = sqrt(float(weight @ (mean - found_mean) ** 2))
    allowed = 5.0 * found_sd / sqrt(effective) + radians(0.03)
    assert pooled.mean_rad == pytest.approx(found_mean, abs=allowed)
    assert pooled.mean_sd_rad == pytest.approx(found_sd, abs=allowed)
    found_study = sqrt(float(weight @ between_study**2))
    found_person = sqrt(float(weight @ np.exp(2.0 * log_person)))
    assert pooled.between_study_sd_rad == pytest.approx(found_study, abs=1.5 * allowed)
    assert pooled.between_person_sd_rad == pytest.approx(found_person, abs=1.5 * allowed)
    below = float(weight @ (mean < 0.0))
    assert pooled.mean_below_zero_fraction == pytest.approx(below, abs=2.5 / sqrt(effective) + 0.005)


@pytest.mark.parametrize("name", ["as published", "prior of the mean doubled", "between studies doubled"])
def test_a_finer_grid_gives_the_same_answer(lib, name, monkeypatch):
    """Twice the nodes on each axis; the page rounds to 0.1 degrees, so 0.03 is allowed."""
    variation = next(variation for variation in VARIATIONS if variation.name == name)
    coarse = pool_variation(lib, variation)
    monkeypatch.setattr(pooling, "_N_COARSE", (81, 16, 40))
    monkeypatch.setattr(pooling, "_N_FINE", (121, 40, 44))
    for coordinate, finer in pool_variation(lib, variation).items():
        found = coarse[coordinate]
        assert found.mean_rad == pytest.approx(finer.mean_rad, abs=radians(0.03))
        assert found.new_person_sd_rad == pytest.approx(finer.new_person_sd_rad, abs=radians(0.03))
        assert found.mean_below_zero_fraction == pytest.approx(finer.mean_below_zero_fraction, abs=0.01)


@pytest.mark.parametrize("n_people", [5, 8, 15, 53])
def test_a_direction_row_is_as_likely_as_a_real_paired_test(n_people):
    """Our chance of significance against the noncentral t: exact without effect, within 0.06 in between.

    0.06 occurs at five people only, where the test's own estimate of the spread is poor; from 15 on 0.02.
    """
    shifts = np.linspace(0.0, 6.0, 61)
    exact = stats.nct.sf(stats.t.isf(0.025, n_people - 1), n_people - 1, shifts)
    inflation = compute_student_inflation(n_people, 0.05)
    ours = stats.norm.sf(stats.norm.isf(0.025) - shifts / inflation)
    assert ours[0] == pytest.approx(0.025, abs=1e-9)
    assert np.abs(ours - exact).max() < (0.02 if n_people >= 15 else 0.06)


def simulate_study(rng, name, true_mean_rad, between_person_rad):
    """Measure simulated people; report a mean in one study of four, else only what the t-test said."""
    n_people = int(rng.integers(8, 50))
    changes = rng.normal(true_mean_rad, between_person_rad, n_people)
    result = stats.ttest_1samp(changes, 0.0)
    direction = "no_change"
    if result.pvalue < 0.05:
        direction = "increase" if result.statistic > 0 else "decrease"
    row = StudyRow(study=name, n_people=(n_people,), direction=direction)
    if rng.random() < 0.25:
        row = replace(row, mean_change_rad=float(changes.mean()), sd_change_rad=(float(changes.std(ddof=1)),))
    return row


def test_new_people_of_simulated_worlds_fall_into_their_intervals(lib):
    """Worlds drawn from the prior, studies simulated person by person: the intervals hold their share.

    200 worlds: the standard error of a share of 0.8 is 0.028, of 0.95 it is 0.015; three of them are allowed.
    """
    rng = np.random.default_rng(7)
    prior = read_prior(lib, "lumbar_lordosis")
    scores = []
    for _ in range(200):
        mean = rng.normal(prior.mean_rad, prior.mean_sd_rad)
        between_study = abs(rng.normal(0.0, prior.between_study_scale_rad))
        log_person = rng.normal(log(prior.between_person_median_rad), prior.between_person_log_sd_ratio)
        person_sd = float(np.exp(log_person))
        rows = [simulate_study(rng, str(j), rng.normal(mean, between_study), person_sd) for j in range(8)]
        pooled = pool_change("lumbar_lordosis", rows, prior)
        new_person = rng.normal(rng.normal(mean, between_study), person_sd)
        scores.append(abs(new_person - pooled.new_person_mean_rad) / pooled.new_person_sd_rad)
    found = np.array(scores)
    assert (found < 1.2816).mean() == pytest.approx(0.80, abs=0.085)
    assert (found < 1.9600).mean() == pytest.approx(0.95, abs=0.046)


def test_pooled_lordosis_agrees_with_the_surveys_rule(lib):
    """Rule of thumb of the survey: mean -1, SD 4 to 5 for a person. The mean must lie within its own error.

    The person comes out wider (about 6); without the outlier Dai 2015 narrower (below 4.5).
    """
    pooled = pool_posture_changes(lib)["lumbar_lordosis"]
    assert abs(degrees(pooled.mean_rad) + 1.0) < degrees(pooled.mean_sd_rad)
    assert 5.0 < degrees(pooled.new_person_sd_rad) < 7.0
    without_dai = pool_variation(lib, next(v for v in VARIATIONS if v.name == "without Dai 2015"))
    assert degrees(without_dai["lumbar_lordosis"].new_person_sd_rad) < 4.5


def test_franklin1995_pelvis(lib):
    """About 1 degree towards the back: the pooled mean must lie within 0.7 of it, its own deviation."""
    pooled = pool_posture_changes(lib)["pelvis_anterior_tilt"]
    assert degrees(pooled.mean_rad) == pytest.approx(-1.0, abs=0.7)


def test_weitkunat2016_knee(lib):
    """+2.4 degrees in the only study; the prior may pull it towards zero by less than half a degree."""
    assert 1.9 < degrees(pool_posture_changes(lib)["knee_flexion"].mean_rad) < 2.4


def test_what_the_page_says_in_words_is_true(lib):
    pooled = {variation.name: pool_variation(lib, variation) for variation in VARIATIONS}
    published = pooled["as published"]["lumbar_lordosis"]
    without_dai = pooled["without Dai 2015"]["lumbar_lordosis"]
    assert without_dai.mean_rad < published.mean_rad
    assert without_dai.new_person_sd_rad < published.new_person_sd_rad
    assert pooled["only rows with a mean"]["lumbar_lordosis"].mean_rad > 0.0
    used = pooled["only people used to heels"]["lumbar_lordosis"]
    new = pooled["only people not used to heels"]["lumbar_lordosis"]
    assert new.mean_rad < 0.0 < used.mean_rad
    assert used.mean_rad - new.mean_rad < 2.0 * sqrt(used.mean_sd_rad**2 + new.mean_sd_rad**2)
    assert published.new_person_sd_rad > radians(5.0)
    assert pooled["as published"]["knee_flexion"].n_studies == 1


def test_the_published_page_is_what_the_builder_writes(lib):
    builder = runpy.run_path(str(ROOT / "builders" / "write_posture_page.py"))
    page = ROOT / "docs" / "science" / "posture-in-heels.md"
    assert page.read_text(encoding="utf-8") == builder["write_page"](lib)
