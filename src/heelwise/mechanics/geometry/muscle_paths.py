"""How muscles pull: moment arms, directions and lengths of all paths, for any number of postures at once.

A path is a chain of straight links between points fixed to segments; some links run around a sphere or a cylinder.
Each end of a link pulls the segment it is fixed to towards the other end. Equal to MuJoCo's (tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from heelwise.body.reference_model import JOINTS, LEVELS, SEGMENTS, ReferenceModel
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.geometry.wrapping import wrap_around
from heelwise.shapes import Float, Int

N_JOINTS = len(JOINTS)
_N_SEGMENTS = len(SEGMENTS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MusclePull:
    """What one newton in each muscle does at each joint: above a level of the spine, below a hip.

    Parameters
    ----------
    moment_m
        Moment about the joint's centre per newton, world axes, shape (pose, joint, 3, muscle) [m].
    direction
        Force on the part above the level or below the hip per newton, shape (pose, joint, 3, muscle).
    length_m
        Length of each muscle path, shape (pose, muscle) [m].
    """

    moment_m: Float[np.ndarray, "pose joint 3 muscle"]
    direction: Float[np.ndarray, "pose joint 3 muscle"]
    length_m: Float[np.ndarray, "pose muscle"]


def beyond_joint() -> np.ndarray:
    """Return which segments lie above each level or below each hip, shape (joint, segment)."""
    beyond = np.zeros((N_JOINTS, _N_SEGMENTS), dtype=bool)
    for level in range(len(LEVELS)):
        beyond[level, : level + 1] = True
    for k, side in enumerate("rl"):
        beyond[len(LEVELS) + k] = [name.endswith(f"_{side}") for name in SEGMENTS]
    return beyond


@dataclass(frozen=True, slots=True, eq=False)
class _Crossings:
    """Which links cross which joints, in runs of one muscle at one joint.

    A wrapped link counts twice: from its start to the surface, and from the surface to its end (the last ones).
    """

    muscle: Int[np.ndarray, " piece"]
    joint: Int[np.ndarray, " crossing"]
    piece: Int[np.ndarray, " crossing"]
    sign: Float[np.ndarray, " crossing"]
    run_start: Int[np.ndarray, " run"]
    run_joint: Int[np.ndarray, " run"]
    run_muscle: Int[np.ndarray, " run"]
    length_start: Int[np.ndarray, " muscle"]
    length_order: Int[np.ndarray, " piece"]


@lru_cache(maxsize=8)
def _crossings(model: ReferenceModel) -> _Crossings:
    """Return the crossings of a model's paths."""
    start, end = model.link_start_body.copy(), model.link_end_body.copy()
    end[model.wrap_link] = model.wrap_body
    start = np.concatenate([start, model.wrap_body])
    end = np.concatenate([end, model.link_end_body[model.wrap_link]])
    muscle = np.concatenate([model.link_muscle, model.link_muscle[model.wrap_link]])
    beyond = beyond_joint()
    joint, piece = np.nonzero(beyond[:, start] != beyond[:, end])
    order = np.lexsort((piece, muscle[piece], joint))
    joint, piece = joint[order], piece[order]
    key = joint * (muscle.max() + 1) + muscle[piece]
    run_start = np.flatnonzero(np.diff(key, prepend=-1))
    length_order = np.argsort(muscle, kind="stable")
    return _Crossings(
        muscle=muscle,
        joint=joint,
        piece=piece,
        sign=np.where(beyond[joint, start[piece]], 1.0, -1.0),
        run_start=run_start,
        run_joint=joint[run_start],
        run_muscle=muscle[piece[run_start]],
        length_start=np.searchsorted(muscle[length_order], np.arange(model.n_muscles)),
        length_order=length_order,
    )


def muscle_pull(model: ReferenceModel, frames: BodyFrames) -> MusclePull:
    """Return moment arms, directions and lengths of all muscles."""
    start, end, on_surface_m = _pieces(model, frames)
    span = end - start
    length = np.sqrt(np.einsum("cps,cps->ps", span, span))
    n_links, wraps = len(model.link_muscle), model.wrap_link
    unit = span / np.where(length > 0, length, 1.0)
    free = length[:, n_links:] <= 0  # the straight line misses the surface: the second piece goes on as the first
    unit[:, :, n_links:] = np.where(free, unit[:, :, wraps], unit[:, :, n_links:])
    turn = _cross(start, unit)
    table = _crossings(model)
    pull = unit[:, :, table.piece] * table.sign
    about = turn[:, :, table.piece] * table.sign - _cross(np.moveaxis(frames.joint_m, -1, 0)[:, :, table.joint], pull)
    n_poses = frames.origin_m.shape[0]
    direction = np.zeros((n_poses, N_JOINTS, 3, model.n_muscles))
    moment = np.zeros_like(direction)
    for axis in range(3):
        direction[:, table.run_joint, axis, table.run_muscle] = np.add.reduceat(pull[axis], table.run_start, axis=-1)
        moment[:, table.run_joint, axis, table.run_muscle] = np.add.reduceat(about[axis], table.run_start, axis=-1)
    length[:, n_links:] += on_surface_m
    total = np.add.reduceat(length[:, table.length_order], table.length_start, axis=-1)
    return MusclePull(moment_m=moment, direction=direction, length_m=total)


def _pieces(model: ReferenceModel, frames: BodyFrames) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return start and end of every straight piece, component first, and the lengths on wrapping surfaces [m]."""
    start = _placed(frames, model.link_start_m, model.link_start_body)
    end = _placed(frames, model.link_end_m, model.link_end_body)
    if not len(model.wrap_link):
        return start, end, np.zeros((start.shape[1], 0))
    links = model.wrap_link
    rotation = frames.rotation[:, model.wrap_body] @ model.wrap_rotation
    centre = np.moveaxis(_placed(frames, model.wrap_centre_m, model.wrap_body), 0, -1)
    side = np.moveaxis(_placed(frames, model.wrap_side_m, model.wrap_body), 0, -1)

    def inside(point_m: np.ndarray) -> np.ndarray:
        local: np.ndarray = np.einsum("pwji,pwj->pwi", rotation, point_m - centre)
        return local

    wrap = wrap_around(
        inside(np.moveaxis(start[:, :, links], 0, -1)),
        inside(np.moveaxis(end[:, :, links], 0, -1)),
        inside(side),
        model.wrap_radius_m * frames.scale[model.wrap_body],
        model.wrap_is_cylinder,
    )
    first, last = (
        np.moveaxis(np.einsum("pwij,pwj->pwi", rotation, p) + centre, -1, 0) for p in (wrap.first_m, wrap.last_m)
    )
    far = end[:, :, links]
    whole_end = end.copy()
    whole_end[:, :, links] = np.where(wrap.touches, first, far)
    second_start = np.where(wrap.touches, last, far)
    on_surface = np.where(wrap.touches, wrap.length_m, 0.0)
    return np.concatenate([start, second_start], axis=2), np.concatenate([whole_end, far], axis=2), on_surface


def _placed(frames: BodyFrames, point_m: Float[np.ndarray, "p 3"], segment: np.ndarray) -> np.ndarray:
    """Return points of the unscaled reference pose in the world, component first, shape (3, pose, p) [m]."""
    scaled = frames.scaled(segment, point_m)
    placed = np.empty((3, len(frames.origin_m), len(point_m)))
    for i in range(_N_SEGMENTS):
        mine = np.flatnonzero(segment == i)
        if len(mine):
            placed[:, :, mine] = np.moveaxis(frames.place(i, scaled[mine]), -1, 0)
    return placed


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the cross product of vectors stored component first."""
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])
