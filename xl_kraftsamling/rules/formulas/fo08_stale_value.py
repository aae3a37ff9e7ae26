"""FO08: a formula's stored value is missing, or differs from the figure that the workbook's data give.

In the tables the gate finds what is missing: the check FO08 on every column.  What every other formula comes to is known where the
workbook was calculated anew (`--recalc`).
"""

from collections.abc import Collection, Iterator

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.formula_facts import StaleFormula
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.stated_differences import find_stated_differences
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import Count, Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity

_MISSING = Text("har inget sparat värde{others}", "has no stored value{others}")
_STALE = Text(
    "visar {found}, men uppgifterna i arbetsboken ger {expected}",
    "shows {found}, but the workbook's data give {expected}",
)
_OLD = Text("visar {stored}, men omräknad ger formeln {computed}{others}", "shows {stored}, but recalculated it is {computed}{others}")
_UNVALUED = Text(
    "har inget sparat värde, och formeln ger {computed}{others}", "has no stored value, and the formula gives {computed}{others}"
)
_COPY = Text("; likadant är det i en annan cell", "; it is the same in another cell")
_COPIES = Text("; likadant är det i {n} andra celler", "; it is the same in {n} other cells")


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every stated figure that differs, every formula that does where it was calculated, and the first of each sheet that never was."""
    differences = [*find_stated_differences(ledger)]
    for each in differences:
        found, right = Ore(each.found), Ore(each.right)
        yield Hit(
            place=cell_of(each.row, each.field), values={"problem": _STALE.bind(found=found, expected=right)},
            found=found, expected=right, difference=Ore(found - right),
        )  # fmt: skip
    told = {cell_of(each.row, each.field) for each in differences}
    yield from (_tell_stale(fact) for fact in ledger.book.formula_facts.stale_formulas if not _is_told(fact, told))
    for place, others in ledger.book.formula_facts.unvalued_formulas:
        more = Text(", och inte heller {n} andra på bladet", ", nor have {n} others on the sheet").bind(n=Count(others))
        yield Hit(place=place, values={"problem": _MISSING.bind(others=more if others else "")})


def _is_told(fact: StaleFormula, told: Collection[Place]) -> bool:
    """Whether every cell with a stale formula is told already, as a balance that differs."""
    return not fact.more and all(place in told for place in fact.places)


def _quote(value: Value) -> Value:
    return Text("”{text}”", "“{text}”").bind(text=value) if isinstance(value, str) else value


def _tell_stale(fact: StaleFormula) -> Hit:
    first, *others = fact.places
    n = len(others) + fact.more
    others_too = (_COPY if n == 1 else _COPIES).bind(n=Count(n)) if n else ""
    values: dict[str, Value] = {"stored": _quote(fact.stored), "computed": _quote(fact.computed), "others": others_too}
    problem = _OLD if fact.stored is not None else _MISSING if fact.computed is None else _UNVALUED
    return Hit(
        place=first, values={"problem": problem.bind(**values)}, found=fact.stored, expected=fact.computed, related=tuple(others)
    )


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
        "beräkning visar de gamla. Kontrollen bygger aldrig på omräknade formler: en oläst cell är bättre än en gissad, och de "
        "kontroller som behöver den prövas inte. Men de saldon som arbetsboken själv anger jämförs, på öret, med dem som "
        "dess uppgifter ger. Vilka andra formler som visar gamla värden säger ”kraftsamling validate --recalc”, som räknar om "
        "varje formel för sig och jämför med det sparade värdet.",
        "A workbook made or changed in another program than Excel may have formulas without values, and with manual "
        "calculation they show old ones. The check never builds on recalculated formulas: an unread cell is better than "
        "a guessed one, and the rules that need it are not tried. But the balances that the workbook itself states are "
        "compared, to the öre, with those that its data give. Which other formulas show old values is told by “kraftsamling "
        "validate --recalc”, which calculates every formula by itself and compares it with the stored value.",
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
