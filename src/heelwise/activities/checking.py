"""What the engine says on each row of the validation protocol (docs/decisions/0018-validation-protocol.md)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from heelwise.activities.catalogue import find_activity
from heelwise.activities.full_effort import strongest_extension_n_m
from heelwise.activities.load import ActivityLoad, compute_activity_load, study_subject
from heelwise.activities.pose import Subject
from heelwise.body import LEVELS, Person, ReferenceModel
from heelwise.errors import InfeasiblePostureError, InputError
from heelwise.evidence import EvidenceLibrary, PooledChange
from heelwise.evidence.checks import Check, CheckActivity, CheckPerson
from heelwise.mechanics import ExternalLoads, SpineLoad, body_frames, spine_load
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts
from heelwise.shapes import Float
from heelwise.units import conversions

N_CHECK_DRAWS = 64
CHECK_SEED = 20260

LEAST_HELD_FRACTION = 0.5
"""An activity that fewer draws can hold counts as one the engine finds no way to do."""

_CYCLIC = ("walk",)
_PHASES = tuple(phase / 20.0 for phase in range(20))
"""Instants of a stride of which the peak is taken."""

_FULL_EFFORT = "extend_at_full_effort"
_EDGE_NAMES = {"_rad": ("_deg", 1.0 / conversions.RAD_PER_DEG), "_m": ("_cm", 1.0 / conversions.M_PER_CM)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was computed for one row, in the row's unit.

    Parameters
    ----------
    found
        In the middle of the posture range; None where the engine finds no way to do it.
    at_ends
        With one number of the posture after the other at either end of its range.
    why_not
        Message where there is no answer.
    """

    found: float | None
    at_ends: tuple[float | None, ...]
    why_not: str = ""


class Checker:
    """Computes rows, keeping each person's draws and each load.

    Parameters
    ----------
    model, library, pooled
        Reference body, numbers, and pooled changes of posture.
    n_draws
        Even number of draws of each person.
    rests_in_standing
        Let passive tissue rest where people stand, to see what its unloaded rest is worth to a row.
    """

    def __init__(
        self,
        model: ReferenceModel,
        library: EvidenceLibrary,
        pooled: Mapping[str, PooledChange],
        n_draws: int = N_CHECK_DRAWS,
        *,
        rests_in_standing: bool = False,
    ) -> None:
        self.model, self.library, self.pooled, self.n_draws = model, library, pooled, n_draws
        self.rests_in_standing = rests_in_standing
        self._subjects: dict[CheckPerson, tuple[Subject, SpineLoad]] = {}
        self._loads: dict[tuple[object, ...], Float[np.ndarray, " draw"] | str] = {}

    def run(self, check: Check) -> CheckResult:
        """Return what the engine says on a row, in the middle and at the ends of its posture range."""
        found, why_not = self._at(check, check.activity.middle())
        ends = tuple(self._at(check, values)[0] for values in check.activity.ends())
        return CheckResult(found=found, at_ends=ends, why_not=why_not)

    def run_middle(self, check: Check) -> CheckResult:
        """Return what the engine says on a row in the middle of its posture range."""
        found, why_not = self._at(check, check.activity.middle())
        return CheckResult(found=found, at_ends=(), why_not=why_not)

    def _at(self, check: Check, values: Mapping[str, float]) -> tuple[float | None, str]:
        """Return the row's number at some posture, and why there is none."""
        if check.activity.name == _FULL_EFFORT:
            subject, _ = self._subject(check.person)
            return strongest_extension_n_m(subject, values.get("angle_rad", 0.0)), ""
        if check.kind == "moment_n_m":
            return self._outside_moment_n_m(check, values), ""
        load = self._compression_n(check, check.activity, values)
        if isinstance(load, str):
            return None, load
        standing = self._standing_n(check)
        if check.kind == "ratio_to_standing":
            return _middle(load / standing), ""
        if check.kind == "change_n":
            return _middle(load - standing), ""
        if check.kind == "compression_n":
            return _middle(load), ""
        if check.kind == "compression_body_weights":
            return _middle(load) / (check.person.mass_kg * STANDARD_GRAVITY_M_PER_S2), ""
        return self._against_reference(check, load, standing)

    def _against_reference(
        self, check: Check, load: Float[np.ndarray, " draw"], standing: Float[np.ndarray, " draw"]
    ) -> tuple[float | None, str]:
        """Return a row's load over that of its reference."""
        assert check.reference is not None
        reference = self._compression_n(check, check.reference, check.reference.middle())
        if isinstance(reference, str):
            return None, reference
        if check.above_standing:
            load, reference = load - standing, reference - standing
        return _middle(load) / _middle(reference), ""

    def _outside_moment_n_m(self, check: Check, values: Mapping[str, float]) -> float:
        """Return the forward bending moment of weight and outside forces about a level [N m]."""
        subject, _ = self._subject(check.person)
        activity = find_activity(check.activity.name)
        pose = activity.take_pose(subject, self._asked(check.activity, values))
        frames = body_frames(subject.model, subject.body, pose.posture)
        outside = ExternalLoads.together([body_parts(subject.body, frames).weights(), pose.external])
        _, moment = outside.on_joints(frames)
        return _middle(-moment[:, LEVELS.index(check.level), 2])

    def _asked(self, activity: CheckActivity, values: Mapping[str, float]) -> dict[str, object]:
        """Return an activity's values as the catalogue takes them."""
        return {**dict(_edge(name, value) for name, value in values.items()), **dict(activity.choices)}

    def _standing_n(self, check: Check) -> Float[np.ndarray, " draw"]:
        """Return the compression in quiet standing of each draw."""
        _, standing = self._subject(check.person)
        at_level: Float[np.ndarray, " draw"] = standing.compression_n[:, LEVELS.index(check.level)]
        return at_level

    def _compression_n(
        self, check: Check, activity: CheckActivity, values: Mapping[str, float]
    ) -> Float[np.ndarray, " draw"] | str:
        """Return the compression of each draw, or why there is none; of a stride its peak."""
        key = (check.person, check.level, activity.name, tuple(sorted(values.items())), activity.choices)
        if key not in self._loads:
            try:
                self._loads[key] = self._computed_n(check, activity, values)
            except (InfeasiblePostureError, InputError) as fault:
                self._loads[key] = str(fault)
        return self._loads[key]

    def _computed_n(
        self, check: Check, activity: CheckActivity, values: Mapping[str, float]
    ) -> Float[np.ndarray, " draw"] | str:
        subject, standing = self._subject(check.person)
        asked = self._asked(activity, values)
        phases = [{"phase_fraction": phase} for phase in _PHASES] if activity.name in _CYCLIC else [{}]
        level = LEVELS.index(check.level)
        loads: list[ActivityLoad] = [
            compute_activity_load(subject, standing, activity.name, {**asked, **phase}, with_extras=False)
            for phase in phases
        ]
        peak: Float[np.ndarray, " draw"] = np.max([found.load.compression_n[:, level] for found in loads], axis=0)
        held = float(np.isfinite(peak).mean())  # a draw that fails at one instant of a stride has not walked
        if held < LEAST_HELD_FRACTION:
            return f"only {100 * held:.0f} % of the draws can hold it"
        return peak

    def _subject(self, person: CheckPerson) -> tuple[Subject, SpineLoad]:
        """Return a row's person as draws, the same for every row."""
        if person not in self._subjects:
            subject, standing = study_subject(
                Person(sex=person.sex, age_years=person.age_years, height_m=person.height_m, mass_kg=person.mass_kg),
                self.model,
                self.library,
                self.pooled,
                rng=np.random.default_rng(CHECK_SEED),
                n_draws=self.n_draws,
            )
            if self.rests_in_standing:
                subject = replace(subject, rest_flexion_rad=np.zeros_like(subject.rest_flexion_rad))
                angle = subject.neutral_angle_rad
                standing = spine_load(self.model, subject.body, subject.standing, angle, mark_infeasible=True)
            self._subjects[person] = subject, standing
        return self._subjects[person]


def _edge(name: str, value_si: float) -> tuple[str, float]:
    """Return name and value as the catalogue takes them."""
    for suffix, (edge, factor) in _EDGE_NAMES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix) + edge, value_si * factor
    return name, value_si


def _middle(draws: Float[np.ndarray, " draw"]) -> float:
    """Return the median of the draws that have a number."""
    held = draws[np.isfinite(draws)]
    return float(np.median(held)) if len(held) else math.nan
