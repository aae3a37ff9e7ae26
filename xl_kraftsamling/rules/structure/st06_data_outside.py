"""ST06: a row of data is outside its table.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="ST06",
    name=Text("Uppgifter utanför tabellen", "Data outside the table"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "Rad {line} står nedanför tabellens slut. Den är inte läst och räknas inte i något saldo.",
        "Row {line} is below the end of the table. It was not read and is not counted in any balance.",
    ),
    remedy=Text(
        "Flytta rad {line} in i tabellen, eller dra tabellens nedre högra hörn så att raden kommer med. Ta bort raden om "
        "den inte ska räknas.",
        "Move row {line} into the table, or drag the lower right corner of the table so that the row is included. Delete the "
        "row if it should not count.",
    ),
    why=Text(
        "En rad som hamnar under tabellen ser ut som de andra, men Excels egna formler tar inte med den. Tabellen slutar där "
        "Excel-tabellen slutar; i en lista som inte är en Excel-tabell slutar den vid första tomma raden eller vid "
        "summaraden. Fristående anteckningar under tabellen räknas inte som uppgifter.",
        "A row that ends up below the table looks like the others, but Excel's own formulas leave it out. The table ends "
        "where the Excel table ends; a list that is not an Excel table ends at its first empty row or at its sum row. "
        "Separate notes below the table do not count as data.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
|---|---|---|---|---:|---|
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt | ← ST06
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
|---|---|---|---|---:|---|
| Summa | | | | 123 500 | |
| | | | | | |
| Avstämt mot ekonomisystemet i september. | | | | | |
""",
)
