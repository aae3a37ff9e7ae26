"""OM06: the donor is also the receiver, or the amount is zero or less."""

from collections.abc import Iterator
from itertools import chain

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE, UNDONE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om06_no_amount, om06_same_recipient
from xl_kraftsamling.finding import Hit, Rule, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The receiver that is also the donor, and the amount that is not above zero."""
    return chain.from_iterable(find_failing_transfers(ledger, LIVE | {UNDONE}, each) for each in (om06_same_recipient, om06_no_amount))


RULE = Rule(
    code="OM06",
    name=Text("Omfördelningen flyttar inga pengar", "The transfer moves no money"),
    severity=Severity.ERROR,
    locked=True,
    needs=("transfers.status", "transfers.donor", "transfers.receiver", "transfers.amount"),
    source=Text("Beslutet, punkt 2: ”annan nämnd”", "The decision, point 2: “another nämnd”"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är ingen omfördelning: {fault}.",
        "The transfer of {amount} from {donor} to {receiver} is not a transfer: {fault}.",
    ),
    remedy=Text(
        "Rätta mottagaren eller beloppet. Ska en omfördelning tas tillbaka: ändra dess status till återförd i stället för att "
        "skriva en ny rad med minustecken.",
        "Correct the receiver or the amount. To take a transfer back, change its status to återförd instead of entering a "
        "new row with a minus sign.",
    ),
    why=Text(
        "En omfördelning går från en mottagare till en annan, och beloppet är det som flyttas. Ett negativt belopp vänder "
        "riktningen utan att det syns, och en rad där givaren också är mottagare gör ingenting. Kontrollen är låst: det "
        "framgår inte av raden vad som avses.",
        "A transfer goes from one recipient to another, and the amount is what moves. A negative amount reverses the "
        "direction without showing it, and a row where the donor is also the receiver does nothing. The rule is locked: the "
        "row does not show what is intended.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse |
|---|---|---|---|---:|---|---|
| O-1 | 2026-09-01 | kulturnämnden | kulturnämnden | 50 000 | begärd | | ← OM06
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | -20 000 | begärd | | ← OM06
| O-3 | 2026-09-16 | kulturnämnden | förskolenämnden | -20 000 | återförd | STK-2026-701 | ← OM06
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 50 000 | begärd | | | | |
| O-2 | 2026-09-15 | kulturnämnden | förskolenämnden | 20 000 | begärd | | | | |
| O-3 | 2026-09-16 | kulturnämnden | förskolenämnden | 20 000 | återförd | STK-2026-701 | 2026-09-16 | stadskontoret | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 50 000 | återförd | STK-2026-701 | 2026-09-01 | stadskontoret | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-01 | kulturnämnden | fritidsnämnden | 50 000 | begärd |
| O-2 | 2026-09-15 | kulturnämnden | kulturnämnden | 50 000 | utkast |
""",
    check=check,
)
