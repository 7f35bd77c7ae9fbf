"""Array shapes in annotations, at no cost when nobody checks them.

Annotations say the shape and the axes of every array: ``Float[np.ndarray, "draw level"]``. The type checker reads
them, and the tests check them at run time by importing jaxtyping before Heelwise. Otherwise these names are never
looked at (annotations stay strings), so jaxtyping, which costs a twentieth of a second, is not loaded.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or "jaxtyping" in sys.modules:
    from jaxtyping import Bool, Float, Int
else:
    Bool = Float = Int = Any

__all__ = ["Bool", "Float", "Int"]
