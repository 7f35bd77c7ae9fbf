"""McGill 2013, Callaghan 1998, Axler 1997: models driven by muscle activity.

Rows, tolerances and their reasons stand in `src/heelwise/evidence/data/checks/`; docs/decisions/0018 says what counts.
"""

from __future__ import annotations

import pytest
from tests.fixtures.protocol import assert_published, assert_row


@pytest.mark.parametrize(
    "key",
    [
        "mcgill-2013-one_hand_above_split",
        "mcgill-2013-one_hand_above_double",
        "mcgill-2013-split_over_one_hand",
    ],
)
def test_mcgill_models(key: str) -> None:
    assert_row(key)


@pytest.mark.parametrize(
    "key",
    [
        "mcgill-2013-one_hand_above_split",
        "mcgill-2013-one_hand_above_double",
        "mcgill-2013-split_over_one_hand",
        "callaghan-1998-bird_dog",
        "axler-mcgill-1997-side_plank",
    ],
)
def test_mcgill_models_is_published_as_found(key: str) -> None:
    assert_published(key)
