"""One question, one answer: what these shoes do to this person's back."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from heelwise.body import Person, ReferenceModel
from heelwise.errors import InputError
from heelwise.evidence import EvidenceLibrary, load_library, pool_posture_changes
from heelwise.explain.answer import Answer, Figures, ShoeAnswer
from heelwise.explain.body_outline import outline_body
from heelwise.explain.computed_claims import answer_claims, claimed_shoe
from heelwise.explain.interval_shares import interval_shares
from heelwise.explain.sentences import matters_most, not_known, person_notes, shoe_name, shoe_sentence
from heelwise.explain.stance_answer import answer_stance, change_percent, held_draws
from heelwise.footwear import Shoe, categorise
from heelwise.mechanics import N_DRAWS, HeelStudy, study_heels
from heelwise.mechanics.heel_study import foot_of
from heelwise.mechanics.posture_prior import radiographs_disagree
from heelwise.text import N_, Text

DEFAULT_SEED = 20260
MOST_SHOES = 12

_LARGEST_SHARE_LEFT_OUT = 0.50
_DAY_S = 86_400.0


def why(
    person: Person, shoes: Sequence[Shoe], hours_s: float, *, model: ReferenceModel, seed: int = DEFAULT_SEED
) -> Answer:
    """Return what these shoes do to this person's back, against standing barefoot.

    Parameters
    ----------
    person
        Who.
    shoes
        One to `MOST_SHOES` shoes.
    hours_s
        How long they are worn [s].
    model
        Reference body.
    seed
        Seed of the draws; the same seed gives the same answer.

    Raises
    ------
    InputError
        If there is no shoe, a heel is too high for this foot, or the time is out of range.
    InfeasiblePostureError
        If most ways to stand could not be held by any muscle effort; names level, direction and missing moment.
        Single ones are left out: a person who stands there is stronger than that draw.
    """
    _check_question(shoes, hours_s)
    library = load_library()
    study = _study(person, shoes, model, library, seed)
    held = held_draws(study)
    left_out = int(np.sum(~held))
    if left_out > _LARGEST_SHARE_LEFT_OUT * len(held):
        _study(person, shoes, model, library, seed, hold_all=True)
    answers = tuple(_answer_shoe(study, i, shoe) for i, shoe in enumerate(shoes))
    foot = foot_of(person)
    return Answer(
        person=person,
        hours_s=hours_s,
        foot_length_m=foot.length_m,
        foot_is_measured=foot.measured,
        notes=person_notes(
            person,
            n_draws=len(held),
            n_left_out=left_out,
            radiographs_disagree=radiographs_disagree(person, study.standing.chain, library),
        ),
        barefoot=answer_stance(study, None, None),
        shoes=answers,
        claims=answer_claims(study, tuple(a.name for a in answers), len(shoes), library),
        matters_most=matters_most(study, answers, hours_s, library),
        not_known=not_known(person, answers, foot_is_measured=foot.measured),
        n_draws=len(held),
        n_left_out=left_out,
        figures=_figures(study, shoes),
    )


def _study(
    person: Person,
    shoes: Sequence[Shoe],
    model: ReferenceModel,
    library: EvidenceLibrary,
    seed: int,
    *,
    hold_all: bool = False,
) -> HeelStudy:
    """Return the draws for the person's shoes and, last, the heel of claim W5, which every adult foot takes."""
    return study_heels(
        person,
        (*shoes, claimed_shoe()),
        model,
        library,
        pool_posture_changes(library),
        rng=np.random.default_rng(seed),
        n_draws=N_DRAWS,
        hold_all=hold_all,
    )


def _answer_shoe(study: HeelStudy, which: int, shoe: Shoe) -> ShoeAnswer:
    shares = None
    if study.shoe_loads is not None:
        shares = interval_shares(change_percent(study, which, "L5/S1"), study.score[held_draws(study)])
    return ShoeAnswer(
        shoe=shoe,
        name=shoe_name(shoe),
        pitch_deg=math.degrees(study.in_shoes[which].pitch_rad),
        category=categorise(shoe),
        stance=answer_stance(study, which, shoe),
        interval_shares=shares,
        sentence=shoe_sentence(study, which),
    )


def _figures(study: HeelStudy, shoes: Sequence[Shoe]) -> Figures:
    standing = study.standing
    return Figures(
        barefoot=outline_body(standing, study.barefoot.trunk, None),
        shoes=tuple(
            outline_body(standing, stance.trunk, shoe) for stance, shoe in zip(study.in_shoes, shoes, strict=False)
        ),
    )


def _check_question(shoes: Sequence[Shoe], hours_s: float) -> None:
    if not 1 <= len(shoes) <= MOST_SHOES:
        raise InputError(
            "shoes",
            Text(
                N_("{n} shoes were given; ask about 1 to {most} at a time."),
                {"n": len(shoes), "most": MOST_SHOES},
            ),
        )
    if not (math.isfinite(hours_s) and 0 < hours_s <= _DAY_S):
        raise InputError(
            "hours_s",
            Text(
                N_("The time is {hours} h; it can be above 0 and up to 24 h."),
                {"hours": f"{hours_s / 3600.0:.4g}"},
            ),
        )
