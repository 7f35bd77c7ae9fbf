"""Which faults of the source model are mended; each can be left as it is, to see what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.reference_model import MUSCLE_GROUPS, SEGMENTS, ReferenceModel
from heelwise.shapes import Float

EXTENSOR_ARM_RATIO = 1.075
ABDOMINAL_ARM_RATIO = 1.30
"""Moment arms standing over lying (``strength.upright_moment_arm_ratio``; the extensors' is the mean of both sexes)."""

_LONGER_ARMS = {
    "erector_spinae": EXTENSOR_ARM_RATIO,
    "multifidus": EXTENSOR_ARM_RATIO,
    "rectus_abdominis": ABDOMINAL_ARM_RATIO,
    "obliques": ABDOMINAL_ARM_RATIO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mends:
    """Mended faults.

    Parameters
    ----------
    one_psoas
        Lumbar psoas runs on to the thigh bone and is counted once.
    obliques_on_bone
        Oblique fascicles that end on the massless belly body run on to the other side of the pelvis.
    disc_centres
        Levels turn about the middle of their discs; the source's L5/S1 turns about a point 18 mm from it, inside L5.
    t12_multifidus
        Multifidus goes on above the lumbar spine: fascicles from T12 like those from L1, a vertebra higher.
    deep_rotators
        The gemelli and quadratus femoris, which the source leaves out: they keep a bent hip from turning in.
    upright_arms
        Extensors and belly muscles lie as far from the spine as in standing people; the source was read off lying ones.
    """

    one_psoas: bool = True
    obliques_on_bone: bool = True
    disc_centres: bool = True
    t12_multifidus: bool = True
    deep_rotators: bool = True
    upright_arms: bool = True


ALL_MENDS = Mends()
AS_SHIPPED = Mends(
    one_psoas=False,
    obliques_on_bone=False,
    disc_centres=False,
    t12_multifidus=False,
    deep_rotators=False,
    upright_arms=False,
)


def upright_points_m(
    model: ReferenceModel, point_m: Float[np.ndarray, "link 3"], segment: np.ndarray
) -> Float[np.ndarray, "link 3"]:
    """Return path points of the trunk moved away from the spine, as they lie in standing people [m].

    Parameters
    ----------
    model
        Its levels are the spine's middle line.
    point_m, segment
        End points of the model's links and the segments they are fixed to.
    """
    ratio = np.array([_LONGER_ARMS.get(name, 1.0) for name in MUSCLE_GROUPS])[model.muscle_group][model.link_muscle]
    on_trunk = segment <= SEGMENTS.index("pelvis")
    height, depth = model.level_centre_m[::-1, 1], model.level_centre_m[::-1, 0]
    middle = np.interp(point_m[:, 1], height, depth)
    moved = point_m.copy()
    moved[:, 0] = np.where(on_trunk, middle + ratio * (point_m[:, 0] - middle), point_m[:, 0])
    return moved
