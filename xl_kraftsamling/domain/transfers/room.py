"""Whether a transfer fits in what its donor can give away: OM04, OM05 and OM08.

A transfer that waits, or is only proposed, must fit under everything that is to come: min over t ≥ its date of K(t) − B.  A
booked one is seen on its own day here, and on the days after it in `domain/transfers/later.py` (OM07).

A booked transfer that its donor could afford on its day, but not on a later one: OM07.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.states import BOOKED, WAITING
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.reason import Reason, transfer_values


def is_room_known(ledger: Ledger, row: Transfer) -> bool:
    """Whether it can be told if a transfer fits: what cannot be read, and OM06, come first."""
    if row.donor is None or row.donor == row.receiver or row.date is None or row.amount is None or row.amount <= 0:
        return False
    return not ledger.unsettled.remaining(row.donor) if row.status == BOOKED else row.donor not in ledger.unsettled


def om04_more_than_free(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM04: the donor cannot give the amount, with the transfer itself left out and no other one waiting."""
    if not is_room_known(ledger, row):
        return None
    donor, day, amount = row.donor or "", row.date or date.min, row.amount or 0
    booked = row.status == BOOKED
    room = ledger.remaining(donor, day) + amount if booked else ledger.giveable(donor, day)
    if amount <= room:
        return None
    basis = _THAT_DAY.bind(level=Ore(room)) if booked else explain_room(ledger, donor, day)
    return _short("OM04", row, room, {"basis": basis})


_THAT_DAY = Text("den dagen var {level} kvar att avropa", "that day {level} was left to call off")
_LOWEST = Text("kvar att avropa är som minst {level}, den {day}", "what is left to call off is {level} at the least, on {day}")
_REQUESTED = Text("; {requested} är redan begärt", "; {requested} is already requested")


def explain_room(ledger: Ledger, donor: str, day: date) -> Text:
    """In words, what the room of a donor is made of: the least that will be left, and what is requested of it."""
    levels = ledger.levels(donor)
    requested = Ore(levels.lowest_from(day) - ledger.giveable(donor, day))
    lowest = _LOWEST.bind(level=Ore(levels.lowest_from(day)), day=levels.lowest_day(day))
    more = _REQUESTED.bind(requested=requested) if requested else Text("", "")
    return Text(lowest.sv + more.sv, lowest.en + more.en)


def om05_together_too_much(ledger: Ledger, row: Transfer, waiting: int) -> Reason | None:
    """OM05: a transfer that fits alone does not fit together with what already waits, in öre."""
    if not is_room_known(ledger, row) or om04_more_than_free(ledger, row):
        return None
    room = ledger.giveable(row.donor or "", row.date or date.min)
    if (row.amount or 0) <= room - waiting:
        return None
    return _short("OM05", row, room - waiting, {"waiting": Ore(waiting), "room": Ore(room)})


def find_crowded_queues(ledger: Ledger) -> Iterator[tuple[list[Transfer], Reason]]:
    """OM05, per donor: the waiting transfers that each fit alone, in order of date, down to the last one without room."""
    for queue in _queues(ledger):
        before = accumulate((row.amount or 0 for row in queue), initial=0)
        reasons = [om05_together_too_much(ledger, row, waiting) for row, waiting in zip(queue, before, strict=False)]
        last = max((place for place, reason in enumerate(reasons) if reason), default=-1)
        if reason := reasons[last]:
            yield queue[: last + 1], reason


def _queues(ledger: Ledger) -> Iterator[list[Transfer]]:
    waiting: dict[str | None, list[Transfer]] = defaultdict(list)
    for row in ledger.book.transfers:
        if row.status in WAITING and is_room_known(ledger, row) and not om04_more_than_free(ledger, row):
            waiting[row.donor].append(row)
    return (sorted(rows, key=lambda row: (row.date or date.min, row.line)) for rows in waiting.values())


def om08_reversed_but_used(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM08, of a reversed transfer: the receiver has already called the money off, its K is below zero, now or later."""
    if row.receiver is None or ledger.unsettled.remaining(row.receiver):
        return None
    level = ledger.levels(row.receiver).lowest_from(ledger.as_of)
    if level >= 0:
        return None
    return Reason("OM08", Answer.NO, "id", {**transfer_values(row), "short": Ore(-level)}, row.id, None, Ore(-level))


def _short(code: str, row: Transfer, room: int, more: Mapping[str, Value]) -> Reason:
    available = Ore(max(0, room))
    asked = Ore(row.amount or 0)
    short = Ore(asked - available)
    return Reason(code, Answer.NO, "amount", {**transfer_values(row), "available": available, "short": short, **more}, asked, available, short)


Break = tuple[Transfer, date, int]
"""A row, the day on which the donor is short because of it, and by how much, in öre."""


def find_later_shortages(ledger: Ledger) -> Iterator[tuple[Transfer, Reason]]:
    """OM07, per donor: the last booked transfer without which a later day would not be below zero.

    Where no single transfer explains it, the last of those that do together.
    """
    given: dict[str, list[Transfer]] = defaultdict(list)
    for row in ledger.booked.rows:
        if row.donor and is_room_known(ledger, row):
            given[row.donor].append(row)
    for donor, rows in given.items():
        if found := _last(ledger, donor, rows):
            row, day, short = found
            values = {**transfer_values(row), "day": day, "short": Ore(short)}
            yield row, Reason("OM07", Answer.NO, "amount", values, Ore(row.amount or 0), None, Ore(short))


def _last(ledger: Ledger, donor: str, rows: Sequence[Transfer]) -> Break | None:
    """The row to name, of a donor's booked transfers in order of date."""
    fitted = [row for row in rows if not om04_more_than_free(ledger, row)]
    days = _short_days(ledger, donor, [row for row in rows if om04_more_than_free(ledger, row)])
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
        for day, level in ledger.levels(donor).days_below_zero()
    ]
    return [(day, short) for day, short in days if short > 0]


def _before(row: Transfer, day: date) -> bool:
    return row.date is not None and row.date < day


def _after(row: Transfer, day: date) -> bool:
    return row.date is not None and row.date > day
