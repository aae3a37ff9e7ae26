"""VD04: a date or a period cannot be read.  Found by the gate: the check VD04 on columns of dates and periods."""

from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Rule, Severity

RULE = Rule(
    code="VD04",
    name=Text("Datumet går inte att läsa", "The date cannot be read"),
    severity=Severity.ERROR,
    source=Text("Skrivsätt för datum: år-månad-dag (ISO 8601)", "How dates are written: year-month-day (ISO 8601)"),
    message=Text(
        "”{found}” under {heading} går inte att läsa. Där ska stå {expected}. Utan det går det inte att avgöra vad som "
        "gällde en viss dag.{question}",
        "“{found}” under {heading} cannot be read. It must be {expected}. Without it there is no telling what applied on a "
        "given day.{question}",
    ),
    remedy=Text("Ta reda på vad som avses och skriv {expected}.", "Find out what was intended and enter {expected}."),
    why=Text(
        "Saldot kontrolleras dag för dag: det spelar roll om ett avrop kom före eller efter en omfördelning. ”vecka 25” är "
        "sju dagar, 2026-02-30 finns inte, 05/06-26 kan läsas på flera sätt och 2026-05-04T22:00:00Z är den 4 maj i "
        "tidszonen Z men den 5 maj här. Inte heller ett år utanför 2000–2099 kan stämma: skrivs 260915 i en cell med "
        "datumformat blir det en dag år 2614. Ett sådant datum används inte, och mottagarens saldo visas inte förrän det är "
        "rättat. En tom cell är VD06.",
        "The balance is checked day by day: it matters whether a call-off came before or after a transfer. “vecka 25” is "
        "seven days, 2026-02-30 does not exist, 05/06-26 can be read in several ways, and 2026-05-04T22:00:00Z is 4 May in "
        "the time zone Z but 5 May here. Nor can a year outside 2000–2099 be right: 260915 in a cell with a date format is a "
        "day in 2614. Such a date is not used, and the recipient's balance is not shown until it is corrected. An empty cell "
        "is VD06.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | vecka 25 | kulturnämnden | I-07 | 75 000 | utbetalt | ← VD04
| A-2 | "2026-02-30" | kulturnämnden | I-08 | 48 500 | godkänt | ← VD04
| A-3 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |
| A-4 | 2614-05-11 | MKB | I-10 | 75 000 | godkänt | ← VD04

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | sommaren | MKB | I-10 | 12 000 | ← VD04
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-15 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-30 | kulturnämnden | I-08 | 48 500 | godkänt |
| A-3 | 2026-06-01 | MKB | I-10 | 75 000 | utbetalt |
| A-4 | 2026-06-11 | MKB | I-10 | 75 000 | godkänt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V-1 | 2026-06-30 | 202606 | MKB | I-10 | 12 000 |
""",),
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
