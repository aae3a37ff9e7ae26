"""UT04: a cost is booked before kommunstyrelsen's decision."""

from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every booking date before the date of the decision, where one is recorded."""
    decided = ledger.decided_on or date.min
    for row in ledger.book.outcomes.where("booked_on", lambda day: day is not None and day < decided):
        values = {"booked_on": row.booked_on, "decided": decided}
        yield Hit(place=cell_of(row, "booked_on"), values=values, found=row.booked_on)


RULE = Rule(
    code="UT04",
    name=Text("Kostnad före kommunstyrelsens beslut", "A cost before kommunstyrelsen's decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("outcomes.booked_on", "record.decided_on"),
    source=Text(
        "Beslutet, punkt 1: ”Kommunstyrelsen beviljar”", "The decision, point 1: “Kommunstyrelsen beviljar” (grants)"
    ),
    message=Text(
        "Kostnaden är bokförd {booked_on}, före kommunstyrelsens beslut {decided}.",
        "The cost is booked on {booked_on}, before kommunstyrelsen's decision on {decided}.",
    ),
    remedy=Text(
        "Kontrollera datumet, och beslutsdatumet på bladet Beslut. Är båda rätt: fråga stadskontoret om kostnaden får räknas "
        "med. Får den det: för in ett undantag för UT04 på raden. Annars: ta bort raden ur arbetsboken.",
        "Check the date, and the date of the decision on the sheet Beslut. If both are right, ask stadskontoret whether the "
        "cost may count. If it may, enter a waiver of UT04 for the row; otherwise remove the row from the workbook.",
    ),
    why=Text(
        "Beslutet beviljar pengar för året men säger inte om kostnader från tiden före beslutet får täckas. Frågan är öppen, "
        "och därför är detta normalt en varning. Saknas beslutsdatum visas BE01 i stället. Raden räknas i utfallet.",
        "The decision grants money for the year but does not say whether costs from before the decision may be covered. The "
        "question is open, so this is normally a warning. If no date of the decision is recorded, BE01 is shown instead. The "
        "row counts in the outcome.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-05-19 | 202605 | kulturnämnden | I-07 | 40 000 | ← UT04
""",
    mended=("""
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| UT04 | Utfall | V1 | Stadskontoret har godtagit kostnaden | STK-2026-801 | ekonomichef | 2026-12-31 |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
""", """
Beslut
| Uppgift | Värde |
|---|---|
| Kommunstyrelsens beslutsdatum | 2026-05-18 |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-06-19 | 202606 | kulturnämnden | I-07 | 40 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-05-20 | 202605 | kulturnämnden | I-07 | 40 000 |
""",
    check=check,
)
