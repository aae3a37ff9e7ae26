"""TD02: the allocations do not add up to the sum of the decision."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.allotments import is_up_to_date, sum_allocations
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import has_clearer_fault
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The heading of the amounts, where their sum is not the decision's and no clearer rule explains why."""
    rows = ledger.book.allocations
    total, expected = sum_allocations(rows), _sum_decided(ledger)
    # an amount that is not read is missing from the sum, which then says nothing
    is_whole = all(row.unread.isdisjoint(("recipient", "amount")) for row in rows)
    if not rows or total == expected or not is_whole or has_clearer_fault(rows, ledger.decision):
        return
    yield Hit(
        place=ledger.book.heading("allocations", "amount"),
        values={"total": Ore(total), "expected": Ore(expected), "difference": Ore(total - expected)},
        found=Ore(total),
        expected=Ore(expected),
        difference=Ore(total - expected),
    )


def _sum_decided(ledger: Ledger) -> int:
    """What the rows should add up to; an amount that holds from a later day on may stand in its row already."""
    rows, decision = ledger.book.allocations, ledger.decision
    ahead = {row.recipient: row.amount for row in rows if row.recipient in decision.recipients and is_up_to_date(row, decision, ledger.as_of)}
    return sum(amount or 0 for amount in {**decision.allotted_on(ledger.as_of), **ahead}.values())


RULE = Rule(
    code="TD02",
    name=Text("Summan av tilldelningarna skiljer sig från beslutet", "The sum of the allocations differs from the decision"),
    severity=Severity.ERROR,
    locked=True,
    needs=("decision", "allocations.recipient", "allocations.amount"),
    source=Text("Beslutet, punkt 1 (härledd summa)", "The decision, point 1 (derived sum)"),
    message=Text(
        "Tilldelningarna blir tillsammans {total}, men beslutets belopp blir {expected} (härledd summa): "
        "skillnaden är {difference}.",
        "The allocations add up to {total}, but the decision's amounts add up to {expected} (a derived sum): "
        "the difference is {difference}.",
    ),
    remedy=Text(
        "Jämför rad för rad med beslutets punkt 1, och rätta det belopp som skiljer. Ändra inte summan.",
        "Compare row by row with point 1 of the decision, and correct the amount that differs. Do not change the sum.",
    ),
    why=Text(
        "Beslutet nämner ingen totalsumma; den är härledd ur beloppen i punkt 1. En omfördelning ändrar aldrig "
        "tilldelningen: den förs på bladet Omfördelning. Om fel enhet (TD07) eller en dubbel mottagare (TD03) förklarar "
        "skillnaden visas bara den.",
        "The decision states no total; it is derived from the amounts of point 1. A transfer never changes the allocation: "
        "it is entered on the sheet Omfördelning. If a wrong unit (TD07) or a recipient that appears twice (TD03) explains "
        "the difference, only that is shown.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD02
|---|---:|
| kulturnämnden | 850 000 | ← TD01
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| kulturnämnden | 800 000 |
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
