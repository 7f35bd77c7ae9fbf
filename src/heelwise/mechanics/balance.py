"""Standing is balance: how the legs must lean so that the body's weight falls where it is known to fall.

Planar chain from ankle to hip with everything above the hip as one mass; the lean of the shin that puts the centre
of mass over a given point has a closed form, so any number of stances is solved at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.shapes import Float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LegChain:
    """Lengths and masses of both legs seen from the side, leading batch axes.

    Parameters
    ----------
    shank_m, thigh_m
        Ankle to knee and knee to hip [m].
    shank_mass_kg, thigh_mass_kg, foot_mass_kg, upper_mass_kg
        Both sides together, and all that lies above the hips [kg].
    shank_centre_m, thigh_centre_m
        Mass centre from the lower end of the segment [m].
    """

    shank_m: float
    thigh_m: float
    shank_mass_kg: Float[np.ndarray, "*batch"]
    thigh_mass_kg: Float[np.ndarray, "*batch"]
    foot_mass_kg: Float[np.ndarray, "*batch"]
    upper_mass_kg: Float[np.ndarray, "*batch"]
    shank_centre_m: Float[np.ndarray, "*batch"]
    thigh_centre_m: Float[np.ndarray, "*batch"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LegPose:
    """Legs in balance, x forward from the ball of the foot, z up from the ground.

    Parameters
    ----------
    shank_lean_rad, thigh_lean_rad
        Lean of shin and thigh from vertical, positive when the upper end is in front [rad].
    knee_m, hip_m
        Joint centres (x, z), shape (..., 2) [m].
    """

    shank_lean_rad: Float[np.ndarray, "*batch"]
    thigh_lean_rad: Float[np.ndarray, "*batch"]
    knee_m: Float[np.ndarray, "*batch 2"]
    hip_m: Float[np.ndarray, "*batch 2"]


def balance_legs(
    chain: LegChain,
    ankle_m: Float[np.ndarray, "*batch 2"],
    foot_centre_x_m: Float[np.ndarray, "*batch"],
    upper_offset_x_m: Float[np.ndarray, "*batch"],
    knee_flexion_rad: Float[np.ndarray, "*batch"],
    gravity_line_x_m: Float[np.ndarray, "*batch"],
) -> LegPose:
    """Return the legs that put the whole body's centre of mass over `gravity_line_x_m`.

    Parameters
    ----------
    chain
        Leg lengths and masses.
    ankle_m
        Ankle joint (x, z) [m].
    foot_centre_x_m
        Mass centre of the feet [m].
    upper_offset_x_m
        How far the mass above the hips lies in front of them [m].
    knee_flexion_rad
        Held knee angle [rad].
    gravity_line_x_m
        Where the weight must fall [m].

    Notes
    -----
    With shin lean s and thigh lean s - k the balance of moments is a sin(s) + b sin(s - k) = c, which is one sine
    of a shifted angle.
    """
    body_kg = chain.shank_mass_kg + chain.thigh_mass_kg + chain.foot_mass_kg + chain.upper_mass_kg
    a = chain.shank_mass_kg * chain.shank_centre_m + (chain.thigh_mass_kg + chain.upper_mass_kg) * chain.shank_m
    b = chain.thigh_mass_kg * chain.thigh_centre_m + chain.upper_mass_kg * chain.thigh_m
    carried_kg = body_kg - chain.foot_mass_kg
    c = (
        body_kg * gravity_line_x_m
        - chain.foot_mass_kg * foot_centre_x_m
        - carried_kg * ankle_m[..., 0]
        - chain.upper_mass_kg * upper_offset_x_m
    )
    along, across = a + b * np.cos(knee_flexion_rad), b * np.sin(knee_flexion_rad)
    shank = np.arctan2(across, along) + np.arcsin(c / np.hypot(along, across))
    thigh = shank - knee_flexion_rad
    knee = ankle_m + chain.shank_m * np.stack([np.sin(shank), np.cos(shank)], axis=-1)
    hip = knee + chain.thigh_m * np.stack([np.sin(thigh), np.cos(thigh)], axis=-1)
    return LegPose(shank_lean_rad=shank, thigh_lean_rad=thigh, knee_m=knee, hip_m=hip)
