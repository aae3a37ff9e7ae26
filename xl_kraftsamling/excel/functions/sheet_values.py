"""The sheets that hold one value per row, Beslut and Inställningar, as a function gets them: as an argument, or from the workbook itself.

An argument is better: Excel then knows what the answer depends on.  Without it the sheet is read beside the range of another one.
"""

from collections.abc import Mapping
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import Table
from xl_kraftsamling.excel.excel_values import read_excel_value
from xl_kraftsamling.reading.table_cells import read_entry_cells
from xl_kraftsamling.xlsx.grid import Grid

Entries = Mapping[str, Entry]
"""The values by field; one that cannot be read, or occurs twice, is unread there."""


def read_values(table: Table, rows: Grid) -> Entries | None:
    """The values of a range with its headings Uppgift and Värde; None where it lacks them or names nothing of the table's."""
    grid = [[read_excel_value(cell) for cell in row] for row in rows]
    cells = read_entry_cells(table, table.sheet, grid, date1904=False)
    if cells is None or not _names_any(table, grid):
        return None
    read = {name: Entry(column.values[0], cells.place(name, 0), bool(column.unread)) for name, column in cells.parse(load_register()).items()}
    return read | {name: Entry(None, place, unread=True) for name, place in cells.twice}


def _names_any(table: Table, grid: Grid) -> bool:
    labels = {fold_label(column.heading) for column in table.columns}
    return any(fold_label(cell) in labels for row in grid for cell in row if isinstance(cell, str))


def read_values_beside(book: xw.Book | None, table: Table) -> Entries | None:
    """The values of a table's sheet in a workbook; None where it has none, or Excel cannot be asked."""
    # Only COM can be asked for another sheet while a cell is computed.
    if book is None or getattr(book.api, "Worksheets", None) is None:
        return None
    sheet = next((each for each in book.sheets if fold_label(each.name) == fold_label(table.sheet)), None)
    rows: Any = sheet and sheet.used_range.options(ndim=2, err_to_str=True).value
    return read_values(table, rows) if rows else None
