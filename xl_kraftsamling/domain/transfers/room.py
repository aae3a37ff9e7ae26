"""Whether a transfer fits in the money that its donor can give away: OM04 and OM05.

A transfer that waits, or is only proposed, must fit under everything still to come: min over t ≥ its date of K(t) − B.  A booked
one is measured on its own day by OM04, and on the days after it by the rule OM07.
"""

from collections.abc import Mapping
from datetime import date

from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.status_words import BOOKED
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
    return _make_reason("OM04", row, room, {"basis": basis})


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
    return _make_reason("OM05", row, room - before, {"waiting": Ore(before), "room": Ore(room)})


def explain_room(ledger: Ledger, donor: str, day: date) -> Text:
    """In words, how a donor's room is computed: the least that will be left, and what is requested of it."""
    levels = ledger.levels(donor)
    requested = Ore(ledger.totals.requested[donor])
    lowest = _LOWEST.bind(level=Ore(levels.lowest_from(day)), day=levels.lowest_day(day))
    more = _REQUESTED.bind(requested=requested) if requested else Text("", "")
    return Text(lowest.sv + more.sv, lowest.en + more.en)


def _make_reason(code: str, row: Transfer, room: int, more: Mapping[str, Value]) -> Reason:
    available = Ore(max(0, room))
    amount = Ore(row.amount or 0)
    short = Ore(amount - available)
    values = {**transfer_values(row), "available": available, "short": short, **more}
    return Reason(code, Answer.NO, "amount", values, amount, available, short)
