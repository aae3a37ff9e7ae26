"""What the buttons write in a workbook, and what they must write."""

from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.report.list_rows import CELL, list_rows
from xl_kraftsamling.verdict import Verdict

FAULTS = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 500 000 | utbetalt |
| A-2 | 2026-07-01 | kulturnämnden | I-08 | 400 000 | godkänt |
| A-3 | 2026-08-01 | KN | I-08 | "75 000" | godkänt |
| A-4 | 2026-08-01 | "=1+1" | I-08 | #REF! | godkänt |

Omfördelning
| Omfördelning-id | Datum | Givare | Mottagare | Belopp | Status |
|---|---|---|---|---:|---|
| O-1 | 2026-08-01 | fritidsnämnden | MKB | 200 000 | begärd |
"""


def sheet_of(book: xw.Book, name: str) -> Any:
    """The openpyxl worksheet behind a sheet of the test engine."""
    return book.impl.file[name]


def read_findings_sheet(book: xw.Book, name: str = "Kontroll") -> list[tuple[Any, ...]]:
    """The rows below the headings of a sheet of findings."""
    headings = tuple(FINDING_WIDTHS)
    rows = [row[: len(headings)] for row in sheet_of(book, name).iter_rows(values_only=True)]
    return [row for row in rows[rows.index(headings) + 1 :] if any(row)]


def expected_rows(verdict: Verdict) -> Iterator[tuple[Any, ...]]:
    """The rows that the sheet Kontroll must have for a verdict, the gravest first."""
    for row in list_rows(verdict, "sv", set()).rows:
        texts: list[str | None] = [text or None for text in row.texts]
        if row.place:
            texts[CELL] = f'=HYPERLINK("#\'{row.place.sheet}\'!{row.place.cell}","{row.place.cell}")'
        yield tuple(texts)
