"""Which recipients' figures are left open by what could not be read, and by which cell.

A row that counts in nobody's figures (an *avslaget* call-off, a transfer in *utkast*) leaves nothing open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.model import Book, CallOff, Place, Row, Transfer, at
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING

Cause = tuple[str | None, Place]
"""A recipient (None: every one) and the cell that leaves its figures open."""


@dataclass
class Unsettled:
    """The causes per recipient, apart for the ledger itself (F, I, O, A, B, V), the outcome and the forecast."""

    ledger: dict[str | None, list[Place]] = field(default_factory=dict)
    outcomes: dict[str | None, list[Place]] = field(default_factory=dict)
    forecasts: dict[str | None, list[Place]] = field(default_factory=dict)

    def __contains__(self, recipient: str) -> bool:
        """Whether R, K or Ω of a recipient cannot be told."""
        return recipient in self.ledger or None in self.ledger

    def outcome(self, recipient: str) -> bool:
        """Whether U of a recipient cannot be told."""
        return recipient in self.outcomes or None in self.outcomes

    def forecast(self, recipient: str) -> bool:
        """Whether P of a recipient cannot be told."""
        return recipient in self.forecasts or None in self.forecasts


def unsettled(book: Book, decision: Decision) -> Unsettled:
    """Find every cell that leaves a figure open, and whose."""
    causes = Unsettled()
    _add(causes.ledger, _tables(book, "allocations", "recipient", "amount"))
    _add(causes.ledger, _tables(book, "call_offs", "recipient", "amount", "date", "status"))
    _add(causes.ledger, _allocations(book, decision))
    _add(causes.ledger, _call_offs(book.call_offs))
    _add(causes.ledger, _transfers(book.transfers))
    if book.transfers:
        _add(causes.ledger, _tables(book, "transfers", "donor", "receiver", "amount", "date", "status"))
    _add(causes.outcomes, _tables(book, "outcomes", "recipient", "amount", "booked_on"))
    _add(causes.outcomes, _simple(book.outcomes, "recipient", "amount", "booked_on"))
    _add(causes.forecasts, _simple(book.forecasts, "recipient", "amount", "date"))
    return causes


def _add(causes: dict[str | None, list[Place]], found: Iterator[Cause]) -> None:
    for recipient, place in found:
        causes.setdefault(recipient, []).append(place)


def _tables(book: Book, table: str, *names: str) -> Iterator[Cause]:
    for name in (table, *(f"{table}.{name}" for name in names)):
        if name in book.missing:
            yield None, book.heading(table, "")


def _simple(rows: Sequence[Row], *names: str) -> Iterator[Cause]:
    for row in rows:
        for name in names:
            if name in row.unread:
                yield getattr(row, "recipient", None), at(row, name)


def _allocations(book: Book, decision: Decision) -> Iterator[Cause]:
    yield from ((row.recipient, at(row, "amount")) for row in book.allocations if row.recipient and "amount" in row.unread)
    named = {row.recipient for row in book.allocations}
    unnamed = [at(row, "recipient") for row in book.allocations if "recipient" in row.unread]
    for recipient in decision.allotted:
        if recipient not in named and book.allocations:
            yield from ((recipient, place) for place in unnamed or [book.heading("allocations", "recipient")])


def _call_offs(rows: Sequence[CallOff]) -> Iterator[Cause]:
    counting = CALLED_OFF | {REQUESTED, REVERSED}
    for row in rows:
        if row.unread and ("status" in row.unread or row.status in counting):
            for name in ("recipient", "amount", "status", *(() if row.status == REQUESTED else ("date",))):
                if name in row.unread:
                    yield row.recipient, at(row, name)


def _transfers(rows: Sequence[Transfer]) -> Iterator[Cause]:
    for row in rows:
        if row.unread and ("status" in row.unread or row.status in WAITING | {BOOKED}):
            undated = "date" in row.unread and row.status not in WAITING
            for name in ("amount", "status", *(("date",) if undated else ())):
                if name in row.unread:
                    yield row.donor, at(row, name)
                    yield row.receiver, at(row, name)
            yield from ((None, at(row, name)) for name in ("donor", "receiver") if name in row.unread)
