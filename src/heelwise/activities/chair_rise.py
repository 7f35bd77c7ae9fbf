"""Rising from a chair: the instant at which the seat lets go, the heaviest of the movement for the back.

Quasi-static: what was read of rising gives angles, not accelerations, so no inertia is added. People who rise with a
swing bring their mass centre over the feet only later; here it already stands there.
"""

from __future__ import annotations

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import ArmDirections, arm_loads, shoulder_points_m, weights_on_thorax
from heelwise.activities.posing.legs import frames_of, stand_on_both_feet
from heelwise.activities.posing.rhythm import (
    LEGS_SCORE,
    PLACE_SCORE,
    RHYTHM_SCORE,
    TRUNK_SCORE,
    drawn_value,
    lumbar_range_rad,
    moved_trunk,
)
from heelwise.activities.sit_and_lie import leaning, whole_flexion_rad
from heelwise.activities.standing import Values, on_feet
from heelwise.body.reference_model import SIDES
from heelwise.errors import InputError
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float
from heelwise.text import N_, Text

MOST_HAND_SUPPORT_FRACTION = 0.6
_BENT_MOST = 0.999


def rise_from_chair(subject: Subject, values: Values) -> ActivityPose:
    """Return the instant of seat-off: all weight on the feet, and on the hands if they push.

    Values
    ------
    hand_support_fraction
        Force of both hands straight down on armrests over body weight, 0 to 0.6; none if left out.

    Notes
    -----
    Lean, lumbar flexion and knees are measured or derived; the shins lean and the hips bend so that the weight, less
    what the hands bear below the shoulders, falls on the feet where it does in the subject's own standing. So the hips
    stand somewhat higher than on a seat at knee height: nobody in balance is held there without a swing.
    """
    share = values.get("hand_support_fraction")
    fraction = 0.0 if share is None else float(share)
    if not 0.0 <= fraction <= MOST_HAND_SUPPORT_FRACTION:
        raise InputError(
            "hand_support_fraction",
            Text(
                N_("The hands would bear {came} of the body's weight; 0 to {most} is allowed."),
                {"came": f"{fraction:.2f}", "most": f"{MOST_HAND_SUPPORT_FRACTION:.1f}"},
            ),
        )
    lean = drawn_value(subject, "activities.chair_rise_trunk_lean_rad", TRUNK_SCORE)
    lumbar = drawn_value(subject, "activities.chair_rise_lumbar_flexion_rad", RHYTHM_SCORE)
    flexion = np.minimum(whole_flexion_rad(subject, lumbar), lumbar_range_rad(subject, "flexion"))
    knee = drawn_value(subject, "activities.chair_rise_knee_flexion_rad", LEGS_SCORE)
    posture = leaning(subject, moved_trunk(subject, lumbar_flexion_rad=flexion), lean)
    frames = frames_of(subject, posture)
    arms = arm_loads(subject.model, subject.body, frames, _pushing_arms(subject, frames))
    each_n = 0.5 * fraction * STANDARD_GRAVITY_M_PER_S2 * subject.body.total_mass_kg
    push = weights_on_thorax(arms.hand_m, np.repeat(-each_n[:, None], len(SIDES), axis=1))
    other = ExternalLoads.together([arms.loads, push])
    return on_feet(subject, stand_on_both_feet(subject, posture, knee, other), other, is_loaded=True)


def _pushing_arms(subject: Subject, frames: BodyFrames) -> ArmDirections:
    """Return arms whose hands are on armrests straight below the shoulders, elbows pointing back."""
    drop_m = (
        shoulder_points_m(subject.model, subject.body, frames)[:, 0, 1]
        - drawn_value(subject, "surface.armrest_above_seat_m", PLACE_SCORE)
        + _hips_above_seat_m(subject)
    )
    upper_m, lower_m = subject.body.arm_length_m[:, 0], subject.body.arm_length_m[:, 1:].sum(axis=1)
    drop_m = np.clip(drop_m, np.abs(upper_m - lower_m) / _BENT_MOST, _BENT_MOST * (upper_m + lower_m))
    upper_cosine = (upper_m**2 + drop_m**2 - lower_m**2) / (2.0 * upper_m * drop_m)
    back_m = upper_m * np.sqrt(1.0 - upper_cosine**2)
    down_m = upper_m * upper_cosine
    aside = np.zeros_like(back_m)
    upper = np.stack([-back_m, -down_m, aside], axis=1) / upper_m[:, None]
    fore = np.stack([back_m, down_m - drop_m, aside], axis=1) / lower_m[:, None]
    return ArmDirections(
        upper_arm_direction=np.repeat(upper[:, None], len(SIDES), axis=1),
        forearm_direction=np.repeat(fore[:, None], len(SIDES), axis=1),
    )


def _hips_above_seat_m(subject: Subject) -> Float[np.ndarray, " draw"]:
    """Return how high the hips are above the seat that they just leave [m]."""
    quantity = subject.library.quantity("surface.contact_up_m")
    assert isinstance(quantity.value, tuple)
    depth = -quantity.value[quantity.labels.index("seat_bone")]
    return np.full(subject.n_draws, subject.body.trunk_scale * depth)
