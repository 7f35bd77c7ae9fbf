"""Endplate slopes and disc centres, read from the vertebra meshes of the model.

The force in a vertebra's own frame says nothing about disc shear: the plane has to be the disc's
(`docs/decisions/` explains why). It is taken half-way between the endplates above and below the disc.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.shapes import Float, Int

_SLICE_HALF_WIDTH_M = 0.005
_N_BINS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Endplate:
    """One endplate in the sagittal plane.

    Parameters
    ----------
    centre_m
        Middle of the endplate (x anterior, y up) [m].
    slope_rad
        Slope, positive when the front is lower [rad].
    depth_m
        Length front to back [m].
    """

    centre_m: tuple[float, float]
    slope_rad: float
    depth_m: float


def find_endplate(
    vertex_m: Float[np.ndarray, "vertex 3"],
    face: Int[np.ndarray, "face 3"],
    *,
    side: str,
    body_depth_m: float,
) -> Endplate:
    """Return the upper or lower endplate of a vertebral body.

    A 10 mm thick middle slice is profiled from above (or below) over the depth of the vertebral body,
    counted back from its front edge; the median line through the outermost points is the endplate. The slope
    moves by less than 2 degrees when depth or slice width change by a third.

    Parameters
    ----------
    vertex_m, face
        Mesh of one vertebra, x anterior, y up, z right [m].
    side
        ``"upper"`` or ``"lower"``.
    body_depth_m
        Depth of the vertebral body, front to back [m]; what lies further back is the arch.
    """
    middle = 0.5 * (vertex_m[:, 2].min() + vertex_m[:, 2].max())
    surface = _surface_points(vertex_m, face)
    near = surface[np.abs(surface[:, 2] - middle) <= _SLICE_HALF_WIDTH_M]
    front = near[:, 0].max()
    low, high = front - body_depth_m, front
    bins = np.linspace(low + 0.12 * body_depth_m, high - 0.12 * body_depth_m, _N_BINS + 1)
    sign = 1.0 if side == "upper" else -1.0
    which = np.digitize(near[:, 0], bins) - 1
    xs, ys = [], []
    for i in range(_N_BINS):
        inside = near[which == i]
        if len(inside):
            best = inside[np.argmax(sign * inside[:, 1])]
            xs.append(best[0])
            ys.append(best[1])
    gradient, level = _theil_sen(np.array(xs), np.array(ys))
    centre_x = 0.5 * (low + high)
    return Endplate(
        centre_m=(float(centre_x), float(gradient * centre_x + level)),
        slope_rad=float(np.arctan(-gradient)),
        depth_m=body_depth_m,
    )


def _theil_sen(x: Float[np.ndarray, " point"], y: Float[np.ndarray, " point"]) -> tuple[float, float]:
    """Return gradient and intercept of the median line: bony lips at the rim do not tilt it."""
    i, j = np.triu_indices(len(x), 1)
    gradient = float(np.median((y[j] - y[i]) / (x[j] - x[i])))
    return gradient, float(np.median(y - gradient * x))


def _surface_points(
    vertex_m: Float[np.ndarray, "vertex 3"], face: Int[np.ndarray, "face 3"], spacing_m: float = 0.0007
) -> Float[np.ndarray, "point 3"]:
    """Return points spread over all faces, at most about `spacing_m` apart."""
    a, b, c = vertex_m[face[:, 0]], vertex_m[face[:, 1]], vertex_m[face[:, 2]]
    longest = float(max(np.linalg.norm(b - a, axis=1).max(), np.linalg.norm(c - a, axis=1).max()))
    n = max(4, min(40, int(longest / spacing_m)))
    u, v = np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, n))
    keep = u + v <= 1
    u, v = u[keep], v[keep]
    points: Float[np.ndarray, "point 3"] = (
        a[:, None] + u[None, :, None] * (b - a)[:, None] + v[None, :, None] * (c - a)[:, None]
    ).reshape(-1, 3)
    return points
