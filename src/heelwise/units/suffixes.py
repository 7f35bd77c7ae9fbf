"""The closed list of suffixes that say in which SI unit a named number is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffix:
    """One ending of a dimensioned name.

    Parameters
    ----------
    text
        The ending without its underscore, for example ``n_m``.
    dimension
        What is measured, in a word.
    symbol
        Unit symbol for people, for example ``N m``.
    edge_only
        Whether the unit may stand only at the edges (web, command line, importers).
    """

    text: str
    dimension: str
    symbol: str
    edge_only: bool = False


_SI = {
    "m": ("length", "m"),
    "m2": ("area", "m²"),
    "m3": ("volume", "m³"),
    "m4": ("second moment of area", "m⁴"),
    "kg": ("mass", "kg"),
    "s": ("time", "s"),
    "hz": ("frequency", "Hz"),
    "years": ("age", "years"),
    "rad": ("angle", "rad"),
    "n": ("force", "N"),
    "n_m": ("moment", "N m"),
    "pa": ("pressure", "Pa"),
    "w": ("power", "W"),
    "j": ("energy", "J"),
    "v": ("voltage", "V"),
    "per_s": ("rate", "1/s"),
    "per_m": ("rate over length", "1/m"),
    "per_kg": ("rate over mass", "1/kg"),
    "per_year": ("rate over age", "1/year"),
    "per_rad": ("rate over angle", "1/rad"),
    "per_rad2": ("rate over squared angle", "1/rad²"),
    "n_per_m": ("stiffness", "N/m"),
    "n_per_kg": ("force over mass", "N/kg"),
    "n_m_per_rad": ("rotational stiffness", "N m/rad"),
    "n_m_per_kg": ("moment over mass", "N m/kg"),
    "kg_per_m2": ("body mass index", "kg/m²"),
    "kg_per_m3": ("density", "kg/m³"),
    "kg_m2": ("moment of inertia", "kg m²"),
    "m_per_kg": ("length over mass", "m/kg"),
    "m_per_m": ("length over length", "m/m"),
    "m_per_s": ("speed", "m/s"),
    "m_per_s2": ("acceleration", "m/s²"),
    "m_per_rad": ("moment arm", "m/rad"),
    "rad_per_m": ("angle over length", "rad/m"),
    "rad_per_s": ("angular speed", "rad/s"),
    "rad_per_year": ("angle over age", "rad/year"),
    "rad_per_rad": ("angle over angle", "rad/rad"),
    "rad_per_n_m": ("compliance", "rad/(N m)"),
    "ratio": ("ratio", "1"),
    "fraction": ("fraction", "1"),
    "score": ("score", "1"),
    "count": ("count", "1"),
    "exponent": ("exponent", "1"),
    "correlation": ("correlation", "1"),
    "body_weights": ("force over body weight", "1"),
}

_EDGE = {
    "cm": ("length", "cm"),
    "mm": ("length", "mm"),
    "in": ("length", "in"),
    "cm2": ("area", "cm²"),
    "lb": ("mass", "lb"),
    "deg": ("angle", "°"),
    "h": ("time", "h"),
    "min": ("time", "min"),
    "percent": ("fraction", "%"),
    "points": ("difference of percentages", "percentage points"),
}

SUFFIXES: dict[str, Suffix] = {
    **{text: Suffix(text=text, dimension=dimension, symbol=symbol) for text, (dimension, symbol) in _SI.items()},
    **{
        text: Suffix(text=text, dimension=dimension, symbol=symbol, edge_only=True)
        for text, (dimension, symbol) in _EDGE.items()
    },
}
"""Every suffix a dimensioned name may end in, by its text."""


def find_suffix(name: str) -> Suffix | None:
    """Return the suffix that a name ends in, the longest that fits, or None; ``n_people`` is a count."""
    fitting = [suffix for text, suffix in SUFFIXES.items() if name == text or name.endswith(f"_{text}")]
    if name.startswith("n_"):
        return SUFFIXES["count"]
    return max(fitting, key=lambda suffix: len(suffix.text)) if fitting else None
