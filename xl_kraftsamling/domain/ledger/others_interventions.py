"""Rows that use money for another recipient's insats, without a transfer from that recipient: AV07 and UT09."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.tables import CallOff, Outcome

AnySpending = TypeVar("AnySpending", CallOff, Outcome)

USED_FIELDS = (
    "interventions.id", "interventions.recipient", "transfers.donor", "transfers.receiver", "transfers.status",
)  # fmt: skip
"""What is read beside the rows themselves."""


def find_rows_of_others(ledger: Ledger, rows: Iterable[AnySpending]) -> Iterator[tuple[AnySpending, str]]:
    """The rows, of those given, whose insats is another's and to whose recipient nothing is transferred; each with that other."""
    owners, transfers = _find_owners(ledger), _list_parties(ledger)
    for row in rows:
        owner = owners.get(row.intervention) if row.intervention else None
        if owner is None or owner == row.recipient:
            continue
        # None is a name that cannot be read: such a transfer may be the one that moved this money
        if transfers.isdisjoint({(owner, row.recipient), (None, row.recipient), (owner, None), (None, None)}):
            yield row, owner


def _find_owners(ledger: Ledger) -> dict[str | None, str | None]:
    """The recipient of each insats; None for an id that several recipients' insatser have (VD11)."""
    named: dict[str | None, set[str | None]] = defaultdict(set)
    for row in ledger.book.interventions:
        named[row.id].add(row.recipient)
    return {name: recipients.pop() for name, recipients in named.items() if len(recipients) == 1}


def _list_parties(ledger: Ledger) -> set[tuple[str | None, str | None]]:
    """Donor and receiver of every transfer that moves money or may; None where the name cannot be read."""
    return {(row.donor, row.receiver) for row in ledger.book.transfers if row.status in LIVE or "status" in row.unread}
