"""OM15: money that was itself received by transfer is passed on, and its origin is not named."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import LEDGER_FIELDS
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om15_chain
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers

_READING = OPEN_POINTS["chain"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """The cell Ursprung of every transfer that money of the donor's own does not cover."""
    return find_failing_transfers(ledger, LIVE, om15_chain)


RULE = Rule(
    code="OM15",
    name=Text("Mottagna pengar lämnas vidare utan ursprung", "Received money is passed on without its origin"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=(*LEDGER_FIELDS, "transfers.origin", "decision.open_points"),
    source=Text("Beslutet, punkt 2: ”tilldelade medel”", "The decision, point 2: “allotted money”"),
    message=Text(
        "{donor} lämnar {amount} till {receiver} men har bara {own} kvar av egna medel: {share} kommer från {origins}. Det "
        "framgår inte under Ursprung.",
        "{donor} gives {amount} to {receiver} but has only {own} left of its own: {share} comes from {origins}. The column "
        "Ursprung (origin) does not say so.",
    ),
    remedy=Text(
        "Skriv {origins}, eller den tidigare omfördelningens id, under Ursprung. Eller sänk beloppet till {available}.",
        "Enter {origins}, or the id of the earlier transfer, under Ursprung. Or lower the amount to {available}.",
    ),
    why=Text(
        f"{_READING.sv} Egna medel är det som är kvar att avropa den dagen, frånsett det som har tagits emot.",
        f"{_READING.en} A donor's own money is what it has left to call off that day, apart from what it has received.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja | |
| O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja | | ← OM15
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja | |
| O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja | fritidsnämnden |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja | |
| O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 150 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja | |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja | |
| O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja | O-1 |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat | Ursprung |
|---|---|---|---|---:|---|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | förskolenämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja | |
| O-2 | 2026-09-01 | förskolenämnden | kulturnämnden | 200 000 | bokförd | STK-2026-724 | 2026-09-01 | stadskontoret | ja | O-1 |
| O-3 | 2026-09-02 | kulturnämnden | förskolenämnden | 800 000 | utkast | | | | | |
""",
    check=check,
)
