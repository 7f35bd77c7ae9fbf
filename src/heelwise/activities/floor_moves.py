"""The moves of the programme, each at its key posture: bridge, bird dog, dead bug, planks, clamshell, pelvic tilt.

Limbs are posed as usually told, and the turn of the pelvis (and what else has no choice) is solved so that the body
touches the floor where it should. One side is shown; the other is its mirror image.
"""

from __future__ import annotations

import math

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import THORAX, ArmDirections, Arms, arm_loads, hanging
from heelwise.activities.posing.contact import Contact
from heelwise.activities.posing.floor import (
    LEFT,
    RIGHT,
    fit_angles,
    floor_contact,
    head_on_floor,
    held,
    level_patch,
    posture_with,
    resting,
    surface_point_m,
)
from heelwise.activities.posing.legs import foot_contacts, frames_of
from heelwise.activities.posing.rhythm import LEGS_SCORE, RHYTHM_SCORE, drawn_value, moved_trunk
from heelwise.activities.sit_and_lie import head_and_arms, whole_flexion_rad
from heelwise.activities.standing import Values
from heelwise.body.reference_model import SEGMENTS, SIDES
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames, BodyPosture
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts
from heelwise.shapes import Float

_QUARTER_RAD = math.pi / 2.0
_BOTH = (RIGHT, LEFT)
_HAND_SIDEWAYS_M = 0.25
"""Furthest from the midline that the supporting hand of the bird dog is put."""

_STEP_RAD = math.radians(10.0)
"""How far each leg of the side plank is before or behind the trunk, so that one foot stands before the other: ours."""


def bridge(subject: Subject, values: Values) -> ActivityPose:
    """Return the bridge: shoulders and feet on the floor, hips lifted until trunk and thighs are in line."""
    start = _start(subject, "bridge")
    hip, knee = (_angle(subject, "bridge", name) for name in ("hip_flexion", "knee_flexion"))

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        return posture_with(
            start, pelvis={0: angle_rad[:, 0]}, hip={(side, 0): hip for side in _BOTH}, knee=dict.fromkeys(_BOTH, knee)
        )

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        back = surface_point_m(subject, frames, "upper_back", RIGHT)[:, 1]
        return (back - _sole_m(subject, frames, RIGHT))[:, None]

    posture = turned(fit_angles(missed_m, _starts(subject, _middle(subject, "bridge", "trunk_inclination"))))
    frames = frames_of(subject, posture)
    contacts = [*_pair(subject, frames, "upper_back"), *foot_contacts(subject, frames)]
    return held(subject, posture, contacts, head_and_arms(subject, frames, _BOTH))


def pelvic_tilt(subject: Subject, values: Values) -> ActivityPose:
    """Return the pelvic tilt: lying with bent knees, the lower back flattened on the floor."""
    start = _start(subject, "pelvic_tilt")
    knee = _angle(subject, "pelvic_tilt", "knee_flexion")

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        return posture_with(
            start,
            pelvis={0: angle_rad[:, 0]},
            hip={(side, 0): angle_rad[:, 1] for side in _BOTH},
            knee=dict.fromkeys(_BOTH, knee),
        )

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        back, seat = (surface_point_m(subject, frames, place, RIGHT)[:, 1] for place in ("upper_back", "buttock"))
        return np.stack([back - seat, _sole_m(subject, frames, RIGHT) - seat], axis=1)

    hip = _middle(subject, "pelvic_tilt", "hip_flexion")
    posture = turned(fit_angles(missed_m, _starts(subject, -_QUARTER_RAD, hip)))
    frames = frames_of(subject, posture)
    trunk = [contact for place in ("upper_back", "lower_back", "buttock") for contact in _pair(subject, frames, place)]
    return resting(subject, posture, [*trunk, *foot_contacts(subject, frames)], head_and_arms(subject, frames, _BOTH))


def dead_bug(subject: Subject, values: Values) -> ActivityPose:
    """Return the dead bug: lying on the back, right leg and left arm lowered, the others held up."""
    start = _start(subject, "dead_bug")
    legs = {"lowered_": RIGHT, "": LEFT}
    hip = {(side, 0): _angle(subject, "dead_bug", f"{word}hip_flexion") for word, side in legs.items()}
    knee = {side: _angle(subject, "dead_bug", f"{word}knee_flexion") for word, side in legs.items()}

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        return posture_with(start, pelvis={0: angle_rad[:, 0]}, hip=dict(hip), knee=dict(knee))

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        back, seat = (surface_point_m(subject, frames, place, RIGHT)[:, 1] for place in ("upper_back", "buttock"))
        return (back - seat)[:, None]

    posture = turned(fit_angles(missed_m, _starts(subject, -_QUARTER_RAD)))
    frames = frames_of(subject, posture)
    raised = {
        RIGHT: _angle(subject, "dead_bug", "shoulder_flexion"),
        LEFT: _angle(subject, "dead_bug", "lowered_shoulder_flexion"),
    }
    directions = [_from_thorax(frames, raised[side]) for side in _BOTH]
    arms = _straight_arms(subject, frames, np.stack(directions, axis=1))
    contacts = [
        contact for place in ("upper_back", "lower_back", "buttock") for contact in _pair(subject, frames, place)
    ]
    return resting(subject, posture, contacts, ExternalLoads.together([arms.loads, head_on_floor(subject, frames)]))


def front_plank(subject: Subject, values: Values) -> ActivityPose:
    """Return the front plank: forearms and balls of the feet on the floor, straight from shoulder to heel."""
    start = _start(subject, "front_plank")
    hip, knee = (_angle(subject, "front_plank", name) for name in ("hip_flexion", "knee_flexion"))

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        return posture_with(
            start, pelvis={0: angle_rad[:, 0]}, hip={(side, 0): hip for side in _BOTH}, knee=dict.fromkeys(_BOTH, knee)
        )

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        elbow = _on_forearms(subject, frames).elbow_m[:, RIGHT, 1]
        return (elbow - _ball_m(subject, frames, RIGHT)[:, 1])[:, None]

    posture = turned(fit_angles(missed_m, _starts(subject, _middle(subject, "front_plank", "trunk_inclination"))))
    frames = frames_of(subject, posture)
    arms = _on_forearms(subject, frames)
    contacts = [
        *(contact for side in _BOTH for contact in _forearm_contacts(subject, arms, side)),
        *(_ball_contact(subject, frames, side) for side in _BOTH),
    ]
    return held(subject, posture, contacts, arms.loads, is_loaded=True)


def side_plank(subject: Subject, values: Values) -> ActivityPose:
    """Return the side plank on the right forearm: body straight, both feet on the floor, the left in front."""
    start = _start(subject, "side_plank")
    step = _middle(subject, "side_plank", "hip_flexion") + _STEP_RAD
    knee = _angle(subject, "side_plank", "knee_flexion")

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        hip: dict[tuple[int, int], Float[np.ndarray, " draw"] | float] = {
            (RIGHT, 0): -_STEP_RAD,
            (LEFT, 0): step,
            (RIGHT, 1): 0.0,
            (LEFT, 1): angle_rad[:, 1],
        }
        return posture_with(start, pelvis={0: 0.0, 1: angle_rad[:, 0]}, hip=hip, knee=dict.fromkeys(_BOTH, knee))

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        elbow = _on_right_forearm(subject, frames).elbow_m[:, RIGHT, 1]
        lower = surface_point_m(subject, frames, "foot_outside", RIGHT)[:, 1]
        upper = surface_point_m(subject, frames, "foot_inside", LEFT)[:, 1]
        return np.stack([elbow - lower, upper - lower], axis=1)

    begin = _starts(subject, _middle(subject, "side_plank", "trunk_side_inclination"), _STEP_RAD)
    posture = turned(fit_angles(missed_m, begin))
    frames = frames_of(subject, posture)
    arms = _on_right_forearm(subject, frames)
    contacts = [
        *_forearm_contacts(subject, arms, RIGHT),
        floor_contact(subject, frames, "foot_outside", RIGHT),
        floor_contact(subject, frames, "foot_inside", LEFT),
    ]
    return held(subject, posture, contacts, arms.loads, is_loaded=True)


def bird_dog(subject: Subject, values: Values) -> ActivityPose:
    """Return the bird dog: left hand and right knee on the floor, right arm and left leg raised level.

    Notes
    -----
    The hand is put where the line from it to the knee passes below the mass centre.
    """
    start = _start(subject, "bird_dog")
    knee = _angle(subject, "bird_dog", "knee_flexion")
    raised_hip = _angle(subject, "bird_dog", "raised_hip_flexion")
    raised_knee = _angle(subject, "bird_dog", "raised_knee_flexion")
    over = _angle(subject, "bird_dog", "hip_flexion") - _QUARTER_RAD

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        tilt = angle_rad[:, 0]
        hip = {(RIGHT, 0): tilt + over, (LEFT, 0): raised_hip}
        return posture_with(start, pelvis={0: tilt}, hip=hip, knee={RIGHT: knee, LEFT: raised_knee})

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        hand = _on_left_hand(subject, frames).hand_m[:, LEFT, 1]
        return (hand - surface_point_m(subject, frames, "knee_front", RIGHT)[:, 1])[:, None]

    posture = turned(fit_angles(missed_m, _starts(subject, _middle(subject, "bird_dog", "trunk_inclination"))))
    frames = frames_of(subject, posture)
    arms = _on_left_hand(subject, frames)
    shin = [floor_contact(subject, frames, place, RIGHT) for place in ("knee_front", "ankle_front")]
    hand = arms.hand_m[:, LEFT].copy()
    hand[:, 2] = _hand_below_line_m(subject, frames, arms, shin[0].point_m.mean(axis=1))
    contacts = [level_patch(subject, "left hand", THORAX, hand), *shin]
    return held(subject, posture, contacts, arms.loads)


def clamshell(subject: Subject, values: Values) -> ActivityPose:
    """Return the clamshell: lying on the right side with bent hips and knees, the left knee lifted, feet together.

    Notes
    -----
    The left foot rests on the right one; half of the weight of its shank and foot is taken to go through it, none or
    all of it in the range.
    """
    start = _start(subject, "clamshell")
    flexion, knee = (_angle(subject, "clamshell", name) for name in ("hip_flexion", "knee_flexion"))
    opened = {1: "hip_abduction", 2: "hip_external_rotation"}

    def turned(angle_rad: np.ndarray) -> BodyPosture:
        hip = {(side, 0): flexion for side in _BOTH}
        hip[RIGHT, 1] = angle_rad[:, 1]
        hip |= {(LEFT, axis): -_angle(subject, "clamshell", name) for axis, name in opened.items()}
        return posture_with(start, pelvis={0: 0.0, 1: angle_rad[:, 0]}, hip=hip, knee=dict.fromkeys(_BOTH, knee))

    def missed_m(angle_rad: np.ndarray) -> np.ndarray:
        frames = frames_of(subject, turned(angle_rad))
        places = ("chest_side", "hip_side", "knee_outside")
        chest, hip, shin = (surface_point_m(subject, frames, place, RIGHT)[:, 1] for place in places)
        return np.stack([chest - hip, shin - hip], axis=1)

    posture = turned(fit_angles(missed_m, _starts(subject, _QUARTER_RAD, 0.0)))
    frames = frames_of(subject, posture)
    places = ("chest_side", "hip_side", "knee_outside", "foot_outside")
    contacts = [floor_contact(subject, frames, place, RIGHT) for place in places]
    rest = head_and_arms(subject, frames, (RIGHT,))
    poses = [
        resting(subject, posture, contacts, ExternalLoads.together([rest, _feet_together(subject, frames, part)]))
        for part in (0.5, 0.0, 1.0)
    ]
    others = (poses[1].external, poses[2].external)
    return ActivityPose(posture=posture, external=poses[0].external, contact_range=(*poses[0].contact_range, *others))


def _start(subject: Subject, move: str) -> BodyPosture:
    """Return standing with the lower back of a move."""
    flatter = -_angle(subject, move, "lumbar_change", RHYTHM_SCORE)
    return moved_trunk(subject, lumbar_flexion_rad=whole_flexion_rad(subject, flatter))


def _angle(subject: Subject, move: str, name: str, score: int = LEGS_SCORE) -> Float[np.ndarray, " draw"]:
    return drawn_value(subject, f"activities.{move}_angle_rad", score, name)


def _middle(subject: Subject, move: str, name: str) -> float:
    quantity = subject.library.quantity(f"activities.{move}_angle_rad")
    assert isinstance(quantity.value, tuple)
    return quantity.value[quantity.labels.index(name)]


def _starts(subject: Subject, *angle_rad: float) -> Float[np.ndarray, "draw angle"]:
    return np.tile(np.array(angle_rad), (subject.n_draws, 1))


def _pair(subject: Subject, frames: BodyFrames, place: str) -> list[Contact]:
    return [floor_contact(subject, frames, place, side) for side in _BOTH]


def _sole_m(subject: Subject, frames: BodyFrames, side: int) -> Float[np.ndarray, " draw"]:
    """Return the height of the sole of a flat foot [m]."""
    height: Float[np.ndarray, " draw"] = foot_contacts(subject, frames)[side].point_m[:, 0, 1]
    return height


def _ball_m(subject: Subject, frames: BodyFrames, side: int) -> Float[np.ndarray, "draw 3"]:
    """Return the ball of a foot held at a right angle to its shank [m]."""
    ball, ankle = subject.model.landmark("ball"), subject.model.landmark("ankle")
    shank = SEGMENTS.index(f"shank_{'rl'[side]}")
    offset = subject.body.foot_scale * (ball - ankle)
    placed: Float[np.ndarray, "draw 3"] = frames.ankle_m[:, side] + frames.rotation[:, shank] @ offset
    return placed


def _ball_contact(subject: Subject, frames: BodyFrames, side: int) -> Contact:
    shank = SEGMENTS.index(f"shank_{'rl'[side]}")
    return level_patch(subject, f"{SIDES[side]} ball", shank, _ball_m(subject, frames, side))


def _forearm_contacts(subject: Subject, arms: Arms, side: int) -> list[Contact]:
    """Return a forearm on the floor: its elbow and its hand."""
    ends = {"elbow": arms.elbow_m, "hand": arms.hand_m}
    return [level_patch(subject, f"{SIDES[side]} {name}", THORAX, end[:, side]) for name, end in ends.items()]


def _on_forearms(subject: Subject, frames: BodyFrames) -> Arms:
    """Return arms whose upper parts stand upright and whose forearms lie forward on the floor."""
    down = hanging(subject.n_draws).upper_arm_direction
    forward = np.zeros_like(down)
    forward[..., 0] = 1.0
    return arm_loads(
        subject.model, subject.body, frames, ArmDirections(upper_arm_direction=down, forearm_direction=forward)
    )


def _on_right_forearm(subject: Subject, frames: BodyFrames) -> Arms:
    """Return the right arm as in `_on_forearms`, the left one along the trunk."""
    upper = hanging(subject.n_draws).upper_arm_direction
    fore = np.zeros_like(upper)
    fore[..., 0] = 1.0
    upper[:, LEFT] = fore[:, LEFT] = -frames.rotation[:, THORAX, :, 1]
    return arm_loads(
        subject.model, subject.body, frames, ArmDirections(upper_arm_direction=upper, forearm_direction=fore)
    )


def _on_left_hand(subject: Subject, frames: BodyFrames) -> Arms:
    """Return the left arm straight down to the floor and the right one raised."""
    both = hanging(subject.n_draws).upper_arm_direction
    both[:, RIGHT] = _from_thorax(frames, _angle(subject, "bird_dog", "raised_shoulder_flexion"))
    return _straight_arms(subject, frames, both)


def _straight_arms(subject: Subject, frames: BodyFrames, direction: Float[np.ndarray, "draw side 3"]) -> Arms:
    both = ArmDirections(upper_arm_direction=direction, forearm_direction=direction)
    return arm_loads(subject.model, subject.body, frames, both)


def _from_thorax(frames: BodyFrames, flexion_rad: Float[np.ndarray, " draw"]) -> Float[np.ndarray, "draw 3"]:
    """Return the direction of an arm flexed at the shoulder: 0 along the trunk, a right angle straight forward."""
    thorax = frames.rotation[:, THORAX]
    sine, cosine = np.sin(flexion_rad)[:, None], np.cos(flexion_rad)[:, None]
    direction: Float[np.ndarray, "draw 3"] = sine * thorax[..., 0] - cosine * thorax[..., 1]
    return direction


def _hand_below_line_m(
    subject: Subject, frames: BodyFrames, arms: Arms, knee_m: Float[np.ndarray, "draw 3"]
) -> Float[np.ndarray, " draw"]:
    """Return how far to the right the left hand stands so that the weight falls on the line from it to the knee [m]."""
    parts = body_parts(subject.body, frames)
    loads = ExternalLoads.together([parts.weights(), arms.loads])
    down = -loads.force_n[..., 1]
    centre = np.einsum("dc,dci->di", down, loads.point_m) / down.sum(axis=1)[:, None]
    hand_x = arms.hand_m[:, LEFT, 0]
    part = (centre[:, 0] - knee_m[:, 0]) / (hand_x - knee_m[:, 0])
    return np.clip(knee_m[:, 2] + (centre[:, 2] - knee_m[:, 2]) / part, -_HAND_SIDEWAYS_M, 0.0)


def _feet_together(subject: Subject, frames: BodyFrames, part: float) -> ExternalLoads:
    """Return what the feet press on each other with when the right one carries a part of the left shank's weight."""
    weight_n = 0.5 * STANDARD_GRAVITY_M_PER_S2 * (subject.body.shank_mass_kg + subject.body.foot_mass_kg)
    point = surface_point_m(subject, frames, "foot_inside", LEFT)
    push = np.zeros((subject.n_draws, 2, 3))
    push[:, LEFT, 1], push[:, RIGHT, 1] = part * weight_n, -part * weight_n
    return ExternalLoads(
        force_n=push,
        point_m=np.repeat(point[:, None], 2, axis=1),
        segment=np.array([SEGMENTS.index("shank_r"), SEGMENTS.index("shank_l")]),
    )
