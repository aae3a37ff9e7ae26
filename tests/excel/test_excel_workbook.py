"""The buttons on workbooks as people have them open: hidden and protected sheets, charts, filters, and many findings."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters

from support import rule_pages
from support.build_other_layouts import two_sheets, write_map, write_sheets
from support.excel_engine import open_book
from support.press_button import FAULTS, expected_rows, read_findings_sheet, sheet_of
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.buttons import findings, marks
from xl_kraftsamling.excel.buttons.button import make_button
from xl_kraftsamling.excel.excel_workbook import OpenBook
from xl_kraftsamling.excel.struck_cells import find_struck_lines
from xl_kraftsamling.rules import BY_CODE

Change = Callable[[Any], object]


def change_nothing(_file: Any) -> None:
    """Change nothing."""


@pytest.fixture(autouse=True)
def _log_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def open_changed(tmp_path: Path) -> Callable[..., xw.Book]:
    """Opens a workbook after a change to its file."""

    def _open(change: Change = change_nothing, example: str = FAULTS) -> xw.Book:
        sheets = rule_pages.book_with(example)
        if "Kontroll" in sheets:  # not so in an example that is no workbook of ours
            sheets["Kontroll"].headings = list(FINDING_WIDTHS)
        rule_pages.write(sheets, tmp_path / "bok.xlsx")
        file = openpyxl.load_workbook(tmp_path / "bok.xlsx")
        change(file)
        file.save(tmp_path / "bok.xlsx")
        return open_book(tmp_path / "bok.xlsx")

    return _open


def build_call_offs(number: int) -> str:
    """An example with so many call-offs, each with two faults."""
    rows = (f'| A-{n} | 2026-06-01 | okänd {n} | I-07 | "1 000" | godkänt |' for n in range(number))
    return "\n".join((*FAULTS.strip().splitlines()[:3], *rows))


def put_chart_in_front(file: Any) -> None:
    file.create_chartsheet("Diagram", 0).add_chart(BarChart())
    file.active = 0


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.transfer, buttons.report, buttons.clear])
def test_a_sheet_that_is_a_chart_is_no_hindrance(
    open_changed: Callable[..., xw.Book], press: Callable[[xw.Book], str]
) -> None:
    book = open_changed(put_chart_in_front)
    assert "Det gick inte" not in press(book)
    assert book.impl.file.active.title == "Diagram"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_of_findings_that_is_hidden_is_shown_and_others_stay_hidden(
    open_changed: Callable[..., xw.Book], state: str
) -> None:
    def hide(file: Any) -> None:
        file["Kontroll"].sheet_state = file["Beslut"].sheet_state = state

    book = open_changed(hide)
    buttons.validate(book)
    assert (sheet_of(book, "Kontroll").sheet_state, sheet_of(book, "Beslut").sheet_state) == ("visible", state)


def test_a_choice_left_in_the_filter_of_the_findings_hides_none_of_the_new_ones(open_changed: Callable[..., xw.Book]) -> None:
    def choose(file: Any) -> None:
        table = file["Kontroll"].tables["Kontroll"]
        table.autoFilter = AutoFilter(table.ref, [FilterColumn(colId=1, filters=Filters(filter=["✖ fel"]))])
        file["Kontroll"].row_dimensions[2].hidden = True

    book = open_changed(choose)
    buttons.validate(book)
    kontroll = sheet_of(book, "Kontroll")
    assert read_findings_sheet(book)
    assert not any(row.hidden for row in kontroll.row_dimensions.values())
    assert kontroll.tables["Kontroll"].autoFilter.filterColumn == []


def protect_all(file: Any) -> None:
    for sheet in file.worksheets:
        sheet.protection.sheet = True


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.transfer, buttons.report, buttons.clear])
def test_a_workbook_that_is_all_protected_gives_one_sentence(
    open_changed: Callable[..., xw.Book], press: Callable[[xw.Book], str]
) -> None:
    book = open_changed(protect_all)
    sentence = press(book)
    assert "Traceback" not in sentence
    assert press is not buttons.validate or "skyddat" in sentence
    program = book.impl.app
    assert (program.calculation, program.screen_updating, program.enable_events) == ("automatic", True, True)


def test_a_workbook_that_has_never_been_saved_is_validated_and_its_report_is_a_temporary_file(
    open_changed: Callable[..., xw.Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.buttons.reports.gettempdir", lambda: str(tmp_path / "tillfälligt"))
    (tmp_path / "tillfälligt").mkdir()
    book = open_changed()
    book.impl.path = book.impl.name = "Bok1"
    assert buttons.validate(book).startswith("Resultat: ")
    buttons.report(book)
    (report,) = (tmp_path / "tillfälligt").iterdir()
    assert report.name.startswith("Bok1 rapport ")


def test_a_link_leads_to_a_sheet_whose_name_has_signs_of_its_own() -> None:
    assert findings._link(Place('Ann\'s "avrop"', 5, 3)) == '=HYPERLINK("#\'Ann\'\'s ""avrop""\'!C5","C5")'


def count_calls(book: xw.Book, work: Callable[[], object]) -> int:
    """The number of ranges that the work asks for: each is a call of COM."""
    before = book.impl.ranges
    work()
    return book.impl.ranges - before


def test_reading_asks_excel_for_no_more_where_there_are_more_rows(open_changed: Callable[..., xw.Book]) -> None:
    few, many = (open_changed(example=build_call_offs(number)) for number in (3, 900))
    calls = [count_calls(book, lambda book=book: read_ledger(OpenBook(book))) for book in (few, many)]
    assert calls[0] == calls[1]
    assert many.impl.reads.count("Avrop") == 1


def test_writing_asks_excel_for_no_more_where_more_is_found(
    open_changed: Callable[..., xw.Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MAX_MARKS", 0)
    few, many = (open_changed(example=build_call_offs(number)) for number in (3, 2500))
    calls = [count_calls(book, lambda book=book: buttons.validate(book)) for book in (few, many)]
    assert len(read_findings_sheet(many)) > 5000
    assert calls[0] == calls[1]


def test_excel_neither_calculates_nor_draws_while_the_work_is_done(open_changed: Callable[..., xw.Book]) -> None:
    seen = []

    @make_button
    def look(book: xw.Book) -> str:
        seen.append((book.app.calculation, book.app.screen_updating, book.impl.app.enable_events))
        return "Klart."

    look(open_changed())
    assert seen == [("manual", False, False)]


def test_the_status_bar_shows_step_by_step_what_is_done(open_changed: Callable[..., xw.Book]) -> None:
    book = open_changed()
    buttons.validate(book)
    statuses = book.impl.app.statuses
    assert statuses[0].startswith("Kraftsamling: läser bladet ")
    assert statuses[-2:] == ["Kraftsamling: skriver bladet Kontroll …", "Kraftsamling: märker cellerna …"]


@pytest.mark.parametrize("code", ["ST10", "ST11", "FO04", "FO10", "AV01"])
def test_what_the_program_has_written_itself_is_neither_read_nor_judged(
    open_changed: Callable[..., xw.Book], code: str
) -> None:
    book = open_changed(example=BY_CODE[code].bad)
    buttons.validate(book)
    first = read_findings_sheet(book)
    buttons.balance(book)
    buttons.validate(book)
    assert code in {row[0] for row in first}
    assert read_findings_sheet(book) == first


@pytest.fixture
def mapped_workbook(tmp_path: Path) -> Path:
    """A workbook in another layout, whose map reads one of its tables alone."""
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    head, *tables = write_map(path).read_text("utf-8").split("[[")
    (tmp_path / "bok.karta.toml").write_text("[[".join([head, *(each for each in tables if '"Avrop"' not in each)]), "utf-8")
    return path


def test_the_map_beside_a_saved_workbook_is_followed_as_the_command_line_follows_it(mapped_workbook: Path) -> None:
    book = open_book(mapped_workbook)
    validated = app.validate_workbook(OpenBook(book))
    assert validated.layout == app.validate_workbook(mapped_workbook).layout == "mapped"
    buttons.validate(book)
    assert read_findings_sheet(book) == list(expected_rows(app.validate_workbook(mapped_workbook).verdict))
    assert not read_ledger(OpenBook(book)).book.call_offs


@pytest.mark.parametrize("name", ["bok.xlsx", "https://kommunen.example/bok.xlsx"])
def test_a_map_is_not_looked_for_where_a_workbook_does_not_lie(
    name: str, mapped_workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mapped_workbook.parent)  # where the map of the same name is another workbook's
    book = open_book(mapped_workbook)
    book.api.FullName = name
    assert app.validate_workbook(OpenBook(book)).layout == "recognised"


def test_the_number_formats_of_a_column_are_all_found_and_those_that_are_alike_are_asked_for_once(open_changed: Callable[..., xw.Book]) -> None:
    def show_in_thousands(file: Any) -> None:
        for row in range(2, 8):
            file["Tilldelning"][f"C{row}"].number_format = '0" tkr"' if row < 7 else "0"

    book = open_changed(show_in_thousands)
    opened = OpenBook(book)
    assert opened.read_number_formats("Tilldelning", 3, range(2, 8)) == {'0" tkr"', "0"}
    assert opened.read_number_formats("Tilldelning", 3, range(2, 7)) == {'0" tkr"'}
    assert opened.read_number_formats("Tilldelning", 3, []) == set()


def test_struck_cells_are_found_by_asking_as_seldom_as_they_differ(tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    for row in range(1, 41):
        file.active.cell(row, 2, row).font = Font(strike=row in (7, 8, 30))
    file.save(tmp_path / "bok.xlsx")
    opened = OpenBook(open_book(tmp_path / "bok.xlsx"))
    assert [*opened.find_struck("Sheet", 2, range(2, 41))] == [7, 8, 30]
    assert [*opened.find_struck("Sheet", 2, [])] == [*opened.find_struck("Sheet", 1, range(2, 41))] == []


def test_excel_for_mac_is_asked_in_its_own_words_and_a_browser_not_at_all() -> None:
    mac = SimpleNamespace(api=SimpleNamespace(font_object=SimpleNamespace(strikethrough=SimpleNamespace(get=lambda: True))))
    browser = SimpleNamespace(api=SimpleNamespace())
    for cells, found in ((mac, [2, 3]), (browser, [])):
        page: Any = SimpleNamespace(range=lambda _first, _last, cells=cells: cells)
        assert [*find_struck_lines(page, 1, [2, 3])] == found


def test_the_hidden_sheets_are_those_of_the_file(open_changed: Callable[..., xw.Book]) -> None:
    def hide(file: Any) -> None:
        file["Avrop"].sheet_state, file["Utfall"].sheet_state = "hidden", "veryHidden"

    assert [*OpenBook(open_changed(hide)).hidden_sheets] == [*OpenBook(open_changed(lambda _: None)).hidden_sheets, "Avrop", "Utfall"]
