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
        "Stämmer det behöver inget göras. Tal som skrivs i kronor räknar också Excel rätt med.",
        "If that is right nothing needs doing. Numbers written in kronor are counted rightly by Excel too.",
    ),
    why=Text(
        "Med enheten utskriven finns inget tvivel om beloppet, och därför används det. Men en cell med ”tkr” i är text för "
        "Excel, som hoppar över den i en summa: programmets saldo och arbetsbokens egna formler kan då skilja sig åt. "
        "Därför nämns varje sådan tolkning.",
        "With the unit written out there is no doubt about the amount, and so it is used. But to Excel a cell with “tkr” in it "
        "is text, which a sum leaves out: the program's balance and the workbook's own formulas may then differ. So every "
        "such reading is mentioned.",
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
