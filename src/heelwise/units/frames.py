"""The one rotation between anatomical axes and world axes.

Anatomical (ISB) axes are x anterior, y up, z right. The world is the compiled myo-sim full body as MuJoCo
holds it: z up, and the body faces -y with its right side at -x (found by compiling it; a contract test does
so again).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

WORLD_FROM_ISB: Final[NDArray[np.float64]] = np.array(
    [
        [0.0, 0.0, -1.0],
        [-1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
    ]
)
"""Turns anatomical components of a vector into world components; columns are anterior, up, right."""

WORLD_FROM_ISB.setflags(write=False)

ANTERIOR_WORLD: Final[NDArray[np.float64]] = WORLD_FROM_ISB[:, 0]
UP_WORLD: Final[NDArray[np.float64]] = WORLD_FROM_ISB[:, 1]
RIGHT_WORLD: Final[NDArray[np.float64]] = WORLD_FROM_ISB[:, 2]


def to_world(vector_isb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return vectors given in anatomical axes (anterior, up, right) in world axes; component axis last."""
    return np.asarray(vector_isb @ WORLD_FROM_ISB.T)


def from_world(vector_world: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return world vectors in anatomical axes (anterior, up, right); component axis last."""
    return np.asarray(vector_world @ WORLD_FROM_ISB)
