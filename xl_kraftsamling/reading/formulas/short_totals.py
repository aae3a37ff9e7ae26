"""Sums that leave out rows (FO05): next to those that they take in, or of a table from which they choose."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import ShortTotal
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.formulas.intervals import find_positions
from xl_kraftsamling.reading.formulas.ranges import row_span, summed_ranges
from xl_kraftsamling.reading.formulas.references import FormulaSheets
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_roles import RowRole, find_sum_role
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_content, show_formula

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


class _Sum(NamedTuple):
    """A sum of cells in its own column: its row, its pattern, and the first and last row of each of its ranges."""

    row: int
    pattern: Pattern
    spans: Sequence[tuple[int, int]]

    @property
    def rows(self) -> range:
        """The rows from the first to the last that it takes in."""
        return range(min(top for top, _ in self.spans), max(bottom for _, bottom in self.spans) + 1)

    def takes_in(self, first: int, last: int) -> bool:
        """Whether one of its ranges has all rows from one to another."""
        return any(top <= first and last <= bottom for top, bottom in self.spans)


def _find_short_sums(sheet: FormulaSheet, column: int, runs: Sequence[CopyRun]) -> Iterator[ShortTotal]:
    """The sums at the foot of a column that leave out numbers right above the rows that they take in, or between these and the sum."""
    sums = _list_sums(sheet, column, runs)
    starts: dict[int, int] = {}  # the first row of each sum so far; of a sum of sums, the first row of the first of them
    for each in sums if len(sums) <= _MAX_SUMS else ():
        if each.rows.stop > each.row:
            continue  # a sum above its rows is left alone: what is below it may be anything
        starts[each.row] = min([each.rows.start, *(starts[inner] for inner in starts if inner in each.rows)])
        missed = None if _is_picked(each.pattern, column) else _find_missed(sheet, column, range(starts[each.row], each.rows.stop), each.row)
        if missed and not sheet.is_share(each.row) and not _leaves_out_on_purpose(sheet, each, missed, sums):
            yield missed.describe(Place(sheet.name, each.row, column), show_formula(each.pattern, each.row, column))


def _list_sums(sheet: FormulaSheet, column: int, runs: Sequence[CopyRun]) -> list[_Sum]:
    summing = [(run, ranges) for run in runs if (ranges := summed_ranges(run.pattern, column))]
    return [
        _Sum(row, run.pattern, [row_span(each, row) for each in ranges])
        for run, ranges in summing
        for row in range(run.top, min(run.bottom, len(sheet.grid)) + 1)
    ]


def _is_picked(pattern: Pattern, column: int) -> bool:
    """Whether a sum takes in cells that were picked one by one, as subtotals are: what stands beside them was left out on purpose."""
    ranges = summed_ranges(pattern, column)
    singles = [each for each in ranges if each.first == each.last]
    return bool(singles) and (len(ranges) > 1 or ":" not in pattern)


def _find_missed(sheet: FormulaSheet, column: int, summed: range, row: int) -> _Missed | None:
    """The numbers right above the rows that the sum in `row` takes in, and between these and the sum; None where there are none."""
    top = _find_top(sheet, column, row, summed)
    end = sheet.find_end_of_rows(summed.stop)
    if top == summed.start and end == summed.stop:
        return None  # as with nearly every sum: nothing needs to be counted
    rows = sheet.number_rows(column)
    positions = find_positions(rows, top, summed.start), find_positions(rows, summed.stop, end)
    return _Missed(sheet.name, column, rows, positions) if any(positions) else None


def _leaves_out_on_purpose(sheet: FormulaSheet, each: _Sum, missed: _Missed, sums: Sequence[_Sum]) -> bool:
    """Whether a sum is meant without what it misses: another sum takes it in, or its label names some recipients (“S:a ASN”)."""
    ends = [(missed.rows[part.start], missed.rows[part.stop - 1]) for part in missed.positions if part]
    for other in sums:
        # Of sums beside each other each takes in its part, and what follows below a sum of all is a part of it; but a sum of all
        # below takes in this one, too, and does not mend it.
        is_apart = other.row < each.row or other.rows.stop <= each.rows.start or each.rows.stop <= other.rows.start
        if other.row != each.row and (is_apart or other.row in each.rows) and all(other.takes_in(*end) for end in ends):
            return True
    return _is_about_others(sheet, each, missed)


def _is_about_others(sheet: FormulaSheet, each: _Sum, missed: _Missed) -> bool:
    """Whether a sum is about some recipients, as its label says, and misses only rows of others: “TOTALT exkl MKB”."""
    if not sheet.names_part(each.row):
        return False
    owners = {sheet.find_owner(row) for row in each.rows} - {None, ""}
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
    chooses = any(at.function in _CONDITIONAL_SUMS for at in content.summed)  # hardly any formula does
    for at, target, area in sheets.find_areas(sheet, column, run) if chooses else ():
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
