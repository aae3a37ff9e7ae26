"""What changes K after the allocation: call-offs that draw, their reversals, and booked transfers."""

from collections.abc import Iterator
from datetime import date

from xl_kraftsamling.domain.model import Book, CallOff, Transfer
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REVERSED

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


def movements(book: Book) -> Iterator[Movement]:
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
