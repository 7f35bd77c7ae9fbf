"""Write docs/science/model-choices.md: ``python builders/write_model_choices_page.py``, some ten seconds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from heelwise.body import LEVELS, Person, ReferenceModel
from heelwise.data_folder import load_data_folder
from heelwise.evidence import load_library
from heelwise.mechanics.spine_geometry import muscle_pull, spine_frames
from heelwise.model_cache import load_reference_model
from model_choices import (
    CHOICES,
    LEANS_DEG,
    Choice,
    Figures,
    middle_study,
    shipped_case,
    solve_case,
    strength_factor,
    with_lordosis_change,
    with_source_rhythm,
)
from source_model import SourceModel, read_source_model

PAGE = Path(__file__).parent.parent / "docs" / "science" / "model-choices.md"
SHOWN = [LEVELS.index(level) for level in ("L4/L5", "L5/S1")]
PEOPLE = {
    "Woman, 32 years, 1.68 m, 62 kg": Person(sex="female", age_years=32.0, height_m=1.68, mass_kg=62.0),
    "Man, 32 years, 1.70 m, 84 kg": Person(sex="male", age_years=32.0, height_m=1.70, mass_kg=84.0),
}
LORDOSIS_CHANGES_DEG = (-6.0, 6.0)
BACKWARD_DEG = (-5.0, -10.0)
FLEXOR_CHOICES = 3
SMALL_N = 5.0

INTRODUCTION = """# What each choice in the spine model is worth, in newtons

Written by `builders/write_model_choices_page.py`; do not edit. Two people stand in the middle of everything that is
uncertain (all scores 0), upright and with the whole trunk leaning further forward: the pelvis turns on the hips and
the lumbar angles stay. One thing at a time is then chosen otherwise. Compression (positive squeezes) and shear
(positive pushes the upper vertebra forward) are in the mid-disc plane.

These are differences between models, not errors against the truth: nobody has measured these two people.

## In short

"""

READING = """
- **Where the weight lies comes next.** The engine's own masses leave less above the discs (they count the pelvis
  twice) and that further forward: upright loads rise, and each degree of lean adds less. Its zero pose has the weight
  behind the lower discs, so that flexors work where people need extensors.
- **Passive force is the open wound.** The source model's own resting forces change upright loads by more than
  anything else here, or cannot be balanced at all. Its rectus abdominis lies far beyond its best fibre length in the
  zero pose, which we take for a fault of fitting, not of bodies; real passive force, of unknown size, stays left out.
- **Settling has to be possible; how much matters less.** Without it these postures can be held only with some fascicle
  at its very limit, which nobody shows standing at ease. With a cost from 0.01 to 10 times ours and a limit of 2 or 4
  degrees upright loads move by little. The further the trunk leans, the more it matters, since the limit is reached.
- **Psoas, rectus and abdomen fascicles are silent here** because the weight falls in front of these discs and nothing
  has to flex. That does not prove them unimportant: leaning back they speak (below), and people keep all of them a
  little active all the time (torso-standing-emg), which least squared activation never shows.
- **Shear is no surer than compression.** It is smaller, and many choices move it by as many newtons.
- **What a change of lordosis does hangs on where passive tissue rests**, even its sign: see the table on lordosis.
  Of all choices here this one bears most on the answer for heels, so every answer draws it anew.

## As shipped

"""

CHOICES_HEAD = """
## What was chosen, and what becomes of it

*Mended now*: Heelwise departs from the source model here. *Left out for now*: known, and not in the model. *Next
issue*: planned with the hip and the passive tissues. *In the interval*: the draws behind every answer vary it.
*Our choice*: no source settles it ([decision 0016](../decisions/0016-level-deflection.md)).

"""

RHYTHM_TEXT = """## When lordosis changes

The shipped share puts nearly two thirds of a change at L4/L5 and L5/S1 together, in nearly equal parts; the source
model puts more than half of it at L5/S1. Lean is held. In all rows but the last passive tissue is at rest in barefoot
standing and is stretched by the change; the last row lets it be at rest after the change, as if it had time to give
way. The draws behind every answer lie anywhere between the two.
Difference from standing, compression / shear [N].

"""

ABDOMEN_TEXT = """
## Why the abdomen body cannot be in balance

Fourteen oblique fascicles of the source model end on an abdomen body that weighs 10 g. Its joints are slaved to
lumbar flexion, so the couplers hold it, whatever the muscles do; nothing in a person does that except the pressure
inside the belly, which the model does not have. Without it the fourteen pulls would have to cancel, and they cannot.
"""

LIMITS = """
## What none of this tells

- Quiet standing only. No swaying, walking, lifting, breathing or pressure in the belly.
- One pelvis shape. Sacral slope and pelvic tilt are tied through it, whatever the person's own shape is.
- T12/L1 is welded, so the chest is rigid from L1 up; loads above L1/L2 are not given.
- The hips are not in balance: no muscle that crosses them bears on the spine, and psoas ends on the sacrum.
STRENGTH
- Muscles share work by least squared activation. The third power is left to the next issue.
- Rows change one thing; two at once need not add up.
"""


def format_row(cells: Iterable[str]) -> str:
    """Return a table row."""
    return "| " + " | ".join(cells) + " |\n"


def format_head(cells: Sequence[str]) -> str:
    """Return a table head with its rule."""
    return format_row(cells) + "|---" * len(cells) + "|\n"


def format_change(value: float) -> str:
    """Return a signed whole number without a negative zero."""
    return f"{round(value) + 0:+d}" if round(value) else "0"


def write_shipped(figures: Figures, leans_deg: Sequence[float]) -> str:
    """Return the table of one person as shipped."""
    forces_of = (f"{LEVELS[i]} compression / shear [N]" for i in SHOWN)
    gravity_at = (f"gravity at {LEVELS[i]} [N m]" for i in SHOWN)
    text = format_head(("lean", *forces_of, *gravity_at, "highest activation", "largest settling"))
    for row, lean in enumerate(leans_deg):
        forces = (f"{figures.compression_n[row, i]:.0f} / {figures.shear_n[row, i]:.0f}" for i in SHOWN)
        moments = (f"{figures.gravity_n_m[row, i]:.1f}" for i in SHOWN)
        effort = f"{100 * figures.activation[row].max():.0f} %"
        settling = f"{np.degrees(np.abs(figures.deflection_rad[row]).max()):.1f}°"
        text += format_row(("upright" if lean == 0 else f"{lean:+.0f}°", *forces, *moments, effort, settling))
    return text


def format_difference(changed: Figures, shipped: Figures, row: int, level: int) -> str:
    """Return compression and shear change of one posture at one level."""
    if changed.missing_n_m[row] > 0:
        return "cannot be held"
    compression = changed.compression_n[row, level] - shipped.compression_n[row, level]
    shear = changed.shear_n[row, level] - shipped.shear_n[row, level]
    return f"{format_change(compression)} / {format_change(shear)}"


def format_efforts(figures: Figures) -> str:
    """Return the highest activation in each posture, or the moment that is missing."""
    if (figures.missing_n_m > 0).any():
        return ", ".join(f"{missing:.1f}" for missing in figures.missing_n_m) + " N m short"
    return ", ".join(f"{100 * effort:.0f}" for effort in figures.activation.max(axis=1)) + " %"


def write_differences(
    shipped: Figures, changed: dict[str, Figures], leans_deg: Sequence[float], names: Iterable[str]
) -> str:
    """Return the table of differences of one person."""
    places = [(row, level) for row in range(len(leans_deg)) for level in SHOWN]
    heads = (f"{'upright' if leans_deg[row] == 0 else f'{leans_deg[row]:+.0f}°'} {LEVELS[i]}" for row, i in places)
    text = format_head(("chosen otherwise", *heads, "highest activation"))
    for name in names:
        cells = (format_difference(changed[name], shipped, row, level) for row, level in places)
        text += format_row((name, *cells, format_efforts(changed[name])))
    return text


def write_choices() -> str:
    """Return the table of choices; a source that is not in the evidence is an error."""
    sources = load_library().sources
    text = CHOICES_HEAD + format_head(("chosen otherwise", "state", "sources"))
    for choice in CHOICES:
        cited = ", ".join(f"{key} ({sources[key].year or 'undated'})" for key in choice.source_keys)
        text += format_row((choice.name, choice.state, cited or "none"))
    return text


def upright_change_n(shipped: Figures, changed: Figures) -> float:
    """Return the largest change of any shown upright load [N]; infinite if the posture cannot be held."""
    if changed.missing_n_m[0] > 0:
        return float("inf")
    both = (changed.compression_n - shipped.compression_n, changed.shear_n - shipped.shear_n)
    return float(max(np.abs(change[0, SHOWN]).max() for change in both))


def write_summary(results: Sequence[tuple[Figures, dict[str, Figures]]]) -> str:
    """Return what leaning is worth, how many choices are small upright, and which are not."""
    largest = {
        choice.name: max(upright_change_n(shipped, changed[choice.name]) for shipped, changed in results)
        for choice in CHOICES
    }
    large = sorted((name for name in largest if largest[name] > SMALL_N), key=lambda name: -largest[name])
    said = (f"{name} ({'cannot be held' if np.isinf(largest[name]) else f'{largest[name]:.0f} N'})" for name in large)
    leaning = (
        " and ".join(f"{shipped.compression_n[1, i] - shipped.compression_n[0, i]:.0f} N" for i in SHOWN)
        for shipped, _ in results
    )
    return wrap(
        "- **Posture decides.** Leaning 5° further adds {} of compression at L4/L5 and L5/S1 in the woman, {} in the "
        "man.".format(*leaning),
        f"- **Half of the choices hardly matter upright.** {len(largest) - len(large)} of {len(largest)} move no "
        f"compression or shear at these two levels by more than {SMALL_N:.0f} N in either person. The others, with the "
        "largest change: " + "; ".join(said) + ".",
    )


def wrap(*paragraphs: str) -> str:
    """Return paragraphs broken at the width of the house."""
    return "\n".join(
        textwrap.fill(text, 118, subsequent_indent="  " if text.startswith("-") else "", break_on_hyphens=False)
        for text in paragraphs
    )


def write_abdomen(source: SourceModel, model: ReferenceModel, factors: Sequence[float]) -> str:
    """Return the proof that the pulls on the abdomen body cannot cancel."""
    backward = -source.abdomen_pull[:, 0]
    if not (backward > 0).all():
        raise AssertionError("some muscle pulls the abdomen forward: the proof on the page no longer holds")
    unused_n = model.muscle_strength_n[~model.muscle_is_used]
    needed_n = [factor * float(unused_n @ backward) for factor in factors]
    least, most = backward.min(), backward.max()
    proof = (
        f"Each of the {len(backward)} pulls backward, by {least:.2f} to {most:.2f} N for a newton in the muscle. "
        "Muscles only pull, so whatever their forces are, something in front has to push back with at least "
        f"{least:.2f} N for each newton: the direction backward is the certificate (Farkas) that no forces but zero "
        f"are in balance. With all of them at their limit ({unused_n.sum():.0f} N in the source model) the push would "
        f"be {needed_n[0]:.0f} N in the woman and {needed_n[1]:.0f} N in the man. They stay out until the model has "
        "pressure in the belly; the ten obliques from ribs to pelvis stay in."
    )
    first = model.muscle_name.index("EO1_r")
    resting = (
        f"One of them, EO1, would also pull with {source.resting_force_n[first]:.0f} N at rest, "
        f"{source.resting_force_n[first] / model.muscle_strength_n[first]:.1f} times its strength."
    )
    return ABDOMEN_TEXT + wrap(f"{proof} {resting}") + "\n"


def write_limits(model: ReferenceModel, factors: Sequence[float]) -> str:
    """Return what the page cannot tell; the strength of the back is computed."""
    frames = spine_frames(model, 1.0, np.zeros(()), np.zeros((len(LEVELS), 3)))
    moment_m = muscle_pull(model, 1.0, frames).moment_m[-1, 2, model.muscle_is_used]
    source_n_m = float(np.maximum(moment_m, 0.0) @ model.muscle_strength_n[model.muscle_is_used])
    woman_n_m, man_n_m = (source_n_m * factor for factor in factors)
    strength = (
        f"- The strength of the back is the source model's, {source_n_m:.0f} N m of extension at L5/S1, scaled by "
        f"mass, sex and age: about {woman_n_m:.0f} N m in the woman and {man_n_m:.0f} N m in the man, before lengths "
        "are scaled. Measured people are stronger (burkhart-2018); the row with 1.64 shows that "
        "efforts fall and loads hardly move."
    )
    return LIMITS.replace("STRENGTH", wrap(strength))


def write_rhythm(model: ReferenceModel, source: SourceModel) -> str:
    """Return what a change of lordosis does with either sharing among levels, and with passive tissue at rest."""
    heads = (f"{change:+.0f}° {LEVELS[i]}" for change in LORDOSIS_CHANGES_DEG for i in SHOWN)
    text = RHYTHM_TEXT + format_head(("person, sharing", *heads))
    for who, person in PEOPLE.items():
        shipped = with_lordosis_change(shipped_case(middle_study(person, model)), (0.0, *LORDOSIS_CHANGES_DEG))
        rhythm = with_source_rhythm(shipped_case(middle_study(person, model)), source)
        cases = {
            "as shipped": shipped,
            "source model's rhythm": with_lordosis_change(rhythm, (0.0, *LORDOSIS_CHANGES_DEG)),
            "passive tissue at rest": replace(shipped, neutral_rad=shipped.posture.level_angle_rad),
        }
        for name, case in cases.items():
            text += format_row((f"{who.split(',')[0].lower()}, {name}", *format_from_first(solve_case(case))))
    return text


def format_from_first(figures: Figures) -> list[str]:
    """Return compression and shear of every later posture less those of the first, at the shown levels."""
    compression, shear = figures.compression_n - figures.compression_n[0], figures.shear_n - figures.shear_n[0]
    places = [(row, i) for row in range(1, len(compression)) for i in SHOWN]
    return [f"{format_change(compression[at])} / {format_change(shear[at])}" for at in places]


def solve_all(
    person: Person, model: ReferenceModel, source: SourceModel, leans_deg: Sequence[float], choices: Sequence[Choice]
) -> tuple[Figures, dict[str, Figures]]:
    """Return the shipped figures of a person and those of each choice by name."""
    case = shipped_case(middle_study(person, model), leans_deg)
    return solve_case(case), {choice.name: solve_case(choice.change(case, source)) for choice in choices}


def write_page(model: ReferenceModel) -> str:
    """Return the whole page."""
    source = read_source_model(model)
    flexors = CHOICES[:FLEXOR_CHOICES]
    names = [choice.name for choice in CHOICES]
    results = [solve_all(person, model, source, LEANS_DEG, CHOICES) for person in PEOPLE.values()]
    backward = [solve_all(person, model, source, BACKWARD_DEG, flexors) for person in PEOPLE.values()]
    factors = [strength_factor(shipped_case(middle_study(person, model))) for person in PEOPLE.values()]
    parts = [INTRODUCTION, write_summary(results), READING]
    parts += [f"### {who}\n\n{write_shipped(r[0], LEANS_DEG)}\n" for who, r in zip(PEOPLE, results, strict=True)]
    parts += [write_choices(), "\n## Differences\n\nCompression / shear [N], chosen otherwise less shipped.\n\n"]
    for who, (shipped, changed) in zip(PEOPLE, results, strict=True):
        parts.append(f"### {who}: differences\n\n{write_differences(shipped, changed, LEANS_DEG, names)}\n")
    parts.append("## Leaning back: where flexors speak\n\n")
    for who, (shipped, changed) in zip(PEOPLE, backward, strict=True):
        table = write_differences(shipped, changed, BACKWARD_DEG, [choice.name for choice in flexors])
        parts.append(f"### {who}: leaning back\n\n{write_shipped(shipped, BACKWARD_DEG)}\n{table}\n")
    parts += [write_rhythm(model, source), write_abdomen(source, model, factors), write_limits(model, factors)]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(write_page(load_reference_model(load_data_folder())), encoding="utf-8")
    print(f"wrote {PAGE.name}")
