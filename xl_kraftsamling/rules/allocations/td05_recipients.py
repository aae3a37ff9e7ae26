"""TD05: a recipient of the decision is missing, or there is one that the decision does not name."""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import cell_of, rows_with_read
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.finding import Hit, Rule, Severity

_EXTRA = Text("står på bladet Tilldelning men finns inte i beslutet", "is on the sheet Tilldelning but not in the decision")
_MISSING = Text("finns i beslutet men saknas på bladet Tilldelning", "is in the decision but missing on the sheet Tilldelning")


def check(ledger: Ledger) -> Iterator[Hit]:
    """Every recipient too many at its cell, and every missing one at the heading.

    While a name in the table cannot be read, that one may be the missing one: then nobody is called missing.
    """
    rows, decision = ledger.book.allocations, ledger.decision
    for row in rows_with_read(rows, "recipient"):
        if row.recipient not in decision.recipients:
            values: dict[str, Value] = {"recipient": row.recipient, "fault": _EXTRA}
            yield Hit(place=cell_of(row, "recipient"), values=values, found=row.recipient)
    if not any("recipient" in row.unread for row in rows):
        named = {row.recipient for row in rows}
        heading = ledger.book.heading("allocations", "recipient")
        for name in (name for name in decision.allotted_on(ledger.as_of) if name not in named):
            values = {"recipient": name, "fault": _MISSING}
            yield Hit(place=heading, values=values, expected=name, leaves_unknown="allocations.recipient")


RULE = Rule(
    code="TD05",
    name=Text("Mottagarna stämmer inte med beslutet", "The recipients do not match the decision"),
    severity=Severity.ERROR,
    needs=("decision", "allocations.recipient"),
    source=Text("Beslutet, punkt 1", "The decision, point 1"),
    message=Text("{recipient} {fault}.", "{recipient} {fault}."),
    remedy=Text(
        "Bladet Tilldelning ska ha en rad för var och en av beslutets mottagare, och inga andra. En mottagare som har fått "
        "pengar genom omfördelning hör hemma på bladet Omfördelning.",
        "The sheet Tilldelning should have one row for each recipient of the decision, and no others. A recipient that has "
        "received money through a transfer belongs on the sheet Omfördelning.",
    ),
    why=Text(
        "Beslutets punkt 1 räknar upp dem som får pengar. Saknas en av dem är dess tilldelning okänd: den räknas inte som "
        "noll, utan mottagarens saldo visas inte. Att förskolenämnden får pengar utan att vara initiativtagare är rätt. En "
        "nämnd utanför punkt 1 kan få pengar enligt punkt 2, men då genom en omfördelning.",
        "Point 1 of the decision lists who gets money. If one of them is missing, its allocation is unknown: it does not "
        "count as zero, but the recipient's balance is not shown. It is right that förskolenämnden gets money without being "
        "an initiator. A nämnd outside point 1 may get money under point 2, but then through a transfer.",
    ),
    bad="""
Tilldelning
| Mottagare | Beviljat belopp | ← TD05, TD02, KO01
|---|---:|
| ~~MKB~~ | |
| grundskolenämnden | 1 000 000 | ← TD05
""",
    mended=("""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| MKB | 1 200 000 |
| ~~grundskolenämnden~~ |  |
""",),
    good="""
Tilldelning
| Mottagare | Beviljat belopp |
|---|---:|
| förskolenämnden | 150 000 |
""",
    check=check,
)
