"""The status words of insatser, call-offs and transfers, and how their inflected forms are understood."""

PLANNED, ONGOING, FINISHED, CANCELLED = "planerad", "pågår", "avslutad", "avbruten"
INTERVENTION_STATES = (PLANNED, ONGOING, FINISHED, CANCELLED)

REQUESTED, APPROVED, PAID, REVERSED, REJECTED = "begärt", "godkänt", "utbetalt", "återfört", "avslaget"
CALL_OFF_STATES = (REQUESTED, APPROVED, PAID, REVERSED, REJECTED)
CALLED_OFF = frozenset({APPROVED, PAID})
"""States in which a call-off draws on what is left."""

DRAFT, ASKED, AGREED, BOOKED, UNDONE, REFUSED = "utkast", "begärd", "överenskommen", "bokförd", "återförd", "avslagen"
TRANSFER_STATES = (DRAFT, ASKED, AGREED, BOOKED, UNDONE, REFUSED)
WAITING = frozenset({ASKED, AGREED})
"""States in which a transfer is not booked yet but holds the donor's money."""
BINDING = frozenset({AGREED, BOOKED})
"""States of a transfer that presuppose an agreement."""
LIVE = WAITING | BINDING
"""States of a transfer that counts; *utkast*, *avslagen* and *återförd* move nothing."""

PROPOSED, DECIDED = "förslag", "beslut"
RECORD_STATES = (PROPOSED, DECIDED)

YES, NO = "ja", "nej"
POSITIVE, NEGATIVE = "positivt", "negativt"
"""How a report shows a cost."""

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
    """The status that a word means: itself, or an inflected form of it such as *Godkänd*; None where it means none."""
    word = text.strip().casefold()
    if word in states:
        return word
    return next((state for state in states if word in _FORMS.get(state, "").split()), None)
