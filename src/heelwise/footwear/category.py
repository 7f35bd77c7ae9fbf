"""The shoe chooser's categories (care.md P2), with what evidence makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from heelwise.footwear.shoe import Kind, Shoe
from heelwise.text import N_, Text

Impact = Literal["low", "moderate", "high"]

_INCH_M: Final = 0.0254
_LOW_TO_M: Final[dict[Kind, float]] = {
    "flat": 1.2 * _INCH_M,
    "kitten": 2 * _INCH_M,
    "block": 2 * _INCH_M,
    "wedge": 0.0,
    "stiletto": 0.0,
}
"""Drop from heel to ball up to which a kind counts as low. The article names whole bands (block 1-3 in "low
to moderate"); we cut the block band in the middle."""

_HIGH_FROM_M: Final = 3 * _INCH_M

_BEST_FOR: Final[dict[tuple[Kind, Impact], str]] = {  # the founding article's sorting, in our words
    ("flat", "low"): N_("every day, long walks, the way to and from"),
    ("kitten", "low"): N_("work, and days when your back is sensitive"),
    ("kitten", "moderate"): N_("work without much walking"),
    ("block", "low"): N_("every day and long hours"),
    ("block", "moderate"): N_("days with some sitting in between"),
    ("block", "high"): N_("short events"),
    ("wedge", "moderate"): N_("days on your feet where you want an even, steady base"),
    ("wedge", "high"): N_("short events"),
    ("stiletto", "moderate"): N_("evenings with places to sit"),
    ("stiletto", "high"): N_("short events"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Where a shoe stands in the chooser.

    Parameters
    ----------
    impact
        Low, moderate or high, as the founding article sorts shoes.
    best_for
        What such a shoe is good for.
    verdict
        What evidence says about sorting shoes by type.
    """

    impact: Impact
    best_for: Text
    verdict: Text


def categorise(shoe: Shoe) -> Category:
    """Return the category of a shoe by its kind and its drop from heel to ball."""
    impact = _find_impact(shoe)
    return Category(
        impact=impact,
        best_for=Text(_BEST_FOR[(shoe.kind, impact)]),
        verdict=Text(
            N_(
                "For your back, height matters more than width: at the same 8 cm, three heel types raised "
                "back-muscle activity alike (Han 2015). A wide heel does help you stand more steadily."
            )
        ),
    )


def _find_impact(shoe: Shoe) -> Impact:
    drop_m = shoe.heel_height_m - shoe.platform_m
    if drop_m <= _LOW_TO_M[shoe.kind] + 1e-9 and shoe.kind != "stiletto":
        return "moderate" if shoe.kind == "wedge" else "low"
    if drop_m >= _HIGH_FROM_M - 1e-9:
        return "high"
    return "moderate"
