"""A workbook that is open in xlwings Lite: what it must be asked for asynchronously is read beforehand.

In a browser the values are there from the start; formulas, hidden rows and columns, merges and number formats are each a question to
Excel that has to be awaited (`Range.get_formula` and its kin).  The readers ask for them at once, so all answers are fetched before they
begin.  Like Excel on a desktop a browser answers with all, none or some, and "some" is halved until it is known.  Whether a cell is struck
through, and whether a workbook has links, it cannot be asked.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from typing import Any, NamedTuple

import xlwings as xw

from xl_kraftsamling.excel.cell_questions import halve_area, list_formulas
from xl_kraftsamling.excel.excel_workbook import OpenBook, find_table_ref
from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.xlsx.cells.bounds import MAX_CELLS
from xl_kraftsamling.xlsx.formulas.copies import Formulas, group_copies
from xl_kraftsamling.xlsx.formulas.sheet import SheetWorkings
from xl_kraftsamling.xlsx.grid import Area

_VERY_HIDDEN = 2
_MAX_FORMATS = 64
"""Questions about the formats of one column: beyond them they are taken for unknown, rather than have a person wait."""


class _Answers(NamedTuple):
    """What a browser has answered about a sheet; `formats` are, by column, the number formats of its rows from a first to a last."""

    formulas: Formulas
    hidden_rows: Sequence[int]
    hidden_columns: Sequence[range]
    merges: Sequence[Area]
    formats: dict[int, Sequence[tuple[int, int, str]]]


class BrowserBook(OpenBook):
    """A workbook in a browser as an OpenWorkbook, with the answers that were fetched."""

    def __init__(self, book: xw.Book, answers: dict[str, _Answers]) -> None:
        """Take an open workbook and what was answered about its sheets."""
        super().__init__(book)
        self._answers, self.can_show_formulas = answers, True

    def read_sheet(self, sheet: str) -> SheetContent:
        """The cells, Excel tables and merges of a sheet."""
        return super().read_sheet(sheet)._replace(merges=self._answers[sheet].merges)

    def read_workings(self, sheet: str) -> SheetWorkings:
        """The formulas, hidden rows and columns, and Excel tables of a sheet."""
        found, page = self._answers[sheet], self._book.sheets[sheet]
        return SheetWorkings(
            found.formulas, found.hidden_rows, found.hidden_columns,
            tables={table.name.casefold(): find_table_ref(table) for table in page.tables},
            state="veryHidden" if page.visible == _VERY_HIDDEN else "visible",
        )  # fmt: skip

    def read_number_formats(self, sheet: str, column: int, lines: Sequence[int]) -> Collection[str]:
        """The codes of the number formats of a column's cells in some rows."""
        runs = self._answers[sheet].formats.get(column, ())
        return {code for first, last, code in runs if lines and first <= lines[-1] and last >= lines[0]} or {""}


async def open_in_browser(book: xw.Book) -> OpenBook:
    """A workbook with everything that can be asked about it; where the program at hand has no asynchronous calls, without that."""
    try:
        answers = {page.name: await _ask_about(page) for page in book.sheets}
    except (AttributeError, NotImplementedError):
        return OpenBook(book)
    return BrowserBook(book, answers)


async def _ask_about(page: xw.Sheet) -> _Answers:
    used = page.used_range
    area = Area(used.row, used.column, used.last_cell.row, used.last_cell.column)
    if used.size > MAX_CELLS:  # such a sheet is refused when it is read
        return _Answers({}, (), (), (), {})
    rows = [run async for run in _divide(area.top, area.bottom, lambda first, last: page.range((first, area.left), (last, area.left)).rows.get_hidden())]
    columns = [run async for run in _divide(area.left, area.right, lambda first, last: page.range((area.top, first), (area.top, last)).columns.get_hidden())]
    return _Answers(
        formulas=group_copies(list_formulas(await used.get_formula(), area.top, area.left, height=used.shape[0])),
        hidden_rows=[line for first, last, is_hidden in rows if is_hidden for line in range(first, last + 1)],
        hidden_columns=[range(first, last + 1) for first, last, is_hidden in columns if is_hidden],
        merges=[*dict.fromkeys([merge async for merge in _find_merges(page, area)])],
        formats={column: [run async for run in _find_formats(page, area, column)] for column in range(area.left, area.right + 1)},
    )  # fmt: skip


async def _divide(first: int, last: int, ask: Callable[[int, int], Awaitable[Any]]) -> AsyncIterator[tuple[int, int, Any]]:
    """The answers about rows or columns from a first to a last, in runs of which each has one; None where even a single one has none."""
    answer = await ask(first, last)
    if answer is not None or first == last:
        yield first, last, answer
        return
    middle = (first + last) // 2
    for part in ((first, middle), (middle + 1, last)):
        async for run in _divide(*part, ask):
            yield run


async def _find_formats(page: xw.Sheet, area: Area, column: int) -> AsyncIterator[tuple[int, int, str]]:
    questions = 0
    async for first, last, code in _divide(area.top, area.bottom, lambda first, last: page.range((first, column), (last, column)).get_number_format()):
        questions += 1
        if questions > _MAX_FORMATS:
            return
        yield first, last, code or ""


async def _find_merges(page: xw.Sheet, area: Area) -> AsyncIterator[Area]:
    """The merged cells of an area, which is halved as long as it has some and is not one of them."""
    cells = page.range((area.top, area.left), (area.bottom, area.right))
    if await cells.get_merge_cells() is False:
        return
    merged = await cells(1, 1).get_merge_area()
    found = Area(merged.row, merged.column, merged.last_cell.row, merged.last_cell.column)
    if found != found.union(area):
        for half in halve_area(area):
            async for each in _find_merges(page, half):
                yield each
    elif found.top < found.bottom or found.left < found.right:
        yield found
