"""Every word a person sees or hears is translated: pages in a made-up language show none in English."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.fixtures.web.question_data import filled

from heelwise.web.bootstrap import prepare_django

prepare_django()
pytestmark = pytest.mark.django_db(transaction=True)

OPEN, CLOSE = "\u27e6", "\u27e7"
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder"}
SILENT = {"script", "style"}
NEEDS_NO_TRANSLATION = re.compile(r"\b(?:Heelwise|L[1-5]|S1|EU|UK|cm|mm|kg|lb|in|N|cm²)\b")


class Pseudo(gettext.NullTranslations):
    """A language in which every message wears brackets."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def language(self) -> str:
        return "xx"

    def to_language(self) -> str:
        return "xx"


class Spoken(HTMLParser):
    """Collects what is seen or read aloud, leaving out what is marked as not to be translated."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = given.get("translate") == "no" or tag in SILENT or bool(self.open and self.open[-1][1])
        if not quiet:
            self.found += [given[name] or "" for name in SPOKEN_ATTRIBUTES & set(given)]
            if tag == "meta" and given.get("name") == "description":
                self.found.append(given.get("content") or "")
        if tag not in {"meta", "link", "input", "br", "hr"} and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.open and self.open[-1][1]):
            self.found.append(data.strip())


def untranslated(words: str) -> str:
    """Return what stands outside every bracket and is not a name or a unit."""
    depth, outside = 0, []
    for letter in words:
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append(letter if depth == 0 and letter != CLOSE else " ")
    rest = NEEDS_NO_TRANSLATION.sub(" ", "".join(outside))
    return " ".join(re.findall(r"[^\W\d_]{2,}", rest))


@pytest.fixture
def browser(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from django.test import Client
    from django.utils import translation
    from django.utils.translation import trans_real

    from heelwise.web.answers import forget_answers

    settings.HEELWISE_ANSWERER = "tests.fixtures.web.fixture_answer.why"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "LocaleMiddleware" not in name]
    monkeypatch.setitem(trans_real._translations, "xx", Pseudo())
    forget_answers()
    with translation.override("xx"):
        yield Client(headers={"host": "localhost"})
    forget_answers()


def heard(response: Any) -> list[str]:
    parser = Spoken()
    parser.feed(response.content.decode())
    return parser.found


def test_the_test_itself_notices_an_english_word() -> None:
    parser = Spoken()
    parser.feed(f'<p>{OPEN}fine{CLOSE}</p><p title="Oops">Plain <b translate="no">Name</b> 3 cm</p><br>tail')
    assert [untranslated(words) for words in parser.found if untranslated(words)] == ["Oops", "Plain", "tail"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("first form", None),
        (
            "wrong form",
            filled(height="1.68", mass="heavy", shoe_1_heel_height="900", hours="99", shoe_size="95"),
        ),
        ("empty form", {}),
        ("other units", filled(switch_units="in")),
        ("too young", filled(age_years="12")),
        ("answer", filled()),
        ("pregnant", filled(pregnant="on")),
    ],
)
def test_every_page_speaks_the_readers_language(browser: Any, name: str, data: dict[str, str] | None) -> None:
    response = browser.get("/") if data is None else browser.post("/", data)
    if response.status_code == 302:
        response = browser.get("/")
    words = heard(response)
    assert len(words) > 10
    assert [untranslated(w) for w in words if untranslated(w)] == []


@pytest.mark.parametrize("path", ["/forgotten/", "/no-such-place/"])
def test_every_notice_speaks_the_readers_language(browser: Any, path: str) -> None:
    assert [untranslated(w) for w in heard(browser.get(path)) if untranslated(w)] == []


@pytest.mark.parametrize("changes", [{}, {"pregnant": "on", "mass": "130"}], ids=["load", "pregnant"])
def test_every_sentence_of_the_engine_speaks_the_readers_language(
    browser: Any, settings: Any, changes: dict[str, str]
) -> None:
    settings.HEELWISE_ANSWERER = "heelwise.web.answers.ask_engine"
    assert browser.post("/", filled(shoe_1_platform="1", **changes)).status_code == 302
    assert [untranslated(w) for w in heard(browser.get("/")) if untranslated(w)] == []
