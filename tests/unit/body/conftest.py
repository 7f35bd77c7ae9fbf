"""The reference body and a way to draw plausible bodies of a person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.fixtures import studies

from heelwise.body import BodyDraws, Person, ReferenceModel, estimate_body
from heelwise.body.anthropometry import BODY_PARTS
from heelwise.evidence import EvidenceLibrary


@pytest.fixture
def model() -> ReferenceModel:
    return studies.model()


@pytest.fixture
def library() -> EvidenceLibrary:
    return studies.library()


@pytest.fixture
def draw() -> Callable[..., BodyDraws]:
    """Draw bodies of a person; `spread` 0 gives the middle body in every row."""

    def bodies(person: Person, n_draws: int = 64, spread: float = 1.0) -> BodyDraws:
        rng = np.random.default_rng(5)
        score = spread * rng.standard_normal((n_draws, len(BODY_PARTS)))
        return estimate_body(person, studies.model(), studies.library(), score, np.zeros(n_draws))

    return bodies
