"""What this person's own model says about each popular claim, beside what studies say."""

from __future__ import annotations

import numpy as np

from heelwise.evidence import EvidenceLibrary
from heelwise.explain.answer import ClaimAnswer, Computed
from heelwise.explain.interval import Interval, signed, signed_load_change
from heelwise.explain.stance_answer import change_percent, held_draws
from heelwise.footwear import Shoe
from heelwise.mechanics import HeelStudy
from heelwise.text import N_, Text

CLAIMED_HEEL_M = 0.0508
CLAIMED_CHANGE_PERCENT = 30.0
"""Claim W5: a heel of two inches, 30 %."""

_LEVEL = "L5/S1"


def claimed_shoe() -> Shoe:
    """Return the shoe of claim W5: two inches, of a broad kind so that only height counts."""
    return Shoe(kind="block", heel_height_m=CLAIMED_HEEL_M)


def answer_claims(
    study: HeelStudy, shoe_names: tuple[Text, ...], n_shoes: int, library: EvidenceLibrary
) -> tuple[ClaimAnswer, ...]:
    """Return claims W1 to W6 with what the model says.

    Parameters
    ----------
    study
        All draws; the stance after the person's own shoes is the two-inch heel of W5.
    shoe_names
        Names of the person's shoes.
    n_shoes
        How many of the stances are the person's own.
    library
        Claims and sources.
    """
    if study.shoe_loads is None:
        return tuple(
            ClaimAnswer(claim=claim, sources=library.sources_for(claim), computed=None)
            for claim in library.claims_for("explain")
        )
    highest = int(np.argmax([stance.pitch_rad for stance in study.in_shoes[:n_shoes]]))
    computed: dict[str, Computed | None] = {
        "W1": _weight(study, highest, shoe_names[highest]),
        "W2": _curve(study, highest, shoe_names[highest]),
        "W3": _effort(study, highest, shoe_names[highest]),
        "W4": _chain(study, highest, shoe_names[highest]),
        "W5": _thirty_percent(study, n_shoes),
    }
    return tuple(
        ClaimAnswer(claim=claim, sources=library.sources_for(claim), computed=computed.get(claim.key))
        for claim in library.claims_for("explain")
    )


def _weight(study: HeelStudy, which: int, name: Text) -> Computed:
    held, stance = held_draws(study), study.in_shoes[which]
    ankle_cm = 100.0 * (stance.ankle_m[:, 0] - study.barefoot.ankle_m[:, 0])[held]
    return Computed(
        sentence=Text(
            N_(
                "In your {shoe} the model keeps your weight as far behind the ball of the foot as barefoot; your ankle "
                "comes about {ankle} cm forward."
            ),
            {"shoe": name, "ankle": f"{Interval.of(ankle_cm).median:.0f}"},
        )
    )


def _curve(study: HeelStudy, which: int, name: Text) -> Computed:
    held, stance = held_draws(study), study.in_shoes[which]
    curve = Interval.of(np.degrees(stance.trunk.lordosis_rad - study.barefoot.trunk.lordosis_rad)[held])
    pelvis = Interval.of(np.degrees(stance.pelvis_anterior_tilt_rad - study.barefoot.pelvis_anterior_tilt_rad)[held])
    return Computed(
        sentence=Text(
            N_(
                "For somebody like you in your {shoe} we expect the curve of the lower back to change by "
                "{curve_low} to {curve_high}° and the pelvis by {pelvis_low} to {pelvis_high}°: it can go either "
                "way until you measure."
            ),
            {
                "shoe": name,
                "curve_low": signed(curve.low),
                "curve_high": signed(curve.high),
                "pelvis_low": signed(pelvis.low),
                "pelvis_high": signed(pelvis.high),
            },
        )
    )


def _effort(study: HeelStudy, which: int, name: Text) -> Computed | None:
    if study.shoe_loads is None:
        return None
    change = Interval.of(change_percent(study, which, _LEVEL))
    return Computed(
        sentence=Text(
            N_(
                "In your {shoe} the load on your lowest disc changes by {low} to {high} %, with {middle} % in the "
                "middle."
            ),
            {
                "shoe": name,
                "low": signed_load_change(change.low, "low"),
                "high": signed_load_change(change.high, "high"),
                "middle": signed_load_change(change.median),
            },
        ),
        change_percent=change,
        level=_LEVEL,
    )


def _chain(study: HeelStudy, which: int, name: Text) -> Computed:
    held, stance, barefoot = held_draws(study), study.in_shoes[which], study.barefoot
    calf = Interval.of(100.0 * (stance.gastrocnemius_length_m / barefoot.gastrocnemius_length_m - 1.0)[held]).median
    hip = Interval.of(100.0 * (stance.psoas_length_m / barefoot.psoas_length_m - 1.0)[held]).median
    knee = Interval.of(np.degrees(stance.trunk.knee_flexion_rad - barefoot.trunk.knee_flexion_rad)[held])
    return Computed(
        sentence=Text(
            N_(
                "While you stand in your {shoe} the calf is about {calf} % shorter, the knee bends {low} to {high}° "
                "more, and the hip flexor hardly changes its length ({hip} %)."
            ),
            {
                "shoe": name,
                "calf": f"{-calf:.0f}",
                "low": signed(knee.low),
                "high": signed(knee.high),
                "hip": signed(hip, 1),
            },
        )
    )


def _thirty_percent(study: HeelStudy, n_shoes: int) -> Computed | None:
    if study.shoe_loads is None:
        return None
    draws = change_percent(study, n_shoes, _LEVEL)
    change = Interval.of(draws)
    reached = float(np.mean(np.abs(draws) >= CLAIMED_CHANGE_PERCENT))
    return Computed(
        sentence=Text(
            N_(
                "A 5 cm heel changes the load on your lowest disc by {low} to {high} %; about {reached} of 100 "
                "computed bodies like yours reach 30 %. No study we found supports 30 %."
            ),
            {
                "low": signed_load_change(change.low, "low"),
                "high": signed_load_change(change.high, "high"),
                "reached": f"{100.0 * reached:.0f}",
            },
        ),
        change_percent=change,
        level=_LEVEL,
    )
