"""Pressure in the belly: it pushes the diaphragm, and with it the thorax, away from the pelvis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.mechanics.external_loads import ExternalLoads, segment_index
from heelwise.mechanics.geometry.body_frames import BodyFrames


@dataclass(frozen=True, slots=True, kw_only=True)
class AbdominalPressure:
    """Pressure and where it acts (quantities ``muscles.abdominal_pressure_pa`` and following).

    Parameters
    ----------
    pressure_pa
        Over the air outside [Pa].
    area_m2
        Effective area of the diaphragm [m2].
    arm_m
        How far the middle of that area lies in front of T12/L1 [m].
    """

    pressure_pa: float
    area_m2: float
    arm_m: float

    def on_trunk(self, model: ReferenceModel, body: BodyDraws, frames: BodyFrames) -> ExternalLoads:
        """Return the push on the thorax along its own axis; the pelvis feels the opposite, which loads no level."""
        thorax = segment_index("thorax")
        place_m = frames.anchor_m[thorax] + np.array([self.arm_m, 0.0, 0.0])
        push = self.pressure_pa * self.area_m2 * frames.rotation[:, thorax, :, 1]
        return ExternalLoads(
            force_n=push[:, None, :], point_m=frames.place(thorax, place_m), segment=np.array([thorax])
        )
