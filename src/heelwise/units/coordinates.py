"""Our joint coordinates and what other models call them.

Each of our names says which motion is positive. The table below is the only place that knows signs:
`value in the other model = sign * our value`, zero meaning the same posture (joint neutral) in all of them.
Zero pelvis and trunk angles are each model's own reference pose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from heelwise.errors import InputError
from heelwise.text import N_, Text

Model = Literal["myo_sim", "lifting_full_body", "rajagopal", "gait2392"]
"""myo-sim `myofullbody`; OpenSim LiftingFullBody with Rajagopal's knee, as Pose2Sim ships it; OpenSim Rajagopal
2015 full body; OpenSim gait2392."""

MODELS: Final[tuple[Model, ...]] = get_args(Model)

LEVELS: Final = ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2")
"""Lumbar levels from below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """The name of one of our coordinates in another model, and the sign between the two."""

    name: str
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """One joint coordinate [rad].

    Parameters
    ----------
    name
        Our name; it says the positive motion.
    positive
        The positive motion in plain words.
    aliases
        Name and sign in every model that has this coordinate.
    """

    name: str
    positive: str
    aliases: MappingProxyType[Model, Alias]


def _lumbar(level: str) -> list[tuple[str, str, dict[Model, tuple[str, int]]]]:
    ours = level.lower().replace("/", "_")
    theirs = level.replace("/", "_")
    above = f"{level[:2]} on {level[3:]}"
    lowest = level == "L5/S1"
    flexion, bending, rotation = (
        ("flex_extension", "lat_bending", "axial_rotation")
        if lowest
        else (f"{theirs}_FE", f"{theirs}_LB", f"{theirs}_AR")
    )
    return [
        (
            f"{ours}_flexion",
            f"{above} bends forward",
            {"myo_sim": (flexion, -1), "lifting_full_body": (f"{theirs}_Flex_Ext", -1)},
        ),
        (
            f"{ours}_bending_r",
            f"{above} bends to the right",
            {"myo_sim": (bending, 1), "lifting_full_body": (f"{theirs}_Lat_Bending", 1)},
        ),
        (
            f"{ours}_rotation_l",
            f"{above} turns to the left",
            {"myo_sim": (rotation, 1), "lifting_full_body": (f"{theirs}_axial_rotation", 1)},
        ),
    ]


def _leg(side: str) -> list[tuple[str, str, dict[Model, tuple[str, int]]]]:
    def same(name: str, sign: int = 1) -> dict[Model, tuple[str, int]]:
        return dict.fromkeys(MODELS, (f"{name}_{side}", sign))

    return [
        (f"hip_flexion_{side}", "the thigh comes forward", same("hip_flexion")),
        (f"hip_adduction_{side}", "the thigh moves to the midline", same("hip_adduction")),
        (f"hip_internal_rotation_{side}", "the thigh turns inwards", same("hip_rotation")),
        (
            f"knee_flexion_{side}",
            "the knee bends",
            {**same("knee_angle"), "gait2392": (f"knee_angle_{side}", -1)},
        ),
        (f"ankle_dorsiflexion_{side}", "the forefoot comes up to the shin", same("ankle_angle")),
        (f"subtalar_inversion_{side}", "the sole turns inwards", same("subtalar_angle")),
        (
            f"toe_extension_{side}",
            "the toes come up",
            {**same("mtp_angle", -1), "gait2392": (f"mtp_angle_{side}", 1)},
        ),
    ]


def _opensim(name: str, sign: int, *models: Model) -> dict[Model, tuple[str, int]]:
    return dict.fromkeys(models, (name, sign))


_OPENSIM: Final[tuple[Model, ...]] = ("lifting_full_body", "rajagopal", "gait2392")
_ONE_TRUNK: Final[tuple[Model, ...]] = ("rajagopal", "gait2392")

_ROWS: Final = [
    ("pelvis_anterior_tilt", "the top of the pelvis comes forward", _opensim("pelvis_tilt", -1, *_OPENSIM)),
    ("pelvis_list_r", "the right side of the pelvis sinks", _opensim("pelvis_list", 1, *_OPENSIM)),
    ("pelvis_rotation_l", "the pelvis turns to the left", _opensim("pelvis_rotation", 1, *_OPENSIM)),
    ("lumbar_flexion", "the trunk bends forward", _opensim("lumbar_extension", -1, *_ONE_TRUNK)),
    ("lumbar_bending_r", "the trunk bends to the right", _opensim("lumbar_bending", 1, *_ONE_TRUNK)),
    ("lumbar_rotation_l", "the trunk turns to the left", _opensim("lumbar_rotation", 1, *_ONE_TRUNK)),
    *(row for level in LEVELS for row in _lumbar(level)),
    *(row for side in ("r", "l") for row in _leg(side)),
]

COORDINATES: Final[MappingProxyType[str, Coordinate]] = MappingProxyType(
    {
        name: Coordinate(
            name=name,
            positive=positive,
            aliases=MappingProxyType({model: Alias(name=alias, sign=sign) for model, (alias, sign) in aliases.items()}),
        )
        for name, positive, aliases in _ROWS
    }
)
"""Every coordinate of ours by name: pelvis, trunk, lumbar levels from below, right leg, left leg."""


def find_coordinate(name: str) -> Coordinate:
    """Return the coordinate called `name`; raise with the names that exist."""
    if name not in COORDINATES:
        raise InputError(
            "coordinate",
            Text(
                N_('"{name}" is not a coordinate of ours; the names are {allowed}.'),
                {"name": name, "allowed": ", ".join(COORDINATES)},
            ),
        )
    return COORDINATES[name]


def find_alias(name: str, model: Model) -> Alias:
    """Return what `model` calls our coordinate `name`, and the sign; raise if it has no such coordinate."""
    coordinate = find_coordinate(name)
    if model not in coordinate.aliases:
        raise InputError(
            "coordinate",
            Text(
                N_('The model "{model}" has no coordinate for "{name}"; it is in {allowed}.'),
                {"model": model, "name": name, "allowed": ", ".join(coordinate.aliases)},
            ),
        )
    return coordinate.aliases[model]


def to_model(name: str, angle_rad: float, model: Model) -> tuple[str, float]:
    """Return the other model's coordinate name and its value [rad] for our coordinate and value."""
    alias = find_alias(name, model)
    return alias.name, alias.sign * angle_rad


def from_model(model_name: str, angle_rad: float, model: Model) -> tuple[str, float]:
    """Return our coordinate name and value [rad] for a coordinate of another model."""
    names = _names_in(model)
    if model_name not in names:
        raise InputError(
            "coordinate",
            Text(
                N_('"{name}" is not a coordinate of "{model}" that we know; those are {allowed}.'),
                {"name": model_name, "model": model, "allowed": ", ".join(names)},
            ),
        )
    name = names[model_name]
    return name, COORDINATES[name].aliases[model].sign * angle_rad


@cache
def _names_in(model: Model) -> dict[str, str]:
    return {
        coordinate.aliases[model].name: coordinate.name
        for coordinate in COORDINATES.values()
        if model in coordinate.aliases
    }
