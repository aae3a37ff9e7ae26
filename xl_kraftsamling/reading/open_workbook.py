"""A workbook that can be read sheet by sheet: what the readers ask of it, and the workbook in a file.

The other one is the workbook that is open in Excel (:class:`~xl_kraftsamling.excel.excel_workbook.OpenBook`).
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue, is_error
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.reading.row_roles import find_program_headings
from xl_kraftsamling.xlsx.fast_reader import FastReader
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings, read_workings
from xl_kraftsamling.xlsx.grid import Area, Grid, TableRef
from xl_kraftsamling.xlsx.package import Calculation, Package, Sheet
from xl_kraftsamling.xlsx.sheet_scan import Scan, scan_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


class SheetContent(NamedTuple):
    """A sheet as it was read: its cells from A1 on, its Excel tables without their totals rows, and its merged areas."""

    grid: Grid
    tables: Sequence[TableRef]
    merges: Sequence[Area]


class OpenWorkbook(Protocol):
    """A workbook that can be read sheet by sheet."""

    @property
    def path(self) -> Path:
        """The path of its file, or its name where it was never saved."""
        ...

    @property
    def folder_path(self) -> Path | None:
        """The path of its file, beside which other files may lie; None where it is in no folder."""
        ...

    @property
    def sha256(self) -> str:
        """The checksum of its file, in hexadecimal; empty where it is open in Excel."""
        ...

    @property
    def can_show_formulas(self) -> bool:
        """Whether its formulas can be read: those of a workbook in a browser cannot."""
        ...

    @property
    def date1904(self) -> bool:
        """Whether its dates are counted from 1904."""
        ...

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets, in order."""
        ...

    @property
    def calculation(self) -> Calculation:
        """How it is calculated: automatically or by hand, with iteration or without."""
        ...

    @property
    def is_linked(self) -> bool:
        """Whether it has links to other workbooks."""
        ...

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, Excel tables and merges of a sheet, read once; BadInput where it cannot be read."""
        ...

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas, hidden rows and columns, and Excel tables of a sheet; BadInput where it cannot be read."""
        ...


class WorkbookFile:
    """A workbook in a file.  Each sheet is read once and kept, since recognition, records and formulas all ask for it.

    :raises BadInput: the file cannot be read, or is no workbook.
    """

    can_show_formulas = True

    def __init__(self, path: Path) -> None:
        """Open the workbook at a path."""
        self.path = self.folder_path = path
        self._package = Package(path)
        self._fast_reader = FastReader(self._package)
        self.sha256, self.date1904 = self._package.sha256, self._package.date1904
        self.calculation, self.is_linked = self._package.calculation, self._package.has_external_links
        self._parts = {sheet.name: sheet for sheet in self._package.sheets}
        self.sheets = tuple(self._parts)
        self._contents: dict[str, SheetContent] = {}

    @cached_property
    def _calamine(self) -> "CalamineWorkbook":
        from python_calamine import CalamineWorkbook  # a workbook that is open in a browser is read without it

        return CalamineWorkbook.from_path(str(self.path))

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, Excel tables and merges of a sheet; BadInput where it is damaged, or its cells lie too far apart."""
        if sheet not in self._contents:
            part = self._parts[sheet]
            # the fast reader leaves small sheets to calamine, and XML that is not written as programs usually write it
            grid, merges = self._fast_reader.read(part) or self._read_with_calamine(part)
            refs = [table.ref_without_totals for table in self._package.tables(part)]
            self._contents[sheet] = SheetContent(grid, refs, merges)
        return self._contents[sheet]

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas, hidden rows and columns, and Excel tables of a sheet; BadInput where it is damaged."""
        part = self._parts[sheet]
        return read_workings(self._package, part, self._fast_reader.xml_without_rows.get(part))

    def _read_with_calamine(self, part: Sheet) -> tuple[Grid, Sequence[Area]]:
        from python_calamine import CalamineError

        scan = scan_sheet(self._package, part)  # first: calamine believes a cell in XFD1048576, and aborts for want of memory
        try:
            # without the empty area above and to the left of the first cell, every cell would have another address
            grid = self._calamine.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
        except CalamineError:
            raise self._package.archive.damaged_error(part.part) from None
        return _add_unshown_cells(grid, scan), scan.merges


def _add_unshown_cells(grid: list[list[Any]], scan: Scan) -> Grid:
    """The cells as calamine gives them, with error values and formulas without a stored value, which it gives as empty.

    Taken for empty, an amount of #REF! would silently count as 0.
    """
    # calamine ends at the last value: beyond it there may be more of the cells that it takes for empty
    width = max(len(grid[0]) if grid else 0, scan.columns)
    for row in grid if grid and len(grid[0]) < width else ():
        row.extend([""] * (width - len(row)))
    grid += [[""] * width for _ in range(len(grid), scan.rows)]
    for line, number in scan.unvalued:
        grid[line - 1][number - 1] = UNVALUED_FORMULA
    for (line, number), text in scan.errors.items():
        grid[line - 1][number - 1] = NoValue(text if is_error(text) else "#UNKNOWN!")
    return grid


_PROGRAM_HEADINGS = tuple(FINDING_WIDTHS), (*STATED_BALANCES.headings, "Kommentar")
"""The headings of the findings, and of the balances that a button writes beside the workbook's own."""


def is_program_sheet(content: SheetContent) -> bool:
    """Whether the program itself has written a sheet, by its headings: nothing there is data of the workbook's."""
    return any(find_program_headings(headings, content.grid) for headings in _PROGRAM_HEADINGS)
