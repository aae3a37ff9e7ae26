"""TD07: the sum of the allocations suggests that they are in tkr or mnkr."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import find_wrong_unit
from xl_kraftsamling.domain.money import UNIT_NAMES, Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """The heading of the amounts, where they add up to about a thousandth or a millionth of the decision's sum."""
    unit = find_wrong_unit(ledger.book.allocations, ledger.decision)
    if unit:
        total, expected = sum(ledger.totals.allotted.values()), ledger.decision.total
        yield Hit(
            place=ledger.book.heading("allocations", "amount"),
            values={"total": Ore(total), "expected": Ore(expected), "unit": UNIT_NAMES[unit]},
            found=Ore(total),
            expected=Ore(expected),
            leaves_unknown="allocations.amount",
        )


RULE = Rule(
    code="TD07",
    name=Text("Tilldelningen verkar stå i fel enhet", "The allocations seem to be in the wrong unit"),
    severity=Severity.ERROR,
    needs=("decision", "allocations.recipient", "allocations.amount"),
    source=Text("Beslutet, punkt 1: beloppen står i kronor", "The decision, point 1: the amounts are in kronor"),
    message=Text(
        "Tilldelningarna blir tillsammans {total}, men beslutets belopp blir {expected} (härledd summa). "
        "Beloppen verkar stå i {unit}, men kolumnen läses som kronor.",
        "The allocations add up to {total}, but the decision's amounts add up to {expected} (a derived sum). "
        "The amounts seem to be in {unit}, but the column is read as kronor.",
    ),
    remedy=Text(
        "Skriv beloppen i hela kronor.",
        "Enter the amounts in whole kronor.",
    ),
    why=Text(
        "Budgetunderlag står ofta i tusental kronor (tkr) eller miljoner (mnkr). Förs de över oförändrade blir tilldelningen "
        "en tusendel av beslutets, och varje avrop ser ut som ett överdrag. Kontrollen räknar inte om på egen hand, men "
        "visar inga saldon förrän enheten är rätt. Medan det är så är TD01 och TD02 tysta: enheten förklarar skillnaden.",
        "Budget papers are often in thousands of kronor (tkr) or millions (mnkr). Carried over as they are they make the "
        "allocation a thousandth of the decision's, and every call-off looks like an overdraft. Nothing is converted "
        "unasked, but no balances are shown until the unit is right. Meanwhile TD01 and TD02 are silent: the unit explains "
        "the difference.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD07, KO01
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 |
| fritidsnämnden | 6 100 |
| förskolenämnden | 150 |
| kulturnämnden | 800 |
| gymnasie- och vuxenutbildningsnämnden | 650 |
| MKB | 1 200 |
""",
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
""",
    check=check,
)
