"""*Rätta det säkra*: the button corrects what `validate --fix` does, with receipts that `--undo` understands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.workbook.protection import WorkbookProtection

from support.excel_engine import open_book
from support.press_button import sheet_of
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.excel import buttons

WRONG = {("Avrop", "E5"): "12 500,50", ("Avrop", "B6"): "25 maj 2026", ("Avrop", "C7"): "FRN", ("Avrop", "E8"): "ca 5", ("Utfall", "F5"): "12 500"}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    path = tmp_path / "bok.xlsx"
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), example=True)
    file = openpyxl.load_workbook(path)
    for (sheet, cell), value in WRONG.items():
        file[sheet][cell] = value
    file["Avrop"]["E5"].number_format = "@"
    file.save(path)
    return path


def values_of(cells: Any) -> Mapping[tuple[str, str], Any]:
    return {(sheet.title, cell.coordinate): cell.value for sheet in cells for row in sheet.iter_rows() for cell in row if cell.value is not None}


def save(book: xw.Book, path: Path) -> Path:
    book.impl.file.save(path)
    return path


def test_the_button_corrects_the_cells_that_the_command_line_corrects(source: Path, tmp_path: Path) -> None:
    book = open_book(source)
    said = buttons.correct(book)
    kraft("validate", str(source), "--fix", str(tmp_path / "kopia.xlsx"))
    by_button, by_command = (openpyxl.load_workbook(path) for path in (save(book, tmp_path / "knapp.xlsx"), tmp_path / "kopia.xlsx"))
    for (sheet, cell) in WRONG:
        assert by_button[sheet][cell].value == by_command[sheet][cell].value, cell
        assert by_button[sheet][cell].number_format == by_command[sheet][cell].number_format, cell
    receipts = [[row[:7] for row in book["Rättat"].iter_rows(min_row=5, values_only=True) if row[0]] for book in (by_button, by_command)]
    assert receipts[0] == receipts[1]
    assert said.startswith("Rättade celler: 3 (1 VD01 (Beloppet är text), 1 VD05 (Datumet är tolkat), 1 VD09 (Namnet eller ordet känns igen)).")


def test_what_the_button_corrected_is_taken_back_by_the_command_line(source: Path, tmp_path: Path) -> None:
    book = open_book(source)
    buttons.correct(book)
    kraft("validate", str(save(book, tmp_path / "rättad.xlsx")), "--undo", str(tmp_path / "åter.xlsx"))
    assert values_of(openpyxl.load_workbook(tmp_path / "åter.xlsx")) == values_of(openpyxl.load_workbook(source))
    assert openpyxl.load_workbook(tmp_path / "åter.xlsx")["Avrop"]["E5"].number_format == "@"


def test_a_second_press_corrects_nothing_and_a_later_one_adds_to_the_receipts(source: Path) -> None:
    book = open_book(source)
    buttons.correct(book)
    assert buttons.correct(book) == "Det fanns inget som kan rättas utan att någon avgör något."
    book.sheets["Avrop"].range("E6").value = "'1 000"
    assert buttons.correct(book).startswith("Rättade celler: 1 ")
    assert [row[2] for row in sheet_of(book, "Rättat").iter_rows(min_row=5, values_only=True) if row[0]] == ["E5", "B6", "C7", "E6"]


def test_a_protected_sheet_is_left_and_named(source: Path) -> None:
    file = openpyxl.load_workbook(source)
    file["Avrop"].protection.sheet = True
    file["Tilldelning"]["C5"] = "1 100 000"
    file.save(source)
    book = open_book(source)
    assert buttons.correct(book).endswith("Skyddade blad är som de var (Avrop): ta bort skyddet och försök igen.")
    assert (sheet_of(book, "Avrop")["E5"].value, sheet_of(book, "Tilldelning")["C5"].value) == ("12 500,50", 1_100_000)


def test_where_no_sheet_of_receipts_can_be_added_nothing_is_corrected(source: Path) -> None:
    file = openpyxl.load_workbook(source)
    file.security = WorkbookProtection(lockStructure=True)
    file.save(source)
    book = open_book(source)
    assert "Rättat kunde inte läggas till" in buttons.correct(book)
    assert sheet_of(book, "Avrop")["E5"].value == "12 500,50"
