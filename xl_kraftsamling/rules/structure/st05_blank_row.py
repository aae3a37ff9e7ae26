"""ST05: there is an empty row inside a table.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="ST05",
    name=Text("Tom rad i tabellen", "An empty row in the table"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "Rad {line} är tom mitt i tabellen. Raderna under den är lästa, men en sortering, ett filter eller en markering i "
        "Excel kan missa dem.",
        "Row {line} is empty in the middle of the table. The rows below it have been read, but sorting, filtering or "
        "selecting the range in Excel may take in only what is above it.",
    ),
    remedy=Text(
        "Ta bort rad {line}, eller fyll i den om något har fallit bort.",
        "Delete row {line}, or fill it in if something has been lost.",
    ),
    why=Text(
        "En tom rad är ofta bara ett mellanrum, men kan vara en rad som har tömts av misstag, och i en lista utan "
        "Excel-tabell tar listan slut där. Tomma rader sist i en tabell räknas inte, och inte heller den enda raden i en tom "
        "tabell.",
        "An empty row is often just spacing, but it may be a row that was cleared by mistake, and a list that is not an "
        "Excel table ends there. Empty rows at the end of a table do not count, nor does the only row of an empty table.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| | | | | | | ← ST05
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
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
| A-3 | 2026-06-15 | kulturnämnden | I-08 | 20 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
| | | | | | |
""",
)
