"""What Excel tells of an open workbook beneath its values: formulas, what is hidden, links, the way of calculating.

A whole sheet's formulas are one call.  Whether rows are hidden Excel tells of a range only as all, none or some, so a range
is halved until it is known.  What the program at hand cannot be asked is left out; that a browser gives no formulas is told (KO01).
"""

from collections.abc import Callable, Iterator
from typing import Any

import xlwings as xw

from xl_kraftsamling.excel.pressing import calculation
from xl_kraftsamling.sheets.formulas.scanning import FormulaCell
from xl_kraftsamling.sheets.formulas.stretches import stretched
from xl_kraftsamling.sheets.formulas.workings import Workings
from xl_kraftsamling.sheets.layout import Ref
from xl_kraftsamling.sheets.package import MAX_CELLS, Calculation

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


def ref_of(table: xw.main.Table) -> Ref:
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
