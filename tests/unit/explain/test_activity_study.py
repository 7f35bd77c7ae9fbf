"""One activity draw by draw: an instant, or the peak over a stride."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from tests.fixtures.studies import WOMAN, library, model, pooled

from heelwise.activities import catalogue, standing
from heelwise.activities.load import compute_activity_load, study_subject
from heelwise.activities.parameter import Activity, Parameter, Value
from heelwise.activities.pose import ActivityPose, Subject
from heelwise.activities.walking import N_PHASES
from heelwise.explain.activity_study import can_hold, is_whole_stride, peak_load, study_activity
from heelwise.mechanics import SpineLoad
from heelwise.text import Text

N_DRAWS = 4
PHASE_PARAMETER = Parameter(name="phase_fraction", kind="number", text=Text("Instant"), default=None, low=0.0, high=1.0)


def sway(subject: Subject, values: Mapping[str, Value]) -> ActivityPose:
    """Return a lean to and fro, deepest a quarter of the way on."""
    phase = values["phase_fraction"]
    assert isinstance(phase, float)
    return standing.lean(subject, {"angle_rad": 0.15 * math.sin(2.0 * math.pi * phase), "knees": "straight"})


SWAY = Activity(name="sway", title=Text("Swaying"), parameters=(PHASE_PARAMETER,), pose=sway)


@pytest.fixture(scope="module")
def subject() -> tuple[Subject, SpineLoad]:
    return study_subject(WOMAN, model(), library(), pooled(), rng=np.random.default_rng(3), n_draws=N_DRAWS)


def test_of_what_goes_on_in_strides_each_draw_has_its_own_peak(
    subject: tuple[Subject, SpineLoad], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue._BY_NAME, "sway", SWAY)
    found = study_activity(*subject, SWAY, {})
    each = [
        compute_activity_load(*subject, "sway", {"phase_fraction": k / N_PHASES}, with_extras=False).load
        for k in range(N_PHASES)
    ]
    assert found.is_peak
    assert np.array_equal(found.load.compression_n, np.max([load.compression_n for load in each], axis=0))
    largest_n = np.max([np.abs(load.shear_n) for load in each], axis=0)
    assert np.array_equal(np.abs(found.load.shear_n), largest_n)
    assert (found.load.compression_n > subject[1].compression_n).all()


def test_an_instant_that_is_asked_for_is_no_peak(
    subject: tuple[Subject, SpineLoad], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue._BY_NAME, "sway", SWAY)
    found = study_activity(*subject, SWAY, {"phase_fraction": 0.25})
    alone = compute_activity_load(*subject, "sway", {"phase_fraction": 0.25}, with_extras=False).load
    assert not found.is_peak
    assert np.array_equal(found.load.compression_n, alone.compression_n)


def test_only_what_has_an_instant_goes_on_in_strides() -> None:
    assert is_whole_stride(SWAY, {})
    assert is_whole_stride(SWAY, {"phase_fraction": None})
    assert not is_whole_stride(SWAY, {"phase_fraction": 0.0})
    assert not is_whole_stride(catalogue.find_activity("lean"), {})
    assert is_whole_stride(catalogue.find_activity("walk"), {"heel_cm": 5.0})


def test_a_draw_that_fails_at_one_instant_has_no_peak(subject: tuple[Subject, SpineLoad]) -> None:
    load = subject[1]
    failed = SpineLoad(**{name: getattr(load, name).copy() for name in SpineLoad.__dataclass_fields__})
    for name in ("compression_n", "shear_n", "activation"):
        getattr(failed, name)[1] = np.nan
    peak = peak_load([load, failed, load])
    assert can_hold(peak).tolist() == [True, False, True, True]
    assert np.isnan(peak.shear_n[1]).all() and np.isnan(peak.activation[1]).all()
    assert np.array_equal(peak.compression_n[0], load.compression_n[0])


def test_a_peak_keeps_the_sign_of_what_has_one(subject: tuple[Subject, SpineLoad]) -> None:
    load = subject[1]
    other = SpineLoad(**{name: getattr(load, name).copy() for name in SpineLoad.__dataclass_fields__})
    other.shear_n[:] = -1e4
    assert (peak_load([load, other]).shear_n == -1e4).all()
