"""A workbook in a file as Excel's own objects, as far as a function asks for them: each range with its values, formats, merges and sheet.

xlwings' real Windows engine works on top of them, as on those that COM delivers.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from support.call_function import REF, to_com_value
from support.pywin32_stubs import range_kind

_ERRORS = {"#N/A": -2146826246, "#REF!": -2146826265, "#VALUE!": -2146826273, "#DIV/0!": -2146826281, "#NAME?": -2146826259}


class ComBook:
    """A workbook that is open in Excel, from the folder of its file."""

    def __init__(self, path: Path) -> None:
        """Open a workbook with the values that its formulas had when it was saved."""
        self.file, self.formulas = (openpyxl.load_workbook(path, data_only=values) for values in (True, False))
        self.Name, self.FullName, self.Date1904 = path.name, str(path), self.file.epoch.year == 1904
        self.Application = SimpleNamespace(Hwnd=1)
        self.Worksheets = self.Sheets = _Worksheets(_Worksheet(self, page) for page in self.file.worksheets)

    def range(self, sheet: str, address: str = "") -> "ComRange":
        """A range of a sheet; its whole used part where no address is given."""
        page = next(each for each in self.Worksheets if each.Name == sheet)
        if not address:
            return page.UsedRange
        left, top, right, bottom = range_boundaries(address)
        return ComRange(page, top, left, bottom, right)

    def table(self, name: str) -> "ComRange":
        """An Excel table with its headings, and without a row of totals."""
        page, found = next((page, page.page.tables[name]) for page in self.Worksheets if name in page.page.tables)
        left, top, right, bottom = range_boundaries(found.ref)
        return ComRange(page, top, left, bottom - (found.totalsRowCount or 0), right)


class _Worksheets(list["_Worksheet"]):
    @property
    def Count(self) -> int:  # noqa: N802
        return len(self)

    def __call__(self, key: int | str) -> "_Worksheet":
        return next(each for number, each in enumerate(self, 1) if key in (number, each.Name))


class _Worksheet:
    def __init__(self, book: ComBook, page: Worksheet) -> None:
        self.Parent, self.Name, self.page = book, page.title, page

    @property
    def UsedRange(self) -> "ComRange":  # noqa: N802
        left, top, right, bottom = range_boundaries(self.page.dimensions)
        return ComRange(self, top, left, bottom, right)

    def Cells(self, row: int, column: int) -> "ComRange":  # noqa: N802
        return ComRange(self, row, column, row, column)

    def Range(self, first: "ComRange", last: "ComRange") -> "ComRange":  # noqa: N802
        return ComRange(self, first.Row, first.Column, last.Row, last.Column)


class ComRange:
    """A range of one area."""

    def __init__(self, page: _Worksheet, top: int, left: int, bottom: int, right: int) -> None:
        self.Worksheet, self.Row, self.Column, self.end = page, top, left, (bottom, right)
        self.Rows, self.Columns = SimpleNamespace(Count=bottom - top + 1), SimpleNamespace(Count=right - left + 1)
        self.Areas = SimpleNamespace(Count=1)
        self._oleobj_ = range_kind()

    @property
    def cells(self) -> list[list[Any]]:
        """Its cells in the file."""
        area = {"min_row": self.Row, "max_row": self.end[0], "min_col": self.Column, "max_col": self.end[1]}
        return [[*row] for row in self.Worksheet.page.iter_rows(**area)]

    @property
    def Value(self) -> Any:  # noqa: N802
        values = tuple(tuple(_read(cell) for cell in row) for row in self.cells)
        return values[0][0] if len(values) == len(values[0]) == 1 else values

    @property
    def Formula(self) -> Any:  # noqa: N802
        page = self.Worksheet.Parent.formulas[self.Worksheet.Name]
        texts = tuple(tuple(_show_formula(page[cell.coordinate].value) for cell in row) for row in self.cells)
        return texts[0][0] if len(texts) == len(texts[0]) == 1 else texts

    @property
    def Count(self) -> int:  # noqa: N802
        return self.Rows.Count * self.Columns.Count

    def __call__(self, row: int, column: int) -> "ComRange":
        return self.Worksheet.Cells(self.Row + row - 1, self.Column + column - 1)

    @property
    def NumberFormat(self) -> str | None:  # noqa: N802
        return self._same(lambda cell: cell.number_format)

    @property
    def Font(self) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(Strikethrough=self._same(lambda cell: bool(cell.font.strike)))

    @property
    def MergeCells(self) -> bool | None:  # noqa: N802
        merged = self.Worksheet.page.merged_cells
        return self._same(lambda cell: cell.coordinate in merged)

    @property
    def MergeArea(self) -> "ComRange":  # noqa: N802
        first = self.cells[0][0].coordinate
        area = next((each for each in self.Worksheet.page.merged_cells.ranges if first in each), None)
        return ComRange(self.Worksheet, area.min_row, area.min_col, area.max_row, area.max_col) if area else self

    def _same(self, ask: Any) -> Any:
        """The one answer of all cells; None where they differ, as Excel answers."""
        answers = {ask(cell) for row in self.cells for cell in row}
        return answers.pop() if len(answers) == 1 else None


def _show_formula(value: Any) -> str:
    """A cell as Excel shows it in the formula bar; array formulas are kept apart there."""
    return str(getattr(value, "text", value) or "")


def _read(cell: Any) -> Any:
    if getattr(cell, "data_type", "") == "e":
        return _ERRORS.get(cell.value, REF)
    return to_com_value(cell.value)
