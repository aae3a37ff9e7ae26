"""The last few readings of tables, for the next call with the same ranges: a sheet often holds many functions of one list.

A reading is kept with all that it came from: the cells, what Excel has answered about them, and what lay beside their workbook.  It is
given again only where everything is compared anew and nothing differs, so that a changed cell is seen, whether Excel tells or not.

Nothing that is kept holds an object of Excel's, which would not end as long as it is held.  Nor is anything kept ever changed, and
the list of it is only replaced as a whole: whoever else asks meanwhile, from another thread or within a call, finds the old one or the new one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from xl_kraftsamling.excel.functions.range_book import Asked, RangeBook
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.xlsx.grid import Grid, slice_column

_MOST_READINGS, _MOST_CELLS = 6, 2_000_000
"""What is kept at most; two million cells take about 200 MB."""

T = TypeVar("T")


class _Kept(NamedTuple):
    """A reading, and what it came from; `asked` are the questions to the ranges alone, and then to those with the other sheets."""

    ranges: Sequence[TableArgument]
    facts: Sequence[Any]
    asked: Sequence[Sequence[Asked]]
    reading: Any

    @property
    def size(self) -> int:
        """The number of its cells."""
        return sum(len(each.cells) * len(each.cells[0]) for each in self.ranges if each.cells)

    def holds_for(self, book: RangeBook, facts: Sequence[Any]) -> bool:
        """Whether all that the reading came from is the same now."""
        ranges = _leave_out_excel(book)
        are_alike = len(ranges) == len(self.ranges) and all(map(_are_alike, self.ranges, ranges)) and facts == self.facts
        return are_alike and all(each.answers(asked) for each, asked in zip(_list_books(book, len(self.asked)), self.asked, strict=True))


class KeptReadings(Generic[T]):
    """The last few readings of one kind."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: Sequence[_Kept] = ()

    def find_or_read(self, book: RangeBook, beside: Sequence[Any], read: Callable[[], tuple[T, Sequence[RangeBook]]]) -> T:
        """The reading of some ranges, kept or new.

        :param beside: what else it depends on, comparable by ``==``.
        :param read: gives a new one, with the books that were asked for it: the ranges alone, and, where needed, with the other sheets.
        """
        facts = (*book.describe(), *beside)
        found = next((each for each in self._kept if each.holds_for(book, facts)), None)
        if found is None:
            reading, books = read()
            found = _Kept(_leave_out_excel(book), facts, [each.asked for each in books], reading)
        self._kept = [*_take_few([found, *(each for each in self._kept if each is not found)])]
        known: T = found.reading
        return known


def _take_few(kept: Sequence[_Kept]) -> Iterator[_Kept]:
    """The first of some, as many as may be kept."""
    cells = 0
    for each in kept[:_MOST_READINGS]:
        cells += each.size
        if cells <= _MOST_CELLS:
            yield each


def _list_books(book: RangeBook, count: int) -> Iterator[RangeBook]:
    yield book
    if count > 1:
        yield book.add_other_sheets()


def _leave_out_excel(book: RangeBook) -> Sequence[TableArgument]:
    return [replace(each, page=None) for each in book.arguments]


def _are_alike(one: TableArgument, other: TableArgument) -> bool:
    """Whether two ranges are the same one, with the same cells."""
    are_one = (one.table.name, one.sheet, one.area, one.book) == (other.table.name, other.sheet, other.area, other.book)
    return are_one and all(map(_hold_the_same, _list_columns(one.cells), _list_columns(other.cells)))


def _list_columns(grid: Grid) -> Iterator[Sequence[Any]]:
    return (slice_column(grid, number, 1, len(grid)) for number in range(1, len(grid[0]) + 1))


def _hold_the_same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    # by their types too: to Python True is equal to 1.0
    return one == other and [*map(type, one)] == [*map(type, other)]
