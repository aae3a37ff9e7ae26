"""What differs between the two rows of a pair, and between the single values of Beslut and Inställningar."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import lt
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Book, Entry
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable, value_of
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, Column, Table


class FieldChange(NamedTuple):
    """A field with another value after than before; UNREAD where one cannot be read."""

    column: Column
    before: Any
    after: Any


def list_field_changes(pair: Pair, columns: Sequence[Column]) -> list[FieldChange]:
    """The fields of a pair that have another value after than before; none where a row was added or removed."""
    before, after = pair
    if before is None or after is None or before[2:] == after[2:]:  # nearly always: behind the block and the line
        return []
    values = ((column, value_of(before, column.field), value_of(after, column.field)) for column in columns)
    return [FieldChange(column, old, new) for column, old, new in values if old != new]


class EntryChange(NamedTuple):
    """A single value of a sheet that is another after than before, and its cell; a cell is None where its sheet or line is missing."""

    table: Table
    column: Column
    before: Any
    after: Any
    places: tuple[Place | None, Place | None]


def list_entry_changes(before: Book, after: Book) -> Iterator[EntryChange]:
    """The values of Beslut and Inställningar that differ."""
    for table, old, new in ((RECORD, before.record, after.record), (SETTINGS, before.settings, after.settings)):
        for column in table.columns:
            pair = old.get(column.field), new.get(column.field)
            was, now = map(_read_entry, pair)
            if was != now:
                yield EntryChange(table, column, was, now, (pair[0] and pair[0].place, pair[1] and pair[1].place))


def _read_entry(entry: Entry | None) -> Any:
    return None if entry is None else UNREAD if entry.unread else entry.value


def find_moved(paired: PairedTable, before: Book) -> list[Pair]:
    """The pairs whose rows come in another order than before: as few as have to be moved to give the new order."""
    place = {id(row): number for number, row in enumerate(getattr(before, paired.table.name))}
    pairs = list(paired.common)
    numbers = [place[id(pair.before)] for pair in pairs]
    if all(map(lt, numbers, numbers[1:])):  # nearly always
        return []
    kept = _find_longest_rise(numbers)
    return [pair for position, pair in enumerate(pairs) if position not in kept]


def _find_longest_rise(numbers: Sequence[int]) -> set[int]:
    """The positions of a longest rising run of numbers, others in between left out."""
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for position, number in enumerate(numbers):
        place = bisect_left(tops, number)
        tops[place : place + 1] = [number]
        ends[place : place + 1] = [position]
        previous.append(ends[place - 1] if place else -1)
    kept, at = set[int](), ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return kept
