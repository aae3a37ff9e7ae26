"""Where a table is found in its sheet, whatever is above it and beside it, and which merges lie in its data."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as ExcelTable

from support import rule_pages
from support.build_call_off_sheet import (
    BLANK,
    DAY,
    HEADINGS,
    call_off_row,
    list_faults,
    list_ids,
    read_call_off_sheet,
    sum_row,
)
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.reading.workbook import read_workbook


def test_a_plain_range_is_read_as_an_excel_table_is(tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), call_off_row("A-2")]
    for ref in ("", "A1:I3"):
        workbook = read_call_off_sheet(tmp_path, rows, ref=ref)
        assert (list_ids(workbook), list_faults(workbook)) == (["A-1", "A-2"], [])


def test_a_table_is_found_below_its_title_and_beside_a_margin(tmp_path: Path) -> None:
    rows = [
        ["Avrop 2026"],
        [None, "Uppdaterat", DAY],
        [],
        [None, *HEADINGS],
        [None, *call_off_row("A-1")],
        [None, *call_off_row("A-2", "x")],
    ]
    workbook = read_call_off_sheet(tmp_path, rows)
    assert list_ids(workbook) == ["A-1", "A-2"]
    assert list_faults(workbook) == [("VD02", "F6")]


def test_the_order_of_the_columns_and_the_capitals_and_spaces_of_headings_do_not_matter(tmp_path: Path) -> None:
    headings = [" BELOPP", "avrop-id", "Insats-id\n", "Status", "Mottagare", "DATUM", "Avser  avrop", "Referens"]
    workbook = read_call_off_sheet(tmp_path, [headings, [1_000.5, "A-1", "I-10", "godkänt", "MKB", DAY, None, "x"]])
    assert list_faults(workbook) == []
    (row,) = workbook.book.call_offs
    assert (row.id, row.date, row.amount, row.status, row.reference) == ("A-1", DAY.date(), 100_050, "godkänt", "x")


@pytest.mark.parametrize("title", ["avrop", "AVROP", "  Avrop ", "\uff21vrop"])
def test_the_capitals_and_spaces_of_a_sheets_name_do_not_matter(title: str, tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [HEADINGS, call_off_row("A-1", "75 000")], title=title)
    assert list_ids(workbook) == ["A-1"]
    assert workbook.faults[0].hit.place is not None
    assert workbook.faults[0].hit.place.sheet == title


def test_a_name_with_combining_dots_is_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rule_pages.write(rule_pages.right_book(), path)
    whole = openpyxl.load_workbook(path)
    whole["Omfördelning"].title = "Omfo\u0308rdelning"
    whole.save(path)
    assert list(read_workbook(path, shipped_decisions()).faults) == []


def test_a_sheet_without_headings_is_said_to_lack_them_all(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [["Inga avrop ännu"]])
    assert list_faults(workbook) == [("ST02", "A1")]
    assert workbook.faults[0].hit.values["heading"] == ", ".join(CALL_OFFS.headings)
    assert workbook.book.missing == {"call_offs"}


def test_an_empty_sheet_is_said_to_lack_its_headings(tmp_path: Path) -> None:
    assert list_faults(read_call_off_sheet(tmp_path, [])) == [("ST02", "A1")]


def test_what_is_beside_a_table_is_none_of_it(tmp_path: Path) -> None:
    rows = [[*HEADINGS, None, "Legend"], [*call_off_row("A-1"), None, "grönt: klart"], [*BLANK, None, "rött"]]
    workbook = read_call_off_sheet(tmp_path, rows)
    assert (list_ids(workbook), list_faults(workbook)) == (["A-1"], [])


def test_of_two_excel_tables_side_by_side_the_one_with_the_headings_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    read_call_off_sheet(tmp_path, [["Kod", None, *HEADINGS], ["x", None, *call_off_row("A-1")], [None, None, *call_off_row("A-2")]])
    whole = openpyxl.load_workbook(path)
    whole["Avrop"].add_table(ExcelTable(displayName="Koder", ref="A1:A2"))
    whole["Avrop"].add_table(ExcelTable(displayName="Avrop", ref="C1:K3"))
    whole.save(path)
    workbook = read_workbook(path, shipped_decisions())
    assert (list_ids(workbook), list_faults(workbook)) == (["A-1", "A-2"], [])


def test_unknown_headings_around_the_known_ones_belong_to_the_table(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [["Nr", *HEADINGS, "Handläggare"], [1, *call_off_row("A-1"), "x"], [2, *BLANK, "y"]])
    assert list_faults(workbook)[:2] == [("ST03", "A1"), ("ST03", "K1")]
    assert [fault.hit.found for fault in workbook.faults[:2]] == ["Nr", "Handläggare"]
    assert len(workbook.book.call_offs) == 2


def test_a_workbook_with_few_of_our_sheets_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = openpyxl.Workbook()
    whole.create_sheet("Avrop")
    whole.save(tmp_path / "annat.xlsx")
    with pytest.raises(BadInput, match=r"^annat\.xlsx: ingen tabell med tilldelning eller avrop"):
        read_workbook(tmp_path / "annat.xlsx", shipped_decisions())


@pytest.mark.parametrize(
    "area, found",
    [("A2:A3", True), ("C1:C2", True), ("I3:K3", True), ("A1:C1", False), ("K2:K3", False), ("A4:D4", False)],
)
def test_only_merges_with_cells_of_data_are_found_at_their_first_cell(area: str, found: bool, tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), call_off_row("A-2"), sum_row("Summa", 2_000)]
    workbook = read_call_off_sheet(tmp_path, rows, merges=[area])
    shapes = [fault for fault in list_faults(workbook) if fault[0] == "ST07"]
    assert shapes == ([("ST07", area.partition(":")[0])] if found else [])


def test_a_formula_without_a_value_far_beside_a_table_or_below_it_is_nothing(tmp_path: Path) -> None:
    rows = [HEADINGS, [*call_off_row("A-1"), None, None, "=1+1"], BLANK, [None, "=2+2"]]
    workbook = read_call_off_sheet(tmp_path, rows)
    assert (list_ids(workbook), list_faults(workbook)) == (["A-1"], [])
