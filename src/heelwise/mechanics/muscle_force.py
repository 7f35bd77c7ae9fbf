"""What a muscle can do at a length: the share of its strength left to it, and how hard it pulls without being active.

Thelen's (2003) curves for young adults with a stiff tendon: a bell for the active share, an exponential rise beyond the
optimal length for the passive pull.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from heelwise.body.scaled_body import BodyDraws
from heelwise.shapes import Float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceLength:
    """Shape of the force-length curves (quantities ``muscles.*``).

    Parameters
    ----------
    active_width_ratio
        Width of the bell.
    passive_shape_ratio
        How suddenly it rises.
    """

    active_width_ratio: float = 0.45
    passive_shape_ratio: float = 5.0


THELEN = ForceLength()
"""The curve's published shape (thelen-2003), the same as in the quantities ``muscles.*`` (tested)."""


def muscle_capacity_n(
    body: BodyDraws, length_m: Float[np.ndarray, "pose muscle"], shape: ForceLength = THELEN
) -> tuple[Float[np.ndarray, "pose muscle"], Float[np.ndarray, "pose muscle"]]:
    """Return the force of each muscle at full activity beyond its passive pull, and that passive pull [N].

    Parameters
    ----------
    body
        Strength, fibre lengths and passive strains.
    length_m
        Lengths of the paths [m].
    shape
        Shape of the curves.
    """
    fibre = (length_m - body.tendon_length_m) / body.optimal_fibre_length_m
    active = np.exp(-((fibre - 1.0) ** 2) / shape.active_width_ratio)
    strain = np.maximum(fibre - 1.0, 0.0) / body.passive_strain_ratio
    # beyond full force the curve goes on as a straight line: nothing was measured there and an exponential explodes
    rise = np.expm1(shape.passive_shape_ratio * np.minimum(strain, 1.0))
    slope = shape.passive_shape_ratio * np.exp(shape.passive_shape_ratio) * np.maximum(strain - 1.0, 0.0)
    passive = (rise + slope) / np.expm1(shape.passive_shape_ratio)
    return body.strength_n * active, body.strength_n * passive
