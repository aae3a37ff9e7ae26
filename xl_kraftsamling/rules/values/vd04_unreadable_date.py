"""VD04: a date or a period cannot be read.  Found by the gate: the check VD04 on columns of dates and periods."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD04",
    name=Text("Datumet går inte att läsa", "The date cannot be read"),
    severity=Severity.ERROR,
    source=Text("Skrivsätt för datum: år-månad-dag (ISO 8601)", "How dates are written: year-month-day (ISO 8601)"),
    message=Text(
        "»{found}« under {heading} går inte att läsa. Där behövs {expected}: utan det går det inte att säga vad som gällde en "
        "viss dag.{question}",
        "“{found}” under {heading} cannot be read. What is needed there is {expected}: without it nobody can say what applied "
        "on a given day.{question}",
    ),
    remedy=Text(
        "Ta reda på vad som menas och skriv {expected}.",
        "Find out what is meant and write {expected}.",
    ),
    why=Text(
        "Saldot prövas dag för dag: ett avrop före en omfördelning är något annat än ett avrop efter den. »vecka 25« är sju "
        "dagar, 2026-02-30 finns inte och 05/06-26 kan läsas på flera sätt. Ett sådant datum används inte, och mottagarens "
        "saldo visas inte förrän det är rättat. En tom cell är VD06.",
        "The balance is tried day by day: a call-off before a transfer is another thing than a call-off after it. “vecka 25” "
        "is seven days, 2026-02-30 does not exist, and 05/06-26 can be read in several ways. Such a date is not used, and "
        "the recipient's balance is not shown until it is mended. An empty cell is VD06.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | vecka 25 | kulturnämnden | I-07 | 75 000 | utbetalt | ← VD04
| A-2 | "2026-02-30" | kulturnämnden | I-08 | 48 500 | godkänt | ← VD04
| A-3 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | sommaren | MKB | I-10 | 12 000 | ← VD04
""",
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-15 | MKB | I-10 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | "2026-06" | MKB | I-10 | 12 000 |
| V-2 | 2026-07-31 | 202607 | MKB | I-10 | 8 000 |
""",
)
