"""Where a transfer's money comes from: received by transfer itself (OM15), or sent back to its giver (OM16)."""

import re
from collections.abc import Iterable
from datetime import date

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.recipients import fold_name
from xl_kraftsamling.domain.states import BOOKED
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.transfers.reason import Reason, transfer_values


def om15_chain(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM15: money of the donor's own does not cover the amount, and the origin of what it received is not named.

    Own money is K less everything received, at the end of the day of the transfer and with the transfer itself left out.
    """
    if row.donor is None or row.date is None or row.amount is None or ledger.unsettled.remaining(row.donor):
        return None
    received = ledger.booked.received(row.donor, row.date)
    given = row.amount if row.status == BOOKED else 0
    own = max(0, ledger.remaining(row.donor, row.date) + given - received)
    if not received or row.amount <= own or "origin" in row.unread:
        return None
    return _unnamed(ledger, row, row.donor, row.date, own)


def _unnamed(ledger: Ledger, row: Transfer, donor: str, day: date, own: int) -> Reason | None:
    givers = [each for each in ledger.booked.to(donor, day) if each.donor != row.receiver]
    answer = ledger.decision.answer("chain")
    if not givers or answer is Answer.YES or _named(ledger, row.origin, givers):
        return None
    short = Ore((row.amount or 0) - own)
    names = tuple(dict.fromkeys(each.donor for each in givers if each.donor))
    values = {**transfer_values(row), "own": Ore(own), "short": short, "origins": names, "origin": row.origin or ""}
    return Reason("OM15", answer, "origin", values, row.origin, names, short)


def _named(ledger: Ledger, origin: str | None, givers: Iterable[Transfer]) -> bool:
    """Whether a text names a giver, by its name in any form, or the id of its transfer."""
    if origin is None:
        return False
    known = ledger.decision.register.recognise(origin).name
    return any(
        known == each.donor
        or (each.donor and fold_name(each.donor) in fold_name(origin))
        or (each.id and re.search(rf"(?<!\w){re.escape(each.id)}(?!\w)", origin, re.IGNORECASE))
        for each in givers
    )


def om16_back_to_giver(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM16: the receiver has earlier given the donor money by a transfer that is still booked."""
    first = ledger.booked.first(row.receiver, row.donor)
    if first is None or first.date is None or row.date is None:
        return None
    if (first.date, first.line) > (row.date, row.line or first.line):
        return None
    values = {**transfer_values(row), "earlier": first.id or first.line, "earlier_date": first.date, "earlier_amount": Ore(first.amount or 0)}
    return Reason("OM16", Answer.YES, "id", values, row.id, first.id)
