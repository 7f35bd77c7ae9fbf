"""Factors between SI and the units people use; only the edges of Heelwise call these."""

from __future__ import annotations

from math import pi
from typing import Final

M_PER_CM: Final = 0.01
M_PER_MM: Final = 0.001
M_PER_IN: Final = 0.0254
M_PER_FT: Final = 0.3048
KG_PER_LB: Final = 0.45359237
KG_PER_STONE: Final = 14 * KG_PER_LB
RAD_PER_DEG: Final = pi / 180.0
S_PER_H: Final = 3600.0
S_PER_MIN: Final = 60.0
M2_PER_CM2: Final = 1e-4

LENGTH_UNITS_M: Final[dict[str, float]] = {
    "m": 1.0,
    "cm": M_PER_CM,
    "mm": M_PER_MM,
    "in": M_PER_IN,
    "ft": M_PER_FT,
}
MASS_UNITS_KG: Final[dict[str, float]] = {"kg": 1.0, "lb": KG_PER_LB, "st": KG_PER_STONE}
ANGLE_UNITS_RAD: Final[dict[str, float]] = {"rad": 1.0, "deg": RAD_PER_DEG}
TIME_UNITS_S: Final[dict[str, float]] = {"s": 1.0, "min": S_PER_MIN, "h": S_PER_H}


def to_cm(length_m: float) -> float:
    """Return a length in centimetres."""
    return length_m / M_PER_CM


def to_mm(length_m: float) -> float:
    """Return a length in millimetres."""
    return length_m / M_PER_MM


def to_inches(length_m: float) -> float:
    """Return a length in inches."""
    return length_m / M_PER_IN


def to_feet_and_inches(length_m: float) -> tuple[int, float]:
    """Return a length as whole feet and the remaining inches, rounded to a tenth of an inch."""
    tenths = round(length_m / M_PER_IN * 10)
    feet, rest = divmod(tenths, 120)
    return feet, rest / 10


def to_lb(mass_kg: float) -> float:
    """Return a mass in pounds."""
    return mass_kg / KG_PER_LB


def to_deg(angle_rad: float) -> float:
    """Return an angle in degrees."""
    return angle_rad / RAD_PER_DEG


def to_hours(time_s: float) -> float:
    """Return a time in hours."""
    return time_s / S_PER_H


def from_cm(length_cm: float) -> float:
    """Return a length in metres."""
    return length_cm * M_PER_CM


def from_mm(length_mm: float) -> float:
    """Return a length in metres."""
    return length_mm * M_PER_MM


def from_inches(length_in: float) -> float:
    """Return a length in metres."""
    return length_in * M_PER_IN


def from_lb(mass_lb: float) -> float:
    """Return a mass in kilograms."""
    return mass_lb * KG_PER_LB


def from_deg(angle_deg: float) -> float:
    """Return an angle in radians."""
    return angle_deg * RAD_PER_DEG


def from_hours(time_h: float) -> float:
    """Return a time in seconds."""
    return time_h * S_PER_H
