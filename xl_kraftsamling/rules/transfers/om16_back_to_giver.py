"""OM16: money goes back to its giver by a new transfer instead of a reversal."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om16_back_to_giver
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every transfer to a recipient from which the donor has itself received money before."""
    return find_failing_transfers(ledger, LIVE, om16_back_to_giver)


RULE = Rule(
    code="OM16",
    name=Text("Pengar tillbaka till givaren", "Money back to its giver"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("transfers.id", "transfers.status", "transfers.date", "transfers.donor", "transfers.receiver"),
    source=Text("God redovisningssed: ett fel rättas där det uppstod", "Good accounting practice: a mistake is corrected where it was made"),
    message=Text(
        "{donor} lämnar {amount} till {receiver}, som själv lämnade {earlier_amount} till {donor} den {earlier_date} ({earlier}). "
        "Pengar som går tillbaka ska återföras, inte omfördelas.",
        "{donor} gives {amount} to {receiver}, which itself gave {earlier_amount} to {donor} on {earlier_date} ({earlier}). Money "
        "that goes back is to be reversed, not transferred.",
    ),
    remedy=Text(
        "Ändra status på {earlier} till återförd om hela beloppet går tillbaka, och ta bort den här raden. Är det andra "
        "pengar, eller bara en del: låt raden stå och för in ett undantag för OM16, med motivering, på bladet Undantag.",
        "Change the status of {earlier} to återförd if the whole amount goes back, and delete this row. If it is other "
        "money, or only a part of it, keep the row and enter a waiver of OM16, with its reason, on the sheet Undantag.",
    ),
    why=Text(
        "En omfördelning fram och en tillbaka ger rätt saldo men fel bild: båda ser ut att ha lämnat outnyttjade medel, och "
        "två överenskommelser behövs där ingen behövdes. Detta är en varning, eftersom det kan vara andra pengar än de som "
        "kom.",
        "A transfer there and another back give the right balance but the wrong picture: both seem to have given unused "
        "money, and two agreements are needed where none was. This is a warning, since it may be other money than what came.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-09-01 | kulturnämnden | fritidsnämnden | 200 000 | begärd | | | | | ← OM16
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | återförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| OM16 | Omfördelning | O-2 | Stadskontorets besked | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-06-15 | fritidsnämnden | kulturnämnden | 250 000 | återförd | STK-2026-701 | 2026-06-15 | stadskontoret | ja |
| O-2 | 2026-09-01 | kulturnämnden | fritidsnämnden | 200 000 | begärd | | | | |
""",
    check=check,
)
