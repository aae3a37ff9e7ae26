"""UT03: a cost of the decision's year is booked in another year."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every booking date of another year, for a period of the decision's."""
    year = ledger.decision.year
    for row in ledger.book.outcomes.where("booked_on", lambda day: day is not None and day.year != year):
        if row.period and row.period // 100 == year:
            values: dict[str, Value] = {"booked_on": row.booked_on, "period": row.period, "year": year}
            yield Hit(place=cell_of(row, "booked_on"), values=values, found=row.booked_on)


RULE = Rule(
    code="UT03",
    name=Text("Bokfört ett annat år än perioden", "Booked in another year than the period"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.NOTE, mild=Severity.NOTE),
    needs=("outcomes.booked_on", "outcomes.period", "decision.year"),
    source=Text("Bokslutspraxis: sena fakturor periodiseras", "Year-end practice: late invoices are accrued"),
    message=Text(
        "Kostnaden är bokförd {booked_on} men hör till period {period}, alltså år {year}.",
        "The cost is booked on {booked_on} but belongs to the period {period}, that is the year {year}.",
    ),
    remedy=Text(
        "Kontrollera att periodiseringen är rätt. Är den det behöver inget ändras. Rätta annars bokföringsdatumet, eller ta bort "
        "raden om kostnaden hör till ett annat år.",
        "Check that the accrual is right. If it is, nothing needs to be changed. Otherwise correct the booking date, or remove "
        "the row if the cost belongs to another year.",
    ),
    why=Text(
        "En faktura som kommer efter årsskiftet bokförs i januari på perioden december. Det är rätt, men bra att veta i "
        "bokslutet: på ett avstämningsdatum före bokföringsdagen är kostnaden inte med i utfallet.",
        "An invoice that arrives after the turn of the year is booked in January with December as its period. That is right, "
        "but worth knowing in the annual accounts: on an as-of date before the booking date the cost is not part of the "
        "outcome.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2027-01-12 | 202612 | kulturnämnden | I-07 | 40 000 | ← UT03
""",
    mended=("""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-12-30 | 202612 | kulturnämnden | I-07 | 40 000 |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-12-30 | 202612 | kulturnämnden | I-07 | 40 000 |
""",
    check=check,
)
