"""Which figures are unknown because a cell could not be read, for which recipients, and because of which cells.

A cell leaves unknown the figures that it would have gone into, and no others.  A row that counts in no figure (an *avslaget*
call-off, a transfer in *utkast*) leaves nothing unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_kraftsamling.domain.book import Book, Row, cell_of
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.allotments import sum_allocations
from xl_kraftsamling.domain.ledger.movements import UNBOOKED, UNDATED
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING
from xl_kraftsamling.domain.tables import TABLE_BY_NAME, TRANSFERS, Allocation

DISPOSABLE_FIELDS = (
    "allocations.recipient", "allocations.amount",
    "transfers.donor", "transfers.receiver", "transfers.amount", "transfers.date", "transfers.status",
)  # fmt: skip
"""What R is computed from: every rule about it needs these."""

CALL_OFF_FIELDS = ("call_offs.recipient", "call_offs.amount", "call_offs.status")
"""What A is computed from at the date of a ledger, together with the dates (UNDATED), if the lists have any."""

BALANCE_FIELDS = (*DISPOSABLE_FIELDS, *CALL_OFF_FIELDS)
"""What K is computed from at the date of a ledger, together with the dates, if any."""

LEDGER_FIELDS = (*BALANCE_FIELDS, UNDATED)
"""What K and Ω are computed from day by day."""

OUTCOME_FIELDS = ("outcomes.recipient", "outcomes.amount")
"""What U is computed from, together with the sign of costs (settings.cost_sign), and with the days (UNBOOKED), if the lists have any."""

# a status that cannot be read (None) may be any of them
_MAY_BE_BOOKED = (None, BOOKED)
_MAY_COUNT = (None, *CALLED_OFF, REVERSED)

Cause = tuple[str | None, Place]
"""A recipient (None: every one) and the cell that leaves a figure of it unknown."""


class UnknownFigure:
    """The recipients for whom one figure is unknown, with the cells that are the cause; under None, those for every recipient."""

    def __init__(self, causes: Iterable[Cause]) -> None:
        """Group the causes by recipient, the cells in the order found."""
        self.cells: dict[str | None, list[Place]] = {}
        for recipient, place in causes:
            self.cells.setdefault(recipient, []).append(place)

    def __contains__(self, recipient: str) -> bool:
        """Whether the figure is unknown for a recipient."""
        return recipient in self.cells or None in self.cells


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Where R, A, K, Ω, U and P are unknown.

    What leaves R or A unknown leaves K unknown too, and what leaves K unknown leaves Ω unknown too.  A recipient for whom any of
    these is unknown is *unsettled*: its balance is not shown.
    """

    disposable: UnknownFigure
    called_off: UnknownFigure
    remaining: UnknownFigure
    transferable: UnknownFigure
    outcome: UnknownFigure
    forecast: UnknownFigure

    def __contains__(self, recipient: str) -> bool:
        """Whether a recipient is unsettled."""
        return recipient in self.transferable

    def recipients_left_open_by(self, places: set[Place]) -> set[str | None]:
        """The recipients for whom some cells leave a figure unknown; None among them means every one."""
        figures = (self.transferable, self.outcome, self.forecast)
        return {name for figure in figures for name, cells in figure.cells.items() if not places.isdisjoint(cells)}


def find_unsettled(book: Book, decision: Decision, as_of: date) -> Unsettled:
    """Find every cell that leaves a figure unknown, and for whom."""
    transfers, call_offs = book.transfers.where("unread", bool), book.call_offs.where("unread", bool)
    disposable = [
        *_find_missing_columns(book, DISPOSABLE_FIELDS),
        *_find_unknown_allocations(book, decision, as_of),
        *_find_unread_cells(transfers.where("status", _MAY_BE_BOOKED.__contains__), "donor", "receiver", "amount", "status", "date", parties=("donor", "receiver")),
    ]
    called_off = [
        *_find_missing_columns(book, (*CALL_OFF_FIELDS, UNDATED)),
        *_find_unread_cells(call_offs.where("status", _MAY_COUNT.__contains__), "recipient", "amount", "status", "date"),
    ]
    remaining = [*disposable, *called_off]
    transferable = [  # B and V count whatever their date, so that a date may be unread; V concerns the donor alone
        *remaining,
        *_find_unread_cells(call_offs.where("status", lambda status: status == REQUESTED), "recipient", "amount"),
        *_find_unread_cells(transfers.where("status", WAITING.__contains__), "donor", "amount", parties=("donor",)),
    ]
    outcome, forecast = _find_unknown_outcomes(book), _find_unread_cells(book.forecasts.where("unread", bool), "recipient", "amount", "date")
    return Unsettled(*map(UnknownFigure, (disposable, called_off, remaining, transferable, outcome, forecast)))


def _find_missing_columns(book: Book, fields: Iterable[str]) -> Iterator[Cause]:
    """The tables and columns, of those named, that the workbook does not have, and without which its rows do not count."""
    for name in fields:
        table = name.partition(".")[0]
        # where there are no transfers at all, a missing list of them leaves nothing unknown: whoever has made none need not keep one;
        # unless there is a question about one, so that its amounts are missing beside the whole of it
        if table == TRANSFERS.name and not book.transfers and not {table, name} <= {*book.missing}:
            continue
        if table in book.missing:
            yield None, Place(TABLE_BY_NAME[table].sheet)
        elif name in book.missing and name not in book.undated:
            yield None, book.heading(table, "")


def _find_unread_cells(rows: Iterable[Row], *fields: str, parties: Sequence[str] = ("recipient",)) -> Iterator[Cause]:
    """The unread cells of these fields, once for each party that the row's money concerns."""
    for row in rows:
        for name in (each for each in fields if each in row.unread):
            # a party that cannot be read may be anybody: the other party of its row too
            concerned = [None] if name in parties else [getattr(row, party) for party in parties]
            yield from ((recipient, cell_of(row, name)) for recipient in concerned)


def _find_unknown_allocations(book: Book, decision: Decision, as_of: date) -> Iterator[Cause]:
    """What leaves F unknown: an unread amount, a second row (TD03), and what differs from the decision (TD05, TD07)."""
    yield from _find_unread_cells((row for row in book.allocations if row.recipient), "amount")
    yield from ((row.recipient, cell_of(row, "recipient")) for _, row in find_second_rows(book.allocations))
    yield from find_unknown_by_decision(book, decision, as_of)


def find_unknown_by_decision(book: Book, decision: Decision, as_of: date) -> Iterator[Cause]:
    """What leaves F unknown beside a decision: a wrong unit (TD07), and a recipient of it that no row names (TD05).

    Where the workbook may follow several decisions, what is unknown under one of them is unknown until one is chosen.
    """
    rows, possible = book.allocations, decision.candidates or (decision,)
    if any(find_wrong_unit(rows, each) for each in possible):
        yield None, book.heading("allocations", "amount")
    # a row whose recipient cannot be read may be that of any recipient who is not named: then it is the cause, and not the heading
    nameless = [cell_of(row, "recipient") for row in rows if "recipient" in row.unread]
    named = {row.recipient for row in rows}
    granted = dict.fromkeys(name for each in possible for name in each.allotted_on(as_of))
    for recipient in granted if "allocations" not in book.missing else ():
        if recipient not in named:
            yield from ((recipient, place) for place in nameless or [book.heading("allocations", "recipient")])


def _find_unknown_outcomes(book: Book) -> Iterator[Cause]:
    """What leaves U unknown: missing and unread cells, and a sign of costs that cannot be understood."""
    yield from _find_missing_columns(book, (*OUTCOME_FIELDS, UNBOOKED))
    yield from _find_unread_cells(book.outcomes.where("unread", bool), "recipient", "amount", "period" if UNBOOKED in book.undated else "booked_on")
    sign = book.settings.get("cost_sign")
    if sign and sign.unread:
        yield None, sign.place


def find_second_rows(rows: Sequence[Allocation]) -> Iterator[tuple[Allocation, Allocation]]:
    """The first allocation of a recipient, with each later one (TD03): which of them holds is nothing that can be told."""
    first: dict[str, Allocation] = {}
    for row in rows:
        if row.recipient and (before := first.setdefault(row.recipient, row)) is not row:
            yield before, row


class WrongUnit(NamedTuple):
    """A unit, in kronor, in which amounts seem to be; or, where `is_applied`, one that was applied to amounts in kronor."""

    unit: int
    is_applied: bool


def find_wrong_unit(rows: Sequence[Allocation], decision: Decision) -> WrongUnit | None:
    """The wrong unit where the allocations add up to about a thousand or a million times more or less than the decision's sum (TD07)."""
    total, expected = sum_allocations(rows), sum(decision.allotted_on(date.max).values())
    for unit in (1_000, 1_000_000):
        # from half to twice the sum of the decision: a few amounts may be wrong or missing, and the unit still shows
        if expected < 2 * total * unit < 4 * expected:
            return WrongUnit(unit, is_applied=False)
        if expected * unit < 2 * total < 4 * expected * unit:
            return WrongUnit(unit, is_applied=True)
    return None


def has_clearer_fault(rows: Sequence[Allocation], decision: Decision) -> bool:
    """Whether a recipient that occurs twice (TD03) or a wrong unit (TD07) explains what is wrong with the amounts."""
    return any(find_second_rows(rows)) or find_wrong_unit(rows, decision) is not None
