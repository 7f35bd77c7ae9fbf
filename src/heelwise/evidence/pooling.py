"""Pooling of posture studies: what heels do on average, how studies differ, how people differ.

A study with a mean enters as a measurement, a study with only a direction as the chance that its test came
out that way. Everything is integrated on a grid; there is no random number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from statistics import NormalDist

import numpy as np

from heelwise.evidence.normal_curve import (
    FloatArray,
    compute_normal_probability,
    compute_student_inflation,
)
from heelwise.evidence.records import Direction

_N_COARSE = (41, 6, 20)
_N_FINE = (65, 18, 22)
_SCALES_REACHED = 4.5
_SPREADS_REACHED = 3.5
_MEAN_SDS_REACHED = 7.0
_PERSON_SDS_REACHED = 5.0
_SMALLEST = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """One group of one study, as the pooling sees it.

    Attributes
    ----------
    n_people
        Possible group sizes, equally likely; one number where the size is known.
    mean_change_rad
        Mean change from barefoot to heels [rad]; None where only the direction is known.
    sd_change_rad
        Possible standard deviations of the change between people [rad], equally likely; empty where unknown.
    p_below
        Two-sided level of the test that the direction comes from.
    """

    study: str
    n_people: tuple[int, ...]
    direction: Direction
    mean_change_rad: float | None = None
    sd_change_rad: tuple[float, ...] = ()
    p_below: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolingPrior:
    """What is assumed before any study, for one coordinate.

    Attributes
    ----------
    mean_rad, mean_sd_rad
        Normal prior of the mean change over studies [rad].
    between_study_scale_rad
        Scale of the half-normal prior of the spread between studies [rad].
    between_person_median_rad, between_person_log_sd_ratio
        Log-normal prior of the spread between people [rad], [log ratio].
    """

    mean_rad: float
    mean_sd_rad: float
    between_study_scale_rad: float
    between_person_median_rad: float
    between_person_log_sd_ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledChange:
    """What heels do to one coordinate of standing posture, barefoot to heels.

    Positive: more lordosis, pelvis tipped forward, trunk leaning forward, knee bent.

    Attributes
    ----------
    mean_rad, mean_sd_rad
        Mean change over studies and how unsure it is [rad].
    between_study_sd_rad, between_person_sd_rad
        Spread of true means between studies, of changes between people (measurement error included) [rad].
    new_person_mean_rad, new_person_sd_rad
        What to expect of somebody not yet measured, all three spreads together [rad].
    mean_below_zero_fraction
        Probability that the mean change is a decrease.
    n_studies, n_people
        Studies pooled, and people in them where the size is known.
    """

    coordinate: str
    mean_rad: float
    mean_sd_rad: float
    between_study_sd_rad: float
    between_person_sd_rad: float
    new_person_mean_rad: float
    new_person_sd_rad: float
    mean_below_zero_fraction: float
    n_studies: int
    n_people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Product grid with integration weights: mean, spread between studies, log spread between people."""

    mean_rad: FloatArray
    between_study_rad: FloatArray
    log_between_person: FloatArray
    weight: FloatArray


def pool_change(coordinate: str, rows: Sequence[StudyRow], prior: PoolingPrior) -> PooledChange:
    """Return the posterior of the change in one coordinate.

    Parameters
    ----------
    coordinate
        Name of the coordinate.
    rows
        Study rows; none at all gives the prior back.
    prior
        What is assumed before the rows.

    Notes
    -----
    Model: true mean of study j ~ Normal(mean, between-study); observed mean ~ Normal(true mean,
    between-person / sqrt(n)). The grid is laid over the prior first, then ever closer to the posterior.

    References
    ----------
    gelman-2006 for the half-normal prior; docs/science/posture-in-heels.md for the whole model.
    """
    means, log_persons = (prior.mean_rad, prior.mean_sd_rad), None
    for n_nodes in (_N_COARSE, _N_COARSE, _N_COARSE):
        grid = _lay_grid(prior, means, log_persons, n_nodes)
        means, log_persons = _find_moments(grid, _compute_posterior(grid, rows, prior))
    fine = _lay_grid(prior, means, log_persons, _N_FINE)
    return _summarise(coordinate, rows, fine, _compute_posterior(fine, rows, prior))


def _lay_grid(
    prior: PoolingPrior,
    mean_moments: tuple[float, float],
    log_person_moments: tuple[float, float] | None,
    n_nodes: tuple[int, int, int],
) -> _Grid:
    centre, log_sd = log(prior.between_person_median_rad), prior.between_person_log_sd_ratio
    low, high = centre - _SPREADS_REACHED * log_sd, centre + _SPREADS_REACHED * log_sd
    if log_person_moments is not None:
        found, found_sd = log_person_moments
        reach = _PERSON_SDS_REACHED * found_sd
        low, high = max(low, found - reach), min(high, found + reach)
    reach = _MEAN_SDS_REACHED * mean_moments[1]
    means, mean_weights = _place_nodes(mean_moments[0] - reach, mean_moments[0] + reach, n_nodes[0])
    studies, study_weights = _place_nodes(0.0, _SCALES_REACHED * prior.between_study_scale_rad, n_nodes[1])
    people, person_weights = _place_nodes(low, high, n_nodes[2])
    return _Grid(
        mean_rad=means[:, None, None],
        between_study_rad=studies[None, :, None],
        log_between_person=people[None, None, :],
        weight=mean_weights[:, None, None] * study_weights[None, :, None] * person_weights[None, None, :],
    )


@cache
def _compute_unit_nodes(n_nodes: int) -> tuple[FloatArray, FloatArray]:
    """Return Gauss-Legendre nodes and weights between -1 and 1.

    Eigenvalues of the Jacobi matrix (Golub and Welsch 1969); NumPy's own routine gives the same to 1e-14 but loads
    a package that takes longer than everything else here.
    """
    k = np.arange(1, n_nodes)
    beside = k / np.sqrt(4.0 * k**2 - 1.0)
    nodes, vectors = np.linalg.eigh(np.diag(beside, -1))
    return nodes, 2.0 * vectors[0] ** 2


def _place_nodes(low: float, high: float, n_nodes: int) -> tuple[FloatArray, FloatArray]:
    nodes, weights = _compute_unit_nodes(n_nodes)
    half = 0.5 * (high - low)
    return 0.5 * (low + high) + half * nodes, half * weights


def _compute_posterior(grid: _Grid, rows: Sequence[StudyRow], prior: PoolingPrior) -> FloatArray:
    log_median = log(prior.between_person_median_rad)
    log_density = -0.5 * (
        ((grid.mean_rad - prior.mean_rad) / prior.mean_sd_rad) ** 2
        + (grid.between_study_rad / prior.between_study_scale_rad) ** 2
        + ((grid.log_between_person - log_median) / prior.between_person_log_sd_ratio) ** 2
    )
    for row in rows:
        log_density = log_density + np.log(_compute_likelihood(grid, row) + _SMALLEST)
    mass = grid.weight * np.exp(log_density - log_density.max())
    return np.asarray(mass / mass.sum())


def _compute_likelihood(grid: _Grid, row: StudyRow) -> FloatArray:
    """Return the likelihood of a row at each grid point, averaged over its possible group sizes."""
    likelihoods = [_compute_sized_likelihood(grid, row, n_people) for n_people in row.n_people]
    return np.asarray(np.mean(likelihoods, axis=0))


def _compute_sized_likelihood(grid: _Grid, row: StudyRow, n_people: int) -> FloatArray:
    between_person = np.exp(grid.log_between_person)
    if row.mean_change_rad is None:
        return _compute_direction_likelihood(grid, row, between_person / sqrt(n_people), n_people)
    total_sd = np.hypot(grid.between_study_rad, between_person / sqrt(n_people))
    likelihood = np.exp(-0.5 * ((row.mean_change_rad - grid.mean_rad) / total_sd) ** 2) / total_sd
    if row.sd_change_rad:
        likelihood = likelihood * _compute_spread_likelihood(row.sd_change_rad, between_person, n_people)
    return np.asarray(likelihood)


def _compute_spread_likelihood(
    sd_change_rad: tuple[float, ...], between_person_rad: FloatArray, n_people: int
) -> FloatArray:
    """Return how well the seen standard deviations fit a spread; 1 at the best fit of each."""
    freedom = n_people - 1
    log_ratio = np.log(np.asarray(sd_change_rad)) - np.log(between_person_rad)[..., None]
    fit = np.exp(freedom * (log_ratio - 0.5 * np.expm1(2.0 * log_ratio)))
    return np.asarray(fit.mean(axis=-1))


def _compute_direction_likelihood(
    grid: _Grid, row: StudyRow, standard_error_rad: FloatArray, n_people: int
) -> FloatArray:
    """Return the chance that a study's test came out as it did.

    The critical value is the normal one and the standard error is widened by Student's, so that a study that
    sees nothing but noise is significant at its stated level whatever its size.
    """
    if row.direction in ("tends_to_decrease", "tends_to_increase"):
        upward = compute_normal_probability(grid.mean_rad / np.hypot(grid.between_study_rad, standard_error_rad))
        return upward if row.direction == "tends_to_increase" else 1.0 - upward
    widened = standard_error_rad * compute_student_inflation(n_people, row.p_below)
    threshold = NormalDist().inv_cdf(1.0 - 0.5 * row.p_below) * widened
    total_sd = np.hypot(grid.between_study_rad, widened)
    if row.direction == "increase":
        return compute_normal_probability((grid.mean_rad - threshold) / total_sd)
    below = compute_normal_probability((-threshold - grid.mean_rad) / total_sd)
    if row.direction == "decrease":
        return below
    return compute_normal_probability((threshold - grid.mean_rad) / total_sd) - below


def _find_moments(grid: _Grid, mass: FloatArray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return mean and standard deviation of two axes, the latter no smaller than the nodes can tell."""
    moments = []
    for nodes in (grid.mean_rad, grid.log_between_person):
        centre = float((mass * nodes).sum())
        variance = float((mass * (nodes - centre) ** 2).sum())
        moments.append((centre, max(sqrt(variance), 0.5 * float(np.diff(nodes.ravel()).max()))))
    return moments[0], moments[1]


def _summarise(coordinate: str, rows: Sequence[StudyRow], grid: _Grid, mass: FloatArray) -> PooledChange:
    mean = float((mass * grid.mean_rad).sum())
    mean_sd = sqrt(float((mass * (grid.mean_rad - mean) ** 2).sum()))
    between_study = sqrt(float((mass * grid.between_study_rad**2).sum()))
    between_person = sqrt(float((mass * np.exp(2.0 * grid.log_between_person)).sum()))
    sizes: dict[str, int] = {}
    for row in rows:
        known = row.n_people[0] if len(row.n_people) == 1 else 0
        sizes[row.study] = sizes.get(row.study, 0) + known
    return PooledChange(
        coordinate=coordinate,
        mean_rad=mean,
        mean_sd_rad=mean_sd,
        between_study_sd_rad=between_study,
        between_person_sd_rad=between_person,
        new_person_mean_rad=mean,
        new_person_sd_rad=sqrt(mean_sd**2 + between_study**2 + between_person**2),
        mean_below_zero_fraction=_find_mass_below_zero(grid, mass),
        n_studies=len(sizes),
        n_people=sum(sizes.values()),
    )


def _find_mass_below_zero(grid: _Grid, mass: FloatArray) -> float:
    """Return the posterior mass of a negative mean: its density as a Legendre series, integrated to zero."""
    marginal = mass.sum(axis=(1, 2))
    means = grid.mean_rad.ravel()
    nodes = _compute_unit_nodes(means.size)[0]
    half = (means[-1] - means[0]) / (nodes[-1] - nodes[0])
    zero = float(np.clip(-(means[0] - half * nodes[0]) / half, -1.0, 1.0))
    orders = np.arange(means.size)
    series = (orders + 0.5) * (np.polynomial.legendre.legvander(nodes, means.size - 1).T @ marginal)
    below = np.polynomial.legendre.legint(series, lbnd=-1.0)
    return float(np.clip(np.polynomial.legendre.legval(zero, below), 0.0, 1.0))
