"""OM19: the transfers that name one agreement add up to more than it covers."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.transfers.conditions import explain_exceeded
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The agreement's cell of the last transfer, in order of date, of every agreement that is exceeded by several together."""
    for agreement in ledger.agreements.values():
        if agreement and agreement.taken > agreement.agreed:
            *others, last = agreement.rows
            related = tuple(cell_of(row, "agreement") for row in others)
            yield Hit.from_reason(last, explain_exceeded(agreement, last), related)


RULE = Rule(
    code="OM19",
    name=Text("Överenskommelsen räcker inte till alla", "The agreement does not cover them all"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("transfers.status", "transfers.amount", "transfers.agreement", "transfers.agreed_amount"),
    may_lack=("transfers.date",),
    source=Text("Beslutet, punkt 2: ”efter överenskommelse med stadskontoret”", "The decision, point 2: “efter överenskommelse med stadskontoret” (agreement)"),
    message=Text(
        "{count} omfördelningar anger överenskommelsen {agreement} och är på {total} tillsammans, men den gäller {agreed}: {over} är inte "
        "överenskommet.",
        "{count} transfers name the agreement {agreement} and come to {total} together, but it covers {agreed}: {over} is not agreed.",
    ),
    remedy=Text(
        "Är samma omfördelning inskriven två gånger: ta bort den ena. Gäller en annan överenskommelse för den sista: ange "
        "den. Annars: sänk omfördelningarna till {agreed} tillsammans, eller kom överens med stadskontoret om {total} och "
        "skriv det som överenskommet belopp på alla raderna.",
        "If one transfer is entered twice, remove one of them. If another agreement applies to the last one, enter that. "
        "Otherwise lower the transfers to {agreed} together, or agree with stadskontoret on {total} and enter it as the "
        "agreed amount in all the rows.",
    ),
    why=Text(
        "En överenskommelse tillåter sitt belopp en gång, hur många omfördelningar som än anger den. Skrivs samma "
        "omfördelning in igen ser varje rad rätt ut för sig. Bara överenskomna och bokförda räknas. Det räcker att en av "
        "raderna anger beloppet: då gäller det alla som anger överenskommelsen. Anger de olika belopp läses de som delar av "
        "den, och gränsen är deras summa. En rad som är större än sitt eget överenskomna belopp visas som OM18.",
        "An agreement permits its amount once, however many transfers name it. If the same transfer is entered again, each "
        "row looks right by itself. Only agreed and booked ones count. It is enough that one of the rows states the amount: "
        "it then applies to all that name the agreement. If they state different amounts, these are read as parts of it, and "
        "the limit is their sum. A row that is larger than its own agreed amount is shown as OM18.",
    ),
    bad="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja | ← OM19
| O-2 | 2026-08-01 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-01 | stadskontoret | 100 000 | ja |
""",
    mended=("""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-2 | 2026-08-01 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-01 | stadskontoret | 100 000 | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-717 | 2026-08-18 | stadskontoret | 100 000 | ja |
| O-2 | 2026-08-01 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-01 | stadskontoret | 100 000 | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 60 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja |
| O-2 | 2026-08-01 | fritidsnämnden | kulturnämnden | 40 000 | bokförd | STK-2026-716 | 2026-08-01 | stadskontoret | 100 000 | ja |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 200 000 | ja |
| O-2 | 2026-08-01 | fritidsnämnden | kulturnämnden | 100 000 | bokförd | STK-2026-716 | 2026-08-01 | stadskontoret | 200 000 | ja |
"""),
    good="""
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-08-18 | fritidsnämnden | kulturnämnden | 60 000 | bokförd | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja |
| O-2 | 2026-08-19 | fritidsnämnden | kulturnämnden | 40 000 | överenskommen | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja |
| O-3 | 2026-08-20 | fritidsnämnden | kulturnämnden | 40 000 | avslagen | STK-2026-716 | 2026-08-18 | stadskontoret | 100 000 | ja |
""",
    check=check,
)
