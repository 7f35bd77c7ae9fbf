"""What an activity does to a back, against standing quietly."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest
from tests.fixtures.load_answers import WITH_FIGURES, answer
from tests.fixtures.studies import WOMAN, library, model, pooled

from heelwise.activities.catalogue import ACTIVITIES, find_activity
from heelwise.activities.load import compute_activity_load, study_subject
from heelwise.activities.parameter import Activity, Value
from heelwise.body import LEVELS, LUMBAR_LEVELS, MUSCLE_GROUPS, Person
from heelwise.errors import InfeasiblePostureError, InputError
from heelwise.explain import load_answer as load_answer_module
from heelwise.explain.interval import Interval
from heelwise.explain.load_answer import LoadAnswer, LoadFigures, load_answer
from heelwise.explain.load_sentences import describe_activity, group_name, known_miss, load_sentence
from heelwise.explain.why import DEFAULT_SEED

TOO_HEAVY = {"hold_kg": 40.0, "reach_cm": 60.0}


def ask(activity: str, seed: int = 3, person: Person = WOMAN, **values: Value) -> LoadAnswer:
    return load_answer(person, activity, values, model=model(), seed=seed)


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_answer_module, "N_DRAWS", 64)


def figures(question: str) -> LoadFigures:
    found = answer(question).figures
    assert found is not None
    return found


def intervals(of: LoadFigures) -> list[Interval]:
    found = [*of.hip_force_n, of.settling.largest_deg]
    for level in of.levels:
        load = level.load
        assert load.change_percent is not None and load.shear_change_n is not None
        found += [load.compression_n, load.shear_n, load.compression_body_weights, load.change_percent]
        found += [load.shear_change_n, level.to_standing_ratio]
    for muscle in of.muscles:
        assert muscle.change_points is not None
        found += [muscle.effort_percent, muscle.change_points]
    return found


def test_the_same_seed_gives_the_same_answer_and_another_nearly(few_draws: None) -> None:
    assert ask("side_bend").to_json() == ask("side_bend").to_json()
    assert ask("side_bend").to_json() != ask("side_bend", seed=4).to_json()


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_every_interval_is_finite_and_holds_its_median(question: str) -> None:
    for interval in intervals(figures(question)):
        assert -math.inf < interval.low <= interval.median <= interval.high < math.inf


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_every_disc_and_every_group_is_told_in_order(question: str) -> None:
    assert tuple(level.load.level for level in figures(question).levels) == LUMBAR_LEVELS
    assert tuple(muscle.group for muscle in figures(question).muscles) == MUSCLE_GROUPS


def test_standing_changes_nothing_against_standing() -> None:
    """But for where under the feet the floor pushes, which the hips feel and the back hardly."""
    for level in figures("woman stands").levels:
        assert level.load.change_percent is not None and level.load.shear_change_n is not None
        for interval, same, nearly in (
            (level.to_standing_ratio, 1.0, 0.005),
            (level.load.change_percent, 0.0, 0.5),
            (level.load.shear_change_n, 0.0, 2.0),
        ):
            assert (interval.low, interval.median, interval.high) == pytest.approx((same, same, same), abs=nearly)


def test_the_ratio_and_the_change_say_the_same() -> None:
    for level in figures("woman leans").levels:
        change, ratio = level.load.change_percent, level.to_standing_ratio
        assert change is not None
        assert (change.low, change.median, change.high) == pytest.approx(
            tuple(100 * (end - 1) for end in (ratio.low, ratio.median, ratio.high))
        )


def test_compression_in_body_weights_is_compression_over_weight() -> None:
    for level in figures("woman leans").levels:
        expected = level.load.compression_n.median / (62.0 * 9.80665)
        assert level.load.compression_body_weights.median == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_every_answer_is_balanced_and_settles_within_its_limit(question: str) -> None:
    found = figures(question)
    assert 0 <= found.residual_n_m < 1e-6
    assert found.settling.largest_deg.high <= found.settling.limit_deg + 1e-6
    assert 0 <= found.settling.fixed_angle_held_fraction <= 1


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_the_answer_with_fixed_angles_is_there_where_some_draw_holds_it(question: str) -> None:
    found = figures(question)
    for level in found.levels:
        assert (level.fixed_angle_median_n is None) is (found.settling.fixed_angle_held_fraction == 0)


def test_the_answer_with_fixed_angles_is_the_median_of_the_draws_that_hold_it() -> None:
    subject, standing = study_subject(WOMAN, model(), library(), pooled(), rng=np.random.default_rng(DEFAULT_SEED))
    alone = compute_activity_load(subject, standing, "stand", {})
    assert alone.fixed_angle is not None
    fixed_n = alone.fixed_angle.compression_n[:, LEVELS.index("L5/S1")]
    holds = np.isfinite(fixed_n) & alone.held
    found = figures("woman stands")
    assert found.settling.fixed_angle_held_fraction == pytest.approx(holds.sum() / alone.held.sum())
    assert holds.any() is np.bool_(found.levels[-1].fixed_angle_median_n is not None)
    if holds.any():
        assert found.levels[-1].fixed_angle_median_n == pytest.approx(float(np.median(fixed_n[holds])))


@pytest.mark.parametrize("question", WITH_FIGURES)
def test_every_interval_of_load_encloses_what_other_sharings_give(question: str) -> None:
    for level in figures(question).levels:
        low, high = level.contact_low_n, level.contact_high_n
        assert (low is None) is (high is None)
        if low is not None and high is not None:
            assert level.load.compression_n.low <= low <= level.load.compression_n.median
            assert level.load.compression_n.median <= high <= level.load.compression_n.high


def test_the_bridge_can_share_its_weight_in_several_ways_and_a_lean_in_one() -> None:
    bridge, lean = figures("woman does the bridge").levels[-1], figures("woman leans").levels[-1]
    assert bridge.contact_low_n is not None and bridge.contact_high_n is not None
    assert bridge.contact_high_n > bridge.contact_low_n + 1.0
    assert lean.contact_low_n is None


def test_leaning_loads_the_lowest_disc_more_and_the_back_muscles_too() -> None:
    found = figures("woman leans")
    assert found.levels[-1].to_standing_ratio.low > 1.2
    change = found.muscles[MUSCLE_GROUPS.index("erector_spinae")].change_points
    assert change is not None and change.low > 0


def test_draws_that_cannot_hold_it_are_left_out_of_every_figure_and_reported(few_draws: None) -> None:
    found = ask("hold", hold_kg=20.0, reach_cm=35.0)
    assert 0 < found.n_left_out < found.n_draws / 2
    said = " ".join(note.english() for note in found.notes)
    assert f"for {found.n_left_out} of {found.n_draws} computed bodies" in said
    assert found.figures is not None
    assert all(math.isfinite(interval.high) for interval in intervals(found.figures))


def test_what_most_draws_cannot_hold_is_an_error_that_says_what_is_missing_and_what_to_change(few_draws: None) -> None:
    with pytest.raises(InfeasiblePostureError) as caught:
        ask("hold", **TOO_HEAVY)
    said = str(caught.value)
    assert re.search(r"holds this for \d+ of 64 computed bodies like yours, so it gives no figures", said)
    assert re.search(r"strength at (L\d/(L\d|S1)|T12/L1|right hip|left hip), in (forward bending|side|turning)", said)
    assert "Try a smaller weight, holding it closer or a smaller bend." in said


def test_the_share_of_draws_that_may_be_left_out_is_half(few_draws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_answer_module, "LARGEST_SHARE_LEFT_OUT", 0.0)
    with pytest.raises(InfeasiblePostureError, match="no muscle effort that holds this for"):
        ask("hold", hold_kg=20.0, reach_cm=35.0)


@pytest.mark.parametrize(
    ("activity", "values", "field", "message"),
    [
        ("fly", {}, "activity", "There is no activity"),
        ("lean", {"hold_kg": 3.0}, "hold_kg", "allowed is angle_deg, knees"),
        ("lean", {"angle_deg": 120.0}, "angle_deg", "from -30 to 90"),
        ("lean", {"angle_deg": math.nan}, "angle_deg", "from -30 to 90"),
        ("lean", {"knees": "wide"}, "knees", "it can be straight, bent"),
    ],
)
@pytest.mark.parametrize("pregnant", [False, True])
def test_a_question_that_has_no_answer_is_refused(
    activity: str, values: dict[str, object], field: str, message: str, pregnant: bool
) -> None:
    person = Person(age_years=30, height_m=1.68, mass_kg=70, pregnant=pregnant)
    with pytest.raises(InputError, match=message) as caught:
        load_answer(person, activity, values, model=model())
    assert caught.value.field == field


def test_a_reach_beyond_the_arms_is_refused_with_what_is_possible() -> None:
    with pytest.raises(InputError, match=r"cannot get 99 cm before the lowest disc in this posture; \d+ to \d+ cm"):
        ask("hold", reach_cm=99.0)


def test_in_pregnancy_there_are_no_figures_and_the_reason_is_said() -> None:
    found = answer("pregnant leans")
    assert found.figures is None
    assert "no load figures during pregnancy" in found.sentence.english()
    assert [note.english() for note in found.notes] == [
        "Load figures are off: your body changes week by week in pregnancy and we know of no model measured for it."
    ]


def test_what_was_left_out_comes_back_with_the_value_it_took() -> None:
    given = {item.name: (item.value, item.unit) for item in answer("woman leans").values}
    assert given == {"angle_deg": (30.0, "°"), "knees": ("straight", ""), "lumbar_share_fraction": (None, "")}


def test_walking_is_told_as_the_peak_over_a_stride_and_its_heel_as_a_what_if() -> None:
    found = answer("average walks in a heel")
    assert found.is_peak
    assert "phase_fraction" not in {item.name for item in found.values}
    assert "at the peak over one stride" in found.sentence.english()
    assert any("a what-if, not a finding" in note.english() for note in found.notes)
    assert not answer("woman leans").is_peak


def test_notes_about_the_person_are_those_of_the_shoes() -> None:
    notes = " ".join(note.english() for note in answer("body mass index 45 carries a bag").notes)
    assert "body mass index 45" in notes
    assert "female body model for half" in notes
    assert "could not balance" not in notes


def test_the_sentence_says_how_many_times_standing_with_its_range() -> None:
    said = answer("woman leans").sentence.english()
    pattern = (
        r"Leaning forward 30 degrees puts about (\d\.\d) times your standing load on your lowest disc "
        r"\(8 of 10 computed bodies like yours: (\d\.\d) to (\d\.\d)\)\."
    )
    match = re.fullmatch(pattern, said)
    assert match, said
    ratio = figures("woman leans").levels[-1].to_standing_ratio
    middle, low, high = (float(part) for part in match.groups())
    assert middle == pytest.approx(ratio.median, abs=0.05)
    assert low <= ratio.low < low + 0.1 and high - 0.1 < ratio.high <= high


def interval(median: float, low: float, high: float) -> Interval:
    return Interval(median=median, low=low, high=high)


def sentence(name: str, ratio: Interval, **given: Value) -> str:
    return load_sentence(find_activity(name), given, (interval(447.0, 391.0, 509.0), ratio), is_peak=False).english()


def test_standing_is_told_in_newtons() -> None:
    assert "puts about 450 N on your lowest disc" in sentence("stand", interval(1.0, 1.0, 1.0))
    assert "390 to 510 N" in sentence("stand", interval(1.0, 1.0, 1.0))


def test_a_load_like_that_of_standing_is_told_as_such() -> None:
    said = sentence("lie", interval(1.02, 0.81, 1.19), side="side")
    assert said.startswith("Lying on your side puts about as much load on your lowest disc as standing")
    assert "0.8 to 1.2 times" in said


def test_a_small_ratio_is_told_to_a_hundredth_with_a_true_minus() -> None:
    said = sentence("lie", interval(0.113, -0.004, 0.647), side="prone")
    assert "about 0.11 times" in said
    assert "\N{MINUS SIGN}0.01 to 0.65" in said


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("lean", {"angle_deg": -10.0}, "Leaning back 10 degrees"),
        ("lean", {"angle_deg": 0.0}, "Leaning forward or back"),
        ("side_bend", {"angle_deg": -5.0}, "Bending 5 degrees to the left"),
        (
            "hold",
            {"hold_kg": 2.5, "reach_cm": 30.0, "hands": "one", "angle_deg": 20.0},
            "Holding 2.5 kg in one hand 30 cm in front of your spine, bent forward 20 degrees,",
        ),
        ("carry_bag", {"bag_kg": 5.0, "where": "back", "hands": "one"}, "Carrying a backpack of 5 kg"),
        ("sit", {"posture": "upright", "angle_deg": None}, "Sitting upright without a backrest"),
        ("walk", {"phase_fraction": 0.0}, "This instant of walking"),
        ("walk", {}, "Walking"),
    ],
)
def test_what_is_done_is_said_with_its_figures(name: str, given: dict[str, Value], words: str) -> None:
    assert describe_activity(find_activity(name), given).english() == words


def every_way(activity: Activity) -> list[dict[str, Value]]:
    """Return an activity's values for each combination of its choices and of signs of its angle."""
    options: list[list[Value]] = []
    for parameter in activity.parameters:
        if parameter.kind == "choice":
            options.append(list(parameter.choices))
        else:
            options.append([parameter.default, parameter.low, parameter.high])
    names = [parameter.name for parameter in activity.parameters]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*options)]


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_every_activity_is_said_in_words_however_it_is_done(activity: Activity) -> None:
    for given in every_way(activity):
        said = describe_activity(activity, given).english()
        assert said and not re.search(r"[{}_]|None|nan", said), given


def test_every_group_of_muscles_has_a_name() -> None:
    assert len({group_name(group).english() for group in MUSCLE_GROUPS}) == len(MUSCLE_GROUPS)


def test_what_measurement_says_against_a_figure_is_said_with_it() -> None:
    assert known_miss("lean", {"angle_deg": -15.0}) is not None
    assert known_miss("lean", {"angle_deg": 30.0}) is None
    assert known_miss("carry_bag", {"where": "back"}) is not None
    assert known_miss("carry_bag", {"where": "hand"}) is None
    assert known_miss("sit", {"angle_deg": None}) is None
