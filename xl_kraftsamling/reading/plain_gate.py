"""The gate of functions in cells: it finds in a table what the schemas of `gate` find, without a frame.

A cell must wait for neither polars nor pandera.  A test lets both judge the same cells: their faults are the same, but for a
personnummer in a free text (VD14), for which no figure waits.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from xl_kraftsamling.domain.column_parser import ParsedColumn
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.row_ids import RowIds
from xl_kraftsamling.domain.rows import Rows
from xl_kraftsamling.domain.tables import Kind, Table
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.cell_faults import (
    MISSING,
    TWICE,
    CheckedTable,
    group_faults,
    list_breaking_forms,
    make_cell_fault,
    make_extra_fault,
    make_heading_fault,
    make_id_fault,
)
from xl_kraftsamling.reading.table_cells import TableCells


def check_table(cells: TableCells, register: Register) -> CheckedTable:
    """Parse the columns of a table and judge them."""
    columns = cells.parse(register)
    return CheckedTable(columns, [*_find_heading_faults(cells), *_find_cell_faults(cells, columns, register)])


def check_ids(table: Table, rows: Rows[Any]) -> Iterator[Fault]:
    """Judge the ids of all rows of a table, in whatever lists they are."""
    column = next((column for column in table.columns if column.kind is Kind.ID), None)
    if column is None or not rows:
        return
    ids, names, first = RowIds(rows), rows.column("id"), dict[tuple[int, str], int]()
    for number, series in zip(ids.numbers, ids.series, strict=True):
        if names[number] is not None and (before := first.setdefault((series, names[number]), number)) != number:
            yield make_id_fault(column, rows[before], rows[number])


def _find_heading_faults(cells: TableCells) -> Iterator[Fault]:
    twice = dict(cells.twice)
    yield from (make_heading_fault(cells, field, TWICE, place, (cells.heading(field),)) for field, place in cells.twice)
    yield from (make_extra_fault(*each) for each in cells.extra)
    for column in cells.table.columns:
        if not (column.is_optional or column.field in cells.columns or column.field in twice):
            yield make_heading_fault(cells, column.field, MISSING, cells.heading(column.field))


def _find_cell_faults(cells: TableCells, columns: Mapping[str, ParsedColumn], register: Register) -> Iterator[Fault]:
    for field, parsed in columns.items():
        breaking = list_breaking_forms(cells.column(field).kind)
        for position, others in group_faults(parsed).items():
            for code in (code for code, forms in breaking.items() if parsed.irregular[position].form in forms):
                yield make_cell_fault(cells, parsed, register, code, field, position, others)
