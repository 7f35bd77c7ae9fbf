"""Where shoe and ground touch: the base of support from heel tip to ball and toes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heelwise.footwear.literature import find_value
from heelwise.footwear.pitch import footbed_pitch_rad, rise_m
from heelwise.footwear.shoe import Shoe
from heelwise.units.arrays import Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BaseOfSupport:
    """Contact of one shoe with the ground, side view; leading batch axes.

    Positions run forward from the ball of the foot, so what lies behind it is negative.

    Parameters
    ----------
    heel_tip_back_m, heel_tip_front_m
        Back and front edge of the heel tip [m].
    toe_tip_m
        Tip of the longest toe [m].
    contact_area_m2
        Heel tip and forefoot sole together [m^2].
    heel_tip_area_m2
        Heel tip alone [m^2].
    """

    heel_tip_back_m: NDArray[np.float64]
    heel_tip_front_m: NDArray[np.float64]
    toe_tip_m: NDArray[np.float64]
    contact_area_m2: NDArray[np.float64]
    heel_tip_area_m2: float

    @property
    def length_to_ball_m(self) -> NDArray[np.float64]:
        """From the back of the heel tip to the ball [m]: the base that carries quiet standing."""
        return np.asarray(-self.heel_tip_back_m)

    @property
    def length_to_toe_m(self) -> NDArray[np.float64]:
        """From the back of the heel tip to the longest toe [m]."""
        return np.asarray(self.toe_tip_m - self.heel_tip_back_m)


def base_of_support(shoe: Shoe, foot_length_m: Numbers) -> BaseOfSupport:
    """Return the base of support of this shoe on feet of these lengths [m].

    Notes
    -----
    The foot shortens over the ground by the cosine of the pitch; the heel tip stands in front of the back of
    the heel by a set-back that is usual for the kind; the forefoot touches over the ball and toes. For a
    wedge and a flat the sole touches all along.
    """
    length = np.asarray(foot_length_m, dtype=np.float64)
    heel_to_ball = length * find_value("heel_to_ball_ratio")
    pitch = footbed_pitch_rad(rise_m(shoe), heel_to_ball)
    back = -heel_to_ball * np.cos(pitch) + find_value("heel_tip_setback_m", shoe.kind)
    toe = length - heel_to_ball
    ball_width = length * find_value("foot_breadth_ratio")
    behind = shoe.heel_tip_area_m2
    forefoot = toe * ball_width
    if shoe.kind in ("flat", "wedge"):
        middle_width = (ball_width + shoe.tip_width_m) / 2
        forefoot = forefoot + np.maximum(-back - shoe.tip_length_m, 0.0) * middle_width
    return BaseOfSupport(
        heel_tip_back_m=np.asarray(back),
        heel_tip_front_m=np.asarray(np.minimum(back + shoe.tip_length_m, 0.0)),
        toe_tip_m=np.asarray(toe),
        contact_area_m2=np.asarray(forefoot + behind),
        heel_tip_area_m2=behind,
    )
