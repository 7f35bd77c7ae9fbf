"""What vectorised functions take: one number or an array of them, with leading batch axes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = int | float | NDArray[np.float64]
"""One number, or an array of float64."""
