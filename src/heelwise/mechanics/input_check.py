"""Refuses postures and forces that cannot be worked with, before anything is computed."""

from __future__ import annotations

import math

import numpy as np

from heelwise.body.reference_model import LEVELS, SEGMENTS, SIDES
from heelwise.body.scaled_body import BodyDraws
from heelwise.errors import InputError
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.text import N_, Text

LEVEL_RANGE_RAD = (
    (math.radians(-30.0), math.radians(30.0)),
    (math.radians(-25.0), math.radians(25.0)),
    (math.radians(-20.0), math.radians(20.0)),
)
"""Flexion, bending and rotation of one level: twice what any living level does, so that nobody alive is refused."""

HIP_RANGE_RAD = (
    (math.radians(-60.0), math.radians(170.0)),
    (math.radians(-60.0), math.radians(60.0)),
    (math.radians(-70.0), math.radians(70.0)),
)
"""Flexion, adduction and internal rotation."""

KNEE_RANGE_RAD = (math.radians(-30.0), math.radians(160.0))
_LEVEL_AXES = (N_("forward bending"), N_("side bending"), N_("rotation"))
_HIP_AXES = (N_("flexion"), N_("adduction"), N_("rotation"))


def check_spine_input(
    body: BodyDraws, posture: BodyPosture, neutral_angle_rad: np.ndarray, external: ExternalLoads | None
) -> None:
    """Raise `InputError` for the first number that is not finite or out of range, naming posture and joint."""
    _check_counts(body, posture, neutral_angle_rad, external)
    _finite("pelvis_angle_rad", posture.pelvis_angle_rad)
    _finite("neutral_angle_rad", neutral_angle_rad)
    hips, knees = (tuple(f"{side} {joint}" for side in SIDES) for joint in ("hip", "knee"))
    for axis in range(3):
        level_range, hip_range = LEVEL_RANGE_RAD[axis], HIP_RANGE_RAD[axis]
        _within("level_angle_rad", posture.level_angle_rad[..., axis], level_range, LEVELS, _LEVEL_AXES[axis])
        _within("hip_angle_rad", posture.hip_angle_rad[..., axis], hip_range, hips, _HIP_AXES[axis])
    _within("knee_flexion_rad", posture.knee_flexion_rad, KNEE_RANGE_RAD, knees, N_("flexion"))
    for name in _BODY_NUMBERS:
        _finite(name, getattr(body, name))
    for name in _NEVER_NEGATIVE:
        _not_negative(name, getattr(body, name))
    if external is not None:
        _finite("force_n", external.force_n)
        _finite("point_m", external.point_m)


_NEVER_NEGATIVE = (
    *("body_mass_kg", "thigh_mass_kg", "shank_mass_kg", "foot_mass_kg", "strength_n", "optimal_fibre_length_m"),
    *("passive_strain_ratio", "stiffness_n_m_per_rad", "stiffening_angle_rad"),
)
_BODY_NUMBERS = (
    *_NEVER_NEGATIVE,
    *("body_centre_m", "thigh_centre_fraction", "shank_centre_fraction", "tendon_length_m"),
)


def _check_counts(
    body: BodyDraws, posture: BodyPosture, neutral_angle_rad: np.ndarray, external: ExternalLoads | None
) -> None:
    """Raise if anything has another number of rows than there are postures, or a force acts on nothing."""
    counted = {"body": body.n_draws, "neutral_angle_rad": len(neutral_angle_rad)}
    counted |= {name: len(getattr(posture, name)) for name in BodyPosture.__dataclass_fields__}
    if external is not None:
        counted |= {"force_n": len(external.force_n), "point_m": len(external.point_m)}
    for name, count in counted.items():
        if count != posture.n_poses or count == 0:
            raise InputError(
                name,
                Text(
                    N_("There are {rows} rows of {name} for {postures} postures; give at least one, and one for each."),
                    {"rows": count, "name": name, "postures": posture.n_poses},
                ),
            )
    if external is not None and not ((external.segment >= 0) & (external.segment < len(SEGMENTS))).all():
        raise InputError(
            "segment",
            Text(
                N_("A force acts on segment {came}; 0 to {most} are allowed, in the order of SEGMENTS."),
                {
                    "came": int(external.segment[(external.segment < 0) | (external.segment >= len(SEGMENTS))][0]),
                    "most": len(SEGMENTS) - 1,
                },
            ),
        )


def _not_negative(name: str, value: np.ndarray) -> None:
    """Raise for the first posture with a number below 0."""
    wrong = (value < 0).reshape(len(value), -1).any(axis=1)
    if wrong.any():
        raise InputError(
            name,
            Text(
                N_("Posture {row}: {name} holds a number below 0; 0 or more is allowed."),
                {"row": int(np.flatnonzero(wrong)[0]), "name": name},
            ),
        )


def _finite(name: str, value: np.ndarray) -> None:
    """Raise for the first posture with a number that is not finite."""
    wrong = ~np.isfinite(value).reshape(len(value), -1).all(axis=1)
    if wrong.any():
        raise InputError(
            name,
            Text(
                N_("Posture {row}: {name} holds a number that is not finite. Give every angle, length and force."),
                {"row": int(np.flatnonzero(wrong)[0]), "name": name},
            ),
        )


def _within(
    name: str, angle_rad: np.ndarray, limits: tuple[float, float], joints: tuple[str, ...], axis_name: str
) -> None:
    """Raise for the first angle that is not finite or out of range."""
    wrong = np.argwhere(~((angle_rad >= limits[0]) & (angle_rad <= limits[1])))
    if len(wrong):
        row, joint = (int(i) for i in wrong[0])
        raise InputError(
            name,
            Text(
                N_(
                    "Posture {row}: {axis} at {joint} is {came} degrees; {low} to {high} degrees are allowed. "
                    "Angles are in radians and count from the reference pose."
                ),
                {
                    "row": row,
                    "axis": Text(axis_name),
                    "joint": joints[joint],
                    "came": f"{math.degrees(float(angle_rad[row, joint])):.4g}",
                    "low": f"{math.degrees(limits[0]):.0f}",
                    "high": f"{math.degrees(limits[1]):.0f}",
                },
            ),
        )
