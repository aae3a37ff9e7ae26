"""TD07: the sum of the allocations suggests that their unit was misunderstood: kronor, tkr and mnkr mixed up."""

from collections.abc import Iterator

from xl_kraftsamling.domain.ledger.allotments import sum_allocations
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.unsettled import find_wrong_unit
from xl_kraftsamling.domain.money import UNIT_NAMES, Ore
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity

_TOO_SMALL = Text("stå i {unit}, men läses som kronor", "be in {unit}, but are read as kronor")
_TOO_LARGE = Text("redan stå i kronor, men räknas om från {unit}", "be in kronor already, but are converted from {unit}")


def check(ledger: Ledger) -> Iterator[Hit]:
    """The heading of the amounts, where they add up to about a thousand or a million times less or more than the decision's sum."""
    wrong = find_wrong_unit(ledger.book.allocations, ledger.decision)
    if wrong:
        total, expected = sum_allocations(ledger.book.allocations), sum(ledger.decision.allotted_on(ledger.as_of).values())
        yield Hit(
            place=ledger.book.heading("allocations", "amount"),
            values={
                "total": Ore(total),
                "expected": Ore(expected),
                "problem": (_TOO_LARGE if wrong.is_applied else _TOO_SMALL).bind(unit=UNIT_NAMES[wrong.unit]),
            },
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
        "Beloppen verkar {problem}.",
        "The allocations add up to {total}, but the decision's amounts add up to {expected} (a derived sum). "
        "The amounts seem to {problem}.",
    ),
    remedy=Text(
        "Skriv beloppen i hela kronor, och ange ingen annan enhet i rubriken, titeln eller talformatet.",
        "Enter the amounts in whole kronor, and do not state another unit in the heading, the title or the number format.",
    ),
    why=Text(
        "Budgetunderlag står ofta i tusental kronor (tkr) eller miljoner (mnkr). Förs de över oförändrade blir tilldelningen "
        "en tusendel av beslutets, och varje avrop ser ut som ett överdrag. Står det tkr i rubriken över belopp i kronor "
        "blir den i stället tusen gånger för stor, och inget överdrag syns. Beloppen räknas inte om, men inga saldon visas "
        "förrän enheten är rätt. Så länge visas inte heller TD01 och TD02, eftersom enheten förklarar skillnaden.",
        "Budget papers are often in thousands of kronor (tkr) or millions (mnkr). If they are copied unchanged, the "
        "allocation becomes a thousandth of the decision's, and every call-off looks like an overdraft. A heading in tkr "
        "above amounts in kronor makes it a thousand times too large instead, and no overdraft shows. The amounts are not "
        "converted, but no balances are shown until the unit is right. Until then TD01 and TD02 are not shown either, since "
        "the unit explains the difference.",
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
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
| förskolenämnden | 150 000 |
| kulturnämnden | 800 000 |
| gymnasie- och vuxenutbildningsnämnden | 650 000 |
| MKB | 1 200 000 |
""",),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| arbetsmarknads- och socialnämnden | 1 100 000 |
| fritidsnämnden | 6 100 000 |
""",
    check=check,
)
