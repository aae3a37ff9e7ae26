"""OM17: a transfer cannot have taken place as its row shows."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import BOOKED, UNDONE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import om17_too_early
from xl_kraftsamling.domain.transfers.reason import transfer_values
from xl_kraftsamling.finding import Hit, Rule, Severity, find_failing_transfers

_NEVER_AGREED = Text(
    "den är återförd men har aldrig varit överenskommen, så den kan inte ha varit bokförd",
    "it is reversed but was never agreed, so it cannot have been booked",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every transfer that is booked before there was any money, or reversed without ever having been agreed."""
    yield from find_failing_transfers(ledger, {BOOKED}, om17_too_early)
    for row in rows_with_read(ledger.book.transfers, "agreement", "agreed_on"):
        if row.status == UNDONE and not (row.agreement or row.agreed_on):
            yield Hit(place=cell_of(row, "id"), values={**transfer_values(row), "fault": _NEVER_AGREED}, found=row.status)


RULE = Rule(
    code="OM17",
    name=Text("Omöjligt steg i omfördelningens status", "An impossible step in the transfer's status"),
    severity=Severity.ERROR,
    needs=("record.decided_on", "transfers.status", "transfers.date", "transfers.agreement", "transfers.agreed_on", "decision.year"),
    source=Text(
        "Omfördelningens gång: utkast, begärd, överenskommen, bokförd, återförd",
        "The course of a transfer: draft, requested, agreed, booked, reversed",
    ),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} kan inte stämma: {fault}.",
        "The transfer of {amount} from {donor} to {receiver} cannot be right: {fault}.",
    ),
    remedy=Text(
        "Rätta omfördelningens datum, eller kommunstyrelsens beslutsdatum på bladet Beslut om det är det som är fel. Är den "
        "återförd utan att ha varit överenskommen: sätt status avslagen om pengarna aldrig flyttades, fyll annars i "
        "överenskommelsen.",
        "Correct the date of the transfer, or the date of kommunstyrelsen's decision on the sheet Beslut if that is what is "
        "wrong. If it is reversed without having been agreed: set the status avslagen if the money was never moved, "
        "otherwise enter the agreement.",
    ),
    why=Text(
        "En omfördelning går från utkast till begärd, överenskommen och bokförd, och kan sedan återföras. Här visas bara det "
        "som inte kan ha hänt: en bokföring före kommunstyrelsens beslut, då det inte fanns några pengar, och en återföring "
        "av något som aldrig var överenskommet. En bokförd omfördelning med ett senare datum är planerad och räknas från den "
        "dagen. En bokförd omfördelning utan överenskommelse visas som OM01.",
        "A transfer goes from draft to requested, agreed and booked, and can then be reversed. Only what cannot have "
        "happened is shown here: a booking before kommunstyrelsen's decision, when there was no money, and a reversal of "
        "something that was never agreed. A booked transfer with a later date is planned, and counts from that day. A booked "
        "transfer without an agreement is shown as OM01.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-05-04 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-05-04 | stadskontoret | ja | ← OM17
| O-2 | 2026-08-17 | fritidsnämnden | kulturnämnden | 40 000 | återförd | | | | | ← OM17
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-05-20 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-05-04 | stadskontoret | ja |
| O-2 | 2026-08-17 | fritidsnämnden | kulturnämnden | 40 000 | avslagen | | | | |
""", """
Beslut
| Uppgift | Värde |
|---|---|
| Kommunstyrelsens beslutsdatum | 2026-05-04 |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-05-04 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-05-04 | stadskontoret | ja |
| O-2 | 2026-08-17 | fritidsnämnden | kulturnämnden | 40 000 | återförd | STK-2026-702 | 2026-08-17 | stadskontoret | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---|
| O-1 | 2026-05-20 | fritidsnämnden | kulturnämnden | 250 000 | bokförd | STK-2026-701 | 2026-05-04 | stadskontoret | ja |
| O-2 | 2026-08-17 | fritidsnämnden | kulturnämnden | 40 000 | återförd | STK-2026-702 | 2026-08-17 | stadskontoret | ja |
| O-3 | 2026-11-02 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-703 | 2026-09-01 | stadskontoret | ja |
""",
    check=check,
)
