"""A workbook that can be read sheet by sheet: what the readers ask of it.

It may be in a file (:class:`~xl_kraftsamling.reading.workbook_file.WorkbookFile`), open in Excel
(:class:`~xl_kraftsamling.excel.excel_workbook.OpenBook`), or the ranges of it that a function in a cell is given
(:class:`~xl_kraftsamling.excel.functions.range_book.RangeBook`).
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from xl_kraftsamling.domain.finding_words import HEADINGS
from xl_kraftsamling.domain.tables import STATED_BALANCES
from xl_kraftsamling.domain.template import CORRECTION_WIDTHS
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.row_roles import find_program_headings
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings
from xl_kraftsamling.xlsx.grid import Area, Grid, TableRef
from xl_kraftsamling.xlsx.package import Calculation


class NoTables(BadInput):
    """No table of allocations or call-offs was recognised, or which tables hold depends on a decision that is not known."""


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
    def hidden_sheets(self) -> Collection[str]:
        """The names of its sheets that are hidden, from Excel's list of hidden sheets too or not."""
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

    @property
    def number_formats(self) -> Collection[str] | None:
        """The codes of all number formats that do not show numbers as they are; None where only the cells can tell."""
        ...

    def read_number_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        """The codes of the number formats of a column's cells in some rows, each once; "" for any that shows numbers as they are."""
        ...

    def find_struck(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[int]:
        """Those of some rows in which the cell of a column is struck through, wholly or in part."""
        ...


_PROGRAM_HEADINGS = *HEADINGS.values(), tuple(CORRECTION_WIDTHS), (*STATED_BALANCES.headings, "Kommentar")
"""The headings of the findings, of the corrections, and of the balances that a button writes beside the workbook's own."""


def is_program_sheet(content: SheetContent) -> bool:
    """Whether the program itself has written a sheet, by its headings: nothing there is data of the workbook's."""
    return any(find_program_headings(headings, content.grid) for headings in _PROGRAM_HEADINGS)
