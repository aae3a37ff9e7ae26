"""A recipient's year, event by event, with the running figures after each."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from xl_kraftsamling.domain.ledger.allotments import find_first_amount
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.waiting import is_promise, is_request
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REVERSED
from xl_kraftsamling.domain.tables import Allocation, CallOff, Outcome, Transfer
from xl_kraftsamling.domain.texts import Text

RunningFigure = Literal["disposable", "called_off", "requested", "waiting", "outcome"]


class RunningFigures(NamedTuple):
    """R, A, B, V and U of a recipient after an event, in öre."""

    disposable: int = 0
    called_off: int = 0
    requested: int = 0
    waiting: int = 0
    outcome: int = 0

    @property
    def remaining(self) -> int:
        """K: what is left to call off."""
        return self.disposable - self.called_off


class Event(NamedTuple):
    """Something that changes a figure: the day (None: from the start), what it is, the change in öre, its row, and the figures after it."""

    day: date | None
    what: Text
    change: int
    row: Allocation | Transfer | CallOff | Outcome
    figures: RunningFigures


Change = tuple[date | None, Text, RunningFigure, int, Allocation | Transfer | CallOff | Outcome]

ALLOTTED = Text("tilldelning", "allocation")
AMENDED = Text("ändrad tilldelning", "changed allocation")
REPAID = Text("återbetalning", "repayment")
RECEIVED = Text("mottaget", "received")
CEDED = Text("avstått", "ceded")
PROMISED = Text("väntande omfördelning", "waiting transfer")
CALLED = Text("avrop", "call-off")
REQUESTED_CALL_OFF = Text("begärt avrop", "requested call-off")
RETURNED = Text("återföring", "reversal")
SPENT = Text("utfall", "outcome")


def list_events(ledger: Ledger, recipient: str) -> Iterator[Event]:
    """Every event of a recipient in order of date, also those after the ledger's date; of one day, what comes in comes first.

    What waits counts from its own date here, so that one can see when it came; in a balance it counts whatever its date.
    """
    figures = RunningFigures()
    # by day and direction alone, since rows have no order; within these the sort leaves them in the order of the workbook
    changes = [change for change in _list_changes(ledger, recipient) if change[3]]
    for day, what, figure, change, row in sorted(changes, key=lambda each: (each[0] or date.min, _is_outgoing(each))):
        figures = figures._replace(**{figure: getattr(figures, figure) + change})
        yield Event(day, what, change, row, figures)


def _is_outgoing(change: Change) -> bool:
    """Whether a change leaves less to call off, or asks for more."""
    return change[3] < 0 if change[2] == "disposable" else change[3] > 0


def _list_changes(ledger: Ledger, who: str) -> Iterator[Change]:
    book = ledger.book
    for row in book.allocations:
        if row.recipient == who:
            yield None, ALLOTTED, "disposable", find_first_amount(row, ledger.decision), row
    yield from ((day, AMENDED, "disposable", change, rows[number]) for name, day, change, rows, number in ledger.amendments if name == who)
    yield from ((day, REPAID, "disposable", change, rows[number]) for name, day, change, rows, number in ledger.repayments if name == who)
    for transfer in book.transfers:
        if transfer.donor != transfer.receiver and who in (transfer.donor, transfer.receiver):
            yield from _list_transfer_changes(transfer, who)
    for call_off in book.call_offs:
        if call_off.recipient == who:
            yield from _list_call_off_changes(call_off)
    for outcome in book.outcomes:
        if outcome.recipient == who:
            yield outcome.booked_on, SPENT, "outcome", outcome.amount or 0, outcome


def _list_transfer_changes(row: Transfer, who: str) -> Iterator[Change]:
    amount = row.amount or 0
    if row.status == BOOKED and row.donor == who:
        yield row.date, CEDED, "disposable", -amount, row
    elif row.status == BOOKED:
        yield row.date, RECEIVED, "disposable", amount, row
    elif is_promise(row) and row.donor == who:
        yield row.date, PROMISED, "waiting", amount, row


def _list_call_off_changes(row: CallOff) -> Iterator[Change]:
    amount = row.amount or 0
    if row.status in CALLED_OFF:
        yield row.date, CALLED, "called_off", amount, row
    elif row.status == REVERSED:
        yield row.date, RETURNED, "called_off", -amount, row
    elif is_request(row):
        yield row.date, REQUESTED_CALL_OFF, "requested", amount, row
