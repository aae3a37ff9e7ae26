"""Right workbooks whose sheet Avrop holds what a test gives it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.table import Table as ExcelTable

from support import rule_pages
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook

DAY = datetime(2026, 6, 1)
HEADINGS = ["Avrop-id", "Datum", "Mottagare", "Insats-id", "Belopp", "Status", "Avser avrop", "Referens", "Kommentar"]


def call_off_row(name: str, amount: Any = 1_000) -> list[Any]:
    return [name, DAY, "MKB", "I-10", amount, "begärt", None, None, None]


def sum_row(label: str, amount: Any) -> list[Any]:
    return [label or None, None, None, None, amount, None, None, None, None]


BLANK: list[Any] = [None] * 9


def read_call_off_sheet(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    *,
    ref: str = "",
    merges: Sequence[str] = (),
    totals: int = 0,
    title: str = "Avrop",
) -> WorkbookContent:
    """A right workbook whose sheet Avrop holds these rows, `ref` of them as an Excel table."""
    path = folder / "book.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    whole = openpyxl.load_workbook(path)
    whole.remove(whole["Avrop"])
    page = whole.create_sheet(title)
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    if ref:
        page.add_table(ExcelTable(displayName="Avrop", ref=ref, totalsRowCount=totals or None))
    whole.save(path)
    return read_workbook(path, shipped_decisions())


def list_faults(workbook: WorkbookContent) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.hit.place.cell if fault.hit.place else None) for fault in workbook.faults]


def list_ids(workbook: WorkbookContent) -> list[str | None]:
    return [row.id for row in workbook.book.call_offs]
