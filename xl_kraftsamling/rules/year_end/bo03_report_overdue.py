"""BO03: the last day to report (återrapportering) has passed, and no report is recorded."""

from collections.abc import Iterator

from xl_kraftsamling.domain.decision_points import REPORT
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The conditions in the sheet Beslut, where the day has passed without a report; none where the decision's file sets no such day."""
    deadline = ledger.decision.find_deadline(REPORT)
    if deadline and deadline.day < ledger.as_of and not any(day <= ledger.as_of for day in ledger.decision.reports):
        entry = ledger.book.record.get("conditions")
        values: dict[str, Value] = {"last": deadline.day, "reference": deadline.reference, "as_of": ledger.as_of}
        yield Hit(place=entry.place if entry else Place(""), values=values, expected=deadline.day)


RULE = Rule(
    code="BO03",
    name=Text("Återrapporteringen är försenad", "The report is overdue"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    deadline=REPORT,
    source=Text("Villkoren, så som beslutets fil anger dem", "The conditions, as the decision's file states them"),
    message=Text(
        "Återrapporteringen skulle ha lämnats senast {last} ({reference}). Den {as_of} är ingen återrapportering införd.",
        "The report was due by {last} ({reference}). On {as_of} no report is recorded.",
    ),
    remedy=Text(
        "Är återrapporteringen lämnad: för in dagen med ”kraftsamling decision” och valet --reported. Annars: lämna den, "
        "eller kom överens med stadskontoret om en ny dag och ändra datumet i beslutets fil.",
        "If the report has been submitted, enter the day with “kraftsamling decision” and the option --reported. Otherwise "
        "submit it, or agree on another day with stadskontoret and change the date in the decision's file.",
    ),
    why=Text(
        "Beslutets egen text säger inte när återrapporteringen ska vara lämnad. Därför förs dagen in av ekonomen i beslutets "
        "fil, med uppgift om var den står. Är ingen dag införd görs ingen kontroll. Det som kontrolleras är bara att en dag "
        "är införd, inte vad rapporten innehåller.",
        "The decision's own text does not say when the report is due. So the day is entered by the economist in the "
        "decision's file, with where it is stated. If no day is entered, nothing is checked. All that is checked is that a "
        "day is recorded, not what the report says.",
    ),
    bad="""
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återrapportering | 2026-09-15 |  |  |

Beslut
| Uppgift | Värde |
|---|---|
| Villkor | Se STK-2024-1374 | ← BO03
""",
    mended=("""
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återrapportering | 2026-09-15 |  |  |
| återrapporterat | 2026-09-16 |  |  |
""", """
Beslutsfilen
| Uppgift | Datum | Mottagare | Belopp |
|---|---|---|---:|
| sista dag för återrapportering | 2026-10-15 |  |  |
"""),
    good="""
Beslut
| Uppgift | Värde |
|---|---|
| Villkor | Se STK-2024-1374 |
""",
    check=check,
)
