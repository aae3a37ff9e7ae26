"""F over time: from which day each part of an allocation counts, and what was paid back.

The sheet Tilldelning has one amount for each recipient, and no days; the decision has the days (`Decision.amendments`).  An amount
that the decision states, at first or after one of its amendments, has taken in every amendment up to that one: each counts from its own
day, and what the first decision grants counts from the beginning.  An amendment that is still to come counts from its day, whether or
not the sheet has taken it in: nobody may give away what will be cut.  One that should be in the sheet by now and is not counts nowhere,
and TD01 reports it.  An amount that the decision never states counts from the beginning, as it is.

A repayment is no amendment: the sheet keeps what was granted, and from the day of the repayment the recipient has that much less.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.movements import Movement
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.tables import ALLOCATIONS, Allocation
from xl_kraftsamling.domain.texts import Text, Value


def list_amendments(rows: Sequence[Allocation], decision: Decision, as_of: date) -> Iterator[Movement]:
    """The changes of F that count at a date and after it; the row of each is the allocation, with the change and where it is decided."""
    for row in rows if decision.amendments else ():
        taken = _find_stage(row, decision)
        if row.recipient and taken is not None:
            stages = [stage for number, stage in enumerate(decision.list_stages(row.recipient)) if number <= taken or stage[0] > as_of]
            for (_, before), (day, after) in pairwise(stages):
                change = after.amount - before.amount
                yield row.recipient, day, change, [row._replace(amount=change, reference=decision.cite(after))], 0


def find_first_amount(row: Allocation, decision: Decision) -> int:
    """What an allocation was before any amendment, in öre; 0 where its amount is not known."""
    if decision.amendments and _find_stage(row, decision) is not None:
        return decision.list_stages(row.recipient or "")[0][1].amount
    return row.amount or 0


def list_repayments(book: Book, decision: Decision) -> Iterator[Movement]:
    """The money that was paid back; the row of each is the recipient's allocation, or the heading where it has none."""
    rows = {row.recipient: row for row in reversed(book.allocations)}
    for paid in decision.repayments:
        row = (rows.get(paid.recipient) or _make_row(book))._replace(amount=-paid.amount, reference=paid.reference or None)
        yield paid.recipient, paid.day, -paid.amount, [row], 0


def _make_row(book: Book) -> Allocation:
    block = next(iter(book.blocks.get(ALLOCATIONS.name, ())), None) or Block(ALLOCATIONS.name, ALLOCATIONS.sheet, 0, {}, {})
    return Allocation(block, block.heading_row, frozenset(), None, None, None, None, None)


def name_cause(row: Allocation) -> Value:
    """What a message calls a change of F that one of these rows makes: where it is decided, otherwise what it is."""
    return row.reference or _REPAYMENT


_REPAYMENT = Text("återbetalning", "repayment")


def is_up_to_date(row: Allocation, decision: Decision, day: date) -> bool:
    """Whether an allocation is what the decision grants on a day, or from a later one."""
    stage = _find_stage(row, decision)
    return stage is not None and not any(start <= day for start, _ in decision.list_stages(row.recipient or "")[stage + 1 :])


def _find_stage(row: Allocation, decision: Decision) -> int | None:
    """The last of the decision's stages whose amount an allocation has; None where it has none of theirs."""
    amounts = [grant.amount for _, grant in decision.list_stages(row.recipient or "")]
    return max((number for number, amount in enumerate(amounts) if amount == row.amount), default=None)


def sum_allocations(rows: Sequence[Allocation]) -> int:
    """What the sheet Tilldelning adds up to, in öre."""
    return sum(row.amount for row in rows if row.recipient and row.amount is not None)
