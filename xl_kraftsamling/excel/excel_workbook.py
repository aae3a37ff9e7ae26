"""A workbook that is open in Excel, saved or not, as an OpenWorkbook: cells, formulas, hidden rows, links and calculation.

Every question to Excel is a call between two processes, so a sheet's cells are one call, and its formulas another.  Whether rows
are hidden Excel answers for a range with all, none or some: "some" is halved until it is known (`cell_questions` asks the same way).
What the program at hand cannot be asked has a default; without formulas KO01 reports the rules that were not tried.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.book_path import find_path
from xl_kraftsamling.excel.cell_questions import ask, find_formats, find_merges, get_range, read_formulas
from xl_kraftsamling.excel.excel_values import read_range
from xl_kraftsamling.excel.struck_cells import find_struck_lines
from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.xlsx.cells.bounds import MAX_CELLS
from xl_kraftsamling.xlsx.formulas.copies import group_copies
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings
from xl_kraftsamling.xlsx.grid import Area, TableRef
from xl_kraftsamling.xlsx.package import Calculation

_VERY_HIDDEN = 2  # xlSheetVeryHidden; other hidden sheets are no finding of their own
_LINKS = 1  # xlExcelLinks
# By the names that a file has for them (ECMA-376 part 1, 18.18.8).
_MODES = {"manual": "manual", "semiautomatic": "autoNoTable"}


def read_calculation(app: xw.App) -> Calculation:
    """How Excel calculates, apart from the pause while a button works; in an open workbook no formula is without its value."""
    from xl_kraftsamling.excel.buttons.button import calculation_mode  # here, since the buttons import this module

    mode = ask(lambda: calculation_mode(app), "automatic")
    return Calculation(_MODES.get(mode, "auto"), iterate=bool(ask(lambda: app.api.Iteration, default=False)))


def has_links(book: xw.Book) -> bool:
    """Whether a workbook has links to others."""
    return bool(ask(lambda: book.api.LinkSources(_LINKS), None))


def can_show_formulas(book: xw.Book) -> bool:
    """Whether the program in which a workbook is open can be asked for formulas: Excel can, a browser cannot."""
    # Asked once for all sheets: without the answer KO01 lists every rule about formulas.
    first = next(iter(book.sheets), None)
    return first is None or ask(lambda: first.range("A1").formula, None) is not None


def inspect_sheet(page: xw.Sheet) -> SheetWorkings:
    """The formulas, hidden rows and columns, and Excel tables of a sheet."""
    used = page.used_range
    return SheetWorkings(
        formulas=group_copies(read_formulas(used)),
        hidden_rows=find_hidden_rows(used),
        hidden_columns=[
            range(n, n + 1) for n in _find_hidden(used, used.column, used.last_cell.column, _are_columns_hidden)
        ],
        tables={table.name.casefold(): find_table_ref(table) for table in page.tables},
        state="veryHidden" if page.visible == _VERY_HIDDEN else "visible",
    )


def find_table_ref(table: xw.main.Table) -> TableRef:
    """The area of an Excel table without its totals row."""
    whole = table.range
    last = whole.last_cell
    # Excel counts the totals row to the range of a table, and so does a file to its ref.
    return whole.row, whole.column, last.row - bool(table.show_totals), last.column


def find_hidden_rows(cells: xw.Range) -> list[int]:
    """The rows of a range that are hidden."""
    return [*_find_hidden(cells, cells.row, cells.last_cell.row, _are_rows_hidden)]


HiddenQuery = Callable[[xw.Range, int, int], bool | None]
"""Asks whether the rows, or columns, from a first to a last are hidden; None where only some are."""


def _find_hidden(used: xw.Range, first: int, last: int, are_hidden: HiddenQuery) -> Iterator[int]:
    answer: bool | None = ask(lambda: are_hidden(used, first, last), default=False)
    if answer:
        yield from range(first, last + 1)
    elif answer is None and first < last:
        middle = (first + last) // 2
        yield from _find_hidden(used, first, middle, are_hidden)
        yield from _find_hidden(used, middle + 1, last, are_hidden)


def _are_rows_hidden(used: xw.Range, first: int, last: int) -> bool | None:
    return _read_hidden(used.sheet.range((first, used.column), (last, used.column)).api.EntireRow.Hidden)


def _are_columns_hidden(used: xw.Range, first: int, last: int) -> bool | None:
    return _read_hidden(used.sheet.range((used.row, first), (used.row, last)).api.EntireColumn.Hidden)


def _read_hidden(hidden: Any) -> bool | None:
    return None if hidden is None else bool(hidden)


def _is_hidden(page: xw.Sheet) -> bool:
    return ask(lambda: page.visible, default=True) in (False, _VERY_HIDDEN)  # xlSheetHidden is 0


class OpenBook:
    """An xlwings Book as an :class:`~xl_kraftsamling.reading.open_workbook.OpenWorkbook`."""

    sha256 = ""

    def __init__(self, book: xw.Book, on_sheet: Callable[[str], None] = lambda _sheet: None) -> None:
        """Take an open workbook; `on_sheet` is called with the name of each sheet before it is read."""
        self._book, self._on_sheet = book, on_sheet
        self.path, self.folder_path = Path(book.name), find_path(book)
        self.sheets: Sequence[str] = tuple(sheet.name for sheet in book.sheets)
        self.date1904 = bool(getattr(book.api, "Date1904", False))  # Excel for Mac cannot be asked, but gives dates as dates
        self._contents: dict[str, SheetContent] = {}
        self.calculation, self.is_linked = read_calculation(book.app), has_links(book)
        self.can_show_formulas = can_show_formulas(book)

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas, hidden rows and columns, and Excel tables of a sheet."""
        return inspect_sheet(self._book.sheets[sheet])

    @property
    def hidden_sheets(self) -> Collection[str]:
        """The names of its sheets that are hidden."""
        return [page.name for page in self._book.sheets if _is_hidden(page)]

    number_formats = None  # Excel tells those of cells alone

    def read_number_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        """The codes of the number formats of a column's cells in some rows, halved as long as Excel answers that they differ."""
        page = self._book.sheets[sheet]
        return set(find_formats(page, column, lines)) if lines else set()

    def find_struck(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[int]:
        """Those of some rows in which the cell of a column is struck through; none in a browser, where that cannot be asked."""
        return [*find_struck_lines(self._book.sheets[sheet], column, lines)] if lines else ()

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, Excel tables and merges of a sheet when it was first asked for; BadInput where it reaches too far to be read."""
        if sheet not in self._contents:
            self._contents[sheet] = self._read(sheet)
        return self._contents[sheet]

    def _read(self, sheet: str) -> SheetContent:
        self._on_sheet(sheet)
        page = self._book.sheets[sheet]
        last = page.used_range.last_cell
        used = Area(1, 1, last.row, last.column)  # from A1, so that positions in the grid are those of the sheet
        if used.bottom * used.right > MAX_CELLS:  # before Excel is asked, which would fill the memory with empty cells
            raise BadInput(_TOO_FAR, sheet=sheet, cell=Place(sheet, used.bottom, used.right).cell)
        return SheetContent(read_range(get_range(page, used)), [find_table_ref(table) for table in page.tables], [*find_merges(page, used)])


_TOO_FAR = Text(
    "Bladet {sheet} sträcker sig till {cell}, längre än vad som kan läsas. Radera raderna och kolumnerna utanför uppgifterna.",
    "The sheet {sheet} reaches to {cell}, further than can be read. Delete the rows and columns outside the data.",
)
