"""Units, frames and names: what a number means before anybody computes with it.

Here: the suffixes that dimensioned names end in, conversions and text parsing for the edges, the one rotation
between anatomical and world axes, our coordinate names with their signs in other models. Not here: any number
about bodies or shoes; no model is loaded.
"""

from __future__ import annotations
