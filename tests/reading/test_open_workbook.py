"""A workbook in a file: each of its sheets is read once, however many ask for it."""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from support.build_call_off_sheet import HEADINGS, call_off_row, read_call_off_sheet
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.reading.workbook import read_workbook
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.xlsx.cells.reader import SheetReader


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many times each sheet is read."""
    counts: Counter[str] = Counter()
    read = SheetReader.read

    def _count(self: SheetReader, sheet: Any) -> Any:
        counts[sheet.name] += 1
        return read(self, sheet)

    monkeypatch.setattr(SheetReader, "read", _count)
    return counts


def test_each_sheet_of_the_template_is_read_once(tmp_path: Path, reads: Counter[str]) -> None:
    rule_pages.write(rule_pages.right_book(), tmp_path / "book.xlsx")
    read_workbook(tmp_path / "book.xlsx", shipped_decisions())
    assert {"Beslut", "Tilldelning", "Avrop"} <= reads.keys()
    assert set(reads.values()) == {1}


def test_each_sheet_of_another_layout_is_read_once(tmp_path: Path, reads: Counter[str]) -> None:
    whole = openpyxl.Workbook()
    for row in [HEADINGS, call_off_row("A-1"), [*call_off_row("A-2")[:4], "=500+500", "begärt"]]:
        whole.worksheets[0].append(row)
    whole.create_sheet("Anteckningar").append(["Ring MKB"])
    whole.save(tmp_path / "own.xlsx")
    read_workbook(tmp_path / "own.xlsx", shipped_decisions())
    assert reads == {"Sheet": 1, "Anteckningar": 1}


def test_a_sheet_that_is_asked_for_twice_is_the_same(tmp_path: Path) -> None:
    read_call_off_sheet(tmp_path, [HEADINGS, call_off_row("A-1")])
    opened = WorkbookFile(tmp_path / "book.xlsx")
    assert opened.read_sheet("Avrop") is opened.read_sheet("Avrop")
