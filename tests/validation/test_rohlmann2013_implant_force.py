"""Rohlmann 2013: force in a vertebral implant while bending and lifting.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        "rohlmann-2013-lean_forward_change",
        "rohlmann-2013-raise_30n_in_one_hand_change",
    ],
)
def test_rohlmann2013_implant_force(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "rohlmann-2013-lean_forward_change",
        "rohlmann-2013-raise_30n_in_one_hand_change",
    ],
)
def test_rohlmann2013_implant_force_is_published_as_found(key: str) -> None:
    assert_published(key)
