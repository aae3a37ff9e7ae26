"""OM09: the donor has not declared the money unused."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om09_not_declared
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The declaration of every agreed or booked transfer, where it is empty or nej."""
    return find_failing_transfers(ledger, BINDING, om09_not_declared)


RULE = Rule(
    code="OM09",
    name=Text("Givaren har inte förklarat pengarna outnyttjade", "The donor has not declared the money unused"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("transfers.status", "transfers.declared_unused"),
    source=Text("Beslutet, punkt 2: ”i de fall tilldelade medel inte utnyttjas”", "The decision, point 2"),
    message=Text(
        "Det framgår inte att {donor} har förklarat {amount} outnyttjade innan de lämnas till {receiver}.",
        "It does not appear that {donor} has declared {amount} unused before it goes to {receiver}.",
    ),
    remedy=Text(
        "Skriv ja, eller datumet för beskedet, under Outnyttjat förklarat när {donor} har gett det.",
        "Enter ja, or the date of the notice, under Outnyttjat förklarat when {donor} has given it.",
    ),
    why=Text(
        "Punkt 2 gäller medel som ”inte utnyttjas av respektive nämnd”. Hur det ska visas säger beslutet inte; det är en öppen "
        "fråga. Rimligen är det nämnden själv som vet, och därför frågar regeln efter ett besked från den. Det är en varning "
        "och inget fel, för en överenskommelse kan rymma beskedet utan att det syns här. Ett nej är ett svar: givaren behöver "
        "pengarna.",
        "Point 2 is about money “not used by the respective nämnd”. How that is to be shown the decision does not say; it is "
        "an open question. It is reasonable that the nämnd itself knows, so the rule asks for its word. It is a warning and "
        "not an error, since an agreement may hold that word without showing it here. A nej is an answer: the donor needs "
        "the money.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | | ← OM09
| O-2 | 2026-06-16 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-702 | 2026-06-15 | stadskontoret | nej | ← OM09
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | 2026-06-12 |
| O-2 | 2026-06-16 | fritidsnämnden | kulturnämnden | 40 000 | återförd | STK-2026-702 | 2026-06-15 | stadskontoret | nej |
""",),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-06-16 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-702 | 2026-06-15 | stadskontoret | 2026-06-12 |
""",
    check=check,
)
