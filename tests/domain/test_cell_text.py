"""What a cell is when it is written out: no false decimals, no hour that nobody wrote, and errors told from words."""

from datetime import date, datetime, time
from typing import Any

import pytest

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue, cell_text, is_blank, is_error
from xl_kraftsamling.domain.columns import parse_column
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import TABLES


@pytest.mark.parametrize(
    "cell, written",
    [
        (" A-1 ", "A-1"), (17, "17"), (17.0, "17"), (17.5, "17.5"), (True, "SANT"), (False, "FALSKT"),
        (date(2026, 5, 20), "2026-05-20"), (datetime(2026, 5, 20), "2026-05-20"),
        (datetime(2026, 5, 20, 8, 30), "2026-05-20 08:30:00"), (time(8, 30), "08:30:00"), (NoValue(UNVALUED_FORMULA), ""), (NoValue("#REF!"), "#REF!"),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_a_person_would(cell: Any, written: str) -> None:
    assert cell_text(cell) == written


@pytest.mark.parametrize(
    "text, blank", [("", True), (" ", True), ("-", True), ("\u00a0\u2013 ", True), ("0", False), ("- 5", False)]
)
def test_a_dash_says_nothing(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    "text, error", [("#REF!", True), ("#N/A", True), ("#DIV/0!", True), ("#1", False), ("REF!", False), ("", False)]
)
def test_an_error_value_is_told_from_a_word(text: str, error: bool) -> None:
    assert is_error(text) is error


@pytest.mark.parametrize("text", ["\0", UNVALUED_FORMULA, "=", "\0 =", " = ", "\u00a0="])
def test_no_text_that_is_read_is_taken_for_a_formula_without_a_value(text: str) -> None:
    for column in {column.kind: column for table in TABLES for column in table.columns}.values():
        assert UNVALUED_FORMULA not in parse_column(column, [text, 1, NoValue("#REF!")], load_register()).odd.values()
        assert parse_column(column, [NoValue(UNVALUED_FORMULA)], load_register()).odd == {0: UNVALUED_FORMULA}
