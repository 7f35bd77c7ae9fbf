"""What can go wrong, said so that the person can mend it.

Every message says what came, what is allowed and what to do next; `field` names the input it belongs to,
so that a form can show it there.
"""

from __future__ import annotations

from heelwise.text import Text


class HeelwiseError(Exception):
    """Root of every error Heelwise raises on purpose.

    Parameters
    ----------
    text
        What happened, as a translatable message.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.english())
        self.text = text


class InputError(HeelwiseError, ValueError):
    """A value that came from outside is not one we can work with.

    Parameters
    ----------
    field
        Name of the input in our own words, for example ``heel_height_m``.
    text
        What came, what is allowed, what to do next.
    """

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text)
        self.field = field


class TooYoungError(InputError):
    """The person is younger than the data behind the model: no figures, a kind word instead."""


class EvidenceError(HeelwiseError):
    """The evidence data break their own rules: a number without a source, an unknown key or unit."""


class InfeasiblePostureError(HeelwiseError):
    """No muscle forces within strength can hold this posture; the message names joint and direction."""


class ConvergenceError(HeelwiseError):
    """A solver stopped without an answer: a defect of ours, never a property of the person."""
