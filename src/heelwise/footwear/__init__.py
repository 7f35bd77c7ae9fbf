"""Footwear: what a shoe does to the foot inside it.

Here: the shoe, the foot, footbed pitch and how ankle, midfoot and toes share it, base of support, the shoe
chooser's categories, sizes, the highest heel a foot can take. Not here: the body above the ankle.
"""

from __future__ import annotations

from heelwise.footwear.category import Category, categorise
from heelwise.footwear.foot import Foot, estimate_foot
from heelwise.footwear.foot_limits import check_heel, highest_heel_m
from heelwise.footwear.pitch import FootAngles, footbed_pitch_rad, rise_m, share_pitch
from heelwise.footwear.shoe import KIND_NAMES, Shoe
from heelwise.footwear.shoe_text import FLAT_HEEL_M, parse_heel_height_m, parse_shoe
from heelwise.footwear.sizes import parse_shoe_size_m
from heelwise.footwear.support import BaseOfSupport, base_of_support

__all__ = [
    "FLAT_HEEL_M",
    "KIND_NAMES",
    "BaseOfSupport",
    "Category",
    "Foot",
    "FootAngles",
    "Shoe",
    "base_of_support",
    "categorise",
    "check_heel",
    "estimate_foot",
    "footbed_pitch_rad",
    "highest_heel_m",
    "parse_heel_height_m",
    "parse_shoe",
    "parse_shoe_size_m",
    "rise_m",
    "share_pitch",
]
