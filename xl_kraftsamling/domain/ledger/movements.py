"""What changes K after the allocation: call-offs that draw, their reversals, and booked transfers.

The booked transfers of a book, found by receiver and by pair.

Rows in order of time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import TypeVar

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.ledger.levels import NEVER, Levels
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REVERSED
from xl_kraftsamling.domain.tables import CallOff, Transfer

R = TypeVar("R")


def find_first_above(dated: Iterable[tuple[date, int, R]], limit: int) -> R | None:
    """The row that first takes the running sum of the amounts above a limit, in order of date, then as given.

    :param dated: the date, the amount in öre and the row; ``limit`` is in öre too.
    :returns: None where the sum never gets there.
    """
    total = 0
    for _, amount, row in sorted(dated, key=itemgetter(0)):
        total += amount
        if total > limit:
            return row
    return None


Movement = tuple[str, date, int, CallOff | Transfer]
"""A recipient, a day, the change of K in öre, and the row that makes it."""


def draws(row: CallOff) -> bool:
    """Whether a call-off changes A: it is approved, paid, or the reversal of one."""
    return row.status in CALLED_OFF or row.status == REVERSED


def drawn(row: CallOff) -> int:
    """What a call-off that draws adds to A, in öre: a reversal takes off."""
    amount = row.amount or 0
    return -amount if row.status == REVERSED else amount


def moves(row: Transfer) -> bool:
    """Whether a transfer changes I and O: it is booked."""
    return row.status == BOOKED


def list_movements(book: Book) -> Iterator[Movement]:
    """Every change of K, transfers first; a row that lacks its date, amount or recipient makes none."""
    for transfer in book.transfers:
        if moves(transfer) and transfer.date and transfer.amount is not None and transfer.donor != transfer.receiver:
            if transfer.donor:
                yield transfer.donor, transfer.date, -transfer.amount, transfer
            if transfer.receiver:
                yield transfer.receiver, transfer.date, transfer.amount, transfer
    for row in book.call_offs:
        if draws(row) and row.recipient and row.date and row.amount is not None:
            yield row.recipient, row.date, -drawn(row), row


class BookedTransfers:
    """Who has given what to whom, in order of date, then row; transfers that are not booked are left out."""

    def __init__(self, transfers: Sequence[Transfer]) -> None:
        """Take the transfers of a book."""
        rows = [(row.date, row.line, row) for row in transfers if moves(row) and row.date and row.donor != row.receiver]
        rows.sort(key=lambda each: each[:2])
        self.rows = [row for _, _, row in rows]
        self._to: dict[str, list[Transfer]] = defaultdict(list)
        self._between: dict[tuple[str | None, str | None], Transfer] = {}
        flows: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for day, _, row in rows:
            self._to[row.receiver or ""].append(row)
            self._between.setdefault((row.donor, row.receiver), row)
            flows[row.receiver or ""][day] += row.amount or 0
        self._sums = {name: Levels(0, flow) for name, flow in flows.items()}

    def to(self, receiver: str, until: date) -> list[Transfer]:
        """What a recipient was given up to a date."""
        return [row for row in self._to.get(receiver, ()) if row.date and row.date <= until]

    def received(self, receiver: str, until: date) -> int:
        """I: the sum of what a recipient was given up to a date, in öre."""
        return self._sums.get(receiver, NEVER).level_on(until)

    def first(self, donor: str | None, receiver: str | None) -> Transfer | None:
        """The first transfer from one recipient to another."""
        return self._between.get((donor, receiver))
