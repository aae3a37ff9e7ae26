"""AV14: a call-off is dated after the last day to call off that a condition sets."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, name_row
from xl_kraftsamling.domain.decision_points import CALL_OFF
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import CALLED_OFF, REQUESTED
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The date of every call-off after the last day; none where the decision's file sets no such day."""
    deadline = ledger.decision.find_deadline(CALL_OFF)
    if deadline is None:
        return
    for row in ledger.book.call_offs.where("date", lambda day: day is not None and day > deadline.day):
        if row.status in (REQUESTED, *CALLED_OFF):
            values: dict[str, Value] = {"date": row.date, "last": deadline.day, "reference": deadline.reference, "row": name_row(row)}
            yield Hit(place=cell_of(row, "date"), values=values, found=row.date, expected=deadline.day)


RULE = Rule(
    code="AV14",
    name=Text("Avropet kommer efter sista dagen", "The call-off comes after the last day"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("call_offs.status", "call_offs.date"),
    deadline=CALL_OFF,
    source=Text("Villkoren, så som beslutets fil anger dem", "The conditions, as the decision's file states them"),
    message=Text(
        "Avropet är daterat {date}, men sista dag att avropa är {last} ({reference}).",
        "The call-off is dated {date}, but the last day to call off is {last} ({reference}).",
    ),
    remedy=Text(
        "Rätta datumet om det är felskrivet. Stämmer det: fråga stadskontoret om avropet får räknas. Får det inte det, sätt status avslaget; "
        "får det det, för in ett undantag för AV14 på {row}. Har sista dagen flyttats: ändra datumet i beslutets fil.",
        "Correct the date if it is mistyped. If it is right, ask stadskontoret whether the call-off may count. If it may "
        "not, set the status avslaget; if it may, enter a waiver of AV14 for {row}. If the last day has been moved, change "
        "the date in the decision's file.",
    ),
    why=Text(
        "Villkoren för medlen kan sätta en sista dag. Beslutets egen text gör det inte utan hänvisar till ett annat ärende. "
        "Därför förs dagen in av ekonomen, med uppgift om var den står (”kraftsamling decision”, valet --last-call-off). Är "
        "ingen dag införd görs ingen kontroll. Raden räknas i saldot som den står.",
        "The conditions for the money may set a last day. The decision's own text does not, but refers to another case. So "
        "the day is entered by the economist, with where it is stated (“kraftsamling decision”, the option --last-call-off). "
        "If no day is entered, nothing is checked. The row counts in the balance as entered.",
    ),
    bad="""
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för avrop | 2026-08-31 |  |  |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-31 | kulturnämnden | I-07 | 50 000 | utbetalt |
| A-2 | 2026-09-01 | kulturnämnden | I-07 | 60 000 | godkänt | ← AV14
| A-3 | 2026-09-02 | kulturnämnden | I-08 | 70 000 | begärt | ← AV14
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-08-31 | kulturnämnden | I-07 | 50 000 | utbetalt |
| A-2 | 2026-08-30 | kulturnämnden | I-07 | 60 000 | godkänt |
| A-3 | 2026-09-02 | kulturnämnden | I-08 | 70 000 | avslaget |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för avrop | 2026-09-30 |  |  |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| AV14 | Avrop | A-2 | Avropet får räknas, enligt stadskontoret | STK-2026-801 | ekonomichef | 2026-12-31 |
| AV14 | Avrop | A-3 | Avropet får räknas, enligt stadskontoret | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-09-15 | kulturnämnden | I-07 | 60 000 | godkänt |
""",
    check=check,
)
