"""How much may go, found by trying: nothing of the program's arithmetic is used, and no formula, but only what may not happen.

A ledger is sound for a donor where its money suffices at the end of every day: for what is called off and booked, beside all that
is requested, and for what is promised, each promise from its own date on.  What can be given is the largest amount that leaves it so.
"""

from datetime import date, timedelta

from xl_kraftsamling.domain.ledger.ledger import Ledger

SPARE = timedelta(days=2)


def leaves_room(ledger: Ledger, donor: str, day: date, amount: int) -> bool:
    """Whether, with an amount given away on a day, the donor's money suffices on that day and every later one."""
    dated = [row.date for row in (*ledger.book.call_offs, *ledger.book.transfers) if row.date]
    last = max([day, *dated]) + SPARE
    return all(left_on(ledger, donor, day + timedelta(days)) >= amount for days in range((last - day).days + 1))


def left_on(ledger: Ledger, who: str, day: date) -> int:
    """What is free of a recipient's money at the end of a day."""
    left = sum(row.amount or 0 for row in ledger.book.allocations if row.recipient == who)
    for row in ledger.book.call_offs:
        if row.recipient == who and row.amount is not None:
            past = row.date is not None and row.date <= day
            left -= row.amount if row.status in ("godkänt", "utbetalt") and past else 0
            left += row.amount if row.status == "återfört" and past else 0
            left -= max(0, row.amount) if row.status == "begärt" else 0
    for row in ledger.book.transfers:
        if row.amount is None or row.donor == row.receiver:
            continue
        past = row.date is not None and row.date <= day
        if row.status == "bokförd" and past:
            left += row.amount * ((row.receiver == who) - (row.donor == who))
        if row.status in ("begärd", "överenskommen") and row.donor == who and (past or row.date is None):
            left -= max(0, row.amount)
    return left


def find_most(ledger: Ledger, donor: str, day: date, most: int) -> int:
    """The largest amount of 0 to `most` that can go, tried one by one; 0 where not even nothing leaves enough."""
    amount = 0
    while amount < most and leaves_room(ledger, donor, day, amount + 1):
        amount += 1
    return amount
