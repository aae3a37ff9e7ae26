"""OM03: the agreement is not with the party that the decision names."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om03_wrong_party
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The party of every agreement that is with somebody else, or with nobody named."""
    return find_failing_transfers(ledger, BINDING, om03_wrong_party)


RULE = Rule(
    code="OM03",
    name=Text("Överenskommelsen är inte med stadskontoret", "The agreement is not with stadskontoret"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("decision.party", "transfers.status", "transfers.agreement", "transfers.party"),
    source=Text("Beslutet, punkt 2: ”överenskommelse med stadskontoret”", "The decision, point 2"),
    message=Text(
        "Överenskommelsen om {amount} från {donor} till {receiver} är med {other}. Beslutet kräver en överenskommelse med "
        "{party}.",
        "The agreement on {amount} from {donor} to {receiver} is with {other}. The decision requires an agreement with "
        "{party}.",
    ),
    remedy=Text(
        "Ange {party} som part om det är rätt, annars kom överens med {party}, för in den överenskommelsens referens och "
        "datum, och flytta omfördelningens datum dit eller senare.",
        "Name {party} as the party if that is right, otherwise agree with {party}, enter that agreement's reference and "
        "date, and move the date of the transfer to it or later.",
    ),
    why=Text(
        "Punkt 2 låter en annan nämnd avropa medlen ”efter överenskommelse med stadskontoret”. En överenskommelse mellan två "
        "nämnder, eller mellan deras förvaltningar, är inte den som punkten kräver. Även en tom cell under Part är fel när "
        "en överenskommelse är angiven, för då går det inte att se vem den är med. Saknas hela överenskommelsen visas OM01 i "
        "stället.",
        "Point 2 lets another nämnd call the money off “after agreement with stadskontoret”. An agreement between two "
        "nämnder, or between their förvaltningar, is not the one that the point requires. An empty cell under Part is wrong "
        "too if an agreement is given, since it does not show whom the agreement is with. If the whole agreement is missing, "
        "OM01 is shown instead.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | fritidsförvaltningen | ja | ← OM03
| O-2 | 2026-06-16 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-702 | 2026-06-15 | | ja | ← OM03
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-06-16 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-702 | 2026-06-15 | stadskontoret | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-09-24 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-731 | 2026-09-24 | stadskontoret | ja |
| O-2 | 2026-09-24 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-732 | 2026-09-24 | stadskontoret | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | Stadskontoret | ja |
""",
    check=check,
)
