"""What the world pushes back with: balance, friction, sharing and falling."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fixtures.subjects import frames_of, subject, weight_n

from heelwise.activities.posing.contact import Contact, contact_force_n, contact_forces, net_load, vary_contacts
from heelwise.activities.posing.legs import foot_contacts
from heelwise.body.reference_model import SEGMENTS
from heelwise.errors import InfeasiblePostureError
from heelwise.mechanics import ExternalLoads
from heelwise.mechanics.weights import body_parts

WHO = subject()
FRAMES = frames_of(WHO, WHO.standing)
PARTS = body_parts(WHO.body, FRAMES)
CENTRE_M = PARTS.centre_of_mass_m()
THORAX, PELVIS = SEGMENTS.index("thorax"), SEGMENTS.index("pelvis")
UP = np.array([0.0, 1.0, 0.0])


def square(name: str, middle_m: np.ndarray, half_m: float, friction: float = 0.5, **more: object) -> Contact:
    """Return a level square patch under the pelvis."""
    corners = half_m * np.array([[1, 0, 1], [1, 0, -1], [-1, 0, 1], [-1, 0, -1]])
    return Contact(
        name=name,
        segment=PELVIS,
        point_m=middle_m[:, None, :] + corners,
        normal_direction=UP,
        friction_ratio=friction,
        **more,  # type: ignore[arg-type]
    )


def below_centre(forward_m: float = 0.0, right_m: float = 0.0) -> np.ndarray:
    return CENTRE_M * [1, 0, 1] + np.array([forward_m, -1.0, right_m])


def left_over(forces: ExternalLoads, other: ExternalLoads | None = None) -> float:
    known = [PARTS.weights(), forces, *([] if other is None else [other])]
    return float(np.abs(net_load(ExternalLoads.together(known), np.zeros_like(CENTRE_M))).max())


def push(force_n: tuple[float, float, float], height_m: float = 0.0) -> ExternalLoads:
    """Return a force on the chest through the mass centre, or above it."""
    return ExternalLoads(
        force_n=np.tile(np.array(force_n), (WHO.n_draws, 1, 1)),
        point_m=(CENTRE_M + np.array([0.0, height_m, 0.0]))[:, None],
        segment=np.array([THORAX]),
    )


def test_four_corners_under_the_mass_centre_bear_a_quarter_each_without_shear() -> None:
    forces = contact_forces(WHO.body, FRAMES, [square("seat", below_centre(), 0.1)])
    quarter = np.broadcast_to(0.25 * weight_n(WHO)[:, None], (WHO.n_draws, 4))
    np.testing.assert_allclose(forces.force_n[:, :, 1], quarter, rtol=1e-9)
    np.testing.assert_allclose(forces.force_n[:, :, [0, 2]], 0.0, atol=1e-9)


def test_force_and_moment_of_the_whole_body_vanish_to_a_billionth() -> None:
    other = push((20.0, -100.0, 15.0), 0.2)
    contacts = foot_contacts(WHO, FRAMES)
    assert left_over(contact_forces(WHO.body, FRAMES, contacts, other), other) < 1e-9


@pytest.mark.parametrize("direction", [(1.0, 0.0), (0.0, 1.0), (0.6, -0.8)])
def test_no_point_pulls_or_needs_more_friction_than_it_has(direction: tuple[float, float]) -> None:
    size = 0.3 * float(weight_n(WHO).min())
    other = push((size * direction[0], 0.0, size * direction[1]), -1.0)
    forces = contact_forces(WHO.body, FRAMES, [square("seat", below_centre(), 0.1)], other)
    normal, shear = forces.force_n[..., 1], np.hypot(forces.force_n[..., 0], forces.force_n[..., 2])
    assert (normal >= -1e-9).all()
    assert (shear <= 0.5 * normal + 1e-9).all()
    assert left_over(forces, other) < 1e-9


def test_a_body_slides_where_the_floor_is_too_smooth() -> None:
    size = 0.3 * float(weight_n(WHO).max())
    slippery = [square("seat", below_centre(), 0.1, friction=0.2)]
    with pytest.raises(InfeasiblePostureError, match="slide forward"):
        contact_forces(WHO.body, FRAMES, slippery, push((size, 0.0, 0.0), -1.0))
    with pytest.raises(InfeasiblePostureError, match="slide to the left"):
        contact_forces(WHO.body, FRAMES, slippery, push((0.0, 0.0, -size), -1.0))


@pytest.mark.parametrize(
    ("forward_m", "right_m", "way"),
    [(-0.2, 0.0, "fall forward"), (0.2, 0.0, "fall backward"), (0.0, -0.2, "to the right"), (0.0, 0.2, "to the left")],
)
def test_a_body_whose_weight_is_beside_its_support_falls_that_way(forward_m: float, right_m: float, way: str) -> None:
    seat = [square("seat", below_centre(forward_m, right_m), 0.1)]
    with pytest.raises(InfeasiblePostureError, match=way):
        contact_forces(WHO.body, FRAMES, seat)


def test_only_the_draws_that_fall_are_marked() -> None:
    middle = below_centre()
    middle[2, 0] -= 0.5
    forces = contact_forces(WHO.body, FRAMES, [square("seat", middle, 0.1)], mark_infeasible=True)
    assert np.isnan(forces.force_n[2]).all()
    assert np.isfinite(np.delete(forces.force_n, 2, axis=0)).all()


def test_a_grip_may_pull_and_hold_from_above() -> None:
    bar = square("bar", below_centre() + np.array([0.0, 3.0, 0.0]), 0.1)
    turned = Contact(
        name="bar", segment=THORAX, point_m=bar.point_m, normal_direction=-UP, friction_ratio=0.0, is_bilateral=True
    )
    assert left_over(contact_forces(WHO.body, FRAMES, [turned])) < 1e-9
    with pytest.raises(InfeasiblePostureError, match="sink"):
        contact_forces(
            WHO.body,
            FRAMES,
            [Contact(name="bar", segment=THORAX, point_m=bar.point_m, normal_direction=-UP, friction_ratio=0.0)],
        )


def test_a_smooth_wall_pushes_only_along_its_normal() -> None:
    wall = Contact(
        name="wall",
        segment=THORAX,
        point_m=(CENTRE_M + np.array([-0.2, 0.0, 0.0]))[:, None],
        normal_direction=np.array([1.0, 0.0, 0.0]),
        friction_ratio=0.0,
    )
    other = push((-40.0, 0.0, 0.0))
    contacts = [square("seat", below_centre(), 0.1, friction=0.0), wall]
    forces = contact_forces(WHO.body, FRAMES, contacts, other)
    np.testing.assert_allclose(contact_force_n(forces, contacts, "wall"), [[40.0, 0.0, 0.0]] * WHO.n_draws, atol=1e-8)


def test_each_contact_in_turn_made_dearer_bears_less_and_all_stay_in_balance() -> None:
    contacts = foot_contacts(WHO, FRAMES)
    usual = contact_forces(WHO.body, FRAMES, contacts)
    varied = vary_contacts(WHO.body, FRAMES, contacts)
    assert len(varied) == 2
    for contact, forces in zip(contacts, varied, strict=True):
        less = contact_force_n(forces, contacts, contact.name)[:, 1]
        assert (less < 0.95 * contact_force_n(usual, contacts, contact.name)[:, 1]).all()
        assert left_over(forces) < 1e-9


def test_a_single_contact_has_nothing_to_share() -> None:
    assert vary_contacts(WHO.body, FRAMES, [square("seat", below_centre(), 0.1)]) == ()


def test_no_cheaper_forces_hold_the_body() -> None:
    """Any step along forces that cancel makes the sum of squares of a frictionless contact larger."""
    seat = square("seat", below_centre(0.03, 0.02), 0.1, friction=0.0)
    amount = contact_forces(WHO.body, FRAMES, [seat]).force_n[..., 1]
    cancelling = np.array([1.0, -1.0, -1.0, 1.0])
    np.testing.assert_allclose(amount @ cancelling, 0.0, atol=1e-8)


def test_an_unknown_contact_is_not_read_as_no_force() -> None:
    contacts = foot_contacts(WHO, FRAMES)
    forces = contact_forces(WHO.body, FRAMES, contacts)
    with pytest.raises(KeyError):
        contact_force_n(forces, contacts, "third foot")
