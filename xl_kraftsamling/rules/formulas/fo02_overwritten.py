"""FO02: there is a constant where its column, or its row, has a formula."""

import re
from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Count, ShownFormula, Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every constant in a column or row of formulas."""
    facts = ledger.book.formula_facts
    for each in facts.overwritten_formulas:
        yield Hit(
            place=each.places[0], values={"found": _show_constant(each.found), "expected": ShownFormula(each.expected)},
            message=_IN_ROW if each.is_sideways else None, remedy=_FROM_ROW if each.is_sideways else None,
            found=each.found, expected=each.expected, proposal=each.expected, copied_from=each.model,
            severity=Severity.NOTE if each.places[0].sheet in facts.sheets_apart else None,
        )  # fmt: skip


def _show_constant(found: Value) -> Value:
    """A constant as a message shows it: a number with its thousands apart."""
    return Count(found) if isinstance(found, str) and _WHOLE.fullmatch(found) else found


_WHOLE = re.compile(r"-?\d{5,15}", re.ASCII)
"""A whole number that is no year."""

_IN_ROW = Text(
    "Här står {found} som fast värde, men raden räknas av formler. Cellen följer inte med när underlaget ändras.",
    "Here {found} stands as a fixed value, but the row is worked out by formulas. The cell does not follow when the data change.",
)
_FROM_ROW = Text(
    "Kopiera formeln från cellen bredvid, så blir den {expected}. Ska värdet verkligen vara fast: visa i Undantag vilket beslut som godtar det.",
    "Copy the formula from the cell beside it; it becomes {expected}. If the value is really meant to be fixed, show in Undantag which decision "
    "accepts it.",
)


RULE = Rule(
    code="FO02",
    name=Text("Formeln är överskriven", "The formula is overwritten"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Hur Excel räknar: en konstant följer inte med", "How Excel works: a constant does not follow"),
    message=Text(
        "Här står {found} som fast värde, men kolumnen räknas av en formel. Cellen följer inte med när underlaget ändras.",
        "Here {found} stands as a fixed value, but the column is worked out by a formula. The cell does not follow when the "
        "data change.",
    ),
    remedy=Text(
        "Kopiera formeln från raden ovanför, så blir den {expected}. Ska värdet verkligen vara fast: visa i "
        "Undantag vilket beslut som godtar det.",
        "Copy the formula from the row above; it becomes {expected}. If the value is really meant to be fixed, show in "
        "Undantag which decision accepts it.",
    ),
    why=Text(
        "Den som skriver över en formel gör det ofta för att rätta ett enda tal, och ser inte att cellen sedan står still. "
        "Det visas där minst tre celler och två tredjedelar av kolumnens rader har samma formel, och i en rad med summor där talet "
        "står mellan två av dem. Rader med fasta värden i alla formelkolumner och första raden i ett löpande saldo är avsiktliga "
        "och kontrolleras inte.",
        "Whoever overwrites a formula often does so to correct a single number, and does not see that the cell then stands "
        "still. It is shown where at least three cells and two thirds of the column's rows have the same formula, and in a row "
        "of sums where the number stands between two of them. Rows with fixed values in all columns of formulas and the first "
        "row of a running balance are intentional and not checked.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | 150 000 | ← FO02
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C4 |
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |
""", """
Undantag
| Kod | Blad | Rad-id | Motivering | Beslutsreferens | Ansvarig roll | Giltig till |
|---|---|---|---|---|---|---|
| FO02 | Översikt | | Beloppet är avstämt och ska inte räknas om | STK-2026-801 | ekonomichef | 2026-12-31 |
"""),
    good="""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C4 |
| MKB | 1 200 000 | 0 | =B5-C5 |
| Summa | =SUM(B2:B5) | =SUM(C2:C5) | =SUM(D2:D5) |
""",
    needs=("workings",),
    check=check,
)
