"""The sums of a book per recipient, in öre, and whether the allocations among them can be right."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.states import BOOKED, REQUESTED, WAITING
from xl_kraftsamling.domain.tables import Allocation


class Totals(NamedTuple):
    """F; I and O: booked up to a date; B and V: everything that waits, whatever its date; U: spent up to the date.

    Each is öre per recipient, zero for one that has none; a row that lacks its amount or recipient adds nothing.
    """

    allotted: Counter[str]
    received: Counter[str]
    ceded: Counter[str]
    requested: Counter[str]
    promised: Counter[str]
    spent: Counter[str]


def add_up(book: Book, as_of: date) -> Totals:
    """Add up a book at a date."""
    booked = [row for row in book.transfers if row.status == BOOKED and row.date and row.date <= as_of]
    return Totals(
        allotted=_sum_by_recipient((row.recipient, row.amount) for row in book.allocations),
        received=_sum_by_recipient((row.receiver, row.amount) for row in booked),
        ceded=_sum_by_recipient((row.donor, row.amount) for row in booked),
        requested=_sum_by_recipient((row.recipient, row.amount) for row in book.call_offs if row.status == REQUESTED),
        promised=_sum_by_recipient((row.donor, row.amount) for row in book.transfers if row.status in WAITING),
        spent=_sum_by_recipient((row.recipient, row.amount) for row in book.outcomes if row.booked_on and row.booked_on <= as_of),
    )


def _sum_by_recipient(pairs: Iterable[tuple[str | None, int | None]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for recipient, amount in pairs:
        if recipient and amount is not None:
            sums[recipient] += amount
    return sums


def find_wrong_unit(rows: Sequence[Allocation], decision: Decision) -> int | None:
    """1 000 or 1 000 000 where the allocations add up to about that part of the decision's sum (TD07), else None."""
    total = sum(row.amount for row in rows if row.recipient and row.amount is not None)
    # from half to twice the sum of the decision: a few amounts may be wrong or missing, and the unit still shows
    near = (unit for unit in (1_000, 1_000_000) if decision.total < 2 * total * unit < 4 * decision.total)
    return next(near, None)


def has_clearer_fault(rows: Sequence[Allocation], decision: Decision) -> bool:
    """Whether a recipient that occurs twice (TD03) or a wrong unit (TD07) explains what is wrong with the amounts."""
    recipients = [row.recipient for row in rows if row.recipient]
    return len(set(recipients)) < len(recipients) or find_wrong_unit(rows, decision) is not None
