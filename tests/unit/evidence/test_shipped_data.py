"""Rules that the evidence Heelwise ships must keep; walked over the raw files as well as the library."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from scipy import stats

from heelwise.evidence import load_library
from heelwise.evidence.posture_rows import POOLED_COORDINATES, select_pooled_effects

CARE_KEYS = (
    *(f"W{n}" for n in range(1, 7)),
    *(f"R{n}" for n in range(1, 9)),
    *(f"P{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 6)),
)
AREAS = {"W": "explain", "R": "relieve", "P": "prevent", "T": "track"}
FRIGHTENING = re.compile(r"\b(damage|danger|crush|crippl|harmful|never|alarming|destroy)", re.I)


@pytest.fixture(scope="module")
def lib():
    return load_library()


def iterate_raw_tables():
    data = files("heelwise.evidence") / "data"
    for kind in ("quantities", "effects", "claims"):
        for file in (data / kind).iterdir():
            if file.name.endswith(".toml"):
                for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                    yield f"{kind}/{file.name} [{name}]", table


def test_every_number_has_a_source_that_exists(lib):
    tables = list(iterate_raw_tables())
    assert len(tables) > 80
    for place, table in tables:
        assert table.get("sources"), place
        assert set(table["sources"]) <= set(lib.sources), place


def test_every_address_is_public_and_carries_no_token(lib):
    for source in lib.sources.values():
        assert re.match(r"(https?://|10\.\d{4,}/)", source.url_or_doi), source.key
        assert not re.search(r"token|session|sid=|api_key|localhost", source.url_or_doi), source.key


def test_every_key_of_the_care_specification_has_its_claim_in_order(lib):
    assert tuple(claim.key for area in AREAS.values() for claim in lib.claims_for(area)) == CARE_KEYS
    assert set(lib.claims) == set(CARE_KEYS)


def test_every_claim_stands_in_its_area(lib):
    assert all(claim.area == AREAS[claim.key[0]] for claim in lib.claims.values())


def test_every_verdict_is_one_calm_sentence(lib):
    for claim in lib.claims.values():
        sentence = claim.sentence.english()
        assert len(re.findall(r"[.!?](?:\s|$)", sentence)) == 1, claim.key
        assert len(sentence) <= 210, claim.key
        assert not FRIGHTENING.search(sentence), claim.key
        assert "!" not in sentence, claim.key
        assert sentence == sentence.strip(), claim.key


def test_the_thirty_percent_figure_stands_only_in_a_claim_and_its_denial(lib):
    saying = [claim.key for claim in lib.claims.values() if "30 %" in claim.claim.english()]
    assert saying == ["W5"]
    assert lib.claims["W5"].verdict == "unsupported"
    assert lib.claims["W5"].sentence.english().startswith("We found no study")


def test_verdicts_that_the_survey_settles(lib):
    verdicts = {key: lib.claims[key].verdict for key in ("W1", "W2", "W5", "P1", "T1", "T5")}
    assert verdicts == {
        "W1": "mixed",
        "W2": "contradicted",
        "W5": "unsupported",
        "P1": "mixed",
        "T1": "unsupported",
        "T5": "supported",
    }


def test_no_walking_row_enters_the_standing_pool(lib):
    for coordinate in POOLED_COORDINATES:
        effects = select_pooled_effects(lib, coordinate)
        assert effects
        assert {effect.task for effect in effects} == {"standing"}
    kept = [effect.key for effect in lib.effects if effect.task == "walking"]
    assert "posture.baaklini_lordosis" in kept


def test_the_tally_of_directions_is_that_of_the_survey_without_walking(lib):
    directions = [effect.direction for effect in select_pooled_effects(lib, "lumbar_lordosis")]
    assert directions.count("decrease") + directions.count("tends_to_decrease") == 6
    assert directions.count("no_change") == 8
    assert directions.count("increase") + directions.count("tends_to_increase") == 3


def test_people_who_stood_on_wedges_are_flagged(lib):
    on_wedges = {effect.source_keys[0] for effect in lib.effects if effect.support == "wedge_or_block"}
    assert on_wedges == {"bendix-1984", "franklin-1995", "michonski-2019", "smith-2015"}


@pytest.mark.parametrize(
    ("key", "mean", "t_value", "unit_per_degree"),
    [
        ("posture.russell_lordosis", -0.6, stats.t.isf(0.17 / 2, 49), 1.0),
        ("posture.franklin_pelvis", -1.0, 9.4**0.5, 1.0),
        ("posture.dai_plumb_line", 18.3e-3, stats.t.isf(0.012 / 2, 20), None),
    ],
)
def test_derived_standard_deviations_follow_from_what_was_reported(lib, key, mean, t_value, unit_per_degree):
    """The note gives the arithmetic; SciPy's Student law repeats it. Tolerance: rounding, 1 %."""
    effect = next(effect for effect in lib.effects if effect.key == key)
    to_si = 1.0 if unit_per_degree is None else 3.141592653589793 / 180.0
    expected = abs(mean) / t_value * effect.n_people**0.5 * to_si
    assert effect.mean_change == pytest.approx(mean * to_si)
    assert effect.sd_change == pytest.approx(expected, rel=0.01)
