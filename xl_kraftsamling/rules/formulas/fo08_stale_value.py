"""FO08: a formula's stored value is missing, or differs from the figure that the workbook's data give.

In the tables the gate finds what is missing: the check FO08 on every column.
"""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.stated_differences import find_stated_differences
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Count, Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_MISSING = Text("har inget sparat värde{others}", "has no stored value{others}")
_STALE = Text(
    "visar {found}, men uppgifterna i arbetsboken ger {expected}",
    "shows {found}, but the workbook's data give {expected}",
)


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every stated figure that differs, and the first formula of each sheet that no program has calculated yet."""
    for each in find_stated_differences(ledger):
        found, right = Ore(each.found), Ore(each.right)
        yield Hit(
            place=cell_of(each.row, each.field), values={"problem": _STALE.bind(found=found, expected=right)},
            found=found, expected=right, difference=Ore(found - right),
        )  # fmt: skip
    for place, others in ledger.book.formula_facts.unvalued_formulas:
        more = Text(", och inte heller {n} andra på bladet", ", nor have {n} others on the sheet").bind(n=Count(others))
        yield Hit(place=place, values={"problem": _MISSING.bind(others=more if others else "")})


RULE = Rule(
    code="FO08",
    name=Text("Formelns värde saknas eller är gammalt", "The formula's value is missing or old"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.WARNING, mild=Severity.NOTE),
    source=Text(
        "Hur Excel sparar: en formel sparas tillsammans med sitt senaste värde",
        "How Excel saves: a formula is saved together with its latest value",
    ),
    message=Text("Cellen {problem}.", "The cell {problem}."),
    remedy=Text(
        "Öppna arbetsboken i Excel, räkna om allt (Ctrl+Alt+F9) och spara. Skiljer sig talet ändå: jämför formeln med "
        "underlaget. Är talet inskrivet för hand: skriv det som gäller.",
        "Open the workbook in Excel, calculate everything (Ctrl+Alt+F9) and save. If the figure still differs, compare the "
        "formula with the data. If it was entered by hand, enter the right figure.",
    ),
    why=Text(
        "En arbetsbok som har skapats eller ändrats i ett annat program än Excel kan ha formler utan värden, och med manuell "
        "beräkning visar de gamla. Arbetsbokens formler räknas aldrig om här: en oläst cell är bättre än en gissad, och de "
        "kontroller som behöver den prövas inte. Men de saldon som arbetsboken själv anger jämförs, på öret, med dem som "
        "dess uppgifter ger.",
        "A workbook made or changed in another program than Excel may have formulas without values, and with manual "
        "calculation they show old ones. The workbook's formulas are never recalculated here: an unread cell is better than "
        "a guessed one, and the rules that need it are not tried. But the balances that the workbook itself states are "
        "compared, to the öre, with those that its data give.",
    ),
    bad="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | =Insatser!E8 | utbetalt | ← FO08

Saldo
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | 6 100 000 |
| förskolenämnden | 150 000 | 0 | 150 000 |
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 | 1 100 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 | 650 000 |
| MKB | 1 200 000 | 0 | 1 150 000 | ← FO08
| kulturnämnden | 800 000 | 300 000 | 500 000 |
""",
    mended=("""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | =Insatser!E8 → 300 000 | utbetalt |

Saldo
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | 6 100 000 |
| förskolenämnden | 150 000 | 0 | 150 000 |
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 | 1 100 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 | 650 000 |
| MKB | 1 200 000 | 0 | 1 200 000 |
| kulturnämnden | 800 000 | 300 000 | 500 000 |
""",),
    good="""
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |

Saldo
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | 6 100 000 |
| förskolenämnden | 150 000 | 0 | 150 000 |
| arbetsmarknads- och socialnämnden | 1 100 000 | 0 | 1 100 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 | 0 | 650 000 |
| MKB | 1 200 000 | 0 | 1 200 000 |
| kulturnämnden | 800 000 | 75 000 | 725 000 |
""",
    check=check,
)
