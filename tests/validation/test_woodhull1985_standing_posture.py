"""Where joints stand over the ankles, against 15 adults measured standing freely.

The place of the weight before the ankles and of the upper body over the hips are inputs from the same study; where
knee and shoulder come to lie is what our legs and trunk make of them.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.studies import MAN, WOMAN, labelled, library, study, value

PEOPLE = {"woman": WOMAN, "man": MAN}
OURS = {"knee": "knee", "hip": "hip", "shoulder": "shoulder", "ear": "head_centre"}


def before_ankle_m(name: str, landmark: str) -> np.ndarray:
    found = study(PEOPLE[name], ())
    stance, standing = found.barefoot, found.standing
    if landmark in ("knee", "hip"):
        place = getattr(stance.legs, f"{landmark}_m")[:, 0]
    else:
        point = standing.body.trunk_scale * standing.model.landmark(OURS[landmark])
        place = standing.frames(stance.trunk).place(0, point)[:, 0, 0] + stance.legs.hip_m[:, 0]
    return np.asarray(place - stance.ankle_m[:, 0])


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("landmark", ["knee", "hip", "ear"])
def test_woodhull1985_landmarks_before_the_ankle(landmark: str, name: str) -> None:
    """Our mean within one standard deviation of people.

    Tolerance: the mean of 15 people is known to a quarter of that; the rest is that skin points are not joint centres
    (trochanter and ear lie 1 to 2 cm off the hip joint and the middle of the head).
    """
    mean, sd = (labelled("stance.landmark_before_ankle_m", which)[landmark] for which in ("value", "spread"))
    assert float(before_ankle_m(name, landmark).mean()) == pytest.approx(mean, abs=sd)


@pytest.mark.xfail(
    reason="our shoulder joint lies 5.9 cm before the ankle against 3.8 (1.9): 2.1 cm, 1.1 standard deviations",
    strict=True,
)
@pytest.mark.parametrize("name", PEOPLE)
def test_woodhull1985_shoulder_before_the_ankle(name: str) -> None:
    """As above; the tip of the shoulder lies 1 to 2 cm behind and above the joint, which is about what is missing."""
    mean, sd = (labelled("stance.landmark_before_ankle_m", which)["shoulder"] for which in ("value", "spread"))
    assert float(before_ankle_m(name, "shoulder").mean()) == pytest.approx(mean, abs=sd)


_RIGID_NECK = pytest.mark.xfail(
    reason="the head varies by 3.23 cm in women's draws and 3.36 in men's against 1.6 measured, 0.03 and 0.16 cm too "
    "much: people bend their necks",
    strict=True,
)
PLACES = [
    pytest.param(place, name, marks=_RIGID_NECK) if place == "ear" else (place, name)
    for name in PEOPLE
    for place in OURS
]


@pytest.mark.parametrize(("landmark", "name"), PLACES)
def test_woodhull1985_people_differ_as_much_as_our_draws(landmark: str, name: str) -> None:
    """Spread between half and twice the measured one: 15 people know a spread to a fifth, and ours leaves out build."""
    sd = labelled("stance.landmark_before_ankle_m", "spread")[landmark]
    assert 0.5 * sd < float(before_ankle_m(name, landmark).std()) < 2.0 * sd


@pytest.mark.parametrize("name", PEOPLE)
def test_woodhull1985_upper_body_before_the_knee(name: str) -> None:
    """Mass of everything above the knee, 1.4 cm before it with standard deviation 1.1: within one of those."""
    found = study(PEOPLE[name], ())
    stance, body = found.barefoot, found.standing.body
    hip, knee = stance.legs.hip_m[:, 0], stance.legs.knee_m[:, 0]
    upper_kg = body.body_mass_kg.sum(axis=1)
    upper = hip + found.standing.mass_before_m(stance.trunk, "hip")
    thigh = hip + body.thigh_centre_fraction * (knee - hip)
    centre = (upper_kg * upper + body.thigh_mass_kg * thigh) / (upper_kg + body.thigh_mass_kg)
    spread = library().quantity("stance.upper_body_centre_before_knee_m").spread
    assert isinstance(spread, float)
    expected_m = value("stance.upper_body_centre_before_knee_m")
    assert float((centre - knee).mean()) == pytest.approx(expected_m, abs=spread)
