"""FO03: a formula differs from the others of its column."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severities, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every formula that is no copy of its column's; copies of it right below are among the related."""
    facts = ledger.book.formula_facts
    for each in facts.differing_formulas:
        yield Hit(
            place=each.places[0], values={"found": each.found, "expected": each.expected},
            found=each.found, expected=each.expected, proposal=each.expected, related=each.places[1:],
            severity=Severity.NOTE if each.places[0].sheet in facts.sheets_apart else None,
        )  # fmt: skip


RULE = Rule(
    code="FO03",
    name=Text("Formeln avviker från sin kolumn", "The formula differs from its column"),
    severity=Severities(strikt=Severity.ERROR, normal=Severity.ERROR, mild=Severity.WARNING),
    source=Text("Hur Excel kopierar: samma formel på varje rad", "How Excel copies: the same formula in every row"),
    message=Text(
        "Formeln {found} är en annan än på kolumnens övriga rader, där den skulle vara {expected}.",
        "The formula {found} is another than in the column's other rows, by which it would be {expected}.",
    ),
    remedy=Text(
        "Jämför med raden ovanför. Är skillnaden ett misstag, kopiera formeln därifrån så att den blir {expected}.",
        "Compare with the row above. If the difference is a mistake, copy the formula from there so that it becomes "
        "{expected}.",
    ),
    why=Text(
        "Formler jämförs efter var deras celler ligger i förhållande till formeln, så att kopior är lika på alla rader. En "
        "formel som avviker pekar ofta på fel kolumn eller fel rad efter en sortering eller en infogad rad. Summarader, "
        "första raden i ett löpande saldo och rader där grannkolumnen har samma avvikande formel är avsiktliga och "
        "kontrolleras inte.",
        "Formulas are compared by where their cells are in relation to the formula, so that copies are the same on all rows. "
        "A formula that differs often points to the wrong column or row after a sort or an inserted row. Sum rows, the first "
        "row of a running balance and rows where the neighbouring column has the same different formula are intentional and "
        "not checked.",
    ),
    bad="""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C3 | ← FO03
| MKB | 1 200 000 | 0 | =B5-C5 |
""",
    mended=("""
Översikt
| Mottagare | Disponibelt | Avropat | Kvar att avropa |
|---|---:|---:|---:|
| fritidsnämnden | 6 100 000 | 0 | =B2-C2 |
| kulturnämnden | 800 000 | 0 | =B3-C3 |
| förskolenämnden | 150 000 | 0 | =B4-C4 |
| MKB | 1 200 000 | 0 | =B5-C5 |
""",),
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
