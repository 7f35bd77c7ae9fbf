"""Footbed pitch and how the foot shares it."""

from __future__ import annotations

import numpy as np
import pytest

from heelwise.errors import InputError
from heelwise.footwear import Foot, Shoe, footbed_pitch_rad, rise_m, share_pitch


def test_a_flat_shoe_has_no_pitch() -> None:
    assert footbed_pitch_rad(rise_m(Shoe.from_cm("flat", 0)), 0.18) == 0.0


def test_a_platform_takes_away_from_the_rise() -> None:
    assert rise_m(Shoe.from_cm("wedge", 8, 3)) == pytest.approx(0.05)


def test_an_arch_insert_lifts_the_heel_two_millimetres_more_than_the_ball() -> None:
    assert rise_m(Shoe.from_cm("block", 5, insert="arch")) == pytest.approx(0.052)
    assert rise_m(Shoe.from_cm("block", 5, insert="soft")) == pytest.approx(0.05)


def test_half_the_length_is_thirty_degrees() -> None:
    assert np.degrees(footbed_pitch_rad(0.09, 0.18)) == pytest.approx(30.0)


def test_a_shorter_foot_stands_steeper_in_the_same_shoe() -> None:
    assert footbed_pitch_rad(0.09, 0.16) > footbed_pitch_rad(0.09, 0.19)


def test_a_rise_longer_than_the_foot_is_refused() -> None:
    with pytest.raises(InputError, match="18"):
        footbed_pitch_rad(0.20, 0.18)


def test_ankle_and_midfoot_add_up_to_the_pitch_and_the_toes_lie_level() -> None:
    angles = share_pitch(0.5)
    assert angles.ankle_plantarflexion_rad + angles.midfoot_plantarflexion_rad == pytest.approx(0.5)
    assert angles.toe_extension_rad == pytest.approx(0.5)
    assert angles.midfoot_plantarflexion_rad == pytest.approx(0.5 * 0.255)


def test_a_shin_that_leans_forward_spares_the_ankle() -> None:
    angles = share_pitch(0.5, shin_lean_rad=0.1)
    assert angles.ankle_plantarflexion_rad + angles.midfoot_plantarflexion_rad == pytest.approx(0.4)
    assert angles.toe_extension_rad == pytest.approx(0.5)


def test_what_the_ankle_cannot_do_the_arch_does() -> None:
    angles = share_pitch(0.9, ankle_limit_rad=0.6)
    assert angles.ankle_plantarflexion_rad == pytest.approx(0.6)
    assert angles.midfoot_plantarflexion_rad == pytest.approx(0.3)


def test_batches_of_shares_and_leans_broadcast() -> None:
    angles = share_pitch(0.5, arch_share_fraction=np.full((4, 1), 0.2), shin_lean_rad=np.zeros(3))
    assert angles.ankle_plantarflexion_rad.shape == (4, 3)
    assert angles.toe_extension_rad.shape == (4, 3)


def test_a_twenty_four_centimetre_foot_in_ten_centimetres_agrees_with_the_evidence_page() -> None:
    pitch_deg = np.degrees(footbed_pitch_rad(0.10, Foot(length_m=0.24).heel_to_ball_m))
    assert 33 < pitch_deg < 44
