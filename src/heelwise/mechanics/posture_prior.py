"""How this person may stand, barefoot and in heels: a joint prior over trunk lean, lordosis, pelvis and knee.

The trunk is one rigid chain from pelvis to C7, so lean, lordosis and pelvis tilt are tied: when lordosis changes,
**the trunk lean is what is held** and the pelvis tilts to allow it. What studies say about the pelvis therefore
tells about lordosis too; the three are combined as Gaussians, in closed form. What a person measured enters the
same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from heelwise.body.person import Person
from heelwise.body.reference_model import LEVELS, ReferenceModel
from heelwise.evidence import EvidenceLibrary, PooledChange, Quantity
from heelwise.shapes import Float

_CONTRADICTION_SDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrunkChain:
    """The linear tie between lean, lordosis and pelvis in the reference body.

    Parameters
    ----------
    lean_rad, lordosis_rad, sacral_slope_rad, pelvic_tilt_rad
        Values of the reference pose [rad]; lean is that of the line from the back of S1 to C7, pelvic tilt that of the
        line from the hips to the middle of S1, positive backward.
    lordosis_share
        Share of a change in lordosis at each level, sums to 1, shape (level,).
    pelvis_per_lordosis_ratio
        Forward pelvis tilt that keeps the lean when lordosis grows by 1 rad.
    """

    lean_rad: float
    lordosis_rad: float
    sacral_slope_rad: float
    pelvic_tilt_rad: float
    lordosis_share: Float[np.ndarray, " level"]
    pelvis_per_lordosis_ratio: float

    def pelvis_tilt_rad(self, lean_rad: np.ndarray, lordosis_rad: np.ndarray) -> np.ndarray:
        """Return pelvis tilt from the reference pose for lean and lordosis [rad]."""
        tilt: np.ndarray = (lean_rad - self.lean_rad) + self.pelvis_per_lordosis_ratio * (
            lordosis_rad - self.lordosis_rad
        )
        return tilt

    def level_flexion_rad(self, lordosis_rad: np.ndarray) -> Float[np.ndarray, "draw level"]:
        """Return level flexion from the reference pose [rad]; more lordosis is less flexion."""
        flexion: Float[np.ndarray, "draw level"] = -(lordosis_rad - self.lordosis_rad)[:, None] * self.lordosis_share
        return flexion


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gaussian:
    """A normal distribution over named coordinates.

    Parameters
    ----------
    mean
        Shape (coordinate,).
    covariance
        Shape (coordinate, coordinate).
    """

    mean: Float[np.ndarray, " coordinate"]
    covariance: Float[np.ndarray, "coordinate coordinate"]

    def given(self, weights: Float[np.ndarray, " coordinate"], value: float, sd: float) -> Gaussian:
        """Return the distribution after learning that ``weights @ x`` is `value` give or take `sd`."""
        spread = self.covariance @ weights
        gain = spread / (weights @ spread + sd**2)
        return Gaussian(
            mean=self.mean + gain * (value - weights @ self.mean),
            covariance=self.covariance - np.outer(gain, spread),
        )

    def widened(self, weights: Float[np.ndarray, " coordinate"], sd: float) -> Gaussian:
        """Return the distribution as much wider in every direction as makes the spread of ``weights @ x`` `sd`."""
        now = weights @ self.covariance @ weights
        return Gaussian(mean=self.mean, covariance=self.covariance * max(1.0, sd**2 / now))

    def draw(self, score: Float[np.ndarray, "draw coordinate"]) -> Float[np.ndarray, "draw coordinate"]:
        """Return draws from standard normal scores."""
        draws: Float[np.ndarray, "draw coordinate"] = self.mean + score @ np.linalg.cholesky(self.covariance).T
        return draws


def trunk_chain(model: ReferenceModel, library: EvidenceLibrary) -> TrunkChain:
    """Return the tie between lean, lordosis and pelvis for the reference body."""
    shares = library.quantity("spine.lordosis_change_share_fraction")
    assert isinstance(shares.value, tuple)
    known = dict(zip(shares.labels, shares.value, strict=True))
    share = np.array([known.get(level, 0.0) for level in LEVELS])  # T12/L1 lies above the lumbar curve
    share = share / share.sum()
    back, c7 = model.landmark("s1_back"), model.landmark("c7")
    rise = c7[1] - back[1]
    leverage = (c7[1] - model.level_centre_m[:, 1]) / rise
    return TrunkChain(
        lean_rad=float(np.arctan2(c7[0] - back[0], rise)),
        lordosis_rad=model.lordosis_rad,
        sacral_slope_rad=model.sacral_slope_rad,
        pelvic_tilt_rad=float(np.arctan2(-model.landmark("s1_middle")[0], model.landmark("s1_middle")[1])),
        lordosis_share=share,
        pelvis_per_lordosis_ratio=float(share @ leverage),
    )


def barefoot_prior(
    person: Person,
    chain: TrunkChain,
    library: EvidenceLibrary,
    over_hip: LinearOffset,
    over_disc: LinearOffset,
) -> Gaussian:
    """Return the prior over (lean, lordosis, depth shift of the trunk's mass) standing barefoot.

    Population values of the S1-C7 line, lordosis, sacral slope, pelvic tilt, and the place of the upper body's mass
    over the hips and before the lumbar vertebrae are combined; a radiograph of this person, if given, counts with its
    own reading error. Slope and tilt both tell how the pelvis is turned: they differ by the shape of the pelvis,
    which the model has only one of.

    Populations do not sharpen what is known about one person, as independent readings of that person would. So they
    set the mean and the shape of the prior, and its size is set so that lean, which the load hears most, keeps the
    spread measured between people.

    Parameters
    ----------
    person
        Whose radiographs count.
    chain
        The tie between lean, lordosis and pelvis.
    library
        Where the numbers come from.
    over_hip, over_disc
        How far the mass above the hips lies in front of them, and that above L4/L5 in front of that disc.
    """
    lean = library.quantity("stance.c7_plumb_lean_rad")
    lordosis = library.quantity("spine.lumbar_lordosis_rad")
    slope = library.quantity("spine.sacral_slope_rad")
    tilt = library.quantity("spine.pelvic_tilt_rad")
    before_hip = library.quantity("stance.upper_body_centre_before_hip_m")
    before_disc = library.quantity("stance.mass_above_l4_l5_before_disc_m")
    depth_sd_m = _sd(library.quantity("body.trunk_centre_before_spine_m"))
    prior = Gaussian(
        mean=np.array([_mean(lean), _mean(lordosis), 0.0]),
        covariance=np.diag([_sd(lean) ** 2, _sd(lordosis) ** 2, depth_sd_m**2]),
    )
    tie = np.array([1.0, chain.pelvis_per_lordosis_ratio, 0.0])
    turned = float(tie[:2] @ [chain.lean_rad, chain.lordosis_rad])
    offset = chain.sacral_slope_rad - turned
    prior = prior.given(tie, _mean(slope) - offset, _sd(slope))
    prior = prior.given(tie, chain.pelvic_tilt_rad + turned - _mean(tilt), _sd(tilt))
    for place, known in ((over_hip, before_hip), (over_disc, before_disc)):
        prior = prior.given(place.gradient, _mean(known) - place.constant_m, _sd(known))
    prior = prior.widened(np.array([1.0, 0.0, 0.0]), _sd(lean))
    reading_sd_rad = _mean(library.quantity("engine.radiograph_reading_sd_rad"))
    if person.sacral_inclination_rad is not None:
        prior = prior.given(tie, person.sacral_inclination_rad - offset, reading_sd_rad)
    if person.lumbar_lordosis_rad is not None:
        prior = prior.given(np.array([0.0, 1.0, 0.0]), person.lumbar_lordosis_rad, reading_sd_rad)
    return prior


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearOffset:
    """How far a mass lies in front of a place, as a linear function of the barefoot coordinates.

    Parameters
    ----------
    constant_m
        Value at zero [m].
    gradient
        Per lean [m/rad], per lordosis [m/rad], per depth shift [m/m].
    """

    constant_m: float
    gradient: Float[np.ndarray, "3"]


def radiographs_disagree(person: Person, chain: TrunkChain, library: EvidenceLibrary) -> bool:
    """Return whether a person's sacral slope and lordosis cannot both be so, within three standard deviations.

    The slope that the lordosis asks for is uncertain by the lean of the trunk and by the readings of both.
    """
    if person.sacral_inclination_rad is None or person.lumbar_lordosis_rad is None:
        return False
    lean = library.quantity("stance.c7_plumb_lean_rad")
    reading_sd_rad = _mean(library.quantity("engine.radiograph_reading_sd_rad"))
    per_lordosis = chain.pelvis_per_lordosis_ratio
    tilt = chain.pelvis_tilt_rad(np.array([_mean(lean)]), np.array([person.lumbar_lordosis_rad]))
    expected = chain.sacral_slope_rad + float(tilt[0])
    sd = np.sqrt(_sd(lean) ** 2 + reading_sd_rad**2 * (1.0 + per_lordosis**2))
    return bool(abs(person.sacral_inclination_rad - expected) > _CONTRADICTION_SDS * sd)


def heel_change_prior(pooled: Mapping[str, PooledChange], chain: TrunkChain) -> Gaussian:
    """Return the prior over the change of (lean, lordosis, knee flexion) from barefoot to a studied heel [rad].

    The spread is that of a new person, not of the mean. Studies of the pelvis enter through the tie.
    """
    names = ("trunk_lean", "lumbar_lordosis", "knee_flexion")
    prior = Gaussian(
        mean=np.array([pooled[name].new_person_mean_rad for name in names]),
        covariance=np.diag([pooled[name].new_person_sd_rad ** 2 for name in names]),
    )
    pelvis = pooled["pelvis_anterior_tilt"]
    tie = np.array([1.0, chain.pelvis_per_lordosis_ratio, 0.0])
    return prior.given(tie, pelvis.new_person_mean_rad, pelvis.new_person_sd_rad)


def studied_rise_m(library: EvidenceLibrary) -> float:
    """Return the mean heel height of the pooled studies [m]: where the pooled change belongs."""
    heights = [sum(e.heel_height_m) / 2 for e in library.effects if e.in_pool and e.heel_height_m is not None]
    return float(np.mean(heights))


def _mean(quantity: Quantity) -> float:
    value = quantity.value
    assert isinstance(value, float), quantity.key
    return value


def _sd(quantity: Quantity) -> float:
    spread = max(quantity.spread) if isinstance(quantity.spread, tuple) else quantity.spread
    assert spread is not None, quantity.key
    return spread
