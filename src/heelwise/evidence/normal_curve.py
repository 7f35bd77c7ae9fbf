"""The normal curve for arrays, from the standard library alone: no SciPy at run time."""

from __future__ import annotations

from functools import cache
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_REACH = 12.0
_PER_UNIT = 256


@cache
def _build_table() -> tuple[FloatArray, FloatArray]:
    """Return the curve at each node and its rise to the next one."""
    n_nodes = int(2.0 * _REACH) * _PER_UNIT + 2
    places = (node / _PER_UNIT - _REACH for node in range(n_nodes))
    heights = np.array([0.5 * erfc(-place / sqrt(2.0)) for place in places])
    return heights[:-1], np.diff(heights)


def compute_normal_probability(z_score: FloatArray) -> FloatArray:
    """Return the probability that a standard normal variable lies below `z_score`.

    Interpolated between nodes 1/256 apart: absolute error below 5e-7; constant beyond 12 either way.
    """
    heights, rises = _build_table()
    position = np.clip(z_score, -_REACH, _REACH)
    position += _REACH
    position *= _PER_UNIT
    node = position.astype(np.intp)
    position -= node
    position *= rises.take(node)
    position += heights.take(node)
    return position


def compute_student_inflation(n_people: int, p_below: float) -> float:
    """Return Student's critical value over the normal one, two-sided, for a paired test of `n_people`.

    Expansion of Student's quantile in powers of 1 / degrees of freedom (Abramowitz and Stegun, 26.7.5), good
    to 1 % from four degrees of freedom at p = 0.05 and from seven at p = 0.001.
    """
    z_score = NormalDist().inv_cdf(1.0 - 0.5 * p_below)
    freedom = max(n_people - 1, 1)
    square = z_score * z_score
    terms = (
        (square + 1.0) / 4.0,
        ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92160.0,
    )
    return 1.0 + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
