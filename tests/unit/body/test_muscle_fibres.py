"""How long fibres and tendons are, against the sarcomeres they were set by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from heelwise.body import MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, BodyDraws, Person, ReferenceModel
from heelwise.body.muscle_fibres import fibre_lengths_m
from heelwise.evidence import EvidenceLibrary


def upright_ratio(model: ReferenceModel, library: EvidenceLibrary, scale: float = 1.0) -> np.ndarray:
    """Return fibre length over optimal length of every muscle in the reference pose of a body scaled as a whole."""
    found = fibre_lengths_m(model, library, scale, scale, 1)
    path_m = scale * model.muscle_neutral_length_m
    return np.asarray((path_m - found["tendon_length_m"][0]) / found["optimal_fibre_length_m"][0])


@pytest.mark.parametrize("group", TRUNK_MUSCLE_GROUPS)
def test_upright_a_trunk_muscle_works_where_its_sarcomeres_do(
    group: str, model: ReferenceModel, library: EvidenceLibrary
) -> None:
    quantity = library.quantity("muscles.neutral_operating_length_ratio")
    known = dict(zip(quantity.labels, np.atleast_1d(quantity.value), strict=True))
    mine = model.muscle_group == MUSCLE_GROUPS.index(group)
    allowed = [known[group], known.get("lumbar_erector_spinae", known[group])]
    ratio = upright_ratio(model, library)[mine]
    assert np.all(np.isclose(ratio, allowed[0], rtol=1e-9) | np.isclose(ratio, allowed[1], rtol=1e-9))
    assert np.isclose(ratio, allowed[0], rtol=1e-9).any()


def test_every_muscle_has_fibres_and_works_within_what_fibres_can(
    model: ReferenceModel, library: EvidenceLibrary
) -> None:
    """Overlapping filaments: half to one and a half times the optimal length; the shortest fascicles have 6 mm."""
    ratio = upright_ratio(model, library)
    assert np.isfinite(ratio).all()
    assert np.all((ratio > 0.5) & (ratio < 1.5))
    assert np.all(fibre_lengths_m(model, library, 1.0, 1.0, 1)["optimal_fibre_length_m"] > 0.005)


def test_a_larger_body_has_longer_muscles_that_work_at_the_same_length(
    model: ReferenceModel, library: EvidenceLibrary
) -> None:
    small, large = (fibre_lengths_m(model, library, scale, scale, 1) for scale in (1.0, 1.15))
    for name in ("optimal_fibre_length_m", "tendon_length_m"):
        np.testing.assert_allclose(large[name], 1.15 * small[name], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(upright_ratio(model, library, 1.15), upright_ratio(model, library), rtol=1e-9)


def test_longer_legs_lengthen_no_trunk_muscle(model: ReferenceModel, library: EvidenceLibrary) -> None:
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    short, long = (fibre_lengths_m(model, library, 1.0, scale, 1)["optimal_fibre_length_m"][0] for scale in (1.0, 1.2))
    np.testing.assert_array_equal(short[trunk], long[trunk])
    assert np.all(long[~trunk] > short[~trunk])


def test_a_path_drawn_longer_is_taken_for_a_longer_muscle(model: ReferenceModel, library: EvidenceLibrary) -> None:
    """So that a mended path does not pull at rest for being longer than the source's."""
    longer = replace(model, muscle_neutral_length_m=1.2 * model.muscle_neutral_length_m)
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    np.testing.assert_allclose(upright_ratio(longer, library)[trunk], upright_ratio(model, library)[trunk], rtol=1e-9)


def test_every_draw_has_the_same_fibres(draw: Callable[..., BodyDraws]) -> None:
    body = draw(Person(age_years=30, height_m=1.7, mass_kg=70), 6)
    for name in ("optimal_fibre_length_m", "tendon_length_m", "passive_strain_ratio"):
        assert np.ptp(getattr(body, name), axis=0).max() == 0.0
