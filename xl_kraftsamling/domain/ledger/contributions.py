"""What each row of a book adds to the figures of a recipient: every figure but Ω is a sum over rows, exact to the öre.

Ω is the least of what is spare on any day to come, and never below zero.  On the day that decides, what is spare is a sum over
rows too (:func:`list_spare_parts`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book, Row
from xl_kraftsamling.domain.ledger.allotments import find_first_amount, list_amendments
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.movements import list_booking_days, list_days, list_movements
from xl_kraftsamling.domain.ledger.waiting import list_promises, list_requests
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REVERSED
from xl_kraftsamling.domain.tables import Allocation

FIGURES: Mapping[str, Mapping[str, int]] = {
    "allotted": {"allotted": 1},
    "received": {"received": 1},
    "ceded": {"ceded": 1},
    "disposable": {"allotted": 1, "received": 1, "ceded": -1},
    "called_off": {"called_off": 1},
    "requested": {"requested": 1},
    "remaining": {"allotted": 1, "received": 1, "ceded": -1, "called_off": -1},
    "outcome": {"outcome": 1},
    "called_off_unspent": {"called_off": 1, "outcome": -1},
    "forecast": {"forecast": 1},
    "transferable": {"spare": 1},
}
"""The figures of a balance, by name, and the sums that each is made of."""


class Contribution(NamedTuple):
    """What a row adds to one of the sums of a recipient, in öre; None for the row is a repayment by one without an allocation."""

    recipient: str
    part: str
    amount: int
    row: Row | None


def list_contributions(ledger: Ledger, book: Book) -> Iterator[Contribution]:
    """What each row adds to F, I, O, A, B, U and P at the date of a ledger.

    :param book: that of the ledger, or what is left of it without the call-offs and costs that nobody asks about.
    """
    yield from (Contribution(name, "allotted", amount, row) for name, amount, row in _list_allotted(ledger, ledger.as_of))
    yield from _list_booked(ledger)
    yield from _list_called_off(book, ledger.as_of)
    yield from (Contribution(row.recipient or "", "requested", row.amount or 0, row) for row in list_requests(book))
    for cost, day in zip(book.outcomes, list_booking_days(book), strict=True):
        if cost.recipient and cost.amount is not None and day and day <= ledger.as_of:
            yield Contribution(cost.recipient, "outcome", cost.amount, cost)
    yield from (Contribution(name, "forecast", row.amount or 0, row) for name, row in ledger.forecasts.items())


def _list_allotted(ledger: Ledger, day: date) -> Iterator[tuple[str, int, Allocation | None]]:
    """F on a day: of each allocation what it then is by the decision, less what was paid back by then."""
    for row in ledger.book.allocations:
        if row.recipient and row.amount is not None:
            changes = (change for _, since, change, *_ in list_amendments([row], ledger.decision, ledger.as_of) if since <= day)
            yield row.recipient, find_first_amount(row, ledger.decision) + sum(changes), row
    rows = {row.recipient: row for row in reversed(ledger.book.allocations)}
    yield from ((name, change, rows.get(name)) for name, since, change, *_ in ledger.repayments if since <= day)


def _list_booked(ledger: Ledger) -> Iterator[Contribution]:
    for row in ledger.book.transfers:
        if row.status == BOOKED and row.date and row.date <= ledger.as_of and row.amount is not None:
            if row.receiver:
                yield Contribution(row.receiver, "received", row.amount, row)
            if row.donor:
                yield Contribution(row.donor, "ceded", row.amount, row)


def _list_called_off(book: Book, as_of: date) -> Iterator[Contribution]:
    for row, day in zip(book.call_offs, list_days(book), strict=True):
        if row.recipient and day and day <= as_of and row.amount is not None:
            if row.status in CALLED_OFF:
                yield Contribution(row.recipient, "called_off", row.amount, row)
            elif row.status == REVERSED:
                yield Contribution(row.recipient, "called_off", -row.amount, row)


def list_spare_parts(ledger: Ledger, days: Mapping[str, date], book: Book) -> Iterator[Contribution]:
    """What each row adds to what recipients have to spare on a day: K(t) − B − V(t).

    :param days: the day t by recipient; others are left out; `book` as for :func:`list_contributions`.
    """
    for day in set(days.values()):
        yield from (Contribution(name, "spare", amount, row) for name, amount, row in _list_allotted(ledger, day) if days.get(name) == day)
    for name, day, change, rows, number in list_movements(book):
        if name in days and day <= days[name]:
            yield Contribution(name, "spare", change, rows[number])
    for request in list_requests(book):
        if request.recipient and request.recipient in days:
            yield Contribution(request.recipient, "spare", -(request.amount or 0), request)
    for promise in list_promises(book):
        if promise.donor and promise.donor in days and (promise.date or date.min) <= days[promise.donor]:
            yield Contribution(promise.donor, "spare", -(promise.amount or 0), promise)


def find_deciding_day(ledger: Ledger, recipient: str) -> date:
    """The day, from the date of the ledger on, on which a recipient has the least to spare: that of Ω."""
    return ledger.unpromised(recipient).lowest_day(ledger.as_of)


def measure_spare(ledger: Ledger, recipient: str, day: date) -> int:
    """What a recipient has to spare on a day: K(t) − B − V(t), in öre."""
    return ledger.unpromised(recipient).level_on(day) - ledger.totals.requested[recipient]
