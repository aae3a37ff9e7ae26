"""Two lists of the same money: whether two tables of a kind hold the same rows, though no row of theirs is the same in every cell.

One may be renumbered, rounded, dated by another day, with a status of its own, or an older version.  Rows are paired by recipient,
amount and day; lists that are a part of the whole each (by month, by nämnd, by insats) have no pairs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.questions import Question, Reading
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.records import find_records, read_amounts
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
_AMOUNT = attrgetter("amount")
_DAYS = timedelta(days=31)
"""Between the day on which one list dates a payment and the day of the other."""


class ListQuestion(NamedTuple):
    """Two tables of which nobody knows whether both hold: the one that is read meanwhile, the other, and the question."""

    read: FoundTable
    other: FoundTable
    question: Question


class Money(NamedTuple):
    """The money of a row: the recipients concerned, the giver first, the amount in öre, and the day."""

    parties: tuple[str, ...]
    amount: int
    day: date | None


def amount_field(kind: str) -> str:
    """The field of the amounts of a kind of table."""
    return next(column.field for column in TABLE_KINDS[kind].columns if column.kind is Kind.AMOUNT)


def hold_same_money(one: Sequence[Money], other: Sequence[Money]) -> bool:
    """Whether most of the money of the shorter of two lists has a pair in the other one."""
    short, long = sorted((one, other), key=len)
    if len(short) < _FEWEST or not _are_of_one_time(short, long):
        return False
    sample = short[:: len(short) // _SAMPLE + 1]
    return sum(1 for _ in _pair(sample, long)) >= max(_FEWEST, _SAME * len(sample))


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


def _are_of_one_time(short: Sequence[Money], long: Sequence[Money]) -> bool:
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
    return same and (row.day is None or other.day is None or abs(row.day - other.day) <= _DAYS)


def ask_which_list(read: FoundTable, other: FoundTable, grids: Mapping[str, Grid]) -> ListQuestion:
    """The question which of two lists holds, with what each comes to, and both."""
    name = amount_field(read.kind)
    totals = [_total(each, name, grids[each.sheet]) for each in (read, other)]
    what = [ONLY.bind(table=each.location) for each in (read, other)]
    readings = [Reading(text, total) for text, total in zip(what, totals, strict=True)]
    if read.kind != "allocations":  # nobody is granted twice
        readings.append(Reading(_BOTH, sum(totals)))
    matter = _SAME_MONEY.bind(kind=TABLE_KINDS[read.kind].sheet, read=read.location, other=other.location)
    question = Question(other.first_heading, matter, readings, _ANSWER, f"{read.kind}.{name}", (read.first_heading,))
    return ListQuestion(read, other, question)


def _total(found: FoundTable, name: str, grid: Grid) -> int:
    return sum(ore or 0 for ore in read_amounts(found, name, grid))


ONLY = Text("bara {table}", "{table} alone")
_BOTH = Text("båda", "both")
_SAME_MONEY = Text(
    "{kind}: {read} och {other} verkar vara samma pengar. Vad gäller", "{kind}: {read} and {other} seem to be the same money. Which holds"
)
_ANSWER = Text(
    "Radera den lista som inte gäller, eller flytta den till ett blad som heter Gammal …, eller säg i en karta vilka tabeller som läses: »kraftsamling map« med "
    "--write skriver den, med svaren att välja bland.",
    "Delete the list that does not hold, or move it to a sheet named Old …, or say in a map which tables are read: `kraftsamling map` with --write "
    "writes it, with the answers to choose from.",
)
