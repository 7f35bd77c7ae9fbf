"""Published measurements that the load model is checked against, written down before it is run on them.

How the rows are split, what passes and what is uninformative: ``docs/decisions/0018-validation-protocol.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import inf, log
from statistics import fmean, median
from typing import Literal

from heelwise.evidence.records import Read

Kind = Literal[
    "ratio_to_standing",
    "ratio_to_reference",
    "compression_n",
    "compression_body_weights",
    "change_n",
    "moment_n_m",
    "order",
]
"""What is compared; "order" is a ratio to the reference of which only a lower or upper bound was published."""

Measured = Literal["disc_pressure", "implant_force", "muscle_moment", "model"]
"""What the source had in its hands; "model" is the result of somebody else's computation."""

Bound = Literal["none", "lower", "upper"]
Outcome = Literal["pass", "miss", "uninformative"]

INFORMATIVE_TOLERANCE_FRACTION = 0.30
"""The widest tolerance that still tells something, by convention of the protocol."""

GOAL_ERROR_RATIO = 1.15
"""Aim of the headline: the median row is off by this factor or less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One number of an activity; `low` and `high` are equal where the source gives it [SI unit `unit`]."""

    name: str
    low: float
    high: float
    unit: str

    @property
    def middle(self) -> float:
        """Return what the check is computed with."""
        return (self.low + self.high) / 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckActivity:
    """What was done: a word of the vocabulary, its numbers with their ranges, and its choices.

    Attributes
    ----------
    choices
        Pairs such as ("knees", "straight").
    """

    name: str
    settings: tuple[Setting, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    def middle(self) -> dict[str, float]:
        """Return every setting in the middle of its range [SI]."""
        return {setting.name: setting.middle for setting in self.settings}

    def ends(self) -> tuple[dict[str, float], ...]:
        """Return the middle with one setting after the other at either end of its range [SI]."""
        return tuple(
            {**self.middle(), setting.name: end}
            for setting in self.settings
            if setting.low < setting.high
            for end in (setting.low, setting.high)
        )


STANDING = CheckActivity(name="stand")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPerson:
    """Whom it was measured in; `assumed` names what the source, as far as read, does not say."""

    sex: Literal["female", "male"]
    age_years: float
    height_m: float
    mass_kg: float
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerResult:
    """What the OpenSim peer says on the same row [`unit` of the row], and how well its pose matches."""

    value: float
    unit: str
    level: str
    matches: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One published result, and what counts as agreement with it.

    Attributes
    ----------
    key
        Its name; whether the row may inform parameters follows from this name alone.
    value
        What was published, in the unit `unit`.
    interval
        Its published spread or range, None where none was read.
    reference
        What `activity` is compared with; None for results that stand alone.
    above_standing
        Whether both sides of an order are taken as increases over standing.
    bound
        Whether `value` is a "lower" or an "upper" end of what agrees instead of a middle.
    tolerance_fraction
        Widest departure from `expected` that still passes.
    pressure_factor_ratio, pressure_factor_range_ratio
        Factor from the pressure reading to force, and its range over postures; None where no pressure was read.
    used_before
        Why a row cannot be fresh: its number sits in a parameter, or an earlier engine was run on it. Empty otherwise.
    """

    key: str
    source_keys: tuple[str, ...]
    measured: Measured
    kind: Kind
    level: str
    value: float
    unit: str
    interval: tuple[float, float] | None
    person: CheckPerson
    activity: CheckActivity
    reference: CheckActivity | None
    above_standing: bool
    bound: Bound
    tolerance_fraction: float
    tolerance_reason: str
    pressure_factor_ratio: float | None
    pressure_factor_range_ratio: tuple[float, float] | None
    peer: PeerResult | None
    read: Read
    used_before: str
    note: str

    @property
    def expected(self) -> float:
        """Return the published value as force or as a ratio of forces [`unit`]."""
        return self.value * (1.0 if self.pressure_factor_ratio is None else self.pressure_factor_ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorSummary:
    """The headline over some rows; errors are natural logarithms of ours over theirs.

    Attributes
    ----------
    n_rows
        How many rows.
    median_absolute_log_ratio
        Size of the error of the median row; log 1.15 is the aim.
    bias_log_ratio
        Mean of the logarithms; positive where we are too high.
    share_within_fraction
        Share of rows within their tolerance.
    """

    n_rows: int
    median_absolute_log_ratio: float
    bias_log_ratio: float
    share_within_fraction: float


def is_compare_only(name: str) -> bool:
    """Say whether a row of this name must never inform a parameter; by hash, half of all names."""
    return sha256(name.encode("utf-8")).digest()[0] % 2 == 0


def is_informative(check: Check) -> bool:
    """Say whether passing would tell anything: a tolerance of at most 30 % of a ratio."""
    return check.tolerance_fraction <= INFORMATIVE_TOLERANCE_FRACTION


def counts_in_headline(check: Check) -> bool:
    """Say whether a row enters the headline: compare-only, fresh, measured in people, a middle, read, informative."""
    return (
        is_compare_only(check.key)
        and is_informative(check)
        and check.bound == "none"
        and check.measured != "model"
        and check.read != "memory"
        and not check.used_before
    )


def log_ratio(check: Check, found: float | None) -> float:
    """Return log(found / expected); infinite where there is no answer or one of the wrong sign [natural log].

    Parameters
    ----------
    check
        The row.
    found
        What a model says, in the unit of the row; None where it found no way to do the activity.
    """
    if found is None or not found > 0.0:
        return -inf
    return log(found / check.expected)


def within_tolerance(check: Check, found: float | None) -> bool:
    """Say whether a result agrees with the row; a bound only binds on its own side, no answer never agrees."""
    if found is None:
        return False
    departure = found / check.expected - 1.0
    if check.bound == "lower":
        return departure >= -check.tolerance_fraction
    if check.bound == "upper":
        return departure <= check.tolerance_fraction
    return abs(departure) <= check.tolerance_fraction


def judge(check: Check, found: float | None) -> Outcome:
    """Return pass, miss or, whatever was found, uninformative for a tolerance that is too wide."""
    if not is_informative(check):
        return "uninformative"
    return "pass" if within_tolerance(check, found) else "miss"


def summarise_errors(checks: Iterable[Check], found: Mapping[str, float | None]) -> ErrorSummary:
    """Return the headline over rows; a row that is missing in `found` counts as one without an answer.

    Parameters
    ----------
    checks
        At least one row, none of them a bound.
    found
        Result by the row's key, in the row's unit.
    """
    rows = tuple(checks)
    if not rows or any(row.bound != "none" for row in rows):
        raise ValueError("The headline takes at least one row, and only rows with a middle.")
    errors = [log_ratio(row, found.get(row.key)) for row in rows]
    return ErrorSummary(
        n_rows=len(rows),
        median_absolute_log_ratio=median(abs(error) for error in errors),
        bias_log_ratio=fmean(errors),
        share_within_fraction=fmean(within_tolerance(row, found.get(row.key)) for row in rows),
    )
