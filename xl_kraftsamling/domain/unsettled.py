"""Which recipients' figures are left open by what could not be read, and by which cell.

A cell leaves open the figures that it would have gone into, and no others: an *avslaget* call-off or a transfer in *utkast*
counts in nobody's, a transfer that waits only in its donor's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.allocations import wrong_unit
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.model import Allocation, Book, CallOff, Place, Row, Transfer, at
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING
from xl_kraftsamling.domain.tables import TABLES

Cause = tuple[str | None, Place]
"""A recipient (None: every one) and the cell that leaves its figures open."""

DISPOSABLE_FIELDS = (
    "allocations.recipient", "allocations.amount",
    "transfers.donor", "transfers.receiver", "transfers.amount", "transfers.date", "transfers.status",
)  # fmt: skip
"""What R is made of: every rule about it needs these."""

LEDGER_FIELDS = (
    *DISPOSABLE_FIELDS, "call_offs.recipient", "call_offs.amount", "call_offs.date", "call_offs.status",
)  # fmt: skip
"""What K and Ω are made of."""

OUTCOME_FIELDS = ("outcomes.recipient", "outcomes.amount", "outcomes.booked_on")
"""What U is made of, together with the sign of costs (settings.cost_sign)."""

_SHEETS = {table.name: table.sheet for table in TABLES}


Causes = dict[str | None, list[Place]]
"""The cells per recipient."""


@dataclass(kw_only=True)
class Unsettled:
    """The causes that leave a figure open: R, then also K, then also Ω (which needs B and V); U; and P."""

    disposables: Causes = field(default_factory=dict)
    remainders: Causes = field(default_factory=dict)
    ledger: Causes = field(default_factory=dict)
    outcomes: Causes = field(default_factory=dict)
    forecasts: Causes = field(default_factory=dict)

    def __contains__(self, recipient: str) -> bool:
        """Whether any of R, K and Ω of a recipient cannot be told: then its balance is not shown."""
        return recipient in self.ledger or None in self.ledger

    def disposable(self, recipient: str) -> bool:
        """Whether R of a recipient cannot be told."""
        return recipient in self.disposables or None in self.disposables

    def remaining(self, recipient: str) -> bool:
        """Whether K of a recipient cannot be told."""
        return recipient in self.remainders or None in self.remainders

    def outcome(self, recipient: str) -> bool:
        """Whether U of a recipient cannot be told."""
        return recipient in self.outcomes or None in self.outcomes

    def forecast(self, recipient: str) -> bool:
        """Whether P of a recipient cannot be told."""
        return recipient in self.forecasts or None in self.forecasts

    def because(self, places: set[Place]) -> set[str | None]:
        """Whose figures some cells leave open; None among them means everybody's."""
        figures = (self.ledger, self.outcomes, self.forecasts)
        return {name for causes in figures for name, cells in causes.items() if not places.isdisjoint(cells)}


def unsettled(book: Book, decision: Decision) -> Unsettled:
    """Find every cell that leaves a figure open, and whose."""
    needed = [name for name in LEDGER_FIELDS if book.transfers or not name.startswith("transfers.")]
    disposables = [
        *_missing(book, (name for name in needed if name in DISPOSABLE_FIELDS)),
        *_allocations(book, decision),
        *_booked(book.transfers),
    ]
    remainders = [
        *disposables,
        *_missing(book, (name for name in needed if name not in DISPOSABLE_FIELDS)),
        *_drawn(book.call_offs),
    ]
    outcomes = [
        *_missing(book, OUTCOME_FIELDS),
        *_rows(book.outcomes, "recipient", "amount", "booked_on"),
        *_sign(book),
    ]
    return Unsettled(
        disposables=_grouped(disposables),
        remainders=_grouped(remainders),
        ledger=_grouped([*remainders, *_requested(book.call_offs), *_waiting(book.transfers)]),
        outcomes=_grouped(outcomes),
        forecasts=_grouped(_rows(book.forecasts, "recipient", "amount", "date")),
    )


def _grouped(causes: Iterable[Cause]) -> Causes:
    groups: Causes = {}
    for recipient, place in causes:
        groups.setdefault(recipient, []).append(place)
    return groups


def _missing(book: Book, fields: Iterable[str]) -> Iterator[Cause]:
    for name in fields:
        table = name.partition(".")[0]
        if table in book.missing:
            yield None, Place(_SHEETS[table])
        elif name in book.missing:
            yield None, book.heading(table, "")


def _rows(rows: Sequence[Row], *names: str) -> Iterator[Cause]:
    for row in rows:
        for name in names:
            if name in row.unread:
                yield getattr(row, "recipient", None), at(row, name)


def _sign(book: Book) -> Iterator[Cause]:
    sign = book.settings.get("cost_sign")
    if sign and sign.unread:
        yield None, sign.place


def _allocations(book: Book, decision: Decision) -> Iterator[Cause]:
    rows = book.allocations
    if wrong_unit(rows, decision):
        yield None, book.heading("allocations", "amount")
    yield from ((row.recipient, at(row, "amount")) for row in rows if row.recipient and "amount" in row.unread)
    yield from _unnamed(book, decision, rows)


def _unnamed(book: Book, decision: Decision, rows: Sequence[Allocation]) -> Iterator[Cause]:
    """The recipients of the decision that no row names: because of the rows with an unread name, if there are any."""
    named = {row.recipient for row in rows}
    causes = [at(row, "recipient") for row in rows if "recipient" in row.unread]
    for recipient in decision.allotted:
        if recipient not in named:
            yield from ((recipient, place) for place in causes or [book.heading("allocations", "recipient")])


def _drawn(rows: Sequence[CallOff]) -> Iterator[Cause]:
    """The cells of call-offs that may change A."""
    counting = (None, *CALLED_OFF, REVERSED)
    return _rows(
        [row for row in rows if row.unread and row.status in counting], "recipient", "amount", "status", "date"
    )


def _requested(rows: Sequence[CallOff]) -> Iterator[Cause]:
    """The cells of call-offs that go into B."""
    return _rows([row for row in rows if row.unread and row.status == REQUESTED], "recipient", "amount")


def _booked(rows: Sequence[Transfer]) -> Iterator[Cause]:
    """The cells of transfers that may go into I and O: an unread end may be anybody, any other cell is its ends'."""
    for row in (row for row in rows if row.unread and row.status in (None, BOOKED)):
        yield from ((None, at(row, name)) for name in ("donor", "receiver") if name in row.unread)
        unread = [at(row, name) for name in ("amount", "status", "date") if name in row.unread]
        yield from ((end, place) for place in unread for end in (row.donor, row.receiver))


def _waiting(rows: Sequence[Transfer]) -> Iterator[Cause]:
    """The cells of transfers that go into V: they are the donor's alone."""
    for row in (row for row in rows if row.unread and row.status in WAITING):
        yield from ((row.donor, at(row, name)) for name in ("donor", "amount") if name in row.unread)
