"""The ranges of a function as a workbook: which sheet each stands on, what is laid over what, and what is read beside them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import pywin32_stubs
from support.build_other_layouts import two_sheets, write_sheets
from support.call_function import to_com_value
from support.com_book import ComBook
from support.pywin32_stubs import MISSING, call_function
from support.run_cli import kraft
from xl_kraftsamling.domain.tables import ALLOCATIONS, TRANSFERS
from xl_kraftsamling.excel.functions import range_book
from xl_kraftsamling.excel.functions.range_book import RangeBook
from xl_kraftsamling.excel.functions.table_argument import TableArgument
from xl_kraftsamling.xlsx.grid import Area

DAY = to_com_value(date(2026, 12, 31))


@pytest.fixture(autouse=True, scope="module")
def _functions() -> None:
    pywin32_stubs.load_functions()


def make_array(table: Any, rows: list[list[Any]]) -> TableArgument:
    return TableArgument(table, table.sheet, Area(1, 1, len(rows), len(rows[0])), rows)


def test_an_array_that_is_given_twice_stands_on_one_sheet_and_two_of_one_name_on_two() -> None:
    one, same, other = [["a", 1]], [["a", 1]], [["a", 2]]
    book = RangeBook([make_array(ALLOCATIONS, one), make_array(TRANSFERS, same), make_array(ALLOCATIONS, other)])
    assert [each.sheet for each in book.arguments] == ["Tilldelning", "Tilldelning", "Tilldelning 2"]
    assert book.sheets == ("Tilldelning", "Tilldelning 2")
    assert (book.path, book.folder_path, book.all_sheets, book.date1904) == (Path("Funktionen"), None, None, False)


def test_two_workbooks_with_sheets_of_one_name_have_two(tmp_path: Path) -> None:
    paths = [write_sheets(tmp_path / name, two_sheets()) for name in ("a.xlsx", "b.xlsx")]
    books = [ComBook(path) for path in paths]
    tables = books[0].range("Fördelning"), MISSING, books[1].range("Avrop")
    rows = call_function("KRAFT_SALDO", *tables, MISSING, DAY)[1:]
    assert sum(row[5] for row in rows) == 660_000


def test_a_range_far_down_and_out_keeps_its_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line, row in enumerate([["Datum", "Nämnd", "Belopp (kr)", "Status"], [date(2026, 5, 4), "FRN", "ca 5", "utbetalt"]], 900):
        for column, cell in enumerate(row, 30):
            book.active.cell(line, column, cell)
    grants = book.create_sheet("Ramar")
    for row in [["Nämnd", "Beviljat (kr)"], ["ASN", 1_100_000], ["FRN", 6_100_000], ["FSKN", 150_000], ["KN", 800_000], ["GVN", 650_000], ["MKB", 1_200_000]]:
        grants.append(row)
    book.save(tmp_path / "b.xlsx")
    com = ComBook(tmp_path / "b.xlsx")
    ranges = com.range("Ramar"), MISSING, com.range("Sheet", "AD900:AG901")
    assert call_function("KRAFT_KVAR", (("FRN",), ("KN",)), *ranges, DAY) == [["#VALUE!"], [800_000]]
    code, _, cell, _ = call_function("KRAFT_VARFOR_KVAR", "FRN", *ranges, DAY)[0]
    assert (code, cell) == ("VD02", "Sheet!AF901")


def test_ranges_of_one_sheet_are_laid_out_where_they_are() -> None:
    left, right = ([["Nämnd", "Ram"], ["KN", 5]], [["Datum", "Belopp"], ["x", 7]])
    grid = range_book._lay_out([range_book._Piece(3, 1, left), range_book._Piece(2, 4, right)])
    assert [*grid] == [["", "", "", "", ""], ["", "", "", "Datum", "Belopp"], ["Nämnd", "Ram", "", "x", 7], ["KN", 5, "", "", ""]]


@pytest.mark.parametrize("amount", [1_000, 790_000])
def test_whether_a_transfer_may_be_made_is_answered_alike_for_a_layout_of_its_own(amount: int, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets())
    answer = json.loads(kraft("transfer", str(path), "--from", "KN", "--to", "FRN", "--amount", str(amount), "--date", "2026-09-30", "--format", "json").stdout)
    book = ComBook(path)
    asked = ("KN", "FRN", float(amount), to_com_value(date(2026, 9, 30)), book.range("Fördelning"), MISSING, book.range("Avrop"))
    reasons = call_function("KRAFT_VARFOR", *asked)
    assert {row[0] for row in reasons if row[0]} == {reason["code"] for reason in answer["reasons"]}
    assert call_function("KRAFT_FAR_OMFORDELAS", *asked).replace(", efter överenskommelse", "_efter_overenskommelse") == answer["answer"]


def test_an_error_value_or_several_areas_in_the_place_of_a_table_are_named(tmp_path: Path) -> None:
    book = ComBook(write_sheets(tmp_path / "bok.xlsx", two_sheets()))
    several = book.range("Avrop")
    several.Areas.Count = 2
    for wrong in (-2146826265, several):
        answered = call_function("KRAFT_VARFOR_SALDO", book.range("Fördelning"), MISSING, wrong, MISSING, DAY)
        assert answered[1].startswith("Argumentet avrop kan inte användas")
