"""Rohlmann 2012: force in a vertebral implant while rising.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(
            "rohlmann-2012-rise_from_chair",
            marks=pytest.mark.xfail(strict=True, reason="expected 3.8 times standing, found 2.12: 44 % too low"),
        ),
        pytest.param(
            "rohlmann-2012-rise_with_armrests",
            marks=pytest.mark.xfail(strict=True, reason="expected 1.8 times standing, found 0.995: 45 % too low"),
        ),
    ],
)
def test_rohlmann2012_implant_force(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "rohlmann-2012-rise_from_chair",
        "rohlmann-2012-rise_with_armrests",
    ],
)
def test_rohlmann2012_implant_force_is_published_as_found(key: str) -> None:
    assert_published(key)
