"""Schultz 1982: pressure in the disc L3/L4 while holding weights.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        "schultz-1982-lean_30_hold_8kg_far",
    ],
)
def test_schultz1982_disc_pressure(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "schultz-1982-lean_30_hold_8kg_far",
    ],
)
def test_schultz1982_disc_pressure_is_published_as_found(key: str) -> None:
    assert_published(key)
