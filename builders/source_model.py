"""What the source model says and Heelwise does not use as it stands: read from the engine for `model_choices`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body import BODIES, ReferenceModel
from heelwise.mechanics.model_builder import _BODY_OF, _Engine
from heelwise.shapes import Float

_PART_OF = {**_BODY_OF, "pelvis": "pelvis", "femur_r": "", "femur_l": ""}
"""What bodies of the source model, and all that hang from them, move with; legs bear on no lumbar level."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceModel:
    """What the source model says and Heelwise does not use as it stands.

    Parameters
    ----------
    active_length_factor, resting_force_n
        Active force-length factor and passive force [N] of each muscle in the model's zero pose, shape (muscle,).
    mass_kg, centre_m
        Its own mass [kg] and mass centre [m] of each of `BODIES`, shapes (body,) and (body, 3).
    total_mass_kg
        Mass of its whole body [kg].
    flexion_share
        Share of lumbar flexion at each level, sums to 1, shape (level,).
    abdomen_pull
        Unit pull on the massless abdomen body of each muscle that ends there, shape (end, 3).
    """

    active_length_factor: Float[np.ndarray, " muscle"]
    resting_force_n: Float[np.ndarray, " muscle"]
    mass_kg: Float[np.ndarray, " body"]
    centre_m: Float[np.ndarray, "body 3"]
    total_mass_kg: float
    flexion_share: Float[np.ndarray, " level"]
    abdomen_pull: Float[np.ndarray, "end 3"]


def read_source_model(model: ReferenceModel) -> SourceModel:
    """Compile the source model once more and read what Heelwise does otherwise."""
    engine = _Engine.compile()
    mass_kg, centre_m = _own_masses(engine)
    muscles = np.array([_muscle_at_rest(engine, name) for name in model.muscle_name])
    return SourceModel(
        active_length_factor=muscles[:, 0],
        resting_force_n=muscles[:, 1],
        mass_kg=mass_kg,
        centre_m=centre_m,
        total_mass_kg=float(engine.model.body_mass.sum()),
        flexion_share=_flexion_share(engine),
        abdomen_pull=np.array(
            [
                _pull_on_abdomen(engine, name)
                for name, used in zip(model.muscle_name, model.muscle_is_used, strict=True)
                if not used
            ]
        ),
    )


def _muscle_at_rest(engine: _Engine, name: str) -> tuple[float, float]:
    """Return active force-length factor and passive force [N] in the zero pose."""
    import mujoco

    actuator = engine.model.actuator(name)
    length_m, span_m, scale = engine.data.actuator(name).length[0], actuator.lengthrange, actuator.acc0[0]
    gain = mujoco.mju_muscleGain(length_m, 0.0, span_m, scale, actuator.gainprm[:9])
    bias = mujoco.mju_muscleBias(length_m, span_m, scale, actuator.biasprm[:9])
    return -gain / actuator.gainprm[2], -bias


def _own_masses(engine: _Engine) -> tuple[np.ndarray, np.ndarray]:
    """Return mass [kg] and mass centre [m] of what moves with each of `BODIES` in the source model."""
    parents = [int(engine.model.body(i).parentid[0]) for i in range(engine.model.nbody)]
    names = [engine.model.body(i).name for i in range(engine.model.nbody)]
    part: dict[int, str] = {0: ""}
    for i in range(1, engine.model.nbody):
        part[i] = (
            "" if names[i].startswith("femur") else {**_BODY_OF, "pelvis": "pelvis"}.get(names[i], part[parents[i]])
        )
    groups = [[names[i] for i in part if part[i] == body] for body in BODIES]
    mass_kg = [sum(engine.model.body(name).mass[0] for name in group) for group in groups]
    return np.array(mass_kg), np.array([engine.mass_centre_m(*group) for group in groups])


def _flexion_share(engine: _Engine) -> np.ndarray:
    """Return the share of lumbar flexion at each level that the source model's couplers impose."""
    slope = {}
    for i in range(engine.model.neq):
        joint = engine.model.joint(engine.model.eq_obj1id[i]).name
        slope[joint] = float(engine.model.eq_data[i, 1])
    share = np.array([*(slope[f"L{i}_L{i + 1}_FE"] for i in range(1, 5)), 1.0])
    return share / share.sum()


def _pull_on_abdomen(engine: _Engine, name: str) -> np.ndarray:
    """Return the unit pull of a muscle on the abdomen body."""
    ends = [engine.path_point_m(name, k) for k in (0, -1)]
    start = engine.model.tendon_adr[engine.tendon(name)]
    first = engine.model.body(engine.model.site_bodyid[engine.model.wrap_objid[start]]).name
    span = ends[1] - ends[0] if first == "Abdomen" else ends[0] - ends[1]
    return span / np.linalg.norm(span)
