"""The cells that could not be read, and whose figures each of them leaves open.

A row that counts in nobody's figures (an *avslaget* call-off, a transfer in *utkast*) leaves nothing open.
"""

from collections.abc import Iterable, Iterator, Sequence

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.allocations import wrong_unit
from xl_kraftsamling.domain.model import Book, CallOff, Place, Row, Transfer, at
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING
from xl_kraftsamling.domain.tables import TABLES

Cause = tuple[str | None, Place]
"""A recipient (None: every one) and the cell that leaves its figures open."""

_SHEETS = {table.name: table.sheet for table in TABLES}


def missing(book: Book, fields: Iterable[str]) -> Iterator[Cause]:
    """The tables and columns, of those named, that the workbook does not have: they leave everybody's figures open."""
    for name in fields:
        table = name.partition(".")[0]
        if table in book.missing:
            yield None, Place(_SHEETS[table])
        elif name in book.missing:
            yield None, book.heading(table, "")


def cells(rows: Iterable[Row], *names: str) -> Iterator[Cause]:
    """The unread cells of these fields, each its row's recipient's."""
    for row in rows:
        if row.unread:
            yield from ((getattr(row, "recipient", None), at(row, name)) for name in names if name in row.unread)


def sign(book: Book) -> Iterator[Cause]:
    """The sign of costs, where it stands but cannot be understood."""
    setting = book.settings.get("cost_sign")
    if setting and setting.unread:
        yield None, setting.place


def allocated(book: Book, decision: Decision) -> Iterator[Cause]:
    """What leaves F open: an unread amount, a wrong unit (TD07), and a recipient of the decision that no row names (TD05).

    While names in the table cannot be read, any of them may be the recipient's.
    """
    rows = book.allocations
    yield from cells((row for row in rows if row.recipient), "amount")
    if wrong_unit(rows, decision):
        yield None, book.heading("allocations", "amount")
    nameless = [at(row, "recipient") for row in rows if "recipient" in row.unread]
    named = {row.recipient for row in rows}
    for recipient in decision.allotted if "allocations" not in book.missing else ():
        if recipient not in named:
            yield from ((recipient, place) for place in nameless or [book.heading("allocations", "recipient")])


def drawn(rows: Sequence[CallOff]) -> Iterator[Cause]:
    """The cells of call-offs that may go into A."""
    counting = (None, *CALLED_OFF, REVERSED)
    return cells(
        (row for row in rows if row.unread and row.status in counting), "recipient", "amount", "status", "date"
    )


def requested(rows: Sequence[CallOff]) -> Iterator[Cause]:
    """The cells of call-offs that go into B, whatever their date."""
    return cells((row for row in rows if row.status == REQUESTED), "recipient", "amount")


def booked(rows: Sequence[Transfer]) -> Iterator[Cause]:
    """The cells of transfers that may go into I and O: an unread end may be anybody, any other cell is its ends'."""
    for row in (row for row in rows if row.unread and row.status in (None, BOOKED)):
        yield from ((None, at(row, name)) for name in ("donor", "receiver") if name in row.unread)
        unread = [at(row, name) for name in ("amount", "status", "date") if name in row.unread]
        yield from ((end, place) for place in unread for end in (row.donor, row.receiver))


def waiting(rows: Sequence[Transfer]) -> Iterator[Cause]:
    """The cells of transfers that go into V, whatever their date: they are the donor's alone."""
    for row in (row for row in rows if row.unread and row.status in WAITING):
        yield from ((row.donor, at(row, name)) for name in ("donor", "amount") if name in row.unread)
