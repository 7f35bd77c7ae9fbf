"""The OpenSim peer: agreement of two models on the same postures, never validation.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(
            "opensim-lfb-stand-l4_l5",
            marks=pytest.mark.xfail(strict=True, reason="expected 571 N, found 751: 32 % too high"),
        ),
        pytest.param(
            "opensim-lfb-stand-l5_s1",
            marks=pytest.mark.xfail(strict=True, reason="expected 531 N, found 702: 32 % too high"),
        ),
        "opensim-lfb-lean_30-l4_l5",
        "opensim-lfb-lean_30-l5_s1",
        "opensim-lfb-lean_60-l4_l5",
        "opensim-lfb-lean_60-l5_s1",
        "opensim-lfb-lean_30_share_50-l4_l5",
        "opensim-lfb-lean_30_share_50-l5_s1",
        "opensim-lfb-lean_60_share_50-l4_l5",
        "opensim-lfb-lean_60_share_50-l5_s1",
        "opensim-lfb-lean_30_share_80-l4_l5",
        "opensim-lfb-lean_30_share_80-l5_s1",
        "opensim-lfb-lean_60_share_80-l4_l5",
        "opensim-lfb-lean_60_share_80-l5_s1",
        "opensim-lfb-lean_30_share_0-l4_l5",
        pytest.param(
            "opensim-lfb-lean_30_share_0-l5_s1",
            marks=pytest.mark.xfail(strict=True, reason="expected 1.4e+03 N, found 1.69e+03: 21 % too high"),
        ),
        "opensim-lfb-lean_60_share_0-l4_l5",
        pytest.param(
            "opensim-lfb-lean_60_share_0-l5_s1",
            marks=pytest.mark.xfail(strict=True, reason="expected 1.93e+03 N, found 2.34e+03: 21 % too high"),
        ),
        pytest.param(
            "opensim-lfb-hang_20kg-l4_l5",
            marks=pytest.mark.xfail(strict=True, reason="expected 773 N, found 1.17e+03: 52 % too high"),
        ),
        pytest.param(
            "opensim-lfb-hang_20kg-l5_s1",
            marks=pytest.mark.xfail(strict=True, reason="expected 711 N, found 1.09e+03: 54 % too high"),
        ),
        "opensim-lfb-hold_20kg_elbows_bent-l4_l5",
        "opensim-lfb-hold_20kg_elbows_bent-l5_s1",
        "opensim-lfb-hold_20kg_arms_forward-l4_l5",
        "opensim-lfb-hold_20kg_arms_forward-l5_s1",
        "opensim-lfb-lean_30_hang_20kg-l4_l5",
        "opensim-lfb-lean_30_hang_20kg-l5_s1",
        "opensim-lfb-lean_60_hang_20kg-l4_l5",
        "opensim-lfb-lean_60_hang_20kg-l5_s1",
        pytest.param(
            "opensim-lfb-lean_30-gravity_moment",
            marks=pytest.mark.xfail(strict=True, reason="expected 52.1 N m, found 64.4: 24 % too high"),
        ),
        pytest.param(
            "opensim-lfb-lean_60-gravity_moment",
            marks=pytest.mark.xfail(strict=True, reason="expected 88.2 N m, found 110: 25 % too high"),
        ),
        "opensim-lfb-hold_20kg_elbows_bent-gravity_moment",
        "opensim-lfb-lean_60_hang_20kg-gravity_moment",
    ],
)
def test_opensim_lfb_model(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "opensim-lfb-stand-l4_l5",
        "opensim-lfb-stand-l5_s1",
        "opensim-lfb-lean_30-l4_l5",
        "opensim-lfb-lean_30-l5_s1",
        "opensim-lfb-lean_60-l4_l5",
        "opensim-lfb-lean_60-l5_s1",
        "opensim-lfb-lean_30_share_50-l4_l5",
        "opensim-lfb-lean_30_share_50-l5_s1",
        "opensim-lfb-lean_60_share_50-l4_l5",
        "opensim-lfb-lean_60_share_50-l5_s1",
        "opensim-lfb-lean_30_share_80-l4_l5",
        "opensim-lfb-lean_30_share_80-l5_s1",
        "opensim-lfb-lean_60_share_80-l4_l5",
        "opensim-lfb-lean_60_share_80-l5_s1",
        "opensim-lfb-lean_30_share_0-l4_l5",
        "opensim-lfb-lean_30_share_0-l5_s1",
        "opensim-lfb-lean_60_share_0-l4_l5",
        "opensim-lfb-lean_60_share_0-l5_s1",
        "opensim-lfb-hang_20kg-l4_l5",
        "opensim-lfb-hang_20kg-l5_s1",
        "opensim-lfb-hold_20kg_elbows_bent-l4_l5",
        "opensim-lfb-hold_20kg_elbows_bent-l5_s1",
        "opensim-lfb-hold_20kg_arms_forward-l4_l5",
        "opensim-lfb-hold_20kg_arms_forward-l5_s1",
        "opensim-lfb-lean_30_hang_20kg-l4_l5",
        "opensim-lfb-lean_30_hang_20kg-l5_s1",
        "opensim-lfb-lean_60_hang_20kg-l4_l5",
        "opensim-lfb-lean_60_hang_20kg-l5_s1",
        "opensim-lfb-lean_30-gravity_moment",
        "opensim-lfb-lean_60-gravity_moment",
        "opensim-lfb-hold_20kg_elbows_bent-gravity_moment",
        "opensim-lfb-lean_60_hang_20kg-gravity_moment",
    ],
)
def test_opensim_lfb_model_is_published_as_found(key: str) -> None:
    assert_published(key)
