"""Quiet standing against what was measured inside people, and against what standing may cost at all.

Nobody measured the load on a spine in heels; these rows are about bare feet.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.studies import MAN, WOMAN, interval, labelled, middle_load, study, value

from heelwise.body import LEVELS, MUSCLE_GROUPS, Person
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2

L4_L5 = LEVELS.index("L4/L5")
PEOPLE = {
    "woman": WOMAN,
    "man": MAN,
    "average": Person(age_years=50, height_m=1.70, mass_kg=70),
    "small": Person(age_years=25, height_m=1.50, mass_kg=45, sex="female"),
    "tall": Person(age_years=25, height_m=1.95, mass_kg=95, sex="male"),
    "heavy": Person(age_years=45, height_m=1.70, mass_kg=115, sex="female"),
    "old": Person(age_years=80, height_m=1.65, mass_kg=65, sex="female"),
}
WILKE_MAN = Person(age_years=45, height_m=1.70, mass_kg=70, sex="male")
"""The man whose pressure was measured; his height is not in our source and moves the load by less than 2 %."""


def in_body_weights(person: Person) -> float:
    weight_n = person.mass_kg * STANDARD_GRAVITY_M_PER_S2
    return float(middle_load(person).compression_n[0, L4_L5]) / weight_n


@pytest.mark.parametrize("name", PEOPLE)
def test_dreischarf2013_standing_compression_in_body_weights(name: str) -> None:
    """Between the weight above L4/L5 alone and twice that.

    Tolerance: 0.5 is what lies above the level, which no upright spine can carry less than; 1.1 holds every published
    model (0.6 to 1.0) and the pressure-derived 0.87 with a quarter to spare. A posture or muscle fault of the source
    model gave 2 to 3 body weights.
    """
    assert 0.5 < in_body_weights(PEOPLE[name]) < 1.1


def test_wilke1999_standing_compression_interval() -> None:
    """The pooled interval of the library (0.5 to 1.4): its ends are argued there."""
    low, high = interval("spine.standing_compression_body_weights")
    assert low < in_body_weights(WILKE_MAN) < high


def pressure_derived_n() -> tuple[float, float]:
    """Return force and its relative standard deviation: pressure times disc area times a factor.

    Pressure plus or minus 20 % (said so in the library), area 2 of 18 cm^2, factor 0.055 of 0.66 (a quarter of its
    range over postures): together 24 %.
    """
    pressure_pa = labelled("spine.standing_disc_pressure_pa")["wilke"]
    area_m2, factor = value("spine.disc_area_m2"), value("spine.force_over_pressure_and_area_ratio")
    return pressure_pa * area_m2 * factor, float(np.sqrt(0.20**2 + (2.0 / 18.0) ** 2 + (0.055 / 0.66) ** 2))


def test_wilke1999_standing_compression_within_two_spreads() -> None:
    """594 N give or take 24 % of the measurement; two spreads, because one man was measured once."""
    force_n, spread = pressure_derived_n()
    assert force_n == pytest.approx(594.0, abs=1.0)
    ours_n = float(middle_load(WILKE_MAN).compression_n[0, L4_L5])
    assert abs(ours_n / force_n - 1.0) < 2.0 * spread


def test_wilke1999_standing_compression_within_one_spread() -> None:
    """Agreement: inside the doubt of the measurement itself."""
    force_n, spread = pressure_derived_n()
    ours_n = float(middle_load(WILKE_MAN).compression_n[0, L4_L5])
    assert abs(ours_n / force_n - 1.0) < spread


_WEAK = pytest.mark.xfail(
    reason="one fascicle works at 16.3 % in the woman of 80, 1.3 percentage points too much: the model takes her "
    "muscles for weaker and her tissue for as stiff as in youth",
    strict=True,
)
AT_EASE = [pytest.param(name, marks=_WEAK) if name == "old" else name for name in PEOPLE]


@pytest.mark.parametrize("name", AT_EASE)
def test_torso_emg_no_trunk_muscle_works_hard_in_quiet_standing(name: str) -> None:
    """No fascicle above 15 % in the middle posture.

    Tolerance: electrodes read 1 to 8 % of maximum, 14 % in the highest abstract; single fascicles may exceed the mean
    of their muscle.
    """
    assert float(np.nanmax(middle_load(PEOPLE[name]).activation)) < 0.15


@pytest.mark.parametrize("name", ["woman", "man", "average"])
def test_torso_emg_back_extensor_effort(name: str) -> None:
    """Median effort of the long back muscles inside the library's range of electrode readings (0.5 to 14 %)."""
    low, high = interval("strength.quiet_standing_activation_fraction")
    found = study(PEOPLE[name], ())
    model, load = found.standing.model, found.barefoot_load
    assert load is not None
    mine = model.muscle_group == MUSCLE_GROUPS.index("erector_spinae")
    share = model.muscle_strength_n[mine] / model.muscle_strength_n[mine].sum()
    assert low < float(np.nanmedian(load.activation[:, mine] @ share)) < high


@pytest.mark.xfail(
    reason="the belly rests in the median draw (0 to 0.3 %); electrodes find it active a little all the time",
    strict=True,
)
def test_torso_emg_belly_muscles_are_active_all_the_time() -> None:
    """Straight and oblique belly muscles above half a percent, as back and front are in every recording."""
    model, load = study(WOMAN, ()).standing.model, study(WOMAN, ()).barefoot_load
    assert load is not None
    for group in ("rectus_abdominis", "obliques"):
        mine = model.muscle_group == MUSCLE_GROUPS.index(group)
        assert float(np.nanmedian(load.activation[:, mine].mean(axis=1))) > 0.005


@pytest.mark.parametrize("name", ["woman", "man"])
def test_forward_lean_raises_the_load_at_every_step(name: str) -> None:
    """By 4 to 12 % of the upright load for each of the first 3 degrees.

    Tolerance: statics give weight above times height above over the arm of the back muscles, 0.5 W x 0.3 m x sin 1
    degree / 0.06 m = 4 % W, about 7 % of the load; the raw source model has 7 %, ours stands nearer to balance.
    """
    loads = [float(middle_load(PEOPLE[name], lean).compression_n[0, L4_L5]) for lean in (0.0, 1.0, 2.0, 3.0, 10.0)]
    assert np.all(np.diff(loads) > 0)
    per_degree = np.diff(loads[:4]) / loads[0]
    assert np.all((per_degree > 0.04) & (per_degree < 0.12))


@pytest.mark.parametrize("name", PEOPLE)
def test_the_first_degrees_back_take_off_what_degrees_forward_add(name: str) -> None:
    """Every answer says so of L5/S1: within a third, as tissue and some muscles change sides."""
    back, upright, forward = (
        float(middle_load(PEOPLE[name], lean).compression_n[0, LEVELS.index("L5/S1")]) for lean in (-2.0, 0.0, 2.0)
    )
    assert upright - back == pytest.approx(forward - upright, rel=1.0 / 3.0)


def test_wilke1999_the_answer_says_how_near_we_are() -> None:
    """Every answer says "within a fifth of the one man measured"."""
    force_n, _ = pressure_derived_n()
    ours_n = float(middle_load(WILKE_MAN).compression_n[0, L4_L5])
    assert abs(ours_n / force_n - 1.0) < 0.2
