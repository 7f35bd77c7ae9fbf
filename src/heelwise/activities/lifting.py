"""Holding a weight before the body, and carrying bags.

What counts for the back is how heavy it is and how far from the spine it is held; the posture comes after that.
"""

from __future__ import annotations

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import (
    FORWARD,
    THORAX,
    ArmDirections,
    Arms,
    arm_loads,
    hanging,
    reach,
    shoulder_points_m,
    weights_on_thorax,
)
from heelwise.activities.posing.legs import frames_of, stand_on_both_feet
from heelwise.activities.posing.rhythm import (
    PLACE_SCORE,
    RHYTHM_SCORE,
    TRUNK_SCORE,
    drawn_value,
    lumbar_flexion_rad,
    lumbar_range_rad,
    moved_trunk,
)
from heelwise.activities.standing import (
    Values,
    bends_far,
    inclined,
    lumbar_by_share_rad,
    number,
    on_feet,
    stand_with_knees,
)
from heelwise.body.reference_model import SIDES
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float

_LEAN_MEASURED_AT_BODY_WEIGHTS = 0.10
"""Load at which `activities.bag_trunk_side_lean_rad` holds."""


def hold(subject: Subject, values: Values) -> ActivityPose:
    """Return standing, upright or bent, with a weight held still before the body.

    Values
    ------
    hold_kg
        Mass in the hands [kg].
    reach_m
        Horizontal distance of the grip before L5/S1 [m].
    hands
        ``both``, or ``one`` for the right one alone.
    angle_rad
        Inclination of the chest beyond standing [rad].
    knees
        ``straight`` or ``bent``.
    back
        ``round`` takes the lumbar share of a stoop, ``straight`` leaves the bend to the hips.
    lumbar_share_fraction
        Share of the lumbar spine in the bend, instead of what `back` says; None if left out.
    """
    angle_rad, hold_kg = number(values, "angle_rad"), number(values, "hold_kg")
    share = values.get("lumbar_share_fraction")
    if share is None:
        lumbar = _lumbar_rad(subject, str(values["back"]), angle_rad)
    else:
        lumbar = lumbar_by_share_rad(subject, angle_rad, float(share))
    trunk = inclined(subject, angle_rad, lumbar)
    frames = frames_of(subject, trunk)
    sides = (True, values["hands"] == "both")
    directions = reach(subject.model, subject.body, frames, np.full(subject.n_draws, number(values, "reach_m")), sides)
    held = np.tile(hold_kg * np.array(sides) / sum(sides), (subject.n_draws, 1))
    other = arm_loads(subject.model, subject.body, frames, directions, held).loads
    posture = stand_with_knees(subject, trunk, str(values["knees"]), angle_rad, other)
    return on_feet(subject, posture, other, is_loaded=hold_kg > 0 or bends_far(subject, lumbar))


def carry_bag(subject: Subject, values: Values) -> ActivityPose:
    """Return standing with bags hanging from the hands or the shoulders, or a backpack, leaning against the load.

    Values
    ------
    bag_kg
        Mass of all bags together [kg].
    where
        ``hand``, ``shoulder`` or ``back``.
    hands
        ``one`` carries all on one side, ``both`` half on each. A backpack is always on both.
    side
        ``right`` or ``left``, where one side carries.

    Notes
    -----
    The lean grows with the load's moment up to the most that is likely.
    """
    bag_kg = number(values, "bag_kg")
    if values["where"] == "back":
        return _carry_backpack(subject, bag_kg)
    side = SIDES.index(str(values["side"]))
    share = np.array([0.5, 0.5] if values["hands"] == "both" else np.eye(len(SIDES))[side])
    in_hand = values["where"] == "hand"
    key = "activities.bag_hand_distance_m" if in_hand else "activities.shoulder_bag_distance_m"
    aside_m = drawn_value(subject, key, PLACE_SCORE)
    to_right_kg = bag_kg * float(share[0] - share[1])
    trunk = moved_trunk(subject, lumbar_side_bend_rad=-_lean_away_rad(subject, to_right_kg, aside_m))
    frames = frames_of(subject, trunk)
    bags_kg = np.tile(bag_kg * share, (subject.n_draws, 1))
    if in_hand:
        other = _arms_with_bags(subject, frames, aside_m, bags_kg).loads
    else:
        arms = arm_loads(subject.model, subject.body, frames, hanging(subject.n_draws))
        other = ExternalLoads.together([arms.loads, _straps(subject, frames, aside_m, bags_kg)])
    return on_feet(subject, stand_on_both_feet(subject, trunk, None, other), other, is_loaded=bag_kg > 0)


def _carry_backpack(subject: Subject, bag_kg: float) -> ActivityPose:
    """Return standing with a backpack, leaning forward under it."""
    part = bag_kg / (_LEAN_MEASURED_AT_BODY_WEIGHTS * subject.body.total_mass_kg)
    most = subject.library.quantity("contact.backpack_most_lean_rad").value
    assert isinstance(most, float)
    lean = np.minimum(part * drawn_value(subject, "contact.backpack_forward_lean_rad", TRUNK_SCORE), most)
    share = "tissue.lumbar_share_of_trunk_flexion_fraction"
    lumbar = drawn_value(subject, share, RHYTHM_SCORE, "first_30_deg") * lean
    trunk = moved_trunk(subject, pelvis_anterior_tilt_rad=lean - lumbar, lumbar_flexion_rad=lumbar)
    frames = frames_of(subject, trunk)
    behind = drawn_value(subject, "contact.backpack_behind_spine_m", PLACE_SCORE)[:, None] * FORWARD
    middle = frames.place(THORAX, subject.body.trunk_scale * subject.model.landmark("t8"))[:, 0]
    point = middle - np.einsum("dij,dj->di", frames.rotation[:, THORAX], behind)
    pack = weights_on_thorax(point[:, None], np.full((subject.n_draws, 1), STANDARD_GRAVITY_M_PER_S2 * bag_kg))
    arms = arm_loads(subject.model, subject.body, frames, hanging(subject.n_draws))
    other = ExternalLoads.together([arms.loads, pack])
    return on_feet(subject, stand_on_both_feet(subject, trunk, None, other), other, is_loaded=bag_kg > 0)


def _lumbar_rad(subject: Subject, back: str, angle_rad: float) -> Float[np.ndarray, " draw"]:
    """Return the lumbar flexion of a bend with a round or a straight back [rad]; never beyond this back's range."""
    if back == "straight":
        share = drawn_value(subject, "contact.straight_back_lumbar_share_fraction", RHYTHM_SCORE)
        return np.minimum(share * angle_rad, lumbar_flexion_rad(subject, angle_rad))
    stooped = drawn_value(subject, "activities.lift_lumbar_flexion_rad", RHYTHM_SCORE, "stoop")
    inclination = subject.library.quantity("activities.lift_trunk_inclination_rad")
    assert isinstance(inclination.value, tuple)
    at_stoop = inclination.value[inclination.labels.index("stoop")]
    return np.minimum(stooped * angle_rad / at_stoop, lumbar_range_rad(subject, "flexion"))


def _lean_away_rad(
    subject: Subject, to_right_kg: float, aside_m: Float[np.ndarray, " draw"]
) -> Float[np.ndarray, " draw"]:
    """Return the lean to the left away from bags whose mass on the right exceeds that on the left [rad]."""
    key = "activities.bag_trunk_side_lean_rad"
    measured_m = drawn_value(subject, "activities.bag_hand_distance_m", PLACE_SCORE)
    measured_kg_m = _LEAN_MEASURED_AT_BODY_WEIGHTS * subject.body.total_mass_kg * measured_m
    interval = subject.library.quantity(key).interval
    assert interval is not None
    most = interval[0][1]
    return np.clip(drawn_value(subject, key, TRUNK_SCORE) * to_right_kg * aside_m / measured_kg_m, -most, most)


def _arms_with_bags(
    subject: Subject, frames: BodyFrames, aside_m: Float[np.ndarray, " draw"], bags_kg: Float[np.ndarray, "draw side"]
) -> Arms:
    """Return straight arms; those with a bag slant outward so that the grip is `aside_m` beside the hips' middle."""
    shoulder_z = shoulder_points_m(subject.model, subject.body, frames)[:, :, 2]
    hand_z = aside_m[:, None] * np.array([1.0, -1.0])
    sine = np.clip((hand_z - shoulder_z) / subject.body.arm_length_m.sum(axis=1)[:, None], -1.0, 1.0)
    sine = np.where(bags_kg > 0, sine, 0.0)
    slanted = np.stack([np.zeros_like(sine), -np.sqrt(1.0 - sine**2), sine], axis=2)
    directions = ArmDirections(upper_arm_direction=slanted, forearm_direction=slanted)
    return arm_loads(subject.model, subject.body, frames, directions, bags_kg)


def _straps(
    subject: Subject, frames: BodyFrames, aside_m: Float[np.ndarray, " draw"], bags_kg: Float[np.ndarray, "draw side"]
) -> ExternalLoads:
    """Return the pull of straps straight down on the shoulders, `aside_m` from the midline."""
    shoulder = shoulder_points_m(subject.model, subject.body, frames)
    middle = shoulder.mean(axis=1, keepdims=True)
    half_m = np.linalg.norm(shoulder - middle, axis=2)
    point = middle + (aside_m[:, None] / half_m)[..., None] * (shoulder - middle)
    return weights_on_thorax(point, STANDARD_GRAVITY_M_PER_S2 * bags_kg)
