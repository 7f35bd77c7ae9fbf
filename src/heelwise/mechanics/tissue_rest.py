"""Where the passive tissue of the spine rests: where nothing loads it, and how far it gives way in a posture kept.

Unloaded (lying with bent hips, or without gravity) the lumbar spine is flatter than in standing, so that standing
stretches tissue towards extension. In a posture that is kept, tissue gives way within minutes; nobody knows how far.
"""

from __future__ import annotations

import numpy as np

from heelwise.body.reference_model import LEVELS
from heelwise.evidence import EvidenceLibrary
from heelwise.mechanics.geometry.body_frames import BodyPosture
from heelwise.shapes import Float


def rest_flexion_rad(library: EvidenceLibrary, score: Float[np.ndarray, " draw"]) -> Float[np.ndarray, "draw level"]:
    """Return how far each level is flexed from standing where its tissue rests [rad].

    Parameters
    ----------
    library
        ``tissue.rest_flexion_rad``, shared by the levels as flexion is.
    score
        Standard normal scores of this person, shape (draw,).
    """
    whole = library.quantity("tissue.rest_flexion_rad")
    shares = library.quantity("tissue.level_flexion_share_fraction")
    assert isinstance(whole.value, float) and isinstance(whole.spread, float) and isinstance(shares.value, tuple)
    known = dict(zip(shares.labels, shares.value, strict=True))
    share = np.array([known[level] for level in LEVELS])
    return (whole.value + whole.spread * score)[:, None] * (share / share.sum())


def resting_angle_rad(
    barefoot: BodyPosture,
    posture: BodyPosture,
    rest_fraction: Float[np.ndarray, " draw"],
    flexion_rad: Float[np.ndarray, "draw level"],
) -> Float[np.ndarray, "draw level 3"]:
    """Return the level angles at which passive tissue carries nothing [rad].

    Parameters
    ----------
    barefoot
        Usual standing.
    posture
        A posture kept for long.
    rest_fraction
        How far tissue has given way to it, from not at all (0) to wholly (1).
    flexion_rad
        From `rest_flexion_rad`.
    """
    given = posture.level_angle_rad - barefoot.level_angle_rad
    resting: Float[np.ndarray, "draw level 3"] = barefoot.level_angle_rad + rest_fraction[:, None, None] * given
    resting[..., 0] += flexion_rad
    return resting
