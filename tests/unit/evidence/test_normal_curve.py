"""The normal curve without SciPy, against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from heelwise.evidence.normal_curve import compute_normal_probability, compute_student_inflation


def test_the_curve_agrees_with_scipy():
    """Linear interpolation at 1/256: h^2/8 times the largest curvature 0.242 is 4.6e-7."""
    z_score = np.linspace(-11.9, 11.9, 5001)
    assert np.abs(compute_normal_probability(z_score) - stats.norm.cdf(z_score)).max() < 5e-7


def test_the_curve_keeps_its_relative_size_in_the_tail():
    """Unlikely directions decide a posterior by ratios: (z h)^2 / 8 is 2e-4 at ten standard deviations."""
    z_score = np.linspace(-10.0, -3.0, 501)
    assert compute_normal_probability(z_score) == pytest.approx(stats.norm.cdf(z_score), rel=3e-4)


def test_far_out_the_curve_is_flat():
    assert compute_normal_probability(np.array([-50.0, 50.0])) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize(("n_people", "p_below"), [(5, 0.05), (8, 0.05), (15, 0.01), (23, 0.05), (53, 0.001)])
def test_students_critical_value_agrees_with_scipy(n_people, p_below):
    expected = stats.t.isf(p_below / 2, n_people - 1) / stats.norm.isf(p_below / 2)
    assert compute_student_inflation(n_people, p_below) == pytest.approx(expected, rel=0.01)
