"""OM02: the agreement is dated after the transfer that rests on it."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BINDING
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om02_late_agreement
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of every agreement that came after its transfer."""
    return find_failing_transfers(ledger, BINDING, om02_late_agreement)


RULE = Rule(
    code="OM02",
    name=Text("Överenskommelsen är senare än omfördelningen", "The agreement is later than the transfer"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("transfers.status", "transfers.date", "transfers.agreed_on"),
    source=Text("Beslutet, punkt 2: ”efter överenskommelse”", "The decision, point 2: “after agreement”"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är daterad {date}, men överenskommelsen är från {agreed_on}.",
        "The transfer of {amount} from {donor} to {receiver} is dated {date}, but the agreement is of {agreed_on}.",
    ),
    remedy=Text(
        "Kontrollera båda datumen. Stämmer de: flytta omfördelningens datum till {agreed_on} eller senare, eller för in ett "
        "undantag för OM02, med det beslut som godtar den, på bladet Undantag.",
        "Check both dates. If they are right, move the date of the transfer to {agreed_on} or later, or enter a waiver of "
        "OM02, with the decision that accepts it, on the sheet Undantag.",
    ),
    why=Text(
        "Ordet ”efter” i punkt 2 tas bokstavligt: först överenskommelsen, sedan pengarna. Samma dag är rätt, eftersom det "
        "inte går att veta vad som kom först under en dag.",
        "The word “after” in point 2 is taken literally: first the agreement, then the money. The same day is right, since "
        "there is no telling what came first within a day.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-22 | stadskontoret | ja | ← OM02
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-12 | stadskontoret | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-22 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-22 | stadskontoret | ja |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM02 | Omfördelning | O-1 | Muntlig överenskommelse 2026-06-15 | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-22 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-22 | stadskontoret | ja |
""",
    check=check,
)
