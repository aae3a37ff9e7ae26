"""Which areas of a workbook its formulas sum."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.sheets.areas import LAST_COLUMN, LAST_ROW, Area
from xl_kraftsamling.sheets.formulas.calls import Range, TableRange, content
from xl_kraftsamling.sheets.formulas.layer import Layer, rows_of
from xl_kraftsamling.sheets.formulas.layers import Layers
from xl_kraftsamling.sheets.formulas.stretches import Stretch

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
            at_foot = any(plain(by.sheet) == sheet and area.left <= by.column <= area.right for area, by in areas.items())
            if at_foot or not all(self._layers.are_amounts(sheet, range(left, right + 1)) for left, right in sides):
                layer = self._layers[sheet]
                width = len(layer.grid[0]) if layer.grid else 0
                for column in sorted({n for left, right in sides for n in range(left, min(right, width) + 1)}):
                    yield layer, column

    def by(self, sheet: str, row: int, column: int) -> Place | None:
        """A cell with a formula that sums a cell; None where none does."""
        key = plain(sheet), column
        if key not in self._spans:
            self._spans[key] = list(_spans(self._areas.get(key[0], {}), column))
        spans = self._spans[key]
        i = bisect_right(spans, row, key=lambda span: span.top) - 1
        return spans[i].by if i >= 0 and row <= spans[i].bottom else None

    def _summed(self, layer: Layer, column: int, stretch: Stretch) -> Iterator[tuple[str, Area]]:
        found = content(stretch.pattern)
        for each in found.ranges:
            if found.sums(each.at) and each.sheet is not None and (not each.sheet or each.sheet in self._layers):
                yield plain(each.sheet or layer.name), area_of(each, column, stretch)
        for named in found.tables:
            if found.sums(named.at) and named.table.casefold() in self._layers.tables:
                yield from self._of_table(named)

    def _of_table(self, named: TableRange) -> Iterator[tuple[str, Area]]:
        """The area of a structured reference, unless it is the totals row."""
        sheet, (top, left, bottom, right) = self._layers.tables[named.table.casefold()]
        words = [plain(word) for word in _INSIDE.findall(named.inside[1:-1]) or [named.inside[1:-1].lstrip("@")]]
        headings = [plain(self._layers[sheet].cell(top, column)) for column in range(left, right + 1)]
        columns = [left + headings.index(word) for word in words if word in headings]
        if columns and "#totals" not in words:
            yield plain(sheet), Area(top + 1, min(columns), bottom, max(columns))


def area_of(each: Range, column: int, stretch: Stretch) -> Area:
    """All that a range takes in, in any cell of a stretch of a column."""
    rows = (*rows_of(each, stretch.top), *rows_of(each, stretch.bottom))
    left, right = (end.column.seen_from(column) if end.column else None for end in (each.first, each.last))
    return Area(min(rows), left or 1, max(rows) if each.last.row else LAST_ROW, right or LAST_COLUMN)


def _spans(areas: dict[Area, Place], column: int) -> Iterator[_Span]:
    """The areas that hold a column, as spans that do not overlap."""
    done = 0
    for area in sorted(area for area in areas if area.left <= column <= area.right):
        if area.bottom > done:
            yield _Span(max(area.top, done + 1), area.bottom, areas[area])
            done = area.bottom
