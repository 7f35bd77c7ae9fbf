"""Walking on a level floor: any instant of the stride, with the inertia of every part of the body.

Angles and the forces under the feet follow published curves at one speed, swung more or less at others. The whole body
then accelerates as the summed force says, each part as it moves against the pelvis besides; minus mass times
acceleration goes with the forces from outside, so that what remains is a body in balance. Two things are not in the
curves and follow from the balance of moments: how far forward under the feet the force acts, and its part to the side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.posing.arms import arm_loads, hanging
from heelwise.activities.posing.legs import foot_contacts, frames_of
from heelwise.activities.posing.rhythm import (
    LEGS_SCORE,
    PLACE_SCORE,
    RHYTHM_SCORE,
    TRUNK_SCORE,
    drawn_value,
    moved_trunk,
)
from heelwise.activities.sit_and_lie import leaning, trunk_lean_rad, whole_flexion_rad
from heelwise.activities.standing import Values
from heelwise.body.reference_model import SEGMENTS, SIDES
from heelwise.errors import InputError
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, BodyParts, body_parts
from heelwise.shapes import Float
from heelwise.text import N_, Text

SPEED_RANGE_M_PER_S = (0.8, 1.8)
N_PHASES = 20

_SCORE = {
    "pelvis_anterior_tilt_rad": TRUNK_SCORE,
    "pelvis_obliquity_rad": TRUNK_SCORE,
    "pelvis_rotation_rad": TRUNK_SCORE,
    "lumbar_flexion_rad": RHYTHM_SCORE,
    "lumbar_side_bend_rad": RHYTHM_SCORE,
    "lumbar_rotation_rad": RHYTHM_SCORE,
    "hip_flexion_rad": LEGS_SCORE,
    "hip_adduction_rad": LEGS_SCORE,
    "knee_flexion_rad": LEGS_SCORE,
    "pelvis_height_m": LEGS_SCORE,
}
"""Which score draws the swing of each curve."""

_HALF = 0.5
_STEP_FRACTION = 0.005
"""Step of the differences in time, of a stride."""

_FLAT_FOOT_FRACTION = 0.25
"""Instant of the stride at which the standing foot is flat and the hips' height above the floor is taken."""

_N_FORCE_SAMPLES = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stride:
    """A subject who walks at a speed.

    Parameters
    ----------
    subject
        Who.
    speed_ratio
        Speed over that of the curves.
    heel_m
        Heel of the what-if [m].
    lumbar_flexion_rad, tilt_rad
        Mean flexion of all levels and mean turn of the pelvis from the reference pose, shape (draw,) [rad].
    """

    subject: Subject
    speed_ratio: float
    heel_m: float
    lumbar_flexion_rad: Float[np.ndarray, " draw"]
    tilt_rad: Float[np.ndarray, " draw"]

    @classmethod
    def of(cls, subject: Subject, speed_ratio: float, heel_m: float) -> _Stride:
        """Return the stride of a subject.

        Notes
        -----
        The trunk leans as in standing in the mean: a back that is flatter than standing turns the pelvis back.
        """
        quantity = subject.library.quantity("walking.lumbar_flexion_rad")
        assert isinstance(quantity.value, tuple) and isinstance(quantity.spread, tuple)
        flatter = quantity.value[0] + quantity.spread[0] * _score(subject, RHYTHM_SCORE)
        flexion = whole_flexion_rad(subject, flatter)
        upright = moved_trunk(subject, lumbar_flexion_rad=flexion)
        tilt = leaning(subject, upright, trunk_lean_rad(subject, subject.standing)).pelvis_angle_rad[:, 0]
        return cls(subject=subject, speed_ratio=speed_ratio, heel_m=heel_m, lumbar_flexion_rad=flexion, tilt_rad=tilt)

    def exponent(self, name: str, label: str | None = None) -> float:
        """Return an exponent of the speed."""
        quantity = self.subject.library.quantity(f"walking_speed.{name}_speed_exponent")
        value = np.atleast_1d(quantity.value)
        return float(value[0 if label is None else quantity.labels.index(label)])

    def swing(self, name: str, phase_fraction: float) -> Float[np.ndarray, " draw"]:
        """Return a curve less its mean, at this speed."""
        quantity = self.subject.library.quantity(f"walking.{name}")
        coefficient = np.array(quantity.value)[1:]
        spread = np.sign(coefficient) * np.array(quantity.spread)[1:]
        score = _score(self.subject, _SCORE[name])
        turn = 2.0 * np.pi * phase_fraction * np.repeat(np.arange(1, len(coefficient) // 2 + 1), 2)
        shape = np.where(np.arange(len(coefficient)) % 2 == 0, np.cos(turn), np.sin(turn))
        power = self.exponent("angle") * (2.0 if name == "pelvis_height_m" else 1.0)
        swung: Float[np.ndarray, " draw"] = coefficient @ shape + score * (spread @ shape)
        return self.speed_ratio**power * swung

    def mean(self, name: str) -> float:
        """Return the mean of a curve."""
        value = self.subject.library.quantity(f"walking.{name}").value
        assert isinstance(value, tuple)
        return value[0]

    def posture(self, phase_fraction: float) -> BodyPosture:
        """Return trunk and legs at an instant."""
        trunk = moved_trunk(
            self.subject,
            lumbar_flexion_rad=self.lumbar_flexion_rad + self.swing("lumbar_flexion_rad", phase_fraction),
            lumbar_side_bend_rad=self.swing("lumbar_side_bend_rad", phase_fraction),
            lumbar_rotation_rad=self.swing("lumbar_rotation_rad", phase_fraction),
        )
        pelvis = np.stack(
            [
                self.tilt_rad + self.swing("pelvis_anterior_tilt_rad", phase_fraction),
                self.swing("pelvis_obliquity_rad", phase_fraction),
                self.swing("pelvis_rotation_rad", phase_fraction),
            ],
            axis=1,
        )
        hip, knee = self._legs(phase_fraction)
        return replace(trunk, pelvis_angle_rad=pelvis, hip_angle_rad=hip, knee_flexion_rad=knee)

    def _legs(self, phase_fraction: float) -> tuple[Float[np.ndarray, "draw side 3"], Float[np.ndarray, "draw side"]]:
        """Return hips and knees.

        Notes
        -----
        The curves tell the thigh against the plane of the pelvis' landmarks and that plane against the level, so the
        thigh against the vertical.
        """
        subject = self.subject
        hip = np.zeros((subject.n_draws, len(SIDES), 3))
        knee = np.empty((subject.n_draws, len(SIDES)))
        thigh = self.tilt_rad + self.mean("hip_flexion_rad") - self.mean("pelvis_anterior_tilt_rad")
        bent = self.heel_m * _one(subject, "walking_speed.heel_knee_flexion_rad_per_m")
        for side in range(len(SIDES)):
            phase = phase_fraction + side * _HALF
            hip[:, side, 0] = thigh + self.swing("hip_flexion_rad", phase) + 0.5 * bent
            hip[:, side, 1] = self.mean("hip_adduction_rad") + self.swing("hip_adduction_rad", phase)
            knee[:, side] = self.mean("knee_flexion_rad") + self.swing("knee_flexion_rad", phase) + bent
        return hip, knee

    def parts(self, phase_fraction: float) -> BodyParts:
        """Return the mass centres at an instant."""
        return body_parts(self.subject.body, frames_of(self.subject, self.posture(phase_fraction)))

    @property
    def time_s(self) -> Float[np.ndarray, " draw"]:
        """Time of a stride [s]."""
        usual = drawn_value(self.subject, "walking.stride_time_s", LEGS_SCORE)
        return usual / self.speed_ratio ** self.exponent("cadence")

    def acceleration_m_per_s2(self, phase_fraction: float) -> Float[np.ndarray, "draw part 3"]:
        """Return the acceleration of the mass centres against the middle of the hips, by second differences."""
        before, now, after = (self.parts(phase_fraction + k * _STEP_FRACTION).centre_m for k in (-1, 0, 1))
        step_s = (_STEP_FRACTION * self.time_s)[:, None, None]
        acceleration: Float[np.ndarray, "draw part 3"] = (after - 2.0 * now + before) / step_s**2
        return acceleration

    def floor_m(self, phase_fraction: float) -> Float[np.ndarray, " draw"]:
        """Return the height of the floor, from between the hips [m]."""
        frames = frames_of(self.subject, self.posture(_FLAT_FOOT_FRACTION))
        flat = foot_contacts(self.subject, frames)[0].point_m[:, 0, 1]
        risen = self.swing("pelvis_height_m", phase_fraction) - self.swing("pelvis_height_m", _FLAT_FOOT_FRACTION)
        return flat - risen

    def foot_force_body_weights(self, phase_fraction: float) -> Float[np.ndarray, "draw side 2"]:
        """Return the force of the floor on each foot, forward and up, over body weight.

        Notes
        -----
        The summed vertical force has the mean 1 and swings more or less with the speed; the feet share it as in the
        curve.
        """
        subject = self.subject
        score = _score(subject, PLACE_SCORE)[:, None]
        phases = phase_fraction + _HALF * np.arange(len(SIDES))
        vertical = _foot_curve(subject, "vertical", phases)
        forward = _foot_curve(subject, "forward", phases)
        share = vertical[0] / vertical[0].sum()
        whole = np.linspace(0.0, 1.0, _N_FORCE_SAMPLES, endpoint=False)
        both = _foot_curve(subject, "vertical", whole) + _foot_curve(subject, "vertical", whole + _HALF)
        factor = self.speed_ratio ** self.exponent("ground_force", "vertical")
        swing = factor * (vertical.sum(axis=1) / both.mean(axis=1) - 1.0)
        up = 1.0 + swing[0] + score * (swing[1] - swing[0])
        along = self.speed_ratio ** self.exponent("ground_force", "forward") * (
            forward[0] + score * (forward[1] - forward[0])
        )
        return np.stack([along, up * share], axis=2)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WalkingBalance:
    """What the balance of one instant left over and asked for.

    Parameters
    ----------
    force_n, moment_n_m
        Left unbalanced by all forces from outside, weights and inertia, about the mass centre, shape (draw, 3).
    shift_m
        How far forward of its usual course under the feet the force acts, shape (draw,) [m].
    force_to_side_body_weights
        To the right, shape (draw,).
    """

    force_n: Float[np.ndarray, "draw 3"]
    moment_n_m: Float[np.ndarray, "draw 3"]
    shift_m: Float[np.ndarray, " draw"]
    force_to_side_body_weights: Float[np.ndarray, " draw"]


def walk(subject: Subject, values: Values) -> ActivityPose:
    """Return one instant of walking.

    Values
    ------
    speed_m_per_s
        0.8 to 1.8 [m/s]; that of the curves if left out.
    phase_fraction
        Share of the stride since the right heel struck; 0 if left out.
    heel_m
        What-if: heel height [m] that bends the knees by an assumed amount and the hips by half of it, and changes
        nothing else; 0 if left out. A sensitivity, not a finding.

    Notes
    -----
    Left out: turning inertia of the single parts about their own centres, the swing of the arms (their mass goes with
    the chest), the tilt of the foot, and the floor's twist on the foot. What moment that leaves over is in
    `walking_balance`.
    """
    return _instant(subject, values)[0]


def walking_balance(subject: Subject, values: Values) -> WalkingBalance:
    """Return what the balance of an instant left over; `values` as for `walk`."""
    return _instant(subject, values)[1]


def walk_stride(subject: Subject, values: Values, n_phases: int = N_PHASES) -> tuple[ActivityPose, ...]:
    """Return `n_phases` evenly spaced instants of a stride, the first at right heel strike."""
    return tuple(walk(subject, {**values, "phase_fraction": k / n_phases}) for k in range(n_phases))


def _instant(subject: Subject, values: Values) -> tuple[ActivityPose, WalkingBalance]:
    """Return posture and forces of an instant, and what is left of the balance."""
    stride, phase = _stride(subject, values)
    posture = stride.posture(phase)
    frames = frames_of(subject, posture)
    parts = body_parts(subject.body, frames)
    mass_kg, weight_n = parts.mass_kg, STANDARD_GRAVITY_M_PER_S2 * parts.mass_kg.sum(axis=1)
    centre = parts.centre_of_mass_m()
    relative = stride.acceleration_m_per_s2(phase)
    relative = relative - (np.einsum("dp,dpi->di", mass_kg, relative) / mass_kg.sum(axis=1)[:, None])[:, None]
    turning = np.cross(parts.centre_m - centre[:, None], mass_kg[..., None] * relative).sum(axis=1)
    force, point, shift = _under_the_feet(stride, phase, frames.ankle_m, centre, weight_n, turning)
    floor = ExternalLoads(force_n=force, point_m=point, segment=_SHANKS)
    whole = (force.sum(axis=1) - weight_n[:, None] * np.array([0.0, 1.0, 0.0])) / mass_kg.sum(axis=1)[:, None]
    inertia = ExternalLoads(
        force_n=-mass_kg[..., None] * (relative + whole[:, None]), point_m=parts.centre_m, segment=parts.segment
    )
    arms = arm_loads(subject.model, subject.body, frames, hanging(subject.n_draws)).loads
    external = ExternalLoads.together([floor, inertia, arms])
    everything = ExternalLoads.together([external, parts.weights()])
    balance = WalkingBalance(
        force_n=everything.force_n.sum(axis=1),
        moment_n_m=np.cross(everything.point_m - centre[:, None], everything.force_n).sum(axis=1),
        shift_m=shift,
        force_to_side_body_weights=force[..., 2].sum(axis=1) / weight_n,
    )
    return ActivityPose(posture=posture, external=external), balance


def _under_the_feet(
    stride: _Stride,
    phase_fraction: float,
    ankle_m: Float[np.ndarray, "draw side 3"],
    centre_m: Float[np.ndarray, "draw 3"],
    weight_n: Float[np.ndarray, " draw"],
    turning_n_m: Float[np.ndarray, "draw 3"],
) -> tuple[Float[np.ndarray, "draw side 3"], Float[np.ndarray, "draw side 3"], Float[np.ndarray, " draw"]]:
    """Return the floor's forces [N], where they act [m], and how far from their usual course that is [m].

    Notes
    -----
    `turning_n_m` is the change in time of the angular momentum about the mass centre. Its balance about the axis to the
    right says how far forward the forces act, within the length of the feet; about the axis forward, how large the
    force to the side is: it passes close to the mass centre.
    """
    force = np.zeros_like(ankle_m)
    force[..., :2] = weight_n[:, None, None] * stride.foot_force_body_weights(phase_fraction)
    heel_m, ball_m, toe_m = _foot_ends_m(stride.subject)
    along = np.array([(phase_fraction + _HALF * side) % 1.0 / _stance_share(stride.subject) for side in range(2)])
    usual = heel_m + np.clip(along, 0.0, 1.0) * (ball_m - heel_m)
    point = ankle_m.copy()
    point[..., 0] += usual
    point[..., 1] = stride.floor_m(phase_fraction)[:, None]
    up = force[..., 1].sum(axis=1)
    arm = point - centre_m[:, None]
    forward = (arm[..., 0] * force[..., 1] - arm[..., 1] * force[..., 0]).sum(axis=1)
    loaded = force[..., 1] > 0
    low = np.where(loaded, heel_m - usual, -np.inf).max(axis=1)
    high = np.where(loaded, toe_m - usual, np.inf).min(axis=1)
    shift = np.clip((turning_n_m[:, 2] - forward) / up, low, high)
    point[..., 0] += shift[:, None]
    sideways = (arm[..., 2] * force[..., 1]).sum(axis=1)
    to_side = (turning_n_m[:, 0] + sideways) / arm[:, 0, 1]
    force[..., 2] = to_side[:, None] * force[..., 1] / up[:, None]
    return force, point, shift


def _stride(subject: Subject, values: Values) -> tuple[_Stride, float]:
    usual = _one(subject, "walking.speed_m_per_s")
    speed = _number(values, "speed_m_per_s", usual)
    low, high = SPEED_RANGE_M_PER_S
    if not low <= speed <= high:
        raise InputError(
            "speed_m_per_s",
            Text(
                N_("The speed is {came} m/s; walking is known from {low} to {high} m/s."),
                {"came": f"{speed:.2f}", "low": f"{low:.1f}", "high": f"{high:.1f}"},
            ),
        )
    stride = _Stride.of(subject, speed / usual, _number(values, "heel_m", 0.0))
    return stride, _number(values, "phase_fraction", 0.0) % 1.0


def _foot_curve(subject: Subject, way: str, phases: Float[np.ndarray, " phase"]) -> Float[np.ndarray, "two phase"]:
    """Return the force on a foot at times since its heel struck, over body weight, and one standard deviation more."""
    quantity = subject.library.quantity(f"walking.{way}_ground_force_body_weights")
    value, spread = np.array(quantity.value), np.array(quantity.spread)
    at = np.array([float(label) for label in quantity.labels]) / 100.0 * _stance_share(subject)
    phase = np.asarray(phases) % 1.0
    # a stronger walker swings more about the mean of the stance
    away = np.sign(value - np.trapezoid(value, at) / at[-1]) * spread if way == "vertical" else np.sign(value) * spread
    away[[0, -1]] = 0.0
    return np.stack([np.interp(phase, at, curve, right=0.0) for curve in (value, value + away)])


def _foot_ends_m(subject: Subject) -> tuple[float, float, float]:
    """Return heel, ball and toe in front of the ankle [m]."""
    ankle, scale = subject.model.landmark("ankle")[0], subject.body.foot_scale
    heel, ball, toe = (float(scale * (subject.model.landmark(name)[0] - ankle)) for name in ("heel", "ball", "toe"))
    return heel, ball, toe


def _score(subject: Subject, column: int) -> Float[np.ndarray, " draw"]:
    """Return a column of scores, 0 if it is not there."""
    return subject.score[:, column] if column < subject.score.shape[1] else np.zeros(subject.n_draws)


def _stance_share(subject: Subject) -> float:
    return _one(subject, "walking.stance_share_fraction")


def _one(subject: Subject, key: str) -> float:
    value = subject.library.quantity(key).value
    assert isinstance(value, float)
    return value


def _number(values: Mapping[str, float | str | None], name: str, default: float) -> float:
    value = values.get(name)
    return default if value is None else float(value)


_SHANKS = np.array([SEGMENTS.index("shank_r"), SEGMENTS.index("shank_l")])
