"""Arshad 2018 and Cappozzo 1984: models of walking, driven by measurements.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        "arshad-2018-walk",
        "cappozzo-1984-fast_not_below_slow",
    ],
)
def test_walking_models(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "arshad-2018-walk",
        "cappozzo-1984-walk",
        "cappozzo-1984-fast_not_below_slow",
    ],
)
def test_walking_models_is_published_as_found(key: str) -> None:
    assert_published(key)
