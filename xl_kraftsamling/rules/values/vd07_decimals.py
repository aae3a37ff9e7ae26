"""VD07: an amount has more than two decimals.  Found by the gate: the check VD07 on amount columns."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD07",
    name=Text("Beloppet har delar av ören", "The amount has fractions of an öre"),
    severity=Severity.WARNING,
    source=Text("Räkning i hela ören", "Arithmetic in whole öre"),
    message=Text(
        "Beloppet {found} under {heading} har fler än två decimaler och räknas som {proposal}.",
        "The amount {found} under {heading} has more than two decimals and counts as {proposal}.",
    ),
    remedy=Text(
        "Bestäm beloppet i kronor och ören, och skriv till exempel {entry}. Räknas det fram i en formel: avrunda i den, med "
        "AVRUNDA(…; 2).",
        "Decide the amount in kronor and öre, and enter for example {entry}. If a formula calculates it, round it there, "
        "with ROUND(…, 2).",
    ),
    why=Text(
        "Ett belopp som betalas har högst två decimaler. Fler kommer ofta av en delning, och då visar cellen ett tal men "
        "räknar med ett annat: tre tredjedelar blir inte alltid det hela. Här räknas i hela ören, avrundat uppåt från ett "
        "halvt. Ett belopp i tkr eller mnkr kontrolleras efter omräkning till kronor.",
        "An amount that is paid has at most two decimals. More often come from a division: the cell then shows one number "
        "but calculates with another, and three thirds do not always make the whole. Here everything is counted in whole "
        "öre, with half an öre rounded up. An amount in tkr or mnkr is checked after conversion to kronor.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 33 333,333 | utbetalt | ← VD07
| A-2 | 2026-06-02 | MKB | I-10 | 0,005 | godkänt | ← VD07
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 33 333,33 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 0,01 | godkänt |
""", """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | =ROUND(100000/3,2) → 33 333,33 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 0,01 | godkänt |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 33 333,33 | utbetalt |
| A-2 | 2026-06-02 | MKB | I-10 | 0,1 | godkänt |
""",
)
