"""The arithmetic once more, slow and obvious: every figure of every day is added up from the rows anew.

Nothing here is shared with the program but the rows themselves, so that a mistake has to be made twice to go unseen.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from xl_kraftsamling.domain.ledger.ledger import Ledger

SPARE = timedelta(days=3)


def allotted(ledger: Ledger, who: str) -> int:
    """F."""
    return sum(row.amount for row in ledger.book.allocations if row.recipient == who)


def received(ledger: Ledger, who: str, day: date) -> int:
    """I."""
    return sum(row.amount for row in ledger.book.transfers if row.receiver == who and row.status == "bokförd" and row.date <= day)


def ceded(ledger: Ledger, who: str, day: date) -> int:
    """O."""
    return sum(row.amount for row in ledger.book.transfers if row.donor == who and row.status == "bokförd" and row.date <= day)


def called_off(ledger: Ledger, who: str, day: date) -> int:
    """A."""
    total = 0
    for row in ledger.book.call_offs:
        if row.recipient == who and row.date <= day:
            if row.status in ("godkänt", "utbetalt"):
                total += row.amount
            if row.status == "återfört":
                total -= row.amount
    return total


def remaining(ledger: Ledger, who: str, day: date) -> int:
    """K."""
    disposable = allotted(ledger, who) + received(ledger, who, day) - ceded(ledger, who, day)
    return disposable - called_off(ledger, who, day)


def requested(ledger: Ledger, who: str) -> int:
    """B, whatever its date: what is not above zero would take nothing."""
    waiting = [row.amount for row in ledger.book.call_offs if row.recipient == who and row.status == "begärt"]
    return sum(amount for amount in waiting if amount and amount > 0)


def promised(ledger: Ledger, who: str, until: date = date.max) -> int:
    """V, of which each counts from its own date on: what is not above zero, or goes to the giver itself, would take nothing."""
    total = 0
    for row in ledger.book.transfers:
        waits = row.donor == who and row.status in ("begärd", "överenskommen")
        if waits and row.receiver != who and row.amount and row.amount > 0 and (row.date is None or row.date <= until):
            total += row.amount
    return total


def days(ledger: Ledger, since: date) -> Iterator[date]:
    """Every day from a date until nothing more happens."""
    happens = [row.date for row in (*ledger.book.call_offs, *ledger.book.transfers) if row.date]
    last = max([since, *happens]) + SPARE
    while since <= last:
        yield since
        since += timedelta(days=1)


def giveable(ledger: Ledger, who: str, day: date) -> int:
    """Min over t ≥ d of K(t) − B."""
    return min(remaining(ledger, who, each) for each in days(ledger, day)) - requested(ledger, who)


def transferable(ledger: Ledger, who: str, day: date) -> int:
    """Ω."""
    return max(0, spare(ledger, who, day))


def spare(ledger: Ledger, who: str, day: date) -> int:
    """Ω, but below zero where more is held back than there is."""
    least = min(remaining(ledger, who, each) - promised(ledger, who, each) for each in days(ledger, day))
    return least - requested(ledger, who)


def short_days(ledger: Ledger, who: str, since: date) -> list[date]:
    """The days on which K is below zero."""
    return [day for day in days(ledger, since) if remaining(ledger, who, day) < 0]
