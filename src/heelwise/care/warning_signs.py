"""Signs that need help at once or soon, in the words of every page, command and print (care specification, 5)."""

from __future__ import annotations

from typing import Final

from heelwise.text import N_, Text

MOSTLY_HARMLESS: Final = Text(
    N_(
        "Most back ache eases by itself. The signs below are rare. Any one of the first list means: do not wait, get "
        "help now."
    )
)

EMERGENCY_ACTION: Final = Text(
    N_(
        "Call your emergency number: 112 in Europe and from most mobile phones, 999 in the United Kingdom, 911 in "
        "North America, 000 in Australia."
    )
)

EMERGENCY_SIGNS: Final = (
    Text(N_("numb or tingling around the genitals, anus or inner thighs")),
    Text(N_("new trouble starting, feeling or holding urine or stool")),
    Text(N_("a new loss of sexual feeling or function")),
    Text(N_("new or spreading pain, numbness or weakness in both legs")),
    Text(N_("leg weakness getting worse, a foot that slaps, a changed walk")),
    Text(N_("back pain after a major fall or accident")),
    Text(N_("sudden tearing pain in belly and back, or fainting")),
    Text(N_("severe back pain with fever and feeling very ill")),
)

SOON_ACTION: Final = Text(
    N_("Please see a doctor; with fever, today. One of these signs alone is often harmless, but worth a look.")
)

SOON_SIGNS: Final = (
    Text(N_("back pain with fever or an illness nobody can explain, unexplained weight loss, or a past cancer")),
    Text(N_("pain at night that no position eases")),
    Text(N_("weakened immunity, injected drugs or a recent infection")),
    Text(N_("a minor fall or strain with osteoporosis, long steroid use, or over 65; new back pain over 55")),
    Text(N_("pain below the knee with numbness or pins and needles in one leg")),
    Text(N_("morning stiffness over 30 minutes that eases with movement, for 3 months")),
    Text(N_("no better after 6 weeks")),
)
