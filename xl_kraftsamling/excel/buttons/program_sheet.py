"""A sheet that the program writes in the user's workbook: found by its headings, made where there is none.

A sheet of the user is never written on, whatever its name.
"""

from collections.abc import Mapping, Sequence

import xlwings as xw

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.template import HEADING_ROW
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
    """
    sheet, heading = _find_or_add_sheet(book, name, widths)
    tables = [table for table in sheet.tables if table.range.row == heading]
    _reveal(sheet, tables)
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


def _reveal(sheet: xw.Sheet, tables: Sequence[xw.main.Table]) -> None:
    """Let nobody miss what is written: show the sheet, and the rows that an old choice in a filter hides."""
    if sheet.visible in _HIDDEN:
        sheet.visible = True
    for table in tables:
        if table.show_autofilter:  # switched off and on again it is empty, which xlwings has no other way to achieve
            table.show_autofilter = False
            table.show_autofilter = True


def _find_or_add_sheet(book: xw.Book, name: str, widths: Mapping[str, int]) -> tuple[xw.Sheet, int]:
    """The sheet that has the headings, under the name or the first one after it that is free, and their row."""
    names = {fold_label(sheet.name): sheet for sheet in book.sheets}  # folded: to Excel KONTROLL is the same name
    wanted, number = name, 1
    while found := names.get(fold_label(wanted)):
        if heading := _find_heading_row(found, list(widths)):
            return found, heading
        number += 1
        wanted = f"{name} {number}"
    return _add_sheet(book, wanted, widths), HEADING_ROW


def _find_heading_row(sheet: xw.Sheet, headings: list[str]) -> int | None:
    top = sheet.range((1, 1), (HEADING_ROW, len(headings))).options(ndim=2).value
    return find_program_headings(headings, top)


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
