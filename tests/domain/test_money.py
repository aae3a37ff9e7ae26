"""Every way of writing an amount of domain.md part 5: what is read, what is not, and what is missing."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import NoValue
from xl_kraftsamling.domain.money import (
    LARGEST,
    UNIT_NAMES,
    AmountForm,
    AmountReading,
    could_be_amount,
    find_whole_ore,
    format_amount,
    format_entry,
    format_number,
    in_kronor,
    ore_of_column,
    read_amount,
    read_unit,
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
        ("150:-", 15_000), ("150,-", 15_000), ("150:--", 15_000), ("150,--", 15_000), ("2 500,--", 250_000), ("150:\u2013", 15_000),
        ("150,\u2014", 15_000), ("kr 150:-", 15_000), ("-150:-", -15_000), ("(150,--)", -15_000), ("120,50:-", 12_050),
        ("\u20111 000", -100_000), ("\uff0d5", -500), ("75\u2007000", 7_500_000), ("75\u2009000\u00a0kr", 7_500_000), ("\t75 000\n", 7_500_000),
        ("\u200e75 000\u200b", 7_500_000), ("\ufeff75\u2060000", 7_500_000), ("75\xad000", 7_500_000), ("\u202a500\u202c kr", 50_000), ("000150", 15_000),
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
        ("75 t kr", 7_500_000), ("75 TKR.", 7_500_000), ("75 tsek", 7_500_000), ("75 kSEK", 7_500_000), ("75 tusen", 7_500_000), ("75 tusen kr", 7_500_000),
        ("75 tusen kronor", 7_500_000), ("1,1 milj. kr", 110_000_000), ("1,1 milj kr", 110_000_000), ("1,1 milj.", 110_000_000), ("1,1 mn kr", 110_000_000),
        ("1,1 MSEK", 110_000_000), ("1,1 m kr", 110_000_000), ("2 miljoner", 200_000_000), ("1 miljon kronor", 100_000_000), ("1,1\u00a0Mkr", 110_000_000),
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
        "kr 5 tkr", "kr 5 kr", "SEK 5 Mkr", "5 kr tkr", "150:---", "150,---", "150:-- -", "150:50", "150 -:", "150.-", "150.", "1 milj", "5 t", "5 k", "5 M",
        "150--", "--150", "\u2212-150", "- -150", "-150:- -", "+150", "150 -5", "(150) kr", "(150", "150 %", "%150", "150 EUR", "150 €", "$150", "150 USD",
        "1.5e6", "1,5E+06", "1E5", "1½", "5²", "①", "1 000 000.00", "1 234.56", "75 1000 kr", "75 (1000 kr)", "75 000 kr/år", "2026-05-20", "12:30",
        "100 \u017fek", "100 \u212ar", "100 \u212a\u212ar", "٧٥٠٠٠", "७५०००", "７５０００", "75 ٠٠٠", "１５０ kr", "1\u3000000", "5\x00", "Infinity", "NaN",
        "\xad500", "500\xad", "(\xad500)", "\u200b\xad 5", "\u202e005", "\u20675 tkr", "\u202b5", "150 000 kr 50 öre", "50 öre", "minus 500", "#N/A", "SANT", "5,000 kr", "1,000 tkr",
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
    assert text("636 250 kr", 1_000) == text("kr 636 250", 1_000) == text("636 250:-", 1_000) == text("636 250 SEK", 1_000) == (63_625_000, "text")
    assert text("636 250,--", 1_000_000) == (63_625_000, "text")
    assert text("150,000 kr", 1_000) == text("150,000:-", 1_000) == (None, "unclear")
    assert text("0,5 tkr", 1_000_000) == (50_000, "unit")
    assert read_amount(1.123456, 1_000) == AmountReading(112_346, AmountForm.UNIT, is_whole_ore=False)


@pytest.mark.parametrize("value", [
    True, False, float("inf"), float("-inf"), float("nan"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), date(2026, 5, 4), datetime(2026, 5, 4),
    time(8, 30), timedelta(hours=5), timedelta.max, NoValue("#REF!"), 5j, b"5", [5], object(),
])  # fmt: skip
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


def test_floats_that_were_computed_are_read_as_a_whole_too() -> None:
    kronor = [0.1 + 0.2, 1.0000001, *(0.01 + each / 100 for each in range(1000))]
    assert ore_of_column(kronor) == [read_amount(amount).ore for amount in kronor]


@given(st.lists(st.one_of(st.floats(), st.integers(-(10**15), 10**15), st.sampled_from([0.29, 1.005, 12345.675, 0.1 + 0.2]))))
def test_the_whole_ore_among_numbers_is_what_each_of_them_is_read_as(kronor: list[float]) -> None:
    readings = {amount: read_amount(amount) for amount in kronor if amount == amount}  # noqa: PLR0124 - a number that is none equals nothing
    whole = {amount: each.ore for amount, each in readings.items() if each.ore is not None and each.is_whole_ore}
    assert find_whole_ore(kronor) == whole


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), -float("inf"), 1e14, 10**400, 0.005, 1.000002])
def test_a_column_with_a_number_that_may_be_no_amount_is_not_read_as_a_whole(cell: float) -> None:
    assert ore_of_column([1.0, cell, 2.0]) is None
    assert ore_of_column([cell]) is None


@pytest.mark.parametrize(("cell", "expected"), [
    (0, True), (7.5, True), ("1 500 kr", True), ("ca 5 000", True), ("", False), ("-", False), ("#N/A", False), (None, False), (date(2026, 5, 4), False),
    (NoValue("#REF!"), True), (NoValue("#DIV/0!"), True), (timedelta(1), False),
])  # fmt: skip
def test_a_number_or_a_text_with_a_digit_could_be_an_amount(cell: object, *, expected: bool) -> None:
    assert could_be_amount(cell) is expected


@pytest.mark.parametrize("factor", UNIT_NAMES)
@given(ore=st.integers(-100 * LARGEST, 100 * LARGEST), lang=st.sampled_from(["sv", "en"]))
def test_every_format_that_is_shown_in_swedish_reads_back_to_the_same_ore(factor: int, ore: int, lang: str) -> None:
    assert {read_amount(format_amount(ore, unit=unit)).ore for unit in (True, False)} == {ore}
    entry = format_entry(ore, factor)
    reading = read_amount(entry, factor)
    could_be_thousands = factor > 1 and reading.form is AmountForm.UNCLEAR  # “1,500” in tkr: as a text it may be either
    assert reading.ore == ore or (could_be_thousands and Decimal(entry.replace("\u2212", "-").replace(",", ".")) * 100 * factor == ore)
    plain = Decimal(format_entry(ore, factor, lang).translate({0x2212: "-", 0xA0: None, **({44: None} if lang == "en" else {44: "."})}))
    assert plain * factor * 100 == ore


@given(st.integers(-100 * LARGEST, 100 * LARGEST), st.sampled_from([1_000, 1_000_000]))
def test_a_number_in_the_unit_of_its_column_is_the_amount_that_it_is_entered_for(ore: int, factor: int) -> None:
    number = float(Decimal(ore) / (100 * factor))
    assert read_amount(in_kronor(number, factor)).ore == ore


@pytest.mark.parametrize(
    ("ore", "factor", "sv", "en"),
    [
        (63_625_000, 1_000, "636,25", "636.25"), (63_625_000, 1, "636\u00a0250", "636250"), (-150, 1_000, "\u22120,0015", "\u22120.0015"),
        (110_000_000, 1_000_000, "1,1", "1.1"), (1, 1_000_000, "0,00000001", "0.00000001"), (0, 1_000, "0", "0"), (50, 1, "0,5", "0.5"),
        (123_456_700_000, 1_000, "1\u00a0234\u00a0567", "1234567"),
    ],
)  # fmt: skip
def test_an_amount_is_entered_in_the_unit_of_its_column(ore: int, factor: int, sv: str, en: str) -> None:
    assert (format_entry(ore, factor), format_entry(ore, factor, "en")) == (sv, en)


@pytest.mark.parametrize(
    ("word", "worth"),
    [("kr", 1), (" SEK ", 1), ("kronor", 1), ("tkr", 1_000), ("KKR", 1_000), ("t kr", 1_000), ("tusen kr", 1_000), ("mnkr", 1_000_000), ("Mkr", 1_000_000),
     ("milj. kr", 1_000_000), ("", None), ("öre", None), ("kr tkr", None), ("\u017fek", None), ("tk", None), ("5 tkr", None)],
)  # fmt: skip
def test_a_word_names_a_unit_or_none(word: str, worth: int | None) -> None:
    assert read_unit(word) == worth


@pytest.mark.parametrize(("number", "swedish", "english"), [
    (33_333.335, "33 333,335", "33,333.335"), (-12_345.5, "-12 345,5", "-12,345.5"), (1999.5, "1999,5", "1999.5"), (-0.5, "-0,5", "-0.5"),
    (1e20, "1e+20", "1e+20"), (1.5e-7, "1,5e-07", "1.5e-07"), (float("inf"), "inf", "inf"),
])  # fmt: skip
def test_a_number_of_any_kind_has_its_thousands_apart_where_it_can_be_no_year(number: float, swedish: str, english: str) -> None:
    assert (format_number(number, "sv").replace("\u00a0", " "), format_number(number, "en")) == (swedish, english)
