"""Standing still, barefoot or in a shoe: where every joint is, and how firmly the body stands.

Barefoot the weight falls a known distance in front of the ankles. In a shoe it keeps its place over the forefoot
(Bendix 1984) and the ankle comes up and forward under it; lean, lordosis and knee change as `posture_prior` says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, LEVELS, SEGMENTS, SIDES, ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.footwear import BaseOfSupport, Foot, Shoe, base_of_support, footbed_pitch_rad, rise_m, share_pitch
from heelwise.mechanics.balance import LegChain, LegPose, balance_legs
from heelwise.mechanics.geometry.body_frames import PELVIS, BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.posture_prior import TrunkChain
from heelwise.shapes import Float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrunkAngles:
    """Trunk posture of each draw [rad], shape (draw,) each.

    Parameters
    ----------
    lean_rad
        Lean of the line from the back of S1 to C7, positive forward.
    lordosis_rad
        L1-S1.
    knee_flexion_rad
        Positive bent.
    """

    lean_rad: Float[np.ndarray, " draw"]
    lordosis_rad: Float[np.ndarray, " draw"]
    knee_flexion_rad: Float[np.ndarray, " draw"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stance:
    """One way of standing, per draw; x forward from the ball of the foot, z up from the ground.

    Parameters
    ----------
    trunk
        Trunk and knee angles.
    pitch_rad, platform_m
        Footbed pitch [rad] and sole thickness under the ball [m].
    ankle_plantarflexion_rad, midfoot_plantarflexion_rad, toe_extension_rad, hip_flexion_rad, pelvis_anterior_tilt_rad
        Joint angles, shape (draw,) [rad]; the pelvis relative to the reference pose.
    legs
        Leg pose.
    ankle_m
        Ankle joint (x, z), shape (draw, 2) [m].
    gravity_line_x_m
        Where the weight falls, shape (draw,) [m].
    gastrocnemius_length_m, psoas_length_m
        Sagittal path lengths, shape (draw,) [m].
    support
        Contact with the ground.
    """

    trunk: TrunkAngles
    pitch_rad: float
    platform_m: float
    ankle_plantarflexion_rad: Float[np.ndarray, " draw"]
    midfoot_plantarflexion_rad: Float[np.ndarray, " draw"]
    toe_extension_rad: Float[np.ndarray, " draw"]
    hip_flexion_rad: Float[np.ndarray, " draw"]
    pelvis_anterior_tilt_rad: Float[np.ndarray, " draw"]
    legs: LegPose
    ankle_m: Float[np.ndarray, "draw 2"]
    gravity_line_x_m: Float[np.ndarray, " draw"]
    gastrocnemius_length_m: Float[np.ndarray, " draw"]
    psoas_length_m: Float[np.ndarray, " draw"]
    support: BaseOfSupport


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """The person who stands: model, body and tie of the trunk, with what places their weight.

    Parameters
    ----------
    model, body, chain
        Reference body, this person's draws and the trunk chain.
    foot_length_m
        Foot length [m].
    gravity_line_before_ankle_m
        Distance of the weight in front of the ankles barefoot, shape (draw,) [m].
    """

    model: ReferenceModel
    body: BodyDraws
    chain: TrunkChain
    foot_length_m: float
    gravity_line_before_ankle_m: Float[np.ndarray, " draw"]

    def stand(
        self,
        trunk: TrunkAngles,
        shoe: Shoe | None = None,
        gravity_shift_m: Float[np.ndarray, " draw"] | None = None,
    ) -> Stance:
        """Return the stance in `shoe`, or barefoot.

        Parameters
        ----------
        trunk
            Trunk and knee angles.
        shoe
            None is barefoot.
        gravity_shift_m
            How far the weight moves over the forefoot against barefoot, shape (draw,); None is not at all [m].
        """
        worn = shoe or _BAREFOOT
        pitch = float(footbed_pitch_rad(rise_m(worn), self.heel_to_ball_m))
        ankle = self._pitched("ankle", pitch, worn.platform_m)
        flat_ankle_x = float(self._pitched("ankle", 0.0, 0.0)[0])
        gravity_x = flat_ankle_x + self.gravity_line_before_ankle_m
        if gravity_shift_m is not None:
            gravity_x = gravity_x + gravity_shift_m
        pelvis = self.chain.pelvis_tilt_rad(trunk.lean_rad, trunk.lordosis_rad)
        frames = self.frames(trunk)
        ankle_m = np.broadcast_to(ankle, (self.body.n_draws, 2))
        foot_x = np.full(self.body.n_draws, 0.5 * (ankle[0] + 0.0))
        legs = balance_legs(
            self._leg_chain(),
            ankle_m,
            foot_x,
            self._mass_centre_m(frames, len(BODIES))[:, 0],
            trunk.knee_flexion_rad,
            gravity_x,
        )
        angles = share_pitch(pitch)
        return Stance(
            trunk=trunk,
            pitch_rad=pitch,
            platform_m=worn.platform_m,
            ankle_plantarflexion_rad=angles.ankle_plantarflexion_rad - legs.shank_lean_rad,
            midfoot_plantarflexion_rad=np.full(self.body.n_draws, angles.midfoot_plantarflexion_rad),
            toe_extension_rad=np.full(self.body.n_draws, angles.toe_extension_rad),
            hip_flexion_rad=pelvis - legs.thigh_lean_rad,
            pelvis_anterior_tilt_rad=pelvis,
            legs=legs,
            ankle_m=ankle_m,
            gravity_line_x_m=gravity_x,
            gastrocnemius_length_m=self._gastrocnemius_m(legs, pitch, worn.platform_m),
            psoas_length_m=self._psoas_m(frames, legs),
            support=base_of_support(worn, self.foot_length_m),
        )

    @property
    def foot_scale(self) -> float:
        """Person's foot length over the reference body's."""
        reference = self.model.landmark("toe")[0] - self.model.landmark("heel")[0]
        return float(self.foot_length_m / reference)

    @property
    def heel_to_ball_m(self) -> float:
        """Back of the heel to the ball of the foot [m]."""
        return Foot(length_m=self.foot_length_m).heel_to_ball_m

    def _from_ball_m(self, point_m: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "point 2"]:
        """Return points of the foot, given in the reference pose, from its ball; forward and up, standing flat [m].

        Behind and in front of the ball lengths are stretched apart, so that heel, ball and toe are where this foot
        has them.
        """
        ball, heel, toe = (self.model.landmark(name) for name in ("ball", "heel", "toe"))
        offset = point_m - ball
        behind = self.heel_to_ball_m / (ball[0] - heel[0])
        before = (self.foot_length_m - self.heel_to_ball_m) / (toe[0] - ball[0])
        along = np.where(offset[:, 0] < 0, behind, before) * offset[:, 0]
        return np.stack([along, self.foot_scale * offset[:, 1]], axis=1)

    def _pitched(self, name: str, pitch_rad: float, platform_m: float) -> Float[np.ndarray, "2"]:
        """Return a foot landmark with the foot turned about its ball by the pitch [m]."""
        return self.pitched_points(self.model.landmark(name)[None], pitch_rad, platform_m)[0]

    def frames(self, trunk: TrunkAngles) -> BodyFrames:
        """Return the pose of pelvis, vertebrae and thorax, origin between the hips; the legs hang straight down."""
        pelvis = self.chain.pelvis_tilt_rad(trunk.lean_rad, trunk.lordosis_rad)
        return body_frames(self.model, self.body, BodyPosture.on_vertical_legs(pelvis, self._level_angle_rad(trunk)))

    def body_posture(self, stance: Stance) -> BodyPosture:
        """Return the angles of trunk and legs for the load analysis."""
        n_draws = self.body.n_draws
        pelvis, hip = np.zeros((n_draws, 3)), np.zeros((n_draws, len(SIDES), 3))
        pelvis[:, 0] = stance.pelvis_anterior_tilt_rad
        hip[:, :, 0] = stance.hip_flexion_rad[:, None]
        return BodyPosture(
            pelvis_angle_rad=pelvis,
            level_angle_rad=self._level_angle_rad(stance.trunk),
            hip_angle_rad=hip,
            knee_flexion_rad=np.repeat(stance.trunk.knee_flexion_rad[:, None], len(SIDES), axis=1),
        )

    def _level_angle_rad(self, trunk: TrunkAngles) -> Float[np.ndarray, "draw level 3"]:
        angle = np.zeros((self.body.n_draws, len(LEVELS), 3))
        angle[:, :, 0] = self.chain.level_flexion_rad(trunk.lordosis_rad)
        return angle

    def pitched_points(
        self, point_m: Float[np.ndarray, "point 3"], pitch_rad: float, platform_m: float
    ) -> Float[np.ndarray, "point 2"]:
        """Return points of the foot, given in the reference pose, turned about the ball by the pitch [m]."""
        offset = self._from_ball_m(point_m)
        c, s = np.cos(pitch_rad), np.sin(pitch_rad)
        return np.stack([c * offset[:, 0] + s * offset[:, 1], c * offset[:, 1] - s * offset[:, 0] + platform_m], axis=1)

    def centre_of_mass_height_m(self, stance: Stance) -> Float[np.ndarray, " draw"]:
        """Return the height of the whole body's centre of mass above the ground [m]."""
        body, legs, chain = self.body, stance.legs, self._leg_chain()
        shank = stance.ankle_m[:, 1] + (legs.knee_m - stance.ankle_m)[:, 1] * chain.shank_centre_m / chain.shank_m
        thigh = legs.knee_m[:, 1] + (legs.hip_m - legs.knee_m)[:, 1] * chain.thigh_centre_m / chain.thigh_m
        upper_kg = body.body_mass_kg.sum(axis=-1)
        upper = legs.hip_m[:, 1] + self._mass_centre_m(self.frames(stance.trunk), len(BODIES))[:, 1]
        moment = body.shank_mass_kg * shank + body.thigh_mass_kg * thigh + upper_kg * upper
        height: Float[np.ndarray, " draw"] = (
            moment + body.foot_mass_kg * 0.5 * stance.ankle_m[:, 1]
        ) / body.total_mass_kg
        return height

    def mass_before_m(self, trunk: TrunkAngles, place: str) -> Float[np.ndarray, " draw"]:
        """Return how far the mass above `place` ("hip" or a level) lies in front of it [m]."""
        frames = self.frames(trunk)
        if place == "hip":
            return self._mass_centre_m(frames, len(BODIES))[:, 0]
        level = LEVELS.index(place)
        return self._mass_centre_m(frames, level + 1)[:, 0] - frames.level_m[:, level, 0]

    def _mass_centre_m(self, frames: BodyFrames, n_bodies: int) -> Float[np.ndarray, "draw 3"]:
        """Return the mass centre of the upper `n_bodies` bodies, from between the hips [m]."""
        moment = np.zeros((self.body.n_draws, 3))
        for i in range(n_bodies):
            offset = self.body.body_centre_m[:, i, :] - frames.anchor_m[i]
            place = np.einsum("dij,dj->di", frames.rotation[:, i], offset) + frames.origin_m[:, i]
            moment += self.body.body_mass_kg[:, i, None] * place
        centre_m: Float[np.ndarray, "draw 3"] = moment / self.body.body_mass_kg[:, :n_bodies].sum(
            axis=-1, keepdims=True
        )
        return centre_m

    def _leg_chain(self) -> LegChain:
        body, scale = self.body, self.body.leg_scale
        hip_knee = -self.model.landmark("knee")[1] * scale
        knee_ankle = (self.model.landmark("knee") - self.model.landmark("ankle"))[1] * scale
        return LegChain(
            shank_m=float(knee_ankle),
            thigh_m=float(hip_knee),
            shank_mass_kg=body.shank_mass_kg,
            thigh_mass_kg=body.thigh_mass_kg,
            foot_mass_kg=body.foot_mass_kg,
            upper_mass_kg=body.body_mass_kg.sum(axis=-1),
            shank_centre_m=(1.0 - body.shank_centre_fraction) * knee_ankle,
            thigh_centre_m=(1.0 - body.thigh_centre_fraction) * hip_knee,
        )

    def _gastrocnemius_m(self, legs: LegPose, pitch_rad: float, platform_m: float) -> Float[np.ndarray, " draw"]:
        """Return the length of the calf muscle from thigh bone to heel bone [m]."""
        offset = (self.model.landmark("gastrocnemius_origin") - self.model.landmark("knee")) * self.body.leg_scale
        origin = legs.knee_m + _lean(offset, legs.thigh_lean_rad)
        insertion = self._pitched("achilles_insertion", pitch_rad, platform_m)
        length: Float[np.ndarray, " draw"] = np.linalg.norm(origin - insertion, axis=-1)
        return length

    def _psoas_m(self, frames: BodyFrames, legs: LegPose) -> Float[np.ndarray, " draw"]:
        """Return the length of psoas from L3 over the pelvic brim to the thigh bone [m]."""
        trunk, leg = self.body.trunk_scale, self.body.leg_scale
        third = SEGMENTS.index("L3")
        lumbar = frames.place(third, trunk * self.model.landmark("psoas_origin"))[:, 0, :2]
        brim = frames.place(PELVIS, trunk * self.model.landmark("psoas_brim"))[:, 0, :2]
        femur = _lean(leg * self.model.landmark("psoas_insertion"), legs.thigh_lean_rad)
        length: Float[np.ndarray, " draw"] = np.linalg.norm(lumbar - brim, axis=-1) + np.linalg.norm(
            brim - femur, axis=-1
        )
        return length


_BAREFOOT = Shoe(kind="flat", heel_height_m=0.0)


def _lean(offset_m: Float[np.ndarray, "3"], lean_rad: Float[np.ndarray, " draw"]) -> Float[np.ndarray, "draw 2"]:
    """Return (x, z) of an offset fixed to a segment that leans forward [m]."""
    c, s = np.cos(lean_rad), np.sin(lean_rad)
    return np.stack([c * offset_m[0] + s * offset_m[1], -s * offset_m[0] + c * offset_m[1]], axis=-1)
