"""UT02: the period of a cost is outside the year of the decision."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every period of another year than the decision's."""
    year = ledger.decision.year
    for row in ledger.book.outcomes.where("period", lambda period: period is not None and period // 100 != year):
        yield Hit(place=cell_of(row, "period"), values={"period": row.period, "year": year}, found=row.period)


RULE = Rule(
    code="UT02",
    name=Text("Perioden ligger utanför beslutets år", "The period is outside the year of the decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("outcomes.period", "decision.year"),
    source=Text("Beslutet, punkt 1: ”år 2026”", "The decision, point 1: “år 2026” (the year)"),
    message=Text(
        "Kostnaden hör till period {period}, men beslutet beviljar pengarna för år {year}.",
        "The cost belongs to the period {period}, but the decision grants the money for the year {year}.",
    ),
    remedy=Text(
        "Rätta perioden enligt redovisningen. Hör kostnaden till ett annat år: ta bort raden ur den här arbetsboken.",
        "Correct the period from the accounts. If the cost belongs to another year, remove the row from this workbook.",
    ),
    why=Text(
        "Perioden anger vilket år en kostnad belastar, och pengarna är beviljade för ett år. Ofta har rapporten ur "
        "redovisningen tagits ut för fel år, eller för ett år för mycket. Raden räknas i utfallet som den står.",
        "The period says which year a cost belongs to, and the money is granted for one year. Often the report from the "
        "accounts was made for the wrong year, or for one year too many. The row counts in the outcome as entered.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202507 | kulturnämnden | I-07 | 40 000 | ← UT02
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 10 000 |
""",
    mended=("""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 40 000 |
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 10 000 |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V2 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 10 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 40 000 |
""",
    check=check,
)
