"""Whether a transfer fits in the money that its donor can give away (OM04 and OM05), and how much would.

A transfer that waits, or is only proposed, must fit under everything still to come: min over t ≥ its date of K(t) − B.  A booked
one is measured on its own day by OM04, and on the days after it by the rule OM07.  A request or promise that cannot be read could
only take more: what does not fit without it does not fit with it.

However much too large a transfer is, and by whichever rule, there is one answer to how large it may be: :func:`find_limit`.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from xl_kraftsamling.domain.ledger.agreements import count_taken
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.ledger.waiting import is_promise
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.open_points import Answer
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import BINDING, BOOKED
from xl_kraftsamling.domain.tables import Transfer
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.domain.transfers.origin import find_passed_on
from xl_kraftsamling.domain.transfers.reason import Reason, transfer_values

_LOWEST = Text("kvar att avropa är som minst {level}, den {day}", "what is left to call off is at least {level}, on {day}")
_REQUESTED = Text("; {requested} är redan begärt", "; {requested} is already requested")
_WAITING = Text("; {waiting} väntar redan på att lämnas", "; {waiting} is already waiting to be given")
_UNREAD = Text("; {cells} kan inte läsas och kan ta mer", "; {cells} cannot be read and may use more")
_AGREED = Text("överenskommelsen gäller {agreed}", "the agreement covers {agreed}")
_TAKEN = Text("; {taken} av det har andra omfördelningar tagit", "; {taken} of it is taken by other transfers")
_OWN = Text(
    "mer än så är inte {donor}s egna medel, och under Ursprung står inte att det kom från {origins}",
    "more than that is not {donor}'s own money, and Ursprung does not say that it came from {origins}",
)
_WAIT = Text(
    "Välj en annan givare, eller vänta tills {donor} har återfört avrop som inte behövs eller något som väntar har fått "
    "avslag.",
    "Choose another donor, or wait until {donor} has reversed call-offs that are not needed, or something that is waiting "
    "has been refused.",
)
_AGREE = Text("Kom överens med {party} om ett större belopp.", "Agree on a larger amount with {party}.")
_NAME_ORIGIN = Text("Ange {origins} under Ursprung.", "Enter {origins} under Ursprung.")


class Limit(NamedTuple):
    """The largest amount of a transfer, in öre, after which no rule of OM or AV breaks; why not more; and what to do where it is 0."""

    amount: int
    basis: Text
    way: Text


def find_limit(ledger: Ledger, row: Transfer) -> Limit | None:
    """How large a transfer may be, itself left out of what the ledger holds, whatever its amount is now.

    None where that is unknown because of an unread cell (of its donor's figures, of its own), or makes no sense: to oneself.  Whether the parties and
    the day permit it at all is for other conditions to say.
    """
    if row.donor is None or row.donor == row.receiver or row.date is None or row.donor in ledger.unsettled:
        return None
    return _find_lowest(ledger, row)


def cap_amount(ledger: Ledger, row: Transfer, most: int) -> int:
    """The largest amount that a condition may name which permits `most`: not more than there is room for.

    Where only what waits is unread that room is an upper bound, and the one that OM04 names; where more is unread none is known.
    """
    return min(most, *(amount for amount, _ in _measure_limits(ledger, row))) if is_room_known(ledger, row) else most


def _find_lowest(ledger: Ledger, row: Transfer) -> Limit:
    """The lowest of the limits, the first of equal ones."""
    amount, explain = min(_measure_limits(ledger, row), key=lambda limit: limit[0])
    return Limit(amount, *explain())


_Measured = tuple[int, Callable[[], tuple[Text, Text]]]
"""A limit in öre, and what words its basis and its way: of a row's limits only the lowest is ever shown."""


def _measure_limits(ledger: Ledger, row: Transfer) -> Iterator[_Measured]:
    yield max(0, measure_room(ledger, row)), partial(_explain_donor, ledger, row)
    if row.status in BINDING and (limit := _measure_agreed(ledger, row)):
        yield limit
    if passed_on := find_passed_on(ledger, row):
        yield passed_on.own, partial(_explain_origin, row.donor or "", passed_on.givers)


def _explain_donor(ledger: Ledger, row: Transfer) -> tuple[Text, Text]:
    return explain_room(ledger, row), _WAIT.bind(donor=row.donor)


def _explain_origin(donor: str, givers: tuple[str, ...]) -> tuple[Text, Text]:
    names: dict[str, Value] = {"donor": donor, "origins": givers}
    return _OWN.bind(**names), _NAME_ORIGIN.bind(**names)


def _measure_agreed(ledger: Ledger, row: Transfer) -> _Measured | None:
    """What an agreement leaves for a transfer that presupposes it; None where it states no amount."""
    shared = ledger.agreement_with(row)
    taken = shared.taken - count_taken(row, shared.agreed) if shared else 0
    left = [] if row.agreed_amount is None else [row.agreed_amount]
    if shared and taken:
        left.append(shared.agreed - taken)
    if not left:
        return None
    agreed = shared.agreed if shared and taken else row.agreed_amount or 0
    return max(0, min(left)), partial(_explain_agreed, agreed, taken, ledger.decision.party)


def _explain_agreed(agreed: int, taken: int, party: str) -> tuple[Text, Text]:
    parts = [_AGREED.bind(agreed=Ore(agreed)), *([_TAKEN.bind(taken=Ore(taken))] if taken else [])]
    return Text("", "").join(parts), _AGREE.bind(party=party)


def measure_room(ledger: Ledger, row: Transfer) -> int:
    """What a transfer's donor can give at its date, the transfer itself left out, in öre; negative where the books are broken already."""
    return ledger.spare(row.donor or "", row.date or date.min) + _count_own(ledger, row)


def _count_own(ledger: Ledger, row: Transfer) -> int:
    """What a transfer takes already of the figures of a ledger."""
    if not ledger.holds(row) or row.donor == row.receiver:
        return 0
    counts = row.status == BOOKED or is_promise(row)
    return (row.amount or 0) if counts else 0


def is_room_known(ledger: Ledger, row: Transfer) -> bool:
    """Whether it can be judged if a transfer fits; where a cell is unread, or the transfer moves nothing (OM06), it cannot."""
    if row.donor is None or row.donor == row.receiver or row.date is None or row.amount is None or row.amount <= 0:
        return False
    return row.donor not in ledger.unsettled.remaining


def fits_alone(ledger: Ledger, row: Transfer) -> bool:
    """Whether a donor could give a transfer if it had promised nothing else; ask only where :func:`is_room_known`."""
    donor, day, amount = row.donor or "", row.date or date.min, row.amount or 0
    # K of that day already has a booked transfer taken off
    return ledger.remaining(donor, day) >= 0 if row.status == BOOKED else amount <= ledger.giveable(donor, day)


def om04_more_than_free(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM04: the donor cannot give the amount, with the transfer itself left out and no other one waiting."""
    if not is_room_known(ledger, row) or fits_alone(ledger, row):
        return None
    return _make_reason(ledger, row, "OM04", {})


def om05_together_too_much(ledger: Ledger, row: Transfer) -> Reason | None:
    """OM05: a transfer that fits alone does not fit together with what its donor has promised already."""
    if not is_room_known(ledger, row) or not fits_alone(ledger, row) or (row.amount or 0) <= measure_room(ledger, row):
        return None
    level, waiting = _find_lowest_level(ledger, row)
    room = level - ledger.totals.requested[row.donor or ""]
    return _make_reason(ledger, row, "OM05", {"room": Ore(room), "waiting": Ore(waiting), "left": Ore(max(0, room - waiting))})


class ShortPromise(NamedTuple):
    """A waiting transfer that does not fit after those before it: how much of it does not, and what they are, in öre."""

    row: Transfer
    amount: int
    before: int


def find_short_promises(ledger: Ledger, rows: Iterable[Transfer]) -> Iterator[ShortPromise]:
    """The waiting transfers of one donor that do not fit, in order of date, then row, each after all of those before it."""
    before = 0
    for row in sort_promises(rows):
        amount, room = row.amount or 0, ledger.giveable(row.donor or "", row.date or date.min)
        if before + amount > room:
            yield ShortPromise(row, min(amount, before + amount - max(0, room)), before)
        before += amount


def sort_promises(rows: Iterable[Transfer]) -> list[Transfer]:
    """Waiting transfers in the order in which their donor promised the money."""
    return sorted(rows, key=lambda row: (row.date or date.min, row.line))


def explain_room(ledger: Ledger, row: Transfer) -> Text:
    """In words, how a donor's room is computed: the least that will be left, and what is requested of it and promised."""
    donor = row.donor or ""
    level, waiting = _find_lowest_level(ledger, row)
    parts = [_LOWEST.bind(level=Ore(level), day=ledger.unpromised(donor).lowest_day(row.date or date.min))]
    if requested := ledger.totals.requested[donor]:
        parts.append(_REQUESTED.bind(requested=Ore(requested)))
    if waiting:
        parts.append(_WAITING.bind(waiting=Ore(waiting)))
    if cells := _list_unread(ledger, donor):
        parts.append(_UNREAD.bind(cells=cells))
    return Text("", "").join(parts)


def _find_lowest_level(ledger: Ledger, row: Transfer) -> tuple[int, int]:
    """K on the day that leaves least, and what is promised up to that day, both with the transfer left out."""
    donor = row.donor or ""
    day = ledger.unpromised(donor).lowest_day(row.date or date.min)
    level, own = ledger.remaining(donor, day), _count_own(ledger, row)
    waiting = level - ledger.unpromised(donor).level_on(day)
    return (level + own, waiting) if row.status == BOOKED else (level, waiting - own)


def _list_unread(ledger: Ledger, donor: str) -> tuple[Place, ...]:
    """The cells that cannot be read and may hold back more."""
    cells = ledger.unsettled.transferable.cells
    return tuple(cells.get(donor, ())[:3])


_NOTHING = Text(
    "Inget kan lämnas av {donor} den {date}: {basis}. Omfördelningen till {receiver} är på {amount}.",
    "Nothing can be given by {donor} on {date}: {basis}. The transfer to {receiver} is of {amount}.",
)
_REFUSE = Text("Sätt omfördelningen till avslagen, eller välj en annan givare.", "Set the transfer to avslagen, or choose another donor.")
_TAKE_BACK = Text("Sätt omfördelningen till återförd, eller välj en annan givare.", "Set the transfer to återförd, or choose another donor.")
_LOWER = Text("Sänk beloppet till {available}, eller välj en annan givare.", "Lower the amount to {available}, or choose another donor.")
_LOWER_TOO = Text(
    " Då saknas {lacking} hos {receiver}, som redan har avropat, begärt eller lovat bort pengarna: sänk också det.",
    " Then {receiver}, which has already called off, requested or promised the money, lacks {lacking}: lower that too.",
)


def _make_reason(ledger: Ledger, row: Transfer, code: str, more: dict[str, Value]) -> Reason:
    limit = _find_lowest(ledger, row)
    available, amount = Ore(limit.amount), Ore(row.amount or 0)
    short = Ore(amount - available)
    values = {**transfer_values(row), "available": available, "short": short, "basis": limit.basis, **more}
    message = _NOTHING if code == "OM04" and not available else None
    return Reason(code, Answer.NO, "amount", values, amount, available, short, message, compose_cut(ledger, row, limit))


def compose_cut(ledger: Ledger, row: Transfer, limit: Limit) -> Text:
    """What to do about a transfer that is larger than its limit: lower it, or where nothing can be given, let it go."""
    lowered = _LOWER.bind(available=Ore(limit.amount))
    if not row.line:  # it is in no workbook yet
        return lowered if limit.amount else limit.way
    if row.status != BOOKED:
        return lowered if limit.amount else _REFUSE
    cut = lowered if limit.amount else _TAKE_BACK
    lacking = measure_lack(ledger, row, limit.amount)
    return Text("", "").join([cut, *([_LOWER_TOO.bind(lacking=Ore(lacking), receiver=row.receiver)] if lacking else [])])


def measure_lack(ledger: Ledger, row: Transfer, amount: int) -> int:
    """What the receiver of a booked transfer would lack if it were only of an amount, for all it has to pay, in öre; 0 where unknown."""
    receiver = row.receiver or ""
    if receiver in ledger.unsettled.remaining:
        return 0
    return max(0, (row.amount or 0) - amount - ledger.spare(receiver, row.date or date.min))
