"""The closed list of units that evidence files may declare, and their SI suffixes.

The name of a number ends in its SI suffix (``_m``, ``_rad``, ``_n_m``); the file may state the value in the
unit the paper used ("cm", "deg"), which is converted here and nowhere else.
"""

from __future__ import annotations

from math import pi

_DEGREE_RAD = pi / 180.0
_KILOGRAM_FORCE_N = 9.80665

DIMENSIONLESS_SUFFIXES = ("ratio", "fraction", "score", "body_weights", "exponent", "correlation", "count")
"""Name endings of numbers without a unit; a name that starts with ``n_`` is one as well."""

_DIMENSIONLESS = {"1": 1.0, "percent": 0.01, "%": 0.01}

SI_UNITS: dict[str, dict[str, float]] = {
    "m": {"m": 1.0, "cm": 1e-2, "mm": 1e-3},
    "m2": {"m2": 1.0, "cm2": 1e-4, "mm2": 1e-6},
    "m3": {"m3": 1.0, "cm3": 1e-6, "mm3": 1e-9},
    "m4": {"m4": 1.0, "cm4": 1e-8, "mm4": 1e-12},
    "kg": {"kg": 1.0, "g": 1e-3},
    "s": {"s": 1.0, "ms": 1e-3, "min": 60.0, "h": 3600.0},
    "per_s": {"per_s": 1.0, "1/s": 1.0},
    "hz": {"hz": 1.0, "Hz": 1.0},
    "years": {"years": 1.0},
    "rad": {"rad": 1.0, "deg": _DEGREE_RAD},
    "n": {"n": 1.0, "N": 1.0, "kN": 1e3, "kgf": _KILOGRAM_FORCE_N},
    "n_m": {"n_m": 1.0, "N m": 1.0, "N*m": 1.0, "Nm": 1.0},
    "pa": {
        "pa": 1.0,
        "Pa": 1.0,
        "kPa": 1e3,
        "MPa": 1e6,
        "GPa": 1e9,
        "N/cm2": 1e4,
        "N/mm2": 1e6,
    },
    "n_per_m": {"n_per_m": 1.0, "N/m": 1.0, "N/mm": 1e3, "kN/m": 1e3},
    "n_m_per_rad": {
        "n_m_per_rad": 1.0,
        "N m/rad": 1.0,
        "Nm/rad": 1.0,
        "N m/deg": 1.0 / _DEGREE_RAD,
        "Nm/deg": 1.0 / _DEGREE_RAD,
    },
    "n_m_per_kg": {"n_m_per_kg": 1.0, "N m/kg": 1.0, "Nm/kg": 1.0},
    "n_per_kg": {"n_per_kg": 1.0, "N/kg": 1.0},
    "kg_per_m2": {"kg_per_m2": 1.0, "kg/m2": 1.0},
    "kg_per_m3": {"kg_per_m3": 1.0, "kg/m3": 1.0, "g/cm3": 1e3},
    "kg_m2": {"kg_m2": 1.0, "kg m2": 1.0},
    "m_per_kg": {"m_per_kg": 1.0, "m/kg": 1.0},
    "per_m": {"per_m": 1.0, "1/m": 1.0},
    "per_kg": {"per_kg": 1.0, "1/kg": 1.0},
    "per_year": {"per_year": 1.0, "1/year": 1.0, "percent/year": 0.01},
    "per_rad": {"per_rad": 1.0, "1/rad": 1.0, "1/deg": 1.0 / _DEGREE_RAD},
    "m_per_rad": {"m_per_rad": 1.0, "m/rad": 1.0, "mm/deg": 1e-3 / _DEGREE_RAD},
    "rad_per_m": {"rad_per_m": 1.0, "rad/m": 1.0, "deg/cm": 100.0 * _DEGREE_RAD},
    "rad_per_year": {"rad_per_year": 1.0, "rad/year": 1.0, "deg/year": _DEGREE_RAD},
    "rad_per_s": {"rad_per_s": 1.0, "rad/s": 1.0, "deg/s": _DEGREE_RAD},
    "rad_per_n_m": {"rad_per_n_m": 1.0, "rad/(N m)": 1.0, "deg/(N m)": _DEGREE_RAD},
    "rad_per_rad": {"rad_per_rad": 1.0, "rad/rad": 1.0, "deg/deg": 1.0},
    "m_per_m": {"m_per_m": 1.0, "m/m": 1.0},
    "m_per_s": {"m_per_s": 1.0, "m/s": 1.0, "km/h": 1.0 / 3.6},
    "m_per_s2": {"m_per_s2": 1.0, "m/s2": 1.0},
    "w": {"w": 1.0, "W": 1.0},
    "j": {"j": 1.0, "J": 1.0},
    "v": {"v": 1.0, "V": 1.0, "mV": 1e-3, "uV": 1e-6},
    **dict.fromkeys(DIMENSIONLESS_SUFFIXES, _DIMENSIONLESS),
}
"""SI suffix -> accepted spellings of the declared unit -> factor that turns the value into SI."""


def find_suffix(name: str) -> str | None:
    """Return the SI suffix that a name ends in, the longest that fits, or None.

    A name that starts with ``n_`` counts something and reads as dimensionless.
    """
    fitting = [suffix for suffix in SI_UNITS if name == suffix or name.endswith(f"_{suffix}")]
    if name.startswith("n_"):
        fitting.append("count")
    return max(fitting, key=len) if fitting else None


def is_known_unit(unit: str) -> bool:
    """Say whether a declared unit occurs anywhere in the closed list."""
    return any(unit in spellings for spellings in SI_UNITS.values())


def find_si_factor(suffix: str, unit: str) -> float | None:
    """Return the factor that turns a value declared in `unit` into the SI unit of `suffix`, or None."""
    return SI_UNITS[suffix].get(unit)
