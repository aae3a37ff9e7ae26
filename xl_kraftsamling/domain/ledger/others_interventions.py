"""Rows that use money for another recipient's insats, without a transfer from that recipient: AV07 and UT09."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.status_words import LIVE
from xl_kraftsamling.domain.tables import CallOff, Intervention, Outcome

AnySpending = TypeVar("AnySpending", CallOff, Outcome)

USED_FIELDS = (
    "interventions.id", "interventions.recipient", "transfers.donor", "transfers.receiver", "transfers.status",
)  # fmt: skip
"""What is read beside the rows themselves."""


def find_rows_of_others(ledger: Ledger, rows: Rows[AnySpending]) -> Iterator[tuple[AnySpending, str]]:
    """The rows, of those given, whose insats is another's and to whose recipient nothing is transferred; each with that other."""
    keys = [*zip(*map(rows.column, ("intervention", "recipient", "block")), strict=True)]
    examples = dict(zip(keys, range(len(rows)), strict=True))  # by what the answer depends on: 100 000 rows are for a dozen insatser
    owners = {key: _find_owner(ledger.ids_of("interventions").find(key[0], rows[number])) for key, number in examples.items()}
    transfers = _list_parties(ledger)
    others = {key: owner for key, owner in owners.items() if owner and owner != key[1] and not _may_have_moved(transfers, owner, key[1])}
    for number, key in enumerate(keys) if others else ():
        if key in others:
            yield rows[number], others[key]


def _may_have_moved(transfers: set[tuple[str | None, str | None]], owner: str, recipient: str | None) -> bool:
    """Whether a transfer moves an insats' money to a recipient, or may: None is a name that cannot be read."""
    return not transfers.isdisjoint({(owner, recipient), (None, recipient), (owner, None), (None, None)})


def _find_owner(interventions: Sequence[Intervention]) -> str | None:
    """The recipient of the insats that is meant; None where there is none, or it may be one of several recipients' (VD11, VD12)."""
    recipients = {row.recipient for row in interventions}
    return recipients.pop() if len(recipients) == 1 else None


def _list_parties(ledger: Ledger) -> set[tuple[str | None, str | None]]:
    """Donor and receiver of every transfer that moves money or may; None where the name cannot be read."""
    return {(row.donor, row.receiver) for row in ledger.book.transfers if row.status in LIVE or "status" in row.unread}
