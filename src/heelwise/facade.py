"""The few names a script needs: who, what shoe, why. `import heelwise` reaches them lazily."""

from __future__ import annotations

from collections.abc import Sequence

from heelwise.body import Person
from heelwise.data_folder import load_data_folder
from heelwise.explain import DEFAULT_SEED, Answer
from heelwise.explain import why as explain_why
from heelwise.footwear import Shoe
from heelwise.model_cache import load_reference_model

__all__ = ["Answer", "Person", "Shoe", "why"]

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
