"""Reads the muscle paths of the source model and mends what no solver can mend (see docs/decisions/0019).

Only the right side is read; the left is its mirror image. Every path that crosses a level of the spine or a hip is
kept. Psoas runs on to the thigh bone and is counted once; oblique fascicles that end on the massless belly body run on
to the other side of the pelvis.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from heelwise.body.reference_model import MUSCLE_GROUPS, SEGMENTS
from heelwise.mechanics.geometry.muscle_paths import beyond_joint
from heelwise.mechanics.model_build.engine import Engine
from heelwise.mechanics.model_build.mends import ALL_MENDS, Mends

_SEGMENT_OF = {
    "torso": "thorax",
    **{f"lumbar{i}": f"L{i}" for i in range(1, 6)},
    "sacrum": "pelvis",
    "pelvis": "pelvis",
    "femur_r": "thigh_r",
    "tibia_r": "shank_r",
    "patella_r": "patella_r",
}
_BELLY = "Abdomen"
_ON_THE_LEG_ROOT = ("pelvis", "femur_r", "tibia_r", "patella_r")
_GROUP_OF = {
    "erector_spinae": ("IL", "LTpT", "LTpL"),
    "multifidus": ("MF",),
    "quadratus_lumborum": ("QL",),
    "psoas": ("Ps", "psoas"),
    "rectus_abdominis": ("rect",),
    "obliques": ("EO", "IO"),
    "hip_flexors": ("iliacus", "recfem", "sart"),
    "hip_extensors": ("glmax", "bflh", "semimem", "semiten"),
    "hip_abductors": ("glmed", "glmin", "tfl", "piri", "gem", "quadfem"),
    "hip_adductors": ("addbrev", "addlong", "addmagDist", "addmagIsch", "addmagMid", "addmagProx", "grac"),
}
_BETWEEN_HIP_AND_THIGH = slice(1, None)
"""Part of the source's second psoas, from the pelvic brim on, that the lumbar fascicles are given."""

_SLINGS = (("EO1", "IO3"), ("EO2", "IO3"), ("EO3", "IO2"), ("EO4", "IO1"))
"""External oblique fascicles and the internal oblique of the other side that each runs on into at the same height."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A point of a path, or a surface it may wrap around (`radius_m` > 0)."""

    segment: str
    point_m: np.ndarray
    radius_m: float = 0.0
    is_cylinder: bool = False
    rotation: np.ndarray | None = None
    side_m: np.ndarray | None = None

    def mirrored(self) -> _Node:
        """Return the mirror image on the other side."""
        return replace(
            self,
            segment=_other_side(self.segment),
            point_m=self.point_m * _MIRROR,
            rotation=None if self.rotation is None else np.diag(_MIRROR) @ self.rotation @ np.diag(_MIRROR),
            side_m=None if self.side_m is None else self.side_m * _MIRROR,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Muscle:
    name: str
    strength_n: float
    nodes: list[_Node]

    def mirrored(self) -> _Muscle:
        """Return the muscle of the left side."""
        return _Muscle(f"{self.name[:-2]}_l", self.strength_n, [node.mirrored() for node in self.nodes])


_MIRROR = np.array([1.0, 1.0, -1.0])


def read_muscles(engine: Engine, mends: Mends = ALL_MENDS) -> dict[str, Any]:
    """Return the muscle, link and wrap fields of `ReferenceModel`.

    Parameters
    ----------
    engine
        The source model.
    mends
        Which faults are mended.
    """
    raw = {}
    for actuator in range(engine.model.nu):
        name = engine.model.actuator(actuator).name
        if name.endswith("_r"):
            nodes = _read_nodes(engine, name)
            if nodes is not None:
                raw[name] = _Muscle(name, float(engine.model.actuator_gainprm[actuator, 2]), nodes)
    muscles = _mended(raw, mends)
    if mends.t12_multifidus:
        muscles += [_a_vertebra_higher(engine, muscle) for name, muscle in raw.items() if name.startswith("MF_m1")]
    if mends.deep_rotators:
        muscles += _deep_rotators(engine)
    right = [m for m in muscles if _crosses_a_joint(m)]
    return _to_arrays([side for muscle in right for side in (muscle, muscle.mirrored())])


def _mended(raw: dict[str, _Muscle], mends: Mends) -> list[_Muscle]:
    """Return the muscles, with one psoas that crosses the hip and obliques that end on bone if these are mended."""
    onward = [n for n in raw["psoas_r"].nodes if n.radius_m == 0][_BETWEEN_HIP_AND_THIGH]
    found = []
    for name, muscle in raw.items():
        ends_on_belly = any(node.segment == _BELLY for node in muscle.nodes)
        if (name == "psoas_r" and mends.one_psoas) or (ends_on_belly and mends.obliques_on_bone):
            continue
        nodes = [replace(n, segment="L5") if n.segment == _BELLY else n for n in muscle.nodes]
        if name.startswith("Ps_") and mends.one_psoas:
            nodes += onward
        found.append(replace(muscle, nodes=nodes))
    return found + (_slings(raw) if mends.obliques_on_bone else [])


def _slings(raw: dict[str, _Muscle]) -> list[_Muscle]:
    """Return the external obliques that the source ends on the belly, run on to the other side of the pelvis.

    Both parts of a sling carry one force: the weaker limits it. An internal oblique that serves two external ones is
    shared between them in proportion to their strength.
    """
    found = []
    for outer, inner in _SLINGS:
        upper, lower = raw[f"{outer}_r"], raw[f"{inner}_r"]
        served = sum(raw[f"{o}_r"].strength_n for o, i in _SLINGS if i == inner)
        strength_n = min(upper.strength_n, lower.strength_n * upper.strength_n / served)
        ends = [n for n in upper.nodes if n.segment == "thorax"], [n for n in lower.nodes if n.segment == "pelvis"]
        nodes = [ends[0][0], ends[1][0].mirrored()]
        found.append(_Muscle(f"{outer}_{inner}_r", strength_n, nodes))
    return found


_DEEP_ROTATORS = (
    ("gem_r", 164.0, (-0.043, -0.016, -0.012), (-0.014, -0.003, 0.044)),
    ("quadfem_r", 381.0, (-0.044, -0.049, -0.032), (-0.038, -0.036, 0.037)),
)
"""Name, strength [N], end on the pelvis and on the right thigh bone from the hip joint centre [m].

The gemelli and quadratus femoris (delp-1990, remembered)."""


def _deep_rotators(engine: Engine) -> list[_Muscle]:
    """Return the external rotators behind the hip that the source leaves out."""
    hip = engine.leg_body_m("femur_r")
    return [
        _Muscle(name, strength_n, [_Node("pelvis", hip + np.array(pelvis)), _Node("thigh_r", hip + np.array(thigh))])
        for name, strength_n, pelvis, thigh in _DEEP_ROTATORS
    ]


_NEXT_ABOVE = {"pelvis": "L5", "L5": "L4", "L4": "L3", "L3": "L2", "L2": "L1", "L1": "thorax"}


def _a_vertebra_higher(engine: Engine, muscle: _Muscle) -> _Muscle:
    """Return a fascicle of multifidus from L1 as its like from T12.

    Points keep their place on the vertebra; where the source has no vertebra to go by, the next step serves.
    """
    centre = [engine.body_m(f"lumbar{i}") for i in range(1, 6)]
    step = {f"L{i + 1}": centre[i - 1] - centre[i] for i in range(1, 5)}
    step |= {"L1": step["L2"], "pelvis": step["L5"]}
    nodes = [replace(n, segment=_NEXT_ABOVE[n.segment], point_m=n.point_m + step[n.segment]) for n in muscle.nodes]
    return _Muscle(muscle.name.replace("MF_m1", "MF_mT12"), muscle.strength_n, nodes)


def _read_nodes(engine: Engine, name: str) -> list[_Node] | None:
    """Return the nodes of one path, or None where it is fixed to something else than trunk and right leg."""
    import mujoco

    model, data = engine.model, engine.data
    tendon = engine.tendon(name)
    start = model.tendon_adr[tendon]
    nodes: list[_Node] = []
    for k in range(start, start + model.tendon_num[tendon]):
        kind, item = model.wrap_type[k], model.wrap_objid[k]
        is_site = kind == mujoco.mjtWrap.mjWRAP_SITE
        source = model.body(model.site_bodyid[item] if is_site else model.geom_bodyid[item]).name
        if source != _BELLY and source not in _SEGMENT_OF:
            return None
        segment = _SEGMENT_OF.get(source, _BELLY)
        to_ours = engine.leg_to_ours if source in _ON_THE_LEG_ROOT else engine.to_ours
        if is_site:
            nodes.append(_Node(segment, to_ours(data.site_xpos[item])))
            continue
        side = int(model.wrap_prm[k])
        turned = to_ours(data.geom_xmat[item].reshape(3, 3).T) - to_ours(np.zeros(3))
        nodes.append(
            _Node(
                segment,
                to_ours(data.geom_xpos[item]),
                radius_m=float(model.geom_size[item, 0]),
                is_cylinder=bool(kind == mujoco.mjtWrap.mjWRAP_CYLINDER),
                rotation=turned.T,
                side_m=to_ours(data.site_xpos[side]),
            )
        )
    return nodes


def _crosses_a_joint(muscle: _Muscle) -> bool:
    """Return whether a path joins segments on both sides of a level or hip."""
    indices = [SEGMENTS.index(node.segment) for node in muscle.nodes]
    crossed = beyond_joint()[:, indices]
    return bool((crossed.any(axis=1) & ~crossed.all(axis=1)).any())


def _to_arrays(muscles: list[_Muscle]) -> dict[str, Any]:
    """Return the fields of `ReferenceModel`."""
    links: list[tuple[int, _Node, _Node]] = []
    wraps: list[tuple[int, _Node]] = []
    for i, muscle in enumerate(muscles):
        around: _Node | None = None
        last: _Node | None = None
        for node in muscle.nodes:
            if node.radius_m > 0:
                around = node
                continue
            if last is not None:
                if around is not None:
                    wraps.append((len(links), around))
                links.append((i, last, node))
            last, around = node, None
    return {
        "muscle_name": tuple(m.name for m in muscles),
        "muscle_group": np.array([_group(m.name) for m in muscles]),
        "muscle_strength_n": np.array([m.strength_n for m in muscles]),
        "muscle_neutral_length_m": np.zeros(len(muscles)),
        "link_muscle": np.array([i for i, _, _ in links]),
        "link_start_m": np.array([a.point_m for _, a, _ in links]),
        "link_end_m": np.array([b.point_m for _, _, b in links]),
        "link_start_body": np.array([SEGMENTS.index(a.segment) for _, a, _ in links]),
        "link_end_body": np.array([SEGMENTS.index(b.segment) for _, _, b in links]),
        "wrap_link": np.array([i for i, _ in wraps]),
        "wrap_is_cylinder": np.array([node.is_cylinder for _, node in wraps]),
        "wrap_body": np.array([SEGMENTS.index(node.segment) for _, node in wraps]),
        "wrap_centre_m": np.array([node.point_m for _, node in wraps]),
        "wrap_rotation": np.array([node.rotation for _, node in wraps]),
        "wrap_radius_m": np.array([node.radius_m for _, node in wraps]),
        "wrap_side_m": np.array([node.side_m for _, node in wraps]),
    }


def _group(name: str) -> int:
    """Return the index of the group a muscle belongs to, by the longest stem that fits."""
    stem = name.split("_", maxsplit=1)[0]
    for group, stems in _GROUP_OF.items():
        if any(stem.rstrip("0123456789") == known for known in stems):
            return MUSCLE_GROUPS.index(group)
    raise AssertionError(f"no group for the muscle {name}")


def _other_side(segment: str) -> str:
    """Return the mirror image of a segment's name."""
    pairs = {"_r": "_l", "_l": "_r"}
    return segment[:-2] + pairs[segment[-2:]] if segment[-2:] in pairs else segment
