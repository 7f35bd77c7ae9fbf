"""Write docs/science/model-choices.md: ``python builders/write_model_choices_page.py``, some ten seconds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from heelwise.body import LEVELS, Person, ReferenceModel
from heelwise.data_folder import load_data_folder
from heelwise.evidence import load_library
from heelwise.mechanics import body_frames
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.model_cache import load_reference_model
from model_choices import (
    CHOICES,
    LEANS_DEG,
    Case,
    Choice,
    Figures,
    middle_study,
    shipped_case,
    solve_case,
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
FLEXOR_CHOICES = 2
SMALL_N = 5.0

INTRODUCTION = """# What each choice in the spine model is worth, in newtons

Written by `builders/write_model_choices_page.py`; do not edit. Two people stand in the middle of everything that is
uncertain (all scores 0), upright and with the trunk leaning further forward: the pelvis turns on the hips, the lumbar
angles stay, and the hips go back so that the weight falls where it did. One thing at a time is then chosen otherwise.
Compression (positive squeezes) and shear (positive pushes the upper vertebra forward) are in the mid-disc plane. What
each mended fault of the anatomy is worth stands on a page of its own: [anatomy](anatomy.md).

These are differences between models, not errors against the truth: nobody has measured these two people.

## In short

"""

READING = """
- **Where passive tissue rests, and how stiff it is, comes next.** A spine that nothing loads is flatter than one that
  stands; standing, its tissue bends it forward and the back muscles hold against that. Tissue that rested in standing
  would take a fifth to a quarter off the upright load, tissue twice as stiff adds as much. Every answer draws both.
- **Passive muscle force adds a tenth.** Belly muscles and psoas are a little stretched in standing and pull the trunk
  forward. Measured operating lengths set how much; by the source model's own tables rectus abdominis alone would pull
  with its whole strength at rest.
- **Where the weight lies.** The engine's own masses leave less above the discs (they count the pelvis twice), so that
  each degree of lean adds less. Its zero pose has the weight nearer to the discs than standing people have.
- **Settling has to be possible; how much matters less.** Without it these postures can be held only with some fascicle
  at its very limit, which nobody shows standing at ease. A cost from 0.01 to 10 times ours and a limit of 1 to 4
  degrees move upright loads by little. The further the trunk leans, the more it matters, since the limit is reached.
- **Hips balance at no cost here.** Only psoas crosses hips and spine, and nothing in these postures asks for it beyond
  what it pulls at rest; the other hip muscles do what the hips need.
- **Shear is no surer than compression.** It is smaller, and many choices move it by as many newtons.
- **What a change of lordosis does hangs on where passive tissue rests**, even its sign: see the table on lordosis.
  Of all choices here this one bears most on the answer for heels, so every answer draws it anew.

## As shipped

"""

CHOICES_HEAD = """
## What was chosen, and what becomes of it

*Mended*: Heelwise departs from the source model here. *Left out*: known, and not in the model. *In the interval*: the
draws behind every answer vary it. *An option*: the analysis can do it, answers do not use it. *Our choice*: no source
settles it ([decision 0016](../decisions/0016-level-deflection.md)).

"""

RHYTHM_TEXT = """## When lordosis changes

The shipped share puts nearly two thirds of a change at L4/L5 and L5/S1 together, in nearly equal parts; the source
model puts more than half of it at L5/S1. Lean is held. In all rows but the last passive tissue rests where it rests in
barefoot standing and is stretched by the change; the last row lets it give way wholly. The draws behind every answer
lie anywhere between the two.
Difference from standing, compression / shear [N].

"""

ABDOMEN_TEXT = """
## Why the abdomen body cannot be in balance

Fourteen oblique fascicles of the source model end on an abdomen body that weighs 10 g. Its joints are slaved to
lumbar flexion, so the couplers hold it, whatever the muscles do; nothing in a person does that except the pressure
inside the belly. Without it the fourteen pulls would have to cancel, and they cannot.
"""

LIMITS = """
## What none of this tells

- Standing and leaning only, with nothing in the hands.
- One pelvis shape. Sacral slope and pelvic tilt are tied through it, whatever the person's own shape is.
- The chest is rigid above T12.
STRENGTH
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
        "- **Posture decides.** Leaning 10° further adds {} of compression at L4/L5 and L5/S1 in the woman, {} in the "
        "man.".format(*leaning),
        f"- **Few choices are for free.** {len(largest) - len(large)} of {len(largest)} move no upright compression or "
        f"shear at these two levels by more than {SMALL_N:.0f} N in either person. The others, with the largest "
        "change: " + "; ".join(said) + ".",
    )


def wrap(*paragraphs: str) -> str:
    """Return paragraphs broken at the width of the house."""
    return "\n".join(
        textwrap.fill(text, 118, subsequent_indent="  " if text.startswith("-") else "", break_on_hyphens=False)
        for text in paragraphs
    )


def write_abdomen(source: SourceModel) -> str:
    """Return the proof that the pulls on the abdomen body cannot cancel."""
    backward = -source.abdomen_pull[:, 0]
    if not (backward > 0).all():
        raise AssertionError("some muscle pulls the abdomen forward: the proof on the page no longer holds")
    least, most = backward.min(), backward.max()
    proof = (
        f"Each of the {len(backward)} pulls backward, by {least:.2f} to {most:.2f} N for a newton in the muscle. "
        "Muscles only pull, so whatever their forces are, something in front has to push back with at least "
        f"{least:.2f} N for each newton: the direction backward is the certificate (Farkas) that no forces but zero "
        f"are in balance. With all of them at their limit ({source.abdomen_strength_n.sum():.0f} N) the push would be "
        f"{source.abdomen_strength_n @ backward:.0f} N. So the external fascicles run on across the belly instead, "
        "each to the internal one of the other side."
    )
    return ABDOMEN_TEXT + wrap(proof) + "\n"


def write_limits(model: ReferenceModel, source: SourceModel) -> str:
    """Return what the page cannot tell; the strength of the back is computed."""
    woman_n_m, man_n_m = (_extension_n_m(shipped_case(middle_study(who, model), (0.0,))) for who in PEOPLE.values())
    strength = (
        f"- Were every extensor at its limit at once, the back would extend with {woman_n_m:.0f} N m at L5/S1 in the "
        f"woman and {man_n_m:.0f} N m in the man, at its lengths upright. Balance at the other levels allows less."
    )
    passive = (
        "- Passive force comes from measured operating lengths by group. The source model's own tables would have each "
        f"rectus abdominis pull with {source.rectus_resting_force_n:.0f} N at rest, of {source.rectus_strength_n:.0f}."
    )
    return LIMITS.replace("STRENGTH", wrap(strength, passive))


def _extension_n_m(case: Case) -> float:
    """Return what the extensors can do at L5/S1 in the first posture [N m]."""
    pull = muscle_pull(case.model, body_frames(case.model, case.body, case.posture))
    capacity_n, _ = muscle_capacity_n(case.body, pull.length_m)
    return float(np.maximum(pull.moment_m[0, LEVELS.index("L5/S1"), 2], 0.0) @ capacity_n[0])


def write_rhythm(model: ReferenceModel, source: SourceModel) -> str:
    """Return what a change of lordosis does with either sharing among levels, and with passive tissue at rest."""
    heads = (f"{change:+.0f}° {LEVELS[i]}" for change in LORDOSIS_CHANGES_DEG for i in SHOWN)
    text = RHYTHM_TEXT + format_head(("person, sharing", *heads))
    for who, person in PEOPLE.items():
        shipped = shipped_case(middle_study(person, model))
        rhythm = with_source_rhythm(shipped_case(middle_study(person, model)), source)
        changes = (0.0, *LORDOSIS_CHANGES_DEG)
        cases = {
            "tissue as in standing": with_lordosis_change(shipped, changes),
            "source model's rhythm": with_lordosis_change(rhythm, changes),
            "tissue has given way": with_lordosis_change(shipped, changes, given_way=1.0),
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
    source = read_source_model()
    flexors = CHOICES[:FLEXOR_CHOICES]
    names = [choice.name for choice in CHOICES]
    results = [solve_all(person, model, source, LEANS_DEG, CHOICES) for person in PEOPLE.values()]
    backward = [solve_all(person, model, source, BACKWARD_DEG, flexors) for person in PEOPLE.values()]
    parts = [INTRODUCTION, write_summary(results), READING]
    parts += [f"### {who}\n\n{write_shipped(r[0], LEANS_DEG)}\n" for who, r in zip(PEOPLE, results, strict=True)]
    parts += [write_choices(), "\n## Differences\n\nCompression / shear [N], chosen otherwise less shipped.\n\n"]
    for who, (shipped, changed) in zip(PEOPLE, results, strict=True):
        parts.append(f"### {who}: differences\n\n{write_differences(shipped, changed, LEANS_DEG, names)}\n")
    parts.append("## Leaning back: where flexors speak\n\n")
    for who, (shipped, changed) in zip(PEOPLE, backward, strict=True):
        table = write_differences(shipped, changed, BACKWARD_DEG, [choice.name for choice in flexors])
        parts.append(f"### {who}: leaning back\n\n{write_shipped(shipped, BACKWARD_DEG)}\n{table}\n")
    parts += [write_rhythm(model, source), write_abdomen(source), write_limits(model, source)]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(write_page(load_reference_model(load_data_folder())), encoding="utf-8")
    print(f"wrote {PAGE.name}")
