"""One person's body as arrays: masses, mass centres, strength and stiffness, with their uncertainty as draws."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from heelwise.shapes import Bool, Float


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
        Maximum force of each muscle at its optimal length, shape (draw, muscle) [N].
    optimal_fibre_length_m, tendon_length_m
        Fibre length at which a muscle is strongest, and what is left of its path, shape (draw, muscle) [m]; the tendon
        may be negative where a path is shorter than the muscle it stands for.
    passive_strain_ratio
        Strain of the fibres at which a muscle's passive pull equals its strength, shape (draw, muscle).
    stiffness_n_m_per_rad
        Passive rotational stiffness of each level near rest in flexion, bending and rotation, shape (draw, level, 3)
        [N m/rad].
    stiffening_angle_rad
        Angle from rest at which the passive moment has grown to twice what that stiffness makes it, in flexion,
        extension, bending and rotation, shape (draw, level, 4) [rad].
    arm_mass_kg
        One side's upper arm, forearm and hand, shape (draw, 3) [kg]; both sides are part of the thorax's mass.
    arm_length_m
        Upper arm, forearm, and wrist to grip, shape (draw, 3) [m].
    arm_centre_fraction
        Mass centre along each of them from its upper end, shape (draw, 3).
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
    optimal_fibre_length_m: Float[np.ndarray, "draw muscle"]
    tendon_length_m: Float[np.ndarray, "draw muscle"]
    passive_strain_ratio: Float[np.ndarray, "draw muscle"]
    stiffness_n_m_per_rad: Float[np.ndarray, "draw level 3"]
    stiffening_angle_rad: Float[np.ndarray, "draw level 4"]
    arm_mass_kg: Float[np.ndarray, "draw 3"]
    arm_length_m: Float[np.ndarray, "draw 3"]
    arm_centre_fraction: Float[np.ndarray, "draw 3"]

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

    def with_shorter_muscles(self, chosen: Bool[np.ndarray, " muscle"], shorter_fraction: float) -> BodyDraws:
        """Return the body with some muscles (fibre and tendon) shorter by a fraction: tight hip flexors, for one."""
        factor = np.where(chosen, 1.0 - shorter_fraction, 1.0)
        return replace(
            self,
            optimal_fibre_length_m=self.optimal_fibre_length_m * factor,
            tendon_length_m=self.tendon_length_m * factor,
        )

    def mean(self) -> BodyDraws:
        """Return the mean body as one row."""
        means = {
            f.name: getattr(self, f.name).mean(axis=0, keepdims=True)
            for f in fields(self)
            if not f.name.endswith("_scale")
        }
        return replace(self, **means)
