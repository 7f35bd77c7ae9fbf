"""Claims reach the translators."""

from __future__ import annotations

import io
import runpy
from importlib.resources import files
from pathlib import Path

from heelwise.evidence import load_library

ROOT = Path(__file__).resolve().parents[3]


def test_every_claim_and_sentence_reaches_the_catalogue():
    extract_claims = runpy.run_path(str(ROOT / "tools" / "extract_messages.py"))["extract_claims"]
    found = []
    for file in (files("heelwise.evidence") / "data" / "claims").iterdir():
        found += [message for _, _, message, _ in extract_claims(io.BytesIO(file.read_bytes()), (), (), {})]
    claims = load_library().claims.values()
    assert set(found) == {text.msgid for claim in claims for text in (claim.claim, claim.sentence)}


def test_no_claim_has_a_brace_that_formatting_would_trip_over():
    for claim in load_library().claims.values():
        for text in (claim.claim, claim.sentence):
            assert text.render(str) == text.msgid
