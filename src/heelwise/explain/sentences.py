"""The answer in plain words: what each shoe does, what matters most, what nobody knows."""

from __future__ import annotations

from heelwise.body import Person
from heelwise.evidence import EvidenceLibrary
from heelwise.explain.answer import IntervalShare, ShoeAnswer
from heelwise.explain.interval import Interval, signed
from heelwise.explain.stance_answer import change_percent
from heelwise.footwear import KIND_NAMES, Shoe
from heelwise.mechanics import HeelStudy, lean_effect_percent
from heelwise.text import N_, Text

_LEVEL = "L5/S1"
_MIN_S = 60.0
_NEGLIGIBLE_PERCENT = 5.0


def shoe_name(shoe: Shoe) -> Text:
    """Return what to call a shoe: the owner's name or kind and height."""
    if shoe.name:
        return Text("{name}", {"name": shoe.name})
    kind = Text(KIND_NAMES[shoe.kind])
    return Text(N_("{kind} {height} cm"), {"kind": kind, "height": f"{100.0 * shoe.heel_height_m:.3g}"})


def shoe_sentence(study: HeelStudy, which: int) -> Text:
    """Return one sentence on what a shoe does to the lowest disc."""
    if study.shoe_loads is None:
        return Text(N_("We show how you stand in these shoes, but no load figures during pregnancy."))
    change = Interval.of(change_percent(study, which, _LEVEL))
    said = {"low": signed(change.low), "high": signed(change.high)}
    if max(abs(change.low), abs(change.high)) < _NEGLIGIBLE_PERCENT:
        return Text(N_("These shoes hardly change the load on your lowest disc ({low} to {high} %)."), said)
    if change.low > 0:
        return Text(N_("These shoes probably raise the load on your lowest disc: {low} to {high} %."), said)
    if change.high < 0:
        return Text(N_("These shoes probably lower the load on your lowest disc: {low} to {high} %."), said)
    return Text(
        N_(
            "In these shoes the load on your lowest disc changes by {low} to {high} %: it can go either way, "
            "depending on how you stand in them."
        ),
        said,
    )


def matters_most(
    study: HeelStudy, shoes: tuple[ShoeAnswer, ...], hours_s: float, library: EvidenceLibrary
) -> tuple[Text, ...]:
    """Return what matters most for this person, most important first."""
    onset = library.quantity("engine.standing_to_ache_onset_s")
    assert isinstance(onset.value, tuple)
    everybody_s, prone_s = onset.value
    said = {
        "hours": f"{hours_s / 3600.0:.3g}",
        "everybody": f"{everybody_s / _MIN_S:.0f}",
        "prone": f"{prone_s / _MIN_S:.0f}",
    }
    time = (
        N_(
            "Time on your feet: {hours} h is longer than the {everybody} minutes of standing in one place after "
            "which an ache begins on average ({prone} minutes for the half of people who get one). Sit or walk "
            "about before that."
        )
        if hours_s > prone_s
        else N_(
            "Time on your feet: {hours} h is less than the {everybody} minutes of standing in one place after "
            "which an ache begins on average ({prone} minutes for the half of people who get one)."
        )
    )
    found = [Text(time, said)]
    highest = max(range(len(shoes)), key=lambda i: shoes[i].pitch_deg)
    shares = shoes[highest].interval_shares
    if study.shoe_loads is None or not shares:
        return tuple(found)
    return (*found, *_about_load(study, shoes, highest, shares))


def _about_load(
    study: HeelStudy, shoes: tuple[ShoeAnswer, ...], highest: int, shares: tuple[IntervalShare, ...]
) -> list[Text]:
    one_deg_further = lean_effect_percent(study, highest, _LEVEL)
    return [
        Text(
            N_(
                "How you stand in the shoe: in your {shoe}, leaning one degree further forward changes the load on "
                "your lowest disc by about {percent} %."
            ),
            {"shoe": shoes[highest].name, "percent": signed(one_deg_further)},
        ),
        Text(
            N_('What makes the answer so wide: "{part}" accounts for {share} of 100 parts of the interval.'),
            {"part": shares[0].name, "share": f"{100.0 * shares[0].share:.0f}"},
        ),
    ]


def not_known(person: Person, *, foot_is_measured: bool) -> tuple[Text, ...]:
    """Return what the answer cannot know."""
    found = [
        N_("No study has measured the load on a spine in heels, so nobody can check these figures directly."),
        N_(
            "Models like ours differ from each other by up to a third in absolute load. The change from barefoot "
            "is known better, because both sides share the same model."
        ),
        N_("How you really stand in these shoes. Studies disagree with each other, so only measuring you would tell."),
        N_("What hours in heels do to discs: no study followed them. We compute quiet standing, not walking."),
    ]
    if person.lumbar_lordosis_rad is None and person.sacral_inclination_rad is None:
        found.append(N_("The curve of your own back: we used that of adults in general."))
    if not foot_is_measured:
        found.append(N_("Your foot: we guessed its length from your height."))
    return tuple(Text(msgid) for msgid in found)


def person_notes(person: Person, *, n_draws: int, n_left_out: int) -> tuple[Text, ...]:
    """Return what the person should know about how the answer was made."""
    found = []
    if person.pregnant:
        found.append(
            Text(
                N_(
                    "Load figures are off: your body changes week by week in pregnancy and no body model we know of "
                    "was measured for it. How the shoes tip your feet is still shown."
                )
            )
        )
    if person.sex is None:
        found.append(
            Text(
                N_(
                    "We computed half of the ways you may stand with the female body model and half with the male one, "
                    "so that the intervals hold both."
                )
            )
        )
    if not person.is_typical_build:
        found.append(
            Text(
                N_(
                    "With a body mass index of {bmi} fewer people like you were measured, so every interval is half as "
                    "wide again."
                ),
                {"bmi": f"{person.body_mass_index_kg_per_m2:.0f}"},
            )
        )
    if n_left_out:
        found.append(
            Text(
                N_("{left} of {all} ways to stand were left out, because no muscle effort could hold them."),
                {"left": n_left_out, "all": n_draws},
            )
        )
    return tuple(found)
