"""The sheets that people fill in: one per table, and the two that hold one value per row."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from xl_kraftsamling.domain.tables import NAME, VALUE, Table
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.pages import FIRST_DATA_ROW, add_table, new_sheet, set_cell, set_headings
from xl_kraftsamling.writing.template.validations import add_validation


def add_rows_sheet(book: Workbook, table: Table) -> None:
    """The sheet of a table with no rows: its headings, and one empty row that is ready to be written in."""
    page = new_sheet(book, table.sheet)
    figures = [column.heading for column in table.columns if column.kind in styles.RIGHT_ALIGNED]
    set_headings(page, table.headings, [styles.choose_width(column) for column in table.columns], figures)
    for number, column in enumerate(table.columns, 1):
        shown, figure = styles.choose_number_format(column), column.kind in styles.RIGHT_ALIGNED
        styles.style_data(set_cell(page, FIRST_DATA_ROW, number), number_format=shown, figure=figure)
        add_validation(page, table, column, get_column_letter(number), FIRST_DATA_ROW)
    add_table(page, table.sheet, len(table.columns), FIRST_DATA_ROW)


def add_items_sheet(book: Workbook, table: Table, values: Mapping[str, str | int]) -> None:
    """The sheet of one value per row, under its name."""
    page = new_sheet(book, table.sheet)
    set_headings(page, (NAME, VALUE), (34, 70))
    for line, column in enumerate(table.columns, FIRST_DATA_ROW):
        name, value = set_cell(page, line, 1, column.heading), set_cell(page, line, 2, values.get(column.field))
        styles.style_data(name)
        styles.style_data(value, number_format=styles.choose_number_format(column))
        page.row_dimensions[line].height = 21
        add_validation(page, table, column, "B", line, line)
    add_table(page, table.sheet, 2, FIRST_DATA_ROW + len(table.columns) - 1)
