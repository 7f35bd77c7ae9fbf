"""Which uncertainty makes the interval of a change as wide as it is.

A second-order polynomial chaos: the change is regressed on Hermite polynomials of the independent standard normal
scores. They are orthogonal, so squared coefficients are parts of the variance; what two parts do together is split
evenly between them. What the polynomials leave over comes from several parts acting together.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from heelwise.explain.answer import IntervalShare
from heelwise.mechanics import SCORES
from heelwise.shapes import Float
from heelwise.text import N_, Text

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "trunk_lean": (N_("How far you lean in these shoes"), ("lean_change",)),
    "lordosis_and_pelvis": (N_("How your lower back and pelvis adapt"), ("lordosis_change",)),
    "knee": (N_("How far your knees bend"), ("knee_change",)),
    "barefoot_posture": (
        N_("How you stand barefoot"),
        ("barefoot_lean", "barefoot_lordosis", "trunk_depth", "barefoot_knee"),
    ),
    "weight_place": (N_("Where your weight falls"), ("gravity_line", "gravity_shift")),
    "body": (N_("How your weight is spread over your body"), ("mass_share",)),
    "strength": (N_("How strong your muscles are"), ("strength",)),
    "stiffness": (N_("How stiff your spine is"), ("stiffness", "tissue_rest", "tissue_flexion")),
}
REST = ("together", N_("Several of these together"))

_INTERACTING = ("barefoot_lean", "barefoot_lordosis", "trunk_depth", "lean_change", "lordosis_change", "tissue_rest")
_SMALLEST_SHOWN = 0.01


def interval_shares(
    change: Float[np.ndarray, " draw"], score: Float[np.ndarray, "draw score"]
) -> tuple[IntervalShare, ...]:
    """Return the shares, largest first; they sum to 1.

    Parameters
    ----------
    change
        The quantity whose interval is explained, in any unit.
    score
        Standard normal scores behind the draws, in the order of `SCORES`.
    """
    variance = float(np.var(change))
    if variance == 0.0:
        return ()
    owner = {name: part for part, (_, names) in PARTS.items() for name in names}
    columns, owners = _hermite_columns(score, owner)
    design = np.column_stack([np.ones(len(change)), *columns])
    coefficient = np.linalg.lstsq(design, change, rcond=None)[0][1:]
    explained = dict.fromkeys(PARTS, 0.0)
    for value, parts in zip(coefficient, owners, strict=True):
        for part in parts:
            explained[part] += float(value) ** 2 / len(parts)
    total = max(sum(explained.values()), variance)
    shares = {part: value / total for part, value in explained.items()}
    named = [
        IntervalShare(part=part, name=Text(PARTS[part][0]), share=share)
        for part, share in sorted(shares.items(), key=lambda item: -item[1])
        if share >= _SMALLEST_SHOWN
    ]
    left = 1.0 - sum(item.share for item in named)
    return (*named, IntervalShare(part=REST[0], name=Text(REST[1]), share=max(left, 0.0)))


def _hermite_columns(
    score: Float[np.ndarray, "draw score"], owner: dict[str, str]
) -> tuple[list[np.ndarray], list[tuple[str, ...]]]:
    """Return normalised Hermite polynomials of first and second order and whose they are."""
    columns: list[np.ndarray] = []
    owners: list[tuple[str, ...]] = []
    by_name = {name: score[:, i] for i, name in enumerate(SCORES)}
    for name, z in by_name.items():
        columns.append(z)
        owners.append((owner[name],))
    for name in _INTERACTING:
        columns.append((by_name[name] ** 2 - 1.0) / np.sqrt(2.0))
        owners.append((owner[name],))
    for a, b in combinations(_INTERACTING, 2):
        columns.append(by_name[a] * by_name[b])
        owners.append((owner[a], owner[b]))
    return columns, owners
