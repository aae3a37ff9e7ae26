"""Formatting an amount is the inverse of reading it, in every spacing, sign and suffix; and floats keep whole öre."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.money import AmountForm, AmountReading, format_amount, read_amount, to_kronor

SPACES = (" ", "\u00a0", "\u202f", "\u2009")
ANY_ORE = st.integers(-(10**15), 10**15)


def text(value: Any, factor: int = 1) -> tuple[int | None, str]:
    reading = read_amount(value, factor)
    return reading.ore, reading.form.value


@given(st.floats(-1e13, 1e13))
def test_the_quick_way_of_a_float_agrees_with_the_careful_one_of_decimals(value: float) -> None:
    assert read_amount(value).ore == read_amount(Decimal(repr(value))).ore


@given(st.integers(-(10**13), 10**13))
def test_whole_ore_survive_being_a_binary_float(ore: int) -> None:
    assert read_amount(ore / 100) == AmountReading(ore, AmountForm.NUMBER, is_whole_ore=True)
    assert float(to_kronor(ore)) == ore / 100


@given(ANY_ORE)
def test_reading_a_formatted_amount_gives_it_back(ore: int) -> None:
    assert text(format_amount(ore)) == (ore, "text")
    assert text(format_amount(ore, unit=False)) == (ore, "text")


FORMS = list(
    product(
        SPACES, ("-{}", "\u2212{}", "\u2013 {}", "{}-", "{} \u2212", "({})", "( {} )"), ("", " kr", "kr.", ":-", " SEK")
    )
)


@given(ANY_ORE, st.sampled_from(FORMS))
def test_every_spacing_sign_and_suffix_of_an_amount_means_the_same(ore: int, form: tuple[str, str, str]) -> None:
    space, sign, suffix = form
    plain = format_amount(abs(ore), unit=False).replace("\u00a0", space)
    assert text(plain + suffix) == (abs(ore), "text")
    with_suffix = sign.format(plain + suffix) if sign.endswith("}") or ")" in sign else sign.format(plain)
    assert text(with_suffix) == (-abs(ore), "text")


@given(st.integers(-(10**9), 10**9), st.sampled_from([("tkr", 1_000), ("Mkr", 1_000_000), ("mnkr", 1_000_000)]))
def test_a_unit_multiplies_the_number_before_it(ore: int, unit: tuple[str, int]) -> None:
    assert text(f"{format_amount(ore, unit=False)} {unit[0]}") == (ore * unit[1], "unit")


@given(st.text(alphabet="0123456789 .,-*ca()kr\u00a0\u2212", max_size=12))
def test_whatever_is_read_is_the_only_thing_that_it_can_mean(written: str) -> None:
    reading = read_amount(written)
    if reading.ore is None:
        assert reading.form in (AmountForm.UNCLEAR, AmountForm.MISSING)
        return
    assert "." not in written.replace("kr.", "")
    assert written.count(",") <= 1
    digits = "".join(c for c in written if c.isdigit())
    assert abs(reading.ore) in (int(digits) * 100, int(digits) * 10, int(digits))  # no digit is lost or invented


@pytest.mark.parametrize(
    "ore, sv, en",
    [
        (110_000_000, "1\u00a0100\u00a0000\u00a0kr", "SEK\u00a01,100,000"), (0, "0\u00a0kr", "SEK\u00a00"),
        (-5, "\u22120,05\u00a0kr", "\u2212SEK\u00a00.05"), (99_950, "999,50\u00a0kr", "SEK\u00a0999.50"),
    ],
)  # fmt: skip
def test_an_amount_is_formatted_as_each_language_writes_it(ore: int, sv: str, en: str) -> None:
    assert (format_amount(ore), format_amount(ore, "en")) == (sv, en)
    assert format_amount(ore, "en", unit=False) == en.replace("SEK\u00a0", "")


def test_json_has_whole_kronor_where_they_are_whole() -> None:
    assert [to_kronor(ore) for ore in (100, -250, 1, 0)] == [1, -2.5, 0.01, 0]
    assert isinstance(to_kronor(100), int)
