"""Two lists of the same money: whether two tables of a kind hold the same rows, though no row of theirs is the same in every cell.

One may be renumbered, rounded, dated by another day, with a status of its own, or an older version.  Rows are paired by recipient,
amount and day; lists that are a part of the whole each (by month, by nämnd, by insats) have no pairs.  Where one list splits the rows of
the other, in instalments or by insats, what each recipient comes to is compared, and in order of days which rows make up which.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.records import find_records
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_COMPARED = frozenset({"call_offs", "transfers", "outcomes", "forecasts", "interventions"})
_SAME = 0.6
"""The share of the rows of the shorter list that have a pair in the other, from which on both hold the same money."""
_FEWEST = 2
"""Pairs that prove something: one may be chance."""
_NEAR = 0.01
"""By how much of it two amounts may differ and be the same, one of them rounded."""
_ROUNDED = 50_000
"""Öre by which a rounding to thousands may change an amount."""
_SAMPLE = 200
"""Rows of a list that are compared, spread over it, and of the other with about the amount of one of them: more would prove nothing."""
_NEARLY = 0.05
"""By how much of it a total may differ from the same money in a list that splits it: a row may be missing, or rounded."""
_MANY, _MOST = 3, 0.8
"""Recipients, and their share of all, that come to the same in two lists by no chance, however the rows are split."""
_AMOUNT, _DAY = attrgetter("amount"), attrgetter("day")
_DAYS = timedelta(days=31)
"""Between the day on which one list dates a payment and the day of the other."""


class Money(NamedTuple):
    """The money of a row: the recipients concerned, the giver first, the amount in öre, and the day."""

    parties: tuple[str, ...]
    amount: int
    day: date | None


def amount_field(kind: str) -> str:
    """The field of the amounts of a kind of table."""
    return next(column.field for column in TABLE_KINDS[kind].columns if column.kind is Kind.AMOUNT)


def hold_same_money(one: Sequence[Money], other: Sequence[Money]) -> bool:
    """Whether most of the money of the shorter of two lists has a pair in the other one, row by row or split."""
    short, long = sorted((one, other), key=len)
    if len(short) < _FEWEST or not are_of_one_time(short, long):
        return False
    sample = short[:: len(short) // _SAMPLE + 1]
    return sum(1 for _ in _pair(sample, long)) >= max(_FEWEST, _SAME * len(sample)) or _come_to_the_same(one, other)


def _come_to_the_same(one: Sequence[Money], other: Sequence[Money]) -> bool:
    """Whether two lists come to about the same for most of the recipients that both have, though they split it differently.

    One may be of a few recipients alone, and of a shorter time.  Of one or two recipients that may be chance, unless the rows of one list
    make up those of the other.
    """
    groups, others = _group(one), _group(other)
    common = groups.keys() & others.keys()
    if not common or len(common) < _SAME * min(len(groups), len(others)):
        return False
    pairs = [(groups[parties], others[parties]) for parties in common]
    # the totals of many rows are near each other by chance: these have to be the same but for rounding
    whole = sum(abs(_add_up(rows) - _add_up(others)) <= _NEAR * abs(_add_up(rows)) for rows, others in pairs)
    made_up = sum(_make_up(*pair) for pair in pairs)
    return made_up >= max(1, _SAME * len(pairs)) or whole >= max(_MANY, _MOST * len(pairs))


def _group(rows: Sequence[Money]) -> dict[tuple[str, ...], list[Money]]:
    """The dated rows by recipient, in order of days."""
    groups: dict[tuple[str, ...], list[Money]] = {}
    for row in sorted((row for row in rows if row.day), key=_DAY):
        groups.setdefault(row.parties, []).append(row)
    return groups


def _make_up(one: Sequence[Money], other: Sequence[Money]) -> bool:
    """Whether the rows of two lists of a recipient make up each other, and come to the same in the time that both are of."""
    whole, split = sorted((_cut(one, other), _cut(other, one)), key=len)
    return _is_near(_add_up(whole), _add_up(split)) and _count_made_up(whole, split) >= max(_FEWEST, _SAME * len(whole))


def _cut(rows: Sequence[Money], others: Sequence[Money]) -> Sequence[Money]:
    """The rows up to the last day of other ones, or a little later: in a list that ends before, nothing can answer to what follows."""
    days = [row.day for row in others if row.day]
    return [row for row in rows if row.day and row.day <= max(days) + _DAYS]


def _count_made_up(whole: Sequence[Money], split: Sequence[Money]) -> int:
    """How many rows of a list the amounts of a longer one make up, one after another, from about the same day on."""
    left, count = iter(split), 0
    for row in whole:
        parts: list[Money] = []
        while _add_up(parts) < (1 - _NEARLY) * row.amount and (part := next(left, None)):
            parts.append(part)
        count += bool(parts) and _is_near(row.amount, _add_up(parts)) and _are_about_then(row, parts[0])
    return count


def _add_up(rows: Iterable[Money]) -> int:
    return sum(row.amount for row in rows)


def _is_near(amount: int, other: int) -> bool:
    return abs(amount - other) <= _NEARLY * abs(amount)


def is_compared(kind: str) -> bool:
    """Whether lists of a kind are compared by their money; allocations are compared by recipient."""
    return kind in _COMPARED


def read_money(found: FoundTable, grid: Grid, register: Register) -> Iterator[Money]:
    """The money of the rows of a table that name a recipient and an amount."""
    name = amount_field(found.kind)
    day_field = next((each for each in ("date", "booked_on") if found.has(each)), "date")
    for records in find_records(found, grid) if found.has(name) else ():
        names = [records.read(each, grid) for each in ("donor", OWNER, "receiver")]
        for *parties, amount, day_cell in zip(*names, records.read_amounts(name, grid), records.read(day_field, grid), strict=True):
            official = tuple(party for text in parties if (party := register.recognise(cell_text(text)).name))
            day = read_date(day_cell).value
            if official and amount:
                yield Money(official, amount, day if isinstance(day, date) else None)


def are_of_one_time(short: Sequence[Money], long: Sequence[Money]) -> bool:
    """Whether the shorter list is of the longer one's time, for the most part: lists by month or quarter are not."""
    days, others = (sorted(row.day for row in rows if row.day) for rows in (short, long))
    if not days or not others:
        return True
    inside = sum(others[0] - timedelta(days=7) <= day <= others[-1] + timedelta(days=7) for day in days)
    return inside >= _SAME * len(days)


def _pair(rows: Sequence[Money], others: Sequence[Money]) -> Iterator[Money]:
    """The rows that have a pair among the others, each of which is the pair of one."""
    left: dict[tuple[str, ...], list[Money]] = {}
    for row in sorted(others, key=_AMOUNT):
        left.setdefault(row.parties, []).append(row)
    for row in rows:
        same = left.get(row.parties, [])
        margin = max(_ROUNDED, _NEAR * abs(row.amount))
        first, after = bisect_left(same, row.amount - margin, key=_AMOUNT), bisect_right(same, row.amount + margin, key=_AMOUNT)
        found = next((number for number in range(first, min(after, first + _SAMPLE)) if _are_near(row, same[number])), None)
        if found is not None:
            del same[found]
            yield row


def _are_near(row: Money, other: Money) -> bool:
    distance = abs(row.amount - other.amount)
    is_round = row.amount % 100_000 == 0 or other.amount % 100_000 == 0
    same = distance <= _NEAR * abs(row.amount) or (is_round and distance <= _ROUNDED)
    return same and _are_about_then(row, other)


def _are_about_then(row: Money, other: Money) -> bool:
    return row.day is None or other.day is None or abs(row.day - other.day) <= _DAYS
