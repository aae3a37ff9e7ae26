"""The sheets that people fill in: one per table, and the two that hold one value per row; with what may be entered in their cells.

A drop-down list warns if another value may be right (another nämnd, a date instead of ja), and refuses it if it cannot be.
"""

from collections.abc import Mapping
from copy import copy
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.recipients import BOARD, COMPANY
from xl_kraftsamling.domain.status_words import NO, YES
from xl_kraftsamling.domain.tables import ALLOCATIONS, NAME, VALUE, Column, Kind, Table
from xl_kraftsamling.domain.template import HEADING_ROW, READY_ROWS, SHEETS, TEMPLATE_VERSION
from xl_kraftsamling.writing.template import styles
from xl_kraftsamling.writing.template.cell_help import find_help
from xl_kraftsamling.writing.template.sheets import FIRST_DATA_ROW, add_table, new_sheet, set_cell, set_headings
from xl_kraftsamling.xlsx.grid import LAST_ROW


def _name_filled(column: str) -> str:
    """The cells of a column down to its last filled one: with an empty cell in its list, Excel would let anything be entered."""
    return f"INDEX({column},1):INDEX({column},MAX(1,COUNTA({column})))"


LIST_NAMES = {
    "Mottagarlista": _name_filled("Tilldelning[Mottagare]"),
    "Insatslista": _name_filled("Insatser[[Insats-id]]"),
    "Avropslista": _name_filled("Avrop[[Avrop-id]]"),
    "Regelkoder": "Regler[Kod]",
}
"""The defined names that drop-down lists refer to, as a validation cannot refer to a table's column; a hyphen takes double brackets."""

_ErrorStyle = Literal["stop", "warning"]

_FIRST_DAY, _LAST_DAY = 36526, 73050  # 2000-01-01 and 2099-12-31 as Excel counts days


def _list(source: str, style: _ErrorStyle = "stop") -> DataValidation:
    return DataValidation(type="list", formula1=source, errorStyle=style)


def _words(*words: str, style: _ErrorStyle = "stop") -> DataValidation:
    return _list(f'"{",".join(words)}"', style)


def _between(kind: Literal["whole", "decimal", "date"], least: int, most: int, style: _ErrorStyle = "stop") -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=str(least), formula2=str(most), errorStyle=style)


def _once(letter: str, style: _ErrorStyle) -> DataValidation:
    """A condition: each value of the column occurs once."""
    formula = f"COUNTIF(${letter}${HEADING_ROW + 1}:${letter}${LAST_ROW},{letter}{HEADING_ROW + 1})=1"
    return DataValidation(type="custom", formula1=formula, errorStyle=style)


_FIELDS = {
    "allocations.kind": _words(BOARD, COMPANY),
    "waivers.code": _list("Regelkoder"),
    "waivers.sheet": _words(*SHEETS),
    "forecasts.amount": DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0"),
    "outcomes.amount": _between("decimal", -(10**12), 10**12),
    "record.year": _between("whole", 2000, 2099),
    "settings.version": _between("whole", TEMPLATE_VERSION, TEMPLATE_VERSION),
}
_REFERRED = {"interventions.id": _list("Insatslista"), "call_offs.id": _list("Avropslista")}
_KINDS = {
    Kind.AMOUNT: DataValidation(type="decimal", operator="greaterThan", formula1="0"),
    Kind.DATE: _between("date", _FIRST_DAY, _LAST_DAY),
    Kind.PERIOD: _between("whole", 200001, 209912, "warning"),
    Kind.RECIPIENT: _list("Mottagarlista", "warning"),
    Kind.DECLARED: _words(YES, NO, style="warning"),
}


def _choose_condition(table: Table, column: Column, letter: str) -> DataValidation:
    """The condition on a column's cells; one without a type, which accepts anything, if the column has none."""
    if column.kind is Kind.ID:
        return _once(letter, "stop")
    if table is ALLOCATIONS and column.kind is Kind.RECIPIENT:
        return _once(letter, "warning")
    if column.states:
        return _words(*column.states)
    named = _FIELDS.get(f"{table.name}.{column.field}") or _REFERRED.get(column.refers_to)
    return named or _KINDS.get(column.kind) or DataValidation()


def add_validation(sheet: Worksheet, table: Table, column: Column, letter: str, first: int, last: int = LAST_ROW) -> None:
    """Add to the cells of a column, from row to row, their condition and their help."""
    words = find_help(table, column)
    # a copy: several columns share a condition, and each adds its own cells and words to it
    rule = copy(_choose_condition(table, column, letter))
    rule.add(f"{letter}{first}:{letter}{last}")
    rule.allow_blank, rule.showInputMessage, rule.showErrorMessage = True, True, bool(words.error)
    rule.promptTitle, rule.prompt = column.heading, words.prompt
    rule.errorTitle, rule.error = words.error_title or None, words.error or None
    sheet.add_data_validation(rule)


def add_rows_sheet(book: Workbook, table: Table) -> None:
    """Add the sheet of a table: its headings, and the empty rows to write in."""
    sheet = new_sheet(book, table.sheet)
    figures = [column.heading for column in table.columns if column.kind in styles.RIGHT_ALIGNED]
    set_headings(sheet, table.headings, [styles.choose_width(column) for column in table.columns], figures)
    last = FIRST_DATA_ROW + READY_ROWS - 1
    for number, column in enumerate(table.columns, 1):
        number_format, figure = styles.choose_number_format(column), column.kind in styles.RIGHT_ALIGNED
        for line in range(FIRST_DATA_ROW, last + 1):
            styles.style_data(set_cell(sheet, line, number), number_format=number_format, figure=figure)
        add_validation(sheet, table, column, get_column_letter(number), FIRST_DATA_ROW)
    add_table(sheet, table.sheet, len(table.columns), last)


def add_items_sheet(book: Workbook, table: Table, values: Mapping[str, str | int]) -> None:
    """Add a sheet with one value per row, beside its name."""
    sheet = new_sheet(book, table.sheet)
    set_headings(sheet, (NAME, VALUE), (34, 70))
    for line, column in enumerate(table.columns, FIRST_DATA_ROW):
        name, value = set_cell(sheet, line, 1, column.heading), set_cell(sheet, line, 2, values.get(column.field))
        styles.style_data(name)
        styles.style_data(value, number_format=styles.choose_number_format(column))
        sheet.row_dimensions[line].height = 21
        add_validation(sheet, table, column, "B", line, line)
    add_table(sheet, table.sheet, 2, FIRST_DATA_ROW + len(table.columns) - 1)
