"""The sheets that people fill in: one per table, and the two that hold one value per row."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from xl_kraftsamling.domain.tables import NAME, VALUE, Table
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.pages import FIRST, add_table, new_page, put, put_headings
from xl_kraftsamling.writing.template.validations import validate


def add_rows_sheet(book: Workbook, table: Table) -> None:
    """The sheet of a table with no rows: its headings, and one empty row that is ready to be written in."""
    page = new_page(book, table.sheet)
    figures = [column.heading for column in table.columns if column.kind in styles.FIGURES]
    put_headings(page, table.headings, [styles.width(column) for column in table.columns], figures)
    for number, column in enumerate(table.columns, 1):
        shown, figure = styles.number_format(column), column.kind in styles.FIGURES
        styles.as_data(put(page, FIRST, number), number_format=shown, figure=figure)
        validate(page, table, column, get_column_letter(number), FIRST)
    add_table(page, table.sheet, len(table.columns), FIRST)


def add_items_sheet(book: Workbook, table: Table, values: Mapping[str, str | int]) -> None:
    """The sheet of one value per row, under its name."""
    page = new_page(book, table.sheet)
    put_headings(page, (NAME, VALUE), (34, 70))
    for line, column in enumerate(table.columns, FIRST):
        name, value = put(page, line, 1, column.heading), put(page, line, 2, values.get(column.field))
        styles.as_data(name)
        styles.as_data(value, number_format=styles.number_format(column))
        page.row_dimensions[line].height = 21
        validate(page, table, column, "B", line, line)
    add_table(page, table.sheet, 2, FIRST + len(table.columns) - 1)
