"""Writing a workbook cell by cell, with the values that Excel would have kept beside its formulas."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from layouts.ledger import ALL, Ledger

KRONOR = "#,##0"
MAY = ("AV06", "BE01", "BE03", "IN02", "KO01", "VD03", "VD09")
"""What any of these workbooks may be told: it lacks insatser, kommunstyrelsen's own decision and the like."""


@dataclass(frozen=True)
class Formula:
    """A formula and the value that a spreadsheet program has worked out for it."""

    text: str
    value: float


class Book:
    """A workbook being written."""

    def __init__(self) -> None:
        self.workbook = openpyxl.Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.values: dict[tuple[str, str], float] = {}

    def sheet(self, title: str, widths: Sequence[int] = ()) -> "Page":
        page = Page(self, self.workbook.create_sheet(title))
        for number, width in enumerate(widths, start=1):
            page.sheet.column_dimensions[get_column_letter(number)].width = width
        return page

    def save(self, file: Path) -> None:
        """Write the file: the same bytes each time, and each formula with its value."""
        written = io.BytesIO()
        self.workbook.save(written)
        titles = {
            f"xl/worksheets/sheet{number}.xml": each.title for number, each in enumerate(self.workbook.worksheets, 1)
        }
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(file, "w") as target:
            for name in source.namelist():
                content = source.read(name).decode("utf-8")
                if name in titles:
                    content = self._with_values(content, titles[name])
                if name == "docProps/core.xml":
                    content = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-10-01T08:00:00Z", content)
                target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)

    def _with_values(self, content: str, title: str) -> str:
        def add(found: re.Match[str]) -> str:
            return f"{found[1]}<v>{self.values[title, found[2]]!r}</v>"

        return re.sub(r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?', add, content)


@dataclass
class Page:
    """A sheet being written."""

    book: Book
    sheet: Worksheet

    def put(self, cell: str, value: object, form: str | None = None, *, bold: bool = False) -> None:
        """Write one cell; a number is shown with its thousands, a date as a date, unless `form` says otherwise."""
        target = self.sheet[cell]
        if isinstance(value, Formula):
            self.book.values[self.sheet.title, cell] = value.value
            target.value = f"={value.text}"
        else:
            target.value = value  # type: ignore[assignment]
        if form is not None:
            target.number_format = form
        elif isinstance(value, date):
            target.number_format = "yyyy-mm-dd"
        elif isinstance(value, (int, float, Formula)) and not isinstance(value, bool):
            target.number_format = KRONOR
        if bold:
            target.font = Font(bold=True)

    def row(self, number: int, values: Iterable[object], *, start: int = 1, bold: bool = False) -> None:
        """Write a row of cells; None leaves a cell empty."""
        for column, value in enumerate(values, start=start):
            if value is not None:
                self.put(f"{get_column_letter(column)}{number}", value, bold=bold)

    def merge(self, cells: str, value: object) -> None:
        self.put(cells.partition(":")[0], value, bold=True)
        self.sheet.merge_cells(cells)


def add_up(cells: str, values: Iterable[float]) -> Formula:
    """A sum over a range, with what it comes to."""
    return Formula(f"SUM({cells})", sum(values))


def must(
    code: str, sheet: str | None = None, cell: str | None = None, *, row: int | None = None, either: Sequence[str] = ()
) -> dict[str, Any]:
    """A planted fault: the rule that must speak, and where."""
    said: dict[str, Any] = {"code": code, "sheet": sheet, "cell": cell}
    if row is not None:
        said["row"] = row
    if either:
        said["or"] = list(either)
    return said


@dataclass(frozen=True)
class Case:
    """One workbook and what is true of it.

    `blocked` are the recipients whose figures a planted fault takes away; `held` are the figures that nobody can know
    before a question is answered.
    """

    title: str
    as_of: date
    ledger: Ledger
    book: Book
    must: Sequence[dict[str, Any]] = ()
    may: Sequence[str] = ()
    blocked: Sequence[str] = ()
    held: Sequence[str] = field(default=())

    def save(self, file: Path) -> None:
        """Write NAME.xlsx and NAME.json."""
        self.book.save(file)
        truth = [self.ledger.figures(who, self.as_of) for who in ALL]
        told = {
            "title": self.title,
            "layout": "foreign",
            "profile": "normal",
            "as_of": self.as_of.isoformat(),
            "expect": "ask" if self.held else "full",
            "must": list(self.must),
            "may": sorted({*MAY, *self.may}),
            "held": list(self.held),
            "balances": None if self.held else [each for each in truth if each["recipient"] not in self.blocked],
            "truth": truth,
        }
        file.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
