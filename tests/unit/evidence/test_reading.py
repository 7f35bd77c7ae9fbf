"""What the loader takes and what it refuses, and whether the message helps."""

from __future__ import annotations

from math import radians

import pytest

from heelwise.errors import EvidenceError
from heelwise.evidence import read_library

Q = ("quantities", "shoes")
S = ("sources", "shoes")
E = ("effects", "posture")
C = ("claims", "explain")


def test_a_sound_folder_is_read_and_converted_to_si(folder):
    lib = read_library(folder.path)
    quantity = lib.quantity("shoes.heel_tip_m")
    assert (quantity.value, quantity.spread) == pytest.approx((0.02, 0.005))
    assert quantity.unit == "m"
    assert lib.effects[0].mean_change == pytest.approx(radians(-2.0))
    assert lib.effects[0].sd_change == pytest.approx(radians(3.0))
    assert lib.claims["W1"].sentence.english() == "Studies disagree."
    assert lib.sources_for(quantity)[0].title == "Heels"


SPOILED = {
    "a number without a source": (*Q, 'sources = ["smith-2001"]\n', "", "sources", "at least one"),
    "an empty list of sources": (*Q, '["smith-2001"]', "[]", "sources", "at least one"),
    "an unknown source": (*Q, "smith-2001", "jones-1999", "sources", "data/sources"),
    "an effect with an unknown source": (*E, "smith-2001", "jones-1999", "sources", "data/sources"),
    "a claim with an unknown source": (*C, "smith-2001", "jones-1999", "sources", "data/sources"),
    "an unknown unit": (*Q, '"cm"', '"furlong"', "unit", "m, cm, mm"),
    "a unit that is not the name's": (*Q, '"cm"', '"deg"', "unit", "m, cm, mm"),
    "a name without a unit": (*Q, "[heel_tip_m]", "[heel_tip]", "(name)", "ending in one of"),
    "a missing spread": (*Q, "spread = 0.5\n", "", "spread", "exactly one of"),
    "a spread given twice": (*Q, "spread = 0.5", "spread = 0.5\ninterval = [1, 3]", "spread", "exactly"),
    "a negative spread": (*Q, "spread = 0.5", "spread = -0.5", "spread", ">= 0"),
    "an interval without a note": (*Q, "spread = 0.5", "interval = [1, 3]", "note", "non-empty"),
    "an interval upside down": (*Q, "spread = 0.5", "interval = [3, 1]\nnote = 'x'", "interval", "low first"),
    "an unknown reason": (*Q, "spread = 0.5", 'spread_reason = "lazy"', "spread_reason", "definition"),
    "not reported, no note": (*Q, "spread = 0.5", 'spread_reason = "not_reported"', "note", "non-empty"),
    "a list without labels": (*Q, "value = 2.0", "value = [2.0, 3.0]", "labels", "at least one"),
    "too few labels": (*Q, "value = 2.0", 'value = [2.0, 3.0]\nlabels = ["a"]', "labels", "one distinct"),
    "a value that is text": (*Q, "value = 2.0", 'value = "2.0"', "value", "finite number"),
    "a value that is not a number": (*Q, "value = 2.0", "value = nan", "value", "finite number"),
    "an unknown field": (*Q, "spread = 0.5", "spread = 0.5\ncolour = 1", "colour", "one of value"),
    "an unknown grade": (*Q, '"measured"', '"guessed"', "grade", "assumed"),
    "an unknown read mark": (*S, '"abstract"', '"skimmed"', "read", "full-row"),
    "a source without an address": (*S, 'url = "https://example.org/heels"\n', "", "url", "exactly one"),
    "an address that is none": (*S, "https://example.org/heels", "example", "url", "https://"),
    "a source without a year": (*S, "year = 2001\n", "", "note", "non-empty"),
    "an unknown direction": (*E, '"decrease"', '"down"', "direction", "decrease"),
    "a pooled row without direction": (*E, '"decrease"', '"not_read"', "direction", "in_pool = false"),
    "an effect in no unit": (*E, 'unit = "deg"\n', "", "unit", "unit of the means"),
    "a heel in centimetres": (*E, "[0.05, 0.08]", "[5, 8]", "heel_height_m", "0 to 0.2"),
    "a p above one": (*E, "sd_change = 3.0", "sd_change = 3.0\np_value = 17", "p_value", "at most 1"),
    "a verdict of our own": (*C, '"mixed"', '"probably"', "verdict", "contradicted"),
    "a sentence without an end": (*C, "Studies disagree.", "Studies disagree", "sentence", "one plain"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_the_loader_refuses(folder, name):
    kind, topic, old, new, field, allowed = SPOILED[name]
    folder.replace(kind, topic, old, new)
    with pytest.raises(EvidenceError) as caught:
        read_library(folder.path)
    message = str(caught.value)
    assert f"{kind}/{topic}.toml" in message
    assert f"field {field}:" in message
    assert allowed in message


def test_a_key_may_stand_in_one_file_only(folder):
    text = (folder.path / "sources" / "shoes.toml").read_text(encoding="utf-8")
    folder.write("sources", "more", text)
    with pytest.raises(EvidenceError, match="there already"):
        read_library(folder.path)


def test_broken_toml_names_its_file(folder):
    folder.write("claims", "track", "[W2\n")
    with pytest.raises(EvidenceError, match=r"claims/track\.toml is not valid TOML"):
        read_library(folder.path)


def test_a_field_outside_a_table_is_refused(folder):
    folder.write("claims", "track", "area = 'track'\n")
    with pytest.raises(EvidenceError, match="tables only"):
        read_library(folder.path)


def test_a_list_keeps_its_labels_and_spreads(folder):
    folder.replace(*Q, "value = 2.0", 'value = [1, 2]\nlabels = ["a", "b"]')
    folder.replace(*Q, "spread = 0.5", "spread = [0.1, 0.2]")
    quantity = read_library(folder.path).quantity("shoes.heel_tip_m")
    assert quantity.value == pytest.approx((0.01, 0.02))
    assert quantity.spread == pytest.approx((0.001, 0.002))
    assert quantity.labels == ("a", "b")


def test_one_spread_serves_a_whole_list(folder):
    folder.replace(*Q, "value = 2.0", 'value = [1, 2]\nlabels = ["a", "b"]')
    assert read_library(folder.path).quantity("shoes.heel_tip_m").spread == pytest.approx((0.005, 0.005))


def test_an_unknown_quantity_names_those_of_its_topic(folder):
    lib = read_library(folder.path)
    with pytest.raises(EvidenceError, match=r"shoes\.heel_tip_m"):
        lib.quantity("shoes.heel_m")
    with pytest.raises(EvidenceError, match="topics shoes"):
        lib.quantity("hats.brim_m")
