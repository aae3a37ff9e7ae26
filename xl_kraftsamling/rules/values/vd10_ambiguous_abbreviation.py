"""VD10: an abbreviation that can mean more than one recipient.  Found by the gate: the check VD10 on columns of recipients."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD10",
    name=Text("Tvetydig förkortning", "Ambiguous abbreviation"),
    severity=Severity.ERROR,
    source=Text("Programmets register över nämnder och bolag", "The program's register of nämnder and companies"),
    message=Text(
        "”{found}” under {heading} kan betyda {expected}. Raden räknas inte förrän namnet är utskrivet.",
        "“{found}” under {heading} may mean {expected}. The row does not count until the name is written in full.",
    ),
    remedy=Text(
        "Skriv ut namnet: {expected}.",
        "Write the name in full: {expected}.",
    ),
    why=Text(
        "FSN kan vara förskolenämnden eller funktionsstödsnämnden, och bara den ena får pengar enligt beslutet. Att välja "
        "den som råkar passa vore att gissa vem som har fått pengar.",
        "FSN may be förskolenämnden or funktionsstödsnämnden, and only one of them gets money under the decision. To choose "
        "the one that happens to fit would be to guess who got the money.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | FSN | I-06 | 6 000 | utbetalt | ← VD10
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 6 000 | utbetalt |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | förskolenämnden | I-06 | 6 000 | utbetalt |
""",
)
