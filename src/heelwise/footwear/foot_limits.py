"""The highest heel that a foot can take."""

from __future__ import annotations

import math

from heelwise.errors import InputError
from heelwise.footwear.foot import Foot
from heelwise.footwear.literature import find_value
from heelwise.footwear.pitch import rise_m
from heelwise.footwear.shoe import Shoe
from heelwise.text import N_, Text


def steepest_pitch_rad(foot: Foot) -> float:
    """Return the steepest footbed that five of six such feet can stand on [rad].

    Ankle and midfoot must point down by the pitch, and the toes must bend up by it, whichever ends first.
    """
    ranges = foot.usual_ranges
    return min(ranges.plantarflexion_rad, ranges.toe_extension_rad)


def highest_heel_m(foot: Foot, platform_m: float = 0.0) -> float:
    """Return the highest heel that this foot can usually take on a platform of this thickness [m]."""
    return foot.heel_to_ball_m * math.sin(steepest_pitch_rad(foot)) + platform_m


def check_heel(shoe: Shoe, foot: Foot) -> None:
    """Raise if the shoe asks more of this foot than feet can usually do.

    Raises
    ------
    InputError
        Says how high a heel this foot can take, and which platform would make this one possible.
    """
    insert_m = rise_m(shoe) - (shoe.heel_height_m - shoe.platform_m)
    highest_m = highest_heel_m(foot, shoe.platform_m) - insert_m
    if shoe.heel_height_m <= highest_m:
        return
    said: dict[str, object] = {
        "heel": f"{shoe.heel_height_m * 100:.3g}",
        "foot": f"{foot.length_m * 100:.3g}",
        "highest": f"{math.floor(highest_m * 1000) / 10:.3g}",
        "pitch": f"{math.degrees(steepest_pitch_rad(foot)):.0f}",
        "platform": f"{math.ceil((shoe.heel_height_m - highest_m + shoe.platform_m) * 1000) / 10:.3g}",
        "platform_now": _describe_platform(shoe.platform_m),
    }
    raise InputError(
        "heel_height_m",
        Text(
            N_(
                "A heel of {heel} cm is more than a {foot} cm foot can usually take: about {highest} cm "
                "{platform_now}, where ankle, midfoot and toes together reach {pitch}°. Choose a lower "
                "heel, or a platform of at least {platform} cm."
            ),
            said,
        ),
    )


def _describe_platform(platform_m: float) -> Text:
    if platform_m == 0:
        return Text(N_("without a platform"))
    return Text(N_("with a platform of {platform_cm} cm"), {"platform_cm": f"{platform_m * 100:.3g}"})


def mean_highest_heel_m(foot: Foot, platform_m: float = 0.0) -> float:
    """Return the heel at which an average foot of this length runs out of motion [m]."""
    ranges = foot.mean_ranges
    steepest_rad = min(ranges.plantarflexion_rad, ranges.toe_extension_rad)
    return foot.length_m * find_value("heel_to_ball_ratio") * math.sin(steepest_rad) + platform_m
