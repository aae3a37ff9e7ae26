"""A workbook that is open in Excel, read as it stands there, saved or not: the cells of a sheet in one call."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import xlwings as xw

from xl_kraftsamling.catalogue import BadInput, Text
from xl_kraftsamling.domain.model import Place
from xl_kraftsamling.excel.beneath import calculates, is_linked, ref_of, shows_formulas, workings
from xl_kraftsamling.excel.given import raw
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.formulas.workings import Workings
from xl_kraftsamling.sheets.opened import Page, own_map
from xl_kraftsamling.sheets.package import MAX_CELLS


class OpenBook:
    """An xlwings Book, as the reader of workbooks wants it (:class:`~xl_kraftsamling.sheets.opened.Readable`).

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
