"""From draws to figures with intervals: one stance against barefoot."""

from __future__ import annotations

import numpy as np

from heelwise.body import LEVELS, LUMBAR_LEVELS, MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, ReferenceModel
from heelwise.explain.answer import Coordinate, LevelLoad, MuscleEffort, Stability, StanceAnswer
from heelwise.explain.interval import Interval
from heelwise.footwear import Shoe
from heelwise.mechanics import HeelStudy, SpineLoad, Stance, Standing
from heelwise.mechanics.weights import STANDARD_GRAVITY_M_PER_S2
from heelwise.shapes import Bool, Float
from heelwise.text import N_, Text

GROUP_NAMES = {
    "erector_spinae": N_("Long back muscles"),
    "multifidus": N_("Deep back muscles"),
    "quadratus_lumborum": N_("Side muscles of the lower back"),
    "psoas": N_("Psoas"),
    "rectus_abdominis": N_("Straight belly muscle"),
    "obliques": N_("Oblique belly muscles"),
}


FOOT_COORDINATES = ("midfoot_plantarflexion_deg", "toe_extension_deg")
"""What needs no model of the body above the foot: all that is shown in pregnancy."""


def held_draws(study: HeelStudy) -> Bool[np.ndarray, " draw"]:
    """Return which draws could be held in every stance."""
    held = np.ones(len(study.score), dtype=bool)
    for load in (study.barefoot_load, *(study.shoe_loads or ())):
        if load is not None:
            held &= np.isfinite(load.compression_n).all(axis=-1)
    return held


def answer_stance(study: HeelStudy, which: int | None, shoe: Shoe | None) -> StanceAnswer:
    """Return the figures of one stance.

    Parameters
    ----------
    study
        All draws.
    which
        Index of the shoe, None for barefoot.
    shoe
        The shoe, for the area of its tip; None for barefoot.
    """
    held = held_draws(study)
    stance = study.barefoot if which is None else study.in_shoes[which]
    loads = study.shoe_loads or ()
    load = study.barefoot_load if which is None else (loads[which] if loads else None)
    compared = None if which is None else study.barefoot
    levels = muscles = None
    if load is not None and study.barefoot_load is not None:
        against = None if which is None else study.barefoot_load
        levels = _levels(load, against, held, study.standing)
        muscles = _muscles(load, against, held, study.standing.model)
    coordinates = _coordinates(stance, compared, study.barefoot, held)
    if load is None:
        coordinates = tuple(c for c in coordinates if c.key in FOOT_COORDINATES)
    return StanceAnswer(
        coordinates=coordinates,
        levels=levels,
        muscles=muscles,
        stability=_stability(stance, held, barefoot=shoe is None, with_weight=load is not None),
        residual_n_m=None if load is None else float(np.max(load.residual_n_m[held])),
    )


def change_percent(study: HeelStudy, which: int, level: str) -> Float[np.ndarray, " draw"]:
    """Return the change of compression at a level against barefoot, draw by draw [%]."""
    assert study.shoe_loads is not None and study.barefoot_load is not None
    i, held = LEVELS.index(level), held_draws(study)
    ratio = study.shoe_loads[which].compression_n[held, i] / study.barefoot_load.compression_n[held, i]
    change: Float[np.ndarray, " draw"] = 100.0 * (ratio - 1.0)
    return change


def _coordinates(
    stance: Stance, compared: Stance | None, barefoot: Stance, held: Bool[np.ndarray, " draw"]
) -> tuple[Coordinate, ...]:
    """Return every posture quantity with its change."""

    def quantities(of: Stance) -> dict[str, Float[np.ndarray, " draw"]]:
        degrees = {
            "ankle_plantarflexion_deg": of.ankle_plantarflexion_rad,
            "midfoot_plantarflexion_deg": of.midfoot_plantarflexion_rad,
            "toe_extension_deg": of.toe_extension_rad,
            "knee_flexion_deg": of.trunk.knee_flexion_rad,
            "hip_flexion_deg": of.hip_flexion_rad,
            "pelvis_anterior_tilt_deg": of.pelvis_anterior_tilt_rad,
            "lumbar_lordosis_deg": of.trunk.lordosis_rad,
            "trunk_lean_deg": of.trunk.lean_rad,
        }
        return {name: np.degrees(value) for name, value in degrees.items()} | {
            "gravity_line_before_ankle_cm": 100.0 * (of.gravity_line_x_m - of.ankle_m[:, 0]),
            "calf_length_percent": 100.0 * of.gastrocnemius_length_m / barefoot.gastrocnemius_length_m,
            "hip_flexor_length_percent": 100.0 * of.psoas_length_m / barefoot.psoas_length_m,
        }

    now = quantities(stance)
    before = None if compared is None else quantities(compared)
    return tuple(
        Coordinate(
            key=key,
            value=Interval.of(value[held]),
            change=None if before is None else Interval.of((value - before[key])[held]),
        )
        for key, value in now.items()
    )


def _levels(
    load: SpineLoad, against: SpineLoad | None, held: Bool[np.ndarray, " draw"], standing: Standing
) -> tuple[LevelLoad, ...]:
    weight_n = standing.body.total_mass_kg[held] * STANDARD_GRAVITY_M_PER_S2
    found = []
    for level in LUMBAR_LEVELS:
        i = LEVELS.index(level)
        compression, shear = load.compression_n[held, i], load.shear_n[held, i]
        change = shear_change = None
        if against is not None:
            change = Interval.of(100.0 * (compression / against.compression_n[held, i] - 1.0))
            shear_change = Interval.of(shear - against.shear_n[held, i])
        found.append(
            LevelLoad(
                level=level,
                compression_n=Interval.of(compression),
                shear_n=Interval.of(shear),
                compression_body_weights=Interval.of(compression / weight_n),
                change_percent=change,
                shear_change_n=shear_change,
            )
        )
    return tuple(found)


def _muscles(
    load: SpineLoad, against: SpineLoad | None, held: Bool[np.ndarray, " draw"], model: ReferenceModel
) -> tuple[MuscleEffort, ...]:
    """Return the effort of each group: its active force over what it can do at its length."""
    found = []
    for group in TRUNK_MUSCLE_GROUPS:
        mine = model.muscle_group == MUSCLE_GROUPS.index(group)
        share = model.muscle_strength_n[mine] / model.muscle_strength_n[mine].sum()
        effort = 100.0 * load.activation[held][:, mine] @ share
        change = None if against is None else Interval.of(effort - 100.0 * against.activation[held][:, mine] @ share)
        found.append(
            MuscleEffort(
                group=group,
                name=Text(GROUP_NAMES[group]),
                effort_percent=Interval.of(effort),
                change_points=change,
            )
        )
    return tuple(found)


def _stability(stance: Stance, held: Bool[np.ndarray, " draw"], *, barefoot: bool, with_weight: bool) -> Stability:
    support = stance.support
    backward = 100.0 * (stance.gravity_line_x_m - float(support.heel_tip_back_m))[held]
    forward = -100.0 * stance.gravity_line_x_m[held]
    area_cm2 = 1e4 * float(support.heel_tip_area_m2)
    where = Interval.of(backward)
    if not with_weight:
        sentence = N_("What you stand on: the heel tip is {area} cm².")
    elif barefoot:
        sentence = N_("Barefoot your weight falls about {back} cm in front of the back of your heel.")
    else:
        sentence = N_(
            "Your weight falls about {back} cm in front of the back edge of the heel. The heel tip is {area} cm²."
        )
    return Stability(
        base_of_support_cm=100.0 * float(support.length_to_ball_m),
        heel_tip_area_cm2=area_cm2,
        backward_margin_cm=where if with_weight else None,
        forward_margin_cm=Interval.of(forward) if with_weight else None,
        sentence=Text(sentence, {"back": f"{where.median:.0f}", "area": f"{area_cm2:.0f}"}),
    )
