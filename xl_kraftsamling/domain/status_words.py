"""The status words of insatser, call-offs and transfers, which of them count, and their other forms."""

import re
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

_CALLED_OFF = frozenset({"avropat", "avropade", "avropad", "avropats", "rekvirerat", "rekvirerade", "uttaget", "uttagna", "drawn"})
"""Words of a heading that say that its amounts were called off; the noun, *avrop*, does not say how far it has come."""

# Beside the inflected forms: what offices write instead, in Swedish and English, where it can mean nothing else.  Whatever can be
# doubted is left out: *klar* and *OK* do not say which step is done, *beslutad* may be a no, and what *betalas* is not paid yet.
# A form may belong to several states, such as "begärd": it is looked up among the states of one column alone.
_REQUEST = "beg requested request sökt sökta söks ansökt ansökta ansökan äskat äskad äskade äskas"
_REVERSAL = "återf reversed reversal refund refunded återbetald återbetalt återbetalda återbetalas återbetalning"
_REFUSAL = "rejected declined denied refused nekad nekat nekade nekas avvisad avvisat avvisade avvisas"
_FORMS = {
    PLANNED: "planerat planerade planeras planned",
    ONGOING: "pågående påbörjad påbörjat ongoing",
    FINISHED: "avslutat avslutade avslutas slutförd slutfört slutförda finished completed",
    CANCELLED: "avbrutet avbrutna avbryts inställd inställt inställda cancelled canceled",
    REQUESTED: f"begärd begärda begärs begäran {_REQUEST}",
    APPROVED: "godkänd godkända godkänts godkänns godk beviljad beviljat beviljade beviljats beviljas bifallen bifallet bifallna bifalls "
    "bifall attesterad attesterat attesterade approved granted",
    PAID: "utbetald utbetalda utbetalats utbetalning utbet utb betald betalt betalda betalats paid",
    REVERSED: f"återförd återförda återförts återföring {_REVERSAL}",
    REJECTED: f"avslagen avslagna avslag avslås {_REFUSAL}",
    DRAFT: "utkastet draft",
    ASKED: f"begärt begärda begärs begäran {_REQUEST}",
    AGREED: "överenskommet överenskomna överenskommits överensk agreed",
    BOOKED: "bokfört bokförda bokförts bokförs bokf booked",
    UNDONE: f"återfört återförda återförts återföring {_REVERSAL}",
    REFUSED: f"avslaget avslagna avslag avslås {_REFUSAL}",
    PROPOSED: "förslaget föreslagen föreslaget proposed proposal",
    DECIDED: "beslutad beslutat beslutet decided decision",
    YES: "j yes",
    NO: "n no",
    POSITIVE: "positiv positiva positive",
    NEGATIVE: "negativ negativa negative",
}


def parse_state(text: str, states: tuple[str, ...]) -> str | None:
    """The status that a word means: the status itself, another form of it such as *Godkänd*, *Utbet.* or *Paid*; None for any other."""
    word = unicodedata.normalize("NFC", cell_text(text)).casefold()
    if word in states:
        return word
    form = word.removesuffix(".")  # of an abbreviation
    return next((state for state in states if form in (state, *_FORMS.get(state, "").split())), None)


_FIRST_CLAUSE = re.compile(r"[^,;(/]*")
_WORD = re.compile(r"[^\W\d_]+\.?")
_DENIED = re.compile(r"(?<=\w)\s+(?:(?:men|som|ännu|but)\s+)*(?:ej|inte|icke|not)(?:\s+(?:är|har|ännu|yet))*\s+\w+", re.IGNORECASE)
"""A word that is denied behind another one."""


def find_state(text: str, states: tuple[str, ...]) -> str | None:
    """The one status that the words of a heading or a title name before any comma: *Godkänt, ej utbetalt*; None for none or several.

    What they deny is none: *Godkända ej utbetalda*.
    """
    clause = _FIRST_CLAUSE.match(text)
    words = _WORD.findall(_DENIED.sub(" ", clause[0])) if clause else []
    named = {state for word in words if (state := parse_state(word, states))}
    if states is CALL_OFF_STATES and _CALLED_OFF.intersection(word.casefold() for word in words):
        named.add(APPROVED)
    return named.pop() if len(named) == 1 else None
