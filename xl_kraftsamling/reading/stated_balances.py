"""The balances that a workbook states itself: read to be compared (FO08), and never a source of figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from xl_kraftsamling.domain.book import NOTHING, Block, Stated
from xl_kraftsamling.domain.columns import split
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import STATED, Column
from xl_kraftsamling.reading.open_workbook import Readable
from xl_kraftsamling.reading.own_layout import Region, locate
from xl_kraftsamling.reading.table_cells import Cells, table_cells


def saldo(opened: Readable) -> Iterator[Region]:
    """The table Saldo of a workbook in the canonical layout, where it has one."""
    for sheet in opened.sheets:
        if plain(sheet) == plain(STATED.sheet):
            page = opened.page(sheet)
            region = locate(STATED, sheet, page.grid, page.tables)
            yield from [region] if region else []


def stated_rows(opened: Readable, regions: Sequence[Region], known: Register) -> Iterator[Stated]:
    """The rows of stated balances in the tables that were found.

    They need not pass the gate: what cannot be read of them is left out of the comparison, and leaves nothing open.
    """
    for region in regions:
        if region.table.name == STATED.name:
            cells = table_cells(region, opened.page(region.block.sheet).grid, date1904=opened.date1904)
            columns = [_values(column, cells, known) for column in STATED.columns]
            for line, *values in zip(region.lines, *columns, strict=True):
                yield Stated(region.block, line, NOTHING, *values)


def _values(column: Column, cells: Cells, known: Register) -> Sequence[Any]:
    if column.field not in cells.columns:
        return [None] * cells.height
    return split(column, cells.columns[column.field], known, factor=cells.factors.get(column.field, 1)).values


def stated_blocks(regions: Sequence[Region]) -> dict[str, list[Block]]:
    """The ranges of stated balances, under their table's name."""
    return {STATED.name: [region.block for region in regions if region.table.name == STATED.name]}
