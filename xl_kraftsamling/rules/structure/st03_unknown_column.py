"""ST03: a column that the template does not know.  Found by the gate: pandera's strict columns."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="ST03",
    name=Text("Okänd kolumn", "Unknown column"),
    severity=Severity.NOTE,
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "”{heading}” hör inte till mallen. Det som står där läses inte och påverkar inga belopp.",
        "“{heading}” does not belong to the template. What it contains is not read and does not affect any amounts.",
    ),
    remedy=Text(
        "Inget behöver göras om ”{heading}” är en egen kolumn. Är det en felstavad rubrik ur mallen: rätta stavningen.",
        "Nothing needs to be done if “{heading}” is a column of your own. If it is a misspelt heading of the template, "
        "correct the spelling.",
    ),
    why=Text(
        "Egna kolumner är välkomna: en arbetsbok är också ett arbetsredskap. De nämns bara för att en felskriven rubrik ska "
        "märkas: kolumnen under den lästes inte. På bladen Beslut och Inställningar gäller detsamma namn i kolumnen Uppgift "
        "som inte finns i mallen.",
        "You are welcome to add columns of your own: a workbook is also a tool to work with. They are mentioned only so that "
        "a mistyped heading is noticed, since its column was not read. On the sheets Beslut and Inställningar the same goes "
        "for names in the column Uppgift that the template does not have.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Komentar | ← ST03
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | handläggs av ekonomienheten |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | handläggs av ekonomienheten |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | handläggs av ekonomienheten |
""",
)
