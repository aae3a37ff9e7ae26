"""The message of a faulty cell, what the cell leaves unread, and values that do not depend on the cells around them."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from support import rule_pages
from support.build_gate_workbook import DAY, find_one_fault, list_places, read_sheets, right_book
from xl_kraftsamling.domain import texts
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.reading.workbook import read_workbook


@pytest.mark.parametrize(
    "number, value, field, shown",
    [
        (0, "A-1", "first", "Avrop!A2"),
        (1, "20 apr. 2026", "proposal", "2026-04-20"),
        (1, 46_174, "proposal", "2026-06-01"),
        (1, datetime(2614, 5, 11), "found", "2614-05-11"),
        (1, datetime(2614, 5, 11), "proposal", "2026-09-15"),
        (1, datetime(2614, 5, 11), "question", " Menade du 2026-09-15?"),
        (1, datetime(1999, 5, 4), "question", ""),
        (1, 990_121, "question", ""),
        (2, "Kulturnämden", "proposal", "kulturnämnden"),
        (2, "kulturnämnd", "proposal", "kulturnämnden"),
        (2, "Ungdomsnämnden", "question", " Menade du"),
        (2, "XYZ", "question", ""),
        (2, "FSN", "expected", "förskolenämnden eller funktionsstödsnämnden"),
        (4, "48 500 kr", "proposal", "48\u00a0500\u00a0kr"),
        (4, "1,1 mnkr", "proposal", "1\u00a0100\u00a0000\u00a0kr"),
        (4, 33_333.335, "proposal", "33\u00a0333,34\u00a0kr"),
        (4, 33_333.335, "found", "33\u00a0333,335"),
        (4, "1 1000", "expected", "ett tal, till exempel 150\u00a0000"),
        (5, "Utbetald", "proposal", "utbetalt"),
        (5, "klart", "expected", "begärt, godkänt, utbetalt, återfört, avslaget"),
        (8, "Ring 19811218-9876", "found", "811218-****"),
        (8, 8112189876, "found", "811218-****"),
    ],
)
def test_a_message_names_what_helps(number: int, value: Any, field: str, shown: str, tmp_path: Path) -> None:
    fault = find_one_fault("Avrop", number, value, tmp_path)
    assert texts.format_value(fault.hit.values[field], "sv").startswith(shown)
    assert fault.hit.related == ((Place("Avrop", 2, 1),) if fault.code == "VD11" else ())


def test_only_a_cell_whose_value_is_unknown_leaves_its_field_unread(tmp_path: Path) -> None:
    assert find_one_fault("Avrop", 4, "75 000", tmp_path).leaves_unread == "call_offs.amount"
    assert find_one_fault("Avrop", 4, "75 tkr", tmp_path).leaves_unread is None
    assert find_one_fault("Avrop", 2, "KN", tmp_path).leaves_unread is None


def test_a_dash_where_nothing_is_required_is_nothing(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Omfördelning"].rows[0] = [*sheets["Omfördelning"].rows[0][:6], *["-", "–", "—", " ", "-", "\u2212", "--"]]
    workbook = read_sheets(sheets, tmp_path)
    assert list(workbook.faults) == []
    row = workbook.book.transfers[0]
    assert not row.unread
    assert row[9:] == (None,) * 7


def test_an_amount_is_the_same_whatever_is_in_the_other_cells_of_its_column(tmp_path: Path) -> None:
    sheets = right_book()
    amounts = [1.005, 2.675, 0.125, -0.125, 1e6 / 3, 1e-9, 12_345_678.9]
    sheets["Avrop"].rows = [[f"A-{n}", DAY, "MKB", "I-10", amount, "begärt"] for n, amount in enumerate(amounts)]
    alone = [row.amount for row in read_sheets(sheets, tmp_path).book.call_offs]
    sheets["Avrop"].rows.append(["B-1", DAY, "MKB", "I-10", "75 tkr", "begärt"])
    beside = [row.amount for row in read_sheets(sheets, tmp_path).book.call_offs]
    assert beside == [*alone, 7_500_000]
    assert alone == [101, 268, 13, -13, 33_333_333, 0, 1_234_567_890]


def test_a_row_of_nothing_but_formulas_without_values_or_errors_is_not_lost(tmp_path: Path) -> None:
    sheets = right_book()
    sheets["Prognos"].rows = [["=1", "=2", "=3", "=4"], ["#REF!", "#N/A", "#N/A", "#N/A"]]
    workbook = read_sheets(sheets, tmp_path)
    assert sorted(fault.code for fault in workbook.faults) == ["FO01"] * 4 + ["FO08"] * 4
    assert len(workbook.book.forecasts) == 2


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#PYTHON!", "#EXTERNAL!", "#FEL!"])
def test_an_error_value_that_is_new_or_none_of_excels_is_one_all_the_same(error: str, tmp_path: Path) -> None:
    fault = find_one_fault("Avrop", 4, error, tmp_path)
    assert (fault.code, fault.hit.found, fault.leaves_unread) == ("FO01", error, "call_offs.amount")


def test_days_counted_from_1904_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rule_pages.write(right_book(), path)
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book["Avrop"]["B2"] = datetime(2026, 6, 2)
    book["Avrop"]["B3"].value = 44_712
    book["Avrop"]["B3"].number_format = "General"
    book.save(path)
    workbook = read_workbook(path, shipped_decisions())
    assert [row.date for row in workbook.book.call_offs] == [date(2026, 6, 2), date(2026, 6, 1)]
    assert list_places(workbook.faults) == [("VD05", Place("Avrop", 3, 2))]
