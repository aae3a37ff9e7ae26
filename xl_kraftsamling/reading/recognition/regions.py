"""A table that was recognised, as the reader of all tables expects it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.reading.recognition.amount_columns import find_amount_cells
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.xlsx.grid import Grid


def build_region(found: FoundTable, grid: Grid) -> Region:
    """The table as the reader of all tables expects it.

    It has no blank rows, unknown or repeated headings: in the template these are faults, in another layout they are habits.
    """
    table = TABLE_KINDS[found.kind]
    columns = {c.field: found.assignment.columns[c.field] for c in table.columns if c.field in found.assignment.columns}
    heading = {name: found.heading_row.headings[n].text for name, n in columns.items()}
    elsewhere = {"amount": dict(find_amount_cells(found, grid))} if found.steps else {}
    block = Block(table.name, found.sheet, found.heading_row.row, columns, heading, elsewhere)
    owners = dict(_recipients_elsewhere(found, grid))
    fields = {*columns, OWNER} if owners else {*columns}
    # without the row class, whose fields must be all of the columns
    present = replace(table, columns=tuple(column for column in table.columns if column.field in fields), row=None)
    factors = {name: unit for name, unit in found.units.items() if unit > 1}
    return Region(present, block, replace(found.rows, blank=()), factors=factors, owners=owners, struck=found.struck)


def _recipients_elsewhere(found: FoundTable, grid: Grid) -> Iterator[tuple[int, tuple[Any, Place]]]:
    """Each row that does not name its recipient, with the name and its cell: the group's, or the one in the title."""
    for line, (row, column) in found.rows.owners.items():
        yield line, (grid[row - 1][column - 1], Place(found.sheet, row, column))
    if found.title.owner and found.lacks_recipients:
        for line in found.rows.data:
            yield line, found.title.owner
