"""A table as Excel hands it to a function: the whole of it, headings first, its columns in whatever order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.columns import parse_column
from xl_kraftsamling.domain.labels import is_sum_row, fold_label
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import ALL_READ, TABLES, Column, Kind, Table
from xl_kraftsamling.excel.error_values import error_in

Grid = Sequence[Sequence[Any]]
"""The cells of a range, "" where empty."""

_SEARCHED = 40  # rows: a range may begin with a title


@dataclass(frozen=True, slots=True)
class ArgumentTable:
    """A table that was found in a range: where its columns stand, and the rows below its headings, each with its line.

    `missing` names, as table.field, the columns that it lacks, and those that stand twice; `counts_from_1904` tells whether
    the days of its workbook begin in 1904, and is only asked where a date stands as a number.
    """

    table: Table
    block: Block
    cells: Sequence[tuple[int, Sequence[Any]]]
    missing: frozenset[str]
    left: int
    counts_from_1904: Callable[[], bool]

    def rows(self, known: Register) -> tuple[Any, ...]:
        """The rows as the domain knows them; what cannot be read is unread there, as in a workbook that is validated."""
        values: dict[str, Sequence[Any]] = {}
        unread: dict[int, set[str]] = {}
        for column in self._columns():
            cells = self.column(column.field)
            numbers = column.kind is Kind.DATE and float in map(type, cells)
            lanes = parse_column(column, cells, known, date1904=numbers and self.counts_from_1904())
            values[column.field] = lanes.values
            for position in lanes.unread:
                unread.setdefault(position, set()).add(column.field)
        lines = [line for line, _ in self.cells]
        marks = [frozenset(unread[i]) if i in unread else ALL_READ for i in range(len(lines))]
        fields = (values.get(column.field, repeat(None)) for column in self.table.columns)
        return tuple(map(self.table.row._make, zip(repeat(self.block), lines, marks, *fields, strict=False)))

    def column(self, field: str) -> list[Any]:
        """The cells of a field from top to bottom; none where it has no column."""
        number = self.block.columns.get(field)
        return [row[number - self.left] for _, row in self.cells] if number else []

    def _columns(self) -> Iterator[Column]:
        return (column for column in self.table.columns if column.field in self.block.columns)


def find_table_in_range(table: Table, grid: Grid, sheet: str, top: int, left: int, counts_from_1904: Callable[[], bool]) -> ArgumentTable | None:
    """Find a table in a range; None where no row of it holds two of its headings, or it holds more of another table's.

    :param top: the row of the sheet that the range begins in; ``left`` is its column.
    """
    number, fields = _heading_row(table, grid)
    once = {field: i for i, field in enumerate(fields) if field and fields.count(field) == 1}
    headings = grid[number]
    if len(once) < 2 or _is_anothers(table, headings):
        return None
    block = Block(
        table.name, sheet, top + number,
        {field: left + i for field, i in once.items()}, {field: str(headings[i]) for field, i in once.items()},
    )  # fmt: skip
    inside = [i for i, heading in enumerate(headings) if fold_label(heading)]
    missing = {f"{table.name}.{c.field}" for c in table.columns if c.field not in once and not c.is_optional}
    return ArgumentTable(table, block, list(_data(grid, number, inside, top)), frozenset(missing), left, counts_from_1904)


def _heading_row(table: Table, grid: Grid) -> tuple[int, list[str]]:
    """The row with the most headings of the table, and the field that each of its cells names, "" where none."""
    known = {fold_label(column.heading): column.field for column in table.columns}
    rows = [[known.get(fold_label(cell), "") for cell in row] for row in grid[:_SEARCHED]]
    number = max(range(len(rows)), key=lambda i: sum(map(bool, rows[i])))
    return number, rows[number]


def _is_anothers(table: Table, headings: Sequence[Any]) -> bool:
    """Whether the headings are rather those of another table: Omfördelning has all that Avrop needs."""
    there = set(map(fold_label, headings))
    shared = {each.name: sum(fold_label(heading) in there for heading in each.headings) for each in TABLES}
    return max(shared.values()) > shared[table.name]


def _data(grid: Grid, heading: int, inside: Sequence[int], top: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows below the headings that are neither empty nor sums, with their line in the sheet."""
    for number, row in enumerate(grid[heading + 1 :], heading + 1):
        filled = [row[i] for i in inside if str(row[i]).strip()]
        if filled and not is_sum_row(filled):
            yield top + number, row


def read_excel_value(value: Any) -> Any:
    """A cell as the domain reads it: "" where empty, currency as a number, an error value marked as one."""
    if value is None:
        return ""
    error = error_in(value)
    if error:
        return NoValue(error)
    return float(value) if isinstance(value, Decimal) else value
