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
        "Nothing shows that {donor} has declared {amount} unused before it goes to {receiver}.",
    ),
    remedy=Text(
        "Skriv ja, eller datumet för beskedet, under Outnyttjat förklarat när {donor} har gett det.",
        "Enter ja (yes), or the date of the statement, under Outnyttjat förklarat (declared unused) when {donor} has given "
        "it.",
    ),
    why=Text(
        "Punkt 2 gäller medel som ”inte utnyttjas av respektive nämnd”. Beslutet säger inte hur det ska visas; det är en "
        "öppen fråga. Rimligen är det nämnden själv som vet, och därför efterfrågas ett besked från den. Det är normalt en "
        "varning, eftersom beskedet kan finnas i överenskommelsen utan att det syns här. Även nej är ett svar: då behöver "
        "givaren pengarna.",
        "Point 2 is about money “not used by the respective nämnd”. The decision does not say how that is to be shown; it is "
        "an open question. The nämnd itself is most likely to know, so a statement from it is asked for. This is normally a "
        "warning, since the statement may be part of the agreement without showing here. Nej (no) is an answer too: then the "
        "donor needs the money.",
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
