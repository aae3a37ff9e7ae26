"""The balances that a workbook states itself: read to be compared (FO08), and never a source of figures."""

from collections.abc import Iterator, Sequence

from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.model import Block, Stated
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import STATED
from xl_kraftsamling.sheets.gate import gate
from xl_kraftsamling.sheets.layout import Region, locate
from xl_kraftsamling.sheets.opened import Readable
from xl_kraftsamling.sheets.raw_cells import table_cells


def saldo(opened: Readable) -> Iterator[Region]:
    """The table Saldo of a workbook in the canonical layout, where it has one."""
    for sheet in opened.sheets:
        if plain(sheet) == plain(STATED.sheet):
            page = opened.page(sheet)
            region = locate(STATED, sheet, page.grid, page.tables)
            yield from [region] if region else []


def stated_rows(opened: Readable, regions: Sequence[Region], known: Register) -> tuple[Stated, ...]:
    """The rows of stated balances in the tables that were found.

    They pass the gate, but what it finds is dropped: a stated figure that cannot be read leaves nothing open.
    """
    rows: list[Stated] = []
    for region in regions:
        if region.table.name == STATED.name:
            cells = table_cells(region, opened.page(region.block.sheet).grid, date1904=opened.date1904)
            rows += gate(cells, known).rows(STATED, region.block, region.lines)
    return tuple(rows)


def stated_blocks(regions: Sequence[Region]) -> dict[str, list[Block]]:
    """The ranges of stated balances, under their table's name."""
    return {STATED.name: [region.block for region in regions if region.table.name == STATED.name]}
