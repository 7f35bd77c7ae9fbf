"""Footbed pitch, and how ankle, midfoot and toes share it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heelwise.errors import InputError
from heelwise.footwear.literature import find_value
from heelwise.footwear.shoe import Shoe
from heelwise.text import N_, Text
from heelwise.units.arrays import Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FootAngles:
    """Where a pitched foot bends, as change from standing barefoot [rad]; leading batch axes.

    Parameters
    ----------
    ankle_plantarflexion_rad
        Ankle joint (shin to hindfoot); positive points the foot down.
    midfoot_plantarflexion_rad
        Joints of the arch (hindfoot to metatarsals); positive points the forefoot down.
    toe_extension_rad
        Toes against metatarsals; positive lifts the toes.
    """

    ankle_plantarflexion_rad: NDArray[np.float64]
    midfoot_plantarflexion_rad: NDArray[np.float64]
    toe_extension_rad: NDArray[np.float64]


def rise_m(shoe: Shoe) -> float:
    """Return how much higher the heel of the foot lies than its ball [m]: heel less platform, with insert."""
    under_heel_m = find_value("insert_heel_thickness_m", shoe.insert)
    under_ball_m = find_value("insert_ball_thickness_m", shoe.insert)
    return shoe.heel_height_m - shoe.platform_m + under_heel_m - under_ball_m


def footbed_pitch_rad(rise: Numbers, heel_to_ball_m: Numbers) -> NDArray[np.float64]:
    """Return the slope of the line from heel to ball [rad]; positive with the heel higher.

    Parameters
    ----------
    rise
        Height of the heel above the ball [m].
    heel_to_ball_m
        Length of the foot from heel to ball [m].

    Raises
    ------
    InputError
        If the rise is larger than the foot is long from heel to ball: no foot can stand there.

    Notes
    -----
    A right triangle over a straight line; the curve of a real footbed is left out
    (docs/science/shoe-geometry.md).
    """
    sine = np.asarray(rise, dtype=np.float64) / np.asarray(heel_to_ball_m, dtype=np.float64)
    if not np.all(np.abs(sine) < 1.0):
        raise InputError(
            "heel_height_m",
            Text(
                N_("The heel is {rise} cm above the ball of a foot that is only {length} cm long to there."),
                {"rise": f"{np.max(rise) * 100:.3g}", "length": f"{np.min(heel_to_ball_m) * 100:.3g}"},
            ),
        )
    return np.asarray(np.arcsin(sine))


def share_pitch(
    pitch_rad: Numbers,
    *,
    arch_share_fraction: Numbers | None = None,
    shin_lean_rad: Numbers = 0.0,
    ankle_limit_rad: Numbers = np.inf,
) -> FootAngles:
    """Return the angles at ankle, midfoot and toes for a footbed pitch.

    Parameters
    ----------
    pitch_rad
        Slope of the footbed [rad].
    arch_share_fraction
        Part of the plantarflexion that the joints of the arch take; None is the middle of what was measured.
    shin_lean_rad
        Forward lean of the shin against standing barefoot [rad]; it lets the ankle bend less.
    ankle_limit_rad
        What the ankle joint alone can do [rad]; the arch takes the rest.

    Returns
    -------
    FootAngles
        Ankle and midfoot add up to pitch less shin lean. Toes lie level, so they extend by the whole pitch.

    References
    ----------
    lundberg-1989-arch: of the first 30 degrees of plantarflexion under body weight the arch took 10 to 41 %.
    """
    pitch, lean, limit = np.broadcast_arrays(
        np.asarray(pitch_rad, dtype=np.float64),
        np.asarray(shin_lean_rad, dtype=np.float64),
        np.asarray(ankle_limit_rad, dtype=np.float64),
    )
    share = find_value("arch_share_fraction") if arch_share_fraction is None else arch_share_fraction
    total = pitch - lean
    ankle = np.minimum((1.0 - np.asarray(share, dtype=np.float64)) * total, limit)
    return FootAngles(
        ankle_plantarflexion_rad=np.asarray(ankle),
        midfoot_plantarflexion_rad=np.asarray(total - ankle),
        toe_extension_rad=np.array(np.broadcast_to(pitch, ankle.shape)),
    )
