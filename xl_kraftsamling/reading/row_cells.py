"""The cells behind the rows of a workbook that was read: what stands in them, their formulas, and how they look."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from xl_kraftsamling.domain.comparison.pairing import Pair
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.xlsx.cells.cell_formats import ColumnFormats
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, show_formula
from xl_kraftsamling.xlsx.grid import Grid, slice_column


class CellFormula(NamedTuple):
    """The formula of a cell: as a pattern, which is equal for copies of it, and as it stands there."""

    pattern: Pattern
    text: str


@dataclass
class RowCells:
    """The cells of a workbook by row and field."""

    opened: WorkbookFile
    _grids: dict[str, Grid] = field(default_factory=dict)
    _runs: dict[str, Mapping[int, Sequence[CopyRun]]] = field(default_factory=dict)
    _formats: dict[str, Mapping[int, ColumnFormats]] = field(default_factory=dict)

    def find(self, row: Any, name: str) -> Place | None:
        """The cell of a field of a row; None where it has none in its row, as a value that the map gives to all rows."""
        block, line = row.block, row.line
        if name in block.elsewhere and line in block.elsewhere[name]:
            place = block.elsewhere[name][line].place
        else:
            place = Place(block.sheet, line, block.columns.get(name, 0))
        return place if place.row and place.column else None

    def read(self, row: Any, name: str) -> Any:
        """What stands in the cell of a field; None where it has no cell."""
        place = self.find(row, name)
        return None if place is None else self.read_cell(place)

    def read_cell(self, place: Place) -> Any:
        """What stands in a cell."""
        grid = self._read_grid(place.sheet)
        is_inside = place.row <= len(grid) and place.column <= len(grid[place.row - 1])
        return grid[place.row - 1][place.column - 1] if is_inside else ""

    def read_columns(self, rows: Iterable[Any], fields: Sequence[str]) -> list[list[Any]]:
        """What stands in the cells of some fields, field by field, each in the order of the rows; None where a row has no cell for it."""
        columns: list[list[Any]] = [[] for _ in fields]
        for block, of_block in groupby(rows, attrgetter("block")):
            here = list(of_block)
            lines = [row.line for row in here]
            for name, column in zip(fields, columns, strict=True):
                if name in block.elsewhere:
                    column.extend(self.read(row, name) for row in here)
                else:
                    column.extend(self._read_column(block.sheet, block.columns.get(name, 0), lines))
        return columns

    def _read_column(self, sheet: str, number: int, lines: Sequence[int]) -> Sequence[Any]:
        """What stands in a column in some rows, of which there may be very many: no place is made of each cell."""
        if not number:
            return [None] * len(lines)
        first, last = min(lines), max(lines)
        try:
            column = slice_column(self._read_grid(sheet), number, first, last)
        except IndexError:  # nothing stands in the column
            return [""] * len(lines)
        return column if lines == [*range(first, last + 1)] else [column[line - first] for line in lines]

    def _read_grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            self._grids[sheet] = self.opened.read_sheet(sheet).grid
        return self._grids[sheet]

    def has_formulas(self, sheet: str) -> bool:
        """Whether a sheet has any formula."""
        return bool(self._read_runs(sheet))

    def _read_runs(self, sheet: str) -> Mapping[int, Sequence[CopyRun]]:
        if sheet not in self._runs:
            self._runs[sheet] = self.opened.read_workings(sheet).formulas
        return self._runs[sheet]

    def find_formula(self, row: Any, name: str) -> CellFormula | None:
        """The formula in the cell of a field, if any."""
        place = self.find(row, name)
        if place is None:
            return None
        runs = self._read_runs(place.sheet).get(place.column, ())
        at = bisect_right(runs, place.row, key=lambda run: run.top) - 1
        if at < 0 or runs[at].bottom < place.row:
            return None
        return CellFormula(runs[at].pattern, show_formula(runs[at].pattern, place.row, place.column))

    def find_formats(self, sheet: str, column: int) -> ColumnFormats:
        """How the cells of a column look."""
        if sheet not in self._formats:
            self._formats[sheet] = self.opened.read_cell_formats(sheet)
        return self._formats[sheet].get(column) or ColumnFormats()


def find_unlike(sides: tuple[RowCells, RowCells], pairs: Sequence[Pair], fields: Sequence[str]) -> set[int]:
    """The positions of the pairs of rows in whose cells of some fields something else stands, in another form or with another meaning."""
    columns = [side.read_columns(rows, fields) for side, rows in zip(sides, zip(*pairs, strict=True), strict=False)]
    return {at for old, new in zip(*columns, strict=True) if old != new for at, cells in enumerate(zip(old, new, strict=True)) if cells[0] != cells[1]}
