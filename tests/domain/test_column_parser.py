"""Columns of cells: each distinct cell is parsed once, and amounts in another unit are the same money, to the öre."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.build_gate_workbook import DAY, right_book
from support.build_gate_workbook import read_sheets as read_gate
from support.build_other_layouts import CALLED, LIST_HEADINGS, two_sheets, write_sheets
from xl_kraftsamling import app
from xl_kraftsamling.domain import money
from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.column_parser import CellForm, make_rows, parse_column
from xl_kraftsamling.domain.money import LARGEST, AmountReading, in_kronor, read_amount
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import CALL_OFFS

AMOUNT = next(column for column in CALL_OFFS.columns if column.field == "amount")
KNOWN = load_register()
UNITS = st.sampled_from([1_000, 1_000_000])
ORE = st.integers(-(10**13), 10**13)


def values(*cells: object, factor: int = 1) -> list[int | None]:
    return list(parse_column(AMOUNT, cells, KNOWN, factor=factor).values)


@given(st.lists(ORE, min_size=1, max_size=5), UNITS)
def test_numbers_in_another_unit_are_the_same_money(amounts: list[int], factor: int) -> None:
    cells = [float(Decimal(ore) / (100 * factor)) for ore in amounts]
    column = parse_column(AMOUNT, cells, KNOWN, factor=factor)
    assert list(column.values) == amounts
    assert not column.irregular


@given(st.lists(ORE, min_size=1, max_size=5), UNITS)
def test_texts_in_another_unit_are_irregular_and_keep_their_text_and_its_meaning(
    amounts: list[int], factor: int
) -> None:
    cells = [f"{Decimal(ore) / (100 * factor):f}".replace(".", ",") for ore in amounts]
    column = parse_column(AMOUNT, cells, KNOWN, factor=factor)
    assert list(column.values) == [None] * len(cells)
    for irregular, cell, ore in zip(column.irregular.values(), cells, amounts, strict=True):
        is_ambiguous = re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", cell)  # 4,989 tkr may be 4 989 tkr
        assert irregular == ((cell, CellForm.UNCLEAR, ()) if is_ambiguous else (cell, CellForm.TEXT, (ore,)))


@given(st.integers(-(10**9), 10**9), UNITS)
def test_a_mixed_column_keeps_what_is_a_number(ore: int, factor: int) -> None:
    assert values(float(Decimal(ore) / (100 * factor)), "75", "", True, factor=factor) == [ore, None, None, None]


@pytest.mark.parametrize("factor", [1, 1_000, 1_000_000])
@pytest.mark.parametrize(("cell", "ore"), [("1,5 tkr", 1_500_00), ("1,5 mnkr", 1_500_000_00), ("2 Mkr", 2_000_000_00)])
def test_a_unit_in_the_cell_overrules_the_heading(cell: str, ore: int, factor: int) -> None:
    assert values(cell, factor=factor) == [ore]


@pytest.mark.parametrize("number", [float("inf"), float("nan"), LARGEST * 10.0, -LARGEST * 10.0])
def test_a_number_that_is_no_amount_stays_what_it_is(number: float) -> None:
    assert in_kronor(number, 1_000) is number
    assert values(number, factor=1_000) == [None]


def test_an_amount_beyond_all_measure_in_its_unit_is_no_amount() -> None:
    assert values(float(LARGEST), factor=1_000_000) == [None]


def test_an_amount_as_text_under_tkr_is_proposed_in_kronor_and_not_used(tmp_path: Path) -> None:
    rows = [(*row[:3], "75,5" if row[0] == 1 else row[3] / 1000, row[4]) for row in CALLED]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*LIST_HEADINGS[:3], "Summa (tkr)", "Status"), *rows]))
    found = [each for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD01"]
    assert [(each.hit.place.address, each.hit.found) for each in found] == [("Avrop!D2", "75,5")]
    assert "75\u00a0500" in found[0].message("sv") + found[0].remedy("sv")
    assert app.read_ledger(path).book.call_offs[0].amount is None


def test_an_amount_written_as_text_is_read_once_however_often_it_occurs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[object] = []

    def read(value: object, factor: int = 1) -> AmountReading:
        texts.extend([value] if isinstance(value, str) else [])
        return read_amount(value, factor)

    monkeypatch.setattr(money, "read_amount", read)
    sheets = right_book()
    amounts = ["75 000", "75 000", "75 tkr", "75 000", "ungefär 75", "0,001 tkr", "75 tkr"]
    sheets["Avrop"].rows = [[f"A-{n}", DAY, "MKB", "I-10", amount, "begärt"] for n, amount in enumerate(amounts)]
    faults = read_gate(sheets, tmp_path).faults
    assert [fault.code for fault in faults].count("VD01") == 3
    assert sorted(map(str, texts)) == ["0,001 tkr", "75 000", "75 tkr", "ungefär 75"]


FORMS = [
    ("amount", 75_000.0, None), ("amount", "75 000", CellForm.TEXT), ("amount", "75 tkr", CellForm.UNIT),
    ("amount", 0.001, CellForm.PART_OF_ORE), ("amount", "0,000001 tkr", CellForm.UNIT_AND_PART_OF_ORE),
    ("amount", "150,000", CellForm.UNCLEAR), ("amount", True, CellForm.UNCLEAR), ("amount", "\u2009-", CellForm.BLANK),
    ("amount", "#REF!", CellForm.ERROR), ("amount", NoValue("#REF!"), CellForm.ERROR),
    ("date", "20 april 2026", CellForm.INTERPRETED), ("date", "vecka 25", CellForm.UNCLEAR),
    ("recipient", "KN", CellForm.VARIANT), ("recipient", "FSN", CellForm.AMBIGUOUS), ("recipient", "XYZ", CellForm.UNKNOWN),
    ("status", "Utbetalt", None), ("status", "Utbetald", CellForm.VARIANT), ("status", "klart", CellForm.UNKNOWN),
    ("id", "\u2009", CellForm.BLANK), ("id", "#REF!", None), ("reverses", "\u2009", None), ("reverses", "-", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "cell", "form"), FORMS)
def test_each_cell_that_is_not_plainly_of_its_kind_has_a_form(field: str, cell: object, form: CellForm | None) -> None:
    column = next(column for column in CALL_OFFS.columns if column.field == field)
    irregular = parse_column(column, [cell, ""], KNOWN).irregular
    assert (irregular[0].form if 0 in irregular else None) is form


def test_rows_know_which_of_their_values_are_unknown_and_have_nothing_where_a_column_is_missing() -> None:
    cells = {"id": ["A-1", "A-2"], "amount": ["75 000", 75_000]}
    columns = {c.field: parse_column(c, cells[c.field], KNOWN) for c in CALL_OFFS.columns if c.field in cells}
    first, second = make_rows(CALL_OFFS, Block("call_offs", "Avrop", 1, {}, {}), [2, 3], columns)
    assert (first.line, first.id, first.amount, first.unread) == (2, "A-1", None, {"amount"})
    assert (second.line, second.id, second.amount, second.unread, second.date) == (3, "A-2", 75_000_00, set(), None)


def test_a_unit_in_a_cell_under_tkr_is_found_once_and_used(tmp_path: Path) -> None:
    rows = [(*row[:3], "0,075 mnkr" if row[0] == 1 else row[3] / 1000, row[4]) for row in CALLED]
    path = write_sheets(tmp_path / "bok.xlsx", two_sheets(called=[(*LIST_HEADINGS[:3], "Summa (tkr)", "Status"), *rows]))
    assert app.read_ledger(path).book.call_offs[0].amount == 75_000_00
    assert {each.hit.place.address for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD03"} == {
        "Avrop!D1",
        "Avrop!D2",
    }
