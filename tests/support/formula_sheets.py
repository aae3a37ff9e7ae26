"""Small made-up workbooks of formulas, written with stored values, and what is found in them."""

from pathlib import Path
from typing import Any

import xlsxwriter

from xl_kraftsamling.domain.formula_facts import FormulaFacts
from xl_kraftsamling.reading.formulas.inspection import inspect_formulas
from xl_kraftsamling.reading.workbook_file import WorkbookFile

Rows = list[list[Any]]


def write_rows(path: Path, rows: Rows) -> Path:
    """A workbook with the sheet Blad1; the cell `=…` is a formula with the value 1, and None is empty."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Blad1")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("="):
                    page.write_formula(row, column, cell, None, 1)
                elif cell is not None:
                    page.write(row, column, cell)
    return path


def inspect_rows(folder: Path, rows: Rows) -> FormulaFacts:
    """What is found in a workbook with these rows, of which no table is read."""
    return inspect_formulas(WorkbookFile(write_rows(folder / "bok.xlsx", rows)), [])
