"""A table that Excel hands to a function as a range: its headings and all its rows, its columns in any order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, fold_label
from xl_kraftsamling.domain.column_parser import ParsedColumn, make_rows, parse_column
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import TABLES, Kind, Table
from xl_kraftsamling.excel.error_values import find_error
from xl_kraftsamling.reading.canonical_layout import find_canonical_table
from xl_kraftsamling.reading.row_roles import find_heading_row
from xl_kraftsamling.xlsx.grid import Grid


@dataclass(frozen=True, slots=True)
class ArgumentTable:
    """A table that was found in a range: its columns in the sheet, and its rows of data, each with its line in the sheet.

    `missing` names, as table.field, the columns that it lacks and those whose heading occurs twice.  Three are questions to Excel, asked
    only where they matter: whether its workbook counts dates from 1904, what another sheet there holds that has one value per row, and in
    which rows the cell of a column is struck through: such an amount is unread, since nobody knows whether it counts.
    """

    table: Table
    block: Block
    cells: Sequence[tuple[int, Sequence[Any]]]
    missing: frozenset[str]
    left: int
    counts_from_1904: Callable[[], bool]
    read_beside: Callable[[Table], Mapping[str, Entry] | None] = lambda _table: None
    find_struck: Callable[[int, Sequence[int]], Iterable[int]] = lambda _column, _lines: ()

    def rows(self, known: Register) -> tuple[Any, ...]:
        """The rows as the domain knows them; what cannot be read is unread there, as in a workbook that is validated."""
        columns: dict[str, ParsedColumn] = {}
        for column in self.table.columns:
            if column.field in self.block.columns:
                cells = self.column(column.field)
                # Excel hands over dates as dates, and only numbers in cells without a date format as numbers.
                counts_days = column.kind is Kind.DATE and float in map(type, cells)
                columns[column.field] = parse_column(column, cells, known, date1904=counts_days and self.counts_from_1904())
        return make_rows(self.table, self.block, self._lines, {name: self._leave_struck(name, each) for name, each in columns.items()})

    @property
    def _lines(self) -> list[int]:
        return [line for line, _ in self.cells]

    def _leave_struck(self, field: str, column: ParsedColumn) -> ParsedColumn:
        """A column of amounts with those unread that are struck through; any other one as it is."""
        if not any(each.field == field and each.kind is Kind.AMOUNT for each in self.table.columns):
            return column
        struck = {*self.find_struck(self.block.columns[field], self._lines)}
        filled = (line for line, cell in zip(self._lines, self.column(field), strict=True) if cell_text(cell))
        struck &= {*filled} if struck else struck
        return column.leave_unread(position for position, line in enumerate(self._lines) if line in struck) if struck else column

    def column(self, field: str) -> list[Any]:
        """The cells of a field from top to bottom; none where it has no column."""
        number = self.block.columns.get(field)
        return [row[number - self.left] for _, row in self.cells] if number else []


def find_table_in_range(
    table: Table, grid: Grid, sheet: str, top: int, left: int, counts_from_1904: Callable[[], bool]
) -> ArgumentTable | None:
    """Find a table in a range; None where no row of it holds two of its headings, or it holds more of another table's.

    :param top: the row of the sheet that the range begins in; ``left`` is its column.
    """
    line = find_heading_row(table.headings, grid)
    # The range is the table, as the ref of an Excel table is: neither a gap nor a total ends it.
    whole = [(line, 1, len(grid), len(grid[line - 1]))] if line else []
    region = find_canonical_table(table, sheet, grid, whole)
    if region is None or _resembles_another(table, grid[region.block.heading_row - 1]):
        return None
    # Of two columns with the same heading nobody can know which counts: the field is missing, as where it has none.
    once = {field: number for field, number in region.block.columns.items() if field not in region.twice.values()}
    if len(once) < 2:
        return None
    block = Block(
        table.name, sheet, top + region.block.heading_row - 1,
        {field: left + number - 1 for field, number in once.items()}, {field: region.block.headings[field] for field in once},
    )  # fmt: skip
    cells = [(top + line - 1, grid[line - 1]) for line in region.rows.data]
    missing = {f"{table.name}.{c.field}" for c in table.columns if c.field not in once and not c.is_optional}
    return ArgumentTable(table, block, cells, frozenset(missing), left, counts_from_1904)


def _resembles_another(table: Table, headings: Sequence[Any]) -> bool:
    """Whether the headings are more of them another table's: Omfördelning has all that Avrop needs."""
    there = set(map(fold_label, headings))
    shared = {each.name: sum(fold_label(heading) in there for heading in each.headings) for each in TABLES}
    return max(shared.values()) > shared[table.name]


def read_excel_value(value: Any) -> Any:
    """A cell as the domain reads it: "" where empty, currency as a number, an error value marked as one."""
    if value is None:
        return ""
    error = find_error(value)
    if error:
        return NoValue(error)
    return float(value) if isinstance(value, Decimal) else value  # COM delivers cells in a currency format so
