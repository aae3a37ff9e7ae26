"""Rows that use money for another recipient's insats, without a transfer from that recipient: AV07 and UT09."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.tables import CallOff, Intervention, Outcome

AnySpending = TypeVar("AnySpending", CallOff, Outcome)

USED_FIELDS = (
    "interventions.id", "interventions.recipient", "transfers.donor", "transfers.receiver", "transfers.status",
)  # fmt: skip
"""What is read beside the rows themselves."""


def find_rows_of_others(ledger: Ledger, rows: Iterable[AnySpending]) -> Iterator[tuple[AnySpending, str]]:
    """The rows, of those given, whose insats is another's and to whose recipient nothing is transferred; each with that other."""
    owners: dict[object, str | None] = {}  # by what the answer depends on: 100 000 rows are for a dozen insatser
    transfers = _list_parties(ledger)
    for row in rows:
        key = row.intervention, row.recipient, row.block
        if key not in owners:
            owners[key] = _find_owner(ledger.ids_of("interventions").find(row.intervention, row))
        owner = owners[key]
        if owner is None or owner == row.recipient:
            continue
        # None is a name that cannot be read: such a transfer may be the one that moved this money
        if transfers.isdisjoint({(owner, row.recipient), (None, row.recipient), (owner, None), (None, None)}):
            yield row, owner


def _find_owner(interventions: Sequence[Intervention]) -> str | None:
    """The recipient of the insats that is meant; None where there is none, or it may be one of several recipients' (VD11, VD12)."""
    recipients = {row.recipient for row in interventions}
    return recipients.pop() if len(recipients) == 1 else None


def _list_parties(ledger: Ledger) -> set[tuple[str | None, str | None]]:
    """Donor and receiver of every transfer that moves money or may; None where the name cannot be read."""
    return {(row.donor, row.receiver) for row in ledger.book.transfers if row.status in LIVE or "status" in row.unread}
