"""The balances that a workbook states itself: read to be compared (FO08), and never a source of figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.columns import parse_column
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import ALL_READ, STATED_BALANCES, Column, StatedBalance
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.own_layout import Region, find_canonical_table
from xl_kraftsamling.reading.table_cells import TableCells, read_table_cells


def saldo(opened: OpenWorkbook) -> Iterator[Region]:
    """The table Saldo of a workbook in the canonical layout, where it has one."""
    for sheet in opened.sheets:
        if fold_label(sheet) == fold_label(STATED_BALANCES.sheet):
            page = opened.read_sheet(sheet)
            region = find_canonical_table(STATED_BALANCES, sheet, page.grid, page.tables)
            yield from [region] if region else []


def stated_rows(opened: OpenWorkbook, regions: Sequence[Region], known: Register) -> Iterator[StatedBalance]:
    """The rows of stated balances in the tables that were found.

    They need not pass the gate: what cannot be read of them is left out of the comparison, and leaves nothing open.
    """
    for region in regions:
        if region.table.name == STATED_BALANCES.name:
            cells = read_table_cells(region, opened.read_sheet(region.block.sheet).grid, date1904=opened.date1904)
            columns = [_values(column, cells, known) for column in STATED_BALANCES.columns]
            for line, *values in zip(region.lines, *columns, strict=True):
                yield StatedBalance(region.block, line, ALL_READ, *values)


def _values(column: Column, cells: TableCells, known: Register) -> Sequence[Any]:
    if column.field not in cells.columns:
        return [None] * cells.height
    return parse_column(column, cells.columns[column.field], known, factor=cells.factors.get(column.field, 1)).values


def stated_blocks(regions: Sequence[Region]) -> dict[str, list[Block]]:
    """The ranges of stated balances, under their table's name."""
    return {STATED_BALANCES.name: [region.block for region in regions if region.table.name == STATED_BALANCES.name]}
