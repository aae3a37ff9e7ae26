"""Where the tables of a workbook are: the canonical layout, sheet by sheet.

In an Excel table its ref decides what is inside; in a plain range the first gap, or a grand total, ends it.  Sum rows are
no data.  Rows and columns are counted from 1, as in the sheet.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.model import Block
from xl_kraftsamling.domain.tables import Column, Kind, Table

Grid = Sequence[Sequence[Any]]
"""The cells of a sheet from A1, "" where empty."""

Ref = tuple[int, int, int, int]
"""First row, first column, last row, last column of an Excel table without its totals row."""

_SEARCHED = 40
_SUBTOTALS = ("delsumma",)
_TOTALS = ("summa", "totalt", "total", "totalsumma", "summering")


@dataclass(slots=True)
class Region:
    """A table as it stands in a sheet.

    `lines` are its data rows, `sums` its sum rows, `blank` the empty rows between data, `outside` the data rows below its
    end; `extra` the unknown headings by column, `twice` the columns of headings that stand a second time.
    """

    table: Table
    block: Block
    lines: Sequence[int]
    sums: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    extra: dict[str, int] = field(default_factory=dict)
    twice: dict[str, int] = field(default_factory=dict)


def plain(text: object) -> str:
    """A sheet name or heading for comparison: NFKC, case-folded, trimmed, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split())


def locate(table: Table, sheet: str, grid: Grid, refs: Sequence[Ref]) -> Region | None:
    """Find a canonical table in its sheet; None where no row holds at least two of its headings."""
    known = {plain(column.heading): column for column in table.columns}
    heading_row = _heading_row(known, grid)
    if heading_row is None:
        return None
    ref = next((r for r in refs if r[0] == heading_row), None)
    region = _headed(table, sheet, known, heading_row, _headings(grid[heading_row - 1], ref, known))
    _fill(region, grid, ref)
    return region


def _heading_row(known: dict[str, Column], grid: Grid) -> int | None:
    scores = [(sum(plain(cell) in known for cell in row), -number) for number, row in enumerate(grid[:_SEARCHED], 1)]
    best, number = max(scores, default=(0, 0))
    return -number if best >= min(2, len(known)) else None


def _headings(row: Sequence[Any], ref: Ref | None, known: dict[str, Column]) -> dict[int, str]:
    """The headings that belong together, by column: the Excel table's, or the unbroken run around the known ones."""
    filled = {column: str(cell).strip() for column, cell in enumerate(row, 1) if str(cell).strip()}
    if ref:
        return {column: text for column, text in filled.items() if ref[1] <= column <= ref[3]}
    ours = [column for column, text in filled.items() if plain(text) in known]
    first, last = min(ours), max(ours)
    while first - 1 in filled:
        first -= 1
    while last + 1 in filled:
        last += 1
    return {column: text for column, text in filled.items() if first <= column <= last}


def _headed(table: Table, sheet: str, known: dict[str, Column], row: int, headings: dict[int, str]) -> Region:
    columns: dict[str, int] = {}
    extra: dict[str, int] = {}
    twice: dict[str, int] = {}
    for number, text in headings.items():
        column = known.get(plain(text))
        if column is None:
            extra[text] = number
        elif column.field in columns:
            twice[column.field] = number
        else:
            columns[column.field] = number
    texts = {name: headings[number] for name, number in columns.items()}
    return Region(table, Block(table.name, sheet, row, columns, texts), (), extra=extra, twice=twice)


def _fill(region: Region, grid: Grid, ref: Ref | None) -> None:
    first, numbers = region.block.heading_row + 1, sorted({*region.block.columns.values(), *region.extra.values()})
    end = min(ref[2], len(grid)) if ref else _end(grid, first, numbers)
    odd = {line: _cells(grid, line, numbers) for line in _candidates(grid, first, end, numbers[0])}
    region.sums = [line for line, cells in odd.items() if is_sum(cells)]
    empty = [line for line, cells in odd.items() if not cells]
    skipped = {*region.sums, *empty}
    region.lines = [line for line in range(first, end + 1) if line not in skipped] if skipped else range(first, end + 1)
    last = region.lines[-1] if region.lines else 0
    region.blank = [line for line in empty if line < last]
    _below(region, grid, end, numbers)


def _candidates(grid: Grid, first: int, end: int, column: int) -> Iterator[int]:
    """Rows whose first cell is empty or begins like a sum: the only ones that can be blank rows or sum rows."""
    for line in range(first, end + 1):
        row = grid[line - 1]
        cell = row[column - 1] if column <= len(row) else ""
        if cell == "" or (type(cell) is str and (not cell.strip() or cell.lstrip()[0] in "sStTdD")):
            yield line


def _cells(grid: Grid, line: int, numbers: Sequence[int]) -> list[Any]:
    row = grid[line - 1]
    return [row[n - 1] for n in numbers if n <= len(row) and str(row[n - 1]).strip()]


def is_sum(cells: Sequence[Any]) -> bool:
    """Whether the filled cells of a row, from the left, are those of a sum row."""
    first = plain(cells[0]).rstrip(":. ") if cells and isinstance(cells[0], str) else ""
    return first in _TOTALS or is_subtotal(first) or first.startswith(("summa ", "totalt ", "total "))


def is_subtotal(label: str) -> bool:
    """Whether a sum row's label names the sum of a part."""
    return plain(label).startswith(_SUBTOTALS)


def _end(grid: Grid, first: int, numbers: Sequence[int]) -> int:
    for line in range(first, len(grid) + 1):
        row = grid[line - 1]
        cell = row[numbers[0] - 1] if numbers[0] <= len(row) else ""
        if cell == "" or type(cell) is str:
            cells = _cells(grid, line, numbers)
            if not cells:
                return line - 1
            if is_sum(cells) and not is_subtotal(str(cells[0])):
                return line
    return len(grid)


def _below(region: Region, grid: Grid, end: int, numbers: Sequence[int]) -> None:
    amounts = {region.block.columns.get(c.field) for c in region.table.columns if c.kind in (Kind.AMOUNT, Kind.DATE)}
    for line in range(end + 1, len(grid) + 1):
        if not any(grid[line - 1]):
            continue
        cells = _cells(grid, line, numbers)
        if line == end + 1 and is_sum(cells):
            region.sums.append(line)
        elif len(cells) > 1 or any(_cells(grid, line, [n]) for n in amounts if n):
            region.outside.append(line)
