"""The buttons, pressed on real xlwings objects over an engine that behaves as Excel does."""

import asyncio
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import xl_kraftsamling
from support import SHARED, TESTS, rule_pages
from support.excel_engine import open_book
from support.press_button import FAULTS, expected_rows, read_findings_sheet, sheet_of
from support.read_ledger import read_ledger
from support.run_cli import kraft
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.ledger.ledger import Ledger
from xl_kraftsamling.domain.template import FINDING_WIDTHS, HEADING_ROW
from xl_kraftsamling.excel import buttons, functions, lite
from xl_kraftsamling.excel.buttons import marks
from xl_kraftsamling.rules import RULES

CASES = SHARED / "cases"


@pytest.fixture(autouse=True)
def _log_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the workbook of an example, and returns its path."""

    def build(example: str) -> Path:
        sheets = rule_pages.book_with(example)
        if "Kontroll" in sheets:  # not so in an example that is no workbook of ours
            sheets["Kontroll"].headings = list(FINDING_WIDTHS)
        rule_pages.write(sheets, tmp_path / "bok.xlsx")
        return tmp_path / "bok.xlsx"

    return build


@pytest.fixture
def book(make: Callable[[str], Path]) -> xw.Book:
    """A workbook with many faults, open in the engine."""
    path = make(FAULTS)
    file = openpyxl.load_workbook(path)
    file["Avrop"]["C5"].data_type = "s"  # a text that looks like a formula
    file.save(path)
    return open_book(path)


def test_what_is_found_is_written_with_links_as_the_command_line_shows_it(book: xw.Book) -> None:
    sentence = buttons.validate(book)
    verdict = app.validate_workbook(Path(book.fullname)).verdict
    assert read_findings_sheet(book) == list(expected_rows(verdict))
    assert {"VD01", "VD08", "VD09", "FO01", "KO01", "OM10"} <= {row[0] for row in read_findings_sheet(book)}
    assert sentence.startswith("Resultat: 4 fel att rätta. ")
    assert "Kontroll" in sentence
    assert book.impl.app.alerts[-1] == sentence


def test_a_text_in_a_finding_is_never_taken_for_a_formula_or_a_number(book: xw.Book) -> None:
    buttons.validate(book)
    cells = {cell.value: cell for row in sheet_of(book, "Kontroll").iter_rows() for cell in row}
    assert cells["75 000"].data_type == "s"
    assert cells["=1+1"].data_type == "s"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_example_is_found_alike_in_the_file_and_in_the_open_workbook(rule: Any, make: Callable[[str], Path]) -> None:
    if rule.code == "FO08":
        pytest.skip("a workbook that is open in Excel has a value for every formula")
    path = make(rule.bad)
    book = open_book(path)
    buttons.validate(book)
    assert read_findings_sheet(book) == list(expected_rows(app.validate_workbook(path).verdict))


@pytest.mark.parametrize("case", sorted(CASES.glob("p_*.json")) or [None], ids=lambda path: path and path.stem)
def test_every_case_is_found_alike_in_the_file_and_in_the_open_workbook(case: Path | None) -> None:
    if case is None:
        pytest.skip("the acceptance cases are not beside this checkout")
    path = case.with_suffix(".xlsx")
    book = open_book(path)
    buttons.validate(book)
    validated = app.validate_workbook(path)
    assert read_findings_sheet(book) == list(expected_rows(validated.verdict))
    assert (validated.layout == "canonical") == (json.loads(case.read_text("utf-8"))["layout"] == "canonical")


def format_as_currency(file: Any) -> None:
    for (cell,) in file["Avrop"]["E2:E3"]:
        cell.number_format = '#,##0.00 "kr"'


def add_total(file: Any) -> None:
    avrop = file["Avrop"]
    avrop.append(["Summa", None, None, None, 7.0])
    avrop.tables["Avrop"].totalsRowCount, avrop.tables["Avrop"].ref = 1, "A1:I6"


def count_from_1904(file: Any) -> None:
    file.epoch = CALENDAR_MAC_1904
    file["Avrop"]["B2"].value, file["Avrop"]["B2"].number_format = 44700, "General"


def merge_over_rows(file: Any) -> None:
    file["Avrop"].merge_cells("C2:C3")
    file["Avrop"].merge_cells("H1:I1")


@pytest.mark.parametrize("change", [format_as_currency, add_total, count_from_1904, merge_over_rows], ids=lambda one: one.__name__)
def test_a_workbook_is_read_alike_however_it_is_made(make: Callable[[str], Path], change: Callable[[Any], None]) -> None:
    path = make(FAULTS.replace('"=1+1"', "FSN"))
    file = openpyxl.load_workbook(path)
    change(file)
    file.save(path)
    book = open_book(path)
    buttons.validate(book)
    assert read_findings_sheet(book) == list(expected_rows(app.validate_workbook(path).verdict))
    assert read_findings_sheet(book)


def test_each_sheet_is_read_in_one_call(book: xw.Book) -> None:
    buttons.validate(book)
    reads = [sheet for sheet in book.impl.reads if sheet != "Kontroll"]  # which is no part of what is validated
    assert sorted(reads) == sorted(set(reads))
    assert {"Avrop", "Tilldelning", "Inställningar"} <= set(reads)


def test_what_is_not_saved_counts(book: xw.Book) -> None:
    book.sheets["Avrop"].range("E5").value = "ca 75 000"
    buttons.validate(book)
    assert ("VD02", "ca 75 000") in {(row[0], row[5]) for row in read_findings_sheet(book)}


def test_the_line_above_says_when_by_what_and_how_strictly(tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"))
    book = open_book(path)
    buttons.validate(book)
    line = sheet_of(book, "Kontroll").cell(HEADING_ROW - 1, 1).value
    assert f"Kontrollerad {date.today()}" in line
    assert f"kraftsamling {xl_kraftsamling.__version__}" in line
    assert "profil normal" in line
    assert "Prövade kontroller" in line


def test_the_table_of_the_sheet_reaches_to_the_last_finding_and_old_ones_are_gone(book: xw.Book) -> None:
    buttons.validate(book)
    first = read_findings_sheet(book)
    book.sheets["Avrop"].range("E4").value = 5.0
    book.sheets["Avrop"].range("E5").value = 5.0
    buttons.validate(book)
    second = read_findings_sheet(book)
    present = [row for row in second if "åtgärdad" not in row[1]]
    assert 0 < len(present) < len(first)
    assert {row[0] for row in second[len(present) :]} == {"VD01", "FO01"}


def test_a_sheet_of_the_users_own_is_not_written_on(make: Callable[[str], Path]) -> None:
    path = make(FAULTS)
    file = openpyxl.load_workbook(path)
    file["Kontroll"].delete_rows(1, 5)
    file["Kontroll"]["A1"] = "Mina egna anteckningar"
    file.save(path)
    book = open_book(path)
    sentence = buttons.validate(book)
    assert "Kontroll 2" in sentence
    assert sheet_of(book, "Kontroll")["A1"].value == "Mina egna anteckningar"
    assert read_findings_sheet(book, "Kontroll 2")
    buttons.validate(book)
    assert "Kontroll 3" not in book.impl.file.sheetnames


def test_the_marks_name_what_was_found_and_go_away_again_and_nothing_else_does(make: Callable[[str], Path]) -> None:
    path = make(FAULTS)
    file = openpyxl.load_workbook(path)
    file["Avrop"]["E4"].fill = PatternFill("solid", fgColor="FFFF00")
    file["Avrop"]["C5"].comment = Comment("Ring KN", "Jag")
    file.save(path)
    book = open_book(path)
    sentence = buttons.validate(book)
    avrop = sheet_of(book, "Avrop")
    assert avrop["E4"].comment.text.startswith("Kraftsamling\n✖ fel VD01: ")
    assert avrop["C5"].comment.text == "Ring KN"
    assert sentence.endswith("är märkta. Celler som inte är märkta, eftersom de har en egen anteckning, som står kvar: 1.")
    assert buttons.clear(book).startswith("Borttagna märkningar: ")
    assert [cell.coordinate for row in avrop.iter_rows() for cell in row if cell.comment] == ["C5"]
    assert avrop["E4"].fill.fgColor.rgb == "00FFFF00"
    assert buttons.clear(book) == "Det fanns inga märkningar att ta bort."


def test_a_second_press_leaves_the_marks_of_what_is_still_wrong(book: xw.Book) -> None:
    buttons.validate(book)
    before = find_marked_cells(book)
    book.sheets["Avrop"].range("E4").value = 5.0
    buttons.validate(book)
    assert find_marked_cells(book) < before


def find_marked_cells(book: xw.Book) -> set[str]:
    """The addresses of the cells with a note."""
    return {f"{sheet.title}!{c.coordinate}" for sheet in book.impl.file for row in sheet.iter_rows() for c in row if c.comment}


def test_only_so_many_cells_are_marked(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MAX_MARKS", 2)
    assert buttons.validate(book).endswith("Celler som inte är märkta, eftersom fler än 2 är för många: 3.")
    assert len(find_marked_cells(book)) == 2


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.clear, buttons.transfer, buttons.report])
def test_excel_is_as_it_was_after_every_button(book: xw.Book, press: Callable[[xw.Book], str]) -> None:
    program = book.impl.app
    program.calculation, program.screen_updating = "semiautomatic", True
    view = sheet_of(book, "Omfördelning").sheet_view
    sheet_of(book, "Omfördelning").parent.active = sheet_of(book, "Omfördelning")
    view.topLeftCell, view.selection[0].sqref = "A1", "B2"
    program.statuses.clear()
    press(book)
    assert (program.calculation, program.screen_updating, program.enable_events) == ("semiautomatic", True, True)
    assert program.status_bar is False
    assert book.sheets.active.name == "Omfördelning"
    assert (view.topLeftCell, view.selection[0].sqref) == ("A1", "B2")
    assert press is buttons.clear or program.statuses[0].startswith("Kraftsamling: läser bladet")


def test_a_fault_is_a_sentence_with_the_place_of_a_log_and_excel_is_as_it_was(
    book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.buttons.findings.update_list", lambda *_: 1 / 0)
    sentence = buttons.validate(book)
    log = tmp_path / "kraftsamling.log"
    assert str(log) in sentence
    assert "skyddat" in sentence
    assert "Traceback" not in sentence
    assert "ZeroDivisionError" in log.read_text("utf-8")
    program = book.impl.app
    assert (program.calculation, program.status_bar) == ("automatic", False)
    assert (program.screen_updating, program.enable_events) == (True, True)


def test_a_log_that_cannot_be_written_hides_no_sentence(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", "/nowhere")
    monkeypatch.setattr("xl_kraftsamling.excel.buttons.findings.update_list", lambda *_: 1 / 0)
    assert buttons.validate(book).startswith("Det gick inte att slutföra.")


def test_a_very_long_text_is_cut_before_excel_refuses_it(book: xw.Book) -> None:
    book.sheets["Avrop"].range("C5").value = "x" * 30_000
    buttons.validate(book)
    assert max(len(str(cell)) for row in read_findings_sheet(book) for cell in row) <= 8_001


def test_a_protected_sheet_is_validated_but_not_marked(book: xw.Book) -> None:
    sheet_of(book, "Avrop").protection.sheet = True
    assert buttons.validate(book).endswith("Celler som inte är märkta, eftersom deras blad är skyddat (Avrop): 4.")
    assert not {cell for cell in find_marked_cells(book) if cell.startswith("Avrop!")}


def test_a_workbook_of_another_kind_gets_one_sentence(tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    file.save(tmp_path / "annan.xlsx")
    book = open_book(tmp_path / "annan.xlsx")
    assert buttons.validate(book).startswith("annan.xlsx: ingen tabell")
    assert book.impl.app.calculation == "automatic"
    assert book.impl.file.sheetnames == ["Sheet"]


def test_a_workbook_without_faults_complies(make: Callable[[str], Path]) -> None:
    book = open_book(make(""))
    assert buttons.validate(book) == "Resultat: arbetsboken uppfyller kontrollerna. Prövade kontroller: 99 av 99."
    assert read_findings_sheet(book) == []
    assert find_marked_cells(book) == set()


def test_the_ribbon_calls_main_on_the_workbook_that_excel_calls_from(book: xw.Book) -> None:
    book.set_mock_caller()
    try:
        xl_kraftsamling.main()
    finally:
        del xw.Book._mock_caller
    assert read_findings_sheet(book)


def test_every_macro_calls_a_button_that_is_there() -> None:
    macros = (Path(buttons.__file__).parents[1] / "vba" / "Kraftsamling.bas").read_text("utf-8")
    called = re.findall(r"buttons\.(\w+)\(\)", macros)
    assert called
    assert all(callable(getattr(buttons, name)) for name in called)


def test_the_balances_are_written_as_numbers_and_what_is_open_is_explained(book: xw.Book) -> None:
    sentence = buttons.balance(book)
    ledger: Ledger = read_ledger(Path(book.fullname))
    rows = {row[0]: row for row in sheet_of(book, "Saldo beräknat").iter_rows(min_row=HEADING_ROW + 1, values_only=True)}
    assert set(rows) == set(ledger.balances)
    assert rows["fritidsnämnden"][1] == 6100000.0 or rows["fritidsnämnden"][1] is None
    assert "kan inte beräknas" in rows["kulturnämnden"][-1]
    assert sentence.startswith("Saldot den 2026-09-30 står på bladet Saldo beräknat.")


def test_the_selected_transfer_is_judged_with_its_reasons(book: xw.Book) -> None:
    select(book, "Omfördelning", "C2:D2")
    sentence = buttons.transfer(book)
    assert "O-1" in sentence
    assert "Svar: nej" in sentence
    assert "OM10: " in sentence


@pytest.mark.parametrize(("sheet", "cells"), [("Avrop", "A2"), ("Omfördelning", "A1"), ("Omfördelning", "A9")])
def test_without_a_transfer_selected_the_button_asks_for_one(book: xw.Book, sheet: str, cells: str) -> None:
    select(book, sheet, cells)
    assert buttons.transfer(book).startswith("Markera först en omfördelning")


def select(book: xw.Book, sheet: str, cells: str) -> None:
    """Select cells of a sheet, and show it."""
    book.impl.file.active = sheet_of(book, sheet)
    sheet_of(book, sheet).sheet_view.selection[0].sqref = cells


def test_the_report_lies_beside_the_workbook_and_is_what_the_command_line_writes(
    book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sentence = buttons.report(book)
    (path,) = tmp_path.glob("bok rapport *.html")
    assert str(path) in sentence
    text = path.read_text("utf-8")
    assert "VD01" in text
    # an open workbook has no checksum: it may have changes that are in no file
    written = re.sub(r"<dt>SHA-256</dt><dd>[0-9a-f]{64}</dd>\n", "", kraft("report", "bok.xlsx").stdout)
    assert text == written


def test_the_report_of_a_workbook_in_the_cloud_lies_with_the_temporary_files(
    book: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.buttons.reports.gettempdir", lambda: str(tmp_path))
    book.impl.path = "https://kommun.sharepoint.com/sites/ekonomi/bok.xlsx"
    assert str(tmp_path) in buttons.report(book)


def test_a_sheet_that_reaches_too_far_is_not_read(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.excel_workbook.MAX_CELLS", 20)
    assert "sträcker sig till" in buttons.validate(book)


def test_nothing_depends_on_the_part_of_xlwings_that_has_another_licence() -> None:
    folders = (Path(xl_kraftsamling.__file__).parent / "excel", TESTS / "support" / "excel_engine")
    files = [path for folder in folders for path in folder.rglob("*.py")]
    assert files
    assert not [path for path in files if "from xlwings.pro" in path.read_text("utf-8")]


def test_the_script_of_the_browser_writes_the_same_findings(book: xw.Book) -> None:
    asyncio.run(lite.validera(book))
    assert read_findings_sheet(book) == list(expected_rows(app.validate_workbook(Path(book.fullname)).verdict))
    assert book.impl.app.alerts == ["Resultat: 4 fel att rätta. Det som kontrollen fann står på bladet Kontroll."]
    assert {name for name in lite.__all__ if name.startswith("KRAFT_")} == {name for name in vars(functions) if name.startswith("KRAFT_")}


def test_the_script_of_the_browser_reports_a_workbook_of_another_kind(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "annan.xlsx")
    book = open_book(tmp_path / "annan.xlsx")
    asyncio.run(lite.validera(book))
    assert book.impl.app.alerts[0].startswith("annan.xlsx: ingen tabell")


def test_what_a_browser_cannot_show_is_listed_as_not_tried(make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_range: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr("support.excel_engine.cells.Range.formula", property(refuse))
    book = open_book(make(""))
    asyncio.run(lite.validera(book))
    sentence = (
        "Ej prövat: 8 av 99 kontroller. Programmet som arbetsboken är öppen i visar varken formler eller vad som är dolt. "
        "Därför har 8 kontroller inte kunnat göras."
    )
    assert [row[4] for row in read_findings_sheet(book) if row[0] == "KO01"] == [sentence]
    assert book.impl.app.alerts == ["Resultat: inga fel, men allt kunde inte prövas. Det som kontrollen fann står på bladet Kontroll."]
