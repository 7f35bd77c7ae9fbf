"""Laws that a pooling of studies keeps whatever the studies say."""

from __future__ import annotations

from dataclasses import replace
from math import radians, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heelwise.evidence.pooling import PoolingPrior, StudyRow, pool_change

PRIOR = PoolingPrior(
    mean_rad=0.0,
    mean_sd_rad=radians(5.0),
    between_study_scale_rad=radians(2.0),
    between_person_median_rad=radians(3.0),
    between_person_log_sd_ratio=0.5,
)
MIRRORED = {
    "decrease": "increase",
    "increase": "decrease",
    "tends_to_decrease": "tends_to_increase",
    "tends_to_increase": "tends_to_decrease",
    "no_change": "no_change",
}
GRID_ERROR_RAD = radians(0.02)

directions = st.sampled_from(sorted(MIRRORED))
sizes = st.sampled_from([(5,), (12,), (30,), (60,), (10, 20, 40)])
direction_rows = st.fixed_dictionaries({"study": st.sampled_from("abcdef"), "n_people": sizes, "direction": directions})
mean_rows = st.fixed_dictionaries(
    {
        "study": st.sampled_from("abcdef"),
        "n_people": st.sampled_from([(5,), (12,), (30,)]),
        "direction": st.just("no_change"),
        "mean_change_rad": st.floats(-0.12, 0.12),
        "sd_change_rad": st.sampled_from([(), (0.03,), (0.04, 0.06)]),
    }
)
studies = st.lists(st.one_of(direction_rows, mean_rows), max_size=5)
few = settings(max_examples=20, deadline=None)


def build(drawn):
    return [StudyRow(**fields) for fields in drawn]


def pool(rows, prior=PRIOR):
    return pool_change("lumbar_lordosis", rows, prior)


def mirror(row: StudyRow) -> StudyRow:
    mean = None if row.mean_change_rad is None else -row.mean_change_rad
    return replace(row, direction=MIRRORED[row.direction], mean_change_rad=mean)


@few
@given(studies)
def test_turning_every_study_round_turns_the_answer_round(drawn):
    rows = build(drawn)
    pooled, turned = pool(rows), pool([mirror(row) for row in rows])
    assert turned.mean_rad == pytest.approx(-pooled.mean_rad, abs=1e-6)
    assert turned.new_person_sd_rad == pytest.approx(pooled.new_person_sd_rad, rel=1e-6)
    assert turned.mean_below_zero_fraction == pytest.approx(1 - pooled.mean_below_zero_fraction, abs=1e-4)


@few
@given(studies)
def test_studies_and_their_mirror_images_together_mean_no_change(drawn):
    rows = build(drawn)
    pooled = pool([*rows, *map(mirror, rows)])
    assert pooled.mean_rad == pytest.approx(0.0, abs=1e-6)
    assert pooled.mean_below_zero_fraction == pytest.approx(0.5, abs=1e-4)


@few
@given(studies, sizes)
def test_one_decrease_more_among_balanced_studies_moves_the_mean_down(drawn, n_people):
    rows = build(drawn)
    balanced = [*rows, *map(mirror, rows)]
    decrease = StudyRow(study="z", n_people=n_people, direction="decrease")
    assert pool([*balanced, decrease]).mean_rad < 0.0
    assert pool([*balanced, mirror(decrease)]).mean_rad > 0.0


@few
@given(studies.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_studies_does_not_matter(drawn):
    rows, shuffled = map(build, drawn)
    assert pool(shuffled).mean_rad == pytest.approx(pool(rows).mean_rad, abs=1e-9)


@few
@given(studies)
def test_a_new_person_is_as_unsure_as_mean_studies_and_people_together(drawn):
    rows = build(drawn)
    pooled = pool(rows)
    parts = (pooled.mean_sd_rad, pooled.between_study_sd_rad, pooled.between_person_sd_rad)
    assert pooled.new_person_sd_rad == pytest.approx(sqrt(sum(part**2 for part in parts)))
    assert pooled.new_person_mean_rad == pooled.mean_rad


@few
@given(studies, st.floats(0.2, 5.0))
def test_the_answer_scales_with_the_unit_of_the_angle(drawn, factor):
    rows = build(drawn)
    scaled_rows = [
        replace(
            row,
            mean_change_rad=None if row.mean_change_rad is None else row.mean_change_rad * factor,
            sd_change_rad=tuple(sd * factor for sd in row.sd_change_rad),
        )
        for row in rows
    ]
    scaled_prior = replace(
        PRIOR,
        mean_sd_rad=PRIOR.mean_sd_rad * factor,
        between_study_scale_rad=PRIOR.between_study_scale_rad * factor,
        between_person_median_rad=PRIOR.between_person_median_rad * factor,
    )
    pooled, scaled = pool(rows), pool(scaled_rows, scaled_prior)
    assert scaled.mean_rad == pytest.approx(pooled.mean_rad * factor, abs=1e-6)
    assert scaled.new_person_sd_rad == pytest.approx(pooled.new_person_sd_rad * factor, rel=1e-6)


@few
@given(st.lists(mean_rows, min_size=1, max_size=4), st.floats(-0.05, 0.05))
def test_shifting_every_mean_and_the_prior_shifts_the_answer(drawn, shift_rad):
    rows = build(drawn)
    moved = [replace(row, mean_change_rad=row.mean_change_rad + shift_rad) for row in rows]
    shifted = pool(moved, replace(PRIOR, mean_rad=shift_rad))
    assert shifted.mean_rad == pytest.approx(pool(rows).mean_rad + shift_rad, abs=GRID_ERROR_RAD)
