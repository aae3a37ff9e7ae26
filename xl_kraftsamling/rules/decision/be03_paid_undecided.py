"""BE03: money is paid out though no decision by kommunstyrelsen is recorded."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import DECISION_FIELDS, cell_of, name_row
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import PAID
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The status of every paid call-off, where no decision is recorded."""
    if ledger.is_decided:
        return
    for row in ledger.book.call_offs.where("status", lambda status: status == PAID):
        yield Hit(place=cell_of(row, "status"), values={"row": name_row(row)}, found=PAID)


RULE = Rule(
    code="BE03",
    name=Text("Utbetalt utan kommunstyrelsens beslut", "Paid without kommunstyrelsen's decision"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    needs=("call_offs.status", "record.case_number", *DECISION_FIELDS),
    source=Text(
        "Beslutet, punkt 1: ”Kommunstyrelsen beviljar” – i förslaget",
        "The decision, point 1: “Kommunstyrelsen beviljar” (grants) – in the proposal",
    ),
    message=Text(
        "Avropet är utbetalt, men inget beslut av kommunstyrelsen är registrerat.",
        "The call-off is paid, but no decision by kommunstyrelsen is recorded.",
    ),
    remedy=Text(
        "Är beslutet fattat: fyll i dess datum på bladet Beslut. Är det inte fattat: ta upp utbetalningen med stadskontoret, "
        "och för in ett undantag för BE03 på {row} om utbetalningen får stå kvar.",
        "If the decision has been made, enter its date on the sheet Beslut. If not, take the payment up with stadskontoret, "
        "and enter a waiver of BE03 for {row} if the payment may remain.",
    ),
    why=Text(
        "Arbetsutskottet föreslår, kommunstyrelsen beviljar. Avrop kan begäras och godkännas i väntan på beslutet, men en "
        "utbetalning bör grunda sig på ett beslut som går att visa upp. Oftast är beslutet fattat men inte ifyllt. Därför "
        "gäller kontrollen bara status utbetalt, och bara tills beslutet är ifyllt på bladet Beslut.",
        "The committee (arbetsutskottet) proposes, kommunstyrelsen grants. Call-offs can be requested and approved while the "
        "decision is awaited, but a payment should be based on a decision that can be shown. Most often it has been made but "
        "not entered. So only the status utbetalt is checked, and only until the decision is entered on the sheet Beslut.",
    ),
    bad="""
Beslut
| Uppgift | Värde |
|---|---|
| Status | förslag |
| Kommunstyrelsens paragraf | |
| Kommunstyrelsens beslutsdatum | | ← BE01

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | ← BE03
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 40 000 | godkänt |
""",
    mended=("""
Beslut
| Uppgift | Värde |
|---|---|
| Status | beslut |
| Kommunstyrelsens paragraf | § 187 |
| Kommunstyrelsens beslutsdatum | 2026-05-20 |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| BE03 | Avrop | A-1 | Stadskontoret har godtagit utbetalningen | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
""",
    check=check,
)
