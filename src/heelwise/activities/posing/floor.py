"""Lying and leaning on floors, seats and mats: where the skin touches, posture that fits, and forces of a body at rest.

A posture that touches a floor at several places leaves some angles no choice: `fit_angles` finds them. What the floor
then presses with is open wherever there are more places than balance needs; a body at rest settles until its joints
have little left to hold, which is what `settled_forces` looks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import THORAX, Arms
from heelwise.activities.posing.contact import RESIDUAL_TOLERANCE, Contact, contact_forces, net_load
from heelwise.activities.posing.legs import feet_opposing
from heelwise.body.reference_model import JOINTS, SEGMENTS, SIDES
from heelwise.errors import ConvergenceError, InfeasiblePostureError
from heelwise.mechanics.external_loads import ExternalLoads, OpposingForces
from heelwise.mechanics.geometry.body_frames import BodyFrames, BodyPosture, body_frames
from heelwise.mechanics.geometry.muscle_paths import beyond_joint
from heelwise.mechanics.split.static_optimisation import split_loads
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts
from heelwise.shapes import Float
from heelwise.text import N_, Text

UP = np.array([0.0, 1.0, 0.0])
RIGHT, LEFT = range(len(SIDES))

N_PER_N_M_AT_REST = 5.0
"""How many newtons at a place of contact are as dear, at rest, as a newton metre left to a joint: our choice."""

N_PER_N_M_STIFFER = 1.0
"""The same for a body that does not quite let go, or that spares its back while it holds: our choice."""

N_PER_N_M_HELD = 0.5
"""The same for a body that holds a posture with its muscles: our choice."""

_PART = {
    "upper_back": "thorax",
    "chest": "thorax",
    "chest_side": "thorax",
    "lower_back": "L3",
    "buttock": "pelvis",
    "seat_bone": "pelvis",
    "pelvis_front": "pelvis",
    "hip_side": "pelvis",
    "thigh_back": "thigh",
}
"""The part of the body that each place of `surface.contact_*` lies on; all others lie on the shank."""

_FEET = (" foot", " ball")
_STEP_RAD = 1e-6
_CLOSE_M = 1e-10
_MOST_STEPS = 30
_LONGEST_STEP_RAD = 0.3
_MOST_WEIGHTS = 20.0
_MOST_MOMENT_M = 10.0
_N_AXES = 3


def surface_segment(place: str, side: int) -> int:
    """Return the index into `SEGMENTS` that a place of the skin lies on."""
    part = _PART.get(place, "shank")
    return SEGMENTS.index(f"{part}_{'rl'[side]}" if part in ("thigh", "shank") else part)


def surface_point_m(subject: Subject, frames: BodyFrames, place: str, side: int) -> Float[np.ndarray, "draw 3"]:
    """Return where a place of the skin is, from between the hips [m].

    Parameters
    ----------
    subject, frames
        Whose body, and where everything is.
    place
        A label of ``surface.contact_forward_m``.
    side
        Index into `SIDES`.
    """
    point = np.array([_of(subject, f"surface.contact_{way}_m", place) for way in ("forward", "up", "outward")])
    point[2] *= 1.0 if side == RIGHT else -1.0
    segment = surface_segment(place, side)
    placed: Float[np.ndarray, "draw 3"] = frames.place(segment, frames.scaled(np.array([segment]), point[None]))[:, 0]
    return placed


def floor_contact(subject: Subject, frames: BodyFrames, place: str, side: int, on: str = "floor") -> Contact:
    """Return a level patch where a place of the skin rests on the ``floor`` or a ``seat``."""
    middle = surface_point_m(subject, frames, place, side)
    return level_patch(subject, f"{SIDES[side]} {place}", surface_segment(place, side), middle, on)


def level_patch(
    subject: Subject, name: str, segment: int, middle_m: Float[np.ndarray, "draw 3"], on: str = "floor"
) -> Contact:
    """Return four corners of a level patch around a point, pushed upwards."""
    half_m = subject.body.trunk_scale * _of(subject, "surface.patch_half_m", on)
    corner = half_m * np.array([[x, 0.0, z] for x in (-1.0, 1.0) for z in (-1.0, 1.0)])
    friction = subject.library.quantity("contact.floor_friction_ratio").value
    assert isinstance(friction, float)
    return Contact(
        name=name, segment=segment, point_m=middle_m[:, None, :] + corner, normal_direction=UP, friction_ratio=friction
    )


def fit_angles(
    missed_m: Callable[[Float[np.ndarray, "draw angle"]], Float[np.ndarray, "draw angle"]],
    start_rad: Float[np.ndarray, "draw angle"],
) -> Float[np.ndarray, "draw angle"]:
    """Return the angles at which nothing is missed any more, from a start nearby [rad].

    Parameters
    ----------
    missed_m
        How far places are from where they should be, as many as there are angles [m].
    start_rad
        Where to begin, shape (draw, angle).

    Raises
    ------
    InfeasiblePostureError
        If some body cannot get there.
    """
    angle = np.array(start_rad, dtype=float)
    for _ in range(_MOST_STEPS):
        missed = missed_m(angle)
        if np.abs(missed).max() < _CLOSE_M:
            return angle
        steps = _STEP_RAD * np.eye(angle.shape[1])
        slope = np.stack([(missed_m(angle + one) - missed) / _STEP_RAD for one in steps], axis=2)
        change = np.linalg.solve(slope, missed[..., None])[..., 0]
        angle = angle - np.clip(change, -_LONGEST_STEP_RAD, _LONGEST_STEP_RAD)
    raise InfeasiblePostureError(
        Text(N_("This body cannot touch the floor in all the places that the posture asks for."))
    )


def posture_with(
    posture: BodyPosture,
    *,
    pelvis: Mapping[int, Float[np.ndarray, " draw"] | float] | None = None,
    hip: Mapping[tuple[int, int], Float[np.ndarray, " draw"] | float] | None = None,
    knee: Mapping[int, Float[np.ndarray, " draw"] | float] | None = None,
) -> BodyPosture:
    """Return the posture with some angles set: pelvis by axis, hips by (side, axis), knees by side [rad]."""
    pelvis_rad, hip_rad = posture.pelvis_angle_rad.copy(), posture.hip_angle_rad.copy()
    knee_rad = posture.knee_flexion_rad.copy()
    for axis, angle in (pelvis or {}).items():
        pelvis_rad[:, axis] = angle
    for (side, axis), angle in (hip or {}).items():
        hip_rad[:, side, axis] = angle
    for side, angle in (knee or {}).items():
        knee_rad[:, side] = angle
    return BodyPosture(
        pelvis_angle_rad=pelvis_rad,
        level_angle_rad=posture.level_angle_rad,
        hip_angle_rad=hip_rad,
        knee_flexion_rad=knee_rad,
    )


def head_on_floor(subject: Subject, frames: BodyFrames) -> ExternalLoads:
    """Return the floor's or pillow's push under the head: just the head's own weight."""
    fraction = np.mean([_of(subject, f"body.{sex}_mass_fraction", "head") for sex in ("female", "male")])
    weight_n = STANDARD_GRAVITY_M_PER_S2 * fraction * subject.body.total_mass_kg
    head = subject.body.trunk_scale * subject.model.landmark("head_centre")
    return ExternalLoads(
        force_n=weight_n[:, None, None] * UP, point_m=frames.place(THORAX, head), segment=np.array([THORAX])
    )


def arms_on_floor(subject: Subject, arms: Arms, sides: tuple[int, ...] = (RIGHT, LEFT)) -> ExternalLoads:
    """Return the floor's push under arms that lie on it: just their own weight, under each part's mass centre."""
    body = subject.body
    wrist = arms.hand_m - (arms.hand_m - arms.elbow_m) * (
        body.arm_length_m[:, 2] / body.arm_length_m[:, 1:].sum(axis=1)
    ).reshape(-1, 1, 1)
    points, weights = [], []
    for side in sides:
        for part, (start, end) in enumerate(
            ((arms.shoulder_m, arms.elbow_m), (arms.elbow_m, wrist), (wrist, arms.hand_m))
        ):
            along = body.arm_centre_fraction[:, part, None]
            points.append(start[:, side] + along * (end - start)[:, side])
            weights.append(STANDARD_GRAVITY_M_PER_S2 * body.arm_mass_kg[:, part])
    return ExternalLoads(
        force_n=np.stack(weights, axis=1)[..., None] * UP,
        point_m=np.stack(points, axis=1),
        segment=np.full(len(points), THORAX),
    )


def resting(
    subject: Subject,
    posture: BodyPosture,
    contacts: Sequence[Contact],
    other: ExternalLoads,
    *,
    is_loaded: bool = False,
) -> ActivityPose:
    """Return the posture of a body that rests on its contacts; the range leaves its joints more to hold."""
    settled, stiffer = (
        _with_contacts(subject, posture, contacts, other, n_per_n_m)
        for n_per_n_m in (N_PER_N_M_AT_REST, N_PER_N_M_STIFFER)
    )
    return ActivityPose(
        posture=posture,
        external=settled,
        is_loaded=is_loaded,
        contact_range=(stiffer,),
        opposing=_feet_opposing(subject, contacts),
    )


def held(
    subject: Subject,
    posture: BodyPosture,
    contacts: Sequence[Contact],
    other: ExternalLoads,
    *,
    is_loaded: bool = False,
) -> ActivityPose:
    """Return the posture of a body held with muscles.

    Hands and feet pull a little where that spares the trunk; the range holds the least forces, which pull as little as
    can be, and forces that spare it more.
    """
    frames = body_frames(subject.model, subject.body, posture)
    least = ExternalLoads.together([contact_forces(subject.body, frames, contacts, other), other])
    usual, sparing = (
        _with_contacts(subject, posture, contacts, other, n_per_n_m)
        for n_per_n_m in (N_PER_N_M_HELD, N_PER_N_M_STIFFER)
    )
    return ActivityPose(
        posture=posture,
        external=usual,
        is_loaded=is_loaded,
        contact_range=(least, sparing),
        opposing=_feet_opposing(subject, contacts),
    )


def _feet_opposing(subject: Subject, contacts: Sequence[Contact]) -> tuple[OpposingForces, ...]:
    """Return what two standing feet may do against each other, if two stand."""
    feet = tuple(contact for contact in contacts if contact.name.endswith(_FEET))
    return feet_opposing(feet, subject.body) if len(feet) == len(SIDES) else ()


def _with_contacts(
    subject: Subject, posture: BodyPosture, contacts: Sequence[Contact], other: ExternalLoads, n_per_n_m: float
) -> ExternalLoads:
    frames = body_frames(subject.model, subject.body, posture)
    return ExternalLoads.together([settled_forces(subject, frames, contacts, other, n_per_n_m), other])


def settled_forces(
    subject: Subject,
    frames: BodyFrames,
    contacts: Sequence[Contact],
    other: ExternalLoads,
    n_per_n_m: float,
) -> ExternalLoads:
    """Return contact forces that hold the body in balance and leave its joints little to hold.

    Parameters
    ----------
    subject, frames, contacts, other
        Whose body, where it is, where it rests, and all other forces from outside.
    n_per_n_m
        How many newtons at a contact are as dear as a newton metre at a joint.

    Notes
    -----
    Least sum of squares of the forces and of the moments left at the levels of the spine and the hips. Passive
    stiffness is left out: it belongs to the load analysis.
    """
    parts = body_parts(subject.body, frames)
    known = ExternalLoads.together([parts.weights(), other])
    centre = parts.centre_of_mass_m()
    direction, point, segment = _spread(contacts)
    whole = np.concatenate([direction, np.cross(point - centre[:, None], direction)], axis=2)
    joints = _on_joints(frames, direction, point, segment)
    n_draws, n_forces = direction.shape[:2]
    n_rows = len(JOINTS) * _N_AXES
    effect = np.zeros((n_draws, 6 + n_rows, n_forces + n_rows))
    effect[:, :6, :n_forces] = np.swapaxes(whole, 1, 2)
    effect[:, 6:, :n_forces] = joints
    effect[:, 6:, n_forces:] = np.eye(n_rows)
    moment = known.on_joints(frames)[1].reshape(n_draws, n_rows)
    demand = -np.concatenate([net_load(known, centre), moment], axis=1)
    weight_n = STANDARD_GRAVITY_M_PER_S2 * parts.mass_kg.sum(axis=1, keepdims=True)
    most = np.repeat(_MOST_WEIGHTS * weight_n, n_forces + n_rows, axis=1)
    most[:, n_forces:] = _MOST_MOMENT_M * weight_n
    low = np.where(np.arange(n_forces + n_rows) < n_forces, 0.0, -most)
    cost = np.where(np.arange(n_forces + n_rows) < n_forces, 1.0, n_per_n_m**2)
    split = split_loads(effect, demand, np.broadcast_to(cost, most.shape), low, most, tolerance=RESIDUAL_TOLERANCE)
    if (split.shortfall > 0).any():
        raise InfeasiblePostureError(Text(N_("In this posture the body would not stay where it lies.")))
    if not split.solved.all():
        raise ConvergenceError(
            Text("The forces at rest did not settle; {left:.1g} N are left.", {"left": float(split.residual.max())})
        )
    counts = [contact.n_points for contact in contacts]
    per_point = np.repeat([contact.directions().shape[1] for contact in contacts], counts)
    starts = np.concatenate([[0], np.cumsum(per_point)[:-1]])
    amount = split.x[:, :n_forces, None]
    return ExternalLoads(
        force_n=np.add.reduceat(amount * direction, starts, axis=1),
        point_m=np.concatenate([contact.point_m for contact in contacts], axis=1),
        segment=np.repeat([contact.segment for contact in contacts], counts),
    )


def _spread(contacts: Sequence[Contact]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return direction, point and segment of every force that a contact may push with."""
    direction, point, segment = [], [], []
    for contact in contacts:
        one = contact.directions()
        direction.append(np.tile(one, (1, contact.n_points, 1)))
        point.append(np.repeat(contact.point_m, one.shape[1], axis=1))
        segment.append(np.full(contact.n_points * one.shape[1], contact.segment))
    return np.concatenate(direction, axis=1), np.concatenate(point, axis=1), np.concatenate(segment)


def _on_joints(
    frames: BodyFrames, direction: np.ndarray, point_m: np.ndarray, segment: np.ndarray
) -> Float[np.ndarray, "draw row force"]:
    """Return the moment of a newton in each force about each joint it lies beyond [N m]."""
    arm = point_m[:, None] - frames.joint_m[:, :, None]
    moment = np.cross(arm, direction[:, None]) * beyond_joint()[:, segment][None, :, :, None]
    rows: Float[np.ndarray, "draw row force"] = np.moveaxis(moment, 3, 2).reshape(len(moment), -1, len(segment))
    return rows


def _of(subject: Subject, key: str, label: str) -> float:
    """Return one value of a table."""
    quantity = subject.library.quantity(key)
    assert isinstance(quantity.value, tuple)
    return quantity.value[quantity.labels.index(label)]
