"""A sheet with its formulas: what each rule about them asks of a cell, a row and a column.

The sheets of a workbook with their formulas; the cells of a sheet are read only when somebody asks for them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.labels import fold_label, is_number, is_sum_row
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Kind
from xl_kraftsamling.reading.open_workbook import OpenWorkbook, is_program_sheet
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.xlsx.formulas.content import Range, parse_content
from xl_kraftsamling.xlsx.formulas.patterns import CellRef, Offset, Pattern
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings
from xl_kraftsamling.xlsx.grid import Grid, TableRef

Rows = tuple[int, int]
"""The first and last row of a range."""


@dataclass(frozen=True)
class Layer:
    """A sheet by its name: its cells, its workings, and the tables that were read of it."""

    name: str
    grid: Grid
    workings: SheetWorkings
    regions: Sequence[Region]

    def place(self, row: int, column: int) -> Place:
        """A cell as a place."""
        return Place(self.name, row, column)

    def cell(self, row: int, column: int) -> Any:
        """What a cell shows, "" where it is empty or outside the sheet."""
        inside = 0 < row <= len(self.grid) and 0 < column <= len(self.grid[row - 1])
        return self.grid[row - 1][column - 1] if inside else ""

    def filled(self, row: int) -> dict[int, Any]:
        """The cells of a row that show something, by column."""
        cells = self.grid[row - 1] if 0 < row <= len(self.grid) else ()
        return {column: cell for column, cell in enumerate(cells, 1) if str(cell).strip()}

    def numbers(self, row: int) -> set[int]:
        """The columns of a row that hold a number."""
        return {column for column, cell in self.filled(row).items() if _counts(cell)}

    def pattern(self, row: int, column: int) -> Pattern | None:
        """The formula of a cell."""
        stretches = self.workings.formulas.get(column, ())
        i = bisect_right(stretches, row, key=lambda stretch: stretch.top) - 1
        return stretches[i].pattern if i >= 0 and row <= stretches[i].bottom else None

    def in_table(self, row: int) -> bool:
        """Whether a row is inside an Excel table or a table that was read: there an empty row is no end."""
        return any(top <= row <= bottom for top, _, bottom, _ in self.workings.tables.values())

    def is_sum(self, row: int) -> bool:
        """Whether a row is one of sums, by its label or by its formulas."""
        return (
            row in self._sum_rows
            or any(row in region.rows.sums for region in self.regions)
            or is_sum_row([*self.filled(row).values()])
        )

    @cached_property
    def _sum_rows(self) -> set[int]:
        return {
            row
            for column, stretches in self.workings.formulas.items()
            for stretch in stretches
            if totals(stretch.pattern, column) or _sums_table(stretch.pattern)
            for row in range(stretch.top, min(stretch.bottom, len(self.grid)) + 1)
        }

    def headings(self, column: int) -> Iterator[int]:
        """The rows that are known to hold the headings above a column."""
        yield from (top for top, left, _, right in self.workings.tables.values() if left <= column <= right)
        for region in self.regions:
            if min(region.block.columns.values()) <= column <= max([*region.block.columns.values(), *region.extra]):
                yield region.block.heading_row

    def is_data(self, row: int) -> bool:
        """Whether a row is known to be data of a table."""
        return any(row in region.rows.data for region in self.regions) or self.in_table(row)


def _counts(cell: Any) -> bool:
    """Whether a cell holds a number, or would: an error value, or a formula that nobody has worked out yet."""
    return type(cell) is NoValue or (is_number(cell) and type(cell) is not bool)


def totals(parts: Pattern, column: int) -> list[Range]:
    """The ranges of its own column that a formula sums; a chain of cells, A1+A2+A3, is one as a range is."""
    read = parse_content(parts)
    own = [each for each in read.ranges if each.sheet == "" and _is_column(each, column)]
    summed = [each for each in own if each.first.row and each.last.row and read.is_summed(each.at)]
    return summed if len(summed) == len(own) else _chain(parts, own)


def _is_column(each: Range, column: int) -> bool:
    return all(end.column is not None and end.column.position_from(column) == column for end in (each.first, each.last))


def _chain(parts: Pattern, own: Sequence[Range]) -> list[Range]:
    """A chain of single cells below each other as one range."""
    chained = len(own) > 2 and len(parts) == 2 * len(own) - 1 and set(parts[1::2]) == {"+"}
    rows = [each.first.row for each in own if each.first.row and not each.first.row.fixed]
    low = min((row.at for row in rows), default=0)
    if not chained or sorted(row.at for row in rows) != list(range(low, low + len(own))):
        return []
    first = CellRef(Offset(low, fixed=False), own[0].first.column)
    return [own[0]._replace(first=first, last=CellRef(Offset(low + len(own) - 1, fixed=False), own[0].first.column))]


def _sums_table(parts: Pattern) -> bool:
    """Whether a formula is nothing but the sum of a table's column."""
    read = parse_content(parts)
    whole = len(parts) == 1 and str(parts[0]).endswith(")") and not read.ranges
    return whole and len(read.tables) == 1 and read.is_summed(read.tables[0].at) and "#This Row" not in read.tables[0].inside


def rows_of(each: Range, row: int) -> Rows:
    """The rows of a range with rows, seen from a row."""
    first, last = each.first.row, each.last.row
    ends = (first.position_from(row) if first else 1, last.position_from(row) if last else 1)
    return min(ends), max(ends)


def looks_up(parts: Pattern, column: int) -> bool:
    """Whether a formula builds on a cell above it in its own column, as a running balance does."""
    refs = (part for part in parts if isinstance(part, CellRef))
    return any(
        ref.row is not None
        and not ref.row.fixed
        and ref.row.at < 0
        and ref.column is not None
        and ref.column.position_from(column) == column
        for ref in refs
    )


class Layers:
    """The sheets of a workbook, by name as names are compared, and the tables that were read of it."""

    def __init__(self, opened: OpenWorkbook, regions: Sequence[Region]) -> None:
        """Take a workbook that is opened, and the tables that were read of it."""
        self._opened, self.regions = opened, regions
        self.workings: Mapping[str, SheetWorkings] = {name: opened.read_workings(name) for name in opened.sheets}
        self._names = {fold_label(name): name for name in opened.sheets}
        self._layers: dict[str, Layer] = {}

    def __getitem__(self, name: str) -> Layer:
        """A sheet; KeyError where there is none of that name."""
        name = self._names[fold_label(name)]
        if name not in self._layers:
            regions = [region for region in self.regions if region.block.sheet == name]
            self._layers[name] = Layer(name, self._opened.read_sheet(name).grid, self.workings[name], regions)
        return self._layers[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is a sheet of that name."""
        return fold_label(name) in self._names

    @property
    def with_formulas(self) -> Iterator[Layer]:
        """The sheets that have formulas, but for those that the program has written."""
        having = (name for name, workings in self.workings.items() if workings.formulas)
        return (self[name] for name in having if not is_program_sheet(self._opened.read_sheet(name)))

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, TableRef]]:
        """The Excel tables by name in lower case: each with its sheet."""
        return {table: (name, ref) for name, each in self.workings.items() for table, ref in each.tables.items()}

    def is_judged(self, sheet: str, row: int, column: int) -> bool:
        """Whether the gate has judged a cell as one of a table."""
        return any(_holds(region, sheet, column) and row in region.rows.data for region in self.regions)

    def are_amounts(self, sheet: str, columns: range) -> bool:
        """Whether columns are wholly those of amounts in tables that the gate has judged."""
        amounts = {
            region.block.columns[column.field]
            for region in self.regions
            for column in region.table.columns
            if column.kind is Kind.AMOUNT and column.field in region.block.columns and _holds(region, sheet)
        }
        return amounts.issuperset(columns)


def _holds(region: Region, sheet: str, column: int | None = None) -> bool:
    here = region.table is not STATED_BALANCES and fold_label(region.block.sheet) == fold_label(sheet)
    return here and (column is None or column in region.block.columns.values())
