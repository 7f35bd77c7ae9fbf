"""What every activity is computed from, a body that stands its own way, and what it gives: a posture with contacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body import BodyDraws, ReferenceModel
from heelwise.evidence import EvidenceLibrary
from heelwise.mechanics.external_loads import ExternalLoads, OpposingForces
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.shapes import Float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """The person who does it, one row per draw.

    Parameters
    ----------
    model, body
        Reference body and this person's draws.
    standing
        How each draw stands barefoot; activities start from it.
    rest_flexion_rad
        How far each level is flexed from there where its tissue rests, shape (draw, level) [rad].
    library
        Where kinematics come from.
    score
        Standard normal scores for what an activity itself leaves open, shape (draw, score); 0 is the middle.
    """

    model: ReferenceModel
    body: BodyDraws
    standing: BodyPosture
    rest_flexion_rad: Float[np.ndarray, "draw level"]
    library: EvidenceLibrary
    score: Float[np.ndarray, "draw score"]

    @property
    def n_draws(self) -> int:
        """Number of draws."""
        return self.body.n_draws

    @property
    def neutral_angle_rad(self) -> Float[np.ndarray, "draw level 3"]:
        """Level angles at which passive tissue carries nothing [rad]."""
        angle = self.standing.level_angle_rad.copy()
        angle[..., 0] += self.rest_flexion_rad
        return angle


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActivityPose:
    """One instant of an activity, per draw.

    Parameters
    ----------
    posture
        Angles.
    external
        All forces from outside, in balance with the weight of the body (and its inertia, where that counts).
    is_loaded
        Whether levels may settle by 4 instead of 2 degrees.
    contact_range
        The same forces with the indeterminate contacts shared otherwise: each is an equally lawful answer.
    opposing
        Forces that cancel each other, whose size the body chooses: feet on a floor push apart or together.
    """

    posture: BodyPosture
    external: ExternalLoads
    is_loaded: bool = False
    contact_range: tuple[ExternalLoads, ...] = ()
    opposing: tuple[OpposingForces, ...] = ()
