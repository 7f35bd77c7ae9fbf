"""The answer to "what do these shoes do to my back?", as values that any surface can show."""

from __future__ import annotations

from dataclasses import dataclass

from heelwise.body import Person
from heelwise.evidence import Claim, Source
from heelwise.explain.body_outline import BodyOutline
from heelwise.explain.interval import Interval
from heelwise.footwear import Category, Shoe
from heelwise.text import Text, Translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """One posture quantity, absolute and against barefoot.

    Parameters
    ----------
    key
        Name with unit suffix, as in the JSON.
    value
        In this stance.
    change
        Against barefoot, draw by draw; None for barefoot itself.
    """

    key: str
    value: Interval
    change: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLoad:
    """Load on one disc in its own plane.

    Parameters
    ----------
    level
        For example ``"L4/L5"``.
    compression_n, shear_n
        Squeeze, and push of the upper vertebra forward [N].
    compression_body_weights
        Compression over body weight.
    change_percent, shear_change_n
        Against barefoot, draw by draw [%, N]; None for barefoot itself.
    """

    level: str
    compression_n: Interval
    shear_n: Interval
    compression_body_weights: Interval
    change_percent: Interval | None
    shear_change_n: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleEffort:
    """How hard one group of muscles works.

    Parameters
    ----------
    group, name
        Key and translatable name.
    effort_percent
        Force over the group's maximum [%].
    change_points
        Change against barefoot [percentage points]; None for barefoot itself.
    """

    group: str
    name: Text
    effort_percent: Interval
    change_points: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How firmly the body stands.

    Parameters
    ----------
    base_of_support_cm
        Heel tip to ball [cm].
    heel_tip_area_cm2
        Contact of the heel tip [cm^2].
    backward_margin_cm, forward_margin_cm
        From where the weight falls to the back of the heel tip and to the ball [cm]; None in pregnancy.
    sentence
        The same in words.
    """

    base_of_support_cm: float
    heel_tip_area_cm2: float
    backward_margin_cm: Interval | None
    forward_margin_cm: Interval | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalShare:
    """How much of the interval of the change at L5/S1 comes from one source of uncertainty (shares sum to 1)."""

    part: str
    name: Text
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceAnswer:
    """One way of standing with everything computed for it; load figures are None in pregnancy."""

    coordinates: tuple[Coordinate, ...]
    levels: tuple[LevelLoad, ...] | None
    muscles: tuple[MuscleEffort, ...] | None
    stability: Stability
    residual_n_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoeAnswer:
    """One shoe against barefoot."""

    shoe: Shoe
    name: Text
    pitch_deg: float
    category: Category
    stance: StanceAnswer
    interval_shares: tuple[IntervalShare, ...] | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What the person's own model says about a claim.

    Parameters
    ----------
    sentence
        In words.
    change_percent, level
        The load change behind it, where it is about load [%].
    """

    sentence: Text
    change_percent: Interval | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswer:
    """A popular claim, what studies make of it, and what this person's model says."""

    claim: Claim
    sources: tuple[Source, ...]
    computed: Computed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Side views in the middle posture, barefoot and in each shoe."""

    barefoot: BodyOutline
    shoes: tuple[BodyOutline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The whole answer.

    Parameters
    ----------
    person, hours_s
        The question: who, and how long in these shoes [s].
    foot_length_m, foot_is_measured
        The foot that was used [m].
    notes
        What the person should know about how the answer was made.
    barefoot, shoes
        What was computed.
    claims
        W1 to W6 with verdicts.
    matters_most, not_known
        In words.
    n_draws, n_left_out
        Draws asked for, and those left out because no muscle effort could hold them.
    figures
        For drawings.
    """

    person: Person
    hours_s: float
    foot_length_m: float
    foot_is_measured: bool
    notes: tuple[Text, ...]
    barefoot: StanceAnswer
    shoes: tuple[ShoeAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    matters_most: tuple[Text, ...]
    not_known: tuple[Text, ...]
    n_draws: int
    n_left_out: int
    figures: Figures

    def to_json(self, translate: Translate = str) -> Json:
        """Return the answer as the published JSON object (see ``why.schema.json``).

        Parameters
        ----------
        translate
            gettext function of the reader's language.
        """
        from heelwise.explain.answer_json import answer_to_json

        return answer_to_json(self, translate)


Json = dict[str, object]
