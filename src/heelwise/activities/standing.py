"""Standing: quietly, bent, to one side, on one leg, or with the hands on a table.

Every function takes the subject and values in SI, and returns the posture with all forces from outside. Angles count
from the subject's own standing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import arm_loads, hanging, reach, shoulder_points_m, weights_on_thorax
from heelwise.activities.posing.contact import contact_forces
from heelwise.activities.posing.legs import (
    feet_opposing,
    foot_contacts,
    frames_of,
    stand_on_both_feet,
    stand_on_one_foot,
)
from heelwise.activities.posing.rhythm import (
    LEGS_SCORE,
    PLACE_SCORE,
    TRUNK_SCORE,
    drawn_value,
    is_far_bent,
    lumbar_flexion_rad,
    lumbar_range_rad,
    moved_trunk,
)
from heelwise.body import LEVELS
from heelwise.body.reference_model import SIDES
from heelwise.errors import InputError
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float
from heelwise.text import N_, Text

Values = Mapping[str, float | str | None]
"""Values of an activity's parameters by name, in SI."""

_BOTH = (True, True)
_MOST_LUMBAR_SDS = 2.0
_MOST_KNEE_STEPS = 12
_LEVEL_ENOUGH_RAD = math.radians(0.5)


def stand(subject: Subject, values: Values) -> ActivityPose:
    """Return the subject's own quiet standing, arms hanging."""
    return on_feet(subject, subject.standing, None)


def lean(subject: Subject, values: Values) -> ActivityPose:
    """Return a bend of the trunk forward (positive) or backward, arms hanging.

    Values
    ------
    angle_rad
        Inclination of the chest beyond standing [rad].
    lumbar_share_fraction
        Share of the lumbar spine; None takes the usual rhythm.
    knees
        ``straight`` or ``bent``.
    """
    angle_rad = number(values, "angle_rad")
    share = values.get("lumbar_share_fraction")
    if share is None:
        lumbar = lumbar_flexion_rad(subject, angle_rad)
    else:
        lumbar = lumbar_by_share_rad(subject, angle_rad, float(share))
    trunk = inclined(subject, angle_rad, lumbar)
    posture = stand_with_knees(subject, trunk, str(values["knees"]), angle_rad)
    return on_feet(subject, posture, None, is_loaded=bends_far(subject, lumbar))


def side_bend(subject: Subject, values: Values) -> ActivityPose:
    """Return a bend to the right (positive) or left in the lumbar spine over a level pelvis, arms hanging.

    Values
    ------
    angle_rad
        Bend of the chest against the pelvis [rad].
    """
    most = lumbar_range_rad(subject, "side_bend")
    bend = np.clip(number(values, "angle_rad"), -most, most)
    posture = stand_on_both_feet(subject, moved_trunk(subject, lumbar_side_bend_rad=bend))
    return on_feet(subject, posture, None, is_loaded=is_far_bent(subject, bend, "side_bend"))


def stand_on_one_leg(subject: Subject, values: Values) -> ActivityPose:
    """Return standing on one leg, the other lifted in front, the body over the foot.

    Values
    ------
    side
        ``right`` or ``left``: the leg that stands.
    """
    side = SIDES.index(str(values["side"]))
    toward = 1.0 if side == 0 else -1.0
    lean_rad = toward * drawn_value(subject, "activities.one_leg_trunk_side_lean_rad", TRUNK_SCORE)
    tilt_rad = toward * drawn_value(subject, "activities.one_leg_pelvis_obliquity_rad", LEGS_SCORE)
    posture = moved_trunk(subject, lumbar_side_bend_rad=lean_rad - tilt_rad)
    pelvis, hip, knee = (
        posture.pelvis_angle_rad.copy(),
        posture.hip_angle_rad.copy(),
        posture.knee_flexion_rad.copy(),
    )
    pelvis[:, 1] += tilt_rad
    free = 1 - side
    raised = "contact.raised_leg_angle_rad"
    hip[:, free, 0] = drawn_value(subject, raised, LEGS_SCORE, "hip_flexion")
    knee[:, free] = drawn_value(subject, raised, LEGS_SCORE, "knee_flexion")
    posture = replace(posture, pelvis_angle_rad=pelvis, hip_angle_rad=hip, knee_flexion_rad=knee)
    posture = stand_on_one_foot(subject, posture, side)
    return on_feet(subject, posture, None, (side == 0, side == 1))


def lean_on_hands(subject: Subject, values: Values) -> ActivityPose:
    """Return standing bent forward with both hands on a table, which bears a share of the body's weight.

    Values
    ------
    angle_rad
        Inclination of the chest beyond standing [rad].
    hand_support_fraction
        Force straight up on both hands over body weight.

    Notes
    -----
    The hands rest below the shoulders, but no closer than a weight is held before the belly.
    """
    angle_rad = number(values, "angle_rad")
    lumbar = lumbar_flexion_rad(subject, angle_rad)
    posture = inclined(subject, angle_rad, lumbar)
    frames = frames_of(subject, posture)
    close_m = drawn_value(subject, "activities.lift_hand_reach_m", PLACE_SCORE, "held_close_upright")
    disc_x = frames.level_m[:, LEVELS.index("L5/S1"), 0]
    below_m = shoulder_points_m(subject.model, subject.body, frames)[:, 0, 0] - disc_x
    directions = reach(subject.model, subject.body, frames, np.maximum(below_m, close_m))
    arms = arm_loads(subject.model, subject.body, frames, directions)
    weight_n = STANDARD_GRAVITY_M_PER_S2 * subject.body.total_mass_kg
    each_n = -0.5 * number(values, "hand_support_fraction") * weight_n
    support = weights_on_thorax(arms.hand_m, np.repeat(each_n[:, None], len(SIDES), axis=1))
    other = ExternalLoads.together([arms.loads, support])
    posture = stand_on_both_feet(subject, posture, None, other)
    return on_feet(subject, posture, other, is_loaded=bends_far(subject, lumbar))


def on_feet(
    subject: Subject,
    posture: BodyPosture,
    other: ExternalLoads | None,
    sides: tuple[bool, bool] = _BOTH,
    *,
    is_loaded: bool = False,
) -> ActivityPose:
    """Return the posture with the floor's forces on the feet.

    Parameters
    ----------
    subject, posture
        Who stands, and how.
    other
        Forces from outside besides the floor's, moved arms among them; None lets the arms hang.
    sides
        Which feet stand.
    is_loaded
        As in `ActivityPose`.

    Notes
    -----
    How the feet share the weight is not varied: it reaches the hips, but no disc (tested).
    """
    frames = frames_of(subject, posture)
    if other is None:
        other = arm_loads(subject.model, subject.body, frames, hanging(subject.n_draws)).loads
    contacts = foot_contacts(subject, frames, sides)
    floor = contact_forces(subject.body, frames, contacts, other)
    return ActivityPose(
        posture=posture,
        external=ExternalLoads.together([floor, other]),
        is_loaded=is_loaded,
        opposing=feet_opposing(contacts, subject.body) if all(sides) else (),
    )


def inclined(subject: Subject, angle_rad: float, lumbar_rad: Float[np.ndarray, " draw"]) -> BodyPosture:
    """Return standing with the chest inclined by `angle_rad`: the lumbar spine takes its part, the pelvis the rest."""
    return moved_trunk(subject, pelvis_anterior_tilt_rad=angle_rad - lumbar_rad, lumbar_flexion_rad=lumbar_rad)


def bends_far(subject: Subject, lumbar_rad: Float[np.ndarray, " draw"]) -> bool:
    """Return whether a bend forward or backward is wide enough that levels may settle more."""
    return is_far_bent(subject, lumbar_rad, "extension" if lumbar_rad.mean() < 0 else "flexion")


def stand_with_knees(
    subject: Subject, trunk: BodyPosture, knees: str, angle_rad: float, other: ExternalLoads | None = None
) -> BodyPosture:
    """Return the posture on both feet with the knees that go with a bend of the trunk.

    Straight knees stay as in standing. Bent ones bend along with the trunk, up to the squat's at the squat's bend, but
    no further than where the thighs are level.

    Parameters
    ----------
    subject, trunk, other
        As in `stand_on_both_feet`.
    knees
        ``straight`` or ``bent``.
    angle_rad
        Inclination of the chest beyond standing [rad].
    """
    own = subject.standing.knee_flexion_rad.mean(axis=1)
    if knees == "straight":
        return stand_on_both_feet(subject, trunk, own, other)
    squat = drawn_value(subject, "activities.lift_knee_flexion_rad", LEGS_SCORE, "squat")
    inclination = drawn_value(subject, "activities.lift_trunk_inclination_rad", PLACE_SCORE, "squat")
    knee = own + np.clip(angle_rad / inclination, 0.0, 1.0) * (squat - own)
    for _ in range(_MOST_KNEE_STEPS):
        posture = stand_on_both_feet(subject, trunk, knee, other)
        frames = frames_of(subject, posture)
        thigh = frames.knee_m[:, 0] - frames.hip_m[:, 0]
        above_level = np.arctan2(thigh[:, 1], thigh[:, 0])
        if (above_level < _LEVEL_ENOUGH_RAD).all():
            break
        knee = knee - np.maximum(above_level, 0.0)
    return posture


def lumbar_by_share_rad(subject: Subject, angle_rad: float, share_fraction: float) -> Float[np.ndarray, " draw"]:
    """Return the lumbar flexion where its share of a bend is given, the same in all draws [rad].

    Raises
    ------
    InputError
        If a lumbar spine would bend further than nearly everybody's.
    """
    name = "extension" if angle_rad < 0 else "flexion"
    quantity = subject.library.quantity(f"tissue.lumbar_{name}_range_rad")
    assert isinstance(quantity.value, float) and isinstance(quantity.spread, float)
    most = quantity.value + _MOST_LUMBAR_SDS * quantity.spread
    bend = share_fraction * angle_rad
    if abs(bend) <= most:
        return np.full(subject.n_draws, bend)
    raise InputError(
        "lumbar_share_fraction",
        Text(
            N_(
                "The lower back would have to bend by {came} degrees; hardly any back does more than {most}. "
                "At this lean its share can be 0 to {share}."
            ),
            {
                "came": f"{math.degrees(abs(bend)):.0f}",
                "most": f"{math.degrees(most):.0f}",
                "share": f"{math.floor(100 * most / abs(angle_rad)) / 100:.2f}",
            },
        ),
    )


def number(values: Values, name: str) -> float:
    """Return a value that is a number."""
    value = values[name]
    assert isinstance(value, int | float)
    return float(value)
