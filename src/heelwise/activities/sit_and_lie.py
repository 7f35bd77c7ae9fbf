"""Sitting on a chair and lying on a bed: a body that something else holds.

Thighs are level and shins upright in sitting. Arms hang beside the trunk: hands in the lap load the back alike. Lying,
head and arms rest with their own weight, and the trunk settles.
"""

from __future__ import annotations

import math

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import ArmDirections, arm_loads, hanging, weights_on_thorax
from heelwise.activities.posing.contact import Contact
from heelwise.activities.posing.floor import (
    LEFT,
    RIGHT,
    arms_on_floor,
    fit_angles,
    floor_contact,
    head_on_floor,
    posture_with,
    resting,
    surface_point_m,
)
from heelwise.activities.posing.legs import foot_contacts, frames_of
from heelwise.activities.posing.rhythm import (
    LEGS_SCORE,
    RHYTHM_SCORE,
    TRUNK_SCORE,
    drawn_value,
    is_far_bent,
    level_share_fraction,
    lumbar_range_rad,
    moved_trunk,
)
from heelwise.activities.posing.sinking import sunk_flexion_rad
from heelwise.activities.standing import Values
from heelwise.body import LEVELS
from heelwise.body.reference_model import SEGMENTS, SIDES
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import PELVIS, BodyFrames, BodyPosture
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float

THORAX = SEGMENTS.index("thorax")
_RIGHT_ANGLE_RAD = math.pi / 2.0
_POSTURE_LABEL = {"upright": "upright_unsupported", "slumped": "slumped", "supported": "supported"}
_BOTH = (RIGHT, LEFT)


def sit(subject: Subject, values: Values) -> ActivityPose:
    """Return sitting on a chair with both feet on the floor.

    Values
    ------
    posture
        ``upright`` or ``slumped`` without a backrest, or ``supported`` by one.
    angle_rad
        Without a backrest: trunk further forward than usual in this posture [rad]; 0 if left out. With one: angle of
        the backrest [rad], backward negative; a usual chair's if left out.
    hand_support_fraction
        Force straight up on both hands or elbows over body weight; none if left out.

    Notes
    -----
    The back flexes as measured in sitting, but no further than the weight bends it. What seat, thighs, feet and
    backrest each bear is settled as at rest: a trunk that leans back lets the backrest bear what it would otherwise
    have to hold itself.
    """
    label = _POSTURE_LABEL[str(values["posture"])]
    lean, lumbar, backrest = _seated_angles_rad(subject, label, values.get("angle_rad"))
    lumbar = sunk_flexion_rad(
        subject, lambda flexion: seated(subject, lean, flexion), lumbar, is_leaned_on=label == "supported"
    )
    posture = seated(subject, lean, lumbar)
    frames = frames_of(subject, posture)
    arms = arm_loads(subject.model, subject.body, frames, hanging(subject.n_draws))
    known = [arms.loads]
    share = values.get("hand_support_fraction")
    if share is not None:
        each_n = 0.5 * float(share) * STANDARD_GRAVITY_M_PER_S2 * subject.body.total_mass_kg
        known.append(weights_on_thorax(arms.elbow_m, np.repeat(-each_n[:, None], len(SIDES), axis=1)))
    contacts = [
        *(floor_contact(subject, frames, "seat_bone", side, "seat") for side in _BOTH),
        *(floor_contact(subject, frames, "thigh_back", side) for side in _BOTH),
        *foot_contacts(subject, frames),
        *(_backrest(subject, frames, side, backrest) for side in _BOTH if label == "supported"),
    ]
    is_loaded = is_far_bent(subject, lumbar, "flexion")
    return resting(subject, posture, contacts, ExternalLoads.together(known), is_loaded=is_loaded)


def _seated_angles_rad(
    subject: Subject, label: str, angle: float | str | None
) -> tuple[Float[np.ndarray, " draw"], Float[np.ndarray, " draw"], Float[np.ndarray, " draw"]]:
    """Return lean of the trunk, loss of lordosis and inclination of the backrest [rad]."""
    lumbar = -drawn_value(subject, "activities.sitting_lordosis_change_rad", RHYTHM_SCORE, label)
    lean = drawn_value(subject, "activities.sitting_trunk_lean_rad", TRUNK_SCORE, label)
    if label == "supported":
        usual = drawn_value(subject, "activities.backrest_inclination_rad", LEGS_SCORE)
        backrest = usual if angle is None else np.full(subject.n_draws, -float(angle))
        return lean - (backrest - _middle(subject, "activities.backrest_inclination_rad")), lumbar, backrest
    further = 0.0 if angle is None else float(angle)
    share = seated_lumbar_share_fraction(subject)
    return lean + further, lumbar + share * further, np.zeros(subject.n_draws)


def lie(subject: Subject, values: Values) -> ActivityPose:
    """Return lying still.

    Values
    ------
    side
        ``supine``, ``prone``, or ``side`` (the right one, hips and knees bent, the left leg on the right one or on a
        pillow).
    """
    side = str(values["side"])
    flatter = -drawn_value(subject, "activities.lying_lordosis_change_rad", RHYTHM_SCORE, side)
    start = moved_trunk(subject, lumbar_flexion_rad=whole_flexion_rad(subject, flatter))
    return _LYING[side](subject, start)


def seated(
    subject: Subject, lean_rad: Float[np.ndarray, " draw"], lordosis_loss_rad: Float[np.ndarray, " draw"]
) -> BodyPosture:
    """Return sitting with level thighs and upright shins.

    Parameters
    ----------
    subject
        Who sits.
    lean_rad
        Line from the back of S1 to C7 against the vertical, forward positive [rad].
    lordosis_loss_rad
        How much flatter than standing the curve from L1 to S1 is [rad]; never beyond the range of this back.
    """
    flexion = np.minimum(whole_flexion_rad(subject, lordosis_loss_rad), lumbar_range_rad(subject, "flexion"))
    posture = leaning(subject, moved_trunk(subject, lumbar_flexion_rad=flexion), lean_rad)
    thigh = _RIGHT_ANGLE_RAD + posture.pelvis_angle_rad[:, 0]
    return posture_with(
        posture,
        hip={(side, 0): thigh for side in _BOTH},
        knee=dict.fromkeys(_BOTH, _RIGHT_ANGLE_RAD),
    )


def leaning(subject: Subject, posture: BodyPosture, lean_rad: Float[np.ndarray, " draw"]) -> BodyPosture:
    """Return the posture with the pelvis turned so that the line from the back of S1 to C7 leans by `lean_rad`."""
    tilt = posture.pelvis_angle_rad[:, 0] + lean_rad - trunk_lean_rad(subject, posture)
    return posture_with(posture, pelvis={0: tilt})


def trunk_lean_rad(subject: Subject, posture: BodyPosture) -> Float[np.ndarray, " draw"]:
    """Return the lean of the line from the back of S1 to C7, forward positive, pelvis level to the side [rad]."""
    frames = frames_of(subject, posture)
    scale = subject.body.trunk_scale
    back = frames.place(PELVIS, scale * subject.model.landmark("s1_back"))[:, 0]
    neck = frames.place(THORAX, scale * subject.model.landmark("c7"))[:, 0]
    line = neck - back
    lean: Float[np.ndarray, " draw"] = np.arctan2(line[:, 0], line[:, 1])
    return lean


def whole_flexion_rad(subject: Subject, lordosis_loss_rad: Float[np.ndarray, " draw"]) -> Float[np.ndarray, " draw"]:
    """Return the flexion of all levels that takes `lordosis_loss_rad` off the curve L1 to S1; T12/L1 adds its own."""
    above = LEVELS.index("T12/L1")
    forward = 1.0 - level_share_fraction(subject.library, "flexion")[above]
    backward = 1.0 - level_share_fraction(subject.library, "flexion", backward=True)[above]
    return lordosis_loss_rad / np.where(lordosis_loss_rad < 0, backward, forward)


def seated_lumbar_share_fraction(subject: Subject) -> float:
    """Return the lumbar spine's share of a seated lean, from sitting upright to rising: its flexion over the lean."""
    flexion = _middle(subject, "activities.chair_rise_lumbar_flexion_rad")
    sitting = _middle(subject, "activities.sitting_lordosis_change_rad", "upright_unsupported")
    lean = _middle(subject, "activities.chair_rise_trunk_lean_rad")
    upright = _middle(subject, "activities.sitting_trunk_lean_rad", "upright_unsupported")
    return (flexion + sitting) / (lean - upright)


def _backrest(subject: Subject, frames: BodyFrames, side: int, inclination_rad: Float[np.ndarray, " draw"]) -> Contact:
    """Return one side of the upper back on a backrest inclined by this angle."""
    sine, cosine = np.sin(inclination_rad), np.cos(inclination_rad)
    return Contact(
        name=f"{SIDES[side]} upper_back",
        segment=THORAX,
        point_m=surface_point_m(subject, frames, "upper_back", side)[:, None],
        normal_direction=np.stack([cosine, sine, np.zeros_like(sine)], axis=1),
        friction_ratio=_middle(subject, "contact.floor_friction_ratio"),
    )


def _supine(subject: Subject, start: BodyPosture) -> ActivityPose:
    places = ("upper_back", "buttock", "calf", "heel_back")
    return _stretched_out(subject, start, -_RIGHT_ANGLE_RAD, places, "heel_back")


def _prone(subject: Subject, start: BodyPosture) -> ActivityPose:
    places = ("chest", "pelvis_front", "knee_front", "ankle_front")
    return _stretched_out(subject, start, _RIGHT_ANGLE_RAD, places, "ankle_front")


def _stretched_out(
    subject: Subject, start: BodyPosture, tilt_rad: float, places: tuple[str, ...], foot: str
) -> ActivityPose:
    """Return lying on back or belly with straight legs: pelvis and hips turned so that trunk and feet touch."""
    trunk, pelvis = places[:2]

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        hip = {(side, axis): angle_rad[:, 1] if axis == 0 else 0.0 for side in _BOTH for axis in range(3)}
        return posture_with(start, pelvis={0: angle_rad[:, 0]}, hip=hip, knee=dict.fromkeys(_BOTH, 0.0))

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        height = [surface_point_m(subject, frames, place, RIGHT)[:, 1] for place in (trunk, pelvis, foot)]
        return np.stack([height[0] - height[1], height[2] - height[1]], axis=1)

    posture = turned(fit_angles(missed_m, np.tile([tilt_rad, 0.0], (subject.n_draws, 1))))
    frames = frames_of(subject, posture)
    contacts = [floor_contact(subject, frames, place, side) for place in places for side in _BOTH]
    return resting(subject, posture, contacts, head_and_arms(subject, frames, _BOTH))


def _on_the_side(subject: Subject, start: BodyPosture) -> ActivityPose:
    """Return lying on the right side: hips and knees bent, chest, hip, knees and feet touching."""
    bent = _middle(subject, "activities.clamshell_angle_rad", "hip_flexion")
    places = (("chest_side", RIGHT), ("hip_side", RIGHT), ("knee_outside", RIGHT), ("knee_inside", LEFT))

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        hip: dict[tuple[int, int], np.ndarray | float] = {(side, 0): bent for side in _BOTH}
        hip |= {(RIGHT, 1): angle_rad[:, 1], (LEFT, 1): angle_rad[:, 2], (RIGHT, 2): 0.0, (LEFT, 2): 0.0}
        return posture_with(start, pelvis={0: 0.0, 1: angle_rad[:, 0]}, hip=hip, knee=dict.fromkeys(_BOTH, bent))

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        chest, hip, knee, upper = (surface_point_m(subject, frames, *place)[:, 1] for place in places)
        lower = surface_point_m(subject, frames, "knee_inside", RIGHT)[:, 1]
        return np.stack([chest - hip, knee - hip, upper - lower], axis=1)

    posture = turned(fit_angles(missed_m, np.tile([_RIGHT_ANGLE_RAD, 0.0, 0.0], (subject.n_draws, 1))))
    frames = frames_of(subject, posture)
    contacts = [
        *(floor_contact(subject, frames, *place) for place in places),
        floor_contact(subject, frames, "foot_outside", RIGHT),
        floor_contact(subject, frames, "foot_inside", LEFT),
    ]
    return resting(subject, posture, contacts, head_and_arms(subject, frames, (RIGHT,)))


def head_and_arms(subject: Subject, frames: BodyFrames, arms_down: tuple[int, ...]) -> ExternalLoads:
    """Return head and arms of somebody who lies, arms along the trunk; an arm that is not down rests on the trunk."""
    along = -frames.rotation[:, THORAX, :, 1]
    both = np.repeat(along[:, None], len(SIDES), axis=1)
    arms = arm_loads(
        subject.model, subject.body, frames, ArmDirections(upper_arm_direction=both, forearm_direction=both)
    )
    return ExternalLoads.together([arms.loads, head_on_floor(subject, frames), arms_on_floor(subject, arms, arms_down)])


def _middle(subject: Subject, key: str, label: str | None = None) -> float:
    """Return the middle of a quantity [SI]."""
    quantity = subject.library.quantity(key)
    if label is None:
        assert isinstance(quantity.value, float)
        return quantity.value
    assert isinstance(quantity.value, tuple)
    return quantity.value[quantity.labels.index(label)]


_LYING = {"supine": _supine, "prone": _prone, "side": _on_the_side}
