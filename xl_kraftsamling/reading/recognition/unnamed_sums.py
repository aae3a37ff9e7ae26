"""Sum rows that no word names, in a table that was recognised: by their formula, or because they add up rows beside them.

Such a row bears the name of a group, a month, or nothing that is known, and holds little else than amounts.  Read as a record it
would count its rows twice.  A row that only happens to lack most of a record is none of these: what it lacks is then reported.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.reading.formulas.ranges import summed_ranges
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.xlsx.formulas.copies import Formulas
from xl_kraftsamling.xlsx.formulas.patterns import CellRef, Pattern
from xl_kraftsamling.xlsx.grid import Grid

IsSumFormula = Callable[[int, int], bool]
"""Whether the cell of a row and column has a formula that adds up cells of its own column."""

_FEWEST_SUMMED = 2
"""Rows that a sum without a formula adds up: that a single amount occurs again proves nothing by itself."""


class Amounts(NamedTuple):
    """The columns of a table that hold amounts, and those of its other columns that a record fills."""

    columns: frozenset[int]
    keys: frozenset[int]
    is_sum_formula: IsSumFormula


def find_sum_formulas(opened: OpenWorkbook, sheet: str) -> IsSumFormula:
    """Which cells of a sheet add up others; its formulas are read when first asked for, since hardly any sheet needs it."""

    @cache
    def read_formulas() -> Formulas:
        return opened.read_workings(sheet).formulas if opened.can_show_formulas else {}

    def is_sum_formula(row: int, column: int) -> bool:
        runs = read_formulas().get(column, ())
        i = bisect_right(runs, row, key=lambda run: run.top) - 1
        return i >= 0 and row <= runs[i].bottom and _adds_up_column(runs[i].pattern, column)

    return is_sum_formula


def _adds_up_column(pattern: Pattern, column: int) -> bool:
    """Whether a formula of a column is a sum of cells in it: SUM, SUBTOTAL or AGGREGATE, or cells with plus signs between."""
    terms, signs = pattern[::2], set(pattern[1::2])
    are_cells = all(isinstance(each, CellRef) and each.column and each.column.position_from(column) == column for each in terms)
    return (len(terms) > 1 and signs == {"+"} and are_cells) or bool(summed_ranges(pattern, column))


def find_unnamed_sums(
    grid: Grid, data: Sequence[int], sums: Sequence[int], amounts: Amounts, plain: frozenset[int] = frozenset()
) -> Iterator[int]:
    """The rows among `data` that are sums, from the top down; `sums` are the rows already known to be, and `plain` rows that are none."""
    bare = {line: cells for line in data if line not in plain and (cells := _bare_amounts(grid[line - 1], amounts))}
    by_formula = {line for line, cells in bare.items() if any(amounts.is_sum_formula(line, column) for column in cells)}
    # in a list of names and amounts every record is as bare as a sum: there a formula alone can tell
    by_value = _find_by_value(grid, data, sums, bare) if len(amounts.keys) > 1 else {}
    certain = by_formula | {line for line, summed in by_value.items() if summed >= _FEWEST_SUMMED}
    # a group of one row is summed too, where the table has other sums and this one is filled in as they are
    forms = {_filled_columns(grid[line - 1]) for line in certain}
    yield from sorted(certain | {line for line in by_value if _filled_columns(grid[line - 1]) in forms})


def _filled_columns(row: Sequence[Any]) -> tuple[int, ...]:
    return tuple(n for n, cell in enumerate(row) if cell != "" and str(cell).strip())


def _bare_amounts(row: Sequence[Any], amounts: Amounts) -> dict[int, int | None]:
    """The amounts in öre of a row that fills at most one key beside them, by column; empty for any other row.

    None is the amount of a formula that nobody has calculated.
    """
    filled = [n for n in amounts.keys if str(row[n - 1]).strip()]
    cells = {n: row[n - 1] for n in amounts.columns if is_number(row[n - 1]) or type(row[n - 1]) is NoValue}
    return {n: read_amount(cell).ore for n, cell in cells.items()} if len(filled) < 2 else {}


def _find_by_value(
    grid: Grid, data: Sequence[int], sums: Sequence[int], bare: Mapping[int, Mapping[int, int | None]]
) -> dict[int, int]:
    """The bare rows whose every amount is that of the records right above them, of all above, or of those right below, added up.

    Each with the number of these records.
    """
    records = [line for line in data if line not in bare]
    edges = sorted({0, *sums, *bare, len(grid) + 1})
    running = {
        column: [0, *accumulate(read_amount(grid[line - 1][column - 1]).ore or 0 for line in records)]
        for column in {n for cells in bare.values() for n in cells}
    }
    above = {line: bisect_left(records, line) for line in edges}  # the number of records above each edge
    parts = {line: (above[before], above[line]) for before, line in pairwise(edges)}
    found: dict[int, int] = {}
    for line, after in pairwise(edges):
        spans = (parts.get(line, (0, 0)), (0, above[line]), (above[line], above[after]))
        summed = [end - first for first, end in spans if line in bare and _adds_up(bare[line], running, first, end)]
        found |= {line: max(summed)} if summed else {}
    return found


def _adds_up(cells: Mapping[int, int | None], running: Mapping[int, Sequence[int]], first: int, end: int) -> bool:
    """Whether some amounts are those of the records from the position `first` to the one before `end`."""
    return (
        end > first
        and any(cells.values())
        and all(running[column][end] - running[column][first] == amount for column, amount in cells.items())
    )
