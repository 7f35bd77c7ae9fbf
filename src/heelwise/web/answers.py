"""Asking the engine, once per question: the page after the redirect finds the answer already worked out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from heelwise.body import Person
from heelwise.footwear import Shoe
from heelwise.web.presentation import lay_out_answer


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


@lru_cache(maxsize=8)
def show_answer(person: Person, shoes: tuple[Shoe, ...], hours_s: float, language: str) -> dict[str, Any]:
    """Return the answer laid out for the page, drawn once per question and language.

    `language` is the one in force; it is asked for so that a page in another language is another entry.
    """
    answer = answer_question(person, shoes, hours_s)
    return lay_out_answer(answer.to_json(gettext), answer.figures)


def forget_answers() -> None:
    """Drop every answer kept in memory."""
    answer_question.cache_clear()
    show_answer.cache_clear()
