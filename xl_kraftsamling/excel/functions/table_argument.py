"""A range that a function is given as a table: its cells, and where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.cell_text import cell_text, fold_cell, fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES, Table
from xl_kraftsamling.reading.row_roles import SEARCHED_ROWS, find_heading_row
from xl_kraftsamling.xlsx.grid import Area, Grid, TableRef

_REQUIRED = {table.name: frozenset(fold_label(c.heading) for c in table.columns if not c.is_optional) for table in TABLES}
"""By table, the headings that the template's must have, folded."""


@dataclass(frozen=True, slots=True)
class TableArgument:
    """A range that should hold a table: the name of its sheet, its area there, and its cells.

    `page` is the sheet itself, and `book` the name of its workbook, where the argument is a range of one; None and "" where it is an
    array, which is then taken to stand in A1 of the table's own sheet.
    """

    table: Table
    sheet: str
    area: Area
    cells: Grid
    page: xw.Sheet | None = None
    book: str = ""

    @property
    def address(self) -> str:
        """Where it is, for a reader: Avrop!A3:I40."""
        return f"{self.sheet}!{self.area.ref}"

    @property
    def heading_line(self) -> int | None:
        """The row of the sheet with most of the template's headings of its table; None where no row has two of them."""
        line = find_heading_row(self.table.headings, self.cells)
        return line and self.area.top + line - 1

    @property
    def headings(self) -> Sequence[str]:
        """The headings in that row, folded."""
        line = self.heading_line
        return [fold_cell(cell) for cell in self.cells[line - self.area.top]] if line else ()

    @property
    def has_template_headings(self) -> bool:
        """Whether its headings are those of the template's table: all that it must have are there, or there are no others."""
        there = {*self.headings} - {""}
        return bool(there) and (_REQUIRED[self.table.name] <= there or there <= {*map(fold_label, self.table.headings)})

    @property
    def has_headings_alone(self) -> bool:
        """Whether it holds a single row of several texts, with at most titles above it, and nothing more."""
        filled = [[cell for cell in row if cell_text(cell)] for row in self.cells[: SEARCHED_ROWS + 1]]
        *titles, last = [row for row in filled if row] or [[]]
        return len(self.cells) <= SEARCHED_ROWS and len(last) > 1 and all(len(row) == 1 for row in titles) and all(isinstance(cell, str) for cell in last)

    @property
    def other_table(self) -> Table | None:
        """The table of the template that it plainly is instead of its own, by its headings: Omfördelning has all that Avrop needs."""
        there = {*self.headings}
        shared = {each.name: len(there.intersection(map(fold_label, each.headings))) for each in TABLES}
        best = max((self.table, *TABLES), key=lambda table: shared[table.name])
        return best if best is not self.table and _REQUIRED[best.name] <= there else None

    @property
    def ref(self) -> TableRef:
        """Its area from its headings on, as that of an Excel table: neither a gap nor a sum ends it."""
        return self.heading_line or self.area.top, self.area.left, self.area.bottom, self.area.right

    def holds(self, line: int, columns: Sequence[int]) -> bool:
        """Whether it contains the headings of a table in a row, in some columns or some of them."""
        return self.area.top <= line <= self.area.bottom and any(self.area.left <= number <= self.area.right for number in columns)

    def contains(self, place: Place | None) -> bool:
        """Whether a cell is in it."""
        return place is not None and place.sheet == self.sheet and self.holds(place.row, [place.column])

    def read_titles(self, rows: int) -> Sequence[Sequence[Any]]:
        """The raw cells right above it, at most so many rows, in its columns; none where Excel cannot be asked."""
        above = min(rows, self.area.top - 1)
        if self.page is None or above < 1:
            return ()
        first, last = (self.area.top - above, self.area.left), (self.area.top - 1, self.area.right)
        cells: Any = self.page.range(first, last).options(ndim=2, err_to_str=True).value
        return cells or ()
