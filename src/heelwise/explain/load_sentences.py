"""The load of an activity in plain words: what it puts on the lowest disc, and what to know about the figure."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from heelwise.activities.parameter import Activity, Value
from heelwise.body import JOINTS, Person
from heelwise.errors import InfeasiblePostureError
from heelwise.explain.activity_study import PHASE, ActivityStudy
from heelwise.explain.interval import Interval
from heelwise.explain.sentences import person_notes
from heelwise.explain.stance_answer import GROUP_NAMES
from heelwise.text import N_, Text

Given = Mapping[str, Value]
"""Values by name, in the units of the names."""

_HIP_GROUP_NAMES = {
    "hip_flexors": N_("Muscles in front of the hip"),
    "hip_extensors": N_("Buttocks and backs of the thighs"),
    "hip_abductors": N_("Muscles beside the hip"),
    "hip_adductors": N_("Inner thighs"),
}

_AXES = (N_("side bending"), N_("turning"), N_("forward bending or arching back"))
"""What a moment about x, y and z does."""

_ADVICE = {
    "hold_kg": N_("a smaller weight"),
    "bag_kg": N_("a lighter bag"),
    "reach_cm": N_("holding it closer"),
    "angle_deg": N_("a smaller bend"),
    "hand_support_fraction": N_("more on the hands"),
    "speed_m_per_s": N_("a slower pace"),
}
"""What to change about an activity that cannot be held, by parameter."""

_PHRASES: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("lean", {"bend": "forward"}, N_("Leaning forward {degrees} degrees")),
    ("lean", {"bend": "back"}, N_("Leaning back {degrees} degrees")),
    ("side_bend", {"bend": "forward"}, N_("Bending {degrees} degrees to the right")),
    ("side_bend", {"bend": "back"}, N_("Bending {degrees} degrees to the left")),
    (
        "hold",
        {"hands": "one", "bend": "forward"},
        N_("Holding {hold_kg} kg in one hand {reach_cm} cm in front of your spine, bent forward {degrees} degrees,"),
    ),
    ("hold", {"hands": "one"}, N_("Holding {hold_kg} kg in one hand {reach_cm} cm in front of your spine")),
    (
        "hold",
        {"bend": "forward"},
        N_("Holding {hold_kg} kg {reach_cm} cm in front of your spine, bent forward {degrees} degrees,"),
    ),
    ("hold", {}, N_("Holding {hold_kg} kg {reach_cm} cm in front of your spine")),
    ("carry_bag", {"where": "back"}, N_("Carrying a backpack of {bag_kg} kg")),
    ("carry_bag", {"where": "hand", "hands": "one"}, N_("Carrying {bag_kg} kg in one hand")),
    ("carry_bag", {"where": "hand"}, N_("Carrying {bag_kg} kg in both hands together")),
    ("carry_bag", {"where": "shoulder", "hands": "one"}, N_("Carrying {bag_kg} kg on one shoulder")),
    ("carry_bag", {"where": "shoulder"}, N_("Carrying {bag_kg} kg on both shoulders together")),
    ("sit", {"posture": "upright", "bend": "forward"}, N_("Sitting leant forward {degrees} degrees")),
    ("sit", {"posture": "upright", "bend": "back"}, N_("Sitting leant back {degrees} degrees without a backrest")),
    ("sit", {"posture": "upright"}, N_("Sitting upright without a backrest")),
    ("sit", {"posture": "slumped"}, N_("Sitting slumped")),
    ("sit", {"posture": "supported"}, N_("Sitting against a backrest")),
    ("lie", {"side": "supine"}, N_("Lying on your back")),
    ("lie", {"side": "prone"}, N_("Lying on your belly")),
    ("lie", {"side": "side"}, N_("Lying on your side")),
    ("walk", {"instant": "one"}, N_("This instant of walking")),
    ("walk", {}, N_("Walking")),
    ("bridge", {}, N_("The bridge")),
    ("bird_dog", {}, N_("The bird dog")),
    ("dead_bug", {}, N_("The dead bug")),
    ("front_plank", {}, N_("The forearm plank")),
    ("side_plank", {}, N_("The side plank")),
    ("clamshell", {}, N_("The clamshell")),
    ("pelvic_tilt", {}, N_("The pelvic tilt")),
)
"""Words for activities that values tell apart: the first whose conditions hold. `bend` is the sign of the angle,
`instant` whether one of a stride was asked for."""

_AS_MUCH = (0.95, 1.05)
_COARSE_RATIO, _FINE_RATIO = 0.1, 0.01
_FINE_BELOW = 0.5


def group_name(group: str) -> Text:
    """Return what people call a group of muscles."""
    return Text({**GROUP_NAMES, **_HIP_GROUP_NAMES}[group])


def load_sentence(activity: Activity, given: Given, lowest: tuple[Interval, Interval] | None, *, is_peak: bool) -> Text:
    """Return the answer in one sentence.

    Parameters
    ----------
    activity, given
        What was asked.
    lowest
        Compression of the lowest disc [N] and over that in standing; None in pregnancy.
    is_peak
        Whether it is the peak over a stride.
    """
    doing = describe_activity(activity, given)
    if lowest is None:
        return Text(N_("{doing}: we show no load figures during pregnancy."), {"doing": doing})
    force_n, ratio = lowest
    if activity.name == "stand":
        said = N_(
            "Standing quietly puts about {force} N on your lowest disc (8 of 10 computed bodies like yours: {low} to "
            "{high} N). Every other activity is set against this."
        )
        return Text(said, _newtons(force_n))
    if _AS_MUCH[0] <= ratio.median <= _AS_MUCH[1] and not is_peak:
        said = N_(
            "{doing} puts about as much load on your lowest disc as standing (8 of 10 computed bodies like yours: "
            "{low} to {high} times)."
        )
    elif is_peak:
        said = N_(
            "{doing} puts about {ratio} times your standing load on your lowest disc at the peak over one stride (8 of "
            "10 computed bodies like yours: {low} to {high})."
        )
    else:
        said = N_(
            "{doing} puts about {ratio} times your standing load on your lowest disc (8 of 10 computed bodies like "
            "yours: {low} to {high})."
        )
    return Text(said, {"doing": doing, **_times(ratio)})


def describe_activity(activity: Activity, given: Given) -> Text:
    """Return what is done in words that can begin a sentence, with its figures."""
    angle = given.get("angle_deg")
    degrees = angle if isinstance(angle, float) else 0.0
    chosen = {
        **given,
        "bend": "forward" if degrees > 0 else "back" if degrees < 0 else "none",
        "instant": "all" if given.get(PHASE) is None else "one",
    }
    shown = {name: f"{value:g}" for name, value in given.items() if isinstance(value, float)}
    for name, conditions, words in _PHRASES:
        if name == activity.name and all(chosen[key] == value for key, value in conditions.items()):
            return Text(words, {**shown, "degrees": f"{abs(degrees):g}"})
    return activity.title


def load_notes(
    person: Person,
    given: Given,
    *,
    n_draws: int,
    n_left_out: int,
    n_sharings_left_out: int = 0,
    radiographs_disagree: bool = False,
    activity_name: str = "",
) -> tuple[Text, ...]:
    """Return what the person should know about how the figures were made.

    Parameters
    ----------
    person, given
        Who, and what was asked.
    n_draws, n_left_out
        Draws asked for, and those no muscle effort could hold.
    n_sharings_left_out
        Sharings of the contact forces that most draws could not hold.
    radiographs_disagree
        Whether the person's two angles do not fit one back.
    activity_name
        Which activity, for what measurement says against our figures of it.
    """
    if person.pregnant:
        return (
            Text(
                N_(
                    "Load figures are off: your body changes week by week in pregnancy and we know of no model "
                    "measured for it."
                )
            ),
        )
    found = [*person_notes(person, n_draws=n_draws, n_left_out=0, radiographs_disagree=radiographs_disagree)]
    if n_left_out:
        found.append(
            Text(
                N_(
                    "Our model finds no muscle effort that holds this for {left} of {all} computed bodies like yours; "
                    "the figures are of the others."
                ),
                {"left": n_left_out, "all": n_draws},
            )
        )
    if n_sharings_left_out:
        found.append(
            Text(
                N_(
                    "What you touch can share your weight in other ways too, which most computed bodies could not "
                    "hold; those are left out."
                )
            )
        )
    if given.get("heel_cm"):
        found.append(
            Text(
                N_(
                    "What the heel adds in walking is a what-if, not a finding: the studies we read give its "
                    "direction, not its size."
                )
            )
        )
    miss = known_miss(activity_name, given)
    return (*found, miss) if miss is not None else tuple(found)


_WRONG_WAY = N_(
    "Measured in people, this puts more load on the spine than standing. Our model errs here: do not rely on it."
)
_KNOWN_MISSES = {
    "hold": N_("For 20 kg held close, our figure is about half above what was measured in one man."),
    "lie": N_("Measured in people, lying puts less load on the spine than our figure: a quarter of standing or less."),
    "rise_from_chair": N_("An implant in the spine of people felt nearly twice our figure; a disc about the same."),
    "walk": N_("In the one man measured, walking added less load than our figure does."),
}
_SIT_FORWARD = N_("Measured in people, bending forward on a seat adds less load than our figure does.")


def known_miss(activity_name: str, given: Given) -> Text | None:
    """Return what measurement says against our figures of an activity, or None (docs: what has been checked)."""
    angle = given.get("angle_deg")
    leans = angle if isinstance(angle, int | float) else 0.0
    if (activity_name == "lean" and leans < 0) or (activity_name == "carry_bag" and given.get("where") == "back"):
        return Text(_WRONG_WAY)
    if activity_name == "sit":
        return Text(_SIT_FORWARD) if leans > 0 else None
    known = _KNOWN_MISSES.get(activity_name)
    return None if known is None else Text(known)


def not_held(study: ActivityStudy, activity: Activity) -> InfeasiblePostureError:
    """Return the error for an activity that most draws cannot hold, with what to change."""
    failed = study.load.shortfall_n_m > 0
    advice = [Text(_ADVICE[p.name]) for p in activity.parameters if p.name in _ADVICE]
    said = {
        "left": int(np.sum(~study.held)),
        "all": study.subject.n_draws,
        "advice": _listed(advice) if advice else Text(N_("something lighter")),
    }
    if not failed.any():
        return InfeasiblePostureError(
            Text(
                N_(
                    "Our model finds no muscle effort that holds this, or standing, for {left} of {all} computed "
                    "bodies like yours, so it gives no figures. Try {advice}."
                ),
                said,
            )
        )
    most = np.abs(study.load.proof[failed]).reshape(failed.sum(), -1).argmax(axis=1)
    joint, axis = np.unravel_index(int(np.bincount(most).argmax()), study.load.proof.shape[1:])
    return InfeasiblePostureError(
        Text(
            N_(
                "Our model finds no muscle effort that holds this for {left} of {all} computed bodies like yours, so "
                "it gives no figures: what is mostly missing is strength at {joint}, in {axis}. You may well be able "
                "to do it. Try {advice}."
            ),
            {**said, "joint": JOINTS[joint], "axis": Text(_AXES[axis])},
        )
    )


_ROUNDING = 1e-3
"""Share of a step that is no doubt but arithmetic: standing against standing is 1.0, not 0.9 to 1.1."""


def _times(ratio: Interval) -> dict[str, str]:
    """Return a ratio and its ends, the ends rounded outward."""
    step, digits = (_FINE_RATIO, 2) if ratio.median < _FINE_BELOW else (_COARSE_RATIO, 1)
    return _rounded("ratio", ratio, step, digits)


def _newtons(force_n: Interval) -> dict[str, str]:
    """Return a force and its ends to 10 N, the ends rounded outward."""
    return _rounded("force", force_n, 10.0, 0)


def _rounded(name: str, interval: Interval, step: float, digits: int) -> dict[str, str]:
    """Return the middle by `name` and both ends, with a true minus and no negative zero."""
    steps = {
        name: round(interval.median / step),
        "low": math.floor(interval.low / step + _ROUNDING),
        "high": math.ceil(interval.high / step - _ROUNDING),
    }
    return {key: f"{step * n:.{digits}f}".replace("-", "\N{MINUS SIGN}") for key, n in steps.items()}


def _listed(texts: list[Text]) -> Text:
    """Return "a, b or c"."""
    if len(texts) == 1:
        return texts[0]
    places = {f"item_{i}": text for i, text in enumerate(texts[:-1])}
    first = Text(", ".join(f"{{{name}}}" for name in places), places)
    return Text(N_("{first} or {last}"), {"first": first, "last": texts[-1]})
