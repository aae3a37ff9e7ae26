"""What every sheet of the template has: title, note, print set-up; and how a table is put on it."""

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

from xl_kraftsamling.domain.tables import HEADING_ROW
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.texts import NOTES, PROGRAMME

FIRST_DATA_ROW = HEADING_ROW + 1
"""The first row of every table's data."""

_LINE_HEIGHT = 15.5
_LETTERS = 1.15  # of running text to each digit's width, in which columns are measured
_FREE_COLUMNS = 6  # a wider table keeps its first column in sight
_A4 = 9


def new_sheet(book: Workbook, name: str, title: str | None = None) -> Worksheet:
    """A sheet with its title, its note, and how it is printed."""
    page: Worksheet = book.create_sheet(name)
    page["A1"], page["A2"] = title or f"{name} – {PROGRAMME.lower()}", NOTES.get(name)
    styles.style_title(page["A1"])
    styles.style_note(page["A2"])
    page.row_dimensions[1].height = 27
    page.sheet_view.showGridLines = False
    _print_set_up(page)
    return page


def _print_set_up(page: Worksheet) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.5
    page.HeaderFooter.oddHeader, page.HeaderFooter.oddFooter = _line(PROGRAMME, "&A"), _line("&F", "Sida &P av &N")


def _line(left: str, right: str) -> HeaderFooterItem:
    """A line above or below every printed page; &A is the sheet, &F the file, &P the page and &N their number."""
    line = HeaderFooterItem()
    line.left.text, line.right.text = left, right
    return line


def set_cell(page: Worksheet, line: int, column: int, value: str | int | None = None) -> Cell:
    """Put a value in a cell."""
    return page.cell(line, column, value)


def set_headings(
    page: Worksheet, headings: Sequence[str], widths: Sequence[int], figures: Sequence[str] = (), *, button: int = 2
) -> None:
    """The heading row: frozen, repeated on every printed page, to the right over figures but clear of the filter button."""
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell, right = set_cell(page, HEADING_ROW, number, heading), heading in figures
        styles.style_heading(cell, side="right" if right else "left", indent=button if right else 1)
        page.column_dimensions[cell.column_letter].width = width
    page.row_dimensions[HEADING_ROW].height = 33
    page.freeze_panes = f"{'B' if len(headings) > _FREE_COLUMNS else 'A'}{FIRST_DATA_ROW}"
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def add_table(page: Worksheet, name: str, columns: int, last: int, top: int = HEADING_ROW) -> ExcelTable:
    """The Excel table over the headings in its top row and the rows below them."""
    table = ExcelTable(displayName=name, ref=f"A{top}:{get_column_letter(columns)}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    return table


def fit_row(page: Worksheet, line: int) -> None:
    """Make a row of long texts as high as they need: not every program does so when it opens a workbook."""
    needed = (
        ceil(len(str(cell.value or "")) / page.column_dimensions[get_column_letter(number)].width / _LETTERS)
        for number, cell in enumerate(page[line], 1)
    )
    page.row_dimensions[line].height = _LINE_HEIGHT * max(1, *needed)
