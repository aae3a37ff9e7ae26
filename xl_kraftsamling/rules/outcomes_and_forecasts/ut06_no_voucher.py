"""UT06: a cost names no voucher."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every empty Verifikation."""
    rows = rows_with_read(ledger.book.outcomes, "voucher")
    for row in rows.pick(rows.column("voucher"), {None}):
        yield Hit(place=cell_of(row, "voucher"))


RULE = Rule(
    code="UT06",
    name=Text("Utfallet saknar verifikation", "The outcome has no voucher"),
    severity=Severities(strikt=Severity.WARNING, normal=Severity.WARNING, mild=Severity.NOTE),
    needs=("outcomes.voucher",),
    source=Text("God redovisningssed: varje post går att följa", "Good accounting practice: every entry can be traced"),
    message=Text(
        "Kostnaden anger ingen verifikation. Då går den inte att följa i redovisningen.",
        "The cost names no voucher, so it cannot be traced in the accounts.",
    ),
    remedy=Text(
        "Skriv verifikationens nummer i kolumnen Verifikation. Är raden en uppskattning hör den hemma på bladet Prognos.",
        "Enter the number of the voucher in the column Verifikation. An estimate belongs on the sheet Prognos.",
    ),
    why=Text(
        "Utfall är det som är bokfört, och det bokförda har en verifikation. Rader utan den är ofta uppskattningar eller "
        "summor som har följt med ur rapporten. Samma verifikation får stå på flera rader, som i riktiga rapporter.",
        "The outcome is what is booked, and what is booked has a voucher. Rows without one are often estimates, or sums that "
        "were part of the report. The same voucher may appear on several rows, as in real reports.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| | 2026-07-15 | 202607 | kulturnämnden | I-07 | 40 000 | ← UT06
""",
    mended=("""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 40 000 |
""", """
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---|


Prognos
| Prognosdatum | Mottagare | Helårsprognos |
|---|---|---:|
| 2026-07-15 | kulturnämnden | 40 000 |
"""),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 40 000 |
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | 5 000 |
""",
    check=check,
)
