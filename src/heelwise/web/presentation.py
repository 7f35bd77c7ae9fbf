"""The answer laid out for reading: headlines, every shoe, the claims, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heelwise.web.charts.interval_rows import Row, change_scale, render_strip
from heelwise.web.charts.mannequin import girth_from_mass
from heelwise.web.charts.marks import render_verdict_mark
from heelwise.web.shoe_presentation import interval_of, lay_out_shoe
from heelwise.web.wording import load_change_range

Json = Mapping[str, Any]
HEADLINE_LEVEL = "L5/S1"
VERDICTS = {
    "supported": gettext_noop("supported"),
    "mixed": gettext_noop("mixed"),
    "unsupported": gettext_noop("unsupported"),
    "contradicted": gettext_noop("contradicted"),
    "unknown": gettext_noop("unknown"),
}


def headline_strips(shoes: Sequence[Json]) -> list[dict[str, Any]]:
    """Return the change at the lowest disc of every shoe on one common scale."""
    found = []
    for number, shoe in enumerate(shoes):
        level = next((x for x in shoe["levels"] or [] if x["level"] == HEADLINE_LEVEL), None)
        found.append((number, level))
    rows = [Row(label="", words="", interval=interval_of(level["change_percent"])) for _n, level in found if level]
    scale = change_scale(rows)
    strips = []
    for number, level in found:
        words = load_change_range(level["change_percent"]) if level else ""
        title = _("Change of load at the lowest disc: %(range)s") % {"range": words}
        strip = render_strip(f"strip{number}", title, interval_of(level["change_percent"]), scale) if level else ""
        strips.append({"range": words, "strip": strip})
    return strips


def source_address(url_or_doi: str) -> str:
    """Return a link to a source: its own address, or the DOI resolver's for a bare DOI."""
    if url_or_doi.startswith("10."):
        return f"https://doi.org/{url_or_doi}"
    return url_or_doi if url_or_doi.startswith(("https://", "http://")) else ""


def lay_out_claims(claims: Sequence[Json]) -> list[dict[str, Any]]:
    """Return the claims with their chips."""
    return [
        {
            **claim,
            "sources": [{**source, "url": source_address(source["url"])} for source in claim["sources"]],
            "word": _(VERDICTS[claim["verdict"]]),
            "mark": render_verdict_mark(claim["verdict"]),
        }
        for claim in claims
    ]


def describe_person(person: Json, hours: float) -> str:
    """Return for whom the answer is, in one line."""
    models = {"female": _("female body model"), "male": _("male body model"), "average": _("average body model")}
    parts = [
        _("%(age)s years") % {"age": f"{person['age_years']:g}"},
        f"{round(100 * person['height_m'])} cm",
        f"{round(person['mass_kg'])} kg",
        _("pregnant") if person["pregnant"] else models[person["sex"]],
        _("%(hours)s h on your feet") % {"hours": f"{hours:g}"},
    ]
    return " · ".join(parts)


def lay_out_answer(contents: Json, figures: Any) -> dict[str, Any]:
    """Return the whole answer as the template reads it."""
    person = contents["person"]
    girth_ratio = girth_from_mass(person["height_m"], person["mass_kg"])
    shoes = [lay_out_shoe(number, contents, figures, girth_ratio) for number in range(len(contents["shoes"]))]
    for shoe, strip in zip(shoes, headline_strips(contents["shoes"]), strict=True):
        shoe.update(strip)
    return {
        "person": person,
        "who": describe_person(person, contents["hours"]),
        "shoes": shoes,
        "claims": lay_out_claims(contents["claims"]),
        "matters_most": contents["matters_most"],
        "not_known": contents["not_known"],
        "notes": person["notes"],
        "has_load": any(shoe["load"] for shoe in shoes),
        "hours": contents["hours"],
        "version": contents["version"],
    }
