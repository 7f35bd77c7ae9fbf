"""The warning signs for every page, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from heelwise.care import EMERGENCY_ACTION, EMERGENCY_SIGNS, MOSTLY_HARMLESS, SOON_ACTION, SOON_SIGNS


def warning_signs(request: HttpRequest) -> dict[str, object]:
    """Return what the help section of a page says."""
    return {
        "help": {
            "mostly_harmless": MOSTLY_HARMLESS.render(_),
            "emergency_action": EMERGENCY_ACTION.render(_),
            "emergency_signs": [sign.render(_) for sign in EMERGENCY_SIGNS],
            "soon_action": SOON_ACTION.render(_),
            "soon_signs": [sign.render(_) for sign in SOON_SIGNS],
        }
    }
