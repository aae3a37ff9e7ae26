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
        "Row {line} stands below the end of the table. It is not read and counts in no balance.",
    ),
    remedy=Text(
        "Flytta rad {line} in i tabellen, eller dra tabellens nedre högra hörn så att raden kommer med. Ta bort raden om "
        "den inte ska räknas.",
        "Move row {line} into the table, or drag the table's lower right corner so that it takes the row in. Delete the row "
        "if it should not count.",
    ),
    why=Text(
        "En rad som hamnar under tabellen ser ut som de andra, men Excels egna formler tar inte med den. Tabellen slutar där "
        "Excel-tabellen slutar; i en lista som inte är en Excel-tabell slutar den vid första tomma raden eller vid "
        "summaraden. Fristående anteckningar under tabellen räknas inte som uppgifter.",
        "A row that lands below the table looks like the others, but Excel's own formulas leave it out. The table ends where "
        "the Excel table ends; a list that is no Excel table ends at its first empty row or at its sum row. Notes that stand "
        "by themselves below the table do not count as data.",
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
