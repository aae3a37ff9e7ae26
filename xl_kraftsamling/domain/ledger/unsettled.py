"""Which recipients' figures are left open by what could not be read, and by which cell.

A cell leaves open the figures that it would have gone into, and no others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.ledger import unread
from xl_kraftsamling.domain.ledger.unread import Cause
from xl_kraftsamling.domain.model import Book, Place

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
        *unread.missing(book, (name for name in needed if name in DISPOSABLE_FIELDS)),
        *unread.allocated(book, decision),
        *unread.booked(book.transfers),
    ]
    remainders = [
        *disposables,
        *unread.missing(book, (name for name in needed if name not in DISPOSABLE_FIELDS)),
        *unread.drawn(book.call_offs),
    ]
    outcomes = unread.cells(book.outcomes, "recipient", "amount", "booked_on")
    return Unsettled(
        disposables=_grouped(disposables),
        remainders=_grouped(remainders),
        ledger=_grouped([*remainders, *unread.requested(book.call_offs), *unread.waiting(book.transfers)]),
        outcomes=_grouped([*unread.missing(book, OUTCOME_FIELDS), *outcomes, *unread.sign(book)]),
        forecasts=_grouped(unread.cells(book.forecasts, "recipient", "amount", "date")),
    )


def _grouped(causes: Iterable[Cause]) -> Causes:
    groups: Causes = {}
    for recipient, place in causes:
        groups.setdefault(recipient, []).append(place)
    return groups
