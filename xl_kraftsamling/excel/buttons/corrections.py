"""*Rätta det säkra*: what cannot be wrong is corrected in the workbook that is open, with a receipt for each cell on the sheet Rättat.

The same corrections as by `kraftsamling validate --fix`, whose `--undo` takes them back from the saved workbook.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import xlwings as xw

from xl_kraftsamling.app import ValidatedWorkbook
from xl_kraftsamling.domain.template import CORRECTION_WIDTHS, CORRECTIONS_SHEET
from xl_kraftsamling.excel.buttons.program_sheet import CellInput, quote_text, write_program_sheet
from xl_kraftsamling.excel.protection import is_sheet_protected
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.writing.corrections.receipts import NOTE, Receipt, find_receipts
from xl_kraftsamling.writing.corrections.safe_corrections import Correction, find_corrections
from xl_kraftsamling.xlsx.cells.number_formats import NumberStyle, classify_format
from xl_kraftsamling.xlsx.edit import CellValue
from xl_kraftsamling.xlsx.edit.styles import TEXT

_AMOUNT_FORMAT, _DATE_FORMAT = "#,##0.00", "yyyy-mm-dd"


class CorrectedBook(NamedTuple):
    """What was corrected, the name of the sheet of receipts, and the protected sheets that were left."""

    receipts: Sequence[Receipt]
    sheet: str
    protected: Sequence[str]


def correct_cells(book: xw.Book, validated: ValidatedWorkbook, opened: OpenWorkbook) -> CorrectedBook:
    """Correct what cannot be wrong, but for protected sheets.

    The receipts are written first: no cell changes without one.
    :raises BadInput: the sheet of receipts cannot be added or written.
    """
    names = validated.layout == "canonical"
    found = find_corrections(validated.verdict.findings, validated.regions, opened, names=names, formulas=False)
    protected = [name for name in dict.fromkeys(each.place.sheet for each in found) if is_sheet_protected(book.sheets[name])]
    made = [each for each in found if each.place.sheet not in protected]
    receipts = [_make_receipt(book, each) for each in made]
    if not made:
        return CorrectedBook((), "", protected)
    rows = [_list_values(each) for each in (*find_receipts(opened), *receipts)]
    sheet = write_program_sheet(book, CORRECTIONS_SHEET, CORRECTION_WIDTHS, NOTE, rows)
    for each in made:
        _write(_find_cell(book, each), each.value)
    return CorrectedBook(receipts, sheet.name, protected)


def _find_cell(book: xw.Book, each: Correction) -> xw.Range:
    return book.sheets[each.place.sheet].range((each.place.row, each.place.column))


def _make_receipt(book: xw.Book, each: Correction) -> Receipt:
    old = _find_cell(book, each).number_format or ""
    changes = _choose_format(old, each.value) is not None
    return Receipt(each.code, each.place.sheet, each.place.cell or "", each.row_id or "", each.before, each.value, old if changes else "")


def _choose_format(old: str, value: CellValue) -> str | None:
    """The number format that a cell needs for a value; None where it keeps its own."""
    if isinstance(value, date):
        return None if classify_format(old) is NumberStyle.DATE else _DATE_FORMAT
    return _AMOUNT_FORMAT if old == TEXT and isinstance(value, (int, float)) else None


def _write(cell: xw.Range, value: CellValue) -> None:
    """Write a value; the format first, since Excel keeps as text what comes into a cell that is formatted as text."""
    if new := _choose_format(cell.number_format or "", value):
        cell.number_format = new
    cell.value = datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def _list_values(each: Receipt) -> list[CellInput]:
    """The values of a receipt: numbers as such, all else as text."""
    return [value if isinstance(value, (int, float)) else quote_text("" if value is None else value) for value in each]
