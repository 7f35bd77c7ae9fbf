"""The few names a script needs: who, what shoe, why. `import heelwise` reaches them lazily."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from heelwise.activities.catalogue import ACTIVITIES
from heelwise.activities.parameter import Activity
from heelwise.body import Person
from heelwise.data_folder import load_data_folder
from heelwise.explain import DEFAULT_SEED, Answer
from heelwise.explain import why as explain_why
from heelwise.explain.load_answer import LoadAnswer, load_answer
from heelwise.footwear import Shoe
from heelwise.model_cache import load_reference_model

__all__ = ["Answer", "LoadAnswer", "Person", "Shoe", "list_activities", "load", "why"]

_USUAL_TIME_S = 5 * 3600.0


def why(person: Person, shoes: Sequence[Shoe], hours_s: float = _USUAL_TIME_S, *, seed: int = DEFAULT_SEED) -> Answer:
    """Return what these shoes do to this person's back.

    The body model is built on first use and kept in the data folder.

    Parameters
    ----------
    person
        Who.
    shoes
        In which shoes.
    hours_s
        For how long [s].
    seed
        Seed of the draws; the same seed gives the same answer.

    Raises
    ------
    InputError
        If the question is out of range or the data folder cannot be used.
    """
    return explain_why(person, shoes, hours_s, model=load_reference_model(load_data_folder()), seed=seed)


def load(
    person: Person, activity: str, values: Mapping[str, object] | None = None, *, seed: int = DEFAULT_SEED
) -> LoadAnswer:
    """Return what an activity does to this person's back, against standing quietly.

    The body model is built on first use and kept in the data folder.

    Parameters
    ----------
    person
        Who.
    activity
        Name of an activity; `list_activities` has them all.
    values
        Its parameters in the units of their names, for example ``{"angle_deg": 30}``; those left out take their usual
        values.
    seed
        Seed of the draws; the same seed gives the same answer.

    Raises
    ------
    InputError
        If there is no such activity, a value is not allowed or the data folder cannot be used.
    InfeasiblePostureError
        If the body would fall, or most computed bodies could not do it; says what to change.
    """
    return load_answer(person, activity, values or {}, model=load_reference_model(load_data_folder()), seed=seed)


def list_activities() -> tuple[Activity, ...]:
    """Return all activities that `load` knows, with their parameters, units and ranges."""
    return ACTIVITIES
