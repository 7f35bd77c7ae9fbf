"""How rows of studies become one answer."""

from __future__ import annotations

from dataclasses import replace
from math import degrees, radians, sqrt

import pytest

from heelwise.evidence import load_library, pool_posture_changes
from heelwise.evidence.pooling import PoolingPrior, StudyRow, pool_change
from heelwise.evidence.posture_rows import (
    POOLED_COORDINATES,
    read_correlations,
    read_prior,
    select_pooled_effects,
    to_study_row,
)
from heelwise.evidence.sensitivity import VARIATIONS, pool_variation

PRIOR = PoolingPrior(
    mean_rad=0.0,
    mean_sd_rad=radians(5.0),
    between_study_scale_rad=radians(2.0),
    between_person_median_rad=radians(3.0),
    between_person_log_sd_ratio=0.5,
)
DOWN = StudyRow(study="a", n_people=(20,), direction="decrease")


def pool(*rows: StudyRow, prior: PoolingPrior = PRIOR):
    return pool_change("lumbar_lordosis", rows, prior)


def find_row(coordinate: str, study: str) -> StudyRow:
    lib = load_library()
    effects = select_pooled_effects(lib, coordinate)
    effect = next(effect for effect in effects if effect.source_keys[0] == study)
    return to_study_row(effect, lib, read_correlations(lib))


def test_without_studies_the_prior_comes_back():
    """Half-normal: root mean square is the scale. Log-normal: median times exp(log_sd squared)."""
    pooled = pool()
    assert pooled.mean_rad == pytest.approx(0.0, abs=1e-9)
    assert pooled.mean_sd_rad == pytest.approx(radians(5.0), rel=1e-3)
    assert pooled.between_study_sd_rad == pytest.approx(radians(2.0), rel=2e-3)
    assert pooled.between_person_sd_rad == pytest.approx(radians(3.0) * 2.718281828**0.25, rel=0.02)
    assert (pooled.n_studies, pooled.n_people) == (0, 0)


def test_a_decrease_pulls_the_mean_down_and_an_increase_up():
    assert pool(DOWN).mean_rad < 0.0 < pool(replace(DOWN, direction="increase")).mean_rad
    assert pool(DOWN).mean_below_zero_fraction > 0.8


def test_a_tendency_says_less_than_a_significant_change():
    tendency = pool(replace(DOWN, direction="tends_to_decrease"))
    assert pool(DOWN).mean_rad < tendency.mean_rad < 0.0


def test_no_change_in_a_large_study_says_more_than_in_a_small_one():
    small = pool(StudyRow(study="a", n_people=(6,), direction="no_change"))
    large = pool(StudyRow(study="a", n_people=(200,), direction="no_change"))
    assert large.mean_sd_rad < small.mean_sd_rad < PRIOR.mean_sd_rad


def test_a_strict_level_needs_a_larger_change():
    assert pool(replace(DOWN, p_below=0.001)).mean_rad < pool(DOWN).mean_rad


def test_an_unknown_group_size_lies_between_its_possibilities():
    means = [pool(replace(DOWN, n_people=size)).mean_rad for size in ((10,), (10, 40), (40,))]
    assert means == sorted(means) or means == sorted(means, reverse=True)
    assert pool(replace(DOWN, n_people=(10, 40))).n_people == 0


def test_a_measured_spread_moves_the_spread_between_people():
    row = StudyRow(study="a", n_people=(50,), direction="no_change", mean_change_rad=0.0)
    narrow = pool(replace(row, sd_change_rad=(radians(1.5),)))
    wide = pool(replace(row, sd_change_rad=(radians(6.0),)))
    assert degrees(narrow.between_person_sd_rad) == pytest.approx(1.6, abs=0.2)
    assert degrees(wide.between_person_sd_rad) == pytest.approx(5.8, abs=0.5)


def test_contradicting_studies_widen_a_new_person():
    rows = [
        StudyRow(study="a", n_people=(30,), direction="decrease", mean_change_rad=radians(-6.0)),
        StudyRow(study="b", n_people=(30,), direction="increase", mean_change_rad=radians(6.0)),
    ]
    agreeing = [replace(row, mean_change_rad=radians(6.0)) for row in rows]
    assert pool(*rows).new_person_sd_rad > 1.2 * pool(*agreeing).new_person_sd_rad


def test_groups_of_one_study_count_as_one_study():
    pooled = pool(DOWN, replace(DOWN, direction="increase"), replace(DOWN, study="b"))
    assert (pooled.n_studies, pooled.n_people) == (2, 60)


def test_two_standard_deviations_become_one_of_the_change_through_each_correlation():
    row = find_row("lumbar_lordosis", "dai-2015")
    expected = [sqrt(6.4**2 + 5.1**2 - 2 * rho * 6.4 * 5.1) for rho in (0.5, 0.6, 0.7, 0.8, 0.9)]
    assert [degrees(sd) for sd in row.sd_change_rad] == pytest.approx(expected)
    assert degrees(row.mean_change_rad) == pytest.approx(10.9)


def test_the_plumb_line_becomes_a_lean_and_keeps_both_readings_of_its_spread():
    row = find_row("trunk_lean", "dai-2015")
    assert row.mean_change_rad == pytest.approx(0.0183 / 0.45232)
    assert len(row.sd_change_rad) == 10
    assert row.sd_change_rad[:5] == pytest.approx([0.0304 / 0.45232] * 5)
    assert max(row.sd_change_rad[5:]) < 0.0304 / 0.45232 / 3.0


def test_a_study_of_unread_size_gets_the_assumed_sizes():
    assert find_row("lumbar_lordosis", "opila-1988").n_people == (10, 20, 40)


def test_every_coordinate_is_pooled_and_the_pelvis_tips_back():
    pooled = pool_posture_changes(load_library())
    assert tuple(pooled) == POOLED_COORDINATES
    assert pooled["pelvis_anterior_tilt"].mean_rad < 0.0 < pooled["knee_flexion"].mean_rad
    assert pool_posture_changes(load_library()) is pooled


def test_the_published_variation_is_the_pooling_itself():
    assert pool_variation(load_library(), VARIATIONS[0]) == pool_posture_changes(load_library())


def test_every_variation_has_a_name_of_its_own():
    assert len({variation.name for variation in VARIATIONS}) == len(VARIATIONS)


def test_priors_are_those_of_the_data_files():
    prior = read_prior(load_library(), "trunk_lean")
    assert degrees(prior.between_study_scale_rad) == pytest.approx(1.0)
    assert degrees(prior.mean_sd_rad) == pytest.approx(5.0)
    assert prior.between_person_log_sd_ratio == pytest.approx(0.56, abs=0.005)
