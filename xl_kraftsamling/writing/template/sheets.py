"""What all sheets of the template share: title, note, print set-up, the row of headings, and the Excel table."""

from collections.abc import Sequence
from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.template import HEADING_ROW
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.texts import NOTES, PROGRAMME

FIRST_DATA_ROW = HEADING_ROW + 1
"""The first row of data in every table."""

_LINE_HEIGHT = 15.5
_LETTERS_PER_DIGIT = 1.15  # of running text to each digit's width, in which columns are measured
_FREE_COLUMNS = 6  # a wider table keeps its first column in sight
_A4 = 9
_PAGE = 230  # characters across a page: more would be printed at less than 65 %, in letters of seven points


def new_sheet(book: Workbook, name: str, title: str | None = None) -> Worksheet:
    """Add a sheet with its title, its note and its print set-up."""
    sheet: Worksheet = book.create_sheet(name)
    sheet["A1"], sheet["A2"] = title or f"{name} – {PROGRAMME.lower()}", NOTES.get(name)
    styles.style_title(sheet["A1"])
    styles.style_note(sheet["A2"])
    sheet.row_dimensions[1].height = 27
    sheet.sheet_view.showGridLines = False
    _set_up_print(sheet)
    return sheet


def _set_up_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = _line(PROGRAMME, "&A"), _line("&F", "Sida &P av &N")


def _line(left: str, right: str) -> HeaderFooterItem:
    """A line above or below every printed page; &A is the sheet, &F the file, &P the page and &N their number."""
    line = HeaderFooterItem()
    line.left.text, line.right.text = left, right
    return line


def set_cell(sheet: Worksheet, line: int, column: int, value: str | int | None = None) -> Cell:
    """Set the value of a cell, by its row and column; returns the cell."""
    return sheet.cell(line, column, value)


def set_headings(
    sheet: Worksheet, headings: Sequence[str], widths: Sequence[int], figures: Sequence[str] = (), *, button: int = 2, on_one_page: bool = False
) -> None:
    """Write the heading row: frozen, repeated on every printed page, aligned to the right over figures but clear of the filter button."""
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell, right = set_cell(sheet, HEADING_ROW, number, heading), heading in figures
        styles.style_heading(cell, side="right" if right else "left", indent=button if right else 1)
        sheet.column_dimensions[cell.column_letter].width = width
    # as many pages side by side as it takes for the letters to be readable, the first column on each
    sheet.page_setup.fitToWidth = 1 if on_one_page else ceil(sum(widths) / _PAGE)
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:A"
    sheet.row_dimensions[HEADING_ROW].height = 33
    sheet.freeze_panes = f"{'B' if len(headings) > _FREE_COLUMNS else 'A'}{FIRST_DATA_ROW}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def add_table(sheet: Worksheet, name: str, columns: int, last: int, top: int = HEADING_ROW) -> ExcelTable:
    """Add the Excel table of the headings in its top row and the rows below them."""
    table = ExcelTable(displayName=name, ref=f"A{top}:{get_column_letter(columns)}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    return table


def fit_row(sheet: Worksheet, line: int) -> None:
    """Make a row of long texts as high as they need: not every program does so when it opens a workbook."""
    needed = (
        ceil(len(str(cell.value or "")) / sheet.column_dimensions[get_column_letter(number)].width / _LETTERS_PER_DIGIT)
        for number, cell in enumerate(sheet[line], 1)
    )
    sheet.row_dimensions[line].height = _LINE_HEIGHT * max(1, *needed)
