"""The muscle split for cubed activations: a few quadratic splits, each the best parabola to the cost where it stands.

A cube asks the muscles to share more evenly than a square does. Newton's step for a cubed variable is the Babylonian
square root, so the steps close in from any start; the last one is exact to rounding.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from heelwise.mechanics.split.static_optimisation import Split, split_loads
from heelwise.shapes import Float

MAX_STEPS = 60
AGREEMENT = 1e-9
"""Steps end when no variable moves by more than this."""

_LEAST_CURVATURE = 1e-4
"""Keeps silent muscles from having no cost at all in a step; it moves no answer, only the way there."""


def split_loads_cubic(
    effect: Float[np.ndarray, "pose row variable"],
    demand: Float[np.ndarray, "pose row"],
    weight: Float[np.ndarray, "pose variable"],
    low: Float[np.ndarray, "pose variable"],
    high: Float[np.ndarray, "pose variable"],
    n_cubed: int,
) -> Split:
    """Return the split that makes ``sum(weight * x**3) / 3`` of the first variables plus squares of the rest least.

    Parameters
    ----------
    effect, demand, weight, low, high
        As for `split_loads`; the first `n_cubed` variables have low >= 0.
    n_cubed
        How many variables are cubed.
    """
    split = split_loads(effect, demand, weight, low, high)
    moving = split.solved.copy()
    for _ in range(MAX_STEPS):
        rows = np.flatnonzero(moving)
        if not len(rows):
            return split
        x = split.x[rows]
        cubed = x[:, :n_cubed]
        curvature, centre = weight[rows].copy(), np.zeros_like(x)
        curvature[:, :n_cubed] = 2.0 * weight[rows, :n_cubed] * cubed + _LEAST_CURVATURE
        centre[:, :n_cubed] = cubed - weight[rows, :n_cubed] * cubed**2 / curvature[:, :n_cubed]
        left = demand[rows] - np.einsum("prv,pv->pr", effect[rows], centre)
        step = split_loads(effect[rows], left, curvature, low[rows] - centre, high[rows] - centre)
        found = centre + step.x
        moved = np.abs(found - x).max(axis=1)
        solved = split.solved.copy()
        solved[rows] &= step.solved
        split = replace(_with_rows(split, rows, found, step), solved=solved)
        moving[rows] = step.solved & (moved > AGREEMENT)
    return replace(split, solved=split.solved & ~moving)


def _with_rows(split: Split, rows: np.ndarray, x: np.ndarray, step: Split) -> Split:
    """Return the split with new variables in some rows."""
    fields = {name: getattr(split, name).copy() for name in ("x", "multiplier", "residual", "iterations")}
    fields["x"][rows], fields["multiplier"][rows] = x, step.multiplier
    fields["residual"][rows] = step.residual
    fields["iterations"][rows] += step.iterations
    return replace(split, **fields)
