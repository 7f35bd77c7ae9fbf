"""The curve of the back and the slope of the sacrum, standing barefoot, against radiographs of thousands."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.studies import MAN, WOMAN, library, study, value

PEOPLE = {"woman": WOMAN, "man": MAN}
KEYS = {"lordosis": "spine.lumbar_lordosis_rad", "slope": "spine.sacral_slope_rad", "lean": "stance.c7_plumb_lean_rad"}


def drawn_rad(name: str, what: str) -> np.ndarray:
    found = study(PEOPLE[name], ())
    if what == "lordosis":
        return found.barefoot.trunk.lordosis_rad
    if what == "lean":
        return found.barefoot.trunk.lean_rad
    return found.standing.model.sacral_slope_rad + found.barefoot.pelvis_anterior_tilt_rad


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("what", KEYS)
def test_spinopelvic2017_middle_of_the_draws(what: str, name: str) -> None:
    """Our middle within one standard deviation of people, all of which enter the prior that it comes from.

    Tolerance: one model body has one shape of pelvis; incidence alone differs by 10 degrees between people.
    """
    spread = library().quantity(KEYS[what]).spread
    assert isinstance(spread, float)
    assert float(drawn_rad(name, what).mean()) == pytest.approx(value(KEYS[what]), abs=spread)


@pytest.mark.xfail(
    reason="lordosis of our draws spreads by 7.1 degrees against 12.5 in people, the slope by 5.2 against 8.0: the "
    "model has one shape of pelvis and one rigid chest, where people differ in both",
    strict=True,
)
@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("what", ["lordosis", "slope"])
def test_spinopelvic2017_spread_of_the_draws(what: str, name: str) -> None:
    """A person nobody has measured is as uncertain as people differ: at least two thirds of their spread.

    Tolerance: a third less may be the groups that differ between studies.
    """
    spread = library().quantity(KEYS[what]).spread
    assert isinstance(spread, float)
    assert float(drawn_rad(name, what).std()) > 2.0 / 3.0 * spread


@pytest.mark.parametrize("name", PEOPLE)
def test_aota2009_spread_of_the_lean(name: str) -> None:
    """Lean is what the load hears most: at least two thirds of the measured 2.8 degrees, at most all of them."""
    spread = library().quantity(KEYS["lean"]).spread
    assert isinstance(spread, float)
    assert 2.0 / 3.0 * spread < float(drawn_rad(name, "lean").std()) < 1.1 * spread
