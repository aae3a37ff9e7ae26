"""TD04: an allocation is zero or less."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.allotments import is_up_to_date
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.tables import Allocation
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Hit, Rule, Severity


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every allocated amount that is not above zero."""
    for row in rows_with_read(ledger.book.allocations, "amount"):
        if row.amount is not None and row.amount <= 0 and not _is_decided(ledger, row):
            yield Hit(place=cell_of(row, "amount"), values={"found": Ore(row.amount)}, found=Ore(row.amount))


def _is_decided(ledger: Ledger, row: Allocation) -> bool:
    """Whether an amendment has set the recipient's money to zero: then the row stays, as what was called off before rests on it."""
    return len(ledger.decision.list_stages(row.recipient or "")) > 1 and is_up_to_date(row, ledger.decision, ledger.as_of)


RULE = Rule(
    code="TD04",
    name=Text("Tilldelningen är noll eller negativ", "The allocation is zero or negative"),
    severity=Severity.ERROR,
    needs=("allocations.amount",),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text(
        "Tilldelningen är {found}. Ett beslut beviljar belopp över noll.",
        "The allocation is {found}. A decision grants amounts above zero.",
    ),
    remedy=Text(
        "Skriv beslutets belopp. Har mottagaren lämnat ifrån sig pengar förs det på bladet Omfördelning, inte här.",
        "Enter the decision's amount. Money that the recipient has passed on is entered on the sheet Omfördelning, not here.",
    ),
    why=Text(
        "Ett minustecken eller en nolla på bladet Tilldelning är ett skrivfel, eller ett försök att visa att pengar har "
        "lämnats vidare. Tilldelningen ändras aldrig av en omfördelning: då skulle det inte längre gå att se vad som "
        "beslutades.",
        "A minus sign or a zero on the sheet Tilldelning is a typing error, or an attempt to show that money was passed on. "
        "A transfer never changes the allocation: otherwise it would no longer show what was decided.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD02
|---|---:|
| MKB | -1 200 000 | ← TD01, TD04

Insatser
| Insats-id | Planerat belopp |
|---|---:|
| I-10 | 500 000 | ← IN03
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| MKB | 1 200 000 |
""",),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| MKB | 1 200 000 |
""",
    check=check,
)
