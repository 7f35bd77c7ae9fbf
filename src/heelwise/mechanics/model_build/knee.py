"""How shank and kneecap follow knee flexion in the source model: coordinates coupled by polynomials."""

from __future__ import annotations

from typing import Any

import numpy as np

from heelwise.mechanics.model_build.engine import Engine

_FLEXION = "knee_angle_r"


def knee_coordinates(engine: Engine) -> dict[str, Any]:
    """Return hip, knee and kneecap centres and the knee's coordinates as the fields of `ReferenceModel`."""
    found: dict[str, Any] = {
        f"{ours}_centre_m": _both_sides(engine.leg_body_m(f"{theirs}_r"))
        for ours, theirs in (("hip", "femur"), ("knee", "tibia"), ("patella", "patella"))
    }
    coupled = _polynomials(engine)
    for ours, theirs in (("knee", "tibia"), ("patella", "patella")):
        body = engine.model.body(f"{theirs}_r")
        first, count = int(body.jntadr[0]), int(body.jntnum[0])
        joints = range(first, first + count)
        names = [engine.model.joint(j).name for j in joints]
        found[f"{ours}_axis"] = np.array([engine.model.jnt_axis[j] for j in joints])
        found[f"{ours}_slides"] = np.array([engine.model.jnt_type[j] == _SLIDE for j in joints])
        found[f"{ours}_polynomial"] = np.array([coupled[name] for name in names])
    return found


_SLIDE = 2
_JOINT_EQUALITY = 2
_N_COEFFICIENTS = 5


def _polynomials(engine: Engine) -> dict[str, np.ndarray]:
    """Return the polynomial of knee flexion that each coupled coordinate follows, lowest power first."""
    model = engine.model
    found = {_FLEXION: np.eye(_N_COEFFICIENTS)[1]}
    for i in np.flatnonzero(model.eq_type == _JOINT_EQUALITY):
        other = int(model.eq_obj2id[i])
        if other >= 0 and model.joint(other).name == _FLEXION:
            found[model.joint(int(model.eq_obj1id[i])).name] = np.array(model.eq_data[i][:_N_COEFFICIENTS])
    return found


def _both_sides(point_m: np.ndarray) -> np.ndarray:
    """Return a point of the right side and its mirror image [m]."""
    return np.array([point_m, point_m * (1.0, 1.0, -1.0)])
