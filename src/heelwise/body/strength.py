"""Muscle strength of one person, from the reference model's by body mass, sex and age."""

from __future__ import annotations

import numpy as np

from heelwise.body.person import Person, Sex
from heelwise.body.reference_model import MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, ReferenceModel
from heelwise.evidence import EvidenceLibrary
from heelwise.shapes import Float


def estimate_strength_n(
    person: Person,
    sex: Sex,
    model: ReferenceModel,
    library: EvidenceLibrary,
    score: Float[np.ndarray, " draw"],
) -> Float[np.ndarray, "draw muscle"]:
    """Return the maximum force of each muscle at its optimal length [N].

    Parameters
    ----------
    person
        Mass and age count.
    sex
        Whose ratio of strength to mass.
    model
        Strength of the reference body, a man.
    library
        Where the numbers come from.
    score
        Standard normal scores of this person's strength against others alike, shape (draw,).

    Notes
    -----
    Muscle volume grows with body mass times height and fibre length with height (handsfield-2014), so force grows with
    mass. Trunk muscles of the source model make 143 N m for a man of 84 kg; they are given the muscle stress at which
    models match measured strength (burkhart-2018). Women's trunk muscles are weaker per body mass and everybody's
    decline with age by sourced ratios.
    """
    reference_kg = _number(library, "strength.reference_model_mass_kg")
    factor = person.mass_kg / reference_kg
    if sex == "female":
        factor *= _number(library, "strength.female_to_male_strength_per_mass_ratio")
    years_past = max(0.0, person.age_years - _number(library, "strength.decline_from_age_years"))
    factor *= 1.0 - _number(library, "strength.decline_per_year_fraction") * years_past
    spread = _number(library, "strength.between_person_sd_fraction")
    varied = factor * np.exp(np.log1p(spread) * score)
    strength: Float[np.ndarray, "draw muscle"] = varied[:, None] * _reference_strength_n(model, library)
    return strength


def _reference_strength_n(model: ReferenceModel, library: EvidenceLibrary) -> Float[np.ndarray, " muscle"]:
    """Return the strength of the reference body's muscles [N]: trunk at the measured stress, one psoas a side."""
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    multiplier = _number(library, "strength.strength_multiplier_ratio")
    strength_n = model.muscle_strength_n * np.where(trunk, multiplier, 1.0)
    psoas = model.muscle_group == MUSCLE_GROUPS.index("psoas")
    stress_pa = _number(library, "strength.maximum_muscle_stress_pa")
    both_sides_n = 2.0 * _number(library, "muscles.psoas_cross_section_m2") * stress_pa
    strength_n[psoas] *= both_sides_n / strength_n[psoas].sum()
    return strength_n


def _number(library: EvidenceLibrary, key: str) -> float:
    value = library.quantity(key).value
    assert isinstance(value, float)
    return value
