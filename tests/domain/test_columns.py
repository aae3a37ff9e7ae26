"""A column of amounts in another unit: the same money, to the öre, as if it stood in kronor."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.build_own_layouts import CALLED, LIST_HEADINGS, two, write
from xl_kraftsamling import app
from xl_kraftsamling.domain.columns import parse_column
from xl_kraftsamling.domain.money import LARGEST, in_kronor
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
    lanes = parse_column(AMOUNT, cells, KNOWN, factor=factor)
    assert list(lanes.values) == amounts
    assert list(lanes.plain) == [float(Decimal(ore) / 100) for ore in amounts]
    assert not lanes.odd


@given(st.lists(ORE, min_size=1, max_size=5), UNITS)
def test_texts_in_another_unit_are_no_plain_numbers_but_odd_with_what_stood_there(
    amounts: list[int], factor: int
) -> None:
    cells = [f"{Decimal(ore) / (100 * factor):f}".replace(".", ",") for ore in amounts]
    lanes = parse_column(AMOUNT, cells, KNOWN, factor=factor)
    assert list(lanes.values) == [None] * len(cells)
    assert list(lanes.odd.values()) == cells


@given(st.integers(-(10**9), 10**9), UNITS)
def test_a_mixed_column_keeps_what_is_a_number(ore: int, factor: int) -> None:
    assert values(float(Decimal(ore) / (100 * factor)), "75", "", True, factor=factor) == [ore, None, None, None]


@pytest.mark.parametrize("factor", [1, 1_000, 1_000_000])
@pytest.mark.parametrize(("cell", "ore"), [("1,5 tkr", 1_500_00), ("1,5 mnkr", 1_500_000_00), ("2 Mkr", 2_000_000_00)])
def test_a_unit_in_the_cell_overrules_the_heading(cell: str, ore: int, factor: int) -> None:
    assert values(cell, factor=factor) == [ore]


@pytest.mark.parametrize("number", [float("inf"), float("nan"), LARGEST * 10.0, -LARGEST * 10.0])
def test_what_is_no_amount_is_left_as_it_is(number: float) -> None:
    assert in_kronor(number, 1_000) is number
    assert values(number, factor=1_000) == [None]


def test_an_amount_beyond_all_measure_in_its_unit_is_no_amount() -> None:
    assert values(float(LARGEST), factor=1_000_000) == [None]


def test_an_amount_as_text_under_tkr_is_proposed_in_kronor_and_not_used(tmp_path: Path) -> None:
    rows = [(*row[:3], "75,5" if row[0] == 1 else row[3] / 1000, row[4]) for row in CALLED]
    path = write(tmp_path / "bok.xlsx", two(called=[(*LIST_HEADINGS[:3], "Summa (tkr)", "Status"), *rows]))
    found = [each for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD01"]
    assert [(each.hit.place.address, each.hit.found) for each in found] == [("Avrop!D2", "75,5")]
    assert "75\u00a0500" in found[0].message("sv") + found[0].remedy("sv")
    assert app.read_ledger(path).book.call_offs[0].amount is None


def test_a_unit_in_a_cell_under_tkr_is_told_once_and_used(tmp_path: Path) -> None:
    rows = [(*row[:3], "0,075 mnkr" if row[0] == 1 else row[3] / 1000, row[4]) for row in CALLED]
    path = write(tmp_path / "bok.xlsx", two(called=[(*LIST_HEADINGS[:3], "Summa (tkr)", "Status"), *rows]))
    assert app.read_ledger(path).book.call_offs[0].amount == 75_000_00
    assert {each.hit.place.address for each in app.validate_workbook(path).verdict.findings if each.rule.code == "VD03"} == {
        "Avrop!D1",
        "Avrop!D2",
    }
