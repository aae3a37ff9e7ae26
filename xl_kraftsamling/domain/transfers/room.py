"""Whether a transfer fits in the money that its donor can give away: OM04, OM05, OM07 and OM08.

A transfer that waits, or is only proposed, must fit under everything still to come: min over t ≥ its date of K(t) − B.  A booked
one is measured on its own day by OM04, and on the days after it by OM07.
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

_THAT_DAY = Text("den dagen var {level} kvar att avropa", "that day {level} was left to call off")
_LOWEST = Text("kvar att avropa är som minst {level}, den {day}", "what is left to call off is {level} at the least, on {day}")
_REQUESTED = Text("; {requested} är redan begärt", "; {requested} is already requested")


def is_room_known(ledger: Ledger, row: Transfer) -> bool:
    """Whether it can be judged if a transfer fits; where a cell is unread, or the transfer moves nothing (OM06), it cannot."""
    if row.donor is None or row.donor == row.receiver or row.date is None or row.amount is None or row.amount <= 0:
        return False
    # a booked transfer is measured by K alone, one that waits by B and V too
    return row.donor not in ledger.unsettled.remaining if row.status == BOOKED else row.donor not in ledger.unsettled


def om04_more_than_free(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM04: the donor cannot give the amount, with the transfer itself left out and no other one waiting."""
    if not is_room_known(ledger, row):
        return None
    donor, day, amount = row.donor or "", row.date or date.min, row.amount or 0
    booked = row.status == BOOKED
    # K of that day already has a booked transfer taken off: put it back
    room = ledger.remaining(donor, day) + amount if booked else ledger.giveable(donor, day)
    if amount <= room:
        return None
    basis = _THAT_DAY.bind(level=Ore(room)) if booked else explain_room(ledger, donor, day)
    return _no_room("OM04", row, room, {"basis": basis})


def om05_together_too_much(ledger: Ledger, row: Transfer, promised: int | None = None) -> Reason | None:
    """OM05: a transfer that fits alone does not fit together with what its donor has promised already.

    :param promised: öre; None: everything that the donor has promised in this ledger, the transfer itself not being in it.
    """
    if not is_room_known(ledger, row) or om04_more_than_free(ledger, row):
        return None
    before = ledger.totals.promised[row.donor or ""] if promised is None else promised
    room = ledger.giveable(row.donor or "", row.date or date.min)
    if (row.amount or 0) <= room - before:
        return None
    return _no_room("OM05", row, room - before, {"waiting": Ore(before), "room": Ore(room)})


def find_crowded_queues(ledger: Ledger) -> Iterator[tuple[list[Transfer], Reason]]:
    """OM05, per donor: the waiting transfers that each fit alone, in order of date, down to the last one without room."""
    waiting: dict[str | None, list[Transfer]] = defaultdict(list)
    for row in ledger.book.transfers:
        if row.status in WAITING and is_room_known(ledger, row) and not om04_more_than_free(ledger, row):
            waiting[row.donor].append(row)
    for rows in waiting.values():
        queue = sorted(rows, key=lambda row: (row.date or date.min, row.line))
        before = accumulate((row.amount or 0 for row in queue), initial=0)
        reasons = [om05_together_too_much(ledger, row, promised) for row, promised in zip(queue, before, strict=False)]
        last = max((place for place, reason in enumerate(reasons) if reason), default=-1)
        if reason := reasons[last]:
            yield queue[: last + 1], reason


def find_later_shortages(ledger: Ledger) -> Iterator[tuple[Transfer, Reason]]:
    """OM07, per donor: the last booked transfer without which a later day would not be below zero.

    Where no single transfer explains it, the last of those that do together.
    """
    booked: dict[str, list[Transfer]] = defaultdict(list)
    for row in ledger.booked.rows:
        if row.donor and is_room_known(ledger, row):
            booked[row.donor].append(row)
    for donor, rows in booked.items():
        if found := _find_later_shortage(ledger, donor, rows):
            row, day, short = found
            values = {**transfer_values(row), "day": day, "short": Ore(short)}
            yield row, Reason("OM07", Answer.NO, "amount", values, Ore(row.amount or 0), None, Ore(short))


def om08_reversed_but_used(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM08, of a reversed transfer: the receiver has already called the money off; its K is below zero, now or later."""
    if row.receiver is None or row.receiver in ledger.unsettled.remaining:
        return None
    level = ledger.levels(row.receiver).lowest_from(ledger.as_of)
    if level >= 0:
        return None
    return Reason("OM08", Answer.NO, "id", {**transfer_values(row), "short": Ore(-level)}, row.id, None, Ore(-level))


def explain_room(ledger: Ledger, donor: str, day: date) -> Text:
    """In words, how a donor's room is computed: the least that will be left, and what is requested of it."""
    levels = ledger.levels(donor)
    requested = Ore(ledger.totals.requested[donor])
    lowest = _LOWEST.bind(level=Ore(levels.lowest_from(day)), day=levels.lowest_day(day))
    more = _REQUESTED.bind(requested=requested) if requested else Text("", "")
    return Text(lowest.sv + more.sv, lowest.en + more.en)


def _no_room(code: str, row: Transfer, room: int, more: Mapping[str, Value]) -> Reason:
    available = Ore(max(0, room))
    amount = Ore(row.amount or 0)
    short = Ore(amount - available)
    values = {**transfer_values(row), "available": available, "short": short, **more}
    return Reason(code, Answer.NO, "amount", values, amount, available, short)


def _find_later_shortage(ledger: Ledger, donor: str, rows: Sequence[Transfer]) -> tuple[Transfer, date, int] | None:
    """Of a donor's booked transfers in order of date: the one to name, the day the donor is short because of it, and by how much."""
    fitted = [row for row in rows if not om04_more_than_free(ledger, row)]
    days = _list_short_days(ledger, donor, [row for row in rows if om04_more_than_free(ledger, row)])
    for row in reversed(fitted):
        if found := next(((day, short) for day, short in days if _is_before(row, day) and short <= (row.amount or 0)), None):
            return row, *found
    for day, short in days:
        earlier = [row for row in fitted if _is_before(row, day)]
        if short <= sum(row.amount or 0 for row in earlier):
            return earlier[-1], day, short
    return None


def _list_short_days(ledger: Ledger, donor: str, unfit: Sequence[Transfer]) -> list[tuple[date, int]]:
    """The days on which a donor is short, and by how much.

    What the transfers that OM04 finds took is put back: otherwise every later transfer would be blamed for their shortage.
    """
    days = [
        (day, -level - sum(row.amount or 0 for row in unfit if not (row.date and row.date > day)))
        for day, level in ledger.levels(donor).days_below_zero()
    ]
    return [(day, short) for day, short in days if short > 0]


def _is_before(row: Transfer, day: date) -> bool:
    return row.date is not None and row.date < day
