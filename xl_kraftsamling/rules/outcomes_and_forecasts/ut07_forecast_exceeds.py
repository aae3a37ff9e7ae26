"""UT07: the latest forecast exceeds what is disposable."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import DISPOSABLE_FIELDS
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The amount of every recipient's latest forecast that exceeds its R at the date."""
    for balance in ledger.known_balances("disposable"):
        row = ledger.forecasts.get(balance.recipient)
        if row and row.amount is not None and row.amount > balance.disposable:
            over = Ore(row.amount - balance.disposable)
            yield Hit(
                place=cell_of(row, "amount"),
                values={
                    "recipient": balance.recipient,
                    "date": row.date,
                    "forecast": Ore(row.amount),
                    "disposable": Ore(balance.disposable),
                    "over": over,
                },
                found=Ore(row.amount),
                expected=Ore(balance.disposable),
                difference=over,
            )


RULE = Rule(
    code="UT07",
    name=Text("Prognosen överstiger disponibelt", "The forecast exceeds what is disposable"),
    severity=Severity.WARNING,
    needs=("forecasts.recipient", "forecasts.amount", "forecasts.date", *DISPOSABLE_FIELDS),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "Prognosen för {recipient} från {date} är på {forecast} för året, men bara {disposable} är disponibelt: {over} för "
        "mycket.",
        "The forecast for {recipient} of {date} is {forecast} for the year, but only {disposable} is disposable: {over} too "
        "much.",
    ),
    remedy=Text(
        "Stäm av prognosen med mottagaren. Är den för hög: skriv en ny, på en egen rad. Behövs pengarna: kom överens med "
        "stadskontoret om en omfördelning.",
        "Go through the forecast with the recipient. If it is too high, enter a new one on a separate row. If the money is "
        "needed, agree on a transfer with stadskontoret.",
    ),
    why=Text(
        "Prognosen säger vad året väntas kosta. Är den större än det disponibla räcker pengarna inte, och det är bättre att "
        "veta det innan de är slut. Bara den senaste prognosen till och med avstämningsdatumet räknas för varje mottagare; "
        "av två från samma dag den högre.",
        "The forecast says what the year is expected to cost. If it is larger than what is disposable, the money is not "
        "enough, and it is better to know that before it runs out. Only the latest forecast up to the as-of date counts for "
        "each recipient; of two from the same day, the higher.",
    ),
    bad="""
Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 750 000 |
| 2026-09-10 | kulturnämnden | 850 000 | ← UT07
""",
    mended=("""
Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 750 000 |
| 2026-09-10 | kulturnämnden | 850 000 |
| 2026-09-25 | kulturnämnden | 800 000 |
""", """
Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status | Överenskommelse | Överenskommen datum | Part | Överenskommet belopp | Outnyttjat förklarat |
|---|---|---|---|---:|---|---|---|---|---:|---|
| O-1 | 2026-09-15 | fritidsnämnden | kulturnämnden | 50 000 | bokförd | STK-2026-724 | 2026-09-15 | stadskontoret | 50 000 | ja |
"""),
    good="""
Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-06-10 | kulturnämnden | 850 000 |
| 2026-09-10 | kulturnämnden | 800 000 |
| 2026-10-10 | MKB | 1 500 000 |
""",
    check=check,
)
