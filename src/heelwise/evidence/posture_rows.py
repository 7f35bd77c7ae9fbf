"""From the effects of the library to the rows and priors that the pooling works on."""

from __future__ import annotations

from functools import cache
from math import log, sqrt

import numpy as np

from heelwise.evidence.library import EvidenceLibrary
from heelwise.evidence.pooling import PooledChange, PoolingPrior, StudyRow, pool_change
from heelwise.evidence.records import Effect, Quantity

POOLED_COORDINATES = ("lumbar_lordosis", "pelvis_anterior_tilt", "trunk_lean", "knee_flexion")
"""Coordinates of standing posture that studies speak about."""

_NORMAL_95_PERCENT = 1.959964
_N_CORRELATIONS = 5


@cache
def pool_posture_changes(lib: EvidenceLibrary) -> dict[str, PooledChange]:
    """Return what heels do to each coordinate of standing posture, pooled over the library's studies.

    Positive: more lordosis, pelvis tipped forward, trunk leaning forward, knee bent.
    """
    correlations = read_correlations(lib)
    return {
        coordinate: pool_change(
            coordinate,
            [to_study_row(effect, lib, correlations) for effect in select_pooled_effects(lib, coordinate)],
            read_prior(lib, coordinate),
        )
        for coordinate in POOLED_COORDINATES
    }


def select_pooled_effects(lib: EvidenceLibrary, coordinate: str) -> tuple[Effect, ...]:
    """Return the standing effects that speak about a coordinate; the C7 plumb line speaks about the trunk."""
    spoken = {coordinate, "c7_plumb_line"} if coordinate == "trunk_lean" else {coordinate}
    return tuple(effect for effect in lib.effects if effect.in_pool and effect.coordinate in spoken)


def read_correlations(lib: EvidenceLibrary) -> tuple[float, ...]:
    """Return evenly spread correlations between barefoot and heels, over the assumed interval."""
    low, high = _read_interval(lib.quantity("pooling.before_after_correlation"))
    return tuple(float(value) for value in np.linspace(low, high, _N_CORRELATIONS))


def read_prior(lib: EvidenceLibrary, coordinate: str) -> PoolingPrior:
    """Return the prior of one coordinate from the library's stated assumptions."""
    mean = lib.quantity("pooling.mean_change_rad")
    scale = lib.quantity("pooling.between_study_scale_rad")
    person = lib.quantity("pooling.between_person_spread_rad")
    place = person.labels.index(coordinate)
    low, high = _read_interval(person, place)
    return PoolingPrior(
        mean_rad=_read_scalar(mean.value),
        mean_sd_rad=_read_scalar(mean.spread),
        between_study_scale_rad=_read_list(scale.value)[scale.labels.index(coordinate)],
        between_person_median_rad=_read_list(person.value)[place],
        between_person_log_sd_ratio=log(high / low) / (2.0 * _NORMAL_95_PERCENT),
    )


def to_study_row(effect: Effect, lib: EvidenceLibrary, correlations: tuple[float, ...]) -> StudyRow:
    """Return an effect as the pooling sees it, in radians.

    A shift of the C7 plumb line becomes the small angle of shift over height of C7 above S1. The standard
    deviation of the change is the study's own, or comes from those barefoot and in heels through each of the
    correlations; where both are known the two readings weigh the same.
    """
    unit = 1.0
    if effect.coordinate == "c7_plumb_line":
        unit = 1.0 / _read_scalar(lib.quantity("pooling.c7_to_s1_height_m").value)
    mean = effect.mean_change
    if mean is None and effect.mean_before is not None and effect.mean_after is not None:
        mean = effect.mean_after - effect.mean_before
    assumed = _read_list(lib.quantity("pooling.n_people_when_not_stated").value)
    return StudyRow(
        study=effect.source_keys[0] + ("/" + effect.group if effect.group.startswith("reference") else ""),
        n_people=tuple(int(size) for size in assumed) if effect.n_people is None else (effect.n_people,),
        direction=effect.direction,
        mean_change_rad=None if mean is None else mean * unit,
        sd_change_rad=tuple(sd * unit for sd in _find_change_sds(effect, correlations)),
        p_below=0.05 if effect.p_below is None else effect.p_below,
    )


def _find_change_sds(effect: Effect, correlations: tuple[float, ...]) -> tuple[float, ...]:
    own = () if effect.sd_change is None else (effect.sd_change,)
    if effect.sd_before is None or effect.sd_after is None:
        return own
    before, after = effect.sd_before, effect.sd_after
    derived = tuple(sqrt(before**2 + after**2 - 2.0 * rho * before * after) for rho in correlations)
    return own * len(derived) + derived


def _read_scalar(value: float | tuple[float, ...] | None) -> float:
    if not isinstance(value, float):
        raise TypeError(f"one number expected, got {value!r}")
    return value


def _read_list(value: float | tuple[float, ...]) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _read_interval(quantity: Quantity, place: int = 0) -> tuple[float, float]:
    if quantity.interval is None:
        raise TypeError(f"{quantity.key} has no interval")
    return quantity.interval[place]
