"""Columns of copied formulas, and the cells in them that hold something else: a constant (FO02) or another formula (FO03).

A column is first cut into groups of formulas that belong together; a group is judged where most of it is copies of one formula.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import is_blank
from xl_kraftsamling.domain.formula_facts import Deviation
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.likeness import differs_in_numbers
from xl_kraftsamling.reading.formulas.ranges import refers_above
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet, show_constant
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, show_formula

_FEWEST_COPIES = 3  # two equal formulas are a coincidence as often as a pattern
_FEWEST_IN_ROW = 3  # a row where so many formula columns all hold constants is meant that way: opening balances, say


@dataclass(frozen=True)
class FormulaColumn:
    """A column of copies of one formula, with what deviates among them; sum rows are left out.

    `pattern` is the copied formula, and `runs` are all its formulas from the top down, also those that differ.  `constants` are
    the rows above, among and below them whose constant may have replaced a formula; `rows` are all rows from the first to the last.
    """

    number: int
    pattern: Pattern
    runs: Sequence[CopyRun]
    constants: frozenset[int]
    rows: range

    @cached_property
    def model_row(self) -> int:
        """The first row with the copied formula."""
        return next(run.top for run in self.runs if run.pattern is self.pattern)

    def expected_formula(self, row: int) -> str:
        """The copied formula as it would be in a row."""
        return show_formula(self.pattern, row, self.number)


def find_formula_columns(sheet: FormulaSheet) -> list[FormulaColumn]:
    """The columns of a sheet where one formula has at least three copies, and two thirds of all formulas and constants."""
    columns: list[FormulaColumn] = []
    for number, all_runs in sheet.workings.formulas.items():
        for runs, constants in _group_runs(sheet, number, all_runs):
            counts: Counter[Pattern] = Counter()
            for run in runs:
                counts[run.pattern] += run.height
            pattern, copies = counts.most_common(1)[0]
            rows = range(min([runs[0].top, *constants]), max([runs[-1].bottom, *constants]) + 1)
            column = FormulaColumn(number, pattern, runs, frozenset(constants), rows)
            begun = [row for row in constants if _begins_balance(sheet, column, row)]
            begun += [run.top for run in runs if run.height == 1 and begins_anew(sheet, number, run.top, run.pattern, pattern)]
            if copies >= _FEWEST_COPIES and copies * 3 >= (counts.total() + len(constants) - len(begun)) * 2:
                columns.append(column)
    return columns


class _Group(NamedTuple):
    """Formulas of a column that belong together, and the rows of the constants above, among and below them."""

    runs: list[CopyRun]
    constants: list[int]


def _group_runs(sheet: FormulaSheet, column: int, runs: Sequence[CopyRun]) -> list[_Group]:
    """The formulas of a column as groups that belong together, with the constants beside them."""
    # More constants than that would leave no pattern: the search ends there, and not at the end of the sheet.
    limit = sum(run.height for run in runs) // 2 + 1
    groups: list[_Group] = []
    for run in runs:
        if run.pattern == () or (run.height == 1 and sheet.is_sum_row(run.top)):
            continue  # the cells of a what-if table have no formula of their own: their pattern is empty
        gap = range(groups[-1].runs[-1].bottom + 1, run.top) if groups else range(0)
        between = _constants_between(sheet, column, gap, limit) if groups else None
        if between is None:
            groups.append(_Group([run], _constants_above(sheet, column, run, limit)))
        else:
            groups[-1].runs.append(run)
            groups[-1].constants.extend(between)
    for group in groups:
        group.constants.extend(_constants_below(sheet, column, group.runs[-1].bottom, limit))
    return groups


def _constants_between(sheet: FormulaSheet, column: int, rows: range, limit: int) -> list[int] | None:
    """The constants in the rows between two runs; None where a heading or an empty row keeps the runs apart."""
    constants: list[int] = []
    for row in rows:
        filled = sheet.filled_cells(row)
        # A text in the column is a heading only where the row has no number: "utgår" among amounts has replaced a formula.
        is_heading = isinstance(filled.get(column), str) and not sheet.number_columns(row)
        if is_heading or len(constants) > limit or not (filled or sheet.is_data_row(row)):
            return None
        if column in filled and _may_lack_formula(sheet, row, column):
            constants.append(row)
    return constants


def _constants_below(sheet: FormulaSheet, column: int, bottom: int, limit: int) -> list[int]:
    """The numbers below the last formula, in rows that have numbers wherever its row has them.

    A row with fewer numbers is no further row of the table, but a note or a total below it.
    """
    if column not in sheet.number_columns(bottom + 1):  # first: the rest goes through all columns
        return []
    model = sheet.number_columns(bottom) - {column}
    constants: list[int] = []
    row = bottom + 1
    while model and len(constants) <= limit and sheet.number_columns(row) >= {column, *model} and _may_lack_formula(sheet, row, column):
        constants.append(row)
        row += 1
    return constants


def _constants_above(sheet: FormulaSheet, column: int, first: CopyRun, limit: int) -> list[int]:
    """The numbers between a known heading and the first formula; none where the formula builds on the cell above it.

    A running balance begins with a number, which replaces nothing.
    """
    top = max((row for row in sheet.heading_rows(column) if row < first.top), default=first.top)
    if first.top - top > limit or refers_above(first.pattern, column):
        return []
    rows = range(top + 1, first.top)
    return [row for row in rows if column in sheet.number_columns(row) and _may_lack_formula(sheet, row, column)]


def _may_lack_formula(sheet: FormulaSheet, row: int, column: int) -> bool:
    """Whether what a cell holds may stand where a formula was; a dash says that there is nothing to reckon with."""
    if sheet.pattern_at(row, column) is not None or sheet.is_sum_row(row):
        return False
    return not is_blank(str(sheet.filled_cells(row).get(column, "")))


def find_overwritten(sheet: FormulaSheet, columns: Sequence[FormulaColumn]) -> Iterator[Deviation]:
    """The constants in columns of copies, cell by cell."""
    for column in columns:
        for row in sorted(column.constants):
            crossing = [each for each in columns if row in each.rows]
            if _begins_balance(sheet, column, row):
                continue
            if len(crossing) < _FEWEST_IN_ROW or not all(row in each.constants for each in crossing):
                found = show_constant(sheet.grid[row - 1][column.number - 1])
                model = Place(sheet.name, column.model_row, column.number)
                yield Deviation((Place(sheet.name, row, column.number),), found, column.expected_formula(row), model)


def find_others(sheet: FormulaSheet, column: FormulaColumn) -> Iterator[CopyRun]:
    """The formulas in a column of copies that are another than the copied one, in more than a number."""
    for run in column.runs:
        if run.pattern is not column.pattern and not _is_meant(sheet, column, run) and not differs_in_numbers(run.pattern, column.pattern):
            yield run


def _is_meant(sheet: FormulaSheet, column: FormulaColumn, run: CopyRun) -> bool:
    """Whether formulas may differ: a computed heading or the first of a running balance, a formula copied sideways, or a sum."""
    # A row with a formula of its own is copied sideways (net per month): its patterns are equal beside each other, not below.
    beside = (sheet.pattern_at(run.top, column.number + side) for side in (-1, 1))
    if any(run.pattern is each for each in beside) or _is_row_of_another_kind(sheet, column, run.top) or sheet.is_sum_row(run.top):
        return True
    if run.height == 1 and begins_anew(sheet, column.number, run.top, run.pattern, column.pattern):
        return True
    is_first = run is column.runs[0] and run.height == 1
    is_text = isinstance(sheet.filled_cells(run.top).get(column.number, ""), str)
    return (is_first and (is_text or refers_above(column.pattern, column.number))) or _carries_over(sheet, column, run)


def _carries_over(sheet: FormulaSheet, column: FormulaColumn, run: CopyRun) -> bool:
    """Whether a running balance is only repeated, in a row without another number: “Transport till nästa sida”."""
    repeats = run.height == 1 and len(run.pattern) == 1 and refers_above(run.pattern, column.number)
    return repeats and refers_above(column.pattern, column.number) and sheet.number_columns(run.top) <= {column.number}


def _begins_balance(sheet: FormulaSheet, column: FormulaColumn, row: int) -> bool:
    """Whether a running balance begins anew in a row: it is kept per recipient, and the row is the first of one."""
    return refers_above(column.pattern, column.number) and sheet.begins_group(row)


def begins_anew(sheet: FormulaSheet, column: int, row: int, found: Pattern, copied: Pattern) -> bool:
    """Whether a formula is the first of a running balance: it builds on no cell above it, where the balance begins anew.

    Where nobody has read whose the rows are, it has to do so several times, with the same formula.
    """
    if not refers_above(copied, column) or refers_above(found, column):
        return False
    return sheet.begins_group(row) or (sheet.find_owner(row) is None and sheet.count_runs(column)[found] > 1)


def _is_row_of_another_kind(sheet: FormulaSheet, column: FormulaColumn, row: int) -> bool:
    """Whether a row differs from the copies' rows in two more columns: formulas in one where the other has none."""
    # One more column that differs may be a second fault in the same row; two are a plan.
    return ((sheet.formula_columns(row) ^ sheet.formula_columns(column.model_row)) & ~(1 << column.number)).bit_count() > 1
