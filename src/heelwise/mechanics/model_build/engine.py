"""The compiled `myo-sim` full body with the named questions the builder asks of it, in our frame."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from heelwise.shapes import Float

_ANATOMICAL_FROM_WORLD = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])
"""myo-sim's world has -y in front, z up and -x to the right."""


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """The compiled engine model with the named questions we ask of it, in our frame."""

    model: Any
    data: Any
    origin_m: Float[np.ndarray, "3"]

    @classmethod
    def compile(cls) -> Engine:
        """Return the full body, compiled and in its zero pose."""
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
        points: Float[np.ndarray, "*n 3"] = world_m @ _ANATOMICAL_FROM_WORLD.T - self.origin_m
        return points

    def leg_to_ours(self, world_m: Float[np.ndarray, "*n 3"]) -> Float[np.ndarray, "*n 3"]:
        """Return world points of the legs: their root is turned by 0.8 mrad (a rounded angle), which is undone."""
        turned = self.data.body("pelvis").xmat.reshape(3, 3)
        points: Float[np.ndarray, "*n 3"] = (world_m - _ANATOMICAL_FROM_WORLD.T @ self.origin_m) @ turned
        return points

    def leg_body_m(self, name: str) -> Float[np.ndarray, "3"]:
        """Return the origin of a leg's body [m]."""
        return self.leg_to_ours(self.data.body(name).xpos)

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
