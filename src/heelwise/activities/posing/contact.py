"""Where the body touches the world, and what the world pushes back with so that the body does not fall.

A contact is a patch of one segment: some points, a normal and a friction. It pushes and never pulls (unless it grips),
and slides where more friction is asked than it has. Of all forces that hold the whole body in balance the least ones
are taken: evenly shared, with as little shear as will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heelwise.body import BodyDraws
from heelwise.errors import ConvergenceError, InfeasiblePostureError
from heelwise.mechanics.external_loads import ExternalLoads
from heelwise.mechanics.geometry.body_frames import BodyFrames
from heelwise.mechanics.split.static_optimisation import Split, split_loads
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2, body_parts
from heelwise.shapes import Bool, Float, Int
from heelwise.text import N_, Text

DEARER_RATIO = 4.0
"""How many times dearer `vary_contacts` makes each contact in turn: our choice of how far sharing may differ."""

RESIDUAL_TOLERANCE = 1e-9
"""Largest force [N] or moment [N m] of the whole body left unbalanced."""

_FALL_ARM_M = 0.5
_MOST_BODY_WEIGHTS = 20.0
_SLOPED_COST_RATIO = 1.0
_FALLS = (
    (N_("slide backward"), N_("slide forward")),
    (N_("sink"), N_("lift off")),
    (N_("slide to the left"), N_("slide to the right")),
    (N_("fall to the left"), N_("fall to the right")),
    (N_("twist away"), N_("twist away")),
    (N_("fall forward"), N_("fall backward")),
)
"""What a body does for want of a positive or of a negative force or moment about x, y, z."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contact:
    """A patch where the body touches the world.

    Parameters
    ----------
    name
        What touches, for example ``right foot``.
    segment
        Index into `SEGMENTS`; arms and head belong to the thorax, feet to the shanks.
    point_m
        Corners of the patch (or its middle), from between the hips, shape (pose, point, 3) [m].
    normal_direction
        Direction in which the world pushes on the body, unit vector, shape (3,) or (pose, 3).
    friction_ratio
        Most friction over normal force; 0 is smooth.
    is_bilateral
        It grips: it may pull as well, and shear needs no pressure.
    """

    name: str
    segment: int
    point_m: Float[np.ndarray, "pose point 3"]
    normal_direction: Float[np.ndarray, "*pose 3"]
    friction_ratio: float
    is_bilateral: bool = False

    @property
    def n_points(self) -> int:
        """Number of points."""
        return self.point_m.shape[1]

    def directions(self) -> Float[np.ndarray, "pose direction 3"]:
        """Return the forces a point can be given any amount (0 or more) of: together they span its friction cone.

        The first is the normal; four more lie on the cone, so that friction is held within a square pyramid inside it.
        A grip has the three axes instead, of either sign.
        """
        n_poses = len(self.point_m)
        normal = np.broadcast_to(self.normal_direction, (n_poses, 3))
        first, second = _across(normal)
        if self.is_bilateral:
            return np.stack([normal, first, second], axis=1)
        if self.friction_ratio == 0:
            return normal[:, None, :].copy()
        slope = self.friction_ratio * np.stack([first, -first, second, -second], axis=1)
        return np.concatenate([normal[:, None], normal[:, None] + slope], axis=1)


def contact_forces(
    body: BodyDraws,
    frames: BodyFrames,
    contacts: Sequence[Contact],
    other: ExternalLoads | None = None,
    *,
    cost_ratio: Sequence[float] | None = None,
    mark_infeasible: bool = False,
) -> ExternalLoads:
    """Return the least forces at the contacts that hold the whole body in balance.

    Parameters
    ----------
    body, frames
        The person, one row per posture, and where everything is.
    contacts
        Where the world may push.
    other
        Every other force from outside that is already known: held loads, `arm_loads`, and for a moving body minus mass
        times acceleration at the mass centres.
    cost_ratio
        How dear force at each contact is, 1 for each if left out.
    mark_infeasible
        Return not-a-number for a posture that nothing can hold instead of raising.

    Returns
    -------
    Forces at all points of all contacts in their order (without `other`); whole-body force and moment vanish to 1e-9.

    Raises
    ------
    InfeasiblePostureError
        If the body would fall or slide; says which way.
    ConvergenceError
        If the solver stopped without an answer or a proof.
    """
    parts = body_parts(body, frames)
    known = ExternalLoads.together([parts.weights(), *([] if other is None else [other])])
    points = np.concatenate([contact.point_m for contact in contacts], axis=1)
    middle = points.mean(axis=1)  # about the contacts a slide has no moment, and a fall has one
    effect, direction, point, low, cost = _unknowns(contacts, middle, cost_ratio)
    weight_n = STANDARD_GRAVITY_M_PER_S2 * parts.mass_kg.sum(axis=1)
    high = np.broadcast_to(_MOST_BODY_WEIGHTS * weight_n[:, None], effect.shape[::2])
    split = split_loads(
        effect,
        -net_load(known, middle),
        np.broadcast_to(cost, high.shape),
        low[None, :] * high,
        high,
        tolerance=RESIDUAL_TOLERANCE,
    )
    failed = _check_balance(split, mark_infeasible)
    force = _gathered(split.x, direction, point)
    force[failed] = np.nan
    return ExternalLoads(
        force_n=force,
        point_m=points,
        segment=np.repeat([contact.segment for contact in contacts], [contact.n_points for contact in contacts]),
    )


def vary_contacts(
    body: BodyDraws,
    frames: BodyFrames,
    contacts: Sequence[Contact],
    other: ExternalLoads | None = None,
    *,
    mark_infeasible: bool = False,
) -> tuple[ExternalLoads, ...]:
    """Return the contact forces shared otherwise: each contact in turn `DEARER_RATIO` times dearer than the rest.

    Each is as lawful as what `contact_forces` gives; together they say how much the sharing matters. A single contact
    has nothing to share with: none come back.
    """
    n = len(contacts)
    return tuple(
        contact_forces(
            body,
            frames,
            contacts,
            other,
            cost_ratio=[DEARER_RATIO if k == dear else 1.0 for k in range(n)],
            mark_infeasible=mark_infeasible,
        )
        for dear in range(n if n > 1 else 0)
    )


def net_load(loads: ExternalLoads, about_m: Float[np.ndarray, "pose 3"]) -> Float[np.ndarray, "pose 6"]:
    """Return the sum of all forces [N] and of their moments about a point [N m]."""
    arm = loads.point_m - about_m[:, None, :]
    moment = np.cross(arm, loads.force_n).sum(axis=1)
    return np.concatenate([loads.force_n.sum(axis=1), moment], axis=1)


def contact_force_n(forces: ExternalLoads, contacts: Sequence[Contact], name: str) -> Float[np.ndarray, "pose 3"]:
    """Return the whole force at the contact `name`, from what `contact_forces` gave for these contacts [N]."""
    first = 0
    for contact in contacts:
        if contact.name == name:
            return forces.force_n[:, first : first + contact.n_points].sum(axis=1)
        first += contact.n_points
    raise KeyError(name)


def _across(normal: Float[np.ndarray, "pose 3"]) -> tuple[Float[np.ndarray, "pose 3"], Float[np.ndarray, "pose 3"]]:
    """Return two unit vectors square to the normal and to each other; for a level floor forward and to the right."""
    side = np.where(np.abs(normal[:, 2:]) < 0.9, np.array([[0.0, 0.0, 1.0]]), np.array([[0.0, 1.0, 0.0]]))
    first = np.cross(normal, side)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return first, np.cross(first, normal)


def _unknowns(
    contacts: Sequence[Contact], middle_m: Float[np.ndarray, "pose 3"], cost_ratio: Sequence[float] | None
) -> tuple[
    Float[np.ndarray, "pose 6 variable"],
    Float[np.ndarray, "pose variable 3"],
    Int[np.ndarray, " variable"],
    Float[np.ndarray, " variable"],
    Float[np.ndarray, " variable"],
]:
    """Return wrench about the middle, direction, point, lower bound over upper one and cost of each unknown."""
    direction, arm, point, low, cost = [], [], [], [], []
    first = 0
    for k, contact in enumerate(contacts):
        one = contact.directions()
        n_directions = one.shape[1]
        direction.append(np.tile(one, (1, contact.n_points, 1)))
        arm.append(np.repeat(contact.point_m - middle_m[:, None, :], n_directions, axis=1))
        point.append(first + np.repeat(np.arange(contact.n_points), n_directions))
        low.append(np.full(contact.n_points * n_directions, -1.0 if contact.is_bilateral else 0.0))
        each = np.full(n_directions, _SLOPED_COST_RATIO)
        each[0] = 1.0
        cost.append((1.0 if cost_ratio is None else cost_ratio[k]) * np.tile(each, contact.n_points))
        first += contact.n_points
    directions = np.concatenate(direction, axis=1)
    moment = np.cross(np.concatenate(arm, axis=1), directions)
    effect = np.swapaxes(np.concatenate([directions, moment], axis=2), 1, 2)
    return effect, directions, np.concatenate(point), np.concatenate(low), np.concatenate(cost)


def _gathered(
    amount: Float[np.ndarray, "pose variable"],
    direction: Float[np.ndarray, "pose variable 3"],
    point: Int[np.ndarray, " variable"],
) -> Float[np.ndarray, "pose point 3"]:
    """Return the force at each point [N]."""
    starts = np.flatnonzero(np.diff(point, prepend=-1))
    gathered: Float[np.ndarray, "pose point 3"] = np.add.reduceat(amount[..., None] * direction, starts, axis=1)
    return gathered


def _check_balance(split: Split, mark_infeasible: bool) -> Bool[np.ndarray, " pose"]:
    """Return which postures nothing can hold; raise for the first one unless they are to be marked."""
    impossible: Bool[np.ndarray, " pose"] = split.shortfall > 0
    if (~split.solved & ~impossible).any():
        raise ConvergenceError(
            Text("The contact forces did not settle; {left:.1g} N are left.", {"left": float(split.residual.max())})
        )
    if impossible.any() and not mark_infeasible:
        row = int(np.flatnonzero(impossible)[0])
        raise InfeasiblePostureError(
            Text(
                N_(
                    "In this posture the body would {way}: what it touches cannot hold it. "
                    "Lean less, hold less, or rest on something more."
                ),
                {"way": Text(_way(split.direction[row]))},
            )
        )
    return impossible


def _way(missing: Float[np.ndarray, "6"]) -> str:
    """Return what the body does for want of this force, and moment about the contacts."""
    weighed = np.concatenate([missing[:3], missing[3:] / _FALL_ARM_M])
    axis = int(np.argmax(np.abs(weighed)))
    return _FALLS[axis][int(weighed[axis] < 0)]
