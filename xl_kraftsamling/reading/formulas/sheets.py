"""The sheets of a workbook as the judges of formulas see them: cells, formulas, sum rows and the tables that were read.

Whatever more than one of these judges asks of a sheet or of a formula is decided here, once.  Rows and columns are counted from 1.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue, cell_text, fold_label, is_number
from xl_kraftsamling.domain.sum_labels import is_of_which_label, read_named_part
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.domain.texts import Value
from xl_kraftsamling.reading.formulas.intervals import RowsByBlock, find_positions, go_on_from, join_spans
from xl_kraftsamling.reading.formulas.lines import Band, find_bands
from xl_kraftsamling.reading.formulas.ranges import is_table_sum, row_span, summed_ranges
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.reading.row_roles import find_sum_role
from xl_kraftsamling.xlsx.formulas.patterns import Pattern
from xl_kraftsamling.xlsx.grid import Area, Grid, slice_column

_YEARS = range(1900, 2101)


class FormulaSheet:
    """A sheet with its formulas, and the tables that were read from it.

    `formulas` are its runs of copies, each with its column.  `regions` are its tables, and `checked_regions` those of them that
    the gate has checked.
    """

    def __init__(self, workbook: OpenWorkbook, name: str, regions: Sequence[Region]) -> None:
        """Take a sheet of a workbook by its name; `regions` are the tables that were read from it."""
        self.name = name
        self.workings = workbook.read_workings(name)
        self.formulas = [(column, run) for column, runs in self.workings.formulas.items() for run in runs]
        self.regions = regions
        # The gate checks every table but the balances that a workbook states.  By name: those of another layout have a table of
        # their own, with fewer columns.
        self.checked_regions = [region for region in self.regions if region.table.name != STATED_BALANCES.name]
        self._workbook = workbook
        # What many cells of a row ask of it is found once: every cell would otherwise go through the whole row.
        self._filled: dict[int, dict[int, Any]] = {}
        self._numbers: dict[int, set[int]] = {}
        self._is_sum: dict[int, bool] = {}
        self._runs: dict[int, Counter[Pattern]] = {}
        self._is_part: dict[int, tuple[bool, bool]] = {}
        self._with_formula: dict[int, int] = {}
        self._sum_tops: dict[int, list[tuple[int, int]]] = {}
        self._spans_of_several: dict[frozenset[int], Sequence[tuple[int, int]]] = {}
        # So is what many sums of a column ask of it.
        self._number_rows: dict[int, Sequence[int]] = {}
        self._headings: dict[int, set[int]] = {}
        self._ends: dict[int, int] = {}
        self._starts: dict[int, dict[int, int]] = defaultdict(dict)

    @cached_property
    def grid(self) -> Grid:
        """The cells from A1 on, read when they are first asked for: most sheets without formulas are asked for none."""
        return self._workbook.read_sheet(self.name).grid

    @cached_property
    def bands(self) -> Sequence[Band]:
        """The rows with formulas, those together that have the same."""
        return [*find_bands(self.formulas)]

    @cached_property
    def columns(self) -> Sequence[Sequence[Any]]:
        """The same cells column by column: a search in one column of a large sheet makes no lists of its rows."""
        width = len(self.grid[0]) if self.grid else 0
        return [slice_column(self.grid, column, 1, len(self.grid)) for column in range(1, width + 1)]

    def filled_cells(self, row: int) -> dict[int, Any]:
        """The cells of a row that are not blank, by column; none outside the sheet."""
        if row not in self._filled:
            cells = self.grid[row - 1] if 0 < row <= len(self.grid) else ()
            self._filled[row] = {column: cell for column, cell in enumerate(cells, 1) if str(cell).strip()}
        return self._filled[row]

    def number_columns(self, row: int) -> set[int]:
        """The columns of a row that hold a number, or would: an error value or a formula without a stored value counts as one."""
        if row not in self._numbers:
            cells = self.filled_cells(row).items()
            self._numbers[row] = {column for column, cell in cells if _is_numeric(cell)}
        return self._numbers[row]

    def number_rows(self, column: int) -> Sequence[int]:
        """The rows of a column that hold a number, or would, from the top down."""
        if column not in self._number_rows:
            self._number_rows[column] = [
                row for cells in self.columns[column - 1 : column] for row, cell in enumerate(cells, 1) if _is_numeric(cell)
            ]
        return self._number_rows[column]

    def pattern_at(self, row: int, column: int) -> Pattern | None:
        """The formula of a cell; None where it has none."""
        runs = self.workings.formulas.get(column, ())
        i = bisect_right(runs, row, key=lambda run: run.top) - 1
        return runs[i].pattern if i >= 0 and row <= runs[i].bottom else None

    def count_runs(self, column: int) -> Counter[Pattern]:
        """How many runs of copies of each formula a column has."""
        if column not in self._runs:
            self._runs[column] = Counter(run.pattern for run in self.workings.formulas[column])
        return self._runs[column]

    @cached_property
    def error_rows(self) -> Mapping[int, Sequence[int]]:
        """The rows of the error values by column, from the top down."""
        return {
            column: [row for row, cell in enumerate(cells, 1) if type(cell) is NoValue and cell is not UNVALUED_FORMULA]
            for column, cells in enumerate(self.columns, 1)
            if NoValue in map(type, cells)  # hardly any column has one: the quick look first
        }

    def has_error(self, area: Area) -> bool:
        """Whether a cell of an area is an error value."""
        return self._error_blocks.has_any_in(area)

    @cached_property
    def _error_blocks(self) -> RowsByBlock:
        return RowsByBlock(self.error_rows)

    def is_sum_row(self, row: int) -> bool:
        """Whether a row holds sums: by its formulas, as a row of a table that was read, or by its label."""
        if row not in self._is_sum:
            self._is_sum[row] = row in self._rows_with_sums or find_sum_role(self.filled_cells(row).values()) is not None
        return self._is_sum[row]

    def is_share(self, row: int) -> bool:
        """Whether a row sums a part on purpose, as its label says: “varav utbetalt”."""
        return self._read_label(row)[0]

    def names_part(self, row: int) -> bool:
        """Whether a row is about some recipients, as its label says: “S:a ASN”, “TOTALT exkl MKB”."""
        return self._read_label(row)[1]

    def _read_label(self, row: int) -> tuple[bool, bool]:
        if row not in self._is_part:
            texts = [cell for cell in self.filled_cells(row).values() if isinstance(cell, str)]
            self._is_part[row] = any(map(is_of_which_label, texts)), any(any(read_named_part(text)) for text in texts)
        return self._is_part[row]

    @cached_property
    def _rows_with_sums(self) -> set[int]:
        spans = {
            (run.top, run.bottom)
            for column, run in self.formulas
            if summed_ranges(run.pattern, column) or is_table_sum(run.pattern)
        }
        rows = {row for region in self.regions for row in region.rows.sums}
        for top, bottom in join_spans(spans):  # none below the last that was read: an array can claim all that Excel has
            rows.update(range(top, min(bottom, len(self.grid)) + 1))
        return rows

    def find_end_of_rows(self, row: int) -> int:
        """The first row from this on that is empty or holds sums: there something new begins."""
        return go_on_from(row, 1, self._ends, lambda each: not self.is_sum_row(each) and bool(self.filled_cells(each)))

    def find_start_of_numbers(self, row: int, column: int) -> int:
        """The first of the rows right above this with a number in a column that is no heading and no sum; the row itself for none."""
        return 1 + go_on_from(row - 1, -1, self._starts[column], lambda each: self._holds_amount(each, column))

    def _holds_amount(self, row: int, column: int) -> bool:
        if column not in self.number_columns(row) or row in self.heading_rows(column) or self.is_sum_row(row):
            return False
        # A year above the numbers is a heading, though it is a number itself; among the data of a table it is an amount.
        return self.filled_cells(row)[column] not in _YEARS or self.is_data_row(row)

    def formula_columns(self, row: int) -> int:
        """The columns in which a row has a formula, as the bits of a number: of two rows they are compared at once."""
        if row not in self._with_formula:
            self._with_formula[row] = sum(1 << n for n in self.workings.formulas if self.pattern_at(row, n) is not None)
        return self._with_formula[row]

    def sum_tops(self, row: int) -> list[tuple[int, int]]:
        """The first row that each sum in a row takes in, with the column of the sum; those that begin highest first."""
        if row not in self._sum_tops:
            found = ((n, summed_ranges(self.pattern_at(row, n) or Pattern(), n)) for n in self.filled_cells(row))
            self._sum_tops[row] = sorted((min(row_span(each, row)[0] for each in ranges), n) for n, ranges in found if ranges)
        return self._sum_tops[row]

    def heading_rows(self, column: int) -> set[int]:
        """The rows known to hold the headings above a column: of Excel tables, and of tables that were read."""
        if column not in self._headings:
            self._headings[column] = {top for top, left, right in self._heads if left <= column <= right}
        return self._headings[column]

    @cached_property
    def _heads(self) -> Sequence[tuple[int, int, int]]:
        """The row of the headings of each table, with its first and its last column."""
        heads = [(top, left, right) for top, left, _, right in self.workings.tables.values()]
        for region in self.regions:
            columns = [*region.block.columns.values()]
            heads.append((region.block.heading_row, min(columns), max([*columns, *region.extra])))
        return heads

    def is_data_row(self, row: int) -> bool:
        """Whether a row is known to be inside a table: there an empty cell does not end a column."""
        return _find_span(self._data_spans, row) is not None

    @cached_property
    def _data_spans(self) -> Sequence[tuple[int, int]]:
        return join_spans(chain(*self._spans_of_tables))

    @cached_property
    def _spans_of_tables(self) -> Sequence[Sequence[tuple[int, int]]]:
        """The spans of the rows of data of each table; regions of one kind below the same headings are parts of one table."""
        rows: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for region in self.regions:
            rows[region.table.name, region.block.heading_row] += ((row, row) for row in region.rows.data)
        whole = ([(top, bottom)] for top, _, bottom, _ in self.workings.tables.values())
        return [*map(join_spans, rows.values()), *whole]

    def find_start_of_table(self, rows: range) -> int | None:
        """The first of the rows of data right above some rows that are of the same table as one of these; None where they are of none.

        “Beviljat” above rows of call-offs is data too, but of another table.
        """
        numbers = (n for n, spans in enumerate(self._spans_of_tables) if _overlaps(spans, rows))
        if not (own := frozenset(numbers)):
            return None
        if own not in self._spans_of_several:
            self._spans_of_several[own] = join_spans(chain(*(self._spans_of_tables[n] for n in own)))
        span = _find_span(self._spans_of_several[own], rows.start - 1)
        return span[0] if span else rows.start

    def begins_group(self, row: int) -> bool:
        """Whether a row is the first of its recipient in a table, or states what there was before: a running balance begins anew."""
        owner = self.find_owner(row)
        is_first = owner is not None and owner != self.find_owner(row - 1)
        return is_first or any(row in region.rows.opening for region in self.regions)

    def find_owner(self, row: int) -> str | None:
        """The recipient of a row of data, as it is written, folded; empty where none is named, and None for a row of no table."""
        for region in self.regions:
            if find_positions(region.rows.data, row, row + 1):
                column, elsewhere = region.block.columns.get(OWNER), region.block.elsewhere.get(OWNER, {})
                cell = elsewhere[row].value if row in elsewhere else self.grid[row - 1][column - 1] if column else ""
                return fold_label(cell)
        return None

    def is_checked(self, row: int, column: int) -> bool:
        """Whether the gate has checked a cell as a value of a table: what is wrong with it has been reported there."""
        return any(column in columns and row in rows for columns, rows in self._checked)

    @cached_property
    def _checked(self) -> list[tuple[set[int], frozenset[int]]]:
        return [({*each.block.columns.values()}, frozenset(each.rows.data)) for each in self.checked_regions]


def _find_span(spans: Sequence[tuple[int, int]], row: int) -> tuple[int, int] | None:
    """The span that a row is in, of spans in order that do not overlap."""
    i = bisect_right(spans, row, key=itemgetter(0)) - 1
    return spans[i] if i >= 0 and row <= spans[i][1] else None


def _overlaps(spans: Sequence[tuple[int, int]], rows: range) -> bool:
    i = bisect_left(spans, rows.start, key=itemgetter(1))
    return i < len(spans) and spans[i][0] < rows.stop


def _is_numeric(cell: Any) -> bool:
    return type(cell) is NoValue or (is_number(cell) and type(cell) is not bool)


def show_constant(cell: Any) -> Value:
    """What a cell holds, for a finding: a number with decimals stays one, since its decimal sign is that of the reader's language."""
    return cell if isinstance(cell, float) and not cell.is_integer() else cell_text(cell)
