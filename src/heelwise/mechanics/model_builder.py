"""Builds the reference model from the `myo-sim` full body: the one place that compiles an engine model.

Takes about a second of MuJoCo and a few of mesh work, once per machine; `model_cache` stores the result.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from heelwise.body.reference_model import BODIES, LEVELS, MUSCLE_GROUPS, ReferenceModel
from heelwise.mechanics.bone_outlines import bone_outlines
from heelwise.mechanics.endplates import Endplate, find_endplate
from heelwise.mechanics.progress import Progress, ignore_progress
from heelwise.mechanics.spine_geometry import muscle_pull, spine_frames
from heelwise.shapes import Float

N_STEPS = 6

_ANATOMICAL_FROM_WORLD = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])
"""myo-sim's world has -y in front, z up and -x to the right."""

_BODY_OF = {
    "torso": "thorax",
    "lumbar1": "thorax",
    "lumbar2": "L2",
    "lumbar3": "L3",
    "lumbar4": "L4",
    "lumbar5": "L5",
    "Abdomen": "L5",
    "sacrum": "pelvis",
}
_GROUP_OF = {
    "IL": "erector_spinae",
    "LTpT": "erector_spinae",
    "LTpL": "erector_spinae",
    "MF": "multifidus",
    "QL": "quadratus_lumborum",
    "Ps": "psoas",
    "rect": "rectus_abdominis",
    "EO": "obliques",
    "IO": "obliques",
}
_WRONG_SIDE = ("LTpT_T12_l",)
"""Left fascicles that stand on the right in the source model, on top of their twins (myo-sim 0.2.4)."""

_MIRROR = np.array([1.0, 1.0, -1.0])

_VERTEBRAL_BODY_DEPTH_M = {"S1": 0.035}
_USUAL_VERTEBRAL_BODY_DEPTH_M = 0.031
_MESH = {
    "L1": "lumbar1_geom_1_lumbar1",
    "L2": "lumbar2_geom_1_lumbar2",
    "L3": "lumbar3_geom_1_lumbar3",
    "L4": "lumbar4_geom_1_lumbar4",
    "L5": "lumbar5_geom_1_lumbar5",
    "S1": "sacrum_geom_1_sacrum",
}
_C7_DEPTH_M = 0.020
_T8_DEPTH_M = 0.030
"""Depths of vertebral bodies [m], so that the middle of the body is found without the arch."""

_SOLE_THICKNESS_M = 0.010
"""Skin and fat under the heel and over the skull that bone meshes lack, each about this thick."""


def build_reference_model(progress: Progress = ignore_progress) -> ReferenceModel:
    """Compile the `myo-sim` full body and read the reference model from it.

    Parameters
    ----------
    progress
        Told how many of `N_STEPS` steps are done.
    """
    progress(0, N_STEPS)
    engine = _Engine.compile()
    progress(2, N_STEPS)
    plates = _endplates(engine)
    progress(3, N_STEPS)
    muscles = _muscle_paths(engine)
    progress(4, N_STEPS)
    outlines = bone_outlines(engine.mesh_by_body())
    progress(5, N_STEPS)
    landmarks = _landmarks(engine, plates["S1", "upper"])
    lower = ["L2", "L3", "L4", "L5", "S1"]
    discs = list(zip(["L1", "L2", "L3", "L4", "L5"], lower, strict=True))
    model = ReferenceModel(
        stature_m=float(landmarks["head_top"][1] - landmarks["sole"][1]),
        level_centre_m=np.array([engine.body_m(f"lumbar{i}") for i in range(1, 6)]),
        disc_centre_m=np.array([_disc_centre(plates[a, "lower"], plates[b, "upper"]) for a, b in discs]),
        vertebra_centre_m=np.array([_disc_centre(plates[a, "upper"], plates[a, "lower"]) for a, _ in discs]),
        upper_endplate_slope_rad=np.array([plates[a, "lower"].slope_rad for a, _ in discs]),
        lower_endplate_slope_rad=np.array([plates[b, "upper"].slope_rad for _, b in discs]),
        first_lumbar_slope_rad=plates["L1", "upper"].slope_rad,
        landmark_name=tuple(landmarks),
        landmark_m=np.array(list(landmarks.values())),
        **muscles,
        **outlines,
    )
    progress(N_STEPS, N_STEPS)
    return _with_rest_lengths(model, engine)


def _with_rest_lengths(model: ReferenceModel, engine: _Engine) -> ReferenceModel:
    """Return the model with the lengths that the moving segments leave over, from the engine's own lengths."""
    frames = spine_frames(model, 1.0, np.zeros(()), np.zeros((len(LEVELS), 3)))
    moving_m = muscle_pull(model, 1.0, frames).length_m
    engine_m = np.array([engine.data.ten_length[engine.tendon(name)] for name in model.muscle_name])
    return replace(model, muscle_rest_length_m=engine_m - moving_m)


@dataclass(frozen=True, slots=True, eq=False)
class _Engine:
    """The compiled engine model with the named questions we ask of it, in our frame."""

    model: Any
    data: Any
    origin: Float[np.ndarray, "3"]

    @classmethod
    def compile(cls) -> _Engine:
        import mujoco
        from myo_sim.build import compose

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mujoco.set_mju_user_warning(lambda message: None)  # else it writes a log file where the person stands
            model = compose.build_spec("myofullbody").compile()
            mujoco.set_mju_user_warning(None)
        data = mujoco.MjData(model)
        mujoco.mj_forward(model, data)
        hips = [_ANATOMICAL_FROM_WORLD @ data.body(f"femur_{side}").xpos for side in "rl"]
        return cls(model, data, 0.5 * (hips[0] + hips[1]))

    def to_ours(self, world_m: Float[np.ndarray, "*n 3"]) -> Float[np.ndarray, "*n 3"]:
        """Return world points in the ISB frame with origin between the hips."""
        points: Float[np.ndarray, "*n 3"] = world_m @ _ANATOMICAL_FROM_WORLD.T - self.origin
        return points

    def body_m(self, name: str) -> Float[np.ndarray, "3"]:
        """Return the origin of a body [m]."""
        return self.to_ours(self.data.body(name).xpos)

    def mass_centre_m(self, *bodies: str) -> Float[np.ndarray, "3"]:
        """Return the common mass centre of bodies [m]."""
        mass = np.array([self.model.body(b).mass[0] for b in bodies])
        return self.to_ours(mass @ np.array([self.data.body(b).xipos for b in bodies]) / mass.sum())

    def path_point_m(self, muscle: str, which: int) -> Float[np.ndarray, "3"]:
        """Return the first (0), next or last (-1) site of a muscle path [m]."""
        tendon = self.tendon(muscle)
        start, count = self.model.tendon_adr[tendon], self.model.tendon_num[tendon]
        sites = [k for k in range(start, start + count) if self.model.wrap_type[k] == 3]
        return self.to_ours(self.data.site_xpos[self.model.wrap_objid[sites[which]]])

    def tendon(self, muscle: str) -> int:
        """Return the tendon index of a muscle."""
        return int(self.model.actuator_trnid[self.model.actuator(muscle).id, 0])

    def mesh(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Return vertices [m] and faces of the mesh `name`."""
        model = self.model
        mesh_id = model.mesh(name).id
        geom_id = int(np.flatnonzero((model.geom_type == 7) & (model.geom_dataid == mesh_id))[0])
        start, count = model.mesh_vertadr[mesh_id], model.mesh_vertnum[mesh_id]
        rotation = self.data.geom_xmat[geom_id].reshape(3, 3)
        world = model.mesh_vert[start : start + count] @ rotation.T + self.data.geom_xpos[geom_id]
        face_start, face_count = model.mesh_faceadr[mesh_id], model.mesh_facenum[mesh_id]
        return self.to_ours(world), np.array(model.mesh_face[face_start : face_start + face_count])

    def mesh_by_body(self) -> dict[str, list[tuple[str, np.ndarray, np.ndarray]]]:
        """Return all meshes as body name -> list of (mesh name, vertices, faces)."""
        found: dict[str, list[tuple[str, np.ndarray, np.ndarray]]] = {}
        for i in np.flatnonzero(self.model.geom_type == 7):
            body = self.model.body(self.model.geom_bodyid[i]).name
            name = self.model.mesh(self.model.geom_dataid[i]).name
            found.setdefault(body, []).append((name, *self.mesh(name)))
        return found


def _endplates(engine: _Engine) -> dict[tuple[str, str], Endplate]:
    """Return the endplates by (vertebra, side)."""
    plates = {}
    for vertebra, mesh_name in _MESH.items():
        vertices, faces = engine.mesh(mesh_name)
        depth_m = _VERTEBRAL_BODY_DEPTH_M.get(vertebra, _USUAL_VERTEBRAL_BODY_DEPTH_M)
        for side in ("upper", "lower"):
            plates[vertebra, side] = find_endplate(vertices, faces, side=side, body_depth_m=depth_m)
    return plates


def _disc_centre(above: Endplate, below: Endplate) -> list[float]:
    x, y = (0.5 * (above.centre_m[i] + below.centre_m[i]) for i in range(2))
    return [x, y, 0.0]


def _muscle_paths(engine: _Engine) -> dict[str, Any]:
    """Return the straight segments of every muscle between pelvis, lumbar vertebrae and thorax."""
    paths = _Paths()
    for actuator in range(engine.model.nu):
        path, in_balance = _read_path(engine, actuator)
        if path is not None and engine.model.actuator(actuator).name in _WRONG_SIDE:
            path = [(body, point * _MIRROR, radius) for body, point, radius in path]
        if path is not None:
            strength_n = float(engine.model.actuator_gainprm[actuator, 2])
            paths.add(engine.model.actuator(actuator).name, path, strength_n, in_balance)
    return paths.to_arrays()


_Node = tuple[int, np.ndarray, float]
"""Body index, point [m], radius of a wrapping sphere or 0 for a path point."""


def _read_path(engine: _Engine, actuator: int) -> tuple[list[_Node] | None, bool]:
    """Return the nodes of one muscle (None for a limb muscle), and whether all it pulls on is in balance.

    Cylinders are left out: between -10 and 10 degrees of lean none touches its muscle (tested). The massless
    `Abdomen` body cannot be in balance without abdominal pressure, so its muscles are marked.
    """
    import mujoco

    model, data = engine.model, engine.data
    tendon = model.actuator_trnid[actuator, 0]
    start = model.tendon_adr[tendon]
    nodes: list[_Node] = []
    in_balance = True
    for k in range(start, start + model.tendon_num[tendon]):
        kind, item = model.wrap_type[k], model.wrap_objid[k]
        if kind == mujoco.mjtWrap.mjWRAP_SITE:
            source = model.body(model.site_bodyid[item]).name
            body = _BODY_OF.get(source)
            if body is None:
                return None, False
            in_balance = in_balance and source != "Abdomen"
            nodes.append((BODIES.index(body), engine.to_ours(data.site_xpos[item]), 0.0))
        elif kind == mujoco.mjtWrap.mjWRAP_SPHERE:
            body = _BODY_OF.get(model.body(model.geom_bodyid[item]).name, "")
            if body == "thorax":
                nodes.append((0, engine.to_ours(data.geom_xpos[item]), float(model.geom_size[item, 0])))
    return nodes, in_balance


class _Paths:
    """Collects muscle paths as flat arrays."""

    def __init__(self) -> None:
        self.name: list[str] = []
        self.group: list[int] = []
        self.strength: list[float] = []
        self.used: list[bool] = []
        self.rows: list[tuple[int, np.ndarray, np.ndarray, int, int, int, np.ndarray]] = []
        self.spheres: list[tuple[np.ndarray, float]] = []

    def add(self, name: str, nodes: list[_Node], strength_n: float, used: bool) -> None:
        """Add one muscle that crosses a level; segments within one body only add length."""
        if len({body for body, _, _ in nodes}) == 1:
            return
        muscle = len(self.name)
        i = 0
        while i < len(nodes) - 1:
            (body_a, a, _), (body_b, b, radius) = nodes[i], nodes[i + 1]
            sphere, far, step = -1, np.zeros(3), 1
            if radius > 0:
                sphere, step = self._sphere(b, radius), 2
                body_b, b, _ = nodes[i + 2]
                far = b
            if body_a < body_b:
                self.rows.append((muscle, a, b, body_a, body_b, sphere, far))
            elif body_a > body_b:
                self.rows.append((muscle, b, a, body_b, body_a, sphere, far))
            i += step
        self.name.append(name)
        self.group.append(MUSCLE_GROUPS.index(_GROUP_OF[name.split("_", maxsplit=1)[0].rstrip("0123456789")]))
        self.strength.append(strength_n)
        self.used.append(used)

    def _sphere(self, centre: np.ndarray, radius_m: float) -> int:
        for i, (known, _) in enumerate(self.spheres):
            if np.allclose(known, centre):
                return i
        self.spheres.append((centre, radius_m))
        return len(self.spheres) - 1

    def to_arrays(self) -> dict[str, Any]:
        """Return the arrays named as in `ReferenceModel`."""
        crossings = [(row[0], level) for row in self.rows for level in range(row[3], row[4])]
        if len(set(crossings)) != len(crossings):
            raise AssertionError("a muscle crosses a lumbar level twice; muscle_pull cannot hold that")
        muscle, upper, lower, upper_body, lower_body, sphere, far = zip(*self.rows, strict=True)
        return {
            "muscle_name": tuple(self.name),
            "muscle_group": np.array(self.group),
            "muscle_strength_n": np.array(self.strength),
            "muscle_rest_length_m": np.zeros(len(self.name)),
            "muscle_is_used": np.array(self.used),
            "segment_muscle": np.array(muscle),
            "segment_upper_m": np.array(upper),
            "segment_lower_m": np.array(lower),
            "segment_upper_body": np.array(upper_body),
            "segment_lower_body": np.array(lower_body),
            "segment_sphere": np.array(sphere),
            "segment_far_m": np.array(far),
            "sphere_centre_m": np.array([c for c, _ in self.spheres]),
            "sphere_radius_m": np.array([r for _, r in self.spheres]),
        }


def _upper_vertebra_centre(engine: _Engine, mesh_name: str) -> np.ndarray:
    vertices, _ = engine.mesh(mesh_name)
    return np.array([vertices[:, 0].max() - 0.5 * _T8_DEPTH_M, np.median(vertices[:, 1]), 0.0])


def _back_corner(sacrum: Endplate) -> np.ndarray:
    """Return the upper back corner of S1, from which the C7 plumb line is measured [m]."""
    half = 0.5 * sacrum.depth_m
    x, y = sacrum.centre_m
    return np.array([x - half, y + half * np.tan(sacrum.slope_rad), 0.0])


def _landmarks(engine: _Engine, sacrum: Endplate) -> dict[str, np.ndarray]:
    """Return sagittal landmarks of the right side [m] (z is dropped to 0)."""
    foot, _ = engine.mesh("r_foot")
    toes, _ = engine.mesh("r_bofoot")
    skull, _ = engine.mesh("hat_skull")
    first_thoracic, _ = engine.mesh("torso_geom_12_thoracic1_s")
    second_thoracic, _ = engine.mesh("torso_geom_11_thoracic2_s")
    sole_y = foot[:, 1].min() - _SOLE_THICKNESS_M
    points = {
        "knee": engine.body_m("tibia_r"),
        "ankle": engine.body_m("talus_r"),
        "ball": np.array([engine.body_m("toes_r")[0], sole_y, 0.0]),
        "heel": np.array([foot[:, 0].min() - 0.5 * _SOLE_THICKNESS_M, sole_y, 0.0]),
        "toe": np.array([toes[:, 0].max() + 0.5 * _SOLE_THICKNESS_M, sole_y, 0.0]),
        "sole": np.array([0.0, sole_y, 0.0]),
        "shoulder": engine.body_m("humerus_r"),
        "elbow": engine.body_m("ulna_r"),
        "wrist": engine.body_m("lunate_r"),
        "c7": np.array([first_thoracic[:, 0].max() - 0.5 * _C7_DEPTH_M, first_thoracic[:, 1].max(), 0.0]),
        "t8": _upper_vertebra_centre(engine, "torso_geom_5_thoracic8_s"),
        "s1_back": _back_corner(sacrum),
        "s1_middle": np.array([*sacrum.centre_m, 0.0]),
        "head_top": np.array([skull[:, 0].mean(), skull[:, 1].max() + _SOLE_THICKNESS_M, 0.0]),
        "head_centre": engine.mass_centre_m("head"),
        "sternal_notch": np.array([0.0, second_thoracic[:, 1].min(), 0.0]),
        "gastrocnemius_origin": engine.path_point_m("gasmed_r", 0),
        "achilles_insertion": engine.path_point_m("gasmed_r", -1),
        "psoas_origin": engine.path_point_m("Ps_L3_TP_r", 0),
        "psoas_brim": engine.path_point_m("psoas_r", 1),
        "psoas_insertion": engine.path_point_m("psoas_r", 2),
        "pelvis_mass": engine.mass_centre_m("pelvis"),
    }
    return {name: np.array([x, y, 0.0]) for name, (x, y, _) in points.items()}
