"""Writes docs/science/what-has-been-checked.md and its plot: every row of the validation protocol."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from heelwise.activities.checking import Checker, CheckResult
from heelwise.evidence import load_checks, load_library, pool_posture_changes
from heelwise.evidence.checks import (
    GOAL_ERROR_RATIO,
    Check,
    ErrorSummary,
    counts_in_headline,
    is_compare_only,
    is_informative,
    judge,
    log_ratio,
    summarise_errors,
)
from heelwise.mechanics.model_build.model_builder import build_reference_model

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "science" / "what-has-been-checked.md"
PLOT = ROOT / "docs" / "pictures" / "checked.svg"

HEAD = """# What has been checked

Written by `builders/write_checked_page.py`; do not edit. Every row was written down, with its tolerance and the reason
for it, before the rebuilt engine was run on it: [the protocol](../decisions/0018-validation-protocol.md). Whether a row
may inform parameters or is only compared follows from its name. A miss is a strict expected failure in the test
command.

"""
BESIDE = """
Found is computed in the middle of the row's posture range, median of {n_draws} draws of the person; the range is what
the ends of the posture range give. The error is found over expected, minus one.

![Computed against published](../pictures/checked.svg)
"""
CAVEAT = """Six rows are few.

All ratios to standing share its load, and where tissue rests, which decides that load, was settled after rows that may
inform had been computed (0020): the last line shows what that is worth to the headline. The angles of the two leans
that pass are not in the sources but remembered from models of them. A row is answered where at least half of the draws
can do it, so its median is that of the stronger bodies. Against the peer: its weights bend the trunk a fifth less in
the same lean (the moment rows), and our muscles hold a given moment with less force, so that agreement in newtons hides
two differences.
"""
KINDS = {
    "ratio_to_standing": "times standing",
    "ratio_to_reference": "times",
    "compression_n": "N",
    "compression_body_weights": "body weights",
    "change_n": "N more",
    "moment_n_m": "N m",
    "order": "times, a bound",
}
MEASURED = (
    ("In living spines: pressure in a disc, force in an implant", ("disc_pressure", "implant_force")),
    ("Muscle strength", ("muscle_moment",)),
    ("Results of other models (agreement, not validation)", ("model",)),
)


def run_rows(*, rests_in_standing: bool = False) -> dict[str, CheckResult]:
    """Return what the engine says on every row, or on the headline's with tissue that rests in standing."""
    library = load_library()
    checker = Checker(
        model=build_reference_model(),
        library=library,
        pooled=pool_posture_changes(library),
        rests_in_standing=rests_in_standing,
    )
    if rests_in_standing:
        return {key: checker.run_middle(check) for key, check in load_checks().items() if counts_in_headline(check)}
    return {key: checker.run(check) for key, check in load_checks().items()}


def write_page(results: Mapping[str, CheckResult], at_rest_in_standing: Mapping[str, CheckResult]) -> str:
    """Return the page."""
    from heelwise.activities.checking import N_CHECK_DRAWS

    checks = load_checks()
    lines = [HEAD, _headline(checks, results, at_rest_in_standing), BESIDE.format(n_draws=N_CHECK_DRAWS)]
    for heading, measured in MEASURED:
        rows = [check for check in checks.values() if check.measured in measured]
        lines += [f"\n## {heading}\n", _counts(rows, results), "", _table(rows, results)]
    return "\n".join(lines) + "\n"


def _headline(
    checks: Mapping[str, Check], results: Mapping[str, CheckResult], at_rest_in_standing: Mapping[str, CheckResult]
) -> str:
    """Return the headline over compare-only rows, for us and for the peer on the same rows."""
    other = {key: result.found for key, result in at_rest_in_standing.items()}
    found = {key: result.found for key, result in results.items()}
    rows = [check for check in checks.values() if counts_in_headline(check)]
    shared = [check for check in rows if check.peer is not None]
    peer = {check.key: check.peer.value for check in shared if check.peer is not None}
    table = [
        "| compare-only rows, measured in people, read, fresh | rows | median error | bias | within tolerance |",
        "|---|---|---|---|---|",
        _headline_row("Heelwise, all of them", summarise_errors(rows, found)),
        _headline_row("Heelwise, where the peer has a figure", summarise_errors(shared, found)),
        _headline_row("the OpenSim peer, on the same rows", summarise_errors(shared, peer)),
        _headline_row("Heelwise on these, tissue at rest in standing", summarise_errors(shared, other)),
    ]
    error = summarise_errors(rows, found).median_absolute_log_ratio
    reached = "reached" if error <= math.log(GOAL_ERROR_RATIO) else "missed"
    return (
        "\n".join(table)
        + f"\n\nThe goal was a median error of × {GOAL_ERROR_RATIO:.2f} or less: **{reached}**. "
        + CAVEAT
    )


def _headline_row(title: str, summary: ErrorSummary) -> str:
    cells = [
        title,
        f"{summary.n_rows}",
        _factor(summary.median_absolute_log_ratio),
        _factor(summary.bias_log_ratio),
        f"{summary.share_within_fraction * summary.n_rows:.0f} of {summary.n_rows}",
    ]
    return f"| {' | '.join(cells)} |"


def _factor(log: float) -> str:
    return "no answer" if math.isinf(log) else f"× {math.exp(log):.2f}"


def _counts(rows: list[Check], results: Mapping[str, CheckResult]) -> str:
    """Return how many rows pass, miss and tell nothing."""
    lines = []
    for title, is_bound in (("With a middle", False), ("Bounds, which bind on one side only", True)):
        chosen = [check for check in rows if (check.bound != "none") == is_bound]
        verdicts = [judge(check, results[check.key].found) for check in chosen]
        counted = {name: verdicts.count(name) for name in ("pass", "miss", "uninformative")}
        if chosen:
            lines.append(
                f"{title}: {counted['pass']} within tolerance, {counted['miss']} missed, {counted['uninformative']} "
                "with a tolerance too wide to tell anything."
            )
    return "\n".join(lines)


def _table(rows: Iterable[Check], results: Mapping[str, CheckResult]) -> str:
    head = (
        "| row | level | used | expected | found | at the ends | error | tolerance | peer | verdict |\n"
        "|---|---|---|---|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_row(check, results[check.key]) for check in rows)])


def _row(check: Check, result: CheckResult) -> str:
    bound = {"lower": "at least ", "upper": "at most ", "none": ""}[check.bound]
    cells = [
        f"`{check.key}`",
        check.level,
        "compared" if is_compare_only(check.key) else "may inform",
        f"{bound}{check.expected:.3g} {KINDS[check.kind]}",
        found_text(result),
        _ends(result),
        _error(check, result.found),
        f"{100 * check.tolerance_fraction:.0f} %",
        "" if check.peer is None else f"{check.peer.value:.3g}",
        judge(check, result.found),
    ]
    return f"| {' | '.join(cells)} |"


def found_text(result: CheckResult) -> str:
    """Return what was found as the page gives it."""
    return "none: " + result.why_not if result.found is None else f"{result.found:.3g}"


def _ends(result: CheckResult) -> str:
    known = [value for value in (*result.at_ends, result.found) if value is not None]
    if not result.at_ends or not known:
        return ""
    some = "" if None not in result.at_ends else ", one end not held"
    return f"{min(known):.3g} to {max(known):.3g}{some}"


def _error(check: Check, found: float | None) -> str:
    log = log_ratio(check, found)
    return "none" if math.isinf(log) else f"{100 * math.expm1(log):+.0f} %"


_SVG_LOOK = (
    'font-family="sans-serif" font-size="12" role="img" aria-label="Computed load ratios against published ones"'
)
_SIZE, _EDGE = 460, 52
_LOW, _HIGH = 0.08, 12.0


def draw_plot(results: Mapping[str, CheckResult]) -> str:
    """Return computed against published as an SVG: ratios of in-vivo rows, both axes logarithmic."""
    checks = [c for c in load_checks().values() if c.kind in ("ratio_to_standing", "ratio_to_reference")]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" {_SVG_LOOK}>',
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fbf9f6"/>',
        _band(),
        *_axes(),
    ]
    for check in checks:
        found = results[check.key].found
        if check.measured == "model" or found is None or not found > 0:
            continue
        x, y = _place(check.expected), _SIZE - _place(found)
        shape = "#6b2d5c" if is_compare_only(check.key) and is_informative(check) else "none"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{shape}" stroke="#6b2d5c" stroke-width="1.5">'
            f"<title>{check.key}: {check.expected:.3g} published, {found:.3g} computed</title></circle>"
        )
        if check.peer is not None:
            y = _SIZE - _place(check.peer.value)
            parts.append(
                f'<path d="M{x - 4:.1f},{y - 4:.1f}l8,8m0,-8l-8,8" stroke="#8a5a00" stroke-width="1.5" fill="none">'
                f"<title>{check.key}: the peer says {check.peer.value:.3g}</title></path>"
            )
    parts += _legend()
    return "\n".join([*parts, "</svg>"]) + "\n"


def _place(ratio: float) -> float:
    share = math.log(ratio / _LOW) / math.log(_HIGH / _LOW)
    return _EDGE + share * (_SIZE - _EDGE - 16)


def _band() -> str:
    """Return the line of equality with 15 % on either side."""
    low, high = _place(_LOW), _place(_HIGH)
    up = _place(_LOW * 1.15) - low
    start, end = _SIZE - low, _SIZE - high
    return (
        f'<path d="M{low},{start - up}L{high - up},{end}L{high},{end}L{high},{end + up}'
        f'L{low + up},{start}L{low},{start}Z" fill="#e8ddd5"/>'
        f'<line x1="{low}" y1="{_SIZE - low}" x2="{high}" y2="{_SIZE - high}" stroke="#5c5552"/>'
    )


def _axes() -> list[str]:
    parts = []
    for tick in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0):
        at = _place(tick)
        parts.append(f'<text x="{at:.1f}" y="{_SIZE - _EDGE + 18}" text-anchor="middle" fill="#2b2624">{tick:g}</text>')
        parts.append(f'<text x="{_EDGE - 8}" y="{_SIZE - at + 4:.1f}" text-anchor="end" fill="#2b2624">{tick:g}</text>')
    middle = (_SIZE + _EDGE) / 2
    parts.append(f'<text x="{middle}" y="{_SIZE - 14}" text-anchor="middle" fill="#2b2624">published ratio</text>')
    turned = f'transform="translate(14,{_SIZE - middle}) rotate(-90)"'
    parts.append(f'<text {turned} text-anchor="middle" fill="#2b2624">computed ratio</text>')
    return parts


def _legend() -> list[str]:
    lines = ("filled: only compared", "open: may inform", "cross: the OpenSim peer", "band: 15 %")
    return [f'<text x="{_EDGE + 12}" y="{28 + 16 * i}" fill="#2b2624">{line}</text>' for i, line in enumerate(lines)]


if __name__ == "__main__":
    everything = run_rows()
    PAGE.write_text(write_page(everything, run_rows(rests_in_standing=True)), encoding="utf-8")
    PLOT.write_text(draw_plot(everything), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)} and {PLOT.relative_to(ROOT)}")
