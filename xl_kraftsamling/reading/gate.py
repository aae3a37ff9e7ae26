"""The gate: every table passes its pandera schema, and each failure case becomes a fault with its cell.

What passes is made into rows; a value that cannot be told is None there, and its field is among the row's `unread`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import polars as pl
from pandera.errors import SchemaErrors

from xl_kraftsamling.domain.columns import ParsedColumn, parse_column
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import ALL_READ, Table
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.gate_faults import missing_column, twice, unknown_columns, wrong_cell
from xl_kraftsamling.reading.schemas import ODD, TYPES, model
from xl_kraftsamling.reading.table_cells import TableCells


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """What the gate lets through: the values by field, the unread fields by position, and the faults."""

    values: Mapping[str, Sequence[Any]]
    unread: Mapping[int, frozenset[str]]
    faults: Sequence[Fault]

    def rows(self, table: Table, *lead: Any) -> tuple[Any, ...]:
        """The rows of a table; `lead` is its block and the lines of its rows."""
        block, lines = lead
        unread = [self.unread.get(i, ALL_READ) for i in range(len(lines))] if self.unread else repeat(ALL_READ)
        fields = (self.values.get(column.field, repeat(None)) for column in table.columns)
        return tuple(map(table.row._make, zip(repeat(block), lines, unread, *fields, strict=False)))


def check_table(cells: TableCells, register: Register) -> CheckedTable:
    """Let a table through its schema."""
    lanes = {
        column.field: parse_column(column, cells.columns[column.field], register, date1904=cells.date1904, factor=cells.factors.get(column.field, 1))
        for column in cells.table.columns
        if column.field in cells.columns
    }
    faults = [*twice(cells), *_faults(cells, lanes, register)]
    unread: dict[int, set[str]] = {}
    for name, lane in lanes.items():
        for position in lane.unread:
            unread.setdefault(position, set()).add(name)
    return CheckedTable(
        {name: lane.values for name, lane in lanes.items()},
        {i: frozenset(names) for i, names in unread.items()},
        faults,
    )


def _frame(cells: TableCells, lanes: Mapping[str, ParsedColumn]) -> pl.DataFrame:
    columns: list[pl.Series] = []
    for column in cells.table.columns:
        if lane := lanes.get(column.field):
            columns.append(pl.Series(column.field, lane.plain, TYPES.get(column.kind, pl.String), strict=False))
            if lane.odd:
                texts = [lane.odd.get(i) for i in range(cells.height)]
                columns.append(pl.Series(column.field + ODD, texts, pl.String))
    columns += [pl.Series(str(number), [None] * cells.height, pl.String) for number in range(len(cells.extra))]
    return pl.DataFrame(columns)


def _faults(cells: TableCells, lanes: Mapping[str, ParsedColumn], register: Register) -> Iterator[Fault]:
    odd = frozenset(name for name, lane in lanes.items() if lane.odd)
    try:
        model(cells.table, register, odd).validate(_frame(cells, lanes), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("failure_case", "column", "check", "index")
        for case, column, check, position in cases.iter_rows():
            if check == "column_in_schema":  # pandera's own checks of which columns there are
                yield from unknown_columns(cells)  # of which it names the first
            elif check == "column_in_dataframe":
                yield from missing_column(cells, case)
            else:
                name = column.removesuffix(ODD)
                yield wrong_cell(cells, lanes[name], register, check, name, position)
