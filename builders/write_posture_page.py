"""Write docs/science/posture-in-heels.md from the evidence: ``python builders/write_posture_page.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import degrees
from pathlib import Path

from heelwise.evidence import EvidenceLibrary, PooledChange, load_library
from heelwise.evidence.posture_rows import POOLED_COORDINATES, select_pooled_effects
from heelwise.evidence.records import Effect
from heelwise.evidence.sensitivity import VARIATIONS, pool_variation

PAGE = Path(__file__).parent.parent / "docs" / "science" / "posture-in-heels.md"
NAMES = {
    "lumbar_lordosis": "lumbar lordosis",
    "pelvis_anterior_tilt": "forward tilt of the pelvis",
    "trunk_lean": "forward lean of the trunk",
    "knee_flexion": "bend of the knee",
}

INTRODUCTION = """# Posture in heels: what studies say together

Written by `builders/write_posture_page.py`; do not edit. All angles in degrees, barefoot to heels, standing.
Positive: more lordosis, pelvis tipped forward, trunk leaning forward, knee bent.

## What comes out

"""
RESULT_HEADS = (
    "coordinate",
    "mean change",
    "SD between studies",
    "SD between people",
    "a person not yet measured",
    "probability that the mean is a decrease",
    "studies",
    "people of known number",
)
EFFECT_HEADS = ("study", "group", "people", "habit", "heel (cm)", "method", "support", "direction", "read")

MODEL = """
"Mean change" is the posterior mean with its standard deviation. "A person not yet measured" adds how studies
and people differ; it is what the model draws from, and an 80 % interval reaches 1.28 times its standard
deviation either way.

## Model

- True mean change of study j: Normal(mean, SD between studies). Observed mean: Normal(true mean, SD between
  people over the root of the group size).
- A row with a mean enters as that mean. A row with a standard deviation of the change also tells about the
  spread between people, through the chi-square law. Where a study gives only the standard deviations barefoot
  and in heels, that of the change follows from a correlation, flat from 0.5 to 0.9; each weighs the same.
- A row with only a direction enters as the probability that its test came out so: significant decrease,
  significant increase, or neither, at the stated level (0.05 where none was read). The critical value is
  widened as Student's for the group size. A "tendency" is the probability that the mean had that sign.
- Where the group size was not read, sizes of 10, 20 and 40 weigh the same.
- Priors: mean Normal(0, 5 degrees); SD between studies half-normal with scale 4, 2, 1, 2 degrees (lordosis,
  pelvis, trunk, knee), a third of how much healthy people differ in the angle; SD between people log-normal
  with the same medians, 95 % within a factor of three.
- The C7 plumb line (Dai 2015) becomes an angle through the measured distance from C7 to the posterior iliac
  spines (452 mm). Its abstract contradicts itself: p = .012 implies a standard deviation of the change of
  30 mm, the printed spreads 4 to 9 mm. Both readings weigh the same.
- Radiographs and skin measurements disagree about the angle itself, so only changes are pooled. Groups of one
  study are separate rows; walking and rows without a readable direction are left out.
- Integration on a grid, error below 0.01 degrees here and 0.03 in any row below; no random numbers, no SciPy.

What the model does not do: correct for heel height (heights are poorly reported and directions do not follow
them), for studies that were never published, or for two groups of one study being alike. The spread between
people contains measurement error, so people truly differ less than it says.

## Sensitivity

Mean change with its standard deviation; after the semicolon the standard deviation for a person not yet
measured; in brackets the studies left.

"""

COMPARISON = """
What moves the answer most is which studies are let in. Lordosis: without Dai 2015 the mean turns further
towards flattening and the spread shrinks; rows with a mean alone point the other way, because the outlier is
one of two. Trunk: few studies, and they contradict each other. Knee: one study. People used to heels and
people not used to them come out on either side of zero for lordosis, within each other's error; one review
says the opposite of the two studies behind this, so habit is not used as a covariate.

## Against the simpler rule

The survey's rule of thumb was a lordosis change of mean -1 and standard deviation 4 to 5 degrees a person.
"""


def format_pair(mean_rad: float, sd_rad: float) -> str:
    """Return mean and standard deviation in degrees, one decimal."""
    return f"{round(degrees(mean_rad), 1) + 0.0:+.1f} ± {degrees(sd_rad):.1f}"


def format_result(change: PooledChange) -> str:
    """Return one row of the results table."""
    cells = (
        NAMES[change.coordinate],
        format_pair(change.mean_rad, change.mean_sd_rad),
        f"{degrees(change.between_study_sd_rad):.1f}",
        f"{degrees(change.between_person_sd_rad):.1f}",
        format_pair(change.new_person_mean_rad, change.new_person_sd_rad),
        f"{change.mean_below_zero_fraction:.2f}",
        str(change.n_studies),
        str(change.n_people),
    )
    return format_row(cells)


def format_row(cells: Iterable[str]) -> str:
    """Return a table row."""
    return "| " + " | ".join(cells) + " |"


def format_head(cells: Sequence[str]) -> str:
    """Return a table head with its rule."""
    return format_row(cells) + "\n" + "|---" * len(cells) + "|\n"


def format_effect(effect: Effect) -> str:
    """Return one row of the table of studies."""
    heel = effect.heel_height_m
    cells = (
        effect.source_keys[0],
        effect.group,
        "not read" if effect.n_people is None else str(effect.n_people),
        effect.habit.replace("_", " "),
        "not read" if heel is None else " to ".join(f"{100 * end:.1f}" for end in sorted(set(heel))),
        effect.method.replace("_", " "),
        effect.support.replace("_", " "),
        effect.direction.replace("_", " "),
        effect.read,
    )
    return format_row(cells)


def write_sensitivity(lib: EvidenceLibrary) -> str:
    """Return the sensitivity table."""
    rows = []
    for variation in VARIATIONS:
        pooled = pool_variation(lib, variation)
        cells = (
            f"{format_pair(change.mean_rad, change.mean_sd_rad)}; {degrees(change.new_person_sd_rad):.1f}"
            f" ({change.n_studies})"
            for change in pooled.values()
        )
        rows.append(format_row((variation.name, *cells)))
    return format_head(("variation", *(NAMES[name] for name in POOLED_COORDINATES))) + "\n".join(rows) + "\n"


def write_clear_means(pooled: dict[str, PooledChange]) -> str:
    """Return which means are clear of zero by two standard deviations."""
    clear = [NAMES[c.coordinate] for c in pooled.values() if abs(c.mean_rad) > 2.0 * c.mean_sd_rad]
    return "\nMeans more than two standard deviations from zero: " + (", ".join(clear) or "none") + ".\n"


def write_comparison(lordosis: PooledChange, pelvis: PooledChange) -> str:
    """Return what the pooling says beside the survey's rule."""
    person = format_pair(lordosis.new_person_mean_rad, lordosis.new_person_sd_rad)
    hips = format_pair(pelvis.mean_rad, pelvis.mean_sd_rad)
    return (
        f"{COMPARISON}The pooling gives {person}: the same centre within its error, but a wider person,\n"
        "because the outlier widens the spread between studies and a new person may belong to a population\n"
        f"like any of them. The pelvis comes out at {hips}, in line with\n"
        'the rule\'s "about one degree towards the back".\n'
    )


def write_studies(lib: EvidenceLibrary) -> str:
    """Return the tables of pooled rows."""
    parts = ["\n## Rows that enter\n"]
    for coordinate in POOLED_COORDINATES:
        rows = "\n".join(format_effect(effect) for effect in select_pooled_effects(lib, coordinate))
        parts.append(f"\n### {NAMES[coordinate].capitalize()}\n\n{format_head(EFFECT_HEADS)}{rows}\n")
    return "".join(parts)


def write_page(lib: EvidenceLibrary) -> str:
    """Return the whole page."""
    published = pool_variation(lib, VARIATIONS[0])
    return "".join(
        (
            INTRODUCTION,
            format_head(RESULT_HEADS),
            "\n".join(format_result(change) for change in published.values()),
            "\n",
            write_clear_means(published),
            MODEL,
            write_sensitivity(lib),
            write_comparison(published["lumbar_lordosis"], published["pelvis_anterior_tilt"]),
            write_studies(lib),
        )
    )


if __name__ == "__main__":
    PAGE.write_text(write_page(load_library()), encoding="utf-8")
