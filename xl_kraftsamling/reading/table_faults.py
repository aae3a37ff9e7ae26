"""Faults that are seen on the sheet and not in a table's values: gaps, merges, rows outside it, and wrong sums."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from xl_kraftsamling.domain.money import Ore, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.gate import CheckedTable
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.grid import Area, Grid


def find_shape_faults(region: Region, merges: Sequence[Area]) -> Iterator[Fault]:
    """Blank rows in a table (ST05), data below its end (ST06), and merges among its data (ST07)."""
    sheet, first = region.block.sheet, min(region.block.columns.values())
    for line in region.rows.blank:
        yield Fault("ST05", Hit(place=Place(sheet, line, first), values={"line": line}))
    for line in region.rows.outside:
        yield Fault("ST06", Hit(place=Place(sheet, line, first), values={"line": line}))
    for area in merges:
        if _touches(region, area):
            yield Fault("ST07", Hit(place=Place(sheet, area.top, area.left), values={"range": area.ref}))


def _touches(region: Region, area: Area) -> bool:
    """Whether a merge has a cell in a row of data, in a column of the table."""
    columns = region.block.columns.values()
    next_line = bisect_left(region.rows.data, area.top)
    reaches = next_line < len(region.rows.data) and region.rows.data[next_line] <= area.bottom
    return reaches and area.left <= max(columns) and area.right >= min(columns)


PartSums = dict[tuple[str, str, str], int | None]
"""The sum in öre of the parts of a table that were read so far, by its name, its sheet and the field of the amounts.

None where a part has an unread amount.
"""


def find_wrong_sums(region: Region, grid: Grid, checked: CheckedTable, part_sums: PartSums) -> Iterator[Fault]:
    """Sum rows that differ from the sum of their rows (ST08); where an amount is unread, its sums are not tried.

    :param part_sums: what earlier parts of the same table on the sheet come to; this part is added to it.
    """
    for column in region.table.columns:
        if column.kind is Kind.AMOUNT and column.field in checked.columns:
            parsed, key = checked.columns[column.field], (region.table.name, region.block.sheet, column.field)
            unread = set(parsed.unread)
            amounts = accumulate((amount or 0 for amount in parsed.values), initial=0)
            gaps = accumulate((position in unread for position in range(len(parsed.values))), initial=0)
            levels = _Levels(list(amounts), list(gaps), part_sums.get(key, 0))
            yield from _compare_sum_rows(region, grid, column.field, levels)
            part_sums[key] = None if levels.gaps[-1] or levels.before is None else levels.before + levels.amounts[-1]


class _Levels(NamedTuple):
    """A column of amounts added up from the top: at each row the sum so far, and how many amounts so far are unread.

    `before` is what the earlier parts of the table come to; None where one of them has an unread amount.
    """

    amounts: Sequence[int]
    gaps: Sequence[int]
    before: int | None

    def expected_sums(self, start: int, end: int, *, is_subtotal: bool) -> tuple[Sequence[int], bool]:
        """The sums that a sum row below `end` rows may show, where the one before it is below `start`; and whether all is read.

        "Summa" is used for a part, for the whole, and for all parts together: it is wrong only if it is none of them.
        """
        last = end or len(self.amounts) - 1  # a sum above all rows is that of the rows below it
        part, whole = self.amounts[last] - self.amounts[start], self.amounts[last]
        if is_subtotal:
            return [part], self.gaps[last] == self.gaps[start]
        sums = [whole, *([part] if end > start else []), *([] if self.before is None else [whole + self.before])]
        return sums, not self.gaps[last] and self.before is not None


def _compare_sum_rows(region: Region, grid: Grid, name: str, levels: _Levels) -> Iterator[Fault]:
    """Compare each sum row of a column with the sums that it may show."""
    number, factor = region.block.columns[name], region.factors.get(name, 1)
    start = 0
    for line in region.rows.sums:
        end = bisect_left(region.rows.data, line)
        expected, all_read = levels.expected_sums(start, end, is_subtotal=line in region.rows.subtotals)
        written = read_amount(grid[line - 1][number - 1], factor).ore
        if written is not None and all_read and written not in expected:
            yield Fault("ST08", _make_hit(Place(region.block.sheet, line, number), written, expected[0]))
        start = end


def _make_hit(place: Place, written: int, expected: int) -> Hit:
    found, total, difference = Ore(written), Ore(expected), Ore(written - expected)
    values = {"found": found, "expected": total, "difference": difference}
    return Hit(place=place, values=values, found=found, expected=total, difference=difference)
