"""What people write beside the findings on Kontroll stays with their finding, in the button and on the command line alike."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from support.excel_engine import open_book
from xl_kraftsamling import app
from xl_kraftsamling.domain.decision import pick_shipped_decision
from xl_kraftsamling.domain.finding_words import NOTE, TITLE
from xl_kraftsamling.domain.template import FINDING_WIDTHS, KEY_HEADING
from xl_kraftsamling.excel import buttons

TODAY = date.today().isoformat()
FIRST = 5
"""The first row below the headings."""

Check = Callable[[Path], None]
Rows = dict[tuple[str, str, str], Any]


def check_with_button(path: Path) -> None:
    """Open the workbook, press Validera, and save it."""
    book = open_book(path)
    assert "Det gick inte" not in buttons.validate(book)
    book.impl.file.save(path)


def check_on_command_line(path: Path) -> None:
    """Write the findings into the workbook itself."""
    app.annotate_workbook(app.validate_workbook(path), path, lang="sv", now=datetime.now(), force=True)


def check_in_english(path: Path) -> None:
    """Write the findings into the workbook itself, in English."""
    app.annotate_workbook(app.validate_workbook(path), path, lang="en", now=datetime.now(), force=True)


CHECKS = pytest.mark.parametrize("check", [check_with_button, check_on_command_line])


@pytest.fixture(autouse=True)
def _user_files_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The example with five faults, three of them of one kind and one without a cell."""
    path = tmp_path / "bok.xlsx"
    app.fill_workbook(path, decision=pick_shipped_decision("STK-2026-580"), example=True)
    with edited(path) as book:
        for cell in ("E6", "E8", "E10"):
            book["Avrop"][cell] = "ca 5"
        book["Utfall"]["D7"] = "Okända nämnden"
        book.calculation.calcMode = "manual"
    return path


class edited:  # noqa: N801 - a context manager
    """The workbook in a file, saved at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Any:
        self.book = openpyxl.load_workbook(self.path)
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)


def list_rows(page: Any) -> Iterator[int]:
    """The rows of the findings on Kontroll."""
    return (row for row in range(FIRST, page.max_row + 1) if page.cell(row, 1).value)


def read_remarks(path: Path, column: int = 10) -> dict[str, Any]:
    """What stands in a column of Kontroll beside the findings, by code and value found."""
    page = openpyxl.load_workbook(path)["Kontroll"]
    return {f"{page.cell(row, 1).value} {describe(page, row)}": page.cell(row, column).value for row in list_rows(page) if page.cell(row, column).value}


def describe(page: Any, row: int) -> str:
    """The cell that a row leads to, whether it is a link or a formula."""
    cell = str(page.cell(row, 4).value or "")
    return cell.split('"')[-2] if cell.startswith("=") else cell


def write_remarks(path: Path, column: int = 10) -> dict[str, str]:
    """Write in a column, beside each finding, what the finding is; returns it by code and cell."""
    with edited(path) as book:
        page = book["Kontroll"]
        for row in list_rows(page):
            page.cell(row, column).value = f"om {page.cell(row, 1).value} {describe(page, row)}"
    return read_remarks(path, column)


@CHECKS
def test_the_list_invites_remarks_and_hides_its_keys(faulty: Path, check: Check) -> None:
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    headings = [cell.value for cell in page[4]]
    assert headings == [*FINDING_WIDTHS, "Åtgärdat av", "Kommentar", KEY_HEADING]
    assert page.tables["Kontroll"].ref == f"A4:K{max(list_rows(page))}"
    assert page.tables["Kontroll"].autoFilter.ref == page.tables["Kontroll"].ref
    width = page.column_dimensions["K"]
    assert width.hidden or width.width == 0
    assert len({page.cell(row, 11).value for row in list_rows(page)}) == len([*list_rows(page)])


@CHECKS
def test_the_gravest_stand_first(faulty: Path, check: Check) -> None:
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    order = [("✖", "▲", "●", "○").index(page.cell(row, 2).value[0]) for row in list_rows(page)]
    assert order == sorted(order)
    assert len(set(order)) > 2


@CHECKS
@pytest.mark.parametrize("column", [9, 10, 12])
def test_remarks_stay_with_their_finding_when_rows_are_moved(faulty: Path, check: Check, column: int) -> None:
    check(faulty)
    before = write_remarks(faulty, column)
    with edited(faulty) as book:  # the call-offs in another order, a row put in above them
        avrop = book["Avrop"]
        rows = [[cell.value for cell in row] for row in avrop.iter_rows(min_row=FIRST, max_row=17)]
        for line, row in enumerate(reversed(rows), FIRST + 1):
            for number, value in enumerate(row, 1):
                avrop.cell(line, number).value = value
        for number, value in enumerate(["EX-A99", date(2026, 9, 1), "fritidsnämnden", "EX-I02", 1.0, "begärt"], 1):
            avrop.cell(FIRST, number).value = value
        avrop.tables["Avrop"].ref = avrop.tables["Avrop"].autoFilter.ref = "A4:I18"
    check(faulty)
    moved = {"Avrop E6": "E17", "Avrop E8": "E15", "Avrop E10": "E13"}
    after = read_remarks(faulty, column)
    for name, cell in (("VD02 E6", "E17"), ("VD02 E8", "E15"), ("VD02 E10", "E13")):
        assert after[f"VD02 {cell}"] == before[name], moved
    assert after["VD08 D7"] == before["VD08 D7"]
    assert {*after.values()} == {*before.values()}


@CHECKS
def test_remarks_stay_when_the_list_was_sorted_and_filtered(faulty: Path, check: Check) -> None:
    check(faulty)
    before = write_remarks(faulty)
    with edited(faulty) as book:
        page = book["Kontroll"]
        lines = [*list_rows(page)]
        rows = [[cell.value for cell in page[line][:11]] for line in lines]
        for line, row in zip(lines, reversed(rows), strict=True):
            for number, value in enumerate(row, 1):
                page.cell(line, number).value = value
            page.row_dimensions[line].hidden = line % 2 == 0
    check(faulty)
    assert read_remarks(faulty) == before
    assert not any(row.hidden for row in openpyxl.load_workbook(faulty)["Kontroll"].row_dimensions.values())


@CHECKS
def test_what_is_gone_is_shown_as_cleared_with_the_day_and_its_remark(faulty: Path, check: Check) -> None:
    check(faulty)
    before = write_remarks(faulty)
    with edited(faulty) as book:
        book["Avrop"]["E8"] = 5.0
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    cleared = {(page.cell(row, 1).value, page.cell(row, 10).value) for row in list_rows(page) if page.cell(row, 2).value == f"✔ åtgärdad {TODAY}"}
    assert ("VD02", before["VD02 E8"]) in cleared
    assert read_remarks(faulty)["VD02 E6"] == before["VD02 E6"]
    check(faulty)  # a second time changes nothing
    assert {*read_remarks(faulty).values()} == {*before.values()}
    with edited(faulty) as book:  # wrong again
        book["Avrop"]["E8"] = "ca 6"
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    again = next(row for row in list_rows(page) if describe(page, row) == "E8")
    assert (page.cell(again, 2).value, page.cell(again, 10).value) == ("✖ fel", before["VD02 E8"])


def test_the_button_and_the_command_line_go_on_with_the_same_list(faulty: Path) -> None:
    check_with_button(faulty)
    before = write_remarks(faulty)
    check_on_command_line(faulty)
    assert read_remarks(faulty) == before
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    assert not any(str(cell.value).startswith("=") for row in page.iter_rows() for cell in row)
    written = [[cell.value for cell in row[:3]] for row in page.iter_rows(min_row=FIRST)]
    check_with_button(faulty)
    assert read_remarks(faulty) == before
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    assert [[cell.value for cell in row[:3]] for row in page.iter_rows(min_row=FIRST)] == written


@CHECKS
def test_remarks_stay_when_the_list_is_written_in_the_other_language(faulty: Path, check: Check) -> None:
    check_in_english(faulty)
    before = write_remarks(faulty)
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    headings = [*FINDING_WIDTHS, "Åtgärdat av", "Kommentar", KEY_HEADING]
    assert [cell.value for cell in page[4]] == headings
    assert check is check_with_button or page.tables["Kontroll"].column_names == headings  # Excel itself names the columns of a table
    assert (page["A1"].value, page["A2"].value) == (TITLE.sv, NOTE.sv)
    assert read_remarks(faulty) == before
    check_in_english(faulty)
    assert read_remarks(faulty) == before
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    assert (page["A1"].value, page["A4"].value, page["J4"].value) == (TITLE.en, "Code", "Comment")
    assert page["B5"].value == "✖ error"
    assert "✖ error" in {row[1] for row in page.iter_rows(min_row=FIRST, values_only=True)}


def test_a_heading_of_ones_own_is_not_doubled_by_a_translation(faulty: Path) -> None:
    check_on_command_line(faulty)
    with edited(faulty) as book:
        book["Kontroll"]["I4"] = book["Kontroll"].tables["Kontroll"].tableColumns[8].name = "Comment"
    check_in_english(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    assert [page["I4"].value, page["J4"].value] == ["Comment", "Kommentar"]


def test_a_sheet_in_english_is_no_data_and_is_stepped_through(faulty: Path) -> None:
    found = [each.rule.code for each in app.validate_workbook(faulty).verdict.findings]
    check_in_english(faulty)
    assert [each.rule.code for each in app.validate_workbook(faulty).verdict.findings] == found
    assert buttons.step_forward(open_book(faulty)).startswith("1 av ")


@CHECKS
def test_a_persons_own_columns_formulas_dates_and_rows_are_kept(faulty: Path, check: Check) -> None:
    check(faulty)
    with edited(faulty) as book:
        page = book["Kontroll"]
        page["L4"], page["M4"] = "Klart den", "Dagar"
        last = max(list_rows(page))
        for row in list_rows(page):
            if page.cell(row, 1).value == "VD08":
                page.cell(row, 12).value, page.cell(row, 12).number_format = date(2026, 11, 2), "yyyy-mm-dd"
                page.cell(row, 13).value = f'=IF(L{row}="","",TODAY()-L{row})'
                page.cell(row, 10).value = "007"
        page.cell(last + 1, 5).value, page.cell(last + 1, 10).value = "Ring revisorn", "på torsdag"
        page.tables["Kontroll"].ref = page.tables["Kontroll"].autoFilter.ref = f"A4:K{last + 1}"
        book["Avrop"]["E8"] = 5.0
        book["Utfall"]["D6"] = "Okända nämnden"
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    row = next(row for row in list_rows(page) if describe(page, row) == "D7")
    assert page.cell(row, 12).value == datetime(2026, 11, 2)
    assert page.cell(row, 13).value == f'=IF(L{row}="","",TODAY()-L{row})'
    assert (page.cell(row, 10).value, page.cell(row, 10).data_type) == ("007", "s")
    assert (page["L4"].value, page["M4"].value) == ("Klart den", "Dagar")
    other = next(row for row in list_rows(page) if describe(page, row) == "D6")
    assert page.cell(other, 12).value is None
    own = next(row for row in range(FIRST, page.max_row + 1) if page.cell(row, 5).value == "Ring revisorn")
    assert page.cell(own, 10).value == "på torsdag"


@CHECKS
def test_a_list_of_an_older_version_and_one_whose_keys_were_written_over_keep_their_remarks(faulty: Path, check: Check) -> None:
    check(faulty)
    with edited(faulty) as book:
        page = book["Kontroll"]
        for row in list_rows(page):
            page.cell(row, 11).value = "skrivet över"
    before = write_remarks(faulty)
    check(faulty)
    assert read_remarks(faulty) == before


def test_colours_and_links_of_a_remark_go_with_it_in_a_file(faulty: Path) -> None:
    check_on_command_line(faulty)
    with edited(faulty) as book:
        page = book["Kontroll"]
        row = next(row for row in list_rows(page) if describe(page, row) == "E10")
        page.cell(row, 9).value, page.cell(row, 9).fill = "KL", PatternFill("solid", fgColor="FFFF00")
        page.cell(row, 9).hyperlink = "https://example.org/arende"
        book["Avrop"]["E6"] = 5.0
    check_on_command_line(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    after = next(row for row in list_rows(page) if describe(page, row) == "E10")
    assert after != row
    assert (page.cell(after, 9).value, page.cell(after, 9).fill.fgColor.rgb) == ("KL", "00FFFF00")
    assert page.cell(after, 9).hyperlink.target == "https://example.org/arende"
    assert page.cell(row, 9).hyperlink is None


def test_cleaning_takes_the_columns_away_with_the_findings(faulty: Path, tmp_path: Path) -> None:
    check_on_command_line(faulty)
    app.clean_workbook(faulty, tmp_path / "ren.xlsx")
    page = openpyxl.load_workbook(tmp_path / "ren.xlsx")["Kontroll"]
    assert [cell.value for cell in page[4]][:9] == [*FINDING_WIDTHS, None][: len(page[4])]
    assert page.tables["Kontroll"].ref == "A4:H5"
    assert not any(cell.value for row in page.iter_rows(min_row=FIRST) for cell in row)


@CHECKS
def test_another_table_beside_the_list_stays_as_it_is(faulty: Path, check: Check) -> None:
    with edited(faulty) as book:
        page = book["Kontroll"]
        page["J4"], page["K4"], page["J5"] = "Vem", "När", "jag"
        page.add_table(Table(displayName="Mina", ref="J4:K5"))
    check(faulty)
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    assert (page["J4"].value, page["J5"].value) == ("Vem", "jag")
    assert page.tables["Kontroll"].ref.startswith("A4:H")


def test_a_note_that_the_button_has_put_there_is_taken_away_by_the_command_line(faulty: Path, tmp_path: Path) -> None:
    check_with_button(faulty)
    with edited(faulty) as book:
        book["Avrop"]["A5"].comment = Comment("Kraftsamling: ring Eva", "Excel")
        book["Avrop"]["E6"].comment.text += "\nFrågat fritid."
    app.clean_workbook(faulty, tmp_path / "ren.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ren.xlsx")
    notes = {(page.title, cell.coordinate): cell.comment.text for page in book for row in page.iter_rows() for cell in row if cell.comment}
    assert notes == {("Avrop", "A5"): "Kraftsamling: ring Eva", ("Avrop", "E6"): "Frågat fritid."}


@pytest.mark.parametrize("check", [check_with_button, check_on_command_line])
def test_what_is_not_tried_any_more_is_not_called_cleared(faulty: Path, check: Check) -> None:
    with edited(faulty) as book:
        book["Avrop"]["E8"] = 99_000_000.0
    check(faulty)
    write_remarks(faulty)
    with edited(faulty) as book:  # a date that nobody can read: what is left of the money cannot be said any more
        book["Avrop"]["B8"] = "i våras"
    check(faulty)
    page = openpyxl.load_workbook(faulty)["Kontroll"]
    codes = {page.cell(row, 1).value: page.cell(row, 2).value for row in list_rows(page)}
    assert codes["AV01"] == f"○ ej prövad {TODAY}"
