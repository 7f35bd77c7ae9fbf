"""Forces from outside on the body: ground, seat, hands, what is carried."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import SEGMENTS
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.geometry.muscle_paths import beyond_joint
from heelwise.shapes import Float, Int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExternalLoads:
    """Forces on segments of the body; gravity on the body itself is not among them.

    Parameters
    ----------
    force_n
        World axes (x forward, y up, z right), shape (pose, contact, 3) [N].
    point_m
        Where they act, from between the hips, shape (pose, contact, 3) [m].
    segment
        Index into `SEGMENTS` of the segment each acts on, shape (contact,). Arms and head belong to the thorax, feet
        to the shanks.
    """

    force_n: Float[np.ndarray, "pose contact 3"]
    point_m: Float[np.ndarray, "pose contact 3"]
    segment: Int[np.ndarray, " contact"]

    @classmethod
    def none(cls, n_poses: int) -> ExternalLoads:
        """Return no force at all."""
        return cls(
            force_n=np.zeros((n_poses, 0, 3)), point_m=np.zeros((n_poses, 0, 3)), segment=np.zeros(0, dtype=np.int64)
        )

    @classmethod
    def together(cls, parts: list[ExternalLoads]) -> ExternalLoads:
        """Return all forces of all parts on the same postures."""
        return cls(
            force_n=np.concatenate([part.force_n for part in parts], axis=1),
            point_m=np.concatenate([part.point_m for part in parts], axis=1),
            segment=np.concatenate([part.segment for part in parts]),
        )

    def take(self, rows: slice | np.ndarray) -> ExternalLoads:
        """Return the chosen postures."""
        return ExternalLoads(force_n=self.force_n[rows], point_m=self.point_m[rows], segment=self.segment)

    def on_joints(
        self, frames: BodyFrames
    ) -> tuple[Float[np.ndarray, "pose joint 3"], Float[np.ndarray, "pose joint 3"]]:
        """Return force [N] and moment about the joint [N m] on the part above each level and below each hip."""
        beyond = beyond_joint()[:, self.segment].astype(float)
        force = np.einsum("jc,pci->pji", beyond, self.force_n)
        turn = np.einsum("jc,pci->pji", beyond, np.cross(self.point_m, self.force_n))
        return force, turn - np.cross(frames.joint_m, force)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpposingForces:
    """Forces from outside that cancel each other, of a size the body is free to choose: feet pushing apart, for one.

    Parameters
    ----------
    unit
        The forces for a size of 1 N; they and their moments cancel over the whole body.
    limit_n
        Largest size either way, shape (pose,) [N].
    """

    unit: ExternalLoads
    limit_n: Float[np.ndarray, " pose"]

    def take(self, rows: slice | np.ndarray) -> OpposingForces:
        """Return the chosen postures."""
        return OpposingForces(unit=self.unit.take(rows), limit_n=self.limit_n[rows])


def segment_index(name: str) -> int:
    """Return the index of a segment by name."""
    return SEGMENTS.index(name)
