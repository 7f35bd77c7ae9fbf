"""Weight of every part of the body where it is, and how the ground bears a body that stands on both feet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, SEGMENTS
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.shapes import Float, Int

STANDARD_GRAVITY_M_PER_S2 = 9.80665


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyParts:
    """Parts of the body with their mass.

    Parameters
    ----------
    mass_kg
        Shape (pose, part) [kg].
    centre_m
        Mass centre from between the hips, shape (pose, part, 3) [m].
    segment
        Index into `SEGMENTS` of what each moves with, shape (part,).
    """

    mass_kg: Float[np.ndarray, "pose part"]
    centre_m: Float[np.ndarray, "pose part 3"]
    segment: Int[np.ndarray, " part"]

    def weights(self) -> ExternalLoads:
        """Return gravity on all parts as forces."""
        force = np.zeros_like(self.centre_m)
        force[..., 1] = -STANDARD_GRAVITY_M_PER_S2 * self.mass_kg
        return ExternalLoads(force_n=force, point_m=self.centre_m, segment=self.segment)

    def centre_of_mass_m(self) -> Float[np.ndarray, "pose 3"]:
        """Return the mass centre of the whole body [m]."""
        moment = np.einsum("pb,pbi->pi", self.mass_kg, self.centre_m)
        centre: Float[np.ndarray, "pose 3"] = moment / self.mass_kg.sum(axis=1, keepdims=True)
        return centre


def body_parts(body: BodyDraws, frames: BodyFrames) -> BodyParts:
    """Return trunk, thighs and shanks (with the feet at the ankles) where they are in a posture.

    Parameters
    ----------
    body
        Masses, one row per posture.
    frames
        Where the segments are.
    """
    mass, centre, segment = [], [], []
    for i in range(len(BODIES)):
        offset = body.body_centre_m[:, i, :] - frames.anchor_m[i]
        centre.append(np.einsum("pij,pj->pi", frames.rotation[:, i], offset) + frames.origin_m[:, i])
        mass.append(body.body_mass_kg[:, i])
        segment.append(i)
    for k, side in enumerate("rl"):
        thigh, shank = SEGMENTS.index(f"thigh_{side}"), SEGMENTS.index(f"shank_{side}")
        hip, knee, ankle = frames.hip_m[:, k], frames.knee_m[:, k], frames.ankle_m[:, k]
        along = body.thigh_centre_fraction[:, None], body.shank_centre_fraction[:, None]
        shank_foot = body.shank_mass_kg + body.foot_mass_kg
        foot = (body.foot_mass_kg / shank_foot)[:, None]
        centre += [hip + along[0] * (knee - hip), (1 - foot) * (knee + along[1] * (ankle - knee)) + foot * ankle]
        mass += [0.5 * body.thigh_mass_kg, 0.5 * shank_foot]
        segment += [thigh, shank]
    return BodyParts(mass_kg=np.stack(mass, axis=1), centre_m=np.stack(centre, axis=1), segment=np.array(segment))


def ground_under_both_feet(parts: BodyParts, frames: BodyFrames) -> ExternalLoads:
    """Return the ground's push on both feet of a body that stands still, in line with its mass centre.

    Each foot bears what its distance from the mass centre leaves it; where the centre lies outside both, the nearer
    foot bears all from under the centre.
    """
    centre = parts.centre_of_mass_m()
    weight_n = STANDARD_GRAVITY_M_PER_S2 * parts.mass_kg.sum(axis=1)
    right, left = frames.ankle_m[:, 0], frames.ankle_m[:, 1]
    level = np.array([1.0, 0.0, 1.0])
    apart = level * (right - left)
    square = np.einsum("pi,pi->p", apart, apart)
    wide = square > 1e-12
    share = np.where(wide, np.einsum("pi,pi->p", apart, centre - left) / np.where(wide, square, 1.0), 0.5)
    share = np.clip(share, 0.0, 1.0)[:, None]
    missed_m = level * (centre - share * right - (1.0 - share) * left)
    force, point = np.zeros((len(centre), 2, 3)), np.empty((len(centre), 2, 3))
    for k, (part, ankle) in enumerate(((share, right), (1.0 - share, left))):
        force[:, k, 1] = part[:, 0] * weight_n
        point[:, k] = ankle + missed_m
    feet = np.array([SEGMENTS.index("shank_r"), SEGMENTS.index("shank_l")])
    return ExternalLoads(force_n=force, point_m=point, segment=feet)
