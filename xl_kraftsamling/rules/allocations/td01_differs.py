"""TD01: an allocation differs from the decision."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import has_clearer_fault
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every amount that is not the decision's, where no clearer rule explains why."""
    rows, granted = ledger.book.allocations, ledger.decision.allotted
    if has_clearer_fault(rows, ledger.decision):
        return
    for row in rows_with_read(rows, "recipient", "amount"):
        # a recipient that the decision does not name is TD05's: here it is compared with itself, and never differs
        found, expected = Ore(row.amount or 0), Ore(granted.get(row.recipient or "", row.amount or 0))
        if found != expected:
            difference = Ore(found - expected)
            yield Hit(
                place=cell_of(row, "amount"),
                values={"recipient": row.recipient, "found": found, "expected": expected, "difference": difference},
                found=found,
                expected=expected,
                difference=difference,
                proposal=expected,
            )


RULE = Rule(
    code="TD01",
    name=Text("Tilldelningen skiljer sig från beslutet", "The allocation differs from the decision"),
    severity=Severity.ERROR,
    locked=True,
    needs=("decision", "allocations.recipient", "allocations.amount"),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "{recipient} har {found} på bladet Tilldelning, men beslutet beviljar {expected}: skillnaden är {difference}.",
        "{recipient} has {found} in the sheet Tilldelning, but the decision grants {expected}: the difference is {difference}.",
    ),
    remedy=Text(
        "Skriv beslutets belopp, {expected}. Har pengar flyttats mellan mottagare hör det hemma på bladet Omfördelning. Beslutade "
        "kommunstyrelsen ett annat belopp än det föreslagna: lägg det beslutet i en fil bredvid arbetsboken (Medel.beslut.toml "
        "bredvid Medel.xlsx), så jämförs tilldelningen med det.",
        "Enter the decision's amount, {expected}. Money that has moved between recipients belongs in the sheet Omfördelning. If "
        "kommunstyrelsen decided another amount than the one proposed, put that decision in a file beside the workbook "
        "(Medel.beslut.toml beside Medel.xlsx), and the allocation is compared with it.",
    ),
    why=Text(
        "Tilldelningen är beslutets ord och ändras bara av ett nytt beslut. Allt annat räknas från den: ett fel här följer "
        "med in i varje saldo. Därför är regeln låst. Den är tyst när en dubbel mottagare (TD03) eller ett fel om enhet "
        "(TD07) redan förklarar skillnaden.",
        "The allocation is the decision's word, and only a new decision changes it. Everything else is reckoned from it: an "
        "error here enters every balance. So the rule is locked. It is silent where a recipient that stands twice (TD03) or "
        "a wrong unit (TD07) already explains the difference.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD02
|---|---:|
| kulturnämnden | 820 000 | ← TD01
| MKB | 1 100 000 | ← TD01
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
| MKB | 1 200 000 |
""",),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
| MKB | 1 200 000 |
""",
    check=check,
)
