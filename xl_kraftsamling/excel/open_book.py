"""A workbook that is open in Excel, read as it stands there, saved or not: the cells of a sheet in one call.

What Excel tells of an open workbook beneath its values: formulas, what is hidden, links, the way of calculating.

A whole sheet's formulas are one call.  Whether rows are hidden Excel tells of a range only as all, none or some, so a range
is halved until it is known.  What the program at hand cannot be asked is left out; that a browser gives no formulas is told (KO01).
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.excel.buttons.button import calculation
from xl_kraftsamling.excel.functions.table_argument import raw
from xl_kraftsamling.reading.open_workbook import Page, own_map
from xl_kraftsamling.xlsx.area import Area, TableRef
from xl_kraftsamling.xlsx.formulas.cells import FormulaCell
from xl_kraftsamling.xlsx.formulas.copies import stretched
from xl_kraftsamling.xlsx.formulas.sheet import Workings
from xl_kraftsamling.xlsx.package import Calculation
from xl_kraftsamling.xlsx.scan import MAX_CELLS

_VERY_HIDDEN = 2
_LINKS = 1  # xlExcelLinks
_MODES = {"manual": "manual", "semiautomatic": "autoNoTable"}


def calculates(app: xw.App) -> Calculation:
    """How Excel calculates its workbooks when no button is being pressed; it stores no value without working it out."""
    mode = _told(lambda: calculation(app), "automatic")
    return Calculation(_MODES.get(mode, "auto"), iterate=bool(_told(lambda: app.api.Iteration, default=False)))


def is_linked(book: xw.Book) -> bool:
    """Whether a workbook has links to others."""
    return bool(_told(lambda: book.api.LinkSources(_LINKS), None))


def shows_formulas(book: xw.Book) -> bool:
    """Whether the program that a workbook is open in can be asked for formulas, which a browser cannot."""
    first = next(iter(book.sheets), None)
    return first is None or _told(lambda: first.range("A1").formula, None) is not None


def workings(page: xw.Sheet) -> Workings:
    """The workings of a sheet."""
    used = page.used_range
    return Workings(
        formulas=stretched(_formulas(used)),
        hidden_rows=[*_hidden(used, used.row, used.last_cell.row, _are_rows_hidden)],
        hidden_columns=[
            range(n, n + 1) for n in _hidden(used, used.column, used.last_cell.column, _are_columns_hidden)
        ],
        tables={table.name.casefold(): ref_of(table) for table in page.tables},
        state="veryHidden" if page.visible == _VERY_HIDDEN else "visible",
    )


def ref_of(table: xw.main.Table) -> TableRef:
    """Where an Excel table is, without its totals row."""
    whole = table.range
    last = whole.last_cell
    return whole.row, whole.column, last.row - bool(table.show_totals), last.column


def _formulas(used: xw.Range) -> Iterator[FormulaCell]:
    told: Any = _told(lambda: used.formula, None) if used.size <= MAX_CELLS else None  # beyond, no sheet is read either
    for row, texts in enumerate(told if isinstance(told, (tuple, list)) else ((told,),), used.row):
        for column, text in enumerate(texts, used.column):
            if isinstance(text, str) and text.startswith("="):
                yield FormulaCell(row, column, text[1:])


Hides = Callable[[xw.Range, int, int], bool | None]
"""Whether the rows, or columns, from one to another are hidden; None where some are."""


def _hidden(used: xw.Range, first: int, last: int, hides: Hides) -> Iterator[int]:
    answer: bool | None = _told(lambda: hides(used, first, last), default=False)
    if answer:
        yield from range(first, last + 1)
    elif answer is None and first < last:
        middle = (first + last) // 2
        yield from _hidden(used, first, middle, hides)
        yield from _hidden(used, middle + 1, last, hides)


def _are_rows_hidden(used: xw.Range, first: int, last: int) -> bool | None:
    return _answer(used.sheet.range((first, used.column), (last, used.column)).api.EntireRow.Hidden)


def _are_columns_hidden(used: xw.Range, first: int, last: int) -> bool | None:
    return _answer(used.sheet.range((used.row, first), (used.row, last)).api.EntireColumn.Hidden)


def _answer(hidden: Any) -> bool | None:
    return None if hidden is None else bool(hidden)


def _told(ask: Callable[[], Any], default: Any) -> Any:
    """The answer to a question, or a default where the program at hand does not know it."""
    try:
        return ask()
    except (AttributeError, NotImplementedError):
        return default


class OpenBook:
    """An xlwings Book, as the reader of workbooks wants it (:class:`~xl_kraftsamling.reading.open_workbook.Readable`).

    `tell` is told which sheet is being read.
    """

    sha256 = ""

    def __init__(self, book: xw.Book, tell: Callable[[str], None] = lambda _sheet: None) -> None:
        """Take an open workbook."""
        self._book, self._tell = book, tell
        self.path, self.chart = Path(book.name), _chart(book)
        self.sheets: Sequence[str] = tuple(sheet.name for sheet in book.sheets)
        self.date1904 = bool(getattr(book.api, "Date1904", False))  # a Mac does not say, but hands over real dates
        self._pages: dict[str, Page] = {}
        self.calculation, self.is_linked = calculates(book.app), is_linked(book)
        self.tells_workings = shows_formulas(book)

    def workings(self, sheet: str) -> Workings:
        """What lies beneath the values of the sheet of that name."""
        return workings(self._book.sheets[sheet])

    def page(self, sheet: str) -> Page:
        """The sheet of that name, as it was when it was first asked for; BadInput where it reaches too far to be read."""
        if sheet not in self._pages:
            self._pages[sheet] = self._read(sheet)
        return self._pages[sheet]

    def _read(self, sheet: str) -> Page:
        self._tell(sheet)
        page = self._book.sheets[sheet]
        last = page.used_range.last_cell
        used = Area(1, 1, last.row, last.column)
        if used.bottom * used.right > MAX_CELLS:
            raise BadInput(_TOO_FAR, sheet=sheet, cell=Place(sheet, used.bottom, used.right).cell)
        cells = _range(page, used).options(ndim=2, err_to_str=True).value
        grid = [[raw(cell) for cell in row] for row in cells]
        return Page(grid, [ref_of(table) for table in page.tables], list(dict.fromkeys(_merges(page, used))))


_TOO_FAR = Text(
    "Bladet {sheet} sträcker sig till {cell}, längre än vad som kan läsas. Radera raderna och kolumnerna utanför uppgifterna.",
    "The sheet {sheet} reaches to {cell}, further than can be read. Delete the rows and columns outside the data.",
)


def _chart(book: xw.Book) -> Path | None:
    """The map beside a workbook that lies in a folder; unsaved it has but a name, and in the cloud an address."""
    path = Path(str(getattr(book.api, "FullName", "")))
    return own_map(path) if path.is_absolute() else None


def _range(page: xw.Sheet, area: Area) -> xw.Range:
    return page.range((area.top, area.left), (area.bottom, area.right))


def _merges(page: xw.Sheet, area: Area) -> Iterator[Area]:
    """The merged cells of an area: Excel tells of a range whether it has any, so it is halved until they are found."""
    cells = _range(page, area)
    if cells.merge_cells is False:
        return
    merged = cells(1, 1).merge_area
    found = Area(merged.row, merged.column, merged.last_cell.row, merged.last_cell.column)
    if found != found.joined(area):
        for half in _halves(area):
            yield from _merges(page, half)
    elif found.top < found.bottom or found.left < found.right:
        yield found


def _halves(area: Area) -> tuple[Area, Area]:
    if area.bottom - area.top >= area.right - area.left:
        middle = (area.top + area.bottom) // 2
        return area._replace(bottom=middle), area._replace(top=middle + 1)
    middle = (area.left + area.right) // 2
    return area._replace(right=middle), area._replace(left=middle + 1)
