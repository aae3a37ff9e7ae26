"""BO02: money is moved after the decision's year, and no decision that carries it over is named."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import bo02_carried_over
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity, find_failing_transfers


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of every transfer after the year, where the comment names no other decision than the workbook's own."""
    return find_failing_transfers(ledger, LIVE, bo02_carried_over)


RULE = Rule(
    code="BO02",
    name=Text("Pengar förs till ett annat år utan beslut", "Money is carried to another year without a decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("transfers.status", "transfers.date", "decision.year"),
    may_lack=("transfers.comment", "transfers.agreement"),
    source=Text("Beslutet, punkt 1: ”år 2026”", "The decision, point 1: “år 2026” (the year)"),
    message=Text(
        "Omfördelningen på {amount} från {donor} till {receiver} är daterad {date}, men pengarna är beviljade för {year}. "
        "Inget annat beslut om att föra över dem är angivet.",
        "The transfer of {amount} from {donor} to {receiver} is dated {date}, but the money was granted for {year}. No other "
        "decision to carry it over is named.",
    ),
    remedy=Text(
        "Rätta datumet om det är fel. Har det beslutats att pengarna förs över: skriv diarienummer eller paragraf för det "
        "beslutet under Kommentar. Annars: sätt status avslagen.",
        "Correct the date if it is wrong. If it was decided that the money is carried over: enter that decision's case number or § "
        "under Kommentar. Otherwise set the status avslagen.",
    ),
    why=Text(
        "Beslutet beviljar medlen för ett år. Om outnyttjade medel får föras över till nästa år är en fråga för den som "
        "beviljade dem, och beslutet tar inte ställning till den. Det krävs alltså ett annat beslut: beslutets eget "
        "diarienummer eller paragraf räcker inte, och inte heller överenskommelsens. Ett avrop utanför året visas som AV10.",
        "The decision grants the money for one year. Whether unused money may be carried over to the next is a question for "
        "the one that granted it, and the decision does not answer it. So another decision is required: the decision's own "
        "case number or § is not enough, and neither is the agreement's. A call-off outside the year is shown as AV10.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| O-1 | 2027-01-11 | fritidsnämnden | kulturnämnden | 90 000 | begärd | | ← BO02
| O-2 | 2027-01-12 | fritidsnämnden | kulturnämnden | 10 000 | begärd | Enligt STK-2026-580, punkt 2 | ← BO02
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-12-11 | fritidsnämnden | kulturnämnden | 90 000 | begärd |  |  |  |  |  |
| O-2 | 2026-12-12 | fritidsnämnden | kulturnämnden | 10 000 | begärd |  |  |  |  |  |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| O-1 | 2027-01-11 | fritidsnämnden | kulturnämnden | 90 000 | begärd | Överfört enligt STK-2026-990 |
| O-2 | 2027-01-12 | fritidsnämnden | kulturnämnden | 10 000 | avslagen | |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| O-1 | 2026-12-31 | fritidsnämnden | kulturnämnden | 90 000 | begärd | |
| O-2 | 2027-01-11 | fritidsnämnden | kulturnämnden | 90 000 | begärd | Överfört enligt STK-2026-990 |
""",
    check=check,
)
