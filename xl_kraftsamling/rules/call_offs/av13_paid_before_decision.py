"""AV13: a call-off was paid before kommunstyrelsen's decision."""

from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import PAID
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of every paid call-off that is earlier than the decision, where one is recorded; one of another year is AV10's."""
    decided, year = ledger.decided_on or date.min, ledger.decision.year
    for row in ledger.book.call_offs.where("date", lambda day: day is not None and day < decided and day.year == year):
        if row.status == PAID:
            values: dict[str, Value] = {"date": row.date, "decided": decided, "row": name_row(row)}
            yield Hit(place=cell_of(row, "date"), values=values, found=row.date, expected=decided)


RULE = Rule(
    code="AV13",
    name=Text("Utbetalt före kommunstyrelsens beslut", "Paid before kommunstyrelsen's decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("call_offs.status", "call_offs.date", "record.decided_on"),
    source=Text(
        "Beslutet, punkt 1: ”Kommunstyrelsen beviljar” – i förslaget",
        "The decision, point 1: “Kommunstyrelsen beviljar” (grants) – in the proposal",
    ),
    message=Text(
        "Avropet {row} är utbetalt och daterat {date}, före kommunstyrelsens beslut {decided}.",
        "The call-off {row} is paid and dated {date}, before kommunstyrelsen's decision on {decided}.",
    ),
    remedy=Text(
        "Rätta datumet på {row} om det är fel, eller beslutsdatumet på bladet Beslut. Är båda rätt betalades pengarna ut "
        "innan de var beviljade: ta upp det med stadskontoret, och för in ett undantag för AV13 på {row}.",
        "Correct the date of {row} if it is wrong, or the date of the decision on the sheet Beslut. If both are right, the "
        "money was paid before it was granted: take it up with stadskontoret, and enter a waiver of AV13 for {row}.",
    ),
    why=Text(
        "Kommunstyrelsen beviljar pengarna. Avrop kan begäras och godkännas i väntan på beslutet, men en utbetalning bör "
        "grunda sig på ett beslut. Samma dag är i sin ordning. Saknas beslutet visas BE03 i stället, och ett datum utanför "
        "beslutets år visas som AV10. Raden räknas i saldot som den står.",
        "Kommunstyrelsen grants the money. Call-offs can be requested and approved while the decision is awaited, but a "
        "payment should be based on a decision. The same day is in order. If no decision is recorded, BE03 is shown instead, "
        "and a date outside the year of the decision is shown as AV10. The row counts in the balance as entered.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-05-19 | kulturnämnden | I-07 | 75 000 | utbetalt | ← AV13
| A-2 | 2026-05-19 | kulturnämnden | I-08 | 40 000 | godkänt |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-05-29 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-05-19 | kulturnämnden | I-08 | 40 000 | godkänt |
""", """
Beslut
| Uppgift | Värde |
|---|---|
| Kommunstyrelsens beslutsdatum | 2026-05-19 |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV13 | Avrop | A-1 | Stadskontoret har godtagit utbetalningen | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-05-20 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-05-19 | kulturnämnden | I-08 | 40 000 | godkänt |
""",
    check=check,
)
