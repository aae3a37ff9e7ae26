"""ST07: cells are merged in a table's data.  Found while the workbook is read."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="ST07",
    name=Text("Sammanfogade celler i tabellen", "Merged cells in the table"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.WARNING),
    source=Text(
        "Hur Excel räknar: en sammanfogad cell har ett värde, i sitt övre vänstra hörn",
        "How Excel works: a merged cell has one value, in its top left corner",
    ),
    message=Text(
        "Cellerna {range} är sammanfogade. Bara den övre vänstra har ett värde: de andra är tomma, hur det än ser ut.",
        "The cells {range} are merged. Only the top left one has a value: the others are empty, whatever it looks like.",
    ),
    remedy=Text(
        "Upphäv sammanfogningen av {range} och skriv värdet på varje rad där det gäller.",
        "Unmerge {range} and write the value on every row to which it applies.",
    ),
    why=Text(
        "En mottagare som står en gång för tre rader ser tydlig ut, men för SUMMA.OMF, ett filter eller en sortering saknar "
        "två av raderna mottagare. Värdet förs därför inte ned till raderna under; de visas som VD06. Sammanfogade rubriker "
        "ovanför tabellen stör inget.",
        "A recipient written once for three rows looks clear, but to SUMIFS, a filter or a sort two of the rows have no "
        "recipient. So the value is not carried down to the rows below; they are shown as VD06. Merged titles above the "
        "table do no harm.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | båda betalas i juli | ← ST07
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt | ^ |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | båda betalas i juli |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt | båda betalas i juli |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | betalas i juli |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt | betalas i juli |
""",
)
