"""UT05: nearly all costs are negative: the report shows them with the other sign."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import POSITIVE
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_FEWEST = 3
"""With fewer rows than this they may all be credits."""


def check(ledger: Ledger) -> Iterator[Hit]:
    """The heading of the amounts, where more than 90 per cent of them are negative under the sign that is set."""
    amounts = [amount for amount in ledger.book.outcomes.column("amount") if amount is not None]
    negative = sum(amount < 0 for amount in amounts)
    if len(amounts) >= _FEWEST and 10 * negative > 9 * len(amounts):
        # a sign that cannot be understood leaves it open which sign is the unexpected one
        setting = ledger.book.settings.get("cost_sign")
        if setting is None or not setting.unread:
            sign = setting.value if setting and setting.value else POSITIVE
            yield Hit(
                place=ledger.book.heading("outcomes", "amount"),
                values={"negative": Count(negative), "rows": Count(len(amounts)), "sign": sign},
                found=negative,
            )


RULE = Rule(
    code="UT05",
    name=Text("Kostnaderna har oväntat tecken", "The costs have an unexpected sign"),
    severity=Severity.WARNING,
    needs=("outcomes.amount", "settings.cost_sign"),
    source=Text("Bladet Inställningar, Kostnadstecken", "The sheet Inställningar, Kostnadstecken (sign of costs)"),
    message=Text(
        "{negative} av {rows} rader i utfallet är intäkter när Kostnadstecken är {sign}. Rapporten verkar visa kostnader "
        "med det andra tecknet.",
        "{negative} of {rows} rows of the outcome are income when Kostnadstecken is {sign}. The report seems to show costs "
        "with the other sign.",
    ),
    remedy=Text(
        "Ändra Kostnadstecken på bladet Inställningar: positivt om kostnader står som plusbelopp i rapporten, negativt om "
        "de står som minusbelopp.",
        "Change Kostnadstecken on the sheet Inställningar: positivt if the report shows costs as positive amounts, negativt "
        "if it shows them as negative amounts.",
    ),
    why=Text(
        "Många redovisningssystem visar nettokostnader som minusbelopp. Läses de med fel tecken blir utfallet negativt, och "
        "ett för stort utfall (UT01) syns inte. Enstaka krediter är vanliga. Därför visas detta bara när mer än 90 procent "
        "av raderna är negativa och det finns minst tre rader.",
        "Many accounting systems show net costs as negative amounts. If they are read with the wrong sign, the outcome "
        "becomes negative, and an outcome that is too large (UT01) does not show. Single credits are common. So this is "
        "shown only when more than 90 per cent of the rows are negative and there are at least three rows.",
    ),
    bad="""
Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp | ← UT05
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | -40 000 |
| V2 | 2026-08-15 | 202608 | kulturnämnden | I-07 | -10 000 |
| V3 | 2026-09-15 | 202609 | MKB | I-10 | -20 000 |
""",
    mended=("""
Inställningar
| Uppgift | Värde |
|---|---|
| Kostnadstecken | negativt |
""",),
    good="""
Inställningar
| Uppgift | Värde |
|---|---|
| Kostnadstecken | negativt |

Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Utfall
| Verifikation | Bokföringsdatum | Period | Mottagare | Insats-id | Belopp |
|---|---|---|---|---|---:|
| V1 | 2026-07-15 | 202607 | kulturnämnden | I-07 | -40 000 |
| V2 | 2026-08-15 | 202608 | kulturnämnden | I-07 | -10 000 |
| V3 | 2026-09-15 | 202609 | kulturnämnden | I-07 | -20 000 |
""",
    check=check,
)
