"""Faults in a table's structure that no frame shows: gaps, merges, rows outside, and sum rows."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from xl_kraftsamling.catalogue import Fault, Hit
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.domain.money import Ore, read
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.extent import Grid, is_subtotal
from xl_kraftsamling.sheets.gate import Passed
from xl_kraftsamling.sheets.layout import Region


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


def sums(region: Region, grid: Grid, passed: Passed) -> Iterator[Fault]:
    """Sum rows that differ from the sum of their rows (ST08); an amount that is unread leaves its sums untried."""
    for column in region.table.columns:
        if column.kind is Kind.AMOUNT and column.field in passed.values and region.sums:
            unread = [column.field in passed.unread.get(i, ()) for i in range(len(region.lines))]
            yield from _column_sums(
                region, grid, region.block.columns[column.field], passed.values[column.field], unread
            )


def _column_sums(
    region: Region, grid: Grid, number: int, amounts: Sequence[int | None], unread: Sequence[bool]
) -> Iterator[Fault]:
    levels = list(accumulate((amount or 0 for amount in amounts), initial=0))
    gaps = list(accumulate(unread, initial=0))
    start, first = 0, min(region.block.columns.values())
    for line in region.sums:
        row = grid[line - 1]
        end = bisect_left(region.lines, line)
        part, above = levels[end] - levels[start], levels[end]
        partial = is_subtotal(next(filter(None, row[first - 1 :]), ""))
        right = {part} if partial else {above, part if end > start else above}
        written = read(row[number - 1]).ore
        if written is not None and written not in right and gaps[end] == (gaps[start] if partial else 0):
            yield Fault(
                "ST08", _wrong_sum(Place(region.block.sheet, line, number), written, part if partial else above)
            )
        start = end


def _wrong_sum(place: Place, written: int, expected: int) -> Hit:
    found, right, difference = Ore(written), Ore(expected), Ore(written - expected)
    values = {"found": found, "expected": right, "difference": difference}
    return Hit(place=place, values=values, found=found, expected=right, difference=difference)
