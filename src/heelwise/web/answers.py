"""Asking the engine, once per question: the page after the redirect finds the answer already worked out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from heelwise.body import Person
from heelwise.footwear import Shoe


@cache
def load_engine_model() -> Any:
    """Return the body model's arrays, loaded on the first answer and kept."""
    from heelwise.data_folder import load_data_folder
    from heelwise.model_cache import load_reference_model

    return load_reference_model(load_data_folder())


def ask_engine(person: Person, shoes: tuple[Shoe, ...], hours_s: float) -> Any:
    """Return the engine's answer."""
    from heelwise.explain import why

    return why(person, shoes, hours_s, model=load_engine_model())


@lru_cache(maxsize=8)
def answer_question(person: Person, shoes: tuple[Shoe, ...], hours_s: float) -> Any:
    """Return the answer to one question, worked out once while the server runs."""
    return import_string(settings.HEELWISE_ANSWERER)(person, shoes, hours_s)


def forget_answers() -> None:
    """Drop every answer kept in memory."""
    answer_question.cache_clear()
