"""One shoe laid out for reading: its sentence, drawings, charts and their tables.

No figure is made here: numbers come in as the published answer, and leave as words and shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heelwise.web.charts.body_figure import render_body_figure
from heelwise.web.charts.interval_rows import (
    Interval,
    Row,
    render_amounts,
    render_changes,
    render_shares,
)
from heelwise.web.charts.mannequin import Outline
from heelwise.web.charts.marks import render_shoe_mark
from heelwise.web.charts.spine_close_up import render_spine_close_up
from heelwise.web.wording import amount_range, change_range, load_change_range, rounded

Json = Mapping[str, Any]
LEVEL_NAMES = {
    "L1/L2": gettext_noop("top of the lower back"),
    "L2/L3": gettext_noop("below it"),
    "L3/L4": gettext_noop("middle"),
    "L4/L5": gettext_noop("second lowest disc"),
    "L5/S1": gettext_noop("lowest disc"),
}
POSTURE = (
    ("ankle_plantarflexion_deg", gettext_noop("Ankle points down")),
    ("knee_flexion_deg", gettext_noop("Knee bends")),
    ("hip_flexion_deg", gettext_noop("Hip bends")),
    ("pelvis_anterior_tilt_deg", gettext_noop("Pelvis tips forward")),
    ("lumbar_lordosis_deg", gettext_noop("Lower back curves inward")),
    ("trunk_lean_deg", gettext_noop("Trunk leans forward")),
)
CHANGE_ONLY = ("pelvis_anterior_tilt_deg",)
"""Angles counted from the model's own zero pose: only their change means something to a person."""

OTHER_CHANGES = (
    ("gravity_line_before_ankle_cm", gettext_noop("Weight falls in front of the ankle"), "cm", 1),
    ("calf_length_percent", gettext_noop("Calf muscle length"), "%", 0),
    ("hip_flexor_length_percent", gettext_noop("Hip-flexor length"), "%", 0),
    ("toe_extension_deg", gettext_noop("Toes bend up"), "°", 0),
    ("midfoot_plantarflexion_deg", gettext_noop("Middle of the foot bends down"), "°", 0),
)


def interval_of(measured: Json) -> Interval:
    """Return a published figure as a chart's interval."""
    return Interval(low=measured["low"], median=measured["median"], high=measured["high"])


def outline_of(figure: Any) -> Outline:
    """Return a body outline of the engine as the drawing takes it."""
    return Outline(
        joints_m=figure.joints_m,
        bones_m=figure.bones_m,
        shoe_m=figure.shoe_m or {},
        centre_of_mass_m=figure.centre_of_mass_m,
        base_of_support_m=figure.base_of_support_m,
        level_points_m=figure.level_points_m,
        disc_slopes_rad=figure.disc_slopes_rad,
    )


def load_charts(key: str, barefoot: Json, shoe: Json) -> dict[str, Any] | None:
    """Return the two load charts of one shoe and the rows of their table, or None when load is off."""
    if not shoe["levels"]:
        return None
    bare = {level["level"]: level for level in barefoot["levels"]}
    changes, amounts, table = [], [], []
    for level in shoe["levels"]:
        name = level["level"]
        change, load = (
            load_change_range(level["change_percent"]),
            amount_range(level["compression_n"], "N", 10),
        )
        label = f"{name} {_(LEVEL_NAMES.get(name, ''))}" if name in LEVEL_NAMES else name
        changes.append(Row(label=label, words=change, interval=interval_of(level["change_percent"])))
        amounts.append(
            Row(
                label=name,
                words=load,
                interval=interval_of(level["compression_n"]),
                compared=interval_of(bare[name]["compression_n"]),
            )
        )
        table.append(
            {
                "level": name,
                "barefoot": amount_range(bare[name]["compression_n"], "N", 10),
                "load": load,
                "change": change,
                "weights": amount_range(level["compression_body_weights"], "", 0.01, 2),
                "shear": amount_range(level["shear_n"], "N", 10),
                "shear_change": change_range(level["shear_change_n"], "N"),
            }
        )
    name = shoe["shoe"]["name"]
    return {
        "change": render_changes(
            f"{key}-change",
            _("Change of load at each level of the lower back, %(shoe)s") % {"shoe": name},
            _("Bands show where 8 of 10 plausible answers lie, the mark their middle; the plumb line is barefoot."),
            changes,
            (_("less load"), _("more load")),
        ),
        "amount": render_amounts(
            f"{key}-amount",
            _("Load at each level of the lower back, %(shoe)s") % {"shoe": name},
            _("The wide band is the load in this shoe, the thin one above it barefoot, both in newtons."),
            amounts,
            _("newtons"),
        ),
        "table": table,
    }


def posture_chart(key: str, shoe: Json) -> dict[str, Any]:
    """Return what changes from the ankle up to the trunk, drawn and as a table."""
    stance = shoe["stance"]
    told = [(name, _(label), stance[name]) for name, label in POSTURE if stance.get(name)]
    rows = [
        Row(label=label, words=change_range(m["change"], "°"), interval=interval_of(m["change"]))
        for _n, label, m in told
    ]
    table = [
        {
            "name": label,
            "change": change_range(m["change"], "°"),
            "now": amount_range(m, "°") if name not in CHANGE_ONLY else "–",
        }
        for name, label, m in told
    ]
    for name, label, unit, digits in OTHER_CHANGES:
        if stance.get(name):
            now = amount_range(stance[name], unit, 10**-digits, digits)
            table.append({"name": _(label), "change": change_range(stance[name]["change"], unit, digits), "now": now})
    if not rows:
        return {"chart": "", "table": table}
    chart = render_changes(
        f"{key}-posture",
        _("How your posture changes, %(shoe)s") % {"shoe": shoe["shoe"]["name"]},
        _("Change of each angle in degrees against barefoot, with its interval about the plumb line."),
        rows,
        (_("less"), _("more")),
    )
    return {"chart": chart, "table": table}


def effort_chart(key: str, barefoot: Json, shoe: Json) -> dict[str, Any] | None:
    """Return how hard each muscle group works, or None when load is off."""
    if not shoe["muscles"]:
        return None
    bare = {muscle["group"]: muscle for muscle in barefoot["muscles"]}
    rows, table = [], []
    for muscle in shoe["muscles"]:
        effort = amount_range(muscle["effort_percent"], "%")
        compared = bare.get(muscle["group"])
        rows.append(
            Row(
                label=muscle["name"],
                words=effort,
                interval=interval_of(muscle["effort_percent"]),
                compared=interval_of(compared["effort_percent"]) if compared else None,
            )
        )
        table.append(
            {
                "name": muscle["name"],
                "effort": effort,
                "change": change_range(muscle["change_points"], _("points"), 1),
            }
        )
    chart = render_amounts(
        f"{key}-effort",
        _("Muscle effort, %(shoe)s") % {"shoe": shoe["shoe"]["name"]},
        _("Share of each muscle group's strength in use while standing; the thin band is barefoot."),
        rows,
        _("% of strength"),
    )
    return {"chart": chart, "table": table}


def shares_chart(key: str, shoe: Json) -> Any:
    """Return what makes the interval wide, or None when load is off."""
    shares = shoe.get("interval_shares")
    if not shares:
        return None
    rows = sorted(((share["name"], float(share["share"])) for share in shares), key=lambda row: -row[1])
    return render_shares(
        f"{key}-shares",
        _("What makes the range wide"),
        _("Each part's share of the uncertainty, largest first."),
        rows,
    )


def stability_facts(barefoot: Json, shoe: Json) -> list[tuple[str, str, str]]:
    """Return the stability figures in words: name, in the shoe, barefoot."""
    here, bare = shoe["stability"], barefoot["stability"]
    facts = [
        (_("Length you stand on"), "base_of_support_cm", "cm", 0),
        (_("Area of the heel tip"), "heel_tip_area_cm2", "cm²", 1),
    ]
    rows = []
    for label, name, unit, digits in facts:
        if here.get(name) is not None:
            values = [rounded(s[name], 10**-digits, digits) if s.get(name) is not None else "–" for s in (here, bare)]
            shown = [f"{v} {unit}" if v != "–" else v for v in values]
            rows.append((label, shown[0], shown[1]))
    for label, name in (
        (_("Weight to heel edge"), "backward_margin_cm"),
        (_("Weight to ball of foot"), "forward_margin_cm"),
    ):
        if here.get(name):
            rows.append(
                (
                    label,
                    amount_range(here[name], "cm"),
                    amount_range(bare[name], "cm") if bare.get(name) else "–",
                )
            )
    return rows


def lay_out_shoe(number: int, contents: Json, figures: Any, girth_ratio: float) -> dict[str, Any]:
    """Return everything the page shows about one shoe."""
    shoe, barefoot, key = contents["shoes"][number], contents["barefoot"], f"shoe{number + 1}"
    bare_body = outline_of(figures.barefoot)
    shod_body = outline_of(figures.shoes[number])
    loads = {level["level"]: level["compression_n"]["median"] for level in shoe["levels"] or []}
    labels = {level["level"]: amount_range(level["compression_n"], "N", 10) for level in shoe["levels"] or []}
    return {
        "key": key,
        "name": shoe["shoe"]["name"],
        "pitch": rounded(shoe["shoe"]["pitch_deg"]),
        "category": shoe["shoe"].get("category"),
        "sentence": shoe["sentence"],
        "mark": render_shoe_mark(shod_body),
        "figure": render_body_figure(f"{key}-body", bare_body, shod_body, shoe["shoe"]["name"], girth_ratio),
        "close_up": render_spine_close_up(f"{key}-spine", bare_body, shod_body, loads or None, labels),
        "load": load_charts(key, barefoot, shoe),
        "posture": posture_chart(key, shoe),
        "effort": effort_chart(key, barefoot, shoe),
        "shares": shares_chart(key, shoe),
        "stability": stability_facts(barefoot, shoe),
        "stability_sentence": shoe["stability"].get("sentence", ""),
    }
