"""The tests run with annotations checked at every call, unless somebody switched that off."""

from __future__ import annotations

import os

import pytest

from heelwise.text import Text

SWITCHED_OFF = os.environ.get("HEELWISE_TEST_TYPECHECK") == "0"


@pytest.mark.skipif(SWITCHED_OFF, reason="switched off by the environment")
def test_a_call_that_breaks_an_annotation_is_caught() -> None:
    with pytest.raises(Exception, match="Type-check"):
        Text("a heel of {heel_cm} cm", {"heel_cm": "9"}).render(7)
