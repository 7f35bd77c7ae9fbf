"""Writes docs/science/anatomy.md: what each mended fault of the source model, and each choice of physics, is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from heelwise.activities.load import compute_activity_load, middle_subject, study_subject
from heelwise.activities.pose import Subject
from heelwise.body import LEVELS, MUSCLE_GROUPS, TRUNK_MUSCLE_GROUPS, Person, ReferenceModel
from heelwise.evidence import EvidenceLibrary, load_library, pool_posture_changes
from heelwise.mechanics import LoadOptions, SpineLoad, spine_load
from heelwise.mechanics.abdominal_pressure import AbdominalPressure
from heelwise.mechanics.model_build.mends import ALL_MENDS, Mends
from heelwise.mechanics.model_build.model_builder import build_reference_model
from heelwise.mechanics.spine_load import USUAL

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "science" / "anatomy.md"
PERSON = Person(sex="female", age_years=32, height_m=1.68, mass_kg=62)
POSES: dict[str, tuple[str, dict[str, object]]] = {
    "standing": ("stand", {}),
    "leaning 30°": ("lean", {"angle_deg": 30.0}),
    "holding 10 kg, 35 cm out": ("hold", {"hold_kg": 10.0, "reach_cm": 35.0}),
}
SHOWN = ("L1/L2", "L4/L5", "L5/S1")
SEED = 1
_STIFF = 1000.0
"""Times stiffer: a level that is as good as welded."""

HEAD = """# What the mended anatomy is worth

Written by `builders/write_anatomy_page.py`; do not edit. The mean body of a woman of 62 kg and 1.68 m in her middle
posture. The first row is the model as it is used: compression [N] at {levels}. Every other row undoes one thing,
or makes one choice differently, and shows by how many newtons that moves the three. Why each was mended, from which
source: [0019](../decisions/0019-anatomy-mended.md); about the physics:
[0020](../decisions/0020-physics-of-the-load.md).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing done differently."""

    title: str
    mends: Mends = ALL_MENDS
    change: Callable[[Subject], Subject] = lambda subject: subject
    options: LoadOptions = USUAL


def variants(library: EvidenceLibrary) -> tuple[tuple[str, tuple[Variant, ...]], ...]:
    """Return headings with their variants."""
    anatomy = (
        Variant(
            title="lumbar psoas ends at the pelvis, a second psoas crosses the hip",
            mends=replace(ALL_MENDS, one_psoas=False),
        ),
        Variant(title="belly fascicles of the obliques welded to L5", mends=replace(ALL_MENDS, obliques_on_bone=False)),
        Variant(title="levels turn about the source's centres", mends=replace(ALL_MENDS, disc_centres=False)),
        Variant(title="no deep hip rotators", mends=replace(ALL_MENDS, deep_rotators=False)),
        Variant(title="no multifidus from T12", mends=replace(ALL_MENDS, t12_multifidus=False)),
        Variant(title="moment arms of people lying down", mends=replace(ALL_MENDS, upright_arms=False)),
        Variant(title="T12/L1 welded", change=_weld_first_level),
        Variant(title="trunk muscles as weak as in the source", change=_with_source_strength(library)),
        Variant(title="no passive muscle force", change=_without_passive_muscle),
        Variant(title="all muscles at their optimal length upright", change=_at_optimal_length),
        Variant(title="tissue that never stiffens", change=_with_linear_tissue),
        Variant(title="tissue that rests where the person stands", change=_resting_in_standing),
        Variant(title="hip flexors 5 % shorter", change=_with_short_hip_flexors),
    )
    physics = (
        Variant(title="cubes of the activations instead of squares", options=replace(USUAL, exponent=3)),
        Variant(title="co-contraction of 1.7 %", options=replace(USUAL, co_contraction_fraction=0.017)),
        Variant(title="co-contraction of 3 %", options=replace(USUAL, co_contraction_fraction=0.03)),
        Variant(title="belly pressure of 1 kPa", options=replace(USUAL, abdominal_pressure=_pressure(library, 1000.0))),
        Variant(title="belly pressure of 6 kPa", options=replace(USUAL, abdominal_pressure=_pressure(library, 6000.0))),
        Variant(
            title="settling four times as dear",
            options=replace(USUAL, deflection_cost_per_rad2=4.0 * USUAL.deflection_cost_per_rad2),
        ),
        Variant(
            title="settling a quarter as dear",
            options=replace(USUAL, deflection_cost_per_rad2=0.25 * USUAL.deflection_cost_per_rad2),
        ),
    )
    return ("Anatomy", anatomy), ("Physics", physics)


def write_page() -> str:
    """Return the page."""
    library = load_library()
    pooled = pool_posture_changes(library)
    models: dict[Mends, ReferenceModel] = {}

    def loads(variant: Variant) -> dict[str, SpineLoad]:
        model = models.setdefault(variant.mends, build_reference_model(mends=variant.mends))
        subject, _ = study_subject(PERSON, model, library, pooled, rng=np.random.default_rng(SEED), n_draws=64)
        middle = variant.change(middle_subject(subject))
        return {name: _load(middle, name, variant.options) for name in POSES}

    usual = loads(Variant(title="as used"))
    lines = [HEAD.format(levels=", ".join(SHOWN)), _head(), _row("**as used**", usual, None)]
    for heading, rows in variants(library):
        lines.append(f"| *{heading}* |" + " |" * len(POSES))
        lines += [_row(variant.title, loads(variant), usual) for variant in rows]
    return "\n".join(lines) + "\n" + _settling(usual)


def _load(subject: Subject, name: str, options: LoadOptions) -> SpineLoad:
    activity, values = POSES[name]
    still = spine_load(
        subject.model,
        subject.body,
        subject.standing,
        subject.neutral_angle_rad,
        options=options,
        mark_infeasible=True,
    )
    found = compute_activity_load(subject, still, activity, values, options=options, with_extras=False)
    return found.load


def _head() -> str:
    return f"| done differently | {' | '.join(POSES)} |\n|---|" + "---|" * len(POSES)


def _row(title: str, loads: dict[str, SpineLoad], usual: dict[str, SpineLoad] | None) -> str:
    cells = []
    for name, load in loads.items():
        compression = load.compression_n[0, [LEVELS.index(level) for level in SHOWN]]
        if np.isnan(compression).any():
            cells.append(f"cannot be held ({load.shortfall_n_m[0]:.1f} N m short)")
        elif usual is None:
            cells.append(", ".join(f"{force:.0f}" for force in compression))
        else:
            before = usual[name].compression_n[0, [LEVELS.index(level) for level in SHOWN]]
            cells.append(", ".join(f"{force:+.0f}" for force in compression - before))
    return f"| {title} | {' | '.join(cells)} |"


def _settling(usual: dict[str, SpineLoad]) -> str:
    """Return the lines about how far levels settle."""
    lines = ["", "How far each level settles in flexion, from T12/L1 down [degrees]; the total is kept:", ""]
    for name, load in usual.items():
        degrees = np.degrees(load.deflection_rad[0, :, 0])
        lines.append(f"- {name}: " + ", ".join(f"{angle:+.1f}" for angle in degrees))
    return "\n".join(lines) + "\n"


def _in_trunk(subject: Subject) -> np.ndarray:
    return np.asarray(subject.model.muscle_group < len(TRUNK_MUSCLE_GROUPS))


def _with_body(subject: Subject, **changed: Any) -> Subject:
    return replace(subject, body=replace(subject.body, **changed))


def _weld_first_level(subject: Subject) -> Subject:
    stiffness = subject.body.stiffness_n_m_per_rad.copy()
    stiffness[:, 0] *= _STIFF
    return _with_body(subject, stiffness_n_m_per_rad=stiffness)


def _with_source_strength(library: EvidenceLibrary) -> Callable[[Subject], Subject]:
    multiplier = library.quantity("strength.strength_multiplier_ratio").value
    assert isinstance(multiplier, float)

    def change(subject: Subject) -> Subject:
        weaker = np.where(_in_trunk(subject), 1.0 / multiplier, 1.0)
        return _with_body(subject, strength_n=subject.body.strength_n * weaker)

    return change


def _without_passive_muscle(subject: Subject) -> Subject:
    return _with_body(subject, passive_strain_ratio=np.full_like(subject.body.passive_strain_ratio, 1e3))


def _at_optimal_length(subject: Subject) -> Subject:
    model, body = subject.model, subject.body
    path_m = body.trunk_scale * model.muscle_neutral_length_m
    trunk = _in_trunk(subject)
    return _with_body(
        subject, tendon_length_m=np.where(trunk, path_m - body.optimal_fibre_length_m, body.tendon_length_m)
    )


def _with_linear_tissue(subject: Subject) -> Subject:
    return _with_body(subject, stiffening_angle_rad=np.full_like(subject.body.stiffening_angle_rad, 1e3))


def _resting_in_standing(subject: Subject) -> Subject:
    return replace(subject, rest_flexion_rad=np.zeros_like(subject.rest_flexion_rad))


def _with_short_hip_flexors(subject: Subject) -> Subject:
    flexors = np.isin(subject.model.muscle_group, [MUSCLE_GROUPS.index(name) for name in ("psoas", "hip_flexors")])
    return replace(subject, body=subject.body.with_shorter_muscles(flexors, 0.05))


def _pressure(library: EvidenceLibrary, pressure_pa: float) -> AbdominalPressure:
    area, arm = (
        library.quantity(f"muscles.{name}").value for name in ("diaphragm_area_m2", "diaphragm_arm_before_spine_m")
    )
    assert isinstance(area, float) and isinstance(arm, float)
    return AbdominalPressure(pressure_pa=pressure_pa, area_m2=area, arm_m=arm)


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
