"""VD01: an amount is stored as text.  Found by the gate: the check VD01 on amount columns."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severities, Severity

RULE = Rule(
    code="VD01",
    name=Text("Beloppet är text", "The amount is text"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Hur Excel räknar: SUMMA hoppar över text", "How Excel works: SUM skips text"),
    message=Text(
        "Beloppet ”{found}” är lagrat som text. Excel räknar inte med det, och summor blir fel utan att det syns.",
        "The amount “{found}” is stored as text. Excel does not count it, and sums are then wrong without it being visible.",
    ),
    remedy=Text(
        "Skriv talet {entry} i cellen, om det är det som avses.",
        "Enter the number {entry} in the cell, if that is what was intended.",
    ),
    why=Text(
        "Ett belopp som har klistrats in från e-post eller ett annat program blir ofta text: det ser ut som ett tal men "
        "SUMMA och SUMMA.OMF hoppar över det. Därför används det inte heller här, och mottagarens saldo visas inte förrän "
        "cellen är rättad.",
        "An amount pasted from an e-mail or another program often becomes text: it looks like a number, but SUM and SUMIFS "
        "skip it. So it is not used here either, and the recipient's balance is not shown until the cell is corrected.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | "75 000" | utbetalt | ← VD01
| A-2 | 2026-07-01 | kulturnämnden | I-08 | "48 500 kr" | godkänt | ← VD01
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 48 500 | godkänt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
""",
)
