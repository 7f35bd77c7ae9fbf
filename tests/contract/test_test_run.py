"""What the test run itself promises: annotations checked at every call, and a data folder per worker."""

from __future__ import annotations

import os

import pytest

from heelwise.text import Text

SWITCHED_OFF = os.environ.get("HEELWISE_TEST_TYPECHECK") == "0"


@pytest.mark.skipif(SWITCHED_OFF, reason="switched off by the environment")
def test_a_call_that_breaks_an_annotation_is_caught() -> None:
    with pytest.raises(Exception, match="Type-check"):
        Text("a heel of {heel_cm} cm", {"heel_cm": "9"}).render(7)


def test_the_settings_were_read_with_a_data_folder_of_this_worker() -> None:
    from django.conf import settings

    folder = os.environ["HEELWISE_DATA"]
    assert folder.endswith(os.environ.get("PYTEST_XDIST_WORKER", "one"))
    assert str(settings.DATABASES["default"]["NAME"]).startswith((folder, "file:memory"))
