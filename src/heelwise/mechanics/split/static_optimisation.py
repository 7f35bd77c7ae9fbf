"""Which muscles share the work: convex static optimisation, solved in the dual for many postures at once.

For each posture: minimise ``sum(weight * x**2) / 2`` subject to ``effect @ x = demand`` and ``low <= x <= high``.
At the optimum every x is a clipped linear function of one multiplier per row, ``x = clip(effect.T @ m / weight)``,
so only the multipliers are sought: they maximise a concave function made of quadratic pieces. Newton steps with a
line search climb it in some 6 to 9 steps. Where it has no top, no x can meet the demand, and the direction in which
it rises for ever proves that (Farkas). What this leaves open is settled by proximal steps, which find the x that
comes closest to the demand. There are no reserve actuators to hide a residual; it is returned. Every posture goes its
own way: its answer is the same to the last bit whoever else is in the batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.errors import InputError
from heelwise.shapes import Bool, Float, Int
from heelwise.text import N_, Text

POSES_AT_ONCE = 64
"""Postures worked on together: their arrays stay in the processor's cache."""

MAX_NEWTON_STEPS = 30
MAX_PROXIMAL_STEPS = 40

RIDGE = 1e-14
"""Added to the curvature, as a share of the curvature with no variable at a bound."""

OVERSHOOT = 0.5
"""A full step is kept unless it ends in a fall steeper than this share of the rise it began with."""

TARGET = 0.01
"""The climb goes on to this share of the tolerance where rounding lets it, so that x is as good as the residual."""

ROUNDING = 1e-13
"""A proof has to exceed this share of the sizes of its terms together."""

EDGE = 1e3
"""Where neither an x within tolerance nor a proof is found, this many tolerances of residual are accepted: the demand
lies at the edge of what can be reached, and what is left is in the hands of variables that can do hardly more."""

_PROVE_AFTER = (0, 3, 7, 12)
"""Steps of the climb after which the multipliers are tried as a proof: most that is impossible is seen at once."""

_AGREEMENT = 1e-6
_SHARPEN_FROM = 3
"""Most proofs are found within this many proximal steps; the rest are sharpened."""

_RANK = 1e-9
"""Variables that can do less than this share of what the strongest can are taken to do nothing in a proof."""

_FAR = 1e15
_PROXIMAL_WEIGHT = 1e-4
_PROXIMAL_DECAY = 0.2
_LEAST_PROXIMAL_WEIGHT = 1e-16
"""Near the edge, muscles with hardly any arm along the proving direction have to be called on. A heavier weight would
need more steps for them than there are; a lighter one drowns in rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """The optimal split of each posture.

    Parameters
    ----------
    x
        Optimum, or the x that comes closest to the demand where none meets it, shape (pose, variable).
    multiplier
        One per row, shape (pose, row).
    residual
        Largest absolute row residual, shape (pose,), in the rows' own unit.
    iterations
        Newton iterations, shape (pose,).
    solved
        Whether the residual is within tolerance, or within `EDGE` tolerances at the edge, shape (pose,).
    shortfall
        For a posture that is proved infeasible: how much of the demand along the proving direction no admissible x
        can meet (> 0), in the rows' unit; else 0, shape (pose,). It is the distance from the demand to what can be
        reached.
    direction
        Unit vector over the rows that proves it, else 0, shape (pose, row).
    """

    x: Float[np.ndarray, "pose variable"]
    multiplier: Float[np.ndarray, "pose row"]
    residual: Float[np.ndarray, " pose"]
    iterations: Int[np.ndarray, " pose"]
    solved: Bool[np.ndarray, " pose"]
    shortfall: Float[np.ndarray, " pose"]
    direction: Float[np.ndarray, "pose row"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Problem:
    """The arrays given to `split_loads`, for some postures."""

    effect: Float[np.ndarray, "pose row variable"]
    demand: Float[np.ndarray, "pose row"]
    weight: Float[np.ndarray, "pose variable"]
    low: Float[np.ndarray, "pose variable"]
    high: Float[np.ndarray, "pose variable"]

    def take(self, rows: slice | np.ndarray) -> _Problem:
        """Return the chosen postures."""
        return _Problem(
            effect=self.effect[rows],
            demand=self.demand[rows],
            weight=self.weight[rows],
            low=self.low[rows],
            high=self.high[rows],
        )

    def drive(self, m: Float[np.ndarray, "pose row"]) -> Float[np.ndarray, "pose variable"]:
        """Return what the multipliers ask of each variable, before its bounds."""
        asked: Float[np.ndarray, "pose variable"] = (m[:, None, :] @ self.effect)[:, 0, :]
        asked /= self.weight
        return asked

    def clip(self, drive: Float[np.ndarray, "pose variable"]) -> Float[np.ndarray, "pose variable"]:
        """Return the variables within their bounds."""
        within: Float[np.ndarray, "pose variable"] = np.minimum(np.maximum(drive, self.low), self.high)
        return within

    def gap(self, x: Float[np.ndarray, "pose variable"]) -> Float[np.ndarray, "pose row"]:
        """Return what x leaves of the demand."""
        left: Float[np.ndarray, "pose row"] = self.demand - (self.effect @ x[..., None])[..., 0]
        return left

    def curvature(self, free: Bool[np.ndarray, "pose variable"]) -> Float[np.ndarray, "pose row row"]:
        """Return minus the second derivative of the dual when the variables in `free` are not at a bound."""
        scaled = self.effect * np.where(free, 1.0 / self.weight, 0.0)[:, None, :]
        bent: Float[np.ndarray, "pose row row"] = scaled @ np.swapaxes(self.effect, -1, -2)
        return bent

    def missing(
        self, direction: Float[np.ndarray, "pose row"]
    ) -> tuple[Float[np.ndarray, " pose"], Float[np.ndarray, " pose"]]:
        """Return the demand along `direction` beyond all that can be reached, and the rounding error of it."""
        along = (direction[:, None, :] @ self.effect)[:, 0, :]
        most = along * np.where(along > 0, self.high, self.low)
        wanted = _dot(direction, self.demand)
        return wanted - most.sum(axis=-1), ROUNDING * (np.abs(most).sum(axis=-1) + np.abs(wanted))


def split_loads(
    effect: Float[np.ndarray, "pose row variable"],
    demand: Float[np.ndarray, "pose row"],
    weight: Float[np.ndarray, "pose variable"],
    low: Float[np.ndarray, "pose variable"],
    high: Float[np.ndarray, "pose variable"],
    *,
    tolerance: float = 1e-9,
    compiled: bool = False,
) -> Split:
    """Return the unique optimum for each posture, or the proof that there is none.

    Parameters
    ----------
    effect
        What one unit of each variable adds to each row.
    demand
        What the rows have to reach.
    weight
        Positive cost of each variable.
    low, high
        Finite bounds of each variable, low <= high.
    tolerance
        Largest row residual accepted, in the rows' unit; at the edge of what can be reached, `EDGE` times it.
    compiled
        Climb in compiled code (needs the extra ``heelwise[compiled]``); the same answer.

    Raises
    ------
    InputError
        If a number is not finite, a weight is not positive, a lower bound is above the upper one, or `compiled` is
        asked for without numba.

    Notes
    -----
    Infeasibility is proved, not guessed: a direction d with ``d @ demand`` greater than the most that any
    admissible x can reach along d. The rows of `Split.direction` are that d.
    """
    problem = _Problem(effect=effect, demand=demand, weight=weight, low=low, high=high)
    _check(problem)
    if compiled:
        from heelwise.mechanics.split.compiled_split import climb_compiled

        x, multiplier, iterations = climb_compiled(effect, demand, weight, low, high, tolerance)
    else:
        x, multiplier, iterations = _climb(problem, tolerance)
    residual = np.abs(problem.gap(x)).max(axis=-1, initial=0.0)
    shortfall, direction = np.zeros(len(demand)), np.zeros_like(demand)
    limit = np.full(len(demand), tolerance)
    open_ = np.flatnonzero(~(residual <= tolerance))
    for start in range(0, len(open_), POSES_AT_ONCE):
        rows = open_[start : start + POSES_AT_ONCE]
        part = problem.take(rows)
        x[rows], multiplier[rows], steps, shortfall[rows], direction[rows] = _settle(part, tolerance)
        residual[rows] = np.abs(part.gap(x[rows])).max(axis=-1)
        iterations[rows] += steps
        limit[rows] = np.where(shortfall[rows] > 0, 0.0, EDGE * tolerance)
    return Split(
        x=x,
        multiplier=multiplier,
        residual=residual,
        iterations=iterations,
        solved=residual <= limit,
        shortfall=shortfall,
        direction=direction,
    )


def _check(problem: _Problem) -> None:
    """Raise if a number cannot be worked with."""
    for name in ("effect", "demand", "weight", "low", "high"):
        if not np.isfinite(getattr(problem, name)).all():
            raise InputError(name, Text(N_("{name} holds a number that is not finite."), {"name": name}))
    if not (problem.weight > 0).all():
        raise InputError("weight", Text(N_("Every weight has to be above 0.")))
    if not (problem.low <= problem.high).all():
        raise InputError("low", Text(N_("Every lower bound has to be at or below the upper bound.")))


def _dot(a: np.ndarray, b: np.ndarray) -> Float[np.ndarray, " pose"]:
    """Return the scalar product of each posture."""
    product: Float[np.ndarray, " pose"] = np.einsum("pi,pi->p", a, b)
    return product


def _times(matrix: Float[np.ndarray, "pose row column"], vector: Float[np.ndarray, "pose column"]) -> np.ndarray:
    """Return the product of each posture."""
    return (matrix @ vector[..., None])[..., 0]


def _climb(problem: _Problem, tolerance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, multipliers and Newton steps; what is still open was proved infeasible or is left to `_settle`."""
    x, multiplier = np.empty_like(problem.weight), np.empty_like(problem.demand)
    steps = np.empty(len(x), dtype=np.int64)
    for start in range(0, len(x), POSES_AT_ONCE):
        rows = slice(start, start + POSES_AT_ONCE)
        x[rows], multiplier[rows], steps[rows] = _climb_chunk(problem.take(rows), tolerance)
    return x, multiplier, steps


def _climb_chunk(problem: _Problem, tolerance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Climb with a chunk of postures; those that are done stop moving and leave when they are half of the rest."""
    n_poses = len(problem.demand)
    done_x, done_m = np.empty_like(problem.weight), np.empty_like(problem.demand)
    steps = np.zeros(n_poses, dtype=np.int64)
    who = np.arange(n_poses)
    m, drive = np.zeros_like(problem.demand), np.zeros_like(problem.weight)
    x = problem.clip(drive)
    gap, free = problem.gap(x), problem.low < problem.high
    target = np.maximum(TARGET * tolerance, ROUNDING * np.abs(gap).max(axis=-1, initial=0.0))
    ridge, moving = None, np.ones(n_poses, dtype=bool)
    for k in range(MAX_NEWTON_STEPS):
        moving &= np.abs(gap).max(axis=-1, initial=0.0) > target[who]
        if 2 * np.count_nonzero(moving) <= len(moving):
            done_x[who], done_m[who] = x, m
            problem, who = problem.take(moving), who[moving]
            m, drive, x, gap, free = m[moving], drive[moving], x[moving], gap[moving], free[moving]
            ridge = ridge if ridge is None else ridge[moving]
            moving = np.ones(len(who), dtype=bool)
            if not len(who):
                break
        steps[who[moving]] += 1
        bent = problem.curvature(free)
        diagonal = np.einsum("pii->pi", bent)
        if ridge is None:
            ridge = RIDGE * (diagonal + 1e-6 * diagonal.mean(axis=-1, keepdims=True)) + 1e-300
        diagonal += ridge
        step = np.where(moving[:, None], np.linalg.solve(bent, gap[..., None])[..., 0], 0.0)
        change = problem.drive(step)
        rise = _dot(step, gap)
        x = problem.clip(drive + change)
        gap = problem.gap(x)
        steep = np.flatnonzero(moving & ~(_dot(step, gap) >= -OVERSHOOT * rise))
        if len(steep):
            part = problem.take(steep)
            length, endless = _search(part, drive[steep], step[steep], change[steep], rise[steep])
            step[steep] *= length[:, None]
            change[steep] *= length[:, None]
            x[steep] = part.clip(drive[steep] + change[steep])
            gap[steep] = part.gap(x[steep])
            moving[steep[endless]] = False
        m += step
        drive += change
        free = (drive > problem.low) & (drive < problem.high)
        if k in _PROVE_AFTER:
            beyond, rounding = problem.missing(m)
            moving &= ~(beyond > rounding)
    done_x[who], done_m[who] = x, m
    return done_x, done_m, steps


def _search(
    problem: _Problem,
    drive: Float[np.ndarray, "pose variable"],
    step: Float[np.ndarray, "pose row"],
    change: Float[np.ndarray, "pose variable"],
    rise: Float[np.ndarray, " pose"],
    drag: float | Float[np.ndarray, " pose"] = 0.0,
) -> tuple[Float[np.ndarray, " pose"], Bool[np.ndarray, " pose"]]:
    """Return how many times `step` to go to where the dual is level, and whether it rises for ever instead.

    The slope falls along the step in straight pieces that end where a variable meets or leaves a bound; these are
    sorted and the piece in which it crosses zero is solved. `drag` is curvature that a proximal term adds.
    """
    rate = change * problem.weight
    beyond, rounding = problem.missing(step)
    endless = (beyond > rounding) & (np.asarray(drag) == 0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        to_low, to_high = (problem.low - drive) / change, (problem.high - drive) / change
    still = change == 0
    enters = np.where(still, 0.0, np.maximum(np.minimum(to_low, to_high), 0.0))
    leaves = np.where(still, 0.0, np.maximum(np.maximum(to_low, to_high), 0.0))
    when = np.concatenate([enters, leaves], axis=-1)
    order = np.argsort(when, axis=-1)
    when = np.minimum(np.take_along_axis(when, order, axis=-1), _FAR)
    bend = np.take_along_axis(np.concatenate([rate * change, -rate * change], axis=-1), order, axis=-1)
    bend = np.maximum(np.cumsum(bend, axis=-1), 0.0) + np.reshape(drag, (-1, 1))
    fall = np.zeros_like(when)
    np.cumsum(bend[:, :-1] * np.diff(when, axis=-1), axis=-1, out=fall[:, 1:])
    slope = (rise - drag * when[:, 0])[:, None] - fall
    piece = np.maximum(np.count_nonzero(slope > 0, axis=-1) - 1, 0)[:, None]
    from_, left, curve = (np.take_along_axis(v, piece, axis=-1)[:, 0] for v in (when, slope, bend))
    length = from_ + np.where(curve > 0, left / np.where(curve > 0, curve, 1.0), 0.0)
    return np.where(endless, 0.0, np.maximum(length, 0.0)), endless


def _settle(problem: _Problem, tolerance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return x, multipliers, Newton steps, shortfall and proving direction of postures the climb left open.

    Proximal steps end at the optimum where there is one; else the gap they leave tends to the shortest possible one,
    which is itself the best proof.
    """
    m, x = np.zeros_like(problem.demand), np.zeros_like(problem.weight)
    n_poses, steps = len(m), np.zeros(len(m), dtype=np.int64)
    shortfall, direction = np.zeros(n_poses), np.zeros_like(m)
    everything = problem.curvature(problem.low < problem.high)
    size = np.einsum("pii->p", everything) / m.shape[-1] + 1e-300
    who = np.arange(n_poses)
    for k in range(MAX_PROXIMAL_STEPS):
        part = problem.take(who)
        weight = max(_PROXIMAL_WEIGHT * _PROXIMAL_DECAY**k, _LEAST_PROXIMAL_WEIGHT) * size[who]
        m[who], x[who], taken = _proximal_step(part, m[who], weight, tolerance)
        steps[who] += taken
        gap = part.gap(x[who])
        distance = np.linalg.norm(gap, axis=-1)
        aim = gap / np.where(distance > 0, distance, 1.0)[:, None]
        beyond, rounding = part.missing(aim)
        if k >= _SHARPEN_FROM:
            sharp_m, sharp_x, sharp_aim = _sharpened(part, m[who], x[who])
            sharp_beyond, sharp_rounding = part.missing(sharp_aim)
            wins = sharp_beyond > beyond
            aim[wins], beyond[wins], rounding[wins] = sharp_aim[wins], sharp_beyond[wins], sharp_rounding[wins]
            astray = np.abs(part.clip(part.drive(sharp_m)) - sharp_x).max(axis=-1)
            meets = (np.abs(part.gap(sharp_x)).max(axis=-1) <= tolerance) & (astray <= _AGREEMENT)
            m[who[meets]], x[who[meets]], gap[meets] = sharp_m[meets], sharp_x[meets], part.gap(sharp_x)[meets]
        better = (beyond > rounding) & (beyond > shortfall[who])
        shortfall[who[better]], direction[who[better]] = beyond[better], aim[better]
        solved = np.abs(gap).max(axis=-1) <= tolerance
        shortfall[who[solved]], direction[who[solved]] = 0.0, 0.0
        closest = (beyond > rounding) & (distance - beyond <= _AGREEMENT * distance + rounding)
        who = who[~(solved | closest)]
        if not len(who):
            break
    return x, m, steps, shortfall, direction


def _sharpened(
    problem: _Problem, m: Float[np.ndarray, "pose row"], x: Float[np.ndarray, "pose variable"]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return multipliers and x one exact step on, and unit directions along which the free variables do nothing.

    What the free variables can make of the gap, the step makes of it, without squaring their arms. What they cannot is
    the proof, if there is one: the gap of a proximal step is that but for a little, and near the edge of what can be
    reached the little is more than what is missing.
    """
    gap, root = problem.gap(x), np.sqrt(problem.weight)
    free = (x > problem.low) & (x < problem.high)
    moves, size, shares = np.linalg.svd(problem.effect * (free / root)[:, None, :], full_matrices=False)
    able = size > _RANK * size[:, :1]
    along = np.where(able, _times(np.swapaxes(moves, -1, -2), gap), 0.0)
    part = along / np.where(able, size, 1.0)
    moved = x + _times(np.swapaxes(shares, -1, -2), part) / root
    across = gap - _times(moves, along)
    length = np.linalg.norm(across, axis=-1, keepdims=True)
    return (
        m + _times(moves, part / np.where(able, size, 1.0)),
        problem.clip(moved),
        across / np.where(length > 0, length, 1.0),
    )


def _proximal_step(
    problem: _Problem, centre: Float[np.ndarray, "pose row"], weight: Float[np.ndarray, " pose"], tolerance: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return multipliers and x at the top of the dual less ``weight / 2 * |m - centre|**2``, and Newton steps."""
    done_m, done_x = np.empty_like(problem.demand), np.empty_like(problem.weight)
    steps, who = np.zeros(len(centre), dtype=np.int64), np.arange(len(centre))
    m, drive = centre.copy(), problem.drive(centre)
    x = problem.clip(drive)
    target = np.maximum(TARGET * tolerance, ROUNDING * np.abs(problem.demand).max(axis=-1, initial=0.0))
    identity = np.eye(m.shape[-1])
    for left in range(MAX_NEWTON_STEPS, -1, -1):
        slope = problem.gap(x) - weight[:, None] * (m - centre)
        moving = (np.abs(slope).max(axis=-1) > target) & (left > 0)
        if not moving.all():  # each posture stops by itself, so that none depends on the others
            done_m[who[~moving]], done_x[who[~moving]] = m[~moving], x[~moving]
            problem, who, centre, weight = problem.take(moving), who[moving], centre[moving], weight[moving]
            m, drive, slope, target = m[moving], drive[moving], slope[moving], target[moving]
        if not len(who):
            break
        steps[who] += 1
        free = (drive > problem.low) & (drive < problem.high)
        bent = problem.curvature(free) + weight[:, None, None] * identity
        step = np.linalg.solve(bent, slope[..., None])[..., 0]
        change = problem.drive(step)
        length, _ = _search(problem, drive, step, change, _dot(step, slope), weight * _dot(step, step))
        m = m + length[:, None] * step
        drive = drive + length[:, None] * change
        x = problem.clip(drive)
    return done_m, done_x, steps
