"""The workbook in a file, as an OpenWorkbook."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.xlsx.cells.cell_formats import ColumnFormats, read_cell_formats
from xl_kraftsamling.xlsx.cells.reader import SheetReader
from xl_kraftsamling.xlsx.cells.shown_numbers import read_shown_cells, read_shown_codes
from xl_kraftsamling.xlsx.cells.struck_cells import read_struck_cells
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings, read_workings
from xl_kraftsamling.xlsx.grid import slice_column
from xl_kraftsamling.xlsx.package import Package

if TYPE_CHECKING:
    from xl_kraftsamling.xlsx.fast_reader import Styles


class WorkbookFile:
    """A workbook in a file.  Each sheet is read once and kept, since recognition, records and formulas all ask for it.

    :raises BadInput: the file cannot be read, or is no workbook.
    """

    can_show_formulas = True

    def __init__(self, path: Path) -> None:
        """Open the workbook at a path."""
        self.path = self.folder_path = path
        self._package = Package(path)
        self._reader = SheetReader(self._package)
        self.sha256, self.date1904 = self._package.sha256, self._package.date1904
        self.calculation, self.is_linked = self._package.calculation, self._package.has_external_links
        self._parts = {sheet.name: sheet for sheet in self._package.sheets}
        self.sheets = tuple(self._parts)
        self.sheets_without_cells = tuple(self._package.other_sheets)
        self.hidden_sheets = frozenset(sheet.name for sheet in self._package.sheets if sheet.state != "visible")
        self._contents: dict[str, SheetContent] = {}
        self._shown_cells: dict[str, Mapping[tuple[int, int], str]] = {}
        self._struck_cells: dict[tuple[str, bool], Collection[tuple[int, int]]] = {}
        self._styles: dict[str, Styles] = {}  # of the sheets that were read fast
        self._xml_without_rows: dict[str, bytes] = {}  # of the sheets whose formulas need no second look

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, Excel tables and merges of a sheet; BadInput where it is damaged, or its cells lie too far apart."""
        if sheet not in self._contents:
            part = self._parts[sheet]
            grid, merges, without_rows, styles = self._reader.read(part)
            if styles is not None:
                self._styles[sheet] = styles
            if without_rows is not None:
                self._xml_without_rows[sheet] = without_rows
            refs = [table.ref_without_totals for table in self._package.tables(part)]
            self._contents[sheet] = SheetContent(grid, refs, merges)
        return self._contents[sheet]

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas, hidden rows and columns, and Excel tables of a sheet; BadInput where it is damaged."""
        part = self._parts[sheet]
        return read_workings(self._package, part, self._xml_without_rows.get(sheet))

    @cached_property
    def number_formats(self) -> Collection[str]:
        """The codes of all number formats that do not show numbers as they are."""
        return frozenset(read_shown_codes(self._package).values())

    def read_number_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        """The codes of the number formats of a column's cells in some rows; "" for any that shows numbers as they are."""
        if sheet not in self._shown_cells:
            self._shown_cells[sheet] = read_shown_cells(self._package, self._parts[sheet])
        shown = self._shown_cells[sheet]
        return {shown.get((line, column), "") for line in lines} if shown else {""}

    def read_cell_formats(self, sheet: str) -> Mapping[int, ColumnFormats]:
        """How the cells of a sheet look, by column."""
        return read_cell_formats(self._package, self._parts[sheet], self._styles.get(sheet))

    def find_struck(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[int]:
        """Those of some rows in which the cell of a column is struck through; a part of it can only be where the cell holds a text."""
        cells = slice_column(self.read_sheet(sheet).grid, column, lines[0], lines[-1]) if lines else ()
        key = sheet, str in set(map(type, filter(None, cells)))  # an empty cell is ""
        if key not in self._struck_cells:
            self._struck_cells[key] = read_struck_cells(self._package, self._parts[sheet], in_texts=key[1])
        struck = self._struck_cells[key]
        return [line for line in lines if (line, column) in struck] if struck else ()
