"""Which uncertainty makes an interval as wide as it is."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.studies import study

from heelwise.explain.interval_shares import PARTS, REST, interval_shares
from heelwise.mechanics import SCORES


def mirrored_scores(n_pairs: int = 4096) -> np.ndarray:
    half = np.random.default_rng(4).standard_normal((n_pairs, len(SCORES)))
    return np.concatenate([half, -half])


def column(score: np.ndarray, name: str) -> np.ndarray:
    return score[:, SCORES.index(name)]


def shares(change: np.ndarray, score: np.ndarray) -> dict[str, float]:
    return {item.part: item.share for item in interval_shares(change, score)}


def test_a_sum_of_independent_parts_is_taken_apart_again() -> None:
    """Variances 9, 4 and 3 of 16; 8,192 draws know a share to about 1 %."""
    score = mirrored_scores()
    change = 3 * column(score, "lean_change") + 2 * column(score, "strength") + np.sqrt(3) * column(score, "mass_share")
    found = shares(change, score)
    assert found["trunk_lean"] == pytest.approx(9 / 16, abs=0.02)
    assert found["strength"] == pytest.approx(4 / 16, abs=0.02)
    assert found["body"] == pytest.approx(3 / 16, abs=0.02)
    assert found[REST[0]] < 0.02


def test_a_curved_effect_belongs_to_its_own_part() -> None:
    score = mirrored_scores()
    z = column(score, "lean_change")
    found = shares(z + 0.7 * (z**2 - 1), score)
    assert found["trunk_lean"] > 0.98


def test_what_two_do_together_is_split_evenly() -> None:
    score = mirrored_scores()
    found = shares(column(score, "lean_change") * column(score, "lordosis_change"), score)
    assert found["trunk_lean"] == pytest.approx(0.5, abs=0.03)
    assert found["lordosis_and_pelvis"] == pytest.approx(0.5, abs=0.03)


def test_a_part_that_acts_alone_and_together_keeps_its_own_and_half_of_the_rest() -> None:
    score = mirrored_scores()
    lean, curve = column(score, "lean_change"), column(score, "lordosis_change")
    found = shares(lean + lean * curve, score)
    assert found["trunk_lean"] == pytest.approx(0.75, abs=0.03)
    assert found["lordosis_and_pelvis"] == pytest.approx(0.25, abs=0.03)


def test_what_only_three_do_together_is_named_as_that() -> None:
    score = mirrored_scores()
    change = column(score, "lean_change") * column(score, "strength") * column(score, "stiffness")
    assert shares(change, score)[REST[0]] > 0.9


@pytest.mark.parametrize("which", [0, 1])
def test_shares_of_a_real_shoe_add_up_to_one_with_the_largest_first(which: int) -> None:
    found = study()
    assert found.shoe_loads is not None and found.barefoot_load is not None
    ratio = found.shoe_loads[which].compression_n[:, -1] / found.barefoot_load.compression_n[:, -1]
    held = np.isfinite(ratio)
    parts = interval_shares(ratio[held] - 1.0, found.score[held])
    assert sum(item.share for item in parts) == pytest.approx(1.0, abs=1e-12)
    assert all(0.0 <= item.share <= 1.0 for item in parts)
    named = [item.share for item in parts[:-1]]
    assert named == sorted(named, reverse=True)
    assert parts[-1].part == REST[0]


def test_nothing_that_varies_has_no_shares() -> None:
    assert interval_shares(np.zeros(16), mirrored_scores(8)) == ()


def test_shares_hear_neither_unit_nor_middle() -> None:
    score = mirrored_scores(128)
    change = column(score, "lean_change") + 0.5 * column(score, "knee_change") ** 2
    one, other = shares(change, score), shares(5.0 - 40.0 * change, score)
    assert other == pytest.approx(one, abs=1e-9)


def test_every_score_belongs_to_exactly_one_part() -> None:
    named = [name for _, names in PARTS.values() for name in names]
    assert sorted(named) == sorted(SCORES)
