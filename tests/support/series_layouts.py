"""Workbooks in which a row or a column gives several records: written from rows of cells, some of which are records with a known meaning."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from xl_kraftsamling import app
from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.verdict import Verdict

AS_OF = date(2026, 9, 30)
ASN, FRN, FSKN = "arbetsmarknads- och socialnämnden", "fritidsnämnden", "förskolenämnden"
KN, GVN, MKB = "kulturnämnden", "gymnasie- och vuxenutbildningsnämnden", "MKB"
GRANTED = {ASN: 1_100_000, FRN: 6_100_000, FSKN: 150_000, KN: 800_000, GVN: 650_000, MKB: 1_200_000}


class Amount(NamedTuple):
    """A cell that holds the amount of a record: kronor, whose it is, its day, its status, and its kind; `shown` is what is written, if not the kronor."""

    kronor: int
    whose: str
    day: date | None = None
    status: str | None = None
    kind: str = "call_offs"
    shown: Any = None


class Written(NamedTuple):
    """A workbook, and its records as (recipient, öre, day, status, cell) by kind."""

    path: Path
    records: Mapping[str, set[tuple[Any, ...]]]


Rows = Sequence[Sequence[Any]]


def write_workbook(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> Written:
    """Write rows from A1 on, each :class:`Amount` as a number."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    records: dict[str, set[tuple[Any, ...]]] = {"call_offs": set(), "outcomes": set(), "allocations": set()}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(line, column)
                if isinstance(value, Amount):
                    cell.value = value.kronor if value.shown is None else value.shown
                    records[value.kind].add((value.whose, value.kronor * 100, value.day, value.status, f"{name}!{cell.coordinate}"))
                elif value is not None:
                    cell.value = value
        for ref in (merged or {}).get(name, ()):
            sheet.merge_cells(ref)
    book.save(path)
    return Written(path, records)


def validate(written: Written) -> Verdict:
    """The verdict on a workbook as it is read without a map."""
    return app.validate_workbook(written.path, as_of=AS_OF).verdict


def read_records(verdict: Verdict, kind: str) -> set[tuple[Any, ...]]:
    """The records of a kind as (recipient, öre, day, status, cell)."""
    rows: Sequence[Any] = getattr(verdict.ledger.book, kind)
    days = {"call_offs": "date", "outcomes": "booked_on"}
    return {
        (row.recipient, row.amount, getattr(row, days[kind]) if kind in days else None, getattr(row, "status", None), cell_of(row, "amount").address)
        for row in rows
    }
