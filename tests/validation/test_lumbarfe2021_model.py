"""A finite-element model of 2021 in bending.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        "lumbar-fe-2021-lean_20",
        pytest.param(
            "lumbar-fe-2021-side_bend_20",
            marks=pytest.mark.xfail(strict=True, reason="expected 1.36 body weights, found 2.26: 66 % too high"),
        ),
        pytest.param(
            "lumbar-fe-2021-lean_back_15",
            marks=pytest.mark.xfail(strict=True, reason="expected 2.04 body weights, found 0.775: 62 % too low"),
        ),
    ],
)
def test_lumbarfe2021_model(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "lumbar-fe-2021-lean_20",
        "lumbar-fe-2021-side_bend_20",
        "lumbar-fe-2021-lean_back_15",
    ],
)
def test_lumbarfe2021_model_is_published_as_found(key: str) -> None:
    assert_published(key)
