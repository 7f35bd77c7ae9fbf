"""The foot inside the shoe: its length, where its ball is, how far it bends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from heelwise.errors import InputError
from heelwise.footwear.literature import find_spread, find_value
from heelwise.text import N_, Text

Sex = Literal["female", "male"]

_LENGTH_LIMITS_M = (0.17, 0.34)


@dataclass(frozen=True, slots=True, kw_only=True)
class FootRanges:
    """How far a foot bends at most when it points down [rad].

    Parameters
    ----------
    plantarflexion_rad
        Sole against shin, all joints from ankle to midfoot together.
    toe_extension_rad
        Toes up against the first metatarsal, standing.
    """

    plantarflexion_rad: float
    toe_extension_rad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """One foot.

    Parameters
    ----------
    length_m
        Back of the heel to the longest toe, standing [m]; 0.17 to 0.34.
    sex
        Selects the measured range of motion; None takes the mean of both.
    length_sd_m
        Standard deviation of the length [m]; 0 where it was measured.
    """

    length_m: float
    sex: Sex | None = None
    length_sd_m: float = 0.0

    def __post_init__(self) -> None:
        low, high = _LENGTH_LIMITS_M
        if not math.isfinite(self.length_m) or not low <= self.length_m <= high:
            raise InputError(
                "foot_length_m",
                Text(
                    N_(
                        "Foot length is {came} mm; it can be from {low} to {high} mm. "
                        "Measure from the back of the heel to the longest toe."
                    ),
                    {
                        "came": f"{self.length_m * 1000:.4g}",
                        "low": f"{low * 1000:.0f}",
                        "high": f"{high * 1000:.0f}",
                    },
                ),
            )

    @property
    def heel_to_ball_m(self) -> float:
        """Back of the heel to the ball of the foot (first metatarsophalangeal joint) [m]."""
        return self.length_m * find_value("heel_to_ball_ratio")

    @property
    def measured(self) -> bool:
        """Whether the length was measured, not guessed from height or shoe size."""
        return self.length_sd_m == 0.0

    @property
    def mean_ranges(self) -> FootRanges:
        """Mean range of adults 20 to 44."""
        return FootRanges(
            plantarflexion_rad=self._mean_plantarflexion_rad(),
            toe_extension_rad=find_value("toe_extension_range_rad"),
        )

    @property
    def usual_ranges(self) -> FootRanges:
        """Range that five of six people reach: one standard deviation below the mean."""
        mean = self.mean_ranges
        spread_rad = find_spread("plantarflexion_range_rad", self.sex or "female")
        return FootRanges(
            plantarflexion_rad=mean.plantarflexion_rad - spread_rad,
            toe_extension_rad=mean.toe_extension_rad - find_spread("toe_extension_range_rad"),
        )

    def _mean_plantarflexion_rad(self) -> float:
        if self.sex is not None:
            return find_value("plantarflexion_range_rad", self.sex)
        return sum(find_value("plantarflexion_range_rad", sex) for sex in ("female", "male")) / 2


def estimate_foot(height_m: float, sex: Sex | None = None) -> Foot:
    """Return the average foot of somebody this tall; its length is uncertain by about 8 mm.

    Parameters
    ----------
    height_m
        Standing height [m].
    """
    return Foot(
        length_m=height_m * find_value("foot_length_to_height_ratio"),
        sex=sex,
        length_sd_m=height_m * find_spread("foot_length_to_height_ratio"),
    )
