"""How long muscle fibres are: set so that each muscle works, upright, where its sarcomeres were measured to be."""

from __future__ import annotations

import numpy as np

from heelwise.body.reference_model import MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, ReferenceModel
from heelwise.evidence import EvidenceLibrary


def fibre_lengths_m(
    model: ReferenceModel, library: EvidenceLibrary, trunk_scale: float, leg_scale: float, n_draws: int
) -> dict[str, np.ndarray]:
    """Return optimal fibre length, tendon length [m] and passive strain of each muscle, shape (draw, muscle) each.

    Parameters
    ----------
    model
        Reference body; its reference pose is taken as upright.
    library
        Where sarcomere and fibre lengths come from.
    trunk_scale, leg_scale
        Person's lengths over the reference body's: trunk muscles go with the first, hip muscles with the second.
    n_draws
        Number of equal rows.

    Notes
    -----
    The source model's own fibre lengths put rectus abdominis at 1.4 times its optimal length at rest, where it would
    pull with its full strength without being active. Hip muscles keep the lengths of the model they come from.
    """
    fibre, operating = (
        _by_muscle(model, library, f"muscles.{name}")
        for name in ("optimal_fibre_to_muscle_length_ratio", "neutral_operating_length_ratio")
    )
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    path_m = trunk_scale * model.muscle_neutral_length_m
    hip_fibre, hip_tendon = (
        leg_scale * _by_name(model, library, f"muscles.hip_{part}_length_m") for part in ("fibre", "tendon")
    )
    optimal_m = np.where(trunk, fibre * path_m, hip_fibre)
    strain = [_number(library, f"muscles.{prefix}passive_strain_at_full_force_ratio") for prefix in ("", "hip_")]
    return {
        "optimal_fibre_length_m": np.tile(optimal_m, (n_draws, 1)),
        "tendon_length_m": np.tile(np.where(trunk, path_m - operating * optimal_m, hip_tendon), (n_draws, 1)),
        "passive_strain_ratio": np.tile(np.where(trunk, strain[0], strain[1]), (n_draws, 1)),
    }


_LUMBAR_ERECTOR_STEMS = ("LTpL", "IL_L")
"""Fascicles of the erector spinae that start at lumbar vertebrae: short ones without the long thoracic tendons."""


def _by_muscle(model: ReferenceModel, library: EvidenceLibrary, key: str) -> np.ndarray:
    """Return a table of muscle groups as one value for each muscle."""
    quantity = library.quantity(key)
    assert isinstance(quantity.value, tuple)
    known = dict(zip(quantity.labels, quantity.value, strict=True))
    value = np.array([known[name] for name in MUSCLE_GROUPS])[model.muscle_group]
    lumbar = np.array([name.startswith(_LUMBAR_ERECTOR_STEMS) for name in model.muscle_name])
    return np.where(lumbar, known.get("lumbar_erector_spinae", value), value)


def _by_name(model: ReferenceModel, library: EvidenceLibrary, key: str) -> np.ndarray:
    """Return a table of muscles as one value for each muscle; not-a-number for those it does not name."""
    quantity = library.quantity(key)
    assert isinstance(quantity.value, tuple)
    known = dict(zip(quantity.labels, quantity.value, strict=True))
    return np.array([known.get(name[:-2], np.nan) for name in model.muscle_name])


def _number(library: EvidenceLibrary, key: str) -> float:
    value = library.quantity(key).value
    assert isinstance(value, float)
    return value
