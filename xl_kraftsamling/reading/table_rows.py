"""How far a table reaches in its sheet: which rows are its data, which are sums, and what stands outside.

In an Excel table its ref decides what is inside; in a plain range the first gap, or a grand total, ends it.  Sum rows are
no data.  Rows and columns are counted from 1, as in the sheet.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.labels import is_number, is_subtotal, is_sum
from xl_kraftsamling.xlsx.grid import Grid, part_of_column

_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_EXAMPLES = 100  # ids, the last ones of a table, that show what its ids look like


class Columns(NamedTuple):
    """The columns of a table from left to right, those of its amounts, and that of its id (None where it has none)."""

    all: Sequence[int]
    amounts: Collection[int]
    id: int | None


class Extent(NamedTuple):
    """The rows of a table: `lines` its data, `sums` its sum rows, `blank` the empty rows between data.

    `outside` are the rows of data below its end.
    """

    lines: Sequence[int]
    sums: Sequence[int]
    blank: Sequence[int]
    outside: Sequence[int]


def extent(grid: Grid, first: int, last: int | None, columns: Columns) -> Extent:
    """Tell the rows of a table.

    :param first: the row below the heading; ``last`` is the last row of its Excel table, None in a plain range.
    """
    end = _end(grid, first, columns.all) if last is None else min(last, len(grid))
    odd = {line: _filled(grid, line, columns.all) for line in _suspects(grid, first, end, columns.all[0])}
    sums = [line for line, cells in odd.items() if is_sum(cells)]
    empty = [line for line, cells in odd.items() if not cells]
    skipped = {*sums, *empty}
    lines = [line for line in range(first, end + 1) if line not in skipped] if skipped else range(first, end + 1)
    blank = empty if lines else []  # the one empty row of an empty table is nothing
    shapes = {_shape(grid, line, columns.id) for line in lines[-_EXAMPLES:]} - {""}
    below, outside = _below(grid, end, columns, shapes)
    return Extent(lines, sums + below, blank, outside)


def _suspects(grid: Grid, first: int, end: int, column: int) -> Iterator[int]:
    """Rows whose first cell is empty or begins like a sum: the only ones that can be blank rows or sum rows."""
    for line, cell in enumerate(part_of_column(grid, column, first, end), first):
        if cell == "" or (type(cell) is str and (not cell.strip() or cell.lstrip()[0] in "sStTdD")):
            yield line


def _filled(grid: Grid, line: int, columns: Sequence[int]) -> list[Any]:
    row = grid[line - 1]
    return [row[n - 1] for n in columns if n <= len(row) and str(row[n - 1]).strip()]


def _end(grid: Grid, first: int, columns: Sequence[int]) -> int:
    """The last row of a plain range: above the first gap, or its grand total."""
    for line in _suspects(grid, first, len(grid), columns[0]):
        cells = _filled(grid, line, columns)
        if not cells:
            return line - 1
        if is_sum(cells) and not is_subtotal(cells[0]):
            return line
    return len(grid)


def _shape(grid: Grid, line: int, column: int | None) -> str:
    """What the id in a row looks like, as A-9 for UT-17; empty where no text with a digit stands there."""
    cell = grid[line - 1][column - 1] if column and column <= len(grid[line - 1]) else ""
    return _LETTERS.sub("A", _DIGITS.sub("9", cell.strip())) if type(cell) is str and _DIGITS.search(cell) else ""


def _below(grid: Grid, end: int, columns: Columns, shapes: Collection[str]) -> tuple[list[int], list[int]]:
    """The sum rows that close a table, and the rows of data below it; notes and loose numbers are neither."""
    sums: list[int] = []
    outside: list[int] = []
    for line in range(end + 1, len(grid) + 1):
        cells = _filled(grid, line, columns.all) if any(grid[line - 1]) else []
        if is_sum(cells):
            sums += [] if outside else [line]
        elif any(not is_number(cell) for cell in cells):
            paid = any(is_number(cell) for cell in _filled(grid, line, sorted(columns.amounts)))
            outside += [line] if paid or len(cells) > 2 or _shape(grid, line, columns.id) in shapes else []
    return sums, outside
