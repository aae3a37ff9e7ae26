"""VD03: an amount was read by the unit written beside it.  Found by the gate: the check VD03 on amount columns."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD03",
    name=Text("Beloppets enhet är tolkad", "The amount's unit was interpreted"),
    severity=Severity.NOTE,
    source=Text(
        "Gängse förkortningar: tkr tusen kronor, mnkr miljoner kronor",
        "Common abbreviations: tkr thousand kronor, mnkr million kronor",
    ),
    message=Text(
        "”{found}” {beside} {heading} har lästs som {proposal}.",
        "“{found}” {beside} {heading} has been read as {proposal}.",
    ),
    remedy=Text(
        "Stämmer det behöver inget göras. Skrivs talet i kronor räknar även Excel rätt.",
        "If that is right, nothing needs to be done. If you write the number in kronor, Excel counts it correctly too.",
    ),
    why=Text(
        "När enheten är utskriven råder ingen tvekan om beloppet, och därför används det. Men för Excel är en cell med ”tkr” "
        "text, som hoppas över i en summa: saldot här och arbetsbokens egna formler kan då skilja sig åt. Därför visas varje "
        "sådan tolkning.",
        "When the unit is written out, there is no doubt about the amount, so it is used. But to Excel a cell with “tkr” is "
        "text, which a sum skips: the balance here and the workbook's own formulas may then differ. So every such reading is "
        "shown.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | "1 100 tkr" | utbetalt | ← VD03
| A-2 | 2026-06-02 | fritidsnämnden | I-04 | "1,1 mnkr" | godkänt | ← VD03
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 100 000 | utbetalt |
| A-2 | 2026-06-02 | fritidsnämnden | I-04 | 1 100 000 | godkänt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | fritidsnämnden | I-03 | 1 100 000 | utbetalt |
| A-2 | 2026-06-02 | fritidsnämnden | I-04 | 1 100 000 | godkänt |
""",
)
