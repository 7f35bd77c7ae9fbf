"""The answer in plain words: what each shoe does, what matters most, what nobody knows."""

from __future__ import annotations

from heelwise.body import Person
from heelwise.evidence import EvidenceLibrary
from heelwise.explain.answer import IntervalShare, ShoeAnswer
from heelwise.explain.interval import Interval, signed, signed_load_change
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
        return Text(N_("We show what these shoes do to your foot, but no load or posture figures during pregnancy."))
    change = Interval.of(change_percent(study, which, _LEVEL))
    said = {"low": signed_load_change(change.low, "low"), "high": signed_load_change(change.high, "high")}
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
    time = N_(
        "Time on your feet: {hours} h. In laboratories, standing in one place began to ache after {everybody} minutes "
        "on average, {prone} in the half who are prone to it. Changing position by {prone} minutes is worth a try."
    )
    found = [Text(time, said)]
    highest = max(range(len(shoes)), key=lambda i: shoes[i].pitch_deg)
    if study.shoe_loads is None:
        return tuple(found)
    return (*found, *_about_load(study, shoes[highest].name, highest, library))


def _about_load(study: HeelStudy, name: Text, which: int, library: EvidenceLibrary) -> list[Text]:
    one_deg_further = lean_effect_percent(study, which, _LEVEL)
    bending = library.quantity("engine.bending_to_standing_pressure_ratio").value
    assert isinstance(bending, float)
    return [
        Text(
            N_(
                "How you stand in the shoe: in the model, each degree you lean further forward in your {shoe} changes "
                "the load by about {percent} %, and a degree or two back takes as much off."
            ),
            {"shoe": name, "percent": signed(one_deg_further)},
        ),
        Text(
            N_("Load is not ache, and more is not harm: bending forward made it {times} times as large in one man."),
            {"times": f"{bending:.1f}"},
        ),
    ]


def not_known(person: Person, shoes: tuple[ShoeAnswer, ...], *, foot_is_measured: bool) -> tuple[Text, ...]:
    """Return what the answer cannot know."""
    found = [
        Text(N_("How you really stand in these shoes. Studies disagree with each other, so only measuring you tells."))
    ]
    if not person.pregnant:
        found = [*_doubts_about_load(shoes), *found]
    if person.lumbar_lordosis_rad is None and person.sacral_inclination_rad is None and not person.pregnant:
        found.append(Text(N_("The curve of your own back: we used that of adults in general.")))
    if not foot_is_measured:
        found.append(Text(N_("Your foot: we guessed its length from your height.")))
    found.append(Text(N_("Whether it holds for you: most studies in heels are of young women.")))
    return tuple(found)


def _doubts_about_load(shoes: tuple[ShoeAnswer, ...]) -> list[Text]:
    found = [
        Text(
            N_(
                "We found no study that measured the load on a spine in heels, so these figures cannot be checked "
                "directly."
            )
        ),
        Text(
            N_(
                "Our load in quiet standing is within a fifth of that of the one man measured, and he was one man. The "
                "change from barefoot is known better than the load."
            )
        ),
        Text(N_("What hours in heels do to discs: we found no study. We compute quiet standing, not walking.")),
    ]
    shares = max(shoes, key=lambda shoe: shoe.pitch_deg).interval_shares
    if shares:
        found.append(
            Text(
                N_("What we know least about you: {part}. It makes up {share} of the uncertainty."),
                {"part": shares[0].name, "share": _share_in_words(shares[0])},
            )
        )
    return found


def _share_in_words(share: IntervalShare) -> Text:
    """Return a share as a person would say it: a few draws more or less move it by some percent."""
    steps = ((0.6, N_("most")), (0.42, N_("about half")), (0.28, N_("about a third")), (0.18, N_("about a quarter")))
    return Text(next((words for least, words in steps if share.share >= least), N_("a part")))


def person_notes(person: Person, *, n_draws: int, n_left_out: int, radiographs_disagree: bool) -> tuple[Text, ...]:
    """Return what the person should know about how the answer was made."""
    found = []
    if radiographs_disagree:
        found.append(
            Text(
                N_(
                    "The two angles from your radiograph do not fit one back in our model, so we used a middle. Please "
                    "check that both were measured standing, from L1 to S1 and at the top of the sacrum."
                )
            )
        )
    if person.pregnant:
        found.append(
            Text(
                N_(
                    "Load and posture figures are off: your body changes week by week in pregnancy and we know of no "
                    "model measured for it. How the shoes tip your feet is still shown."
                )
            )
        )
    if person.sex is None and not person.pregnant:
        found.append(
            Text(
                N_(
                    "We took the female body model for half of the draws and the male one for the other half, and "
                    "widened all that goes in by a tenth: our choice."
                )
            )
        )
    if not person.is_typical_build:
        found.append(
            Text(
                N_(
                    "We have fewer measurements for your build (body mass index {bmi}), so we widened all that goes "
                    "in by half: our choice. If height or body mass is a slip, please correct it."
                ),
                {"bmi": f"{person.body_mass_index_kg_per_m2:.0f}"},
            )
        )
    if n_left_out:
        found.append(
            Text(
                N_("The model could not balance {left} of {all} postures, so the ranges may be a little narrow."),
                {"left": n_left_out, "all": n_draws},
            )
        )
    return tuple(found)
