"""The climb of `static_optimisation` in compiled code, one posture after another; an optional extra.

Imported only where it is asked for. The first call on a machine compiles for some seconds; numba keeps the result
beside this file, or in the user's cache folder where this one cannot be written to.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call"
# numba finds the types of the kernel's functions itself; plain annotations would only repeat them.

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from heelwise.errors import InputError
from heelwise.mechanics.split.static_optimisation import MAX_NEWTON_STEPS, OVERSHOOT, RIDGE, ROUNDING, TARGET
from heelwise.shapes import Float, Int
from heelwise.text import N_, Text

try:
    import numba
except ImportError as error:
    raise InputError(
        "compiled",
        Text(N_("The compiled solver needs numba. Install heelwise[compiled], or leave compiled off.")),
    ) from error

_MAX_SEARCH_STEPS = 60
_LEVEL = 1e-3
"""A line search ends where the slope is below this share of the rise it began with."""


def climb_compiled(
    effect: Float[np.ndarray, "pose row variable"],
    demand: Float[np.ndarray, "pose row"],
    weight: Float[np.ndarray, "pose variable"],
    low: Float[np.ndarray, "pose variable"],
    high: Float[np.ndarray, "pose variable"],
    tolerance: float,
) -> tuple[Float[np.ndarray, "pose variable"], Float[np.ndarray, "pose row"], Int[np.ndarray, " pose"]]:
    """Return x, multipliers and Newton steps; postures that are proved infeasible are left where they stand.

    Parameters
    ----------
    effect, demand, weight, low, high
        As in `split_loads`.
    tolerance
        Largest row residual accepted, in the rows' unit.
    """
    x, multiplier = np.zeros_like(weight), np.zeros_like(demand)
    steps = np.zeros(len(demand), dtype=np.int64)
    arrays = (np.ascontiguousarray(a) for a in (effect, demand, weight, low, high))
    rules = (RIDGE, OVERSHOOT, ROUNDING, TARGET * tolerance)  # arguments, so that no old kernel keeps old values
    _climb_all(*arrays, rules, MAX_NEWTON_STEPS, x, multiplier, steps)
    return x, multiplier, steps


def _compiled(function: Callable[..., Any], *, inline: bool = False) -> Any:
    """Return `function` compiled, kept on disk where some folder can be written to."""
    plain = inspect.unwrap(function)  # tests wrap every function in run-time type checks
    options: dict[str, Any] = {
        "fastmath": {
            "reassoc",
            "contract",
            "nsz",
        },  # sums in any order; infinities and not-a-number keep their rules
        "nogil": True,
        "error_model": "numpy",
    }
    if inline:
        return numba.njit(**options)(plain)
    try:
        return numba.njit(cache=True, **options)(plain)
    except RuntimeError:  # no folder to keep it in
        return numba.njit(**options)(plain)


def _curve(effect, scale, free, packed, scaled, bent):
    """Fill the lower half of the curvature from the free variables."""
    n_rows, n_variables = effect.shape
    n_free = 0
    for v in range(n_variables):
        if free[v]:
            for r in range(n_rows):
                packed[r, n_free] = effect[r, v]
                scaled[r, n_free] = effect[r, v] * scale[v]
            n_free += 1
    for i in range(0, n_rows - 1, 2):
        for j in range(0, i + 2, 2):
            a = b = c = d = 0.0
            for v in range(n_free):
                a += scaled[i, v] * packed[j, v]
                b += scaled[i, v] * packed[j + 1, v]
                c += scaled[i + 1, v] * packed[j, v]
                d += scaled[i + 1, v] * packed[j + 1, v]
            bent[i, j], bent[i, j + 1], bent[i + 1, j], bent[i + 1, j + 1] = a, b, c, d
    if n_rows % 2:
        for j in range(n_rows):
            total = 0.0
            for v in range(n_free):
                total += scaled[n_rows - 1, v] * packed[j, v]
            bent[n_rows - 1, j] = total


def _solve(bent, right, out):
    """Solve with the lower half of a positive matrix, overwriting it; return whether it was positive."""
    n = len(right)
    for j in range(n):
        pivot = bent[j, j]
        for k in range(j):
            pivot -= bent[j, k] * bent[j, k]
        if not pivot > 0.0:
            return False
        root = np.sqrt(pivot)
        bent[j, j] = root
        for i in range(j + 1, n):
            total = bent[i, j]
            for k in range(j):
                total -= bent[i, k] * bent[j, k]
            bent[i, j] = total / root
    for i in range(n):
        total = right[i]
        for k in range(i):
            total -= bent[i, k] * out[k]
        out[i] = total / bent[i, i]
    for i in range(n - 1, -1, -1):
        total = out[i]
        for k in range(i + 1, n):
            total -= bent[k, i] * out[k]
        out[i] = total / bent[i, i]
    return True


def _drive(effect, multiplier, scale, out):
    """Fill what the multipliers ask of each variable."""
    out[:] = 0.0
    for r in range(len(multiplier)):
        m = multiplier[r]
        for v in range(len(out)):
            out[v] += m * effect[r, v]
    for v in range(len(out)):
        out[v] *= scale[v]


def _gap(effect, demand, drive, low, high, x, gap):
    """Fill x and what it leaves of the demand; return the largest row of that."""
    for v in range(len(x)):
        x[v] = min(max(drive[v], low[v]), high[v])
    most = 0.0
    for r in range(len(demand)):
        total = 0.0
        for v in range(len(x)):
            total += effect[r, v] * x[v]
        gap[r] = demand[r] - total
        most = max(most, abs(gap[r]))
    return most


def _search(drive, change, weight, low, high, wanted, rise, rounding):
    """Return how many times the step to go to where the dual is level; -1 if it rises for ever."""
    n = len(drive)
    most, size = 0.0, abs(wanted)
    for v in range(n):
        rate = change[v] * weight[v]
        reach = rate * high[v] if rate > 0 else rate * low[v]
        most += reach
        size += abs(reach)
    if wanted - most > rounding * size:
        return -1.0
    length, below, above = 1.0, 0.0, np.inf
    for _ in range(_MAX_SEARCH_STEPS):
        slope, bend = wanted, 0.0
        for v in range(n):
            asked = drive[v] + length * change[v]
            within = min(max(asked, low[v]), high[v])
            rate = change[v] * weight[v]
            slope -= rate * within
            if within == asked:
                bend += rate * change[v]
        if abs(slope) <= _LEVEL * rise:
            return length
        if slope > 0:
            below = length
        else:
            above = length
        aim = length + slope / bend if bend > 0 else np.inf
        if not below < aim < above:
            aim = _middle_corner(drive, change, low, high, below, above)
        if aim < 0:  # one straight piece is left: its ends are closer than rounding
            return below if below > 0 else above
        length = aim
    return below if below > 0 else length


def _middle_corner(drive, change, low, high, below, above):
    """Return a place within the bracket where a variable meets a bound, near the middle of them; -1 without any."""
    count, total = 0, 0.0
    for v in range(len(drive)):
        if change[v] != 0.0:
            for bound in (low[v], high[v]):
                when = (bound - drive[v]) / change[v]
                if below < when < above:
                    count += 1
                    total += np.log(when)
    if count == 0:
        return -1.0
    aim = np.exp(total / count)
    best, place = np.inf, -1.0
    for v in range(len(drive)):
        if change[v] != 0.0:
            for bound in (low[v], high[v]):
                when = (bound - drive[v]) / change[v]
                if below < when < above and abs(np.log(when / aim)) < best:
                    best, place = abs(np.log(when / aim)), when
    return place


def _dot(a, b):
    """Return the scalar product."""
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def _set_ridge(bent, share, ridge):
    """Fill what is added to the curvature: a share of the curvature with no variable at a bound."""
    mean = 0.0
    for r in range(len(ridge)):
        mean += bent[r, r] / len(ridge)
    for r in range(len(ridge)):
        ridge[r] = share * (bent[r, r] + 1e-6 * mean) + 1e-300


def _climb_one(effect, demand, weight, low, high, rules, max_steps, x, m):
    """Climb one posture; fill x and m, return Newton steps."""
    ridge_share, overshoot, rounding, target = rules
    n_rows, n = effect.shape
    packed, scaled = np.empty((n_rows, n)), np.empty((n_rows, n))
    bent, ridge = np.empty((n_rows, n_rows)), np.zeros(n_rows)
    drive, change, scale = np.zeros(n), np.empty(n), 1.0 / weight
    gap, step = np.empty(n_rows), np.empty(n_rows)
    free = low < high
    left = _gap(effect, demand, drive, low, high, x, gap)
    target = max(target, rounding * left)
    for k in range(max_steps):
        if left <= target:
            return k
        _curve(effect, scale, free, packed, scaled, bent)
        if k == 0:
            _set_ridge(bent, ridge_share, ridge)
        for r in range(n_rows):
            bent[r, r] += ridge[r]
        if not _solve(bent, gap, step):
            return k
        rise = _dot(step, gap)
        _drive(effect, step, scale, change)
        left = _gap(effect, demand, drive + change, low, high, x, gap)
        if not _dot(step, gap) >= -overshoot * rise:
            length = _search(drive, change, weight, low, high, _dot(step, demand), rise, rounding)
            if length < 0.0:
                return k + 1
            step *= length
            change *= length
            left = _gap(effect, demand, drive + change, low, high, x, gap)
        m += step
        drive += change
        free = (low < drive) & (drive < high)
    return max_steps


def _climb_poses(effect, demand, weight, low, high, rules, max_steps, x, multiplier, steps):
    """Climb every posture."""
    for p in range(len(demand)):
        steps[p] = _climb_one(effect[p], demand[p], weight[p], low[p], high[p], rules, max_steps, x[p], multiplier[p])


for _function in (_dot, _set_ridge, _curve, _solve, _drive, _gap, _middle_corner, _search, _climb_one):
    globals()[_function.__name__] = _compiled(_function, inline=True)
_climb_all = _compiled(_climb_poses)
