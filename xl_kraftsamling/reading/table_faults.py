"""Faults in a table's structure that no frame shows: gaps, merges, rows outside, and sum rows."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from xl_kraftsamling.domain.labels import is_subtotal
from xl_kraftsamling.domain.money import Ore, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.gate import Passed
from xl_kraftsamling.reading.own_layout import Region
from xl_kraftsamling.xlsx.area import Area
from xl_kraftsamling.xlsx.grid import Grid


def structure(region: Region, merges: Sequence[Area]) -> Iterator[Fault]:
    """What is wrong with a table's shape: ST05, ST06 and ST07."""
    sheet, first = region.block.sheet, min(region.block.columns.values())
    for line in region.blank:
        yield Fault("ST05", Hit(place=Place(sheet, line, first), values={"line": line}))
    for line in region.outside:
        yield Fault("ST06", Hit(place=Place(sheet, line, first), values={"line": line}))
    for area in merges:
        if _touches(region, area):
            yield Fault("ST07", Hit(place=Place(sheet, area.top, area.left), values={"range": area.ref}))


def _touches(region: Region, area: Area) -> bool:
    """Whether a merge has a cell in a row of data, in a column of the table."""
    columns = region.block.columns.values()
    next_line = bisect_left(region.lines, area.top)
    reaches = next_line < len(region.lines) and region.lines[next_line] <= area.bottom
    return reaches and area.left <= max(columns) and area.right >= min(columns)


Above = dict[tuple[str, str, str], int | None]
"""What the parts of a table come to, by its name, its sheet and the field of the amounts; None where one is unread."""


def sums(region: Region, grid: Grid, passed: Passed, above: Above) -> Iterator[Fault]:
    """Sum rows that differ from the sum of their rows (ST08); an amount that is unread leaves its sums untried.

    `above` holds what the same table's earlier parts on the sheet come to, and takes in what this one does.
    """
    for column in region.table.columns:
        if column.kind is Kind.AMOUNT and column.field in passed.values:
            unread = [column.field in passed.unread.get(i, ()) for i in range(len(region.lines))]
            key = region.table.name, region.block.sheet, column.field
            amounts = accumulate((amount or 0 for amount in passed.values[column.field]), initial=0)
            levels = _Levels(list(amounts), list(accumulate(unread, initial=0)), above.get(key, 0))
            yield from _column_sums(region, grid, column.field, levels)
            above[key] = None if levels.gaps[-1] or levels.before is None else levels.before + levels.amounts[-1]


class _Levels(NamedTuple):
    """The amounts of a column added up row by row, how many of them are unread, and what its earlier parts come to."""

    amounts: Sequence[int]
    gaps: Sequence[int]
    before: int | None

    def right(self, start: int, end: int, *, partial: bool) -> tuple[Sequence[int], bool]:
        """What a sum row may say that stands below `end` rows and follows one below `start`; and whether all is read.

        A sum above all rows is that of all of them; one of the last part may be that of all parts.
        """
        last = end or len(self.amounts) - 1
        part, whole = self.amounts[last] - self.amounts[start], self.amounts[last]
        if partial:
            return [part], self.gaps[last] == self.gaps[start]
        sums = [whole, *([part] if end > start else []), *([] if self.before is None else [whole + self.before])]
        return sums, not self.gaps[last] and self.before is not None


def _column_sums(region: Region, grid: Grid, name: str, levels: _Levels) -> Iterator[Fault]:
    number, factor = region.block.columns[name], region.factors.get(name, 1)
    start, first = 0, min(region.block.columns.values())
    for line in region.sums:
        row = grid[line - 1]
        end = bisect_left(region.lines, line)
        partial = is_subtotal(next(filter(None, row[first - 1 :]), ""))
        right, in_full = levels.right(start, end, partial=partial)
        written = read_amount(row[number - 1], factor).ore
        if written is not None and in_full and written not in right:
            yield Fault("ST08", _wrong_sum(Place(region.block.sheet, line, number), written, right[0]))
        start = end


def _wrong_sum(place: Place, written: int, expected: int) -> Hit:
    found, right, difference = Ore(written), Ore(expected), Ore(written - expected)
    values = {"found": found, "expected": right, "difference": difference}
    return Hit(place=place, values=values, found=found, expected=right, difference=difference)
