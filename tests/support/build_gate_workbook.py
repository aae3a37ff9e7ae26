"""A right workbook with rows in every table, for the tests of the gate to break."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from support import rule_pages
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import TABLES
from xl_kraftsamling.finding import READING_RULES, Fault
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook

DAY = datetime(2026, 6, 1)
RIGHT_ROWS: dict[str, list[list[Any]]] = {
    "Avrop": [
        ["A-1", DAY, "kulturnämnden", "I-07", 75_000, "utbetalt", "", "STK-2026-601", ""],
        ["A-2", DAY, "kulturnämnden", "I-07", 15_000, "återfört", "A-1", "", "för mycket"],
    ],
    "Omfördelning": [
        ["O-1", DAY, "MKB", "kulturnämnden", 5_000, "begärd", "", "", "", "", "", "", ""],
        ["O-2", DAY, "kulturnämnden", "MKB", 2_000.5, "bokförd", "Ök 1", DAY, "stadskontoret", 2_000.5, "ja", "O-1", "klar"],
    ],
    "Utfall": [
        ["V-1", DAY, 202606, "kulturnämnden", "I-07", 12_000, "lokalhyra"],
        ["V-1", DAY, "2026-06", "MKB", "", -400.25, ""],
    ],
    "Prognos": [[DAY, "kulturnämnden", 700_000, ""], [DAY, "MKB", 0, "oförändrad"]],
    "Undantag": [
        ["AV08", "Avrop", "A-2", "två lika delbetalningar", "STK-2026-602", "controller", DAY],
        ["AV06", "Avrop", "A-1", "samlat avrop", "STK-2026-603", "controller", ""],
    ],
}  # fmt: skip

COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.field}") for table in TABLES for column in table.columns
]
"""Every column of every table."""


def right_book() -> dict[str, rule_pages.Sheet]:
    sheets = rule_pages.right_book()
    for name, rows in RIGHT_ROWS.items():
        sheets[name].rows = [list(row) for row in rows]
    for sheet in (sheets[table.sheet] for table in TABLES):  # a column at the end that no row here fills is empty in all of them
        sheet.rows = [[*row, *[""] * (len(sheet.headings) - len(row))] for row in sheet.rows]
    return sheets


def read_sheets(sheets: dict[str, rule_pages.Sheet], folder: Path) -> WorkbookContent:
    rule_pages.write(sheets, folder / "book.xlsx")
    return read_workbook(folder / "book.xlsx", shipped_decisions())


def list_places(faults: Iterable[Fault]) -> list[tuple[str, Place | None]]:
    """Every cell at fault with its code: those of one reading are one fault, whose other cells are related."""
    return sorted((fault.code, place) for fault in faults for place in (fault.hit.place, *(fault.hit.related if fault.code in READING_RULES else ())))


def find_one_fault(sheet: str, number: int, value: Any, folder: Path) -> Fault:
    sheets = right_book()
    sheets[sheet].rows[1][number] = value
    (fault,) = read_sheets(sheets, folder).faults
    return fault
