"""One person's body as arrays: masses, mass centres, strength and stiffness, with their uncertainty as draws."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from heelwise.shapes import Float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyDraws:
    """Plausible bodies of one person, one row per draw or posture.

    Parameters
    ----------
    trunk_scale, leg_scale, foot_scale
        Person's length over the reference body's.
    body_mass_kg
        Mass moving with each of `BODIES`; arms hang from the thorax, shape (draw, body) [kg].
    body_centre_m
        Mass centre of each, in the scaled reference pose, origin between the hips, shape (draw, body, 3) [m].
    thigh_mass_kg, shank_mass_kg, foot_mass_kg
        Both sides together, shape (draw,) [kg].
    thigh_centre_fraction, shank_centre_fraction
        Mass centre along the segment from its upper end, shape (draw,).
    strength_n
        Maximum force of each muscle; 0 for a muscle that is not used, shape (draw, muscle) [N].
    stiffness_n_m_per_rad
        Passive rotational stiffness of each level in flexion, bending and rotation, shape (draw, level, 3) [N m/rad].
    """

    trunk_scale: float
    leg_scale: float
    foot_scale: float
    body_mass_kg: Float[np.ndarray, "draw body"]
    body_centre_m: Float[np.ndarray, "draw body 3"]
    thigh_mass_kg: Float[np.ndarray, " draw"]
    shank_mass_kg: Float[np.ndarray, " draw"]
    foot_mass_kg: Float[np.ndarray, " draw"]
    thigh_centre_fraction: Float[np.ndarray, " draw"]
    shank_centre_fraction: Float[np.ndarray, " draw"]
    strength_n: Float[np.ndarray, "draw muscle"]
    stiffness_n_m_per_rad: Float[np.ndarray, "draw level 3"]

    @property
    def n_draws(self) -> int:
        """Number of rows."""
        return len(self.strength_n)

    @property
    def total_mass_kg(self) -> Float[np.ndarray, " draw"]:
        """Mass of the whole body [kg]."""
        total: Float[np.ndarray, " draw"] = (
            self.body_mass_kg.sum(axis=-1) + self.thigh_mass_kg + self.shank_mass_kg + self.foot_mass_kg
        )
        return total

    def take(self, rows: slice | np.ndarray) -> BodyDraws:
        """Return the chosen rows."""
        chosen = {f.name: getattr(self, f.name)[rows] for f in fields(self) if not f.name.endswith("_scale")}
        return replace(self, **chosen)

    def repeat(self, n_times: int) -> BodyDraws:
        """Return all rows one after another, `n_times` times over."""
        rows = np.tile(np.arange(self.n_draws), n_times)
        return self.take(rows)

    def mean(self) -> BodyDraws:
        """Return the mean body as one row."""
        means = {
            f.name: getattr(self, f.name).mean(axis=0, keepdims=True)
            for f in fields(self)
            if not f.name.endswith("_scale")
        }
        return replace(self, **means)
