"""What every sheet of the template has: title, note, print set-up; and how a table is put on it."""

from collections.abc import Sequence
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.tables import HEADING_ROW
from xl_kraftsamling.sheets.template import styles
from xl_kraftsamling.sheets.template.texts import NOTES, PROGRAMME

FIRST = HEADING_ROW + 1
"""The first row of every table's data."""

_LINE_HEIGHT = 15.5
_LETTERS = 1.15  # of running text to each digit's width, in which columns are measured
_FREE_COLUMNS = 6  # a wider table keeps its first column in sight
_A4 = 9


def new_page(book: Workbook, name: str, title: str | None = None) -> Worksheet:
    """A sheet with its title, its note, and how it is printed."""
    page: Worksheet = book.create_sheet(name)
    page["A1"], page["A2"] = title or f"{name} – {PROGRAMME.lower()}", NOTES.get(name)
    styles.as_title(page["A1"])
    styles.as_note(page["A2"])
    page.row_dimensions[1].height = 27
    page.sheet_view.showGridLines = False
    _print_set_up(page)
    return page


def _print_set_up(page: Worksheet) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.oddHeader.left.text, page.oddHeader.right.text = PROGRAMME, "&A"
    page.oddFooter.left.text, page.oddFooter.right.text = "&F", "Sida &P av &N"


def put_headings(page: Worksheet, headings: Sequence[str], widths: Sequence[int], figures: Sequence[str] = (), *, button: int = 2) -> None:
    """The heading row: frozen, repeated on every printed page, to the right over figures but clear of the filter button."""
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = page.cell(HEADING_ROW, number, heading)
        styles.as_heading(cell, **({"side": "right", "indent": button} if heading in figures else {}))
        page.column_dimensions[cell.column_letter].width = width
    page.row_dimensions[HEADING_ROW].height = 33
    page.freeze_panes = f"{'B' if len(headings) > _FREE_COLUMNS else 'A'}{FIRST}"
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def add_table(page: Worksheet, name: str, columns: int, last: int, top: int = HEADING_ROW, **more: object) -> None:
    """The Excel table over the headings in its top row and the rows below them."""
    table = ExcelTable(displayName=name, ref=f"A{top}:{get_column_letter(columns)}{last}", **more)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)


def fit_row(page: Worksheet, line: int) -> None:
    """Make a row of long texts as high as they need: not every program does so when it opens a workbook."""
    widths = (page.column_dimensions[cell.column_letter].width for cell in page[line])
    needed = (ceil(len(str(cell.value or "")) / width / _LETTERS) for cell, width in zip(page[line], widths, strict=True))
    page.row_dimensions[line].height = _LINE_HEIGHT * max(1, *needed)
