"""The reference body and a way to draw plausible bodies of a person."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from heelwise.body import BodyDraws, Person, ReferenceModel, estimate_body
from heelwise.body.anthropometry import BODY_PARTS
from heelwise.evidence import EvidenceLibrary, load_library
from heelwise.model_cache import load_reference_model


@pytest.fixture(scope="session")
def model() -> ReferenceModel:
    return load_reference_model(Path(os.environ["HEELWISE_TEST_FOLDER"]))


@pytest.fixture(scope="session")
def library() -> EvidenceLibrary:
    return load_library()


@pytest.fixture
def draw(model: ReferenceModel, library: EvidenceLibrary) -> Callable[..., BodyDraws]:
    """Draw bodies of a person; `spread` 0 gives the middle body in every row."""

    def bodies(person: Person, n_draws: int = 64, spread: float = 1.0) -> BodyDraws:
        rng = np.random.default_rng(5)
        score = spread * rng.standard_normal((n_draws, len(BODY_PARTS)))
        return estimate_body(person, model, library, score, np.zeros(n_draws))

    return bodies
