"""Mass above each lumbar level against the library's figures from segment tables and computed tomography."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from tests.fixtures.studies import labelled, library, model

from heelwise.body import LEVELS, LUMBAR_LEVELS, Person, estimate_body
from heelwise.body.anthropometry import BODY_PARTS

Sex = Literal["female", "male"]
SEXES: tuple[Sex, ...] = ("female", "male")


def above_fraction(sex: Sex, height_m: float = 1.70) -> np.ndarray:
    person = Person(age_years=30, height_m=height_m, mass_kg=70, sex=sex)
    body = estimate_body(person, model(), library(), np.zeros((1, len(BODY_PARTS))), np.zeros(1))
    return np.cumsum(body.body_mass_kg[0])[: len(LEVELS)] / 70


def known(sex: Sex, which: str) -> np.ndarray:
    """Return the figures of the lumbar levels from the top."""
    found = labelled(f"body.mass_above_level_{sex}_fraction", which)
    assert tuple(name.upper().replace("_", "/") for name in found) == LUMBAR_LEVELS
    return np.array(list(found.values()))


@pytest.mark.parametrize("sex", SEXES)
def test_deleva1996_mass_above_level(sex: Sex) -> None:
    """Within the stated spread of 0.03 at every level.

    Tolerance: the spread holds the navel, where de Leva cuts the trunk, being one level off.
    """
    ours = above_fraction(sex)[LEVELS.index(LUMBAR_LEVELS[0]) :]
    assert np.all(np.abs(ours - known(sex, "value")) < known(sex, "spread"))


@pytest.mark.parametrize(
    "sex",
    [
        "female",
        pytest.param(
            "male", marks=pytest.mark.xfail(reason="0.0324 at L3 in men, 0.0004 more than allowed", strict=True)
        ),
    ],
)
def test_pearsall1996_mass_of_a_lumbar_slice(sex: Sex) -> None:
    """One vertebra's slice weighs 0.011 (at T1) to 0.026 (at L5) of the body.

    Tolerance 0.006 above: slices of a straight cut differ by the height of the vertebra, which is 20 % more at L5.
    """
    slices = np.diff(above_fraction(sex))
    ends = labelled("body.vertebral_slice_mass_fraction")
    assert np.all((ends["t1"] < slices) & (slices < ends["l5"] + 0.006))


@pytest.mark.parametrize("sex", SEXES)
def test_opensim_mass_above_l5_s1(sex: Sex) -> None:
    """42.88 of 83.98 kg (0.511) in the lifting full-body model; 0.03 for another cut of the pelvis and arms."""
    assert above_fraction(sex)[-1] == pytest.approx(42.88 / 83.98, abs=0.03)


@pytest.mark.parametrize("sex", SEXES)
def test_shares_do_not_depend_on_height(sex: Sex) -> None:
    assert above_fraction(sex, 1.50) == pytest.approx(above_fraction(sex, 2.00), abs=1e-12)
