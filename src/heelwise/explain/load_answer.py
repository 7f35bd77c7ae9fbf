"""The answer to "what does this activity do to my back?", as values that any surface can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from heelwise.activities.catalogue import find_activity
from heelwise.activities.load import study_subject
from heelwise.activities.parameter import Activity, Value, check_values
from heelwise.body import LEVELS, LUMBAR_LEVELS, MUSCLE_GROUPS, SIDES, Person, ReferenceModel
from heelwise.evidence import load_library, pool_posture_changes
from heelwise.explain.activity_study import PHASE, ActivityStudy, can_hold, is_whole_stride, study_activity
from heelwise.explain.answer import Json, LevelLoad, MuscleEffort
from heelwise.explain.interval import Interval
from heelwise.explain.load_sentences import group_name, load_notes, load_sentence, not_held
from heelwise.explain.why import DEFAULT_SEED
from heelwise.mechanics import N_DRAWS, SpineLoad
from heelwise.mechanics.posture_prior import radiographs_disagree, trunk_chain
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Float
from heelwise.text import Text, Translate

LARGEST_SHARE_LEFT_OUT = 0.50
"""Above this share of draws that cannot hold an activity there are no figures."""

Quantity = Callable[[SpineLoad], np.ndarray]
"""A figure of every draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenValue:
    """One parameter of the activity as it was taken.

    Parameters
    ----------
    name, text
        Its name, and what it is.
    unit
        Unit as it is shown; empty for a choice or a fraction.
    value
        In that unit; None was left to the model.
    """

    name: str
    text: Text
    unit: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLevel:
    """Load on one disc.

    Parameters
    ----------
    load
        As in the answer about shoes; changes are against quiet standing.
    to_standing_ratio
        Compression over compression in quiet standing, draw by draw.
    contact_low_n, contact_high_n
        Least and largest median compression, however indeterminate contacts share [N]; None where none are.
    fixed_angle_median_n
        Median compression with every level held at its angle [N]; None where no draw can hold that.
    """

    load: LevelLoad
    to_standing_ratio: Interval
    contact_low_n: float | None
    contact_high_n: float | None
    fixed_angle_median_n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """How far levels settled around their share of a bend.

    Parameters
    ----------
    largest_deg
        The level and axis that settled most, draw by draw [degrees].
    limit_deg
        How far they could [degrees].
    fixed_angle_held_fraction
        Share of the draws that could also hold every level at its angle.
    """

    largest_deg: Interval
    limit_deg: float
    fixed_angle_held_fraction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFigures:
    """All figures of an activity.

    Parameters
    ----------
    levels
        Discs from L1/L2 down.
    muscles
        Groups of the trunk and of the hips.
    hip_force_n
        Force in the right and in the left hip joint [N].
    residual_n_m
        Largest moment left unbalanced in any draw [N m].
    settling
        How far levels settled.
    """

    levels: tuple[ActivityLevel, ...]
    muscles: tuple[MuscleEffort, ...]
    hip_force_n: tuple[Interval, Interval]
    residual_n_m: float
    settling: Settling


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadAnswer:
    """The whole answer.

    Parameters
    ----------
    person, activity, values
        The question.
    figures
        What was computed; None in pregnancy.
    is_peak
        Whether figures are peaks over one stride.
    sentence
        The answer in one sentence.
    notes
        What the person should know about how the answer was made.
    n_draws, n_left_out
        Draws asked for, and those left out because no muscle effort could hold them.
    """

    person: Person
    activity: Activity
    values: tuple[GivenValue, ...]
    figures: LoadFigures | None
    is_peak: bool
    sentence: Text
    notes: tuple[Text, ...]
    n_draws: int
    n_left_out: int

    def to_json(self, translate: Translate = str) -> Json:
        """Return the answer as the published JSON object (see ``load.schema.json``).

        Parameters
        ----------
        translate
            gettext function of the reader's language.
        """
        from heelwise.explain.load_answer_json import load_answer_to_json

        return load_answer_to_json(self, translate)


def load_answer(
    person: Person,
    activity_name: str,
    values: Mapping[str, object],
    *,
    model: ReferenceModel,
    seed: int = DEFAULT_SEED,
) -> LoadAnswer:
    """Return what an activity does to this person's back, against standing quietly.

    Parameters
    ----------
    person
        Who.
    activity_name
        One of `heelwise.activities.catalogue.ACTIVITIES`.
    values
        Its parameters in the units of their names; those left out take their usual values. Of what goes on in strides
        the peak over a stride is taken unless ``phase_fraction`` names an instant.
    model
        Reference body.
    seed
        Seed of the draws; the same seed gives the same answer.

    Raises
    ------
    InputError
        If there is no such activity or a value is not allowed.
    InfeasiblePostureError
        If the body would fall, or most draws could not be held by any muscle effort; says what to change.
    """
    activity = find_activity(activity_name)
    check_values(activity, values)
    is_peak = is_whole_stride(activity, values)
    given = tuple(
        GivenValue(name=p.name, text=p.text, unit=p.unit, value=p.check(values.get(p.name, p.default)))
        for p in activity.parameters
        if not (is_peak and p.name == PHASE)
    )
    if person.pregnant:
        return LoadAnswer(
            person=person,
            activity=activity,
            values=given,
            figures=None,
            is_peak=is_peak,
            sentence=load_sentence(activity, given_values(given), None, is_peak=is_peak),
            notes=load_notes(person, given_values(given), n_draws=0, n_left_out=0),
            n_draws=0,
            n_left_out=0,
        )
    return _compute(person, activity, values, given, model, seed)


def given_values(given: tuple[GivenValue, ...]) -> dict[str, Value]:
    """Return the values by name, in the units of the names."""
    return {item.name: item.value for item in given}


def _compute(
    person: Person,
    activity: Activity,
    values: Mapping[str, object],
    given: tuple[GivenValue, ...],
    model: ReferenceModel,
    seed: int,
) -> LoadAnswer:
    library = load_library()
    subject, standing = study_subject(
        person, model, library, pool_posture_changes(library), rng=np.random.default_rng(seed), n_draws=N_DRAWS
    )
    study = study_activity(subject, standing, activity, values)
    left_out = int(np.sum(~study.held))
    if left_out > LARGEST_SHARE_LEFT_OUT * N_DRAWS:
        raise not_held(study, activity)
    figures = _figures(study)
    lowest = figures.levels[-1]
    return LoadAnswer(
        person=person,
        activity=activity,
        values=given,
        figures=figures,
        is_peak=study.is_peak,
        sentence=load_sentence(
            activity, given_values(given), (lowest.load.compression_n, lowest.to_standing_ratio), is_peak=study.is_peak
        ),
        notes=load_notes(
            person,
            given_values(given),
            n_draws=N_DRAWS,
            n_left_out=left_out,
            n_sharings_left_out=study.n_sharings_left_out,
            radiographs_disagree=radiographs_disagree(person, trunk_chain(model, library), library),
            activity_name=activity.name,
        ),
        n_draws=N_DRAWS,
        n_left_out=left_out,
    )


def _figures(study: ActivityStudy) -> LoadFigures:
    hips = tuple(_interval(study, _column("hip_force_n", side)) for side in range(len(SIDES)))
    return LoadFigures(
        levels=tuple(_level(study, level) for level in LUMBAR_LEVELS),
        muscles=tuple(_muscle(study, group) for group in range(len(MUSCLE_GROUPS))),
        hip_force_n=(hips[0], hips[1]),
        residual_n_m=float(np.max(study.load.residual_n_m[study.held])),
        settling=_settling(study),
    )


def _level(study: ActivityStudy, level: str) -> ActivityLevel:
    i = LEVELS.index(level)
    standing_n, standing_shear_n = study.standing.compression_n[:, i], study.standing.shear_n[:, i]
    weight_n = study.subject.body.total_mass_kg * STANDARD_GRAVITY_M_PER_S2
    medians_n = [
        float(np.median(load.compression_n[study.held & can_hold(load), i]))
        for load in (study.load, *study.shared_otherwise)
    ]
    fixed_n = study.fixed_angle.compression_n[study.held & can_hold(study.fixed_angle), i]
    return ActivityLevel(
        load=LevelLoad(
            level=level,
            compression_n=_interval(study, _column("compression_n", i)),
            shear_n=_interval(study, _column("shear_n", i)),
            compression_body_weights=_interval(study, lambda load: load.compression_n[:, i] / weight_n),
            change_percent=_interval(study, lambda load: 100.0 * (load.compression_n[:, i] / standing_n - 1.0)),
            shear_change_n=_interval(study, lambda load: load.shear_n[:, i] - standing_shear_n),
        ),
        to_standing_ratio=_interval(study, lambda load: load.compression_n[:, i] / standing_n),
        contact_low_n=min(medians_n) if study.shared_otherwise else None,
        contact_high_n=max(medians_n) if study.shared_otherwise else None,
        fixed_angle_median_n=float(np.median(fixed_n)) if len(fixed_n) else None,
    )


def _muscle(study: ActivityStudy, group: int) -> MuscleEffort:
    """Return the effort of one group: its active force over what it can do at its length."""
    model = study.subject.model
    mine = model.muscle_group == group
    share = model.muscle_strength_n[mine] / model.muscle_strength_n[mine].sum()

    def effort_percent(load: SpineLoad) -> Float[np.ndarray, " draw"]:
        effort: Float[np.ndarray, " draw"] = 100.0 * load.activation[:, mine] @ share
        return effort

    standing = effort_percent(study.standing)
    return MuscleEffort(
        group=MUSCLE_GROUPS[group],
        name=group_name(MUSCLE_GROUPS[group]),
        effort_percent=_interval(study, effort_percent),
        change_points=_interval(study, lambda load: effort_percent(load) - standing),
    )


def _settling(study: ActivityStudy) -> Settling:
    largest = np.degrees(np.abs(study.load.deflection_rad).max(axis=(1, 2)))
    held = study.held
    return Settling(
        largest_deg=Interval.of(largest[held]),
        limit_deg=float(np.degrees(study.deflection_limit_rad)),
        fixed_angle_held_fraction=float(can_hold(study.fixed_angle)[held].mean()),
    )


def _column(name: str, place: int) -> Quantity:
    """Return a quantity that is one column of a field."""

    def of(load: SpineLoad) -> Float[np.ndarray, " draw"]:
        column: Float[np.ndarray, " draw"] = getattr(load, name)[:, place]
        return column

    return of


def _interval(study: ActivityStudy, quantity: Quantity) -> Interval:
    """Return the interval of a quantity, wide enough for every sharing of the contact forces.

    The median is that of the usual sharing; the ends are the outermost of those of all sharings.
    """
    usual, *others = (
        Interval.of(quantity(load)[study.held & can_hold(load)]) for load in (study.load, *study.shared_otherwise)
    )
    return Interval(
        median=usual.median,
        low=min(usual.low, *(other.low for other in others)) if others else usual.low,
        high=max(usual.high, *(other.high for other in others)) if others else usual.high,
    )
