"""The buttons on workbooks as people have them open: hidden and protected sheets, charts, filters, and many findings."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.chart import BarChart
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters

from support import rule_pages
from support.build_other_layouts import two_sheets, write_map, write_sheets
from support.excel_engine import open_book
from support.press_button import FAULTS, expected, page, written
from xl_kraftsamling import app
from xl_kraftsamling.domain.template import FINDING_WIDTHS
from xl_kraftsamling.excel import buttons
from xl_kraftsamling.excel.buttons import findings, marks
from xl_kraftsamling.excel.buttons.button import make_button
from xl_kraftsamling.excel.open_book import OpenBook
from xl_kraftsamling.rules import BY_CODE

Change = Callable[[Any], object]


def as_it_is(_file: Any) -> None:
    """Change nothing."""


@pytest.fixture(autouse=True)
def _log_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., xw.Book]:
    """A workbook that is open, after a change to its file."""

    def open_changed(change: Change = as_it_is, example: str = FAULTS) -> xw.Book:
        sheets = rule_pages.book_with(example)
        if "Kontroll" in sheets:  # not so in an example that is no workbook of ours
            sheets["Kontroll"].headings = list(FINDING_WIDTHS)
        rule_pages.write(sheets, tmp_path / "bok.xlsx")
        file = openpyxl.load_workbook(tmp_path / "bok.xlsx")
        change(file)
        file.save(tmp_path / "bok.xlsx")
        return open_book(tmp_path / "bok.xlsx")

    return open_changed


def call_offs(number: int) -> str:
    """An example with so many call-offs, each with two faults."""
    rows = (f'| A-{n} | 2026-06-01 | okänd {n} | I-07 | "1 000" | godkänt |' for n in range(number))
    return "\n".join((*FAULTS.strip().splitlines()[:3], *rows))


def a_chart_in_front(file: Any) -> None:
    file.create_chartsheet("Diagram", 0).add_chart(BarChart())
    file.active = 0


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.transfer, buttons.report, buttons.clear])
def test_a_sheet_that_is_a_chart_is_no_hindrance(
    opened: Callable[..., xw.Book], press: Callable[[xw.Book], str]
) -> None:
    book = opened(a_chart_in_front)
    assert "Det gick inte" not in press(book)
    assert book.impl.file.active.title == "Diagram"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_of_findings_that_is_hidden_is_shown_and_others_stay_hidden(
    opened: Callable[..., xw.Book], state: str
) -> None:
    def hide(file: Any) -> None:
        file["Kontroll"].sheet_state = file["Beslut"].sheet_state = state

    book = opened(hide)
    buttons.validate(book)
    assert (page(book, "Kontroll").sheet_state, page(book, "Beslut").sheet_state) == ("visible", state)


def test_a_choice_left_in_the_filter_of_the_findings_hides_none_of_the_new_ones(opened: Callable[..., xw.Book]) -> None:
    def choose(file: Any) -> None:
        table = file["Kontroll"].tables["Kontroll"]
        table.autoFilter = AutoFilter(table.ref, [FilterColumn(colId=1, filters=Filters(filter=["✖ fel"]))])
        file["Kontroll"].row_dimensions[2].hidden = True

    book = opened(choose)
    buttons.validate(book)
    kontroll = page(book, "Kontroll")
    assert written(book)
    assert not any(row.hidden for row in kontroll.row_dimensions.values())
    assert kontroll.tables["Kontroll"].autoFilter.filterColumn == []


def protect_all(file: Any) -> None:
    for sheet in file.worksheets:
        sheet.protection.sheet = True


@pytest.mark.parametrize("press", [buttons.validate, buttons.balance, buttons.transfer, buttons.report, buttons.clear])
def test_a_workbook_that_is_all_protected_gives_one_sentence(
    opened: Callable[..., xw.Book], press: Callable[[xw.Book], str]
) -> None:
    book = opened(protect_all)
    sentence = press(book)
    assert "Traceback" not in sentence
    assert press is not buttons.validate or "skyddat" in sentence
    program = book.impl.app
    assert (program.calculation, program.screen_updating, program.enable_events) == ("automatic", True, True)


def test_a_workbook_that_has_never_been_saved_is_validated_and_its_report_is_a_temporary_file(
    opened: Callable[..., xw.Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_kraftsamling.excel.buttons.reports.gettempdir", lambda: str(tmp_path / "tillfälligt"))
    (tmp_path / "tillfälligt").mkdir()
    book = opened()
    book.impl.path = book.impl.name = "Bok1"
    assert buttons.validate(book).startswith("Kontrollen fann")
    buttons.report(book)
    (report,) = (tmp_path / "tillfälligt").iterdir()
    assert report.name.startswith("Bok1 kontroll ")


def test_a_link_leads_to_a_sheet_whose_name_has_signs_of_its_own() -> None:
    assert findings._link('Ann\'s "avrop"', "C5") == '=HYPERLINK("#\'Ann\'\'s ""avrop""\'!C5","C5")'


def asked(book: xw.Book, work: Callable[[], object]) -> int:
    """How many ranges the work asks for: each is a call of COM."""
    before = book.impl.ranges
    work()
    return book.impl.ranges - before


def test_reading_asks_excel_for_no_more_where_there_are_more_rows(opened: Callable[..., xw.Book]) -> None:
    few, many = (opened(example=call_offs(number)) for number in (3, 900))
    calls = [asked(book, lambda book=book: app.read_ledger(OpenBook(book))) for book in (few, many)]
    assert calls[0] == calls[1]
    assert many.impl.reads.count("Avrop") == 1


def test_writing_asks_excel_for_no_more_where_more_is_found(
    opened: Callable[..., xw.Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MAX_MARKS", 0)
    few, many = (opened(example=call_offs(number)) for number in (3, 2500))
    calls = [asked(book, lambda book=book: buttons.validate(book)) for book in (few, many)]
    assert len(written(many)) > 5000
    assert calls[0] == calls[1]


def test_excel_neither_calculates_nor_draws_while_the_work_is_done(opened: Callable[..., xw.Book]) -> None:
    seen = []

    @make_button
    def look(book: xw.Book) -> str:
        seen.append((book.app.calculation, book.app.screen_updating, book.impl.app.enable_events))
        return "Klart."

    look(opened())
    assert seen == [("manual", False, False)]


def test_the_status_bar_tells_step_by_step_what_is_done(opened: Callable[..., xw.Book]) -> None:
    book = opened()
    buttons.validate(book)
    statuses = book.impl.app.statuses
    assert statuses[0].startswith("Kraftsamling: läser bladet ")
    assert statuses[-2:] == ["Kraftsamling: skriver bladet Kontroll …", "Kraftsamling: märker cellerna …"]


@pytest.mark.parametrize("code", ["ST10", "ST11", "FO04", "FO10", "AV01"])
def test_what_the_program_has_written_itself_is_neither_read_nor_judged(
    opened: Callable[..., xw.Book], code: str
) -> None:
    book = opened(example=BY_CODE[code].bad)
    buttons.validate(book)
    first = written(book)
    buttons.balance(book)
    buttons.validate(book)
    assert code in {row[0] for row in first}
    assert written(book) == first


@pytest.fixture
def mapped(tmp_path: Path) -> Path:
    """A workbook in another layout, whose map reads one of its tables alone."""
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    head, *tables = write_map(path).read_text("utf-8").split("[[")
    (tmp_path / "bok.karta.toml").write_text("[[".join([head, *(each for each in tables if '"Avrop"' not in each)]), "utf-8")
    return path


def test_the_map_beside_a_saved_workbook_is_followed_as_the_command_line_follows_it(mapped: Path) -> None:
    book = open_book(mapped)
    validated = app.validate_workbook(OpenBook(book))
    assert validated.layout == app.validate_workbook(mapped).layout == "mapped"
    buttons.validate(book)
    assert written(book) == list(expected(app.validate_workbook(mapped).verdict))
    assert not app.read_ledger(OpenBook(book)).book.call_offs


@pytest.mark.parametrize("name", ["bok.xlsx", "https://kommunen.example/bok.xlsx"])
def test_a_map_is_not_looked_for_where_a_workbook_does_not_lie(
    name: str, mapped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mapped.parent)  # where the map of the same name is another workbook's
    book = open_book(mapped)
    book.api.FullName = name
    assert app.validate_workbook(OpenBook(book)).layout == "recognised"
