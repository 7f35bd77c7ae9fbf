"""The load of one activity on one person's spine, beside this person's own quiet standing, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from heelwise.activities.catalogue import find_activity
from heelwise.activities.parameter import Value, check_values
from heelwise.activities.pose import ActivityPose, Subject
from heelwise.body import Person, ReferenceModel
from heelwise.evidence import EvidenceLibrary, PooledChange
from heelwise.mechanics import BodyPosture, ExternalLoads, LoadOptions, SpineLoad, spine_load, study_heels
from heelwise.mechanics.heel_study import N_DRAWS, spread_scores
from heelwise.mechanics.spine_load import DEFLECTION_LIMIT_RAD, LOADED_DEFLECTION_LIMIT_RAD, USUAL
from heelwise.shapes import Bool, Float

N_ACTIVITY_SCORES = 4
"""Independent sources of doubt in how an activity is done."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActivityLoad:
    """What the spine carries in an activity, per draw.

    Parameters
    ----------
    name, values
        The activity and its parameters, in SI.
    subject, pose
        Who does it, and how.
    standing
        Load in quiet standing, the same draws.
    load
        Load in the activity; not-a-number where a draw cannot do it.
    fixed_angle
        The same with every level held at its imposed angle; often not-a-number, for muscles alone can rarely do it.
    contact_loads
        The same with indeterminate contacts shared otherwise.
    """

    name: str
    values: Mapping[str, Value]
    subject: Subject
    pose: ActivityPose
    standing: SpineLoad
    load: SpineLoad
    fixed_angle: SpineLoad | None
    contact_loads: tuple[SpineLoad, ...]

    @property
    def held(self) -> Bool[np.ndarray, " draw"]:
        """Which draws can do it."""
        held: Bool[np.ndarray, " draw"] = np.isfinite(self.load.compression_n[:, 0])
        return held & np.isfinite(self.standing.compression_n[:, 0])

    def ratio_to_standing(self) -> Float[np.ndarray, "draw level"]:
        """Return compression over compression in quiet standing."""
        ratio: Float[np.ndarray, "draw level"] = self.load.compression_n / self.standing.compression_n
        return ratio


def study_subject(
    person: Person,
    model: ReferenceModel,
    library: EvidenceLibrary,
    pooled: Mapping[str, PooledChange],
    *,
    rng: np.random.Generator,
    n_draws: int = N_DRAWS,
) -> tuple[Subject, SpineLoad]:
    """Return a person's draws and their load in quiet standing.

    Parameters
    ----------
    person
        Who.
    model
        Reference body.
    library, pooled
        Numbers, and pooled changes of posture in heels (which barefoot standing does not use).
    rng
        Source of the draws.
    n_draws
        Even number of draws.
    """
    study = study_heels(person, [], model, library, pooled, rng=rng, n_draws=n_draws)
    assert study.barefoot_load is not None
    subject = Subject(
        model=model,
        body=study.standing.body,
        standing=study.standing.body_posture(study.barefoot),
        rest_flexion_rad=study.rest_flexion_rad,
        library=library,
        score=spread_scores(n_draws, N_ACTIVITY_SCORES, rng),
    )
    return subject, study.barefoot_load


def middle_subject(subject: Subject) -> Subject:
    """Return the mean body in the mean standing posture, as two equal draws."""
    standing = BodyPosture(
        **{
            name: np.repeat(getattr(subject.standing, name).mean(axis=0, keepdims=True), 2, axis=0)
            for name in BodyPosture.__dataclass_fields__
        }
    )
    return replace(
        subject,
        body=subject.body.mean().repeat(2),
        standing=standing,
        rest_flexion_rad=np.repeat(subject.rest_flexion_rad.mean(axis=0, keepdims=True), 2, axis=0),
        score=np.zeros((2, subject.score.shape[1])),
    )


def compute_activity_load(
    subject: Subject,
    standing: SpineLoad,
    name: str,
    values: Mapping[str, object],
    *,
    options: LoadOptions = USUAL,
    with_extras: bool = True,
) -> ActivityLoad:
    """Return the load of an activity.

    Parameters
    ----------
    subject, standing
        From `study_subject`.
    name, values
        Which activity with which parameters, in the units of their names (``angle_deg``); those left out take their
        usual values.
    options
        Choices of the analysis; the limit of settling follows from the activity.
    with_extras
        Also compute the answers with fixed levels and with contacts shared otherwise.

    Raises
    ------
    InputError
        If there is no such activity, or a parameter is out of range.
    InfeasiblePostureError
        If the body would fall over.

    Notes
    -----
    Passive tissue rests where each draw's spine does without a load. Draws that cannot hold the posture are marked.
    """
    activity = find_activity(name)
    checked = check_values(activity, values)
    pose = activity.pose(subject, checked)
    limit = LOADED_DEFLECTION_LIMIT_RAD if pose.is_loaded else DEFLECTION_LIMIT_RAD

    def load(external: ExternalLoads, limit_rad: float) -> SpineLoad:
        return spine_load(
            subject.model,
            subject.body,
            pose.posture,
            subject.neutral_angle_rad,
            external,
            opposing=pose.opposing,
            options=replace(options, deflection_limit_rad=limit_rad),
            mark_infeasible=True,
        )

    return ActivityLoad(
        name=activity.name,
        values=checked,
        subject=subject,
        pose=pose,
        standing=standing,
        load=load(pose.external, limit),
        fixed_angle=load(pose.external, 0.0) if with_extras else None,
        contact_loads=tuple(load(other, limit) for other in pose.contact_range) if with_extras else (),
    )
