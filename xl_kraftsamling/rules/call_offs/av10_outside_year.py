"""AV10: a call-off is dated outside the year of the decision."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import REVERSED
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every date of another year than the decision's, but for a reversal on the day on which its recipient paid money back."""
    year = ledger.decision.year
    # what goes back with a repayment is used in no year
    repaid = {(each.day, each.recipient) for each in ledger.decision.repayments}
    for row in ledger.book.call_offs.where("date", lambda day: day is not None and day.year != year):
        if row.status != REVERSED or (row.date, row.recipient) not in repaid:
            yield Hit(place=cell_of(row, "date"), values={"date": row.date, "year": year, "row": name_row(row)}, found=row.date)


RULE = Rule(
    code="AV10",
    name=Text("Avropet ligger utanför beslutets år", "The call-off is outside the year of the decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("call_offs.date", "decision.year"),
    source=Text("Beslutet, punkt 1: ”år 2026”", "The decision, point 1: “år 2026” (the year)"),
    message=Text(
        "Avropet är daterat {date}, men beslutet beviljar pengarna för år {year}.",
        "The call-off is dated {date}, but the decision grants the money for the year {year}.",
    ),
    remedy=Text(
        "Rätta datumet om det är felskrivet. Stämmer det hör avropet till ett annat års beslut: ta bort raden ur den här arbetsboken. "
        "Har det beslutats att det får räknas hit: för in ett undantag för AV10 på {row}.",
        "Correct the date if it is mistyped. If it is right, the call-off belongs to another year's decision: remove the row "
        "from this workbook. If it has been decided that it may count here, enter a waiver of AV10 for {row}.",
    ),
    why=Text(
        "Pengarna är beviljade för ett visst år. Oftast är bara årtalet felskrivet, särskilt i januari. Beslutet säger inte "
        "om ett avrop som begärs i december får betalas året därpå. Raden räknas i saldot som den står. En återföring samma "
        "dag som mottagaren har betalat tillbaka pengar, enligt beslutets fil, är i sin ordning.",
        "The money is granted for a certain year. Most often only the year is mistyped, especially in January. The decision "
        "does not say whether a call-off requested in December may be paid the year after. The row counts in the balance as "
        "entered. A reversal on the day when the recipient paid money back, according to the decision's file, is in order.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2025-12-15 | MKB | I-10 | 50 000 | godkänt | ← AV10
| A-2 | 2027-01-04 | MKB | I-10 | 60 000 | begärt | ← AV10
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-12-15 | MKB | I-10 | 50 000 | godkänt |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV10 | Avrop | A-1 | Avropet får räknas till 2026 | STK-2026-801 | ekonomichef | 2026-12-31 |
| AV10 | Avrop | A-2 | Avropet får räknas till 2026 | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-01-01 | MKB | I-10 | 50 000 | godkänt |
| A-2 | 2026-12-31 | MKB | I-10 | 60 000 | begärt |
""",
    check=check,
)
