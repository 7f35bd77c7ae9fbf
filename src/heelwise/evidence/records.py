"""What the evidence room holds: sources, quantities, effects and claims, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heelwise.text import Text

Read = Literal["full-row", "abstract", "secondary", "memory"]
"""How a source was read: the very row, its abstract or opening, quoted by another page, or from memory."""

Grade = Literal["measured", "derived", "convention", "assumed"]
"""Where a number comes from: a measurement, arithmetic on measurements, a convention, our assumption."""

Verdict = Literal["supported", "mixed", "unsupported", "contradicted", "unknown"]
"""What published evidence makes of a claim."""

Certainty = Literal["high", "moderate", "low", "very_low"]
"""How sure a verdict is, in the four words that guideline writers use."""

Area = Literal["explain", "relieve", "prevent", "track"]
Direction = Literal["decrease", "no_change", "increase", "tends_to_decrease", "tends_to_increase", "not_read"]
Habit = Literal["habitual", "not_habitual", "mixed", "not_stated"]
Task = Literal["standing", "walking", "stair_ascent", "sit_to_stand", "bending", "standing_with_load", "wear_history"]
Method = Literal["skin", "radiograph", "emg", "ultrasound", "force_plate", "accelerometer", "other", "not_stated"]
Support = Literal["own_shoes", "wedge_or_block", "not_stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, and honestly how much of it was read; `year` is None where it was not."""

    key: str
    authors: str
    year: int | None
    title: str
    where: str
    url_or_doi: str
    read: Read
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number from the literature, in SI, with what is known about its spread.

    Attributes
    ----------
    value
        One number or one per label [SI unit named by `unit`].
    spread
        Standard deviation between people, same shape as `value`; None where an interval or a reason stands.
    interval
        Low and high end, one pair per value; `note` says which interval.
    spread_reason
        Why there is no spread: "definition", "convention" or "not_reported"; empty otherwise.
    unit
        SI suffix of the name, for example ``m`` or ``n_m_per_rad``.
    """

    key: str
    value: float | tuple[float, ...]
    spread: float | tuple[float, ...] | None
    interval: tuple[tuple[float, float], ...] | None
    spread_reason: str
    labels: tuple[str, ...]
    unit: str
    population: str
    source_keys: tuple[str, ...]
    grade: Grade
    read: Read
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one group of one study showed when its people put on heels.

    Attributes
    ----------
    coordinate
        What changed, by our coordinate name or as a plain word; positive as in the glossary.
    n_people
        Size of the group; None where what was read does not say.
    heel_height_m
        Lowest and highest heel of the comparison [m]; None where not stated.
    mean_before, sd_before, mean_after, sd_after
        Group means and standard deviations without and with heels [SI unit `unit`].
    mean_change, sd_change
        Mean within-person change and its standard deviation between people [SI unit `unit`].
    p_value
        Reported p of the change; None where not read.
    p_below
        Bound where only "p < ..." was reported, or the usual 0.05 of a "significant" change.
    in_pool
        Whether the row enters the pooling of standing posture.
    """

    key: str
    coordinate: str
    group: str
    source_keys: tuple[str, ...]
    population: str
    n_people: int | None
    n_women: int | None
    n_men: int | None
    habit: Habit
    task: Task
    heel_height_m: tuple[float, float] | None
    method: Method
    support: Support
    direction: Direction
    unit: str
    mean_before: float | None
    sd_before: float | None
    mean_after: float | None
    sd_after: float | None
    mean_change: float | None
    sd_change: float | None
    p_value: float | None
    p_below: float | None
    in_pool: bool
    grade: Grade
    read: Read
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something commonly said about heels, and what evidence makes of it.

    Attributes
    ----------
    key
        Row of the care specification, for example ``W5``.
    claim, sentence
        The claim in our words, and the verdict as one plain sentence; both translatable.
    """

    key: str
    area: Area
    claim: Text
    verdict: Verdict
    sentence: Text
    source_keys: tuple[str, ...]
    grade: Certainty
