"""Legs under the body: hips such that the weight falls on the feet where this person has it; how feet touch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from heelwise.activities.pose import Subject
from heelwise.activities.posing.contact import Contact
from heelwise.body import BodyDraws
from heelwise.body.reference_model import SEGMENTS, SIDES
from heelwise.errors import ConvergenceError, InfeasiblePostureError
from heelwise.mechanics.external_loads import ExternalLoads, OpposingForces
from heelwise.mechanics.geometry.body_frames import BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts
from heelwise.shapes import Float
from heelwise.text import N_, Text

UP = np.array([0.0, 1.0, 0.0])

_STEP_RAD = 1e-6
_CLOSE_M = 1e-10
_MOST_STEPS = 20
_LONGEST_STEP_RAD = 0.3


def frames_of(subject: Subject, posture: BodyPosture) -> BodyFrames:
    """Return where everything is in a posture of this subject."""
    return body_frames(subject.model, subject.body, posture)


def gravity_line_before_ankle_m(subject: Subject) -> Float[np.ndarray, " draw"]:
    """Return how far in front of the ankles the weight falls in the subject's own standing [m]."""
    frames = frames_of(subject, subject.standing)
    return _weight_x_z_m(subject, frames, None)[:, 0] - frames.ankle_m[:, :, 0].mean(axis=1)


def stand_on_both_feet(
    subject: Subject,
    trunk: BodyPosture,
    knee_flexion_rad: Float[np.ndarray, " draw"] | None = None,
    other: ExternalLoads | None = None,
) -> BodyPosture:
    """Return the posture with hips flexed so that the weight falls where it does in the subject's own standing.

    Parameters
    ----------
    subject
        Who stands.
    trunk
        Pelvis and spine; both hips are flexed by the same further angle.
    knee_flexion_rad
        Both knees [rad]; None leaves them.
    other
        Vertical forces besides the weight (what is held, what holds); they move the weight's line.

    Raises
    ------
    InfeasiblePostureError
        If the legs are too short to bring the feet under the weight.

    Notes
    -----
    With the knees held, the legs turn as rigid bodies about the hips, so every point of them moves forward by a cosine
    and a sine of the hip angle: three angles give both, and the angle sought is one arc cosine. Of its two answers the
    one with the feet lower is taken.
    """
    knee = trunk.knee_flexion_rad
    if knee_flexion_rad is not None:
        knee = np.repeat(np.asarray(knee_flexion_rad, dtype=float)[:, None], len(SIDES), axis=1)
    start = replace(trunk, knee_flexion_rad=knee)
    quarter = [_before_feet_and_height_m(subject, _flexed(start, k * np.pi / 2.0), other) for k in range(3)]
    constant = 0.5 * (quarter[0] + quarter[2])
    along, across = 0.5 * (quarter[0] - quarter[2]), quarter[1] - constant
    wanted = gravity_line_before_ankle_m(subject) - constant[:, 0]
    size = np.hypot(along[:, 0], across[:, 0])
    if (np.abs(wanted) > size).any():
        raise InfeasiblePostureError(
            Text(N_("The feet cannot get under the body's weight in this posture. Lean less or hold less."))
        )
    middle, spread = np.arctan2(across[:, 0], along[:, 0]), np.arccos(wanted / size)
    both = np.stack([middle - spread, middle + spread])
    height = along[:, 1] * np.cos(both) + across[:, 1] * np.sin(both)
    angle = np.where(height[0] <= height[1], both[0], both[1])
    return _flexed(start, np.arctan2(np.sin(angle), np.cos(angle)))


def stand_on_one_foot(
    subject: Subject, posture: BodyPosture, side: int, other: ExternalLoads | None = None
) -> BodyPosture:
    """Return the posture with this leg's hip flexed and adducted so that the weight falls on the middle of its foot.

    Parameters
    ----------
    subject
        Who stands.
    posture
        Everything but this hip; its angles are where the search starts.
    side
        Index into `SIDES` of the leg that stands.
    other
        Vertical forces besides the weight.

    Notes
    -----
    From front to back the weight falls where it does standing on both feet, sideways over the ankle.
    """
    wanted = np.stack([gravity_line_before_ankle_m(subject), np.zeros(subject.n_draws)], axis=1)

    def missed_m(hip_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, _with_hip(posture, side, hip_rad))
        return _weight_x_z_m(subject, frames, other) - frames.ankle_m[:, side][:, [0, 2]] - wanted

    hip = posture.hip_angle_rad[:, side, :2].copy()
    for _ in range(_MOST_STEPS):
        missed = missed_m(hip)
        if np.abs(missed).max() < _CLOSE_M:
            return _with_hip(posture, side, hip)
        slope = np.stack([(missed_m(hip + _STEP_RAD * one) - missed) / _STEP_RAD for one in np.eye(2)], axis=2)
        step = np.linalg.solve(slope, missed[..., None])[..., 0]
        hip = hip - np.clip(step, -_LONGEST_STEP_RAD, _LONGEST_STEP_RAD)
    raise ConvergenceError(Text("The standing leg was not brought under the weight."))


def foot_contacts(subject: Subject, frames: BodyFrames, sides: tuple[bool, bool] = (True, True)) -> tuple[Contact, ...]:
    """Return flat feet on a level floor, pointing forward: inner and outer edge of heel and ball.

    Parameters
    ----------
    subject
        Whose feet.
    frames
        Where the ankles are.
    sides
        Whether the right and the left foot stand.
    """
    model, library = subject.model, subject.library
    heel, ball, toe, ankle = (model.landmark(name) for name in ("heel", "ball", "toe", "ankle"))
    length_m = subject.body.foot_scale * (toe[0] - heel[0])
    to_ball_m = _one(subject, "shoes.heel_to_ball_ratio") * length_m
    stretch = to_ball_m / (ball[0] - heel[0])
    half = {
        "heel": 0.5 * length_m * _one(subject, "contact.heel_breadth_ratio"),
        "ball": 0.5 * length_m * _one(subject, "shoes.foot_breadth_ratio"),
    }
    down = -subject.body.foot_scale * (ankle[1] - heel[1])
    corners = np.array(
        [
            [stretch * (place[0] - ankle[0]), down, sign * half[name]]
            for name, place in (("heel", heel), ("ball", ball))
            for sign in (-1.0, 1.0)
        ]
    )
    friction = library.quantity("contact.floor_friction_ratio").value
    assert isinstance(friction, float)
    return tuple(
        Contact(
            name=f"{SIDES[k]} foot",
            segment=SEGMENTS.index(f"shank_{'rl'[k]}"),
            point_m=frames.ankle_m[:, k, None, :] + corners,
            normal_direction=UP,
            friction_ratio=friction,
        )
        for k in np.flatnonzero(sides)
    )


def feet_opposing(contacts: tuple[Contact, ...], body: BodyDraws) -> tuple[OpposingForces, ...]:
    """Return what two feet on a floor may do against each other: push apart or together, and turn in or out.

    Parameters
    ----------
    contacts
        Both feet, as `foot_contacts` gives them.
    body
        Whose weight sets how far friction goes, half of it on each foot.

    Notes
    -----
    In a squat these forces turn the thighs; least-norm contact forces alone have none of them.
    """
    right, left = contacts
    friction_n = 0.25 * right.friction_ratio * STANDARD_GRAVITY_M_PER_S2 * body.total_mass_kg
    segment = np.array([right.segment, left.segment])
    middle = np.stack([right.point_m.mean(axis=1), left.point_m.mean(axis=1)], axis=1)
    apart = middle[:, 0] - middle[:, 1]
    apart = apart / np.linalg.norm(apart, axis=1, keepdims=True)
    push = ExternalLoads(force_n=np.stack([apart, -apart], axis=1), point_m=middle, segment=segment)
    sideways = np.zeros((len(middle), 4, 3))
    sideways[:, :, 2] = np.array([1.0, -1.0, -1.0, 1.0])
    ends = [foot.point_m[:, rows].mean(axis=1) for foot in (right, left) for rows in (slice(2, 4), slice(0, 2))]
    turn = ExternalLoads(force_n=sideways, point_m=np.stack(ends, axis=1), segment=np.repeat(segment, 2))
    return OpposingForces(unit=push, limit_n=friction_n), OpposingForces(unit=turn, limit_n=0.5 * friction_n)


def _one(subject: Subject, key: str) -> float:
    value = subject.library.quantity(key).value
    assert isinstance(value, float)
    return value


def _flexed(posture: BodyPosture, angle_rad: Float[np.ndarray, " draw"] | float) -> BodyPosture:
    """Return the posture with both hips flexed further [rad]."""
    hip = posture.hip_angle_rad.copy()
    hip[:, :, 0] += np.reshape(angle_rad, (-1, 1))
    return replace(posture, hip_angle_rad=hip)


def _with_hip(posture: BodyPosture, side: int, hip_rad: Float[np.ndarray, "draw 2"]) -> BodyPosture:
    """Return the posture with this flexion and adduction of one hip [rad]."""
    hip = posture.hip_angle_rad.copy()
    hip[:, side, :2] = hip_rad
    return replace(posture, hip_angle_rad=hip)


def _before_feet_and_height_m(
    subject: Subject, posture: BodyPosture, other: ExternalLoads | None
) -> Float[np.ndarray, "draw 2"]:
    """Return how far in front of the ankles the weight falls, and how high the ankles are [m]."""
    frames = frames_of(subject, posture)
    ankle = frames.ankle_m.mean(axis=1)
    return np.stack([_weight_x_z_m(subject, frames, other)[:, 0] - ankle[:, 0], ankle[:, 1]], axis=1)


def _weight_x_z_m(subject: Subject, frames: BodyFrames, other: ExternalLoads | None) -> Float[np.ndarray, "draw 2"]:
    """Return where the line of all vertical forces crosses the floor, forward and to the right [m]."""
    weights = body_parts(subject.body, frames).weights()
    loads = ExternalLoads.together([weights, *([] if other is None else [other])])
    vertical = loads.force_n[:, :, 1]
    place: Float[np.ndarray, "draw 2"] = (
        np.einsum("dc,dci->di", vertical, loads.point_m[:, :, [0, 2]]) / vertical.sum(axis=1)[:, None]
    )
    return place
