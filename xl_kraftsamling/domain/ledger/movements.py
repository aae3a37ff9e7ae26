"""The rows that change K after the allocation, in order of time: call-offs, their reversals, and booked transfers."""

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import Any, TypeVar

from xl_kraftsamling.domain.book import Book
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.status_words import BOOKED, CALLED_OFF, REVERSED
from xl_kraftsamling.domain.tables import Allocation, CallOff, Transfer

AnyItem = TypeVar("AnyItem")

UNDATED = "call_offs.date"
"""What a book lacks (`missing`, `undated`) where a list of call-offs keeps no dates."""
UNBOOKED = "outcomes.booked_on"
"""What a book lacks where a list of costs keeps no booking dates."""
UNDATED_FORECASTS = "forecasts.date"
"""What a book lacks where a list of forecasts keeps no dates."""
Movement = tuple[str, date, int, Sequence[CallOff | Transfer | Allocation], int]
"""A recipient, a day, the change of K in öre, and the row that makes it: some rows, which are made when somebody asks for them, and
its position.  It is an allocation where the decision itself changes (`allotments`)."""


def list_days(book: Book) -> Sequence[date | None]:
    """The day from which each call-off counts: its date; the beginning of time in a list without dates, whose rows count at any date.

    None where its date is empty or could not be read.
    """
    return _list_days(book.call_offs, UNDATED in book.undated)


def list_forecast_days(book: Book) -> Sequence[date | None]:
    """The day from which each forecast holds: its date; the beginning of time in a list without dates."""
    return _list_days(book.forecasts, UNDATED_FORECASTS in book.undated)


def _list_days(rows: Rows[Any], is_undated: bool) -> Sequence[date | None]:
    days = rows.column("date")
    if not is_undated:
        return days
    return [day or (None if "date" in unread else date.min) for day, unread in zip(days, rows.column("unread"), strict=True)]


def list_booking_days(book: Book) -> Sequence[date | None]:
    """The day from which each cost counts: its booking date; in a list without these the last day of its period, or else the beginning of time.

    None where what decides cannot be read.
    """
    rows = book.outcomes
    days = rows.column("booked_on")
    if UNBOOKED not in book.undated:
        return days
    return [
        day or (_find_last_day(period) if unread.isdisjoint({"booked_on", "period"}) else None)
        for day, period, unread in zip(days, rows.column("period"), rows.column("unread"), strict=True)
    ]


def _find_last_day(period: int | None) -> date:
    """The last day of a period, year × 100 + month; the beginning of time where there is none."""
    year, month = divmod(period or 0, 100)
    return date(year, month, monthrange(year, month)[1]) if period else date.min


def list_movements(book: Book) -> Iterator[Movement]:
    """Every change of K, transfers first; a row that lacks its day, amount or recipient makes none.

    A call-off counts once it is approved or paid; a reversal, which is a positive row, gives its amount back.
    """
    for number, transfer in enumerate(book.transfers):
        # a transfer to oneself (OM06) would come in and go out on the same day: it moves nothing
        if transfer.status == BOOKED and transfer.date and transfer.amount is not None and transfer.donor != transfer.receiver:
            if transfer.donor:
                yield transfer.donor, transfer.date, -transfer.amount, book.transfers, number
            if transfer.receiver:
                yield transfer.receiver, transfer.date, transfer.amount, book.transfers, number
    rows = book.call_offs
    values = zip(rows.column("recipient"), list_days(book), rows.column("amount"), rows.column("status"), strict=True)
    for number, (recipient, day, amount, status) in enumerate(values):
        if recipient and day and amount is not None and (sign := _SIGNS.get(status)):
            yield recipient, day, sign * amount, rows, number


_SIGNS: Mapping[str | None, int] = {**dict.fromkeys(CALLED_OFF, -1), REVERSED: 1}
"""By status, what becomes of K by the amount of a call-off; of any other, nothing does."""


def find_first_above(dated: Iterable[tuple[date, int, AnyItem]], limit: int) -> AnyItem | None:
    """The row that first takes the running sum of amounts above a limit, by date; rows of one day in the order received.

    :param dated: the date, the amount in öre and the row; ``limit`` is in öre too.
    :returns: None where the sum never exceeds the limit.
    """
    total = 0
    for _, amount, row in sorted(dated, key=itemgetter(0)):
        total += amount
        if total > limit:
            return row
    return None


class Levels:
    """K of one recipient at the end of each day that changes it, in öre: a staircase that any day can be looked up in."""

    def __init__(self, start: int, flow: Mapping[date, int]) -> None:
        """Take the level before the first day, and the net change of each day, in any order."""
        self.days = tuple(sorted(flow))
        self._levels = tuple(accumulate((flow[day] for day in self.days), initial=start))
        # the place of the least level from each step on, accumulated from the last day back: a transfer is tried against it at any
        # date, and a search through the days for each row would make a book of many transfers quadratic
        self._lows = tuple(accumulate(reversed(range(len(self._levels))), self._choose_lower))[::-1]

    def _choose_lower(self, low: int, place: int) -> int:
        """Of the places of two levels that of the lower one, of equal ones the earlier."""
        return place if self._levels[place] <= self._levels[low] else low

    def level_on(self, day: date) -> int:
        """The level at the end of a day."""
        # `_levels` begins with the start, one item ahead of `days`: the number of days passed is the index of the level
        return self._levels[bisect_right(self.days, day)]

    def lowest_from(self, since: date) -> int:
        """The least level at the end of any day from a date on."""
        return self._levels[self._lows[bisect_right(self.days, since)]]

    def lowest_day(self, since: date) -> date:
        """The first day, from a date on, at whose end the level is the least of those to come."""
        now = bisect_right(self.days, since)
        low = self._lows[now]
        # of equal levels the first counts, so that the place is that of now only where none is lower
        return since if low == now else self.days[low - 1]

    def days_below_zero(self, since: date = date.min) -> list[tuple[date, int]]:
        """The days from a date on at whose end the level is below zero, each with its level."""
        return [(day, level) for day, level in zip(self.days, self._levels[1:], strict=True) if level < 0 and day >= since]

    def days_going_below_zero(self) -> list[date]:
        """The days at whose end the level is below zero and was not before: each begins a time of overdraft."""
        # below zero from the start is no change of any day: what comes first is then taken to begin it
        before = (0, *self._levels[1:])
        return [day for day, was, level in zip(self.days, before, self._levels[1:], strict=False) if level < 0 <= was]


NO_MOVEMENTS = Levels(0, {})
"""The levels of a recipient that the book does not name."""


class BookedTransfers:
    """The booked transfers of a book in order of date, then row (`rows`).

    `first` is the first transfer from a donor to a receiver, by that pair.
    """

    def __init__(self, transfers: Sequence[Transfer]) -> None:
        """Take the transfers of a book; those that are not booked, and those to oneself, are left out."""
        rows = [(row.date, row.line, row) for row in transfers if row.status == BOOKED and row.date and row.donor != row.receiver]
        rows.sort(key=lambda each: each[:2])
        self.rows = [row for _, _, row in rows]
        self.first: dict[tuple[str | None, str | None], Transfer] = {}
        # indexed once: OM15 and OM16 ask for every transfer, and a search through the rows each time would be quadratic
        flows: dict[str, dict[str | None, dict[date, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        for day, _, row in rows:
            self.first.setdefault((row.donor, row.receiver), row)
            flows[row.receiver or ""][row.donor][day] += row.amount or 0
        self._received = {name: {donor: Levels(0, flow) for donor, flow in givers.items()} for name, givers in flows.items()}

    def received_from(self, receiver: str, until: date) -> dict[str | None, int]:
        """What a recipient has received by transfer up to a date, in öre by donor, in the order of their first transfers."""
        givers = self._received.get(receiver, {})
        return {donor: levels.level_on(until) for donor, levels in givers.items() if levels.days[0] <= until}

    @cached_property
    def _ids(self) -> dict[str, dict[str, dict[str | None, date]]]:
        """By receiver and id, in small letters: the donors of the transfers with that id, each with the first day."""
        ids: dict[str, dict[str, dict[str | None, date]]] = defaultdict(lambda: defaultdict(dict))
        for row in self.rows:
            if row.id and row.date:
                ids[row.receiver or ""][row.id.casefold()].setdefault(row.donor, row.date)
        return ids

    @cached_property
    def _id_sizes(self) -> dict[str, set[int]]:
        return {receiver: set(map(len, ids)) for receiver, ids in self._ids.items()}

    def donors_of(self, receiver: str, text: str, until: date) -> set[str | None]:
        """The donors of the transfers to a recipient up to a date whose id a text names as a word: O-1 is not named by O-12."""
        known = self._ids.get(receiver, {})
        named = {name for size in self._id_sizes.get(receiver, ()) for name in _list_words(text.casefold(), size) if name in known}
        return {donor for name in named for donor, day in known[name].items() if day <= until}


def _list_words(text: str, size: int) -> Iterator[str]:
    """The parts of a text of a size that neither begin nor end within a word."""
    for start in range(len(text) - size + 1):
        end = start + size
        if not (_is_word(text[start - 1 : start]) or _is_word(text[end : end + 1])):
            yield text[start:end]


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
