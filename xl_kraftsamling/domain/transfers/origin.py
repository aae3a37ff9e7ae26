"""Where the money of a transfer comes from: the donor's own, or received by transfer itself (OM15)."""

from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.recipients import fold_name
from xl_kraftsamling.domain.status_words import BOOKED
from xl_kraftsamling.domain.tables import Transfer


class PassedOn(NamedTuple):
    """Money that a donor can only give by passing on what it has received, in öre.

    `own` is what it can give of its own, `received` what it got from `givers`, the receiver of the transfer left out of them.
    """

    own: int
    received: int
    givers: tuple[str, ...]


def find_passed_on(ledger: Ledger, row: Transfer) -> PassedOn | None:
    """How much of a donor's money at a transfer's date is its own, where its origin matters and the cell Ursprung does not name it.

    Its own money is K less everything received, at the end of that day and with the transfer left out.
    """
    if row.donor is None or row.date is None or row.donor in ledger.unsettled.remaining or "origin" in row.unread:
        return None
    sums = ledger.booked.received_from(row.donor, row.date)
    # K already has a booked transfer taken off: put it back, so that a booked and a proposed one are judged alike
    counted = (row.amount or 0) if row.status == BOOKED and ledger.holds(row) else 0
    # F − O − A: what is used up counts as its own money first, so that with caution what is left is what it received
    own = max(0, ledger.remaining(row.donor, row.date) + counted - sum(sums.values()))
    givers = {name: amount for name, amount in sums.items() if name and name != row.receiver}  # money sent back to its giver is OM16
    if not givers or ledger.decision.answer("chain") is Answer.YES or _names_giver(ledger, row, set(givers)):
        return None
    return PassedOn(own, sum(givers.values()), tuple(givers))


def _names_giver(ledger: Ledger, row: Transfer, givers: set[str]) -> bool:
    """Whether the cell Ursprung names a giver, by its name in any form, or the id of its transfer."""
    if row.origin is None or row.donor is None or row.date is None:
        return False
    text = fold_name(row.origin)
    return (
        ledger.decision.register.recognise(row.origin).name in givers
        or any(fold_name(giver) in text for giver in givers)
        or not givers.isdisjoint(ledger.booked.donors_of(row.donor, row.origin, row.date))
    )
