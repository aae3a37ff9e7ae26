"""Columns of cells: each distinct cell is parsed once, and amounts in another unit are the same money, to the öre."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.any_cells import ANY_CELL
from support.build_gate_workbook import DAY, right_book
from support.build_gate_workbook import read_sheets as read_gate
from support.build_other_layouts import CALLED, LIST_HEADINGS, two_sheets, write_sheets
from support.read_ledger import read_ledger
from xl_kraftsamling import app
from xl_kraftsamling.domain import money
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, drop_invisible
from xl_kraftsamling.domain.column_parser import CellForm, make_rows, parse_column
from xl_kraftsamling.domain.money import LARGEST, AmountReading, in_kronor, read_amount
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import CALL_OFFS, RECORD, SETTINGS, TABLES, Column, Kind

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
    assert read_ledger(path).book.call_offs[0].amount is None


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
    ("amount", 75_000.0, None), ("amount", Decimal("75000.50"), None), ("amount", "75 000", CellForm.TEXT), ("amount", "75 tkr", CellForm.UNIT),
    ("amount", 0.001, CellForm.PART_OF_ORE), ("amount", "0,000001 tkr", CellForm.UNIT_AND_PART_OF_ORE),
    ("amount", "150,000", CellForm.UNCLEAR), ("amount", True, CellForm.UNCLEAR), ("amount", "\u2009-", CellForm.BLANK),
    ("amount", "#REF!", CellForm.ERROR), ("amount", NoValue("#REF!"), CellForm.ERROR),
    ("date", "20 april 2026", CellForm.INTERPRETED), ("date", "vecka 25", CellForm.UNCLEAR),
    ("recipient", "KN", CellForm.VARIANT), ("recipient", "FSN", CellForm.AMBIGUOUS), ("recipient", "XYZ", CellForm.UNKNOWN),
    ("status", "Utbetalt", None), ("status", "Utbetald", CellForm.VARIANT), ("status", "klart", CellForm.UNKNOWN),
    ("amount", date(2026, 5, 4), CellForm.UNCLEAR), ("amount", time(8), CellForm.UNCLEAR), ("amount", timedelta(hours=5), CellForm.UNCLEAR),
    ("amount", "\u200b", CellForm.BLANK), ("amount", "75\u200b000", CellForm.TEXT), ("amount", "\xad500", CellForm.UNCLEAR),
    ("amount", float("inf"), CellForm.UNCLEAR),
    ("date", date(2026, 5, 4), None), ("date", datetime(2026, 5, 4, 22), None), ("date", date(1999, 12, 31), CellForm.UNCLEAR),
    ("date", date(2613, 5, 4), CellForm.UNCLEAR), ("date", time(8), CellForm.UNCLEAR), ("date", "2026-05-04T00:00:00.000Z", CellForm.INTERPRETED),
    ("date", "2026-05-04\u200e", CellForm.INTERPRETED), ("date", "2026-05-04T22:00:00Z", CellForm.UNCLEAR), ("date", True, CellForm.UNCLEAR),
    ("recipient", "kultur\xadnämnden", None), ("recipient", "330 Kulturnämnden", CellForm.UNKNOWN), ("recipient", 330, CellForm.UNKNOWN),
    ("status", "godkänt\u200b", None), ("id", "\u200b", CellForm.BLANK), ("id", True, None), ("id", "\x0c", CellForm.BLANK),
    ("id", "\u2003-", CellForm.BLANK), ("id", "\u3000", CellForm.BLANK),
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
    assert read_ledger(path).book.call_offs[0].amount == 75_000_00
    assert {each.hit.place.address for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD03"} == {
        "Avrop!D1",
        "Avrop!D2",
    }


COLUMNS = list({(column.kind, column.is_required): column for table in (*TABLES, RECORD, SETTINGS) for column in table.columns}.values())
"""A column of every kind, required and not."""


OF_KIND: dict[Kind, Callable[[Any, Column], bool]] = {
    Kind.AMOUNT: lambda value, _: type(value) is int and abs(value) <= LARGEST * 100,
    Kind.DATE: lambda value, _: type(value) is date and 2000 <= value.year <= 2099,
    Kind.PERIOD: lambda value, _: type(value) is int and 2000 <= value // 100 <= 2099 and 1 <= value % 100 <= 12,
    Kind.RECIPIENT: lambda value, _: KNOWN.kind(value) is not None,
    Kind.STATUS: lambda value, column: value in column.states,
    Kind.DECLARED: lambda value, _: value in ("ja", "nej"),
    Kind.PERCENTS: lambda value, _: type(value) is tuple and all(type(part) is int for part in value),
    **dict.fromkeys((Kind.ID, Kind.TEXT), lambda value, _: type(value) is str and value == value.strip() == drop_invisible(value) != ""),
}
"""What a value of each kind must be."""


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.kind.value}-{column.is_required}")
@given(st.lists(ANY_CELL, min_size=1, max_size=6), st.booleans(), st.sampled_from([1, 1_000, 1_000_000]))
def test_whatever_is_in_a_cell_it_is_a_value_of_its_kind_or_has_a_form_and_never_an_exception(
    column: Column, cells: Sequence[Any], date1904: bool, factor: int
) -> None:
    parsed = parse_column(column, cells, KNOWN, date1904=date1904, factor=factor)
    for position, (cell, value) in enumerate(zip(cells, parsed.values, strict=True)):
        irregular = parsed.irregular.get(position)
        assert value is None or OF_KIND[column.kind](value, column)
        assert value is not None or irregular is not None or not cell_text(cell).strip(" -\u00a0\u2007\u2009\u2013\u2014\u2212\u202f\r\n\t")
        if column.kind in (Kind.AMOUNT, Kind.DATE, Kind.PERIOD) and value is not None:
            assert re.search("[0-9]", cell_text(cell))
        alone = parse_column(column, [cell], KNOWN, date1904=date1904, factor=factor)
        assert (value, irregular) == (alone.values[0], alone.irregular.get(0))


@pytest.mark.parametrize("cells", [[" A-1 ", "B\u200b-2"], ["A-1", "\ufeffB-2"], ["A-1\xad", "B-2\u2060 "]])
def test_ids_are_the_same_whatever_is_hidden_in_them(cells: list[str]) -> None:
    identifier = next(column for column in CALL_OFFS.columns if column.kind is Kind.ID)
    assert parse_column(identifier, cells, KNOWN).values == ["A-1", "B-2"]


@pytest.mark.parametrize("blank", ["\x0c", "\u2003", "\u3000-", "\u2003\u2212\u200b"])
def test_whatever_looks_blank_is_no_id_and_no_text(blank: str) -> None:
    for field, forms in (("id", {0: CellForm.BLANK}), ("reverses", {})):
        parsed = parse_column(next(column for column in CALL_OFFS.columns if column.field == field), [blank], KNOWN)
        assert (list(parsed.values), {at: cell.form for at, cell in parsed.irregular.items()}) == ([None], forms)


def test_a_column_of_plain_dates_is_read_as_each_of_its_cells() -> None:
    day = next(column for column in CALL_OFFS.columns if column.kind is Kind.DATE)
    right, wrong = date(2026, 5, 4), date(2613, 10, 17)
    assert parse_column(day, [right, right], KNOWN).values == [right, right]
    parsed = parse_column(day, [right, wrong], KNOWN)
    assert (parsed.values, parsed.irregular) == ([right, None], {1: ("2613-10-17", CellForm.UNCLEAR, (date(2026, 7, 9),))})
