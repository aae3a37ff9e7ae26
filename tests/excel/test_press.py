"""What stands around a press of a button: Excel's list of what can be undone, the choices of the ribbon, what is protected, and stepping."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.workbook.protection import WorkbookProtection

from support.excel_engine import open_book
from support.press_button import read_findings_sheet, sheet_of
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.writing.template_file import find_template


@pytest.fixture(autouse=True)
def _user_files_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def open_faulty(tmp_path: Path) -> Callable[..., xw.Book]:
    """Opens the example with three faults, after a change to its file."""

    def _open(change: Callable[[Any], object] = lambda _file: None) -> xw.Book:
        path = tmp_path / "bok.xlsx"
        app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), example=True, force=True)
        file = openpyxl.load_workbook(path)
        file["Avrop"]["E6"] = file["Avrop"]["E8"] = "ca 5"
        file["Utfall"]["D7"] = "Okända nämnden"
        change(file)
        file.save(path)
        return open_book(path)

    return _open


# ---- what can be undone


def test_before_the_first_press_it_is_said_that_nothing_can_be_undone_and_a_no_ends_that(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    program = book.impl.app
    program.answers[:] = ["cancel"]
    assert buttons.validate(book) == "Inget är ändrat."
    assert "Ångra" in program.alerts[-1]
    assert read_findings_sheet(book) == []
    program.answers[:] = ["no"]
    assert buttons.validate(book).startswith("Resultat: ")
    told = len(program.alerts)
    buttons.validate(book)
    buttons.clear(book)
    assert [alert for alert in program.alerts[told:] if "Ångra" in alert] == []


def test_a_yes_is_asked_again_and_what_changes_nothing_does_not_ask(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    for press in (buttons.validate, buttons.validate, buttons.clear, buttons.balance):
        press(book)
    asked = [alert for alert in book.impl.app.alerts if "Ångra" in alert]
    assert len(asked) == 4
    for press in (buttons.transfer, buttons.report, buttons.step_forward, buttons.step_back):
        press(book)
    assert [alert for alert in book.impl.app.alerts if "Ångra" in alert] == asked


def test_where_the_choice_cannot_be_kept_it_is_asked_again(open_faulty: Callable[..., xw.Book], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", "/nowhere")
    book = open_faulty()
    book.impl.app.answers[:] = ["no", "no"]
    assert buttons.validate(book).startswith("Resultat: ")
    assert buttons.validate(book).startswith("Resultat: ")
    assert book.impl.app.answers == []


# ---- what is chosen on the ribbon


def test_what_is_chosen_on_the_ribbon_holds_for_the_press(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    buttons.validate(book, profile="strikt", as_of="2026-10-31", decision="STK-2026-580")
    line = sheet_of(book, "Kontroll")["A3"].value
    assert "profil strikt · avstämt 2026-10-31" in line
    assert "den 2026-10-31 står" in buttons.balance(book, as_of="2026-10-31")
    buttons.validate(book)
    assert "profil normal · avstämt 2026-09-30" in sheet_of(book, "Kontroll")["A3"].value


@pytest.mark.parametrize(("choice", "words"), [
    ({"profile": "hård"}, "Profilen ”hård” finns inte."),
    ({"as_of": "i våras"}, "”i våras” är inte ett datum."),
    ({"decision": "STK-1999-1"}, "Beslutet STK-1999-1 finns inte."),
])  # fmt: skip
def test_a_choice_that_makes_no_sense_is_a_sentence_and_nothing_is_written(
    choice: dict[str, str], words: str, open_faulty: Callable[..., xw.Book]
) -> None:
    book = open_faulty()
    assert words in buttons.validate(book, **choice)
    assert read_findings_sheet(book) == []


# ---- what is protected


def protect_list(file: Any) -> None:
    file["Kontroll"].protection.sheet = True


def lock_structure_without_list(file: Any) -> None:
    del file["Kontroll"]
    file.security = WorkbookProtection(lockStructure=True)


@pytest.mark.parametrize(("change", "words"), [
    (protect_list, "Bladet Kontroll är skyddat och kunde inte skrivas"),
    (lock_structure_without_list, "Bladet Kontroll kunde inte läggas till, eftersom arbetsbokens struktur är låst."),
])  # fmt: skip
def test_where_the_list_cannot_be_written_the_cells_are_marked_all_the_same(
    change: Callable[[Any], None], words: str, open_faulty: Callable[..., xw.Book]
) -> None:
    book = open_faulty(change)
    sentence = buttons.validate(book)
    assert words in sentence
    assert "allt står på" not in sentence
    note = sheet_of(book, "Avrop")["E6"].comment.text
    assert note.endswith("\nBladet Kontroll kunde inte skrivas.")
    assert "Borttagna märkningar: " in buttons.clear(book)
    assert sheet_of(book, "Avrop")["E6"].comment is None


def test_marks_on_a_sheet_that_was_protected_since_are_named(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    buttons.validate(book)
    sheet_of(book, "Avrop").protection.sheet = True
    assert "Äldre märkningar är kvar på skyddade blad (Avrop)" in buttons.validate(book)
    assert "Äldre märkningar är kvar på skyddade blad (Avrop)" in buttons.clear(book)
    assert buttons.clear(book).startswith("Äldre märkningar")


def test_a_protected_sheet_of_balances_is_named(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    buttons.balance(book)
    sheet_of(book, "Saldo beräknat").protection.sheet = True
    assert buttons.balance(book).startswith("Bladet Saldo beräknat är skyddat och kunde inte skrivas")


# ---- beginning


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_a_fresh_copy_of_the_template_is_told_where_to_begin(ending: str) -> None:
    book = open_book(find_template(ending))
    assert buttons.validate(book).startswith("Arbetsboken är inte ifylld än. Börja på bladet Beslut")
    assert read_findings_sheet(book) == []
    assert not [cell for page in book.impl.file for row in page.iter_rows() for cell in row if cell.comment]


@pytest.mark.parametrize(("sheet", "cell", "value"), [("Beslut", "B5", "STK-2026-580"), ("Avrop", "A5", "A-1"), ("Beslut", "B10", "i år")])
def test_one_cell_that_is_filled_in_is_a_beginning(sheet: str, cell: str, value: str) -> None:
    book = open_book(find_template())
    book.sheets[sheet].range(cell).value = value
    assert buttons.validate(book).startswith("Resultat: ")


# ---- stepping


def test_stepping_goes_through_the_list_and_round(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    assert buttons.step_forward(book).startswith("Det finns ingen avvikelse att gå till.")
    buttons.validate(book)
    listed = [row[3].split('"')[-2] for row in read_findings_sheet(book) if row[3]]
    cells = list(dict.fromkeys(listed))
    visited = []
    alerts = len(book.impl.app.alerts)
    for _ in range(len(cells) + 1):
        sentence = buttons.step_forward(book)
        visited.append(book.app.selection.address.split(":")[0].replace("$", ""))
    assert visited == [*cells, cells[0]]
    assert sentence.startswith(f"1 av {len(cells)}: ✖ fel. ")
    assert book.impl.app.status_bar == sentence
    assert len(book.impl.app.alerts) == alerts
    buttons.step_back(book)
    assert book.app.selection.address.split(":")[0].replace("$", "") == cells[-1]


def test_stepping_passes_over_what_a_filter_hides_and_what_is_cleared(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    buttons.validate(book)
    book.sheets["Avrop"].range("E8").value = 5.0
    buttons.validate(book)
    page = sheet_of(book, "Kontroll")
    for row in range(5, page.max_row + 1):
        page.row_dimensions[row].hidden = page.cell(row, 3).value == "Utfall"
    visited = set()
    for _ in range(8):
        buttons.step_forward(book)
        visited.add((book.app.selection.sheet.name, book.app.selection.address.split(":")[0]))
    assert ("Avrop", "$E$6") in visited
    assert not {("Avrop", "$E$8"), ("Utfall", "$D$7")} & visited


def test_a_sheet_that_is_gone_is_a_sentence(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty()
    buttons.validate(book)
    for half in (book.impl.file, book.impl.values):
        half["Avrop"].title = "Avrop 2026"
    assert buttons.step_forward(book).startswith("Det går inte att gå till Avrop!E6")


def test_a_workbook_without_a_list_has_nothing_to_step_through(open_faulty: Callable[..., xw.Book]) -> None:
    book = open_faulty(lambda file: file.remove(file["Kontroll"]))
    assert buttons.step_back(book).startswith("Det finns ingen avvikelse att gå till.")
