"""What formulas sum: amounts stored as text (FO10) and error values (FO01) among it, and rows that a sum leaves out (FO05).

A cell that the gate has checked is left to the gate, so that one cause gives one finding.  Only a text above the sum at the foot
of its own column is reported all the same: that sum is wrong in the workbook, even where the reader understands the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import ShortTotal, UnsummableCell
from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.sum_labels import is_of_which_label, read_named_part
from xl_kraftsamling.domain.tables import STATED_BALANCES, Kind
from xl_kraftsamling.reading.formulas.intervals import blocks_of, find_positions, join_spans, split_into_blocks
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet, FormulaSheets, row_span, summed_ranges
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_roles import RowRole, find_sum_role
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_content, show_formula
from xl_kraftsamling.xlsx.grid import Area


class _Span(NamedTuple):
    """Rows that are summed, and the area that a formula sums."""

    top: int
    bottom: int
    area: Area


class SummedAreas:
    """The areas that the formulas of a workbook sum."""

    def __init__(self, sheets: FormulaSheets) -> None:
        """Find them in the sheets of a workbook."""
        self._areas: dict[FormulaSheet, dict[Area, Place]] = defaultdict(dict)
        self._spans: dict[FormulaSheet, Mapping[int, Sequence[_Span]]] = {}
        for sheet in sheets.with_formulas:
            for column, run in sheet.formulas:
                content = parse_content(run.pattern)
                summed = [(target, area) for at, target, area in sheets.find_areas(sheet, column, run) if content.is_summed(at)]
                for named in content.tables:
                    summed += sheets.find_table_areas(named) if content.is_summed(named.at) else ()
                for target, area in summed:
                    self._areas[target].setdefault(area, Place(sheet.name, run.top, column))

    def unchecked_columns(self) -> Iterator[tuple[FormulaSheet, int]]:
        """The columns with summed cells that the gate may not have checked as amounts, or that have a sum at their foot."""
        for sheet, areas in self._areas.items():
            sides = join_spans((area.left, area.right) for area in areas)
            at_foot = any(by.sheet == sheet.name and area.left <= by.column <= area.right for area, by in areas.items())
            checked = {
                region.block.columns[column.field]
                for region in sheet.checked_regions
                for column in region.table.columns
                if column.kind is Kind.AMOUNT and column.field in region.block.columns
            }
            if at_foot or not all(checked.issuperset(range(left, right + 1)) for left, right in sides):
                # cut at the last filled column: a sum of whole rows reaches to the last that Excel has
                for left, right in sides:
                    yield from ((sheet, column) for column in range(left, min(right, len(sheet.columns)) + 1))

    def find_sum_of(self, sheet: FormulaSheet, row: int, column: int) -> Place | None:
        """The first cell with a formula that sums a cell; None where none does."""
        if sheet not in self._spans:
            self._spans[sheet] = _cut_into_spans(self._areas.get(sheet, {}))
        spans = (_find_span(self._spans[sheet].get(block, ()), row) for block in blocks_of(column))
        found = [span.area for span in spans if span]
        return self._areas[sheet][min(found)] if found else None


def _cut_into_spans(areas: Iterable[Area]) -> dict[int, list[_Span]]:
    """The areas of each block as spans from the top down that do not overlap: a row is then found by bisection."""
    spans: dict[int, list[_Span]] = defaultdict(list)
    for area in sorted(areas):
        for block in split_into_blocks(area):
            done = spans[block][-1].bottom if spans[block] else 0
            if area.bottom > done:  # otherwise all its rows are in a span already, with the sum that begins higher up
                spans[block].append(_Span(max(area.top, done + 1), area.bottom, area))
    return spans


def _find_span(spans: Sequence[_Span], row: int) -> _Span | None:
    i = bisect_right(spans, row, key=lambda span: span.top) - 1
    return spans[i] if i >= 0 and row <= spans[i].bottom else None


# ---- what is summed and is no number

_YEAR = re.compile(r"(?:19|20)\d\d")


def find_summed_texts(summed: SummedAreas) -> Iterator[UnsummableCell]:
    """The amounts stored as text that a formula sums: Excel leaves them out of the sum without a word."""
    for sheet, column in summed.unchecked_columns():
        headings = sheet.heading_rows(column)
        for row, cell in enumerate(sheet.columns[column - 1], 1):
            if type(cell) is str and _is_amount_as_text(cell) and row not in headings:
                by = summed.find_sum_of(sheet, row, column)
                if by and ((by.sheet, by.column) == (sheet.name, column) or not sheet.is_checked(row, column)):
                    yield UnsummableCell(Place(sheet.name, row, column), cell, by)


def _is_amount_as_text(text: str) -> bool:
    """Whether a text is an amount; a year as text is rather a heading."""
    # The first test is quick: nearly all texts of a sheet fail it, and read_amount would be asked of every one of them.
    has_digit = any(map(str.isdigit, text[:8]))  # behind “SEK” or a minus, too
    return has_digit and not _YEAR.fullmatch(text.strip()) and read_amount(text).form in (AmountForm.TEXT, AmountForm.UNIT)


def find_error_values(sheets: FormulaSheets, summed: SummedAreas) -> Iterator[UnsummableCell]:
    """The error values that are summed, or part of a table but of no field that is read, where the error begins.

    A formula that only passes on an error from the cells to which it refers is left out: there is nothing to mend in it.
    """
    for sheet in sheets.with_formulas:
        for column, rows in sheet.error_rows.items():
            for row in rows:
                by = summed.find_sum_of(sheet, row, column)
                counts = (by or _is_in_table(sheet, row, column)) and not sheet.is_checked(row, column)
                if counts and not _passes_on_error(sheets, sheet, row, column):
                    place = Place(sheet.name, row, column)
                    yield UnsummableCell(place, str(sheet.grid[row - 1][column - 1]), by or place)


def _is_in_table(sheet: FormulaSheet, row: int, column: int) -> bool:
    """Whether a cell is part of a table that was read: one of stated balances, or a formula within the table's columns."""
    for region in sheet.regions:
        columns = {*region.block.columns.values(), *region.extra}
        if min(columns) <= column <= max(columns) and find_positions(region.rows.data, row, row + 1):
            return region.table.name == STATED_BALANCES.name or sheet.pattern_at(row, column) is not None
    return False


def _passes_on_error(sheets: FormulaSheets, sheet: FormulaSheet, row: int, column: int) -> bool:
    """Whether the formula of a cell refers to another error value."""
    # a run of one: with the whole run, an error to which only another copy refers would count
    run = CopyRun(row, row, sheet.pattern_at(row, column) or Pattern())
    return any(target.has_error(area) for _, target, area in sheets.find_areas(sheet, column, run))


# ---- sums that leave out rows

_CONDITIONAL_SUMS = ("SUMIF", "SUMIFS")
_MAX_LISTED = 1_000  # cells that a sum leaves out: of more of them, only the number is kept
_MAX_SUMS = 500  # in one column: where there are more, they are formulas of a list and no sums at the foot of anything


class _Missed(NamedTuple):
    """The cells of a column that a sum leaves out: those in some of the sorted `rows`, which are named by their positions."""

    sheet: str
    column: int
    rows: Sequence[int]
    positions: tuple[range, ...]

    def describe(self, place: Place, formula: str) -> ShortTotal:
        """The fact about the sum that leaves them out."""
        first = islice(chain(*self.positions), _MAX_LISTED)
        places = tuple(Place(self.sheet, self.rows[position], self.column) for position in first)
        return ShortTotal(place, formula, places, sum(map(len, self.positions)) - len(places))


def find_short_totals(sheets: FormulaSheets) -> Iterator[ShortTotal]:
    """The sums that leave out rows: next to those that they take in, or of a table from which they choose."""
    for sheet in sheets.with_formulas:
        for column, runs in sheet.workings.formulas.items():
            yield from _find_short_sums(sheet, column, runs)
            yield from _find_short_conditional_sums(sheets, sheet, column, runs)


def _find_short_sums(sheet: FormulaSheet, column: int, runs: Sequence[CopyRun]) -> Iterator[ShortTotal]:
    """The sums at the foot of a column that leave out numbers right above the rows that they take in, or between these and the sum."""
    summing = [run for run in runs if summed_ranges(run.pattern, column)]
    sums = [(row, run.pattern) for run in summing for row in range(run.top, min(run.bottom, len(sheet.grid)) + 1)]
    starts: dict[int, int] = {}  # the first row of each sum so far; of a sum of sums, the first row of the first of them
    for row, pattern in sums if len(sums) <= _MAX_SUMS else ():
        spans = [row_span(each, row) for each in summed_ranges(pattern, column)]
        first, last = min(top for top, _ in spans), max(bottom for _, bottom in spans)
        if last < row:  # a sum above its rows is left alone: what is below it may be anything
            starts[row] = min([first, *(starts[inner] for inner in starts if first <= inner <= last)])
            missed = _find_missed(sheet, column, range(starts[row], last + 1), row)
            if missed and not _is_share(sheet, row) and not _leaves_out_on_purpose(sheet, row, range(first, last + 1), missed):
                yield missed.describe(Place(sheet.name, row, column), show_formula(pattern, row, column))


def _find_missed(sheet: FormulaSheet, column: int, summed: range, row: int) -> _Missed | None:
    """The numbers right above the rows that the sum in `row` takes in, and between these and the sum; None where there are none."""
    top = _find_top(sheet, column, row, summed)
    end = sheet.find_end_of_rows(summed.stop)
    if top == summed.start and end == summed.stop:
        return None  # as with nearly every sum: nothing needs to be counted
    rows = sheet.number_rows(column)
    positions = find_positions(rows, top, summed.start), find_positions(rows, summed.stop, end)
    return _Missed(sheet.name, column, rows, positions) if any(positions) else None


def _is_share(sheet: FormulaSheet, row: int) -> bool:
    """Whether a row sums a part on purpose, as its label says: “varav utbetalt”."""
    return any(isinstance(cell, str) and is_of_which_label(cell) for cell in sheet.filled_cells(row).values())


def _leaves_out_on_purpose(sheet: FormulaSheet, row: int, summed: range, missed: _Missed) -> bool:
    """Whether a sum is about some recipients, as its label says, and misses only rows of others: “S:a ASN”, “TOTALT exkl MKB”."""
    if not any(isinstance(cell, str) and any(read_named_part(cell)) for cell in sheet.filled_cells(row).values()):
        return False
    owners = {sheet.find_owner(each) for each in summed} - {None, ""}
    return bool(owners) and owners.isdisjoint(sheet.find_owner(missed.rows[at]) for at in chain(*missed.positions))


def _find_top(sheet: FormulaSheet, column: int, row: int, summed: range) -> int:
    """The row at which a sum should begin: the first of its table's rows of data; or where the other sums of its row or its label say so.

    Without that, an opening balance or a budget above the rows that are summed would be taken for one of them.
    """
    top = sheet.find_start_of_numbers(summed.start, column)
    start = sheet.find_start_of_table(summed) if top < summed.start else None
    if start is not None and (start < summed.start or sheet.is_data_row(summed.start - 1)):
        return max(top, start)  # what is above them may be data too, but of another table
    others = [first for first, other in sheet.sum_tops(row)[:2] if other != column]  # its own can only be one of the first two
    begins_there = others[0] < summed.start if others else find_sum_role([*sheet.filled_cells(row).values()][:1]) is RowRole.SUM
    return top if begins_there else summed.start


def _find_short_conditional_sums(
    sheets: FormulaSheets, sheet: FormulaSheet, column: int, runs: Sequence[CopyRun]
) -> Iterator[ShortTotal]:
    """The formulas with SUMIFS over some rows of a table that was read, but not all; of those that miss the same the first."""
    done = set()
    for run in runs:
        missed = _missed_by_condition(sheets, sheet, column, run)
        if missed and (key := missed._replace(rows=(missed.rows[0],))) not in done:
            done.add(key)
            yield missed.describe(Place(sheet.name, run.top, column), show_formula(run.pattern, run.top, column))


def _missed_by_condition(sheets: FormulaSheets, sheet: FormulaSheet, column: int, run: CopyRun) -> _Missed | None:
    """The cells of a table's column above and below the part of it that a formula sums by condition."""
    content = parse_content(run.pattern)
    for at, target, area in sheets.find_areas(sheet, column, run):
        if at.function in _CONDITIONAL_SUMS and content.is_summed(at) and area.left == area.right:
            for region in target.checked_regions:
                # An area that misses every row of a table is about another one, above or below it on the same sheet.
                rows = region.rows.data
                summed = find_positions(rows, area.top, area.bottom + 1)
                should = _find_parts(region, summed) if target is sheet and run.top in region.rows.with_sums else range(len(rows))
                if area.left in region.block.columns.values() and 0 < len(summed) < len(should):
                    missed = range(should.start, summed.start), range(summed.stop, should.stop)
                    return _Missed(target.name, area.left, rows, missed)
    return None


def _find_parts(region: Region, summed: range) -> range:
    """The positions of some rows of a table with all others in their parts, as its sum rows divide it."""
    edges = [0, *(bisect_left(region.rows.data, line) for line in region.rows.sums), len(region.rows.data)]
    return range(edges[bisect_right(edges, summed.start) - 1], edges[bisect_left(edges, summed.stop)]) if summed else summed
