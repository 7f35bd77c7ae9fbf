"""Upright standing against another engine: OpenSim 4.6 with a lifting full-body model, 84 kg, 1.70 m.

The two models share an ancestor for the lumbar vertebrae, so that agreement is weaker evidence than a measurement. The
other one has no passive tissue: ours is compared with its tissue at rest, and what stretched tissue adds stands apart.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.studies import middle_load, model

from heelwise.body import LEVELS, Person
from heelwise.mechanics import SpineLoad

SAME_BODY = Person(age_years=35, height_m=1.70, mass_kg=83.98, sex="male")
COMPRESSION_N = {"L4/L5": 571.0, "L5/S1": 531.0}
SHEAR_N = {"L4/L5": 72.0, "L5/S1": 276.0}
DISC_SLOPE_DEG = {"L4/L5": 7.0, "L5/S1": 27.5}

TOLERANCE = 0.25
"""One degree of lean is 7 to 9 % and the other model's lean was not read (2 degrees: 16 %); it balances three
coordinates instead of every level, which moves loads by -4 to +15 %, and keeps every muscle at 1 % or more."""


@pytest.fixture(scope="module")
def ours() -> SpineLoad:
    return middle_load(SAME_BODY, stretched=False)


@pytest.mark.parametrize("level", COMPRESSION_N)
def test_opensim_standing_compression(level: str, ours: SpineLoad) -> None:
    assert ours.compression_n[0, LEVELS.index(level)] == pytest.approx(COMPRESSION_N[level], rel=TOLERANCE)


@pytest.mark.parametrize("level", SHEAR_N)
def test_opensim_standing_force_on_the_disc(level: str, ours: SpineLoad) -> None:
    """Size of compression and shear together, which does not hear how the disc plane was read off the bones."""
    i = LEVELS.index(level)
    size_n = float(np.hypot(ours.compression_n[0, i], ours.shear_n[0, i]))
    assert size_n == pytest.approx(float(np.hypot(COMPRESSION_N[level], SHEAR_N[level])), rel=TOLERANCE)


@pytest.mark.parametrize("level", SHEAR_N)
def test_opensim_standing_shear_in_our_disc_plane(level: str, ours: SpineLoad) -> None:
    """Their force turned into our disc plane: the bones of the two models differ by 6 degrees at L4/L5, where each
    degree is worth 10 N; the sign is the same and the size within the tolerance of the whole force."""
    i = LEVELS.index(level)
    turn = float(model().disc_slope_rad[i]) - np.radians(DISC_SLOPE_DEG[level])
    expected_n = SHEAR_N[level] * np.cos(turn) + COMPRESSION_N[level] * np.sin(turn)
    assert ours.shear_n[0, i] == pytest.approx(expected_n, rel=TOLERANCE)


def test_opensim_standing_muscles_rest(ours: SpineLoad) -> None:
    """No trunk muscle above 2 % there, its lower limit being 1 %; ours, balancing every level, stays below 10 %."""
    assert float(np.nanmax(ours.activation)) < 0.10


@pytest.mark.parametrize("level", COMPRESSION_N)
def test_stretched_tissue_adds_to_what_the_muscles_of_standing_do(level: str, ours: SpineLoad) -> None:
    """Ours alone: unloaded spines are flatter than standing ones, and what bends them back squeezes the discs.

    Range: 0.1 to 0.4 of the load without it, as 13 (5) degrees shared by six levels of about 2.5 N m a degree make 3 to
    8 N m at each, held by muscles 6 cm behind it: 50 to 130 N, more where fascicles also pull the levels above.
    """
    i = LEVELS.index(level)
    with_tissue = float(middle_load(SAME_BODY).compression_n[0, i])
    assert 0.1 < with_tissue / float(ours.compression_n[0, i]) - 1.0 < 0.4
