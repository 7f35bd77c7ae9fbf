"""What the source model says and Heelwise does not use as it stands: read from the engine for `model_choices`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body import BODIES, LEVELS, LUMBAR_LEVELS
from heelwise.mechanics.model_build.engine import Engine
from heelwise.shapes import Float

_PART_OF = {
    "torso": "thorax",
    **{f"lumbar{i}": f"L{i}" for i in range(1, 6)},
    "sacrum": "pelvis",
    "pelvis": "pelvis",
    "femur_r": "",
    "femur_l": "",
}
"""What bodies of the source model, and all that hang from them, move with; legs bear on no lumbar level."""

_ABDOMEN = "Abdomen"
_RECTUS = "rect_abd_r"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceModel:
    """What the source model says and Heelwise does not use as it stands.

    Parameters
    ----------
    rectus_resting_force_n, rectus_strength_n
        Passive force of rectus abdominis in the model's zero pose, and its strength [N].
    mass_kg, centre_m
        Its own mass [kg] and mass centre [m] of each of `BODIES`, shapes (body,) and (body, 3).
    total_mass_kg
        Mass of its whole body [kg].
    flexion_share
        Share of lumbar flexion at each level, sums to 1, shape (level,).
    abdomen_pull, abdomen_strength_n
        Unit pull on the massless abdomen body of each muscle that ends there, shape (end, 3), and its strength [N].
    """

    rectus_resting_force_n: float
    rectus_strength_n: float
    mass_kg: Float[np.ndarray, " body"]
    centre_m: Float[np.ndarray, "body 3"]
    total_mass_kg: float
    flexion_share: Float[np.ndarray, " level"]
    abdomen_pull: Float[np.ndarray, "end 3"]
    abdomen_strength_n: Float[np.ndarray, " end"]


def read_source_model() -> SourceModel:
    """Compile the source model once more and read what Heelwise does otherwise."""
    engine = Engine.compile()
    mass_kg, centre_m = _own_masses(engine)
    ends = [name for name in _muscles(engine) if _ABDOMEN in _end_bodies(engine, name)]
    return SourceModel(
        rectus_resting_force_n=_resting_force_n(engine, _RECTUS),
        rectus_strength_n=_strength_n(engine, _RECTUS),
        mass_kg=mass_kg,
        centre_m=centre_m,
        total_mass_kg=float(engine.model.body_mass.sum()),
        flexion_share=_flexion_share(engine),
        abdomen_pull=np.array([_pull_on_abdomen(engine, name) for name in ends]),
        abdomen_strength_n=np.array([_strength_n(engine, name) for name in ends]),
    )


def _muscles(engine: Engine) -> list[str]:
    """Return the names of all muscles."""
    return [engine.model.actuator(i).name for i in range(engine.model.nu)]


def _strength_n(engine: Engine, name: str) -> float:
    return float(engine.model.actuator(name).gainprm[2])


def _resting_force_n(engine: Engine, name: str) -> float:
    """Return the passive force in the zero pose [N]."""
    import mujoco

    actuator = engine.model.actuator(name)
    length_m, span_m, scale = engine.data.actuator(name).length[0], actuator.lengthrange, actuator.acc0[0]
    return -float(mujoco.mju_muscleBias(length_m, span_m, scale, actuator.biasprm[:9]))


def _own_masses(engine: Engine) -> tuple[np.ndarray, np.ndarray]:
    """Return mass [kg] and mass centre [m] of what moves with each of `BODIES` in the source model."""
    parents = [int(engine.model.body(i).parentid[0]) for i in range(engine.model.nbody)]
    names = [engine.model.body(i).name for i in range(engine.model.nbody)]
    part: dict[int, str] = {0: ""}
    for i in range(1, engine.model.nbody):
        part[i] = _PART_OF.get(names[i], part[parents[i]])
    groups = [[names[i] for i in part if part[i] == body] for body in BODIES]
    mass_kg = [sum(engine.model.body(name).mass[0] for name in group) for group in groups]
    return np.array(mass_kg), np.array([engine.mass_centre_m(*group) for group in groups])


def _flexion_share(engine: Engine) -> np.ndarray:
    """Return the share of lumbar flexion at each level that the source model's couplers impose; T12/L1 has none."""
    slope = {}
    for i in range(engine.model.neq):
        joint = engine.model.joint(engine.model.eq_obj1id[i]).name
        slope[joint] = float(engine.model.eq_data[i, 1])
    lumbar = dict(zip(LUMBAR_LEVELS, [*(slope[f"L{i}_L{i + 1}_FE"] for i in range(1, 5)), 1.0], strict=True))
    share = np.array([lumbar.get(level, 0.0) for level in LEVELS])
    return share / share.sum()


def _end_bodies(engine: Engine, name: str) -> tuple[str, str]:
    """Return the bodies of the first and the last site of a muscle."""
    tendon = engine.tendon(name)
    start, count = engine.model.tendon_adr[tendon], engine.model.tendon_num[tendon]
    sites = [k for k in range(start, start + count) if engine.model.wrap_type[k] == 3]
    first, last = (engine.model.body(engine.model.site_bodyid[engine.model.wrap_objid[sites[k]]]).name for k in (0, -1))
    return first, last


def _pull_on_abdomen(engine: Engine, name: str) -> np.ndarray:
    """Return the unit pull of a muscle on the abdomen body."""
    ends = [engine.path_point_m(name, k) for k in (0, -1)]
    span = ends[1] - ends[0] if _end_bodies(engine, name)[0] == _ABDOMEN else ends[0] - ends[1]
    return np.asarray(span / np.linalg.norm(span))
