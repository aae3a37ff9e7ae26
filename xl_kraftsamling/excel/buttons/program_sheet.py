"""A sheet that the program writes in the user's workbook: found by its headings, made where there is none.

A sheet of the user is never written on, whatever its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

import xlwings as xw

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.finding_rows import LOCKED_STRUCTURE, PROTECTED_LIST
from xl_kraftsamling.domain.finding_words import list_spellings
from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.excel.protection import is_sheet_protected, is_structure_locked
from xl_kraftsamling.reading.row_roles import find_program_headings

CellInput = str | float | None

MAX_WRITTEN_TEXT = 8_000
"""Characters of a text that Excel takes when many cells are written at once; a cell itself holds more."""


_HIDDEN = (0, 2)  # xlSheetHidden and xlSheetVeryHidden


def quote_text(value: object) -> str:
    """Quote a text, so that Excel takes it neither for a formula nor for a number or a date."""
    words = str(value)
    if len(words) > MAX_WRITTEN_TEXT:
        words = words[:MAX_WRITTEN_TEXT] + "…"
    return f"'{words}" if words else ""


def write_program_sheet(book: xw.Book, name: str, widths: Mapping[str, int], about: str, rows: Sequence[Sequence[CellInput]]) -> xw.Sheet:
    """Write a table on its sheet, instead of what the program wrote there before; the same sheet stays in front.

    :param widths: the headings, with the widths of their columns; ``about`` is the line above them.
    :raises BadInput: the sheet is protected, or cannot be added since the structure of the workbook is locked.
    """
    sheet, heading = find_or_add_sheet(book, name, widths)
    if is_sheet_protected(sheet):
        raise BadInput(PROTECTED_LIST, sheet=sheet.name)
    tables = [table for table in sheet.tables if table.range.row == heading]
    reveal(sheet, tables)
    width, last = len(widths), max(sheet.used_range.last_cell.row, heading + 1)
    sheet.range((heading + 1, 1), (last, width)).clear_contents()  # contents alone: formats and widths may be the user's
    sheet.range((heading - 1, 1) if heading > 1 else (1, width + 2)).value = quote_text(about)
    if rows:
        block = sheet.range((heading + 1, 1), (heading + len(rows), width))
        block.value = [list(row) for row in rows]  # in one call, however many there are
        block.wrap_text = True
    for table in tables:  # with at least one row below the headings, or Excel refuses
        table.resize(sheet.range((heading, 1), (heading + max(1, len(rows)), width)))
    return sheet


def reveal(sheet: xw.Sheet, tables: Sequence[xw.main.Table]) -> None:
    """Let nobody miss what is written: show the sheet, and the rows that an old choice in a filter hides."""
    if sheet.visible in _HIDDEN:
        sheet.visible = True
    for table in tables:
        if table.show_autofilter:  # switched off and on again it is empty, which xlwings has no other way to achieve
            table.show_autofilter = False
            table.show_autofilter = True


def find_or_add_sheet(book: xw.Book, name: str, widths: Mapping[str, int]) -> tuple[xw.Sheet, int]:
    """The sheet that has the headings, under the name or the first one after it that is free, and their row.

    :raises BadInput: none has, and none can be added, since the structure of the workbook is locked.
    """
    if found := find_sheet(book, name, widths):
        return found
    if is_structure_locked(book):
        raise BadInput(LOCKED_STRUCTURE, sheet=name)
    taken = {fold_label(sheet.name) for sheet in book.sheets}
    free = next(each for each in _list_names(name) if fold_label(each) not in taken)
    return _add_sheet(book, free, widths), HEADING_ROW


def find_sheet(book: xw.Book, name: str, widths: Mapping[str, int]) -> tuple[xw.Sheet, int] | None:
    """The sheet that has the headings, under the name or one after it, and their row; None where there is none."""
    names = {fold_label(sheet.name): sheet for sheet in book.sheets}  # folded: to Excel KONTROLL is the same name
    for wanted in _list_names(name):
        sheet = names.get(fold_label(wanted))
        if sheet is None:
            return None
        if heading := _find_heading_row(sheet, list(widths)):
            return sheet, heading
    return None


def _list_names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in count(2))


def _find_heading_row(sheet: xw.Sheet, headings: list[str]) -> int | None:
    top = sheet.range((1, 1), (HEADING_ROW, len(headings))).options(ndim=2).value
    found = (find_program_headings(spelling, top) for spelling in list_spellings(headings))
    return next(filter(None, found), None)


def _add_sheet(book: xw.Book, name: str, widths: Mapping[str, int]) -> xw.Sheet:
    shown = book.sheets.active
    sheet = book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    shown.activate()  # Excel puts a new sheet in front
    headings = sheet.range((HEADING_ROW, 1), (HEADING_ROW, len(widths)))
    headings.value = [list(widths)]
    headings.font.bold = True
    sheet.range("A1").value, sheet.range("A1").font.bold = name, True
    for number, width in enumerate(widths.values(), 1):
        sheet.range((HEADING_ROW, number)).column_width = width
    return sheet
