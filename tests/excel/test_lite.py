"""The script of xlwings Lite, on an engine that refuses and answers as the one in a browser does."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from support import rule_pages
from support.build_other_layouts import plain_sheets, write_sheets
from support.excel_engine import open_book
from support.press_button import expected_rows, read_findings_sheet, sheet_of
from xl_kraftsamling import app
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.excel import lite
from xl_kraftsamling.excel.browser_book import BrowserBook, open_in_browser
from xl_kraftsamling.excel.excel_workbook import OpenBook

CALL_OFFS = """
Avrop
| Avrop-id | Datum | Mottagare | Belopp | Status |
|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | "1 000" | godkänt |
| A-2 | 2026-06-02 | MKB | 5 | godkänt |
"""
REFUSED = ("formula", "merge_cells", "merge_area", "number_format", "Font", "EntireRow", "EntireColumn")
"""What can only be asked for with await, or not at all."""


def refuse(_self: Any) -> Any:
    raise NotImplementedError


def answer(question: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The asynchronous kin of a property."""

    async def _get(self: Any) -> Any:
        return question(self)

    return _get


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel as a browser shows it: the values at once, the rest to be awaited."""
    from support.excel_engine import cells, program, sheet

    asked = {name: vars(cells.Range)[name].fget for name in REFUSED}
    answers = {
        "get_formula": lambda found: [[*row] for row in asked["formula"](found)] if len(found) > 1 else [[asked["formula"](found)]],
        "get_merge_cells": asked["merge_cells"], "get_merge_area": asked["merge_area"], "get_number_format": asked["number_format"],
        "get_row_hidden": lambda found: asked["EntireRow"](found).Hidden, "get_column_hidden": lambda found: asked["EntireColumn"](found).Hidden,
    }  # fmt: skip
    for name, question in answers.items():
        monkeypatch.setattr(cells.Range, name, answer(question), raising=False)
    for name in REFUSED:
        monkeypatch.setattr(cells.Range, name, property(refuse))
    monkeypatch.setattr(cells.Range, "api", property(lambda _self: (("a value",),)))  # its values, and no object of Excel
    monkeypatch.setattr(sheet.Note, "get_text", answer(vars(sheet.Note)["text"].fget), raising=False)
    monkeypatch.setattr(sheet.Note, "text", property(refuse, vars(sheet.Note)["text"].fset))
    monkeypatch.setattr(program.Book, "flush", answer(lambda _self: None), raising=False)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A workbook with everything that a browser has to be asked for: formulas, a hidden row and column, a merge, an own unit in a format."""
    path = tmp_path / "bok.xlsx"
    sheets = rule_pages.book_with(CALL_OFFS)
    sheets["Kontroll"].headings = list(FINDING_WIDTHS)
    rule_pages.write(sheets, path)
    file = openpyxl.load_workbook(path)
    page = file["Avrop"]
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True
    file["Tilldelning"].merge_cells("A2:B2")
    file["Tilldelning"]["H12"] = "=1+23"
    file.save(path)
    return path


def validate(book: xw.Book) -> str:
    asyncio.run(lite.validera(book))
    return book.impl.app.alerts[-1]


@pytest.mark.usefixtures("browser")
def test_the_script_finds_in_a_browser_what_the_command_line_finds(faulty: Path) -> None:
    book = open_book(faulty)
    said = validate(book)
    rows, expected = read_findings_sheet(book), list(expected_rows(app.validate_workbook(faulty).verdict))
    unasked = {"FO07", "FO08", "FO09", "KO01"}  # links and the mode of calculation, and a formula without a value
    assert [row for row in rows if row[0] not in unasked] == [row for row in expected if row[0] not in unasked]
    assert {"FO06", "ST07", "VD01", "FO04"} <= {row[0] for row in rows}
    assert said == "Resultat: 1 fel att rätta. Det som kontrollen fann står på bladet Kontroll. Cellerna har fått anteckningar."


@pytest.mark.usefixtures("browser")
def test_notes_are_renewed_and_those_of_the_user_stay(faulty: Path) -> None:
    book = open_book(faulty)
    own = sheet_of(book, "Avrop")["A2"]
    own.comment = openpyxl.comments.Comment("min egen", "jag")
    validate(book)
    first = {cell.coordinate: cell.comment.text for row in sheet_of(book, "Avrop").iter_rows() for cell in row if cell.comment}
    validate(book)
    again = {cell.coordinate: cell.comment.text for row in sheet_of(book, "Avrop").iter_rows() for cell in row if cell.comment}
    assert first == again
    assert again["A2"] == "min egen"
    assert any("VD01" in text for text in again.values())


@pytest.mark.usefixtures("browser")
def test_a_sheet_that_refuses_notes_is_named(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from support.excel_engine import program

    flushed: list[int] = []

    async def _flush(_self: Any) -> None:
        flushed.append(1)
        if len(flushed) == 4:
            raise RuntimeError("the sheet is protected")

    monkeypatch.setattr(program.Book, "flush", _flush)
    book = open_book(faulty)
    assert validate(book).endswith(f"utom på {book.sheets[2].name}.")


@pytest.mark.usefixtures("browser")
def test_an_older_excel_without_notes_gets_the_sheet_alone(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from support.excel_engine import sheet

    monkeypatch.setattr(sheet.Sheet, "notes", property(refuse))
    assert validate(open_book(faulty)) == "Resultat: 1 fel att rätta. Det som kontrollen fann står på bladet Kontroll."


@pytest.mark.usefixtures("browser")
def test_number_formats_are_fetched_by_runs_of_rows(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "b.xlsx", plain_sheets(Blad1=[["Belopp"], *[[5.0]] * 200]))
    file = openpyxl.load_workbook(path)
    for line in range(2, 202):
        file["Blad1"].cell(line, 1).number_format = '0 "tkr"' if line > 100 else "General"
    file.save(path)
    book = asyncio.run(open_in_browser(open_book(path)))
    assert isinstance(book, BrowserBook)
    assert book.read_number_formats("Blad1", 1, range(2, 101)) == {"General"}
    assert book.read_number_formats("Blad1", 1, range(101, 202)) == {'0 "tkr"'}
    assert book.read_number_formats("Blad1", 7, range(1, 5)) == {""}
    for line in range(2, 202):
        file["Blad1"].cell(line, 1).number_format = '0 "tkr"' if line % 2 else "General"
    file.save(path)
    mixed = asyncio.run(open_in_browser(open_book(path)))
    assert len(mixed._answers["Blad1"].formats[1]) <= 64


def test_outside_of_a_browser_the_workbook_is_read_as_ever(faulty: Path) -> None:
    book = asyncio.run(open_in_browser(open_book(faulty)))
    assert type(book) is OpenBook


@pytest.mark.usefixtures("browser")
def test_a_sheet_that_reaches_too_far_is_not_asked_about(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.browser_book.MAX_CELLS", 3)
    book = asyncio.run(open_in_browser(open_book(faulty)))
    assert isinstance(book, BrowserBook)
    assert book.read_workings("Avrop").formulas == {}


