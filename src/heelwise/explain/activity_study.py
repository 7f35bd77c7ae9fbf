"""One activity of one person, draw by draw: at an instant, or as the peak over a whole stride."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from heelwise.activities.load import ActivityLoad, compute_activity_load
from heelwise.activities.parameter import Activity
from heelwise.activities.pose import Subject
from heelwise.activities.walking import N_PHASES
from heelwise.body import LEVELS
from heelwise.mechanics import SpineLoad
from heelwise.mechanics.spine_load import DEFLECTION_LIMIT_RAD, LOADED_DEFLECTION_LIMIT_RAD
from heelwise.shapes import Bool

PHASE = "phase_fraction"
"""Parameter of what goes on in strides; left out, the whole stride is meant."""

LEAST_HELD_FRACTION = 0.5
"""Another sharing of contact forces that fewer draws can hold says nothing of most bodies."""

_LEVEL = LEVELS.index("L5/S1")
_SIGNED = ("shear_n", "lateral_shear_n", "deflection_rad", "proof")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActivityStudy:
    """What the spine carries in an activity and in quiet standing, the same draws.

    Parameters
    ----------
    subject, standing
        Who does it, and the load in quiet standing.
    load
        The load; of a stride the peak of each figure.
    shared_otherwise
        The same with contact forces shared otherwise, for each sharing that most draws can hold.
    n_sharings_left_out
        Sharings that most draws cannot hold.
    fixed_angle
        With every level held at its angle; of a stride at the instant of the largest load.
    deflection_limit_rad
        How far a level could settle [rad].
    is_peak
        Whether figures are peaks over a stride.
    """

    subject: Subject
    standing: SpineLoad
    load: SpineLoad
    shared_otherwise: tuple[SpineLoad, ...]
    n_sharings_left_out: int
    fixed_angle: SpineLoad
    deflection_limit_rad: float
    is_peak: bool

    @property
    def held(self) -> Bool[np.ndarray, " draw"]:
        """Which draws can hold it, and can stand."""
        return can_hold(self.load) & can_hold(self.standing)


def can_hold(load: SpineLoad) -> Bool[np.ndarray, " draw"]:
    """Return which draws can hold a posture."""
    held: Bool[np.ndarray, " draw"] = np.isfinite(load.compression_n).all(axis=1)
    return held


def is_whole_stride(activity: Activity, values: Mapping[str, object]) -> bool:
    """Return whether an activity goes on in strides and no instant of one was asked for."""
    return values.get(PHASE) is None and any(parameter.name == PHASE for parameter in activity.parameters)


def study_activity(
    subject: Subject, standing: SpineLoad, activity: Activity, values: Mapping[str, object]
) -> ActivityStudy:
    """Return all loads of an activity.

    Parameters
    ----------
    subject, standing
        From `study_subject`.
    activity, values
        What is done, with its parameters in the units of their names.
    """
    if not is_whole_stride(activity, values):
        whole = compute_activity_load(subject, standing, activity.name, values)
        return _study([whole], whole, is_peak=False)
    phases = [k / N_PHASES for k in range(N_PHASES)]

    def instant(phase: float, *, with_extras: bool) -> ActivityLoad:
        asked = {**values, PHASE: phase}
        return compute_activity_load(subject, standing, activity.name, asked, with_extras=with_extras)

    instants = [instant(phase, with_extras=False) for phase in phases]
    middle_n = [_middle(found.load.compression_n[:, _LEVEL]) for found in instants]
    heaviest = instant(phases[int(np.argmax(middle_n))], with_extras=True)
    return _study(instants, heaviest, is_peak=True)


def peak_load(loads: Sequence[SpineLoad]) -> SpineLoad:
    """Return each figure's largest over several instants, draw by draw; those with a sign are largest in size.

    A draw that cannot hold one instant holds none.
    """
    if len(loads) == 1:
        return loads[0]

    def largest(name: str) -> np.ndarray:
        each = np.stack([getattr(load, name) for load in loads])
        if name not in _SIGNED:
            return np.max(each, axis=0)
        at = np.argmax(np.abs(each), axis=0)[None]
        return np.take_along_axis(each, at, axis=0)[0]

    return SpineLoad(**{name: largest(name) for name in SpineLoad.__dataclass_fields__})


def _study(instants: Sequence[ActivityLoad], heaviest: ActivityLoad, *, is_peak: bool) -> ActivityStudy:
    """Return the peak over the instants, with what was computed besides for the heaviest of them."""
    load = peak_load([found.load for found in instants])
    held = can_hold(load)
    most = [other for other in heaviest.contact_loads if _share_held(other, held) >= LEAST_HELD_FRACTION]
    is_loaded = any(found.pose.is_loaded for found in instants)
    assert heaviest.fixed_angle is not None
    return ActivityStudy(
        subject=heaviest.subject,
        standing=heaviest.standing,
        load=load,
        shared_otherwise=tuple(most),
        n_sharings_left_out=len(heaviest.contact_loads) - len(most),
        fixed_angle=heaviest.fixed_angle,
        deflection_limit_rad=LOADED_DEFLECTION_LIMIT_RAD if is_loaded else DEFLECTION_LIMIT_RAD,
        is_peak=is_peak,
    )


def _share_held(load: SpineLoad, held: Bool[np.ndarray, " draw"]) -> float:
    """Return the share of the draws that hold the activity which hold it so, too."""
    return float(can_hold(load)[held].mean()) if held.any() else 0.0


def _middle(draws: np.ndarray) -> float:
    """Return the median of the draws that have a number; with none, the least there is."""
    known = draws[np.isfinite(draws)]
    return float(np.median(known)) if len(known) else -math.inf
