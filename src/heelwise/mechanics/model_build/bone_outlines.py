"""Sagittal outlines of bones for drawings, from the model's meshes.

Each mesh is projected on the sagittal plane; the outline is the outermost surface point in each direction
from a centre (compact bones) or at each height (long bones and the rib cage).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from heelwise.shapes import Float

_N_DIRECTIONS = 36
_N_HEIGHTS = 18
_FINE_MESH_FACES = 3000
_LONG = ("femur", "tibia", "fibula", "ribcage", "sacrum")

_DRAWN = {
    "head": "thorax",
    "neck": "thorax",
    "torso": "thorax",
    "lumbar1": "L1",
    "lumbar2": "L2",
    "lumbar3": "L3",
    "lumbar4": "L4",
    "lumbar5": "L5",
    "sacrum": "pelvis",
    "pelvis": "pelvis",
    "femur_r": "thigh",
    "tibia_r": "shank",
    "talus_r": "foot",
    "calcn_r": "foot",
    "toes_r": "toes",
}
"""Bodies of the source model that are drawn, and the part of ours they move with."""


def bone_outlines(meshes: dict[str, list[tuple[str, np.ndarray, np.ndarray]]]) -> dict[str, Any]:
    """Return outline arrays named as in `ReferenceModel`.

    Parameters
    ----------
    meshes
        Body name to list of (mesh name, vertices [m], faces).
    """
    names: list[str] = []
    bodies: list[str] = []
    points: list[np.ndarray] = []
    for source, ours in _DRAWN.items():
        for mesh_name, vertices, faces in meshes[source]:
            if mesh_name.startswith("l_"):
                continue
            surface = _projected_surface(vertices, faces)
            long = any(word in mesh_name for word in _LONG)
            parts = [_by_height(surface)] if long else _by_direction(surface, mesh_name)
            for k, outline in enumerate(parts):
                names.append(mesh_name if k == 0 else f"{mesh_name}_arch")
                bodies.append(ours)
                points.append(outline)
    return {
        "outline_name": tuple(names),
        "outline_body": tuple(bodies),
        "outline_start": np.concatenate([[0], np.cumsum([len(p) for p in points])]),
        "outline_point_m": np.concatenate(points),
    }


def _projected_surface(vertices: np.ndarray, faces: np.ndarray) -> Float[np.ndarray, "point 2"]:
    """Return points spread over the mesh, projected on the sagittal plane [m]; more per face for coarse meshes."""
    a, b, c = (vertices[faces[:, k], None, :2] for k in range(3))
    n = 3 if len(faces) > _FINE_MESH_FACES else 9
    u, v = (grid.ravel() for grid in np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, n)))
    inside = u + v <= 1.0
    u, v = u[inside, None], v[inside, None]
    return np.concatenate(list(a + u * (b - a) + v * (c - a)))


def _by_height(surface: Float[np.ndarray, "point 2"]) -> Float[np.ndarray, "corner 2"]:
    """Return front and back edge at each height as one closed outline [m]."""
    edges = np.linspace(surface[:, 1].min(), surface[:, 1].max(), _N_HEIGHTS + 1)
    which = np.clip(np.digitize(surface[:, 1], edges) - 1, 0, _N_HEIGHTS - 1)
    front, back = [], []
    for i in range(_N_HEIGHTS):
        inside = surface[which == i]
        if len(inside):
            height = 0.5 * (edges[i] + edges[i + 1])
            front.append((inside[:, 0].max(), height))
            back.append((inside[:, 0].min(), height))
    return np.array(front + back[::-1])


def _by_direction(surface: Float[np.ndarray, "point 2"], mesh_name: str) -> list[np.ndarray]:
    """Return the star-shaped outline, or body and arch of a vertebra apart [m]."""
    if "lumbar" not in mesh_name and "thoracic" not in mesh_name:
        return [_star(surface)]
    depth_m = 0.033 if "lumbar" in mesh_name else 0.030
    split = surface[:, 0].max() - depth_m
    return [_star(surface[surface[:, 0] >= split]), _star(surface[surface[:, 0] <= split + 0.004])]


def _star(surface: Float[np.ndarray, "point 2"]) -> Float[np.ndarray, "corner 2"]:
    """Return the outermost point in each direction from the middle [m]."""
    middle = 0.5 * (surface.min(axis=0) + surface.max(axis=0))
    offset = surface - middle
    angle = np.arctan2(offset[:, 1], offset[:, 0])
    which = np.floor((angle + np.pi) / (2 * np.pi) * _N_DIRECTIONS).astype(int) % _N_DIRECTIONS
    radius = np.hypot(offset[:, 0], offset[:, 1])
    corners = []
    for i in range(_N_DIRECTIONS):
        inside = np.flatnonzero(which == i)
        if len(inside):
            corners.append(surface[inside[np.argmax(radius[inside])]])
    outline = np.array(corners)
    return 0.5 * outline + 0.25 * (np.roll(outline, 1, axis=0) + np.roll(outline, -1, axis=0))
