"""The unit that number formats state, or by which they scale, is that of the amounts; where they differ nobody can know it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from support.build_other_layouts import (
    CALLED,
    GRANTED,
    GRANTS,
    KN,
    LIST_HEADINGS,
    allocations_in,
    call_offs_in,
    describe_reading,
    two_sheets,
    write_map,
    write_sheets,
)
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.finding import Severity
from xl_kraftsamling.reading import workbook_file
from xl_kraftsamling.xlsx.package import Package, Sheet

RIGHT = {(name, day, amount * 100, status) for _, day, name, amount, status in CALLED}


def write_formatted(path: Path, sheet: str, column: str, codes: Mapping[int, str] | str) -> Path:
    """Give the cells of a column, or some of its rows, a number format."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    for row in range(2, page.max_row + 1):
        code = codes if isinstance(codes, str) else codes.get(row)
        if code:
            page[f"{column}{row}"].number_format = code
    book.save(path)
    return path


def write_called(folder: Path, heading: str, divisor: int, codes: Mapping[int, str] | str) -> Path:
    """A workbook whose call-offs are divided by a number and shown by a format."""
    headings = [*LIST_HEADINGS[:3], heading, LIST_HEADINGS[4]]
    rows: Sequence[Sequence[Any]] = [headings, *((*row[:3], row[3] / divisor, row[4]) for row in CALLED)]
    return write_formatted(write_sheets(folder / "bok.xlsx", two_sheets(called=rows)), "Avrop", "D", codes)


def alarms(path: Path) -> set[str]:
    found = app.validate_workbook(path).verdict.findings
    return {each.rule.code for each in found if each.severity in (Severity.ERROR, Severity.WARNING)} - {"BE01", "BE03"}


@pytest.mark.parametrize(("heading", "divisor", "code"), [
    ("Belopp", 1_000, '#,##0" tkr"'), ("Belopp", 1_000, r"# ##0\ \t\k\r"), ("Belopp", 1_000, "#,##0 [$tkr-41D]"), ("Belopp", 1_000, '0.0"k"'),
    ("Belopp kr", 1_000, '#,##0" tkr"'), ("Belopp", 1_000_000, '0.000" mnkr"'), ("Belopp tkr", 1_000_000, '0.000" Mkr"'),
    # the number is in kronor, and shown in thousandths
    ("Belopp tkr", 1, "#,##0,"), ("Belopp", 1, '#,##0," tkr"'), ("Belopp", 1, "#,##0,"), ("Belopp mnkr", 1, "0.0,,"), ("Belopp", 1, '0.0,"k"'),
    ("Belopp", 1, '0.0,,"M"'), ("Belopp mnkr", 1_000, "0.000,"), ("Belopp tkr", 1, '#,##0" kr"'), ("Belopp", 1, '#,##0" kr"'), ("Belopp", 1, "0.00"),
    ("Belopp tkr", 1_000, "#,##0.0"),
])  # fmt: skip
def test_amounts_are_what_their_cells_show(heading: str, divisor: int, code: str, tmp_path: Path) -> None:
    path = write_called(tmp_path, heading, divisor, code)
    assert call_offs_in(read_ledger(path)) == RIGHT
    assert alarms(path) == set()
    assert call_offs_in(app.validate_workbook(path, map_file=write_map(path)).verdict.ledger) == RIGHT


def test_a_unit_that_a_format_states_is_said(tmp_path: Path) -> None:
    path = write_called(tmp_path, "Belopp", 1_000, '#,##0" tkr"')
    said = [each.message("sv") for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD03"]
    assert said == ["”tkr” i talformatet under Belopp har lästs som tusental kronor."]
    assert "belopp i tkr" in describe_reading(path)


@pytest.mark.parametrize("codes", [{3: '0" tkr"'}, {2: '0" tkr"', 3: '0" mnkr"'}, dict.fromkeys(range(2, 7), '0" tkr"')])
def test_amounts_in_different_units_are_asked_about_and_nothing_is_computed(codes: dict[int, str], tmp_path: Path) -> None:
    path = write_called(tmp_path, "Belopp", 1, codes)
    done = app.validate_workbook(path).verdict
    asked = [each for each in done.findings if each.rule.code == "ST12"]
    assert [str(each.hit.place and each.hit.place.address) for each in asked] == ["Avrop!D1"]
    assert "visas i olika enheter" in asked[0].message("sv")
    assert not any(is_known for _, is_known in done.balances)


def test_the_format_of_a_text_or_of_a_sum_states_nothing(tmp_path: Path) -> None:
    rows = [LIST_HEADINGS, *CALLED, ("Summa", None, None, 720_000)]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=rows))
    write_formatted(path, "Avrop", "D", {8: '0" tkr"'})
    assert call_offs_in(read_ledger(path)) == RIGHT
    text = [LIST_HEADINGS, (1, CALLED[0][1], KN, "75 tkr", "utbetalt"), *CALLED[1:]]
    path = write_formatted(write_sheets(tmp_path / "bok.xlsx", two_sheets(called=text)), "Avrop", "D", {2: '0" tkr"'})
    assert call_offs_in(read_ledger(path)) == RIGHT


def test_allocations_are_what_their_cells_show(tmp_path: Path) -> None:
    rows = [GRANTS[0], *((name, amount / 1_000) for name, amount in GRANTED)]
    path = write_formatted(write_sheets(tmp_path / "bok.xlsx", two_sheets(rows)), "Fördelning", "B", '# ##0" tkr"')
    assert allocations_in(read_ledger(path)) == {(name, amount * 100) for name, amount in GRANTED}
    assert alarms(path) == set()


def test_the_templates_own_tables_are_read_by_their_formats_too(tmp_path: Path) -> None:
    sheets = rule_pages.right_book()
    for row in sheets["Tilldelning"].rows:
        row[2] /= 1_000
    rule_pages.write(sheets, tmp_path / "bok.xlsx")
    path = write_formatted(tmp_path / "bok.xlsx", "Tilldelning", "C", '#,##0.000" tkr"')
    assert allocations_in(read_ledger(path)) == {(name, amount * 100) for name, amount in GRANTED}
    done = app.validate_workbook(path).verdict
    assert {each.hit.found for each in done.findings if each.rule.code == "VD03"} != set()
    done = app.validate_workbook(write_formatted(path, "Tilldelning", "C", {2: "0"})).verdict
    assert [each.hit.place and each.hit.place.address for each in done.findings if each.rule.code == "ST12"] == ["Tilldelning!C1"]
    assert not any(is_known for _, is_known in done.balances)


@pytest.mark.parametrize(("code", "looks"), [('# ##0 "kr"', 0), ('# ##0 "tkr"', 2)])
def test_the_cells_are_gone_through_only_for_a_format_that_would_change_something(
    code: str, looks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_called(tmp_path, "Belopp", 1, code)
    looked: list[str] = []
    read = workbook_file.read_shown_cells

    def count(package: Package, sheet: Sheet) -> Mapping[tuple[int, int], str]:
        looked.append(sheet.name)
        return read(package, sheet)

    monkeypatch.setattr(workbook_file, "read_shown_cells", count)
    read_ledger(path)
    assert len(looked) == looks
