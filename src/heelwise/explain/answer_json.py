"""The answer as the published JSON object; `why.schema.json` is its schema."""

from __future__ import annotations

from heelwise.body import Person
from heelwise.explain.answer import (
    Answer,
    ClaimAnswer,
    Coordinate,
    Json,
    LevelLoad,
    MuscleEffort,
    ShoeAnswer,
    Stability,
    StanceAnswer,
)
from heelwise.explain.interval import Interval
from heelwise.text import Translate
from heelwise.version import __version__


def answer_to_json(answer: Answer, translate: Translate) -> Json:
    """Return the answer as plain values, its sentences in the reader's language."""
    return {
        "version": __version__,
        "person": _person(answer, translate),
        "hours": answer.hours_s / 3600.0,
        "barefoot": _stance(answer.barefoot, translate),
        "shoes": [_shoe(shoe, translate) for shoe in answer.shoes],
        "claims": [_claim(claim, translate) for claim in answer.claims],
        "matters_most": [text.render(translate) for text in answer.matters_most],
        "not_known": [text.render(translate) for text in answer.not_known],
        "draws": {"asked": answer.n_draws, "left_out": answer.n_left_out},
    }


def _person(answer: Answer, translate: Translate) -> Json:
    person: Person = answer.person
    return {
        "sex": person.sex or "average",
        "age_years": person.age_years,
        "height_m": person.height_m,
        "mass_kg": person.mass_kg,
        "pregnant": person.pregnant,
        "body_mass_index_kg_per_m2": person.body_mass_index_kg_per_m2,
        "foot_length_m": {"value": answer.foot_length_m, "measured": answer.foot_is_measured},
        "notes": [text.render(translate) for text in answer.notes],
    }


def _shoe(shoe: ShoeAnswer, translate: Translate) -> Json:
    worn = shoe.shoe
    shares = shoe.interval_shares
    return {
        "shoe": {
            "name": shoe.name.render(translate),
            "type": worn.kind,
            "heel_height_m": worn.heel_height_m,
            "platform_m": worn.platform_m,
            "pitch_deg": shoe.pitch_deg,
            "category": {
                "impact": shoe.category.impact,
                "best_for": shoe.category.best_for.render(translate),
            },
        },
        **_stance(shoe.stance, translate),
        "interval_shares": None
        if shares is None
        else [{"part": s.part, "name": s.name.render(translate), "share": s.share} for s in shares],
        "sentence": shoe.sentence.render(translate),
    }


def _stance(stance: StanceAnswer, translate: Translate) -> Json:
    return {
        "stance": {c.key: _coordinate(c) for c in stance.coordinates},
        "levels": None if stance.levels is None else [_level(level) for level in stance.levels],
        "muscles": None if stance.muscles is None else [_muscle(m, translate) for m in stance.muscles],
        "stability": _stability(stance.stability, translate),
        "residual_n_m": stance.residual_n_m,
    }


def _coordinate(coordinate: Coordinate) -> Json:
    return {**coordinate.value.to_json(), "change": _optional(coordinate.change)}


def _level(level: LevelLoad) -> Json:
    return {
        "level": level.level,
        "compression_n": level.compression_n.to_json(),
        "shear_n": level.shear_n.to_json(),
        "compression_body_weights": level.compression_body_weights.to_json(),
        "change_percent": _optional(level.change_percent),
        "shear_change_n": _optional(level.shear_change_n),
    }


def _muscle(muscle: MuscleEffort, translate: Translate) -> Json:
    return {
        "group": muscle.group,
        "name": muscle.name.render(translate),
        "effort_percent": muscle.effort_percent.to_json(),
        "change_points": _optional(muscle.change_points),
    }


def _stability(stability: Stability, translate: Translate) -> Json:
    return {
        "base_of_support_cm": stability.base_of_support_cm,
        "heel_tip_area_cm2": stability.heel_tip_area_cm2,
        "backward_margin_cm": _optional(stability.backward_margin_cm),
        "forward_margin_cm": _optional(stability.forward_margin_cm),
        "sentence": stability.sentence.render(translate),
    }


def _claim(answer: ClaimAnswer, translate: Translate) -> Json:
    claim, computed = answer.claim, answer.computed
    return {
        "key": claim.key,
        "claim": claim.claim.render(translate),
        "verdict": claim.verdict,
        "sentence": claim.sentence.render(translate),
        "grade": claim.grade,
        "sources": [
            {"key": s.key, "authors": s.authors, "title": s.title, "year": s.year, "url": s.url_or_doi}
            for s in answer.sources
        ],
        "computed": None
        if computed is None
        else {
            "sentence": computed.sentence.render(translate),
            "change_percent": _optional(computed.change_percent),
            "level": computed.level,
        },
    }


def _optional(interval: Interval | None) -> Json | None:
    return None if interval is None else dict(interval.to_json())
