"""The load of an activity as the published JSON object; `load.schema.json` is its schema."""

from __future__ import annotations

from heelwise.body import SIDES
from heelwise.explain.answer import Json, MuscleEffort
from heelwise.explain.load_answer import ActivityLevel, LoadAnswer, LoadFigures
from heelwise.text import Translate
from heelwise.version import __version__


def load_answer_to_json(answer: LoadAnswer, translate: Translate) -> Json:
    """Return the answer as plain values, its sentences in the reader's language."""
    return {
        "version": __version__,
        "person": _person(answer, translate),
        "activity": _activity(answer, translate),
        **_figures(answer.figures, translate),
        "sentence": answer.sentence.render(translate),
        "draws": {"asked": answer.n_draws, "left_out": answer.n_left_out},
    }


def _person(answer: LoadAnswer, translate: Translate) -> Json:
    person = answer.person
    return {
        "sex": person.sex or "average",
        "age_years": person.age_years,
        "height_m": person.height_m,
        "mass_kg": person.mass_kg,
        "pregnant": person.pregnant,
        "body_mass_index_kg_per_m2": person.body_mass_index_kg_per_m2,
        "notes": [text.render(translate) for text in answer.notes],
    }


def _activity(answer: LoadAnswer, translate: Translate) -> Json:
    return {
        "name": answer.activity.name,
        "title": answer.activity.title.render(translate),
        "peak_over_stride": answer.is_peak,
        "parameters": [
            {"name": given.name, "text": given.text.render(translate), "unit": given.unit, "value": given.value}
            for given in answer.values
        ],
    }


def _figures(figures: LoadFigures | None, translate: Translate) -> Json:
    if figures is None:
        names = ("levels", "muscles", "hip_force_n", "residual_n_m", "settling", "fixed_angle", "contact_sharing")
        return dict.fromkeys(names)
    levels, settling = figures.levels, figures.settling
    return {
        "levels": [_level(level) for level in levels],
        "muscles": [_muscle(muscle, translate) for muscle in figures.muscles],
        "hip_force_n": {side: force.to_json() for side, force in zip(SIDES, figures.hip_force_n, strict=True)},
        "residual_n_m": figures.residual_n_m,
        "settling": {"largest_deg": settling.largest_deg.to_json(), "limit_deg": settling.limit_deg},
        "fixed_angle": {
            "held_fraction": settling.fixed_angle_held_fraction,
            "levels": [{"level": x.load.level, "median_n": x.fixed_angle_median_n} for x in levels],
        },
        "contact_sharing": _contact_sharing(levels),
    }


def _level(level: ActivityLevel) -> Json:
    load = level.load
    assert load.change_percent is not None and load.shear_change_n is not None
    return {
        "level": load.level,
        "compression_n": load.compression_n.to_json(),
        "shear_n": load.shear_n.to_json(),
        "compression_body_weights": load.compression_body_weights.to_json(),
        "change_percent": load.change_percent.to_json(),
        "shear_change_n": load.shear_change_n.to_json(),
        "ratio_to_standing": level.to_standing_ratio.to_json(),
    }


def _muscle(muscle: MuscleEffort, translate: Translate) -> Json:
    assert muscle.change_points is not None
    return {
        "group": muscle.group,
        "name": muscle.name.render(translate),
        "effort_percent": muscle.effort_percent.to_json(),
        "change_points": muscle.change_points.to_json(),
    }


def _contact_sharing(levels: tuple[ActivityLevel, ...]) -> list[Json] | None:
    """Return how far other sharings of the contact forces move each level; None where there is nothing to share."""
    if levels[0].contact_low_n is None:
        return None
    return [
        {"level": level.load.level, "low_n": level.contact_low_n, "high_n": level.contact_high_n} for level in levels
    ]
