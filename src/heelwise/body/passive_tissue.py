"""How discs, ligaments and joint capsules of the spine resist being bent: a line near rest, steeper further out."""

from __future__ import annotations

import numpy as np

from heelwise.body.reference_model import LEVELS
from heelwise.evidence import EvidenceLibrary
from heelwise.shapes import Float

DIRECTIONS = ("flexion", "extension", "side_bend", "rotation")
"""Directions of bending, in the order of `BodyDraws.stiffening_angle_rad`."""

STIFFENING_POWERS = (4, 2, 2, 2)
"""How suddenly each direction stiffens: the even powers that follow the measured curves best (ligaments lie slack in
flexion for some degrees, facets meet at once in the other directions)."""


def estimate_tissue(
    library: EvidenceLibrary, score: Float[np.ndarray, " draw"], length_scale_ratio: float = 1.0
) -> dict[str, np.ndarray]:
    """Return `stiffness_n_m_per_rad` and `stiffening_angle_rad` of `BodyDraws`, the same at every level.

    Parameters
    ----------
    library
        Where the moments come from.
    score
        Standard normal scores of this person's stiffness against others, shape (draw,).
    length_scale_ratio
        Length of this person's trunk over a usual one's.

    Notes
    -----
    Bending stiffness is material times area times depth squared over height: it goes with the cube of length.
    The moment at an angle is ``stiffness * angle * (1 + (angle / stiffening_angle)**power)``: stiffness as measured
    near rest, stiffening fitted to the measured moments further out (least squares).
    """
    quantity = library.quantity("spine.segment_stiffness_n_m_per_rad")
    assert isinstance(quantity.value, tuple) and isinstance(quantity.spread, tuple)
    mean = dict(zip(quantity.labels, quantity.value, strict=True))
    axes = np.array([0.5 * (mean["flexion"] + mean["extension"]), mean["lateral_bend"], mean["axial_rotation"]])
    factor = np.exp(np.log1p(quantity.spread[0] / quantity.value[0]) * score)[:, None, None] * length_scale_ratio**3
    near = dict(zip(DIRECTIONS, axes[[0, 0, 1, 2]], strict=True))
    bends = [
        _stiffening_angle_rad(library, name, near[name], power)
        for name, power in zip(DIRECTIONS, STIFFENING_POWERS, strict=True)
    ]
    return {
        "stiffness_n_m_per_rad": np.tile(axes, (len(score), len(LEVELS), 1)) * factor,
        "stiffening_angle_rad": np.tile(np.array(bends), (len(score), len(LEVELS), 1)),
    }


def _stiffening_angle_rad(library: EvidenceLibrary, direction: str, stiffness_n_m_per_rad: float, power: int) -> float:
    """Return the angle at which the moment is twice what the stiffness near rest makes it [rad]."""
    quantity = library.quantity(f"tissue.{direction}_moment_n_m")
    assert isinstance(quantity.value, tuple)
    angle = np.radians([float(label.removesuffix("_deg")) for label in quantity.labels])
    beyond = np.array(quantity.value) - stiffness_n_m_per_rad * angle
    shape = stiffness_n_m_per_rad * angle ** (power + 1)
    return float((beyond @ shape / (shape @ shape)) ** (-1.0 / power))
