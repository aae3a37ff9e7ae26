"""The sums of a book per recipient at a date, in öre, and the latest forecasts.  What cannot be read adds nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.ledger.movements import moves
from xl_kraftsamling.domain.states import REQUESTED, WAITING
from xl_kraftsamling.domain.tables import Forecast

Amounts = dict[str, int]
"""Öre per recipient."""


class Sums(NamedTuple):
    """I and O: booked up to the date; B and V: everything that waits, whatever its date; U: spent up to the date."""

    received: Amounts
    ceded: Amounts
    requested: Amounts
    waiting: Amounts
    spent: Amounts


def sums(book: Book, as_of: date) -> Sums:
    """Add up a book at a date."""
    booked = [row for row in book.transfers if moves(row) and row.date and row.date <= as_of]
    return Sums(
        received=_added((row.receiver, row.amount) for row in booked),
        ceded=_added((row.donor, row.amount) for row in booked),
        requested=_added((row.recipient, row.amount) for row in book.call_offs if row.status == REQUESTED),
        waiting=_added((row.donor, row.amount) for row in book.transfers if row.status in WAITING),
        spent=_added((row.recipient, row.amount) for row in book.outcomes if row.booked_on and row.booked_on <= as_of),
    )


def latest(rows: Sequence[Forecast], as_of: date) -> dict[str, Forecast]:
    """The row of P: each recipient's latest forecast up to a date; of two from one day, the higher."""
    dated = [(row.date, row.amount, row) for row in rows if row.date and row.date <= as_of and row.amount is not None]
    return {row.recipient: row for _, _, row in sorted(dated, key=lambda item: item[:2]) if row.recipient}


def _added(pairs: Iterable[tuple[str | None, int | None]]) -> Amounts:
    added: Amounts = defaultdict(int)
    for recipient, amount in pairs:
        if recipient and amount is not None:
            added[recipient] += amount
    return dict(added)
