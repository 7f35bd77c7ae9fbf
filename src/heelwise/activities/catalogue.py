"""Every activity by name, with what may be said about it."""

from __future__ import annotations

from heelwise.activities import chair_rise, floor_moves, lifting, sit_and_lie, standing, walking
from heelwise.activities.parameter import Activity, Parameter, Value
from heelwise.errors import InputError
from heelwise.text import N_, Text

_UNITS = {"_deg": "°", "_cm": "cm", "_kg": "kg", "_m_per_s": "m/s"}


def _number(name: str, text: str, default: float | None, low: float, high: float) -> Parameter:
    unit = next((unit for suffix, unit in _UNITS.items() if name.endswith(suffix)), "")
    return Parameter(name=name, kind="number", text=Text(text), default=default, low=low, high=high, unit=unit)


def _choice(name: str, text: str, *choices: str) -> Parameter:
    """Return a choice whose first word is the default."""
    return Parameter(name=name, kind="choice", text=Text(text), default=choices[0], choices=choices)


_KNEES = _choice("knees", N_("Knees"), N_("straight"), N_("bent"))
_LUMBAR_SHARE = _number("lumbar_share_fraction", N_("Share of the lower back"), None, 0.0, 1.0)
_ON_HANDS = _number("hand_support_fraction", N_("Share of your weight on the hands"), None, 0.0, 0.6)
_SIDE = _choice("side", N_("Side"), N_("right"), N_("left"))


def _lean_deg(default: Value, low: float, high: float) -> Parameter:
    assert isinstance(default, int | float)
    return _number("angle_deg", N_("Lean of the upper body"), default, low, high)


_STANDING = (
    Activity(name="stand", title=Text(N_("Standing")), parameters=(), pose=standing.stand),
    Activity(
        name="lean",
        title=Text(N_("Leaning forward or back")),
        parameters=(
            _lean_deg(30.0, -30.0, 90.0),
            _KNEES,
            _LUMBAR_SHARE,
        ),
        pose=standing.lean,
    ),
    Activity(
        name="side_bend",
        title=Text(N_("Bending to one side")),
        parameters=(_number("angle_deg", N_("Bend to the right"), 15.0, -25.0, 25.0),),
        pose=standing.side_bend,
    ),
    Activity(
        name="stand_on_one_leg",
        title=Text(N_("Standing on one leg")),
        parameters=(_SIDE,),
        pose=standing.stand_on_one_leg,
    ),
    Activity(
        name="lean_on_hands",
        title=Text(N_("Leaning on a table with both hands")),
        parameters=(
            _lean_deg(30.0, 0.0, 60.0),
            _number("hand_support_fraction", N_("Share of your weight on the hands"), 0.15, 0.0, 0.4),
        ),
        pose=standing.lean_on_hands,
    ),
)

_LIFTING = (
    Activity(
        name="hold",
        title=Text(N_("Holding a weight")),
        parameters=(
            _number("hold_kg", N_("Weight in the hands"), 10.0, 0.0, 40.0),
            _number("reach_cm", N_("Hands before the lowest disc"), 35.0, 0.0, 100.0),
            _choice("hands", N_("Hands"), N_("both"), N_("one")),
            _lean_deg(0.0, 0.0, 90.0),
            _KNEES,
            _choice("back", N_("Back"), N_("straight"), N_("round")),
            _LUMBAR_SHARE,
        ),
        pose=lifting.hold,
    ),
    Activity(
        name="carry_bag",
        title=Text(N_("Carrying a bag")),
        parameters=(
            _number("bag_kg", N_("Weight of all bags"), 5.0, 0.0, 60.0),
            _choice("where", N_("Carried on"), N_("hand"), N_("shoulder"), N_("back")),
            _choice("hands", N_("Sides"), N_("one"), N_("both")),
            _SIDE,
        ),
        pose=lifting.carry_bag,
    ),
)

_AT_REST = (
    Activity(
        name="sit",
        title=Text(N_("Sitting")),
        parameters=(
            _choice("posture", N_("How you sit"), N_("upright"), N_("slumped"), N_("supported")),
            _number("angle_deg", N_("Lean of the upper body, backward negative"), None, -45.0, 60.0),
            _ON_HANDS,
        ),
        pose=sit_and_lie.sit,
    ),
    Activity(
        name="lie",
        title=Text(N_("Lying")),
        parameters=(_choice("side", N_("How you lie"), N_("supine"), N_("prone"), N_("side")),),
        pose=sit_and_lie.lie,
    ),
    Activity(
        name="rise_from_chair",
        title=Text(N_("Getting up from a chair")),
        parameters=(_ON_HANDS,),
        pose=chair_rise.rise_from_chair,
    ),
)

_WALKING = (
    Activity(
        name="walk",
        title=Text(N_("Walking")),
        parameters=(
            _number("speed_m_per_s", N_("Speed"), None, 0.8, 1.8),
            _number("phase_fraction", N_("Part of the stride since the right heel struck"), 0.0, 0.0, 1.0),
            _number("heel_cm", N_("Heel height, as a what-if"), 0.0, 0.0, 12.0),
        ),
        pose=walking.walk,
    ),
)

_MOVES = (
    Activity(name="bridge", title=Text(N_("Bridge")), parameters=(), pose=floor_moves.bridge),
    Activity(name="bird_dog", title=Text(N_("Bird dog")), parameters=(), pose=floor_moves.bird_dog),
    Activity(name="dead_bug", title=Text(N_("Dead bug")), parameters=(), pose=floor_moves.dead_bug),
    Activity(name="front_plank", title=Text(N_("Forearm plank")), parameters=(), pose=floor_moves.front_plank),
    Activity(name="side_plank", title=Text(N_("Side plank")), parameters=(), pose=floor_moves.side_plank),
    Activity(name="clamshell", title=Text(N_("Clamshell")), parameters=(), pose=floor_moves.clamshell),
    Activity(name="pelvic_tilt", title=Text(N_("Pelvic tilt")), parameters=(), pose=floor_moves.pelvic_tilt),
)

ACTIVITIES: tuple[Activity, ...] = (*_STANDING, *_LIFTING, *_AT_REST, *_WALKING, *_MOVES)
"""All activities, in the order in which they are shown."""

_BY_NAME = {activity.name: activity for activity in ACTIVITIES}


def find_activity(name: str) -> Activity:
    """Return the activity called `name`.

    Raises
    ------
    InputError
        If there is none; names all there are.
    """
    if name in _BY_NAME:
        return _BY_NAME[name]
    raise InputError(
        "activity",
        Text(
            N_('There is no activity "{came}"; allowed is one of {allowed}.'),
            {"came": str(name)[:40], "allowed": ", ".join(_BY_NAME)},
        ),
    )
