"""A booked transfer that its donor could afford on its day, but not on a later one: OM07."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_kraftsamling.domain.balances import Ledger
from xl_kraftsamling.domain.model import Transfer
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.transfers.readings import Answer
from xl_kraftsamling.domain.transfers.reasons import Reason, told
from xl_kraftsamling.domain.transfers.room import too_much, weighable

Break = tuple[Transfer, date, int]
"""A row, the day on which the donor is short because of it, and by how much, in öre."""


def breaks_later(ledger: Ledger) -> Iterator[tuple[Transfer, Reason]]:
    """OM07, per donor: the last booked transfer without which a later day would not be below zero.

    Where no single transfer explains it, the last of those that do together.
    """
    given: dict[str, list[Transfer]] = defaultdict(list)
    for row in ledger.booked.rows:
        if row.donor and weighable(ledger, row):
            given[row.donor].append(row)
    for donor, rows in given.items():
        if found := _last(ledger, donor, rows):
            row, day, short = found
            values = {**told(row), "day": day, "short": Ore(short)}
            yield row, Reason("OM07", Answer.NO, "amount", values, Ore(row.amount or 0), None, Ore(short))


def _last(ledger: Ledger, donor: str, rows: Sequence[Transfer]) -> Break | None:
    """The row to name, of a donor's booked transfers in order of date."""
    fitted = [row for row in rows if not too_much(ledger, row)]
    days = _short_days(ledger, donor, [row for row in rows if too_much(ledger, row)])
    for row in reversed(fitted):
        if found := next(((day, short) for day, short in days if _before(row, day) and short <= (row.amount or 0)), None):
            return row, *found
    for day, short in days:
        earlier = [row for row in fitted if _before(row, day)]
        if short <= sum(row.amount or 0 for row in earlier):
            return earlier[-1], day, short
    return None


def _short_days(ledger: Ledger, donor: str, unfit: Sequence[Transfer]) -> list[tuple[date, int]]:
    """The days on which a donor is short, and by how much; what OM04 finds is not blamed on the others."""
    days = [
        (day, -level - sum(row.amount or 0 for row in unfit if not _after(row, day)))
        for day, level in ledger.levels(donor).below()
    ]
    return [(day, short) for day, short in days if short > 0]


def _before(row: Transfer, day: date) -> bool:
    return row.date is not None and row.date < day


def _after(row: Transfer, day: date) -> bool:
    return row.date is not None and row.date > day
