"""Which areas of a workbook its formulas sum.

What formulas sum without its being a number: amounts stored as text (FO10), and error values (FO01).

What stands in a table that the gate has judged is left to the gate (one cause, one finding), but for the sum at the foot of
a column: it is wrong itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.formula_facts import UnsummableCell
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.money import AmountForm, read_amount
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.reading.formulas.sheets import Layer, Layers, rows_of
from xl_kraftsamling.xlsx.formulas.content import Range, TableRange, parse_content
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area

_INSIDE = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


class _Span(NamedTuple):
    """Rows of a column that are summed, and a cell with a formula that does."""

    top: int
    bottom: int
    by: Place


class Summing:
    """The areas that the formulas of a workbook sum."""

    def __init__(self, layers: Layers) -> None:
        """Take the sheets of a workbook."""
        self._layers = layers
        self._areas: dict[str, dict[Area, Place]] = defaultdict(dict)
        self._spans: dict[tuple[str, int], Sequence[_Span]] = {}
        for layer in layers.with_formulas:
            for column, stretches in layer.workings.formulas.items():
                for stretch in stretches:
                    for sheet, area in self._summed(layer, column, stretch):
                        self._areas[sheet].setdefault(area, layer.place(stretch.top, column))

    def columns(self) -> Iterator[tuple[Layer, int]]:
        """The columns in which something is summed, unless all of it has been judged as amounts, and none by a sum at its foot."""
        for sheet, areas in self._areas.items():
            sides = {(area.left, area.right) for area in areas}
            at_foot = any(fold_label(by.sheet) == sheet and area.left <= by.column <= area.right for area, by in areas.items())
            if at_foot or not all(self._layers.are_amounts(sheet, range(left, right + 1)) for left, right in sides):
                layer = self._layers[sheet]
                width = len(layer.grid[0]) if layer.grid else 0
                for column in sorted({n for left, right in sides for n in range(left, min(right, width) + 1)}):
                    yield layer, column

    def by(self, sheet: str, row: int, column: int) -> Place | None:
        """A cell with a formula that sums a cell; None where none does."""
        key = fold_label(sheet), column
        if key not in self._spans:
            self._spans[key] = list(_spans(self._areas.get(key[0], {}), column))
        spans = self._spans[key]
        i = bisect_right(spans, row, key=lambda span: span.top) - 1
        return spans[i].by if i >= 0 and row <= spans[i].bottom else None

    def _summed(self, layer: Layer, column: int, stretch: CopyRun) -> Iterator[tuple[str, Area]]:
        found = parse_content(stretch.pattern)
        for each in found.ranges:
            if found.is_summed(each.at) and each.sheet is not None and (not each.sheet or each.sheet in self._layers):
                yield fold_label(each.sheet or layer.name), area_of(each, column, stretch)
        for named in found.tables:
            if found.is_summed(named.at) and named.table.casefold() in self._layers.tables:
                yield from self._of_table(named)

    def _of_table(self, named: TableRange) -> Iterator[tuple[str, Area]]:
        """The area of a structured reference, unless it is the totals row."""
        sheet, (top, left, bottom, right) = self._layers.tables[named.table.casefold()]
        words = [fold_label(word) for word in _INSIDE.findall(named.inside[1:-1]) or [named.inside[1:-1].lstrip("@")]]
        headings = [fold_label(self._layers[sheet].cell(top, column)) for column in range(left, right + 1)]
        columns = [left + headings.index(word) for word in words if word in headings]
        if columns and "#totals" not in words:
            yield fold_label(sheet), Area(top + 1, min(columns), bottom, max(columns))


def area_of(each: Range, column: int, stretch: CopyRun) -> Area:
    """All that a range takes in, in any cell of a stretch of a column."""
    rows = (*rows_of(each, stretch.top), *rows_of(each, stretch.bottom))
    left, right = (end.column.position_from(column) if end.column else None for end in (each.first, each.last))
    return Area(min(rows), left or 1, max(rows) if each.last.row else LAST_ROW, right or LAST_COLUMN)


def _spans(areas: dict[Area, Place], column: int) -> Iterator[_Span]:
    """The areas that hold a column, as spans that do not overlap."""
    done = 0
    for area in sorted(area for area in areas if area.left <= column <= area.right):
        if area.bottom > done:
            yield _Span(max(area.top, done + 1), area.bottom, areas[area])
            done = area.bottom


_YEAR = re.compile(r"(?:19|20)\d\d")


def texts(layers: Layers, summing: Summing) -> Iterator[UnsummableCell]:
    """The amounts stored as text that a formula sums."""
    for layer, column in summing.columns():
        headings = set(layer.headings(column))
        for row, cells in enumerate(layer.grid, 1):
            cell = cells[column - 1]
            if type(cell) is str and _is_amount(cell) and row not in headings:
                by = summing.by(layer.name, row, column)
                if by and (_at_foot(by, layer, column) or not layers.is_judged(layer.name, row, column)):
                    yield UnsummableCell(layer.place(row, column), cell, by)


def _at_foot(by: Place, layer: Layer, column: int) -> bool:
    """Whether a sum stands in the column that it sums: then it is wrong to look at, whatever the gate has said."""
    return (by.sheet, by.column) == (layer.name, column)


def _is_amount(text: str) -> bool:
    """Whether a text is an amount; what may be a year is none."""
    may_be = any(map(str.isdigit, text[:4])) and not _YEAR.fullmatch(text.strip())
    return may_be and read_amount(text).form in (AmountForm.TEXT, AmountForm.UNIT)


def errors(layers: Layers, summing: Summing) -> Iterator[UnsummableCell]:
    """The error values that are summed, or stand in a table without being read_amount, and do not come of another."""
    found = cache(lambda name: _errors(layers[name]))
    for layer in layers.with_formulas:
        for column, rows in found(layer.name).items():
            for row in rows:
                by = summing.by(layer.name, row, column)
                counts = (by or _in_table(layer, row, column)) and not layers.is_judged(layer.name, row, column)
                if counts and not any(
                    _holds(found(name), area) for name, area in _taken_in(layers, layer, row, column)
                ):
                    place = layer.place(row, column)
                    yield UnsummableCell(place, str(layer.cell(row, column)), by or place)


Errors = Mapping[int, Sequence[int]]
"""The rows of a sheet's error values by column."""


def _errors(layer: Layer) -> Errors:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, cells in enumerate(layer.grid, 1):
        if NoValue in map(type, cells):
            for column, cell in enumerate(cells, 1):
                if type(cell) is NoValue and cell != UNVALUED_FORMULA:
                    rows[column].append(row)
    return rows


def _taken_in(layers: Layers, layer: Layer, row: int, column: int) -> Iterator[tuple[str, Area]]:
    """The areas, each with its sheet, that the formula of a cell takes in: an error there is where its own comes from."""
    parts = layer.pattern(row, column) or ()
    for each in parse_content(parts).ranges:
        if each.sheet is not None and (not each.sheet or each.sheet in layers):
            yield layers[each.sheet or layer.name].name, area_of(each, column, CopyRun(row, row, parts))


def _holds(found: Errors, area: Area) -> bool:
    for column, rows in found.items():
        if area.left <= column <= area.right:
            i = bisect_left(rows, area.top)
            if i < len(rows) and rows[i] <= area.bottom:
                return True
    return False


def _in_table(layer: Layer, row: int, column: int) -> bool:
    """Whether a cell stands in a table that was read: among stated balances, or a formula beside what is read."""
    for region in layer.regions:
        columns = {*region.block.columns.values(), *region.extra}
        if row in region.rows.data and min(columns) <= column <= max(columns):
            return region.table.name == STATED_BALANCES.name or layer.pattern(row, column) is not None
    return False
