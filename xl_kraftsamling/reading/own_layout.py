"""Where the tables of a workbook are: the canonical layout, sheet by sheet.

A table is found by its headings, wherever in the first rows of its sheet they stand and in whatever order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.book import Block
from xl_kraftsamling.domain.cell_text import as_written
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Column, Kind, Table
from xl_kraftsamling.reading.table_rows import Columns, extent
from xl_kraftsamling.xlsx.area import TableRef
from xl_kraftsamling.xlsx.grid import Grid

_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Region:
    """A table as it stands in a sheet.

    `extra` are the unknown headings by column, and `twice` the fields whose heading stands a second time, by its column.
    `lines` are its data rows, `sums` its sum rows, `blank` the empty rows between data, `outside` the data rows below its
    end.  `factors` are the units of its amounts in kronor, where its headings state another; `given` the recipient of a row,
    with its place, where the row itself does not name it.
    """

    table: Table
    block: Block
    extra: Mapping[int, str]
    twice: Mapping[int, str]
    lines: Sequence[int]
    sums: Sequence[int]
    blank: Sequence[int]
    outside: Sequence[int]
    factors: Mapping[str, int] = field(default_factory=dict)
    given: Mapping[int, tuple[Any, Place]] = field(default_factory=dict)


def locate(table: Table, sheet: str, grid: Grid, refs: Sequence[TableRef]) -> Region | None:
    """Find a canonical table in its sheet; None where no row holds at least two of its headings."""
    known = {plain(column.heading): column for column in table.columns}
    row = _heading_row(known, grid)
    if row is None:
        return None
    ref = next((r for r in refs if r[0] == row and _ours(known, grid[row - 1][r[1] - 1 : r[3]])), None)
    headings = _headings(grid[row - 1], ref, known)
    columns, extra, twice = _sorted(known, headings)
    block = Block(table.name, sheet, row, columns, {name: headings[number] for name, number in columns.items()})
    amounts = {columns[c.field] for c in table.columns if c.kind is Kind.AMOUNT and c.field in columns}
    own_id = next((columns[c.field] for c in table.columns if c.kind is Kind.ID and c.field in columns), None)
    rows = extent(grid, row + 1, ref[2] if ref else None, Columns(sorted(headings), amounts, own_id))
    return Region(table, block, extra, twice, *rows)


def _ours(known: Mapping[str, Column], cells: Sequence[Any]) -> int:
    return sum(plain(cell) in known for cell in cells)


def _heading_row(known: Mapping[str, Column], grid: Grid) -> int | None:
    scores = [(_ours(known, row), -number) for number, row in enumerate(grid[:_SEARCHED], 1)]
    best, number = max(scores, default=(0, 0))
    return -number if best >= min(2, len(known)) else None


def _headings(row: Sequence[Any], ref: TableRef | None, known: Mapping[str, Column]) -> dict[int, str]:
    """The headings that belong together, by column: the Excel table's, or the unbroken run around the known ones."""
    filled = {column: as_written(cell) for column, cell in enumerate(row, 1) if as_written(cell)}
    if ref:
        return {column: text for column, text in filled.items() if ref[1] <= column <= ref[3]}
    ours = [column for column, text in filled.items() if plain(text) in known]
    first, last = min(ours), max(ours)
    while first - 1 in filled:
        first -= 1
    while last + 1 in filled:
        last += 1
    return {column: text for column, text in filled.items() if first <= column <= last}


def _sorted(
    known: Mapping[str, Column], headings: Mapping[int, str]
) -> tuple[dict[str, int], dict[int, str], dict[int, str]]:
    """The headings as known fields, unknown headings, and fields that stand a second time."""
    columns: dict[str, int] = {}
    extra: dict[int, str] = {}
    twice: dict[int, str] = {}
    for number, text in headings.items():
        column = known.get(plain(text))
        if column is None:
            extra[number] = text
        elif column.field in columns:
            twice[number] = column.field
        else:
            columns[column.field] = number
    return columns, extra, twice
