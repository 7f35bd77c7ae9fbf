"""How a bend of the trunk is shared: between pelvis and lumbar spine, and between its levels.

People differ, so the share is drawn: the first score of a `Subject` is how much of a bend their back takes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from heelwise.activities.pose import Subject
from heelwise.body import LEVELS
from heelwise.body.passive_tissue import DIRECTIONS, STIFFENING_POWERS
from heelwise.evidence import EvidenceLibrary
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.mechanics.spine_load import DEFLECTION_LIMIT_RAD
from heelwise.shapes import Float

Axis = Literal["flexion", "side_bend", "rotation"]
Bend = Literal["flexion", "extension", "side_bend"]

RHYTHM_SCORE, TRUNK_SCORE, LEGS_SCORE, PLACE_SCORE = range(4)
"""What each column of `Subject.score` spreads: share of the back, angles of the trunk, angles of the legs, where
the body is held and how hard; a column that is not there counts as 0."""

_SDS_TO_END = 2.0
_AXIS = {"flexion": 0, "side_bend": 1, "rotation": 2}


def drawn_value(subject: Subject, key: str, score: int, label: str | None = None) -> Float[np.ndarray, " draw"]:
    """Return a quantity of the evidence as this subject's draws have it [SI].

    Parameters
    ----------
    subject
        Whose scores and library.
    key, label
        Which quantity, and which of its values.
    score
        Column of `Subject.score`.

    Notes
    -----
    A spread is a standard deviation; the ends of an interval are taken as two standard deviations, each on its side,
    and no draw lies outside them.
    """
    quantity = subject.library.quantity(key)
    at = 0 if label is None else quantity.labels.index(label)
    z = subject.score[:, score] if score < subject.score.shape[1] else np.zeros(subject.n_draws)
    value = float(np.atleast_1d(quantity.value)[at])
    if quantity.interval is not None:
        low, high = quantity.interval[at]
        drawn = value + z / _SDS_TO_END * np.where(z < 0, value - low, high - value)
        return np.clip(drawn, low, high)
    if quantity.spread is None:
        return np.full(subject.n_draws, value)
    return value + z * float(np.atleast_1d(quantity.spread)[at])


def lumbar_flexion_rad(subject: Subject, inclination_rad: float) -> Float[np.ndarray, " draw"]:
    """Return how far the lumbar spine flexes when the trunk inclines freely by `inclination_rad` from standing [rad].

    Forward each third of the bend has its share; what goes beyond the last third, and backward bending, take the share
    of the nearest. Neither exceeds the range of this lumbar spine.

    References
    ----------
    tissue.lumbar_share_of_trunk_flexion_fraction.
    """
    key = "tissue.lumbar_share_of_trunk_flexion_fraction"
    labels = subject.library.quantity(key).labels
    share = [drawn_value(subject, key, RHYTHM_SCORE, label) for label in labels]
    if inclination_rad < 0:
        return np.maximum(inclination_rad * share[0], -lumbar_range_rad(subject, "extension"))
    third = np.pi / 6.0
    flexion = np.zeros(subject.n_draws)
    for k, part in enumerate(share):
        end = np.inf if k == len(share) - 1 else third
        flexion += part * np.clip(inclination_rad - k * third, 0.0, end)
    return np.minimum(flexion, lumbar_range_rad(subject, "flexion"))


def lumbar_range_rad(subject: Subject, direction: Bend) -> Float[np.ndarray, " draw"]:
    """Return how far each draw's lumbar spine goes that way from standing [rad].

    Notes
    -----
    A stiffer spine ends sooner: at the moment at which one of middle stiffness ends at the measured range, where the
    stiffening part of the tissue's moment rules.

    References
    ----------
    tissue.lumbar_flexion_range_rad, tissue.lumbar_extension_range_rad, tissue.lumbar_side_bend_range_rad.
    """
    most = subject.library.quantity(f"tissue.lumbar_{direction}_range_rad").value
    middle = subject.library.quantity("spine.segment_stiffness_n_m_per_rad")
    assert isinstance(most, float) and isinstance(middle.value, tuple)
    stiffness = dict(zip(middle.labels, middle.value, strict=True))
    flexion_extension = 0.5 * (stiffness["flexion"] + stiffness["extension"])
    factor = subject.body.stiffness_n_m_per_rad[:, LEVELS.index("L4/L5"), 0] / flexion_extension
    power = STIFFENING_POWERS[DIRECTIONS.index(direction)]
    return most * factor ** (-1.0 / (power + 1.0))


def is_far_bent(subject: Subject, lumbar_rad: Float[np.ndarray, " draw"], direction: Bend) -> bool:
    """Return whether a bend is so wide that nobody knows the angle of one level to better than the usual settling.

    Parameters
    ----------
    subject
        Whose library.
    lumbar_rad
        Bend of the whole lumbar spine [rad].
    direction
        Which way.
    """
    interval = subject.library.quantity(f"tissue.level_{direction}_share_fraction").interval
    assert interval is not None
    unknown = max(0.5 * (high - low) for low, high in interval)
    return bool(unknown * np.abs(lumbar_rad).mean() > DEFLECTION_LIMIT_RAD)


def level_share_fraction(
    library: EvidenceLibrary, axis: Axis, *, backward: bool = False
) -> Float[np.ndarray, " level"]:
    """Return the share of each level in a bend of the lumbar spine; adds up to 1.

    Parameters
    ----------
    library
        Where the shares come from.
    axis
        Which way it bends.
    backward
        Extension instead of flexion.
    """
    name = "extension" if axis == "flexion" and backward else axis
    quantity = library.quantity(f"tissue.level_{name}_share_fraction")
    assert isinstance(quantity.value, tuple)
    by_level = dict(zip(quantity.labels, quantity.value, strict=True))
    share = np.array([by_level[level] for level in LEVELS])
    return share / share.sum()


def moved_trunk(
    subject: Subject,
    *,
    pelvis_anterior_tilt_rad: Float[np.ndarray, " draw"] | float = 0.0,
    lumbar_flexion_rad: Float[np.ndarray, " draw"] | float = 0.0,
    lumbar_side_bend_rad: Float[np.ndarray, " draw"] | float = 0.0,
    lumbar_rotation_rad: Float[np.ndarray, " draw"] | float = 0.0,
) -> BodyPosture:
    """Return the subject's own standing with the trunk moved by these angles, legs kept against the pelvis.

    Parameters
    ----------
    subject
        Whose standing.
    pelvis_anterior_tilt_rad
        Forward turn of the pelvis, added [rad].
    lumbar_flexion_rad, lumbar_side_bend_rad, lumbar_rotation_rad
        Bend forward, to the right, turn to the left of the whole lumbar spine, added and shared by its levels [rad].
    """
    standing, n = subject.standing, subject.n_draws
    pelvis, level = standing.pelvis_angle_rad.copy(), standing.level_angle_rad.copy()
    pelvis[:, 0] += pelvis_anterior_tilt_rad
    moves: tuple[tuple[Axis, Float[np.ndarray, " draw"] | float], ...] = (
        ("flexion", lumbar_flexion_rad),
        ("side_bend", lumbar_side_bend_rad),
        ("rotation", lumbar_rotation_rad),
    )
    for axis, amount in moves:
        whole = np.broadcast_to(np.asarray(amount, dtype=float), (n,))
        forward = level_share_fraction(subject.library, axis)
        backward = level_share_fraction(subject.library, axis, backward=True)
        share = np.where(whole[:, None] < 0, backward, forward)
        level[:, :, _AXIS[axis]] += whole[:, None] * share
    return replace(standing, pelvis_angle_rad=pelvis, level_angle_rad=level)
