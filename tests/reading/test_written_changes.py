"""What is written differently though it means the same: texts for numbers, other names, formulas, formats."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import rule_pages
from xl_kraftsamling import app
from xl_kraftsamling.reading.written_changes import WrittenKind

AVROP = """
Avrop
| Avrop-id | Datum | Mottagare | Insats-id | Belopp | Status |
|---|---|---|---|---:|---|
| A-1 | 2026-06-01 | kulturnämnden | I-07 | 75 000 | utbetalt |
| A-2 | 2026-06-02 | kulturnämnden | I-07 | 5 000 | utbetalt |
"""
Change = Callable[[Any], None]


def compare(folder: Path, change: Change, first: Change = lambda _: None, sheet: str = "Avrop") -> list[tuple[str, str, str, str]]:
    """What is written differently after a change of a sheet: the kind, the cell after, and the contents."""
    rule_pages.write(rule_pages.book_with(AVROP), folder / "mall.xlsx")
    for name, edit in (("f.xlsx", first), ("e.xlsx", change)):
        workbook = openpyxl.load_workbook(folder / "mall.xlsx")
        edit(workbook[sheet])
        workbook.save(folder / name)
    found = app.compare_workbooks(folder / "f.xlsx", folder / "e.xlsx").written
    return [(each.kind.value, str(each.places[1].cell), each.before, each.after) for each in found]


def put(cell: str, value: Any) -> Change:
    return lambda sheet: sheet.__setitem__(cell, value)


@pytest.mark.parametrize(("cell", "old", "new", "expected"), [
    ("E2", "75 000", 75_000, ("type", "E2", "”75 000”", "75000")),
    ("E2", 75_000, "75 000", ("type", "E2", "75000", "”75 000”")),
    ("E2", 75_000, "75 tkr", ("type", "E2", "75000", "”75 tkr”")),
    ("C2", "kulturnämnden", "KN", ("name", "C2", "”kulturnämnden”", "”KN”")),
    ("F2", "utbetalt", "Utbetald", ("name", "F2", "”utbetalt”", "”Utbetald”")),
    ("H2", "ref", " ref ", ("spelling", "H2", "”ref”", "” ref ”")),
    ("E2", "ca 5", "ca 6", ("unread", "E2", "”ca 5”", "”ca 6”")),
    ("E2", "=70000+5000", 75_000, ("formula_to_value", "E2", "=70000+5000", "75000")),
    ("E2", 75_000, "=70000+5000", ("value_to_formula", "E2", "75000", "=70000+5000")),
    ("E2", "=1+2", "=2+1", ("formula", "E2", "=1+2", "=2+1")),
])  # fmt: skip
def test_a_cell_that_is_written_differently_is_found_with_both_contents(cell: str, old: Any, new: Any, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert compare(tmp_path, put(cell, new), put(cell, old)) == [expected]


@pytest.mark.parametrize(("old", "new"), [(75_000, 75_000.0), (75_000, 80_000), ("75 000", "ca 75 000"), ("=1+2", "=1+2"), (None, None)])
def test_what_is_the_same_or_means_something_else_is_no_change_of_writing(old: Any, new: Any, tmp_path: Path) -> None:
    assert [each for each in compare(tmp_path, put("E2", new), put("E2", old)) if each[0] != "unread"] == []


def test_a_formula_that_stands_a_row_lower_is_the_same(tmp_path: Path) -> None:
    def insert(sheet: Any) -> None:
        sheet.insert_rows(2)
        for column, value in enumerate(["A-9", None, "kulturnämnden", "I-07", 1, "begärt"], 1):
            sheet.cell(2, column, value)
        sheet["E4"] = "=E3*2"

    assert compare(tmp_path, insert, put("E3", "=E2*2")) == []


def test_another_look_is_found_and_a_number_format_is_named(tmp_path: Path) -> None:
    def restyle(sheet: Any) -> None:
        sheet["E2"].number_format = "0.00"
        sheet["C3"].font = openpyxl.styles.Font(bold=True)

    assert compare(tmp_path, restyle) == [("format", "E2", "0", "2"), ("format", "C3", "", "")]


def test_a_balance_that_was_written_over_is_found(tmp_path: Path) -> None:
    def state(value: Any) -> Change:
        def write(sheet: Any) -> None:
            sheet["A2"], sheet["B2"] = "kulturnämnden", value

        return write

    assert compare(tmp_path, state(800_000), state("=1+799999"), "Saldo") == [("formula_to_value", "B2", "=1+799999", "800000")]
    assert compare(tmp_path, state(800_000), state(700_000), "Saldo") == [("value", "B2", "700000", "800000")]


def test_a_column_of_ones_own_is_compared_wherever_it_stands(tmp_path: Path) -> None:
    def name(column: str, value: str) -> Change:
        def write(sheet: Any) -> None:
            sheet[f"{column}1"], sheet[f"{column}2"] = "Handläggare", value
            table = sheet.tables["Avrop"]
            table.ref = f"A1:{column}3"
            for number in range(len(table.tableColumns), openpyxl.utils.column_index_from_string(column)):
                table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=number + 1, name=sheet.cell(1, number + 1).value or f"K{number}"))

        return write

    assert compare(tmp_path, name("J", "N"), name("J", "N")) == []
    assert compare(tmp_path, name("J", "M"), name("J", "N")) == [("value", "J2", "”N”", "”M”")]
    assert compare(tmp_path, name("J", "M")) == []


def test_every_kind_has_words_in_both_languages() -> None:
    assert all(kind.text.sv != kind.text.en for kind in WrittenKind)
