"""Where the arms are and what that changes: the body's tables hang them at the shoulders.

The thorax carries the arms' mass at the shoulder. For any other place of the arms their weight is taken away there and
put where each part is; what the hands hold is added at the grip. Arms belong to the thorax: their forces act on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body import BODIES, LEVELS, BodyDraws, ReferenceModel
from heelwise.body.reference_model import SIDES
from heelwise.errors import InputError
from heelwise.evidence import load_library
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float
from heelwise.text import N_, Text

THORAX = BODIES.index("thorax")
DOWN = np.array([0.0, -1.0, 0.0])
FORWARD = np.array([1.0, 0.0, 0.0])

_CM = 100.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArmDirections:
    """Which way the parts of both arms point, from the upper end to the lower one; hand in line with the forearm.

    Parameters
    ----------
    upper_arm_direction, forearm_direction
        Unit vectors in world axes, shape (pose, side, 3).
    shoulder_forward_m
        How far each shoulder is stretched forward, shape (pose, side) [m]; None is not at all.
    """

    upper_arm_direction: Float[np.ndarray, "pose side 3"]
    forearm_direction: Float[np.ndarray, "pose side 3"]
    shoulder_forward_m: Float[np.ndarray, "pose side"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arms:
    """Both arms in place.

    Parameters
    ----------
    shoulder_m, elbow_m, hand_m
        Joint centres and grips from between the hips, shape (pose, side, 3) [m].
    loads
        Forces on the thorax that move the arms' weight from the shoulder to where they are, with what the hands hold.
    """

    shoulder_m: Float[np.ndarray, "pose side 3"]
    elbow_m: Float[np.ndarray, "pose side 3"]
    hand_m: Float[np.ndarray, "pose side 3"]
    loads: ExternalLoads


def hanging(n_poses: int) -> ArmDirections:
    """Return arms that hang straight down."""
    down = np.tile(DOWN, (n_poses, len(SIDES), 1))
    return ArmDirections(upper_arm_direction=down, forearm_direction=down)


def arms_along(upper_arm: Float[np.ndarray, "pose 3"], forearm: Float[np.ndarray, "pose 3"]) -> ArmDirections:
    """Return both arms alike, each a mirror image of the other; the directions given are the right arm's."""
    mirror = np.array([1.0, 1.0, -1.0])
    return ArmDirections(
        upper_arm_direction=np.stack([upper_arm, upper_arm * mirror], axis=1),
        forearm_direction=np.stack([forearm, forearm * mirror], axis=1),
    )


def arm_loads(
    model: ReferenceModel,
    body: BodyDraws,
    frames: BodyFrames,
    directions: ArmDirections,
    held_kg: Float[np.ndarray, "pose side"] | None = None,
) -> Arms:
    """Return both arms in place and the forces on the thorax that put their weight, and what they hold, there.

    Parameters
    ----------
    model, body, frames
        Reference body, the person (one row per posture) and where everything is.
    directions
        Which way the arms point.
    held_kg
        Mass in each hand [kg]; None is nothing.

    Notes
    -----
    Arms that hang below the shoulders give forces that cancel exactly in the whole and at every level.
    """
    shoulder = shoulder_points_m(model, body, frames)
    if directions.shoulder_forward_m is not None:
        shoulder = shoulder + directions.shoulder_forward_m[..., None] * FORWARD
    length = body.arm_length_m
    elbow = shoulder + length[:, None, :1] * directions.upper_arm_direction
    wrist = elbow + length[:, None, 1:2] * directions.forearm_direction
    hand = wrist + length[:, None, 2:] * directions.forearm_direction
    points, weights_n = [], []
    lump = _lump_m(model, body, frames)
    for side in range(len(SIDES)):
        for part, (start, end) in enumerate(((shoulder, elbow), (elbow, wrist), (wrist, hand))):
            along = body.arm_centre_fraction[:, part, None]
            points += [start[:, side] + along * (end - start)[:, side], lump]
            weight_n = STANDARD_GRAVITY_M_PER_S2 * body.arm_mass_kg[:, part]
            weights_n += [weight_n, -weight_n]
        if held_kg is not None:
            points.append(hand[:, side])
            weights_n.append(STANDARD_GRAVITY_M_PER_S2 * held_kg[:, side])
    loads = weights_on_thorax(np.stack(points, axis=1), np.stack(weights_n, axis=1))
    return Arms(shoulder_m=shoulder, elbow_m=elbow, hand_m=hand, loads=loads)


def weights_on_thorax(
    point_m: Float[np.ndarray, "pose contact 3"], weight_n: Float[np.ndarray, "pose contact"]
) -> ExternalLoads:
    """Return forces straight down on the thorax [N]."""
    return ExternalLoads(force_n=weight_n[..., None] * DOWN, point_m=point_m, segment=np.full(point_m.shape[1], THORAX))


def shoulder_points_m(model: ReferenceModel, body: BodyDraws, frames: BodyFrames) -> Float[np.ndarray, "pose side 3"]:
    """Return both shoulder joints from between the hips [m]; their breadth scales with the trunk."""
    middle = body.trunk_scale * model.landmark("shoulder")
    aside = body.trunk_scale * np.array([0.0, 0.0, _known_m("contact.shoulder_from_midline_m")])
    return frames.place(THORAX, np.stack([middle + aside, middle - aside]))


def reach(
    model: ReferenceModel,
    body: BodyDraws,
    frames: BodyFrames,
    reach_m: Float[np.ndarray, " pose"],
    sides: tuple[bool, bool] = (True, True),
) -> ArmDirections:
    """Return arms whose grips are `reach_m` in front of L5/S1, as low as is natural; other arms hang.

    Up to the length of forearm and hand before the shoulder the upper arm hangs and the forearm is lifted; further out
    the forearm is level and the upper arm is lifted, and at last the shoulder stretches forward. Behind the shoulder
    (trunk bent forward) the straight arm slants back. To the spine only the horizontal
    distance matters.

    Parameters
    ----------
    model, body, frames
        Reference body, the person (one row per posture) and where everything is.
    reach_m
        Horizontal distance of the grips before the centre of L5/S1 [m].
    sides
        Whether the right and the left arm reach.

    Raises
    ------
    InputError
        If a grip is out of reach; says what is allowed.
    """
    shoulder = shoulder_points_m(model, body, frames)
    upper_m, lower_m = body.arm_length_m[:, 0], body.arm_length_m[:, 1:].sum(axis=1)
    disc_x = frames.level_m[:, LEVELS.index("L5/S1"), 0]
    before = disc_x[:, None] + np.asarray(reach_m)[:, None] - shoulder[:, :, 0]
    stretch_m = body.trunk_scale * _known_m("contact.shoulder_stretch_m")
    _check_reach(before, sides, upper_m + lower_m, stretch_m, reach_m)
    hangs = hanging(len(before))
    upper, fore, forward = hangs.upper_arm_direction.copy(), hangs.forearm_direction.copy(), np.zeros_like(before)
    for side in np.flatnonzero(sides):
        at = before[:, side]
        back = np.minimum(at, 0.0) / (upper_m + lower_m)
        upper_sine = np.where(at < 0, back, np.clip((at - lower_m) / upper_m, 0.0, 1.0))
        fore_sine = np.where(at < 0, back, np.clip(at / lower_m, 0.0, 1.0))
        upper[:, side] = _forward_of_down(upper_sine)
        fore[:, side] = _forward_of_down(fore_sine)
        forward[:, side] = np.maximum(at - upper_m - lower_m, 0.0)
    return ArmDirections(upper_arm_direction=upper, forearm_direction=fore, shoulder_forward_m=forward)


def _known_m(key: str) -> float:
    """Return a length of the evidence library [m]."""
    value = load_library().quantity(key).value
    assert isinstance(value, float)
    return value


def _lump_m(model: ReferenceModel, body: BodyDraws, frames: BodyFrames) -> Float[np.ndarray, "pose 3"]:
    """Return where the thorax carries the arms' mass [m]."""
    return frames.place(THORAX, body.trunk_scale * model.landmark("shoulder"))[:, 0]


def _forward_of_down(sine: Float[np.ndarray, " pose"]) -> Float[np.ndarray, "pose 3"]:
    """Return the direction whose forward part is `sine` and which else points down."""
    return np.stack([sine, -np.sqrt(1.0 - sine**2), np.zeros_like(sine)], axis=1)


def _check_reach(
    before_m: Float[np.ndarray, "pose side"],
    sides: tuple[bool, bool],
    arm_m: Float[np.ndarray, " pose"],
    stretch_m: float,
    reach_m: Float[np.ndarray, " pose"],
) -> None:
    """Raise if a hand that reaches cannot get there."""
    asked = np.asarray(reach_m)[:, None]
    offset = (asked - before_m)[:, list(sides)]
    # what every draw can do, so that the next try holds for all
    low = float(np.max(offset - arm_m[:, None], initial=-np.inf))
    high = float(np.min(offset + arm_m[:, None] + stretch_m, initial=np.inf))
    out = asked[(asked[:, 0] < low) | (asked[:, 0] > high), 0]
    if not len(out):
        return
    raise InputError(
        "reach_cm",
        Text(
            N_(
                "The hands cannot get {came} cm before the lowest disc in this posture; {low} to {high} cm are allowed."
            ),
            {
                "came": f"{_CM * float(out[0]):.0f}",
                "low": f"{np.ceil(_CM * max(low, 0.0)):.0f}",
                "high": f"{np.floor(_CM * high):.0f}",
            },
        ),
    )
