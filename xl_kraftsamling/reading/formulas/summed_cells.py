"""What formulas sum that is no number: amounts stored as text (FO10) and error values (FO01).

A cell that the gate has checked is left to the gate, so that one cause gives one finding.  Only a text above the sum at the foot
of its own column is reported all the same: that sum is wrong in the workbook, even where the reader understands the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.formula_facts import UnsummableCell
from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Kind
from xl_kraftsamling.reading.formulas.intervals import blocks_of, find_positions, join_spans, split_into_blocks
from xl_kraftsamling.reading.formulas.references import FormulaSheets
from xl_kraftsamling.reading.formulas.sheets import FormulaSheet
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_content
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
                areas = sheets.find_areas(sheet, column, run) if content.summed else ()
                summed = [(target, area) for at, target, area in areas if content.is_summed(at)]
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
