"""What may stand in a cell: drop-downs, dates and amounts, each with help before and words after.

A list warns where another value may be right (another nämnd, a date instead of ja), and stops where it cannot be.
"""

from copy import copy
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_kraftsamling.domain.recipients import BOARD, COMPANY
from xl_kraftsamling.domain.states import NO, YES
from xl_kraftsamling.domain.tables import ALLOCATIONS, HEADING_ROW, SHEETS, VERSION, Column, Kind, Table
from xl_kraftsamling.writing.template.texts import find_help
from xl_kraftsamling.xlsx.grid import LAST_ROW

LIST_NAMES = {
    "Mottagarlista": "Tilldelning[Mottagare]",
    "Insatslista": "Insatser[[Insats-id]]",
    "Avropslista": "Avrop[[Avrop-id]]",
    "Regelkoder": "Regler[Kod]",
}
"""The defined names that the drop-downs show: a validation cannot name a column itself; a hyphen takes double brackets."""

ErrorStyle = Literal["stop", "warning"]

_FIRST_DAY, _LAST_DAY = 36526, 73050  # 2000-01-01 and 2099-12-31 as Excel counts days


def _list(source: str, style: ErrorStyle = "stop") -> DataValidation:
    return DataValidation(type="list", formula1=source, errorStyle=style)


def _words(*words: str, style: ErrorStyle = "stop") -> DataValidation:
    return _list(f'"{",".join(words)}"', style)


def _between(kind: Literal["whole", "decimal", "date"], least: int, most: int, style: ErrorStyle = "stop") -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=str(least), formula2=str(most), errorStyle=style)


def _once(letter: str, style: ErrorStyle) -> DataValidation:
    """Each value of the column once."""
    formula = f"COUNTIF(${letter}${HEADING_ROW + 1}:${letter}${LAST_ROW},{letter}{HEADING_ROW + 1})=1"
    return DataValidation(type="custom", formula1=formula, errorStyle=style)


_FIELDS = {
    "allocations.kind": _words(BOARD, COMPANY),
    "waivers.code": _list("Regelkoder"),
    "waivers.sheet": _words(*SHEETS),
    "forecasts.amount": DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0"),
    "outcomes.amount": _between("decimal", -(10**12), 10**12),
    "record.year": _between("whole", 2000, 2099),
    "settings.version": _between("whole", VERSION, VERSION),
}
_REFERRED = {"interventions.id": _list("Insatslista"), "call_offs.id": _list("Avropslista")}
_KINDS = {
    Kind.AMOUNT: DataValidation(type="decimal", operator="greaterThan", formula1="0"),
    Kind.DATE: _between("date", _FIRST_DAY, _LAST_DAY),
    Kind.PERIOD: _between("whole", 200001, 209912, "warning"),
    Kind.RECIPIENT: _list("Mottagarlista", "warning"),
    Kind.DECLARED: _words(YES, NO, style="warning"),
}


def _condition(table: Table, column: Column, letter: str) -> DataValidation:
    """What a column's cells must hold; no condition where anything may stand."""
    if column.kind is Kind.ID:
        return _once(letter, "stop")
    if table is ALLOCATIONS and column.kind is Kind.RECIPIENT:
        return _once(letter, "warning")
    if column.states:
        return _words(*column.states)
    named = _FIELDS.get(f"{table.name}.{column.field}") or _REFERRED.get(column.refers_to)
    return named or _KINDS.get(column.kind) or DataValidation()


def add_validation(page: Worksheet, table: Table, column: Column, letter: str, first: int, last: int = LAST_ROW) -> None:
    """Give the cells of a column, from row to row, their condition and their words; none where there is nothing to say."""
    words = find_help(table, column)
    if words.prompt:
        rule = copy(_condition(table, column, letter))
        rule.add(f"{letter}{first}:{letter}{last}")
        rule.allow_blank, rule.showInputMessage, rule.showErrorMessage = True, True, bool(words.error)
        rule.promptTitle, rule.prompt = column.heading, words.prompt
        rule.errorTitle, rule.error = words.error_title or None, words.error or None
        page.add_data_validation(rule)
