"""Where pelvis, vertebrae, thorax and legs are, for any number of postures at once.

Closed form: rigid bodies joined at the levels of the spine, the hips and the knees. Equal to the engine the model came
from (tested), without calling it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import BODIES, LEVELS, SEGMENTS, SIDES, ReferenceModel
from heelwise.body.scaled_body import BodyDraws
from heelwise.shapes import Float

N_LEVELS = len(LEVELS)
PELVIS = BODIES.index("pelvis")
_MIRROR = np.diag([1.0, 1.0, -1.0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyPosture:
    """Angles of trunk and legs relative to the reference pose.

    Parameters
    ----------
    pelvis_angle_rad
        Anterior tilt, tilt to the right (right side down) and turn to the left, shape (pose, 3) [rad].
    level_angle_rad
        Flexion, bending to the right, rotation to the left, shape (pose, level, 3) [rad].
    hip_angle_rad
        Flexion, adduction, internal rotation, shape (pose, side, 3) [rad].
    knee_flexion_rad
        Shape (pose, side) [rad].
    """

    pelvis_angle_rad: Float[np.ndarray, "pose 3"]
    level_angle_rad: Float[np.ndarray, "pose level 3"]
    hip_angle_rad: Float[np.ndarray, "pose side 3"]
    knee_flexion_rad: Float[np.ndarray, "pose side"]

    @classmethod
    def on_vertical_legs(
        cls, pelvis_anterior_tilt_rad: Float[np.ndarray, " pose"], level_angle_rad: Float[np.ndarray, "pose level 3"]
    ) -> BodyPosture:
        """Return the posture whose thighs stay vertical and whose knees are straight."""
        n_poses = len(pelvis_anterior_tilt_rad)
        pelvis, hip = np.zeros((n_poses, 3)), np.zeros((n_poses, len(SIDES), 3))
        pelvis[:, 0] = pelvis_anterior_tilt_rad
        hip[:, :, 0] = np.asarray(pelvis_anterior_tilt_rad)[:, None]
        return cls(
            pelvis_angle_rad=pelvis,
            level_angle_rad=level_angle_rad,
            hip_angle_rad=hip,
            knee_flexion_rad=np.zeros((n_poses, len(SIDES))),
        )

    @property
    def n_poses(self) -> int:
        """Number of postures."""
        return len(self.pelvis_angle_rad)

    def take(self, rows: slice | np.ndarray) -> BodyPosture:
        """Return the chosen postures."""
        return BodyPosture(**{name: getattr(self, name)[rows] for name in BodyPosture.__dataclass_fields__})

    @classmethod
    def joined(cls, parts: list[BodyPosture]) -> BodyPosture:
        """Return the postures of all parts, one part after another."""
        names = cls.__dataclass_fields__
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyFrames:
    """Orientation and position of all `SEGMENTS`.

    Parameters
    ----------
    rotation
        World from segment, shape (pose, segment, 3, 3); all are unrotated in the reference pose.
    origin_m
        Where the joint below (trunk) or above (legs) each segment is, shape (pose, segment, 3) [m], origin between the
        hips.
    anchor_m
        The same in the reference pose, scaled to the person, shape (segment, 3) [m].
    reference_anchor_m
        The same unscaled, shape (segment, 3) [m].
    scale
        Person's length over the reference body's, shape (segment,).
    ankle_m
        Ankle joint centres, shape (pose, side, 3) [m].
    """

    rotation: Float[np.ndarray, "pose segment 3 3"]
    origin_m: Float[np.ndarray, "pose segment 3"]
    anchor_m: Float[np.ndarray, "segment 3"]
    reference_anchor_m: Float[np.ndarray, "segment 3"]
    scale: Float[np.ndarray, " segment"]
    ankle_m: Float[np.ndarray, "pose side 3"]

    @property
    def level_m(self) -> Float[np.ndarray, "pose level 3"]:
        """Rotation centre of each level [m]."""
        return self.origin_m[:, :N_LEVELS]

    @property
    def hip_m(self) -> Float[np.ndarray, "pose side 3"]:
        """Hip joint centres [m]."""
        return self.origin_m[:, [SEGMENTS.index("thigh_r"), SEGMENTS.index("thigh_l")]]

    @property
    def knee_m(self) -> Float[np.ndarray, "pose side 3"]:
        """Knee joint centres [m]."""
        return self.origin_m[:, [SEGMENTS.index("shank_r"), SEGMENTS.index("shank_l")]]

    @property
    def joint_m(self) -> Float[np.ndarray, "pose joint 3"]:
        """Centres of all `JOINTS` [m]."""
        return np.concatenate([self.level_m, self.hip_m], axis=1)

    def scaled(self, segment: np.ndarray, point_m: Float[np.ndarray, "*p 3"]) -> Float[np.ndarray, "*p 3"]:
        """Return points of the unscaled reference pose, each on its `segment`, in the scaled one [m]."""
        scale, anchor = self.scale[segment][..., None], self.anchor_m[segment]
        return anchor + scale * (point_m - self.reference_anchor_m[segment])

    def place(self, segment: int, point_m: Float[np.ndarray, "*p 3"]) -> Float[np.ndarray, "pose p 3"]:
        """Return points fixed to `segment`, given in the scaled reference pose, in the world [m]."""
        offset = np.atleast_2d(point_m) - self.anchor_m[segment]
        turned = offset @ np.swapaxes(self.rotation[:, segment], -1, -2)
        placed: Float[np.ndarray, "pose p 3"] = turned + self.origin_m[:, segment, None, :]
        return placed


def reference_frames(model: ReferenceModel) -> BodyFrames:
    """Return the frames of the unscaled reference pose, as one posture."""
    still = BodyPosture.on_vertical_legs(np.zeros(1), np.zeros((1, N_LEVELS, 3)))
    return _frames(model, 1.0, 1.0, still)


def body_frames(model: ReferenceModel, body: BodyDraws, posture: BodyPosture) -> BodyFrames:
    """Return where everything is; the pelvis' origin (between the hips) is the origin.

    Parameters
    ----------
    model
        Reference body.
    body
        The person; only the lengths count.
    posture
        Angles from the reference pose.
    """
    return _frames(model, body.trunk_scale, body.leg_scale, posture)


def _frames(model: ReferenceModel, trunk_scale: float, leg_scale: float, posture: BodyPosture) -> BodyFrames:
    """Return the frames for two length scales."""
    reference = _reference_anchors_m(model)
    scale = np.full(len(SEGMENTS), leg_scale)
    scale[: len(BODIES)] = trunk_scale
    anchor = _scaled_anchors_m(reference, trunk_scale, leg_scale)
    n_poses = posture.n_poses
    rotation, origin = np.empty((n_poses, len(SEGMENTS), 3, 3)), np.empty((n_poses, len(SEGMENTS), 3))
    tilt, side, turn = posture.pelvis_angle_rad.T
    rotation[:, PELVIS] = about(1, turn) @ about(2, -tilt) @ about(0, side)
    origin[:, PELVIS] = 0.0
    relative = level_rotation(posture.level_angle_rad)
    for i in range(N_LEVELS - 1, -1, -1):
        origin[:, i] = _carried(rotation[:, i + 1], anchor[i] - anchor[i + 1], origin[:, i + 1])
        rotation[:, i] = rotation[:, i + 1] @ relative[:, i]
    for k, side_name in enumerate("rl"):
        thigh, shank, patella = (SEGMENTS.index(f"{part}_{side_name}") for part in ("thigh", "shank", "patella"))
        origin[:, thigh] = _carried(rotation[:, PELVIS], anchor[thigh], 0.0)
        rotation[:, thigh] = rotation[:, PELVIS] @ hip_rotation(posture.hip_angle_rad[:, k], k)
        knee = posture.knee_flexion_rad[:, k]
        for segment, moves in ((shank, _knee(model)), (patella, _patella(model))):
            turned, moved_m = _follow_knee(*moves, knee)
            if k:
                turned, moved_m = _MIRROR @ turned @ _MIRROR, moved_m @ _MIRROR
            offset = anchor[segment] - anchor[thigh] + leg_scale * moved_m
            origin[:, segment] = _carried(rotation[:, thigh], offset, origin[:, thigh])
            rotation[:, segment] = rotation[:, thigh] @ turned
    return BodyFrames(
        rotation=rotation,
        origin_m=origin,
        anchor_m=anchor,
        reference_anchor_m=reference,
        scale=scale,
        ankle_m=_ankles_m(model, leg_scale, rotation, origin),
    )


def _ankles_m(model: ReferenceModel, leg_scale: float, rotation: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Return the ankles: straight below the knees along the shanks [m]."""
    shanks = [SEGMENTS.index("shank_r"), SEGMENTS.index("shank_l")]
    down = leg_scale * (model.landmark("ankle")[1] - model.landmark("knee")[1])
    ankle: np.ndarray = origin[:, shanks] + down * rotation[:, shanks][..., 1]
    return ankle


def level_rotation(level_angle_rad: Float[np.ndarray, "*batch level 3"]) -> Float[np.ndarray, "*batch level 3 3"]:
    """Return the rotation of the body above each level against the one below.

    Parameters
    ----------
    level_angle_rad
        Flexion, bending to the right, rotation to the left at each level, in this order of hinges [rad].
    """
    flexion, bending, turning = np.moveaxis(level_angle_rad, -1, 0)
    return about(2, -flexion) @ about(0, bending) @ about(1, turning)


def hip_rotation(hip_angle_rad: Float[np.ndarray, "pose 3"], side: int) -> Float[np.ndarray, "pose 3 3"]:
    """Return the rotation of a thigh against the pelvis; `side` is 0 for the right.

    Parameters
    ----------
    hip_angle_rad
        Flexion, adduction, internal rotation, in this order of hinges [rad].
    """
    flexion, adduction, rotation = np.moveaxis(hip_angle_rad, -1, 0)
    sign = 1.0 if side == 0 else -1.0
    return about(2, flexion) @ about(0, sign * adduction) @ about(1, sign * rotation)


def about(axis: int, angle_rad: Float[np.ndarray, "*batch"]) -> Float[np.ndarray, "*batch 3 3"]:
    """Return the rotation matrix about axis 0 (x), 1 (y) or 2 (z)."""
    angle_rad = np.asarray(angle_rad, dtype=float)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.zeros((*angle_rad.shape, 3, 3))
    matrix[..., axis, axis] = 1.0
    matrix[..., i, i] = matrix[..., j, j] = np.cos(angle_rad)
    matrix[..., j, i] = np.sin(angle_rad)
    matrix[..., i, j] = -matrix[..., j, i]
    return matrix


def _carried(rotation: np.ndarray, offset_m: np.ndarray, origin_m: np.ndarray | float) -> np.ndarray:
    """Return points carried along by bodies [m]."""
    carried: np.ndarray = (
        np.einsum("pij,...j->pi", rotation, offset_m)
        if offset_m.ndim == 1
        else np.einsum("pij,pj->pi", rotation, offset_m)
    )
    return carried + origin_m


def _reference_anchors_m(model: ReferenceModel) -> Float[np.ndarray, "segment 3"]:
    """Return the joint of each segment in the reference pose [m]."""
    return np.concatenate(
        [model.level_centre_m, np.zeros((1, 3)), model.hip_centre_m, model.knee_centre_m, model.patella_centre_m]
    )


def _scaled_anchors_m(reference_m: np.ndarray, trunk_scale: float, leg_scale: float) -> np.ndarray:
    """Return the joints in the scaled reference pose [m]: hips go with the pelvis, knees hang from the hips."""
    anchor = trunk_scale * reference_m
    first = len(BODIES)
    for below in (first + 2, first + 4):
        anchor[below : below + 2] = anchor[first : first + 2] + leg_scale * (
            reference_m[below : below + 2] - reference_m[first : first + 2]
        )
    return anchor


_Moves = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Axis, whether it slides, polynomial of knee flexion, of each coordinate in turn."""


def _knee(model: ReferenceModel) -> _Moves:
    return model.knee_axis, model.knee_slides, model.knee_polynomial


def _patella(model: ReferenceModel) -> _Moves:
    return model.patella_axis, model.patella_slides, model.patella_polynomial


def _follow_knee(
    axis: np.ndarray, slides: np.ndarray, polynomial: np.ndarray, knee_flexion_rad: Float[np.ndarray, " pose"]
) -> tuple[Float[np.ndarray, "pose 3 3"], Float[np.ndarray, "pose 3"]]:
    """Return rotation and shift [m] of shank or kneecap against the thigh, right side."""
    n_poses = len(knee_flexion_rad)
    turned, moved = np.tile(np.eye(3), (n_poses, 1, 1)), np.zeros((n_poses, 3))
    power = knee_flexion_rad[:, None] ** np.arange(polynomial.shape[1])
    for direction, slide, coefficients in zip(axis, slides, polynomial, strict=True):
        value = np.sum(power * coefficients, axis=-1)  # a product of matrices rounds differently for one posture
        if slide:
            moved = moved + (turned @ direction) * value[:, None]
        else:
            turned = turned @ _about_axis(direction, value)
    return turned, moved


def _about_axis(direction: Float[np.ndarray, "3"], angle_rad: Float[np.ndarray, " pose"]) -> np.ndarray:
    """Return rotations about a fixed axis (Rodrigues)."""
    x, y, z = direction / np.linalg.norm(direction)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    sine, cosine = np.sin(angle_rad)[:, None, None], np.cos(angle_rad)[:, None, None]
    rotation: np.ndarray = np.eye(3) + sine * cross + (1.0 - cosine) * (cross @ cross)
    return rotation
