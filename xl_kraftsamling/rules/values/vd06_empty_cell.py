"""VD06: a cell that must be filled is empty.  Found by the gate: the check VD06 on required columns."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD06",
    name=Text("En uppgift saknas", "A value is missing"),
    severity=Severity.ERROR,
    source=Text("Mallens uppbyggnad", "The template's layout"),
    message=Text(
        "{heading} saknas på raden. Utan uppgiften går raden inte att räkna med eller hänvisa till.",
        "{heading} is missing on the row. Without it the row cannot be counted or referred to.",
    ),
    remedy=Text(
        "Fyll i {heading}, eller ta bort hela raden om den inte ska finnas.",
        "Fill in {heading}, or delete the whole row if it should not be there.",
    ),
    why=Text(
        "En tom cell är inte noll, och ett streck är det inte heller: båda betyder att något saknas. Är ett belopp noll ska "
        "det stå 0. Raden räknas därför inte, och saldot för den mottagare som den gäller visas inte förrän uppgiften finns. "
        "Obligatoriskt är det som räkningen bygger på: id, datum, mottagare, belopp och status. Beror det på en sammanfogad "
        "cell visas även ST07.",
        "An empty cell is not zero, and neither is a dash: both mean that something is missing. If an amount is zero, enter "
        "0. So the row does not count, and the balance of its recipient is not shown until the value is there. What the "
        "arithmetic builds on is required: id, date, recipient, amount and status. If a merged cell is the cause, ST07 is "
        "shown too.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | | utbetalt | ← VD06
| A-2 | | kulturnämnden | I-08 | 48 500 | godkänt | ← VD06
| A-3 | 2026-06-03 | MKB | I-10 | "-" | godkänt | ← VD06
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | godkänt |
| A-3 | 2026-06-03 | MKB | I-10 | 100 000 | godkänt |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status | Kommentar |
|---|---|---|---|---:|---|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt | |
| A-2 | 2026-06-02 | kulturnämnden | I-08 | 48 500 | godkänt | - |
""",
)
