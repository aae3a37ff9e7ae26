"""The status words of insatser, call-offs and transfers, which of them count, and their inflected forms."""

import unicodedata

from xl_kraftsamling.domain.cell_text import cell_text

PLANNED, ONGOING, FINISHED, CANCELLED = "planerad", "pågår", "avslutad", "avbruten"
INTERVENTION_STATES = (PLANNED, ONGOING, FINISHED, CANCELLED)

REQUESTED, APPROVED, PAID, REVERSED, REJECTED = "begärt", "godkänt", "utbetalt", "återfört", "avslaget"
CALL_OFF_STATES = (REQUESTED, APPROVED, PAID, REVERSED, REJECTED)
CALLED_OFF = frozenset({APPROVED, PAID})
"""States in which a call-off reduces what is left."""

DRAFT, ASKED, AGREED, BOOKED, UNDONE, REFUSED = "utkast", "begärd", "överenskommen", "bokförd", "återförd", "avslagen"
TRANSFER_STATES = (DRAFT, ASKED, AGREED, BOOKED, UNDONE, REFUSED)
WAITING = frozenset({ASKED, AGREED})
"""States in which a transfer is not booked yet, but its money is promised."""
BINDING = frozenset({AGREED, BOOKED})
"""States of a transfer that presuppose an agreement."""
LIVE = WAITING | BINDING
"""States in which a transfer counts; *utkast*, *avslagen* and *återförd* move no money."""

PROPOSED, DECIDED = "förslag", "beslut"
RECORD_STATES = (PROPOSED, DECIDED)

YES, NO = "ja", "nej"
POSITIVE, NEGATIVE = "positivt", "negativt"
"""The sign of a cost in a report."""

# A form may belong to several states, such as "begärd": it is looked up among the states of one column alone.
_FORMS = {
    PLANNED: "planerat planerade planeras",
    ONGOING: "pågående påbörjad påbörjat",
    FINISHED: "avslutat avslutade avslutas",
    CANCELLED: "avbrutet avbrutna avbryts",
    REQUESTED: "begärd begärda begärs begäran",
    APPROVED: "godkänd godkända godkänts godkänns",
    PAID: "utbetald utbetalda utbetalats utbetalning",
    REVERSED: "återförd återförda återförts återföring",
    REJECTED: "avslagen avslagna avslag avslås",
    DRAFT: "utkastet",
    ASKED: "begärt begärda begärs begäran",
    AGREED: "överenskommet överenskomna överenskommits",
    BOOKED: "bokfört bokförda bokförts bokförs",
    UNDONE: "återfört återförda återförts återföring",
    REFUSED: "avslaget avslagna avslag avslås",
    PROPOSED: "förslaget föreslagen föreslaget",
    DECIDED: "beslutad beslutat beslutet",
    YES: "j",
    NO: "n",
    POSITIVE: "positiv positiva",
    NEGATIVE: "negativ negativa",
}


def parse_state(text: str, states: tuple[str, ...]) -> str | None:
    """The status that a word means: the status itself, or an inflected form such as *Godkänd*; None for any other word."""
    word = unicodedata.normalize("NFC", cell_text(text)).casefold()
    if word in states:
        return word
    return next((state for state in states if word in _FORMS.get(state, "").split()), None)
