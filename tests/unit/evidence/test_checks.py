"""The rows of the validation protocol: they load, keep its rules, and are split by nothing but their names."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from math import inf, log, radians

import pytest

from heelwise.errors import EvidenceError
from heelwise.evidence import load_checks, load_library
from heelwise.evidence.check_reading import NUMBERS, parse_check, read_checks
from heelwise.evidence.checked_table import CheckedTable
from heelwise.evidence.checks import (
    counts_in_headline,
    is_compare_only,
    is_informative,
    judge,
    log_ratio,
    summarise_errors,
    within_tolerance,
)

ROWS = load_checks()
FOLDER = files("heelwise.evidence") / "data" / "checks"


def raw_tables():
    for file in sorted(FOLDER.iterdir(), key=lambda file: file.name):
        yield from tomllib.loads(file.read_text(encoding="utf-8")).items()


def bare_row(**changes):
    fields = {
        "sources": ["wilke-1999"],
        "measured": "disc_pressure",
        "kind": "ratio_to_standing",
        "level": "L4/L5",
        "value": 2.0,
        "spread_reason": "not_reported",
        "person": {"sex": "male", "age_years": 45, "height_m": 1.74, "mass_kg": 70},
        "activity": {"name": "lean", "angle_deg": [20, 40]},
        "tolerance_fraction": 0.2,
        "tolerance_reason": "argued",
        "pressure_factor_ratio": 1.0,
        "pressure_factor_range_ratio": [0.8, 1.15],
        "read": "abstract",
    }
    fields.update(changes)
    kept = {field: value for field, value in fields.items() if value is not None}
    return CheckedTable(file="checks/x.toml", name="x-2000-lean", fields=kept)


def parse(**changes):
    return parse_check(bare_row(**changes), load_library().sources)


def test_every_name_is_there_once_over_all_files():
    names = [name for name, _ in raw_tables()]
    assert len(names) == len(set(names)) == len(ROWS) > 60


def test_every_source_is_known_and_every_tolerance_argued():
    for row in ROWS.values():
        assert set(row.source_keys) <= set(load_library().sources), row.key
        assert len(row.tolerance_reason) > 30 or row.tolerance_reason.startswith("As for"), row.key


def test_the_split_is_in_no_file_and_depends_on_the_name_alone():
    assert not any({"inform", "compare", "compare_only"} & set(fields) for _, fields in raw_tables())
    # The first bytes by another program (sha256sum): a 0xca, b 0x3e, e 0x3f.
    assert is_compare_only("a")
    assert is_compare_only("b")
    assert not is_compare_only("e")


def test_the_split_does_not_depend_on_order_and_is_about_half():
    forwards = {key: is_compare_only(key) for key in ROWS}
    backwards = {key: is_compare_only(key) for key in reversed(list(ROWS))}
    assert forwards == backwards
    assert sum(is_compare_only(f"row-{n}") for n in range(2000)) == pytest.approx(1000, abs=100)


def test_no_row_compares_sitting_with_standing():
    for row in ROWS.values():
        assert {row.activity.name, row.reference.name if row.reference else ""} != {"sit", "stand"}, row.key


def test_every_pressure_row_has_a_factor_with_its_range():
    pressure = [row for row in ROWS.values() if row.measured == "disc_pressure"]
    assert len(pressure) > 15
    for row in pressure:
        low, high = row.pressure_factor_range_ratio
        assert low <= row.pressure_factor_ratio <= high, row.key
        assert low < high, row.key
        assert row.tolerance_fraction >= 0.8 * (high - low) / 2.0, row.key


def test_pressure_in_lying_is_an_upper_bound_only():
    lying = [row for row in ROWS.values() if row.activity.name == "lie"]
    assert len(lying) >= 5
    assert {row.bound for row in lying} == {"upper"}


def test_the_headline_is_made_of_fresh_measurements_that_were_read():
    headline = [row for row in ROWS.values() if counts_in_headline(row)]
    assert len(headline) >= 5
    for row in headline:
        assert is_compare_only(row.key)
        assert is_informative(row)
        assert row.measured != "model"
        assert row.read != "memory"
        assert not row.used_before
    assert sum(row.peer is not None for row in headline) >= 3


def test_results_of_models_and_rows_an_engine_has_seen_stay_out_of_the_headline():
    assert ROWS["wilke-1999-stand_compression"].used_before
    fresh = next(row for row in ROWS.values() if counts_in_headline(row))
    for change in ({"measured": "model"}, {"used_before": "seen"}, {"read": "memory"}, {"bound": "upper"}):
        assert not counts_in_headline(replace(fresh, **change))
    assert not counts_in_headline(replace(fresh, tolerance_fraction=0.31))


def test_the_decision_page_says_how_many_rows_there_are():
    page = FOLDER.parents[4] / "docs" / "decisions" / "0018-validation-protocol.md"
    headline = [row for row in ROWS.values() if counts_in_headline(row)]
    words = {5: "five", 6: "six"}
    text = " ".join(page.read_text(encoding="utf-8").split())
    assert f"{len(ROWS)} rows, {sum(map(is_compare_only, ROWS))} of them compare-only by their name" in text
    with_peer = sum(row.peer is not None for row in headline)
    assert f"{words[len(headline)]} make the headline, and {words[with_peer]} of these have a peer's figure" in text


def test_a_posture_is_taken_in_the_middle_and_varied_over_its_range_in_si():
    row = parse(activity={"name": "hold", "hold_kg": 20, "reach_cm": [20, 36], "angle_deg": 0})
    assert row.activity.middle() == pytest.approx({"hold_kg": 20.0, "reach_m": 0.28, "angle_rad": 0.0})
    assert [ends["reach_m"] for ends in row.activity.ends()] == pytest.approx([0.20, 0.36])
    walk = parse(activity={"name": "walk", "speed_m_per_s": [1.0, 1.4]}).activity.middle()
    assert walk == pytest.approx({"speed_m_per_s": 1.2})
    assert parse().activity.ends()[1]["angle_rad"] == pytest.approx(radians(40.0))


def test_every_activity_and_choice_is_of_the_vocabulary():
    used = {row.activity.name for row in ROWS.values()}
    assert used <= set(NUMBERS)
    assert {"lean", "hold", "sit", "lie", "rise_from_chair", "walk", "side_bend", "bridge", "carry_bag"} <= used


SIT = {"name": "sit", "posture": "upright"}
BROKEN = {
    "sitting over standing": ({"activity": SIT}, "activity", "sitting with sitting"),
    "standing over sitting": (
        {"kind": "ratio_to_reference", "activity": {"name": "stand"}, "reference": SIT},
        "activity",
        "sitting with sitting",
    ),
    "pressure without a factor": (
        {"pressure_factor_ratio": None, "pressure_factor_range_ratio": None},
        "pressure_factor_range_ratio",
        "factor",
    ),
    "a factor outside its range": ({"pressure_factor_ratio": 1.3}, "pressure_factor_range_ratio", "holds"),
    "a factor on a force": ({"measured": "implant_force"}, "pressure_factor_range_ratio", "no other"),
    "pressure in lying as a middle": ({"activity": {"name": "lie", "side": "prone"}}, "bound", "upper"),
    "an implant's newtons as a middle": (
        {
            "measured": "implant_force",
            "kind": "change_n",
            "pressure_factor_ratio": None,
            "pressure_factor_range_ratio": None,
        },
        "bound",
        "lower",
    ),
    "an order without a side": ({"kind": "order", "reference": {"name": "stand"}}, "bound", "lower or upper"),
    "a ratio without its reference": ({"kind": "ratio_to_reference"}, "reference", "compared with"),
    "a tolerance without a reason": ({"tolerance_reason": None}, "tolerance_reason", "non-empty"),
    "no tolerance": ({"tolerance_fraction": None}, "tolerance_fraction", "above 0"),
    "an unknown source": ({"sources": ["jones-1999"]}, "sources", "data/sources"),
    "an unknown activity": ({"activity": {"name": "fly"}}, "name", "lean"),
    "a number of another activity": ({"activity": {"name": "lean", "reach_cm": 3}}, "reach_cm", "angle_deg"),
    "a range upside down": ({"activity": {"name": "lean", "angle_deg": [40, 20]}}, "angle_deg", "low, high"),
    "a split by hand": ({"inform": True}, "inform", "one of"),
    "an unknown level": ({"level": "L6/S1"}, "level", "L5/S1"),
    "a spread neither given nor excused": ({"spread_reason": None}, "interval", "exactly one"),
}


@pytest.mark.parametrize(("changes", "field", "help_text"), BROKEN.values(), ids=BROKEN)
def test_a_row_that_breaks_the_protocol_is_refused_by_name(changes, field, help_text):
    with pytest.raises(EvidenceError) as caught:
        parse(**changes)
    message = str(caught.value)
    assert "checks/x.toml" in message
    assert "[x-2000-lean" in message
    assert field in message
    assert help_text in message


def test_a_name_that_is_there_twice_and_a_broken_file_are_refused(tmp_path):
    text = (FOLDER / "schultz-1982.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    assert len(read_checks(tmp_path, load_library().sources)) == 1
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match="there already"):
        read_checks(tmp_path, load_library().sources)
    (tmp_path / "b.toml").write_text("[x", encoding="utf-8")
    with pytest.raises(EvidenceError, match="not valid TOML"):
        read_checks(tmp_path, load_library().sources)


def test_pass_and_miss_follow_the_tolerance_on_both_sides_or_on_the_side_of_a_bound():
    row = parse()
    assert [judge(row, found) for found in (1.55, 1.65, 2.35, 2.45, None)] == ["miss", "pass", "pass", "miss", "miss"]
    lower, upper = replace(row, bound="lower"), replace(row, bound="upper")
    assert within_tolerance(lower, 9.0)
    assert not within_tolerance(lower, 1.5)
    assert within_tolerance(upper, 0.1)
    assert not within_tolerance(upper, 2.5)


def test_a_tolerance_beyond_thirty_percent_is_never_a_pass():
    wide = parse(tolerance_fraction=0.31)
    assert judge(wide, 2.0) == "uninformative"
    assert judge(parse(tolerance_fraction=0.30), 2.0) == "pass"


def test_the_published_pressure_becomes_force_before_it_is_compared():
    row = parse(kind="compression_n", value=900.0, pressure_factor_ratio=0.66, pressure_factor_range_ratio=[0.55, 0.77])
    assert row.expected == pytest.approx(594.0)
    assert log_ratio(row, 594.0) == pytest.approx(0.0)


def test_the_summary_counts_a_missing_answer_as_infinitely_wrong():
    rows = [replace(parse(), key=key) for key in "abc"]
    found = {"a": 2.0, "b": 2.2, "c": 1.0}
    summary = summarise_errors(rows, found)
    assert summary.n_rows == 3
    assert summary.median_absolute_log_ratio == pytest.approx(log(1.1))
    assert summary.bias_log_ratio == pytest.approx((log(1.1) + log(0.5)) / 3.0)
    assert summary.share_within_fraction == pytest.approx(2.0 / 3.0)
    assert summarise_errors(rows, {"a": 2.0}).median_absolute_log_ratio == inf
    assert log_ratio(rows[0], -1.0) == -inf


def test_the_summary_refuses_bounds_and_nothing():
    with pytest.raises(ValueError, match="at least one row"):
        summarise_errors([], {})
    with pytest.raises(ValueError, match="middle"):
        summarise_errors([replace(parse(), bound="upper")], {})
