"""OM14: the receiver is stadskontoret, a förvaltning and no nämnd."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import OPEN_POINTS
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om14_to_office
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers

_READING = OPEN_POINTS["office_receives"].reading


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every receiver that is a förvaltning of its own."""
    return find_failing_transfers(ledger, LIVE, om14_to_office)


RULE = Rule(
    code="OM14",
    name=Text("Mottagaren är stadskontoret", "The receiver is stadskontoret"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("decision.open_points", "transfers.status", "transfers.receiver"),
    source=Text("Beslutet, punkt 2: ”annan nämnd”", "The decision, point 2: “another nämnd”"),
    message=Text(
        "{receiver} är en förvaltning, inte en nämnd, och kan inte ta emot de {amount} som {donor} lämnar.",
        "{receiver} is a förvaltning, not a nämnd, and cannot receive the {amount} that {donor} gives.",
    ),
    remedy=Text(
        "Välj en nämnd som mottagare. Är det {receiver} som överenskommelsen är träffad med: skriv det i kolumnen Part i "
        "stället.",
        "Choose a nämnd as the receiver. If {receiver} is the one that the agreement is with, enter it in the column Part "
        "instead.",
    ),
    why=Text(
        f"{_READING.sv} En annan förvaltnings namn läses som dess nämnd (VD09). Stadskontoret hör till kommunstyrelsen: om "
        "den är mottagare gäller OM13.",
        f"{_READING.en} The name of another förvaltning is read as its nämnd (VD09). Stadskontoret belongs to "
        "kommunstyrelsen: if that is the receiver, OM13 applies.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | stadskontoret | 90 000 | begärd | ← OM14
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Part |
|---|---|---|---|---:|---|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd | stadskontoret |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Part |
|---|---|---|---|---:|---|---|
| O-1 | 2026-09-10 | fritidsnämnden | förskolenämnden | 90 000 | begärd | stadskontoret |
""",
    check=check,
)
