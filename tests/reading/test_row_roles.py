"""The role of each row below the headings: how far a table reaches, which rows are sums, blank, headings again or outside it."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.domain.decision import shipped_decisions
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.excel.functions.table_argument import find_table_in_range
from xl_kraftsamling.reading.row_roles import (
    RowRole,
    TableShape,
    classify_row,
    find_heading_row,
    find_program_headings,
    find_sum_role,
    sort_rows,
)
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook


def test_a_heading_alone_is_an_empty_table(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [HEADINGS])
    assert (list_ids(workbook), list_faults(workbook), workbook.book.missing) == ([], [], frozenset())


def test_the_one_empty_row_of_an_empty_excel_table_is_nothing(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [HEADINGS, BLANK], ref="A1:I2")
    assert (list_ids(workbook), list_faults(workbook)) == ([], [])


def test_empty_rows_between_data_in_an_excel_table_are_found_and_those_at_its_end_are_not(tmp_path: Path) -> None:
    rows = [HEADINGS, BLANK, call_off_row("A-1"), BLANK, ["  ", "\u200b\ufeff", *BLANK[2:]], call_off_row("A-2"), BLANK, BLANK]
    workbook = read_call_off_sheet(tmp_path, rows, ref="A1:I8")
    assert list_ids(workbook) == ["A-1", "A-2"]
    assert list_faults(workbook) == [("ST05", "A2"), ("ST05", "A4"), ("ST05", "A5")]


def test_data_below_an_excel_table_is_found_row_by_row_and_not_read(tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), call_off_row("A-2"), BLANK, call_off_row("A-3")]
    workbook = read_call_off_sheet(tmp_path, rows, ref="A1:I2")
    assert list_ids(workbook) == ["A-1"]
    assert list_faults(workbook) == [("ST06", "A3"), ("ST06", "A5")]


def test_the_first_gap_ends_a_plain_range(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [HEADINGS, call_off_row("A-1"), BLANK, call_off_row("A-2"), call_off_row("A-3")])
    assert list_ids(workbook) == ["A-1"]
    assert list_faults(workbook) == [("ST06", "A4"), ("ST06", "A5")]


def test_a_grand_total_ends_a_plain_range(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        call_off_row("A-1"),
        sum_row("Delsumma", 1_000),
        call_off_row("A-2"),
        sum_row("Totalt:", 2_000),
        call_off_row("A-3"),
    ]
    workbook = read_call_off_sheet(tmp_path, rows)
    assert list_ids(workbook) == ["A-1", "A-2"]
    assert list_faults(workbook) == [("ST06", "A6")]


def test_notes_and_loose_numbers_below_a_table_are_no_data(tmp_path: Path) -> None:
    rows = [
        HEADINGS, call_off_row("A-1"), BLANK, ["Avstämt i september", *BLANK[1:]], ["Ansvarig", "controller", *BLANK[2:]],
        ["Antal", 1, *BLANK[2:]], sum_row("", 5_000),
    ]  # fmt: skip
    for ref in ("", "A1:I2"):
        assert list_faults(read_call_off_sheet(tmp_path, rows, ref=ref)) == []


def test_a_row_below_the_table_with_a_word_and_an_amount_is_data(tmp_path: Path) -> None:
    workbook = read_call_off_sheet(tmp_path, [HEADINGS, call_off_row("A-1"), BLANK, sum_row("Reserv", 5_000)])
    assert list_faults(workbook) == [("ST06", "A4")]


@pytest.mark.parametrize("label", ["Kvar", "Kvar att avropa:", "Saldo 2026-09-30", "varav utbetalt", "Transport", "Ingående saldo"])
def test_a_row_below_the_table_that_says_what_is_left_is_no_data(label: str, tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), BLANK, sum_row(label, 5_000)]
    for ref in ("", "A1:I2"):
        assert list_faults(read_call_off_sheet(tmp_path, rows, ref=ref)) == []


def test_a_row_below_the_table_is_data_where_it_has_only_an_id_like_those_above(tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("EX-A1"), call_off_row("EX-A12"), BLANK, ["EX-A99", *BLANK[1:]], ["  KN-B7 ", *BLANK[1:]]]
    for ref in ("", "A1:I3"):
        assert list_faults(read_call_off_sheet(tmp_path, rows, ref=ref)) == [("ST06", "A5"), ("ST06", "A6")]


@pytest.mark.parametrize("note", ["Avstämt 2026-09-30", "EX", "2026", "EX-A 9", "Se EX-A1", "#", "", 99])
def test_a_note_below_the_table_that_is_shaped_otherwise_than_its_ids_is_no_data(note: Any, tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("EX-A1"), BLANK, [note, *BLANK[1:]], [None, "EX-A2", *BLANK[2:]]]
    assert list_faults(read_call_off_sheet(tmp_path, rows)) == []


@pytest.mark.parametrize(
    "label, amount, right",
    [
        ("Summa", 3_000, True), ("SUMMA:", 3_000, True), ("Totalt", 3_000, True), ("Total", 3_000, True),
        ("Summa avrop", 3_000, True), ("Delsumma", 3_000, True), ("Summa", 3_000.01, False), ("Summa", 0, False),
        ("Delsumma MKB", 2_000, False), ("Summa", "3 000 kr", True), ("Summa", "3 001 kr", False), ("Summa", None, True),
        ("Summa", "se nedan", True),
    ],
)  # fmt: skip
def test_a_sum_row_is_no_data_but_its_sum_is_tried(label: str, amount: Any, right: bool, tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), call_off_row("A-2", 2_000), sum_row(label, amount)]
    for ref in ("", "A1:I3", "A1:I4"):
        workbook = read_call_off_sheet(tmp_path, rows, ref=ref)
        assert list_ids(workbook) == ["A-1", "A-2"]
        assert list_faults(workbook) == ([] if right else [("ST08", "E4")])


def test_a_row_whose_first_word_only_begins_like_a_sum_is_data(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        ["Summering av läget", *call_off_row("A-1")[1:]],
        ["Total 1", *call_off_row("A-2")[1:]],
        ["S-3", *call_off_row("")[1:]],
    ]
    assert list_ids(read_call_off_sheet(tmp_path, rows)) == ["Summering av läget", "Total 1", "S-3"]


def test_subtotals_sum_their_own_part_and_a_total_all_or_its_part(tmp_path: Path) -> None:
    rows = [
        HEADINGS, call_off_row("A-1"), call_off_row("A-2", 2_000), sum_row("Delsumma", 3_000), call_off_row("A-3", 500),
        sum_row("Delsumma", 500), sum_row("Summa", 3_500),
    ]  # fmt: skip
    assert list_faults(read_call_off_sheet(tmp_path, rows, ref="A1:I7")) == []
    rows[3], rows[5], rows[6] = sum_row("Delsumma", 3_500), sum_row("Delsumma", 3_500), sum_row("Summa", 0)
    workbook = read_call_off_sheet(tmp_path, rows, ref="A1:I7")
    assert list_faults(workbook) == [("ST08", "E4"), ("ST08", "E6"), ("ST08", "E7")]
    assert [(f.hit.found, f.hit.expected, f.hit.difference) for f in workbook.faults] == [
        (350_000, 300_000, 50_000), (350_000, 50_000, 300_000), (0, 350_000, -350_000),
    ]  # fmt: skip


def test_a_sum_for_each_group_may_be_called_a_sum(tmp_path: Path) -> None:
    rows = [
        HEADINGS, call_off_row("A-1"), sum_row("Summa juni", 1_000), call_off_row("A-2", 500), sum_row("Summa juli", 500),
        sum_row("Totalt", 1_500),
    ]  # fmt: skip
    workbook = read_call_off_sheet(tmp_path, rows, ref="A1:I6")
    assert (list_ids(workbook), list_faults(workbook)) == (["A-1", "A-2"], [])


def test_an_amount_that_cannot_be_read_leaves_its_own_sums_untried(tmp_path: Path) -> None:
    rows = [
        HEADINGS, call_off_row("A-1", "ca 1 000"), sum_row("Delsumma", 7), call_off_row("A-2", 500), sum_row("Delsumma", 7),
        sum_row("Summa", 7),
    ]  # fmt: skip
    assert list_faults(read_call_off_sheet(tmp_path, rows, ref="A1:I6")) == [("VD02", "E2"), ("ST08", "E5")]


def test_an_empty_amount_that_may_be_empty_counts_as_nothing_in_a_sum(tmp_path: Path) -> None:
    sheets = rule_pages.right_book()
    sheets["Insatser"].rows[0][4] = ""
    planned = sum(row[4] or 0 for row in sheets["Insatser"].rows)
    sheets["Insatser"].rows += [["Summa", "", "", "", planned + 1, "", ""]]
    rule_pages.write(sheets, tmp_path / "book.xlsx")
    assert list_faults(read_workbook(tmp_path / "book.xlsx", shipped_decisions())) == [("ST08", "E13")]


def test_the_totals_row_of_an_excel_table_needs_no_word(tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), sum_row("", 1_000)]
    workbook = read_call_off_sheet(tmp_path, rows, ref="A1:I3", totals=1)
    assert (list_ids(workbook), list_faults(workbook)) == (["A-1"], [])


@pytest.mark.parametrize("amount", ["9" * 5_000, 1e300, 2e13, "_x0000_"])
def test_an_amount_that_no_one_can_mean_is_found_at_its_cell(amount: Any, tmp_path: Path) -> None:
    assert list_faults(read_call_off_sheet(tmp_path, [HEADINGS, call_off_row("A-1", amount)])) == [("VD02", "E2")]


SUM = [None, None, "Summa", None, 1_000, None, None, None, None]


@pytest.mark.parametrize(
    "apart",
    [
        sum_row("Summa", 1_000), sum_row("Totalt, mnkr", 1_000), sum_row("Summa, kr", 1_000), sum_row("S:a", 1_000), sum_row("Delsumma", 1_000),
        sum_row("Totalt 2026", 1_000), sum_row("TOTALT exkl MKB", 1_000), sum_row("Summa juni", 1_000), sum_row("MKB Totalt", 1_000),
        SUM, [None, None, None, None, 1_000, None, None, None, "Summa"], [7, None, None, None, 1_000, None, None, None, "Totalt"],
        BLANK, ["  ", *BLANK[1:]], HEADINGS,
    ],
)  # fmt: skip
def test_the_same_rows_are_data_in_the_template_in_another_layout_and_in_a_function(apart: list[Any], tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), apart, call_off_row("A-2"), apart, call_off_row("A-3"), sum_row("Summa", 3_000)]
    assert list_ids(read_call_off_sheet(tmp_path, rows, ref="A1:I7")) == ["A-1", "A-2", "A-3"]
    assert list_ids(read_other_layout_sheet(tmp_path, rows)) == ["A-1", "A-2", "A-3"]
    assert list_range_ids(rows) == ["A-1", "A-2", "A-3"]


@pytest.mark.parametrize("data", [["Summering av läget", DAY, "MKB"], ["Totalförsvarsövning", DAY, "MKB"], ["S-3", DAY, "MKB"]])
def test_a_row_whose_text_only_resembles_a_sum_is_data_everywhere(data: list[Any], tmp_path: Path) -> None:
    rows = [HEADINGS, call_off_row("A-1"), [*data, *call_off_row("")[3:]], call_off_row("A-2")]
    found = ["A-1", data[0], "A-2"]
    assert list_ids(read_call_off_sheet(tmp_path, rows)) == list_ids(read_other_layout_sheet(tmp_path, rows)) == list_range_ids(rows) == found


def read_other_layout_sheet(folder: Path, rows: list[list[Any]]) -> WorkbookContent:
    """A workbook in another layout than the template's, with the same rows."""
    whole = openpyxl.Workbook()
    for row in rows:
        whole.worksheets[0].append(row)
    whole.save(folder / "own.xlsx")
    return read_workbook(folder / "own.xlsx", shipped_decisions())


def list_range_ids(rows: list[list[Any]]) -> list[str | None]:
    """The ids of the rows that a function gets, handed the same rows as a range."""
    grid = [["" if cell is None else cell for cell in row] for row in rows]
    table = find_table_in_range(CALL_OFFS, grid, "Avrop", 1, 1, lambda: False)
    return [row.id for row in table.rows(load_register())] if table else []


def test_a_sum_that_nobody_has_calculated_is_a_sum() -> None:
    assert find_sum_role(["Summa avrop", UNVALUED_FORMULA]) is RowRole.SUM
    assert find_sum_role([NoValue("#REF!"), "Delsumma", 7]) is RowRole.SUBTOTAL
    assert find_sum_role([UNVALUED_FORMULA]) is None


@pytest.mark.parametrize("headings, rows, line", [
    (["Mottagare", "Belopp"], [["Avrop 2026"], ["belopp ", "MOTTAGARE", "Annat"], ["Mottagare", "Belopp"]], 2),
    (["Mottagare", "Belopp"], [["Belopp", "Belopp"], ["Mottagare"]], None),
    (["Mottagare", "Belopp"], [[""]] * 40 + [["Mottagare", "Belopp"]], None),
    (["Mottagare", "Belopp"], [], None),
])  # fmt: skip
def test_the_row_with_the_most_headings_is_found_among_the_first(headings: list[str], rows: list[list[Any]], line: int | None) -> None:
    assert find_heading_row(headings, rows) == line


def test_only_headings_that_are_written_letter_by_letter_are_the_programs_own() -> None:
    assert find_program_headings(["Kod", "Blad"], [[""], ["Kod", "Blad", "mera"]]) == 2
    assert find_program_headings(["Kod", "Blad"], [["Blad", "Kod"], ["kod", "blad"], ["", "Kod", "Blad"]]) is None
    assert find_program_headings(["Kod", "Blad"], [[""]] * 4 + [["Kod", "Blad"]]) is None


CELLS = st.sampled_from(
    ["", "  ", "A-1", "MKB", "Summa", "summa, kr", "Delsumma", "MKB Totalt", "Samtliga nämnder", "S:a", "Totalförsvar", "Avrop-id", "Belopp", 7, 1.5, True,
     DAY, UNVALUED_FORMULA, NoValue("#REF!")]
)  # fmt: skip


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_rows_that_are_not_looked_at_one_by_one_have_the_role_that_looking_would_give(cells: list[tuple[Any, Any, Any]]) -> None:
    shape = TableShape(columns=[1, 2, 3], headings=[["Avrop-id", "Mottagare", "Belopp"]], amounts=frozenset({3}), id=1)
    grid = [["Avrop-id", "Mottagare", "Belopp"], *map(list, cells)]
    rows = sort_rows(grid, 2, len(grid), shape)
    roles = {line: classify_row(row, shape) for line, row in enumerate(grid[1:], 2)}
    assert list(rows.data) == [line for line, role in roles.items() if role is RowRole.DATA]
    assert rows.sums == [line for line, role in roles.items() if role in (RowRole.SUM, RowRole.SUBTOTAL)]
    assert rows.subtotals == [line for line, role in roles.items() if role is RowRole.SUBTOTAL]
    assert rows.repeated == [line for line, role in roles.items() if role is RowRole.REPEATED]
