"""Which recipients' figures are left open by what could not be read, and by which cell.

A cell leaves open the figures that it would have gone into, and no others.

The cells that could not be read, and whose figures each of them leaves open.

A row that counts in nobody's figures (an *avslaget* call-off, a transfer in *utkast*) leaves nothing open.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.book import Book, Row, cell_of
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger.allocations import find_wrong_unit
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.states import BOOKED, CALLED_OFF, REQUESTED, REVERSED, WAITING
from xl_kraftsamling.domain.tables import TABLES, CallOff, Transfer

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
            yield from ((getattr(row, "recipient", None), cell_of(row, name)) for name in names if name in row.unread)


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
    if find_wrong_unit(rows, decision):
        yield None, book.heading("allocations", "amount")
    nameless = [cell_of(row, "recipient") for row in rows if "recipient" in row.unread]
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
        yield from ((None, cell_of(row, name)) for name in ("donor", "receiver") if name in row.unread)
        unread = [cell_of(row, name) for name in ("amount", "status", "date") if name in row.unread]
        yield from ((end, place) for place in unread for end in (row.donor, row.receiver))


def waiting(rows: Sequence[Transfer]) -> Iterator[Cause]:
    """The cells of transfers that go into V, whatever their date: they are the donor's alone."""
    for row in (row for row in rows if row.unread and row.status in WAITING):
        yield from ((row.donor, cell_of(row, name)) for name in ("donor", "amount") if name in row.unread)


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
        *missing(book, (name for name in needed if name in DISPOSABLE_FIELDS)),
        *allocated(book, decision),
        *booked(book.transfers),
    ]
    remainders = [
        *disposables,
        *missing(book, (name for name in needed if name not in DISPOSABLE_FIELDS)),
        *drawn(book.call_offs),
    ]
    outcomes = cells(book.outcomes, "recipient", "amount", "booked_on")
    return Unsettled(
        disposables=_grouped(disposables),
        remainders=_grouped(remainders),
        ledger=_grouped([*remainders, *requested(book.call_offs), *waiting(book.transfers)]),
        outcomes=_grouped([*missing(book, OUTCOME_FIELDS), *outcomes, *sign(book)]),
        forecasts=_grouped(cells(book.forecasts, "recipient", "amount", "date")),
    )


def _grouped(causes: Iterable[Cause]) -> Causes:
    groups: Causes = {}
    for recipient, place in causes:
        groups.setdefault(recipient, []).append(place)
    return groups
