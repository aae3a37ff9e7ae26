"""OM13: the receiver is kommunstyrelsen."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om13_to_executive
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers

_READING = OPEN_POINTS["executive_receives"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every receiver that is kommunstyrelsen."""
    return find_failing_transfers(ledger, LIVE, om13_to_executive)


RULE = Rule(
    code="OM13",
    name=Text("Mottagaren är kommunstyrelsen", "The receiver is kommunstyrelsen"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("decision.open_points", "transfers.status", "transfers.receiver"),
    source=Text("Beslutet, punkt 1 och 2", "The decision, points 1 and 2"),
    message=Text(
        "{donor} lämnar {amount} till {receiver}. Enligt punkt 1 tas medlen ur {receiver}s eget anslag; om {receiver} är ”annan nämnd” i "
        "punkt 2 är en öppen fråga.",
        "{donor} gives {amount} to {receiver}. According to point 1 the money is taken from {receiver}'s own reserve; "
        "whether {receiver} is “another nämnd” in point 2 is an open question.",
    ),
    remedy=Text(
        "Ska pengarna tillbaka till anslaget är det ingen omfördelning: sätt den till avslagen och fråga stadskontoret hur det ska "
        "bokföras. Ska {receiver} använda dem: be om ett beslut och för in ett undantag för OM13, med beslutets diarienummer, på bladet "
        "Undantag.",
        "Money that is to go back to the reserve is not a transfer: set it to avslagen and ask stadskontoret how it is to be "
        "booked. If {receiver} is to use it, ask for a decision and enter a waiver of OM13, with the decision's case number, "
        "on the sheet Undantag.",
    ),
    why=Text(
        f"{_READING.sv} Är frågan klarlagd förs svaret in i beslutets fil, och då följer kontrollen det.",
        f"{_READING.en} If the question has been settled, enter the answer in the decision's file, and the rule then "
        "follows it.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | kommunstyrelsen | 90 000 | begärd | ← OM13
""",
    mended=("""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM13 | Omfördelning | O-1 | Stadskontorets besked | STK-2026-801 | ekonomichef | 2026-12-31 |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | kommunstyrelsen | 90 000 | avslagen |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd |
""",
    check=check,
)
