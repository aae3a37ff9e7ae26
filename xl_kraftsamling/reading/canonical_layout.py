"""The canonical layout, which is the template's: its tables are found by their headings, sheet by sheet.

The headings may be in any order, in any of the first rows of their sheet, with columns of other things among them.  Ranges that
Excel hands to a function are read by the same headings, so nothing here may import polars, pandera or lxml.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.tables import Kind, Table
from xl_kraftsamling.domain.template import SHEETS
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_roles import TableShape, find_heading_row, sort_rows
from xl_kraftsamling.xlsx.grid import Grid, TableRef


def is_canonical(sheets: Iterable[str]) -> bool:
    """Whether a workbook, by the names of its sheets, has most of the template's."""
    template = set(map(fold_label, SHEETS))
    # most and not all: a sheet that was deleted is then reported as missing (ST01), and the others are still read
    return sum(fold_label(name) in template for name in sheets) * 2 > len(template)


def find_sheet(table: Table, sheets: Iterable[str]) -> str | None:
    """The sheet of a table as the workbook spells its name; None where it has no such sheet."""
    return next((name for name in sheets if fold_label(name) == fold_label(table.sheet)), None)


def find_canonical_table(table: Table, sheet: str, grid: Grid, refs: Sequence[TableRef]) -> Region | None:
    """Find one of the template's tables in its sheet; None where no row holds at least two of its headings.

    :param refs: the Excel tables of the sheet; the one with these headings decides which columns and rows are the table's.
    """
    line = find_heading_row(table.headings, grid)
    if line is None:
        return None
    cells, known = grid[line - 1], {fold_label(column.heading): column.field for column in table.columns}
    # two Excel tables may begin in the same row, side by side
    ref = next((ref for ref in refs if ref[0] == line and any(fold_label(cell) in known for cell in cells[ref[1] - 1 : ref[3]])), None)
    headings = _find_headings(cells, known, ref)
    fields = {number: known[fold_label(text)] for number, text in headings.items() if fold_label(text) in known}
    columns: dict[str, int] = {}
    for number, name in fields.items():
        columns.setdefault(name, number)  # of a heading that occurs twice, the first column
    block = Block(table.name, sheet, line, columns, {name: headings[number] for name, number in columns.items()})
    kinds = {columns[column.field]: column.kind for column in table.columns if column.field in columns}
    amounts, ids = ([number for number, kind in kinds.items() if kind is wanted] for wanted in (Kind.AMOUNT, Kind.ID))
    shape = TableShape(columns=sorted(headings), headings=[cells], amounts=frozenset(amounts), id=next(iter(ids), None))
    rows = sort_rows(grid, line + 1, ref[2] if ref else None, shape)
    extra = {number: text for number, text in headings.items() if number not in fields}
    twice = {number: name for number, name in fields.items() if columns[name] != number}
    return Region(table, block, rows, extra, twice)


def _find_headings(cells: Sequence[Any], known: Collection[str], ref: TableRef | None) -> Mapping[int, str]:
    """The headings of one table by column: its Excel table's, or the unbroken run around the known ones.

    What follows after an empty cell is another table or a legend beside this one.
    """
    filled = {number: cell_text(cell) for number, cell in enumerate(cells, 1) if cell_text(cell)}
    if ref:
        return {number: text for number, text in filled.items() if ref[1] <= number <= ref[3]}
    matching = [number for number, text in filled.items() if fold_label(text) in known]
    first, last = min(matching), max(matching)
    while first - 1 in filled:
        first -= 1
    while last + 1 in filled:
        last += 1
    return {number: text for number, text in filled.items() if first <= number <= last}
