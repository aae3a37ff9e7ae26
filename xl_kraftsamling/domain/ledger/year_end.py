"""The end of the year: what each recipient has left, and of what kind."""

from collections.abc import Iterator
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.ledger import Balance, Ledger


class YearEndLine(NamedTuple):
    """One recipient at the year's end, in öre.

    `unused` is R − U where the outcome is known, otherwise K.  `unspent` is the part of it that is called off but not spent, None
    where the outcome is unknown; the rest is not called off.
    """

    balance: Balance
    unused: int
    unspent: int | None


def year_end_lines(ledger: Ledger) -> Iterator[YearEndLine]:
    """The figures of every recipient whose K is known, at the ledger's date.

    The outcome counts as known where the book has any of the recipient: one without may simply not have reported yet.
    """
    known = {*ledger.book.outcomes.column("recipient")}
    for balance in ledger.known_balances("remaining"):
        # R − U = K + E, so that without an outcome what is left is K alone
        unspent = balance.called_off_unspent if balance.recipient in known else None
        yield YearEndLine(balance, balance.remaining + (unspent or 0), unspent)
