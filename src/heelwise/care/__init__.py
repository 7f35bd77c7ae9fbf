"""Care: when a back ache belongs in professional hands, and later what a person can do about it.

Here: the warning signs of the care specification (section 5), the same words on every surface. Not here yet: sessions,
programme, heat and cold, the safety gate that asks.
"""

from __future__ import annotations

from heelwise.care.warning_signs import (
    EMERGENCY_ACTION,
    EMERGENCY_SIGNS,
    MOSTLY_HARMLESS,
    SOON_ACTION,
    SOON_SIGNS,
)

__all__ = ["EMERGENCY_ACTION", "EMERGENCY_SIGNS", "MOSTLY_HARMLESS", "SOON_ACTION", "SOON_SIGNS"]
