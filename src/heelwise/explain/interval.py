"""A number with how sure we are: median and 80 % interval over draws."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from heelwise.shapes import Float

_COARSE_PERCENT = 5.0
LOW_PERCENTILE, HIGH_PERCENTILE = 10.0, 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Median and the ends between which 8 of 10 draws lie, in the unit of what is summed up."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: Float[np.ndarray, " draw"]) -> Interval:
        """Return the interval of draws, interpolated linearly between neighbours in size."""
        place = np.linspace(0.0, 100.0, len(draws))
        low, median, high = np.interp([LOW_PERCENTILE, 50.0, HIGH_PERCENTILE], place, np.sort(draws))
        return cls(median=float(median), low=float(low), high=float(high))

    def to_json(self) -> dict[str, float]:
        """Return as plain numbers."""
        return {"median": self.median, "low": self.low, "high": self.high}


def round_load_change(percent: float, end: str = "median") -> float:
    """Return a change of load as exactly as 256 draws know it: to 5 % from 10 % on, to 1 % below.

    Ends of an interval are rounded outward, so that no rounding makes us surer than we are.

    Another seed moves the ends of a wide interval by some percent (docs/performance.md).
    """
    step = _COARSE_PERCENT if abs(percent) >= 2 * _COARSE_PERCENT else 1.0
    nearest = {"low": math.floor, "high": math.ceil}.get(end, round)
    return nearest(percent / step) * step


def signed_load_change(percent: float, end: str = "median") -> str:
    """Return a change of load in words, rounded to what we know."""
    return signed(round_load_change(percent, end))


def signed(value: float, digits: int = 0) -> str:
    """Return a change with its sign, a true minus, and no "-0"."""
    rounded = round(value, digits) + 0.0
    if rounded == 0:
        return f"{0:.{digits}f}"
    return f"{rounded:+.{digits}f}".replace("-", "−")
