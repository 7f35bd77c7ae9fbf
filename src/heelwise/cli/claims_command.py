"""`heelwise claims`: what is said about heels, what evidence makes of it, and where that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from heelwise.cli.speech import gettext as _
from heelwise.cli.speech import render
from heelwise.errors import InputError
from heelwise.text import N_, Text
from heelwise.units.parsing import shorten

if TYPE_CHECKING:
    from rich.console import Console

    from heelwise.evidence import Claim, EvidenceLibrary, Source


@click.command(
    help=_("What is said about heels, and what evidence makes of it. With KEYS (for example W5) also the sources.")
)
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def claims(keys: tuple[str, ...], as_json: bool) -> None:
    """Print all claims in short, or some with their sources."""
    from heelwise.evidence import load_library

    library = load_library()
    chosen = _choose(library, keys)
    if as_json:
        from heelwise.cli.json_output import print_json

        print_json([_to_json(library, claim) for claim in chosen])
        return
    from heelwise.cli.answer_table import make_console

    out = make_console()
    for claim in chosen:
        _print_claim(out, claim)
        if keys:
            _print_sources(out, library.sources_for(claim))


def _choose(library: EvidenceLibrary, keys: tuple[str, ...]) -> list[Claim]:
    for key in keys:
        if key.upper() not in library.claims:
            raise InputError(
                "key",
                Text(
                    N_('There is no claim "{key}"; there are {allowed}.'),
                    {"key": shorten(key), "allowed": ", ".join(library.claims)},
                ),
            )
    wanted = [key.upper() for key in keys] or list(library.claims)
    return [library.claims[key] for key in wanted]


def _print_claim(out: Console, claim: Claim) -> None:
    from rich.text import Text as Words

    from heelwise.cli.answer_table import VERDICTS

    head = Words(f"{claim.key}  ", style="bold")
    head.append(_(VERDICTS[claim.verdict]), style="bold")
    head.append("  ")
    head.append(_("(evidence: {certainty})").format(certainty=_(_CERTAINTIES[claim.grade])), style="dim")
    out.print(head)
    out.print(Words(f'"{render(claim.claim)}"', style="italic"))
    out.print(Words(render(claim.sentence)))
    out.print()


def _print_sources(out: Console, sources: tuple[Source, ...]) -> None:
    from rich.text import Text as Words

    for source in sources:
        out.print(Words(f"{source.authors} ({source.year or _('year unknown')}). {source.title}. {source.where}."))
        out.print(Words(f"  {_address(source)}"), no_wrap=True, overflow="ignore", crop=False)
        out.print(Words("  " + _("read: {read}").format(read=_(_READS[source.read])), style="dim"))
    out.print()


def _address(source: Source) -> str:
    """Return where a source can be opened."""
    return f"https://doi.org/{source.url_or_doi}" if source.url_or_doi.startswith("10.") else source.url_or_doi


def _to_json(library: EvidenceLibrary, claim: Claim) -> dict[str, Any]:
    return {
        "key": claim.key,
        "claim": render(claim.claim),
        "verdict": claim.verdict,
        "certainty": claim.grade,
        "sentence": render(claim.sentence),
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                "year": source.year,
                "url": _address(source),
                "read": source.read,
            }
            for source in library.sources_for(claim)
        ],
    }


_CERTAINTIES = {
    "high": N_("high"),
    "moderate": N_("moderate"),
    "low": N_("low"),
    "very_low": N_("very low"),
}
_READS = {
    "full-row": N_("the very row"),
    "abstract": N_("the abstract"),
    "secondary": N_("as quoted elsewhere"),
    "memory": N_("not checked, from memory"),
}
