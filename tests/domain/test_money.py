"""Every way of writing an amount of domain.md part 5: what is read, what is not, and what is missing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.money import (
    LARGEST,
    AmountForm,
    AmountReading,
    could_be_amount,
    ore_of_column,
    read_amount,
)


def text(value: Any, factor: int = 1) -> tuple[int | None, str]:
    reading = read_amount(value, factor)
    return reading.ore, reading.form.value


@pytest.mark.parametrize(
    "written, ore",
    [
        ("150000", 15_000_000), ("150 000", 15_000_000), ("1 100 000", 110_000_000), ("0", 0), ("0,5", 50),
        ("120 000,50", 12_000_050), ("7,25", 725), ("48 500 kr", 4_850_000), ("48 500 kr.", 4_850_000),
        ("48 500 kronor", 4_850_000), ("48 500 SEK", 4_850_000), ("SEK 48 500", 4_850_000), ("kr 48 500", 4_850_000),
        ("48 500:-", 4_850_000), ("48 500,-", 4_850_000), ("48500 :-", 4_850_000), ("  48 500  ", 4_850_000),
        ("-1 000", -100_000), ("- 1 000", -100_000), ("\u22121 000", -100_000), ("\u20131 000 kr", -100_000),
        ("1 000-", -100_000), ("1 000 \u2212", -100_000), ("(1 000)", -100_000), ("( 1 000,50 kr )", -100_050),
    ],
)  # fmt: skip
def test_an_amount_in_plain_kronor_is_a_text(written: str, ore: int) -> None:
    assert text(written) == (ore, "text")


@pytest.mark.parametrize(
    "written, ore",
    [
        ("1 100 tkr", 110_000_000), ("1100tkr", 110_000_000), ("1 100 kkr", 110_000_000), ("1,1 mnkr", 110_000_000),
        ("1,1 Mkr", 110_000_000), ("-0,5 MNKR", -50_000_000), ("(2 tkr)", -200_000), ("0,125 mnkr", 12_500_000),
        ("1 000,125 tkr", 100_012_500), ("1234,125 tkr", 123_412_500), ("1,2345 tkr", 123_450),
    ],
)  # fmt: skip
def test_an_amount_with_a_larger_unit_has_the_form_unit(written: str, ore: int) -> None:
    assert text(written) == (ore, "unit")


@pytest.mark.parametrize(
    "written",
    [
        "150,000", "1.100.000", "1,100,000", "1100000.50", "ca 150 000", "150 000*", "1 1000", "1100 000", "150  000", "10.5",
        "150'000", "1,100 tkr", "1,100 mnkr", "-(5)", "(-5)", "(5)-", "-5-", "(5", "5)", "kr", "tkr", "noll", "1e5", "0x10",
        "150 000 € ", "1/2", "5 %", "½", "150 000 kr kr", ",50", "5,", "1 000 eller 2 000", "#REF!", "33333,333", "1\n000\n0",
    ],
)  # fmt: skip
def test_what_may_mean_more_than_one_amount_or_none_is_never_read(written: str) -> None:
    assert text(written) == (None, "unclear")


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "-", " - ", "\u2013", "\u2014", "\u2212"])
def test_nothing_and_a_dash_are_missing_and_not_zero(value: str | None) -> None:
    assert text(value) == (None, "missing")


@pytest.mark.parametrize(
    "value, ore",
    [
        (0, 0),
        (-5, -500),
        (75_000, 7_500_000),
        (0.1 + 0.2, 30),
        (33_333.33, 3_333_333),
        (Decimal("1.10"), 110),
        (1e13, 10**15),
    ],
)
def test_a_number_is_rounded_to_whole_ore(value: float | Decimal, ore: int) -> None:
    assert read_amount(value) == AmountReading(ore, AmountForm.NUMBER, is_whole_ore=True)


@pytest.mark.parametrize("value, ore", [(33_333.333, 3_333_333), (0.005, 1), (-0.005, -1), (1.005, 101), (1e-9, 0)])
def test_a_number_of_no_whole_ore_is_marked_and_a_half_is_rounded_away_from_zero(value: float, ore: int) -> None:
    reading = read_amount(value)
    assert reading.ore == ore
    assert reading.is_whole_ore is (value == 1e-9)


def test_the_unit_of_a_column_multiplies_numbers_and_texts_that_name_no_other() -> None:
    assert text(1_100, 1_000) == (110_000_000, "unit")
    assert text("1 100", 1_000) == (110_000_000, "text")
    assert text("1,1 mnkr", 1_000) == (110_000_000, "unit")
    assert text("1,125", 1_000) == (None, "unclear")
    assert read_amount(1.123456, 1_000) == AmountReading(112_346, AmountForm.UNIT, is_whole_ore=False)


@pytest.mark.parametrize("value", [True, False, float("inf"), float("-inf"), float("nan")])
def test_what_is_no_number_at_all_is_unclear(value: object) -> None:
    assert text(value) == (None, "unclear")


@pytest.mark.parametrize(
    "value",
    [
        10_000_000_000_001, 1e13 + 1, -1e300, 10**4_000, Decimal("1e14"), "1" + "0" * 13 + ",5", "9" * 5_000, "9" * 2_000_000,
        "(" + "9" * 400 + " kr)", "10 000 001 mnkr", "1" + " 000" * 2_000, "1," + "0" * 5_000,
    ],
)  # fmt: skip
def test_an_amount_beyond_all_reason_is_unclear_and_never_an_exception(value: Any) -> None:
    assert text(value) == (None, "unclear")


def test_the_largest_amount_is_read_to_the_ore_however_it_is_written() -> None:
    assert {read_amount(value).ore for value in (10**13, 1e13, "10 000 000 000 000", "10 000 000 mnkr")} == {10**15}
    assert text("9 999 999 999 999,99") == (10**15 - 1, "text")


@given(st.lists(st.integers(-100 * LARGEST, 100 * LARGEST).map(lambda ore: ore / 100), min_size=1))
def test_a_column_of_whole_ore_is_read_as_each_of_its_cells(kronor: list[float]) -> None:
    assert ore_of_column(kronor) == [read_amount(amount).ore for amount in kronor]


@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6), st.integers(-(10**6), 10**6), st.sampled_from([0.29, 1.005, 12345.675])))
)
def test_a_column_is_read_as_each_of_its_cells_or_not_at_all(kronor: list[float]) -> None:
    assert ore_of_column(kronor) in (None, [read_amount(amount).ore for amount in kronor])


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), -float("inf"), 1e14, 10**400, 0.005, 1.0000001])
def test_a_column_with_a_number_that_may_be_no_amount_is_not_read_as_a_whole(cell: float) -> None:
    assert ore_of_column([1.0, cell, 2.0]) is None
    assert ore_of_column([cell]) is None


@pytest.mark.parametrize(("cell", "expected"), [
    (0, True), (7.5, True), ("1 500 kr", True), ("ca 5 000", True), ("", False), ("-", False), ("#N/A", False), (None, False), (date(2026, 5, 4), False),
])  # fmt: skip
def test_a_number_or_a_text_with_a_digit_could_be_an_amount(cell: object, *, expected: bool) -> None:
    assert could_be_amount(cell) is expected
