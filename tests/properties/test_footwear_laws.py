"""Laws of pitch, sharing and support."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heelwise.errors import InputError
from heelwise.footwear import (
    Foot,
    Shoe,
    base_of_support,
    check_heel,
    footbed_pitch_rad,
    highest_heel_m,
    rise_m,
    share_pitch,
)

feet = st.floats(min_value=0.19, max_value=0.31)
heels = st.floats(min_value=0.0, max_value=0.10)
scales = st.floats(min_value=0.5, max_value=1.5)


@given(heels, feet, scales)
def test_scaling_shoe_and_foot_together_keeps_the_pitch(heel_m: float, foot_m: float, scale: float) -> None:
    length_m = foot_m * 0.74
    np.testing.assert_allclose(
        footbed_pitch_rad(heel_m * scale, length_m * scale), footbed_pitch_rad(heel_m, length_m), atol=1e-12
    )


@given(heels, feet)
def test_only_the_difference_of_heel_and_platform_counts(heel_m: float, foot_m: float) -> None:
    low = Shoe(kind="block", heel_height_m=heel_m)
    high = Shoe(kind="block", heel_height_m=heel_m + 0.02, platform_m=0.02)
    np.testing.assert_allclose(rise_m(high), rise_m(low), atol=1e-15)
    np.testing.assert_allclose(
        base_of_support(high, foot_m).length_to_ball_m, base_of_support(low, foot_m).length_to_ball_m
    )


@given(
    st.floats(0, 1.2),
    st.floats(0, 1),
    st.floats(-0.2, 0.2),
    st.floats(0.1, 1.5),
)
def test_ankle_and_midfoot_always_add_up(pitch: float, share: float, lean: float, limit: float) -> None:
    angles = share_pitch(pitch, arch_share_fraction=share, shin_lean_rad=lean, ankle_limit_rad=limit)
    total = angles.ankle_plantarflexion_rad + angles.midfoot_plantarflexion_rad
    np.testing.assert_allclose(total, pitch - lean, atol=1e-12)
    assert angles.ankle_plantarflexion_rad <= limit + 1e-12


@given(feet, st.floats(0, 0.05), st.sampled_from(["female", "male", None]))
def test_a_heel_just_below_the_limit_is_taken_and_one_above_is_not(
    foot_m: float, platform_m: float, sex: str | None
) -> None:
    foot = Foot(length_m=foot_m, sex=sex)  # type: ignore[arg-type]
    highest_m = highest_heel_m(foot, platform_m)
    if highest_m > 0.19:
        return
    check_heel(Shoe(kind="stiletto", heel_height_m=highest_m - 0.0005, platform_m=platform_m), foot)
    with pytest.raises(InputError, match="can usually take"):
        check_heel(Shoe(kind="stiletto", heel_height_m=highest_m + 0.0005, platform_m=platform_m), foot)


@given(heels, st.lists(feet, min_size=1, max_size=6))
def test_a_batch_of_feet_equals_one_foot_at_a_time(heel_m: float, lengths_m: list[float]) -> None:
    shoe = Shoe(kind="wedge", heel_height_m=heel_m)
    batch = base_of_support(shoe, np.array(lengths_m))
    for index, length_m in enumerate(lengths_m):
        single = base_of_support(shoe, length_m)
        np.testing.assert_allclose(batch.contact_area_m2[index], single.contact_area_m2)
        np.testing.assert_allclose(batch.heel_tip_back_m[index], single.heel_tip_back_m)
