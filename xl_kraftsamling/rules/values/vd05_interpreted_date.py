"""VD05: a date was written as text or plain digits, and was interpreted.

Found by the gate: the check VD05 on columns of dates and periods.
"""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="VD05",
    name=Text("Datumet är tolkat", "The date was interpreted"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.NOTE, mild=Severity.NOTE),
    source=Text(
        "Hur Excel räknar: ett datum är ett tal med datumformat",
        "How Excel works: a date is a number with a date format",
    ),
    message=Text(
        "”{found}” under {heading} är inte lagrat som {kind}, men har lästs som {proposal}.",
        "“{found}” under {heading} is not stored as {kind}, but has been read as {proposal}.",
    ),
    remedy=Text(
        "Skriv {proposal} i cellen, så att även sortering, filter och formler i Excel förstår värdet.",
        "Enter {proposal} in the cell, so that sorting, filters and formulas in Excel understand the value too.",
    ),
    why=Text(
        "Skrivsätt som 260420, 20260420, 20 april 2026 och text som ser ut som ett datum lämnar ingen tvekan om dagen, och "
        "därför används de. Men för Excel är de text eller ett tal, och en formel som jämför datum kan hoppa över raden. Två "
        "siffror för året läses som 2000–2049; 990121 är snarare en dag år 1999, och läses inte alls (VD04).",
        "Ways of writing such as 260420, 20260420, 20 april 2026 and text that looks like a date leave no doubt about the "
        "day, so they are used. But to Excel they are text or a number, and a formula that compares dates may skip the row. "
        "Two digits for the year are read as 2000–2049; 990121 is more likely a day in 1999, and is not read at all (VD04).",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | "2026-06-01" | kulturnämnden | I-07 | 75 000 | utbetalt | ← VD05
| A-2 | 260602 | kulturnämnden | I-08 | 48 500 | godkänt | ← VD05
| A-3 | 3 juni 2026 | MKB | I-10 | 100 000 | godkänt | ← VD05
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | godkänt |
| A-3 | 2026-06-03 | MKB | I-10 | 100 000 | godkänt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | godkänt |
""",
)
