"""What waits and could take money away: requested call-offs (B), and transfers that are not booked yet (V).

A row that could take nothing, because its amount is zero or less or it goes from a recipient to itself, counts in neither: the rule
about it (AV04, OM06) reports it.  A row that lacks its amount, recipient or donor counts in neither, and leaves Ω unknown.
"""

from collections.abc import Iterator

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.status_words import REQUESTED, WAITING
from xl_kraftsamling.domain.tables import CallOff, Transfer


def list_requests(book: Book) -> Rows[CallOff]:
    """The call-offs that B is made of."""
    return book.call_offs.where("status", _is_requested).where("recipient", bool).where("amount", _is_positive)


def list_promises(book: Book) -> Iterator[Transfer]:
    """The transfers that V is made of."""
    return filter(is_promise, book.transfers)


def is_request(row: CallOff) -> bool:
    """Whether a call-off counts in B."""
    return _is_requested(row.status) and bool(row.recipient) and _is_positive(row.amount)


def _is_requested(status: str | None) -> bool:
    return status == REQUESTED


def _is_positive(amount: int | None) -> bool:
    return amount is not None and amount > 0


def is_promise(row: Transfer) -> bool:
    """Whether a transfer counts in V."""
    return row.status in WAITING and takes_money(row)


def takes_money(row: Transfer) -> bool:
    """Whether a transfer would take money from its donor."""
    return bool(row.donor) and row.donor != row.receiver and _is_positive(row.amount)
