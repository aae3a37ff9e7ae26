"""The text of a cell: no false decimals, no hour that nobody wrote; and error values are not words."""

from datetime import date, datetime, time
from typing import Any

import pytest

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue, cell_text, is_blank, is_error
from xl_kraftsamling.domain.column_parser import CellForm, parse_column
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import TABLES


@pytest.mark.parametrize(
    "cell, text",
    [
        (" A-1 ", "A-1"), (17, "17"), (17.0, "17"), (17.5, "17.5"), (True, "SANT"), (False, "FALSKT"),
        (date(2026, 5, 20), "2026-05-20"), (datetime(2026, 5, 20), "2026-05-20"),
        (datetime(2026, 5, 20, 8, 30), "2026-05-20 08:30:00"), (time(8, 30), "08:30:00"), (UNVALUED_FORMULA, ""), (None, ""), (NoValue("#REF!"), "#REF!"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_what_a_person_would_write(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "text, blank", [("", True), (" ", True), ("-", True), ("\u00a0\u2013 ", True), ("0", False), ("- 5", False)]
)
def test_a_dash_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    "text, error", [("#REF!", True), ("#N/A", True), ("#DIV/0!", True), ("#1", False), ("REF!", False), ("", False)]
)
def test_an_error_value_is_not_a_word(text: str, error: bool) -> None:
    assert is_error(text) is error


@pytest.mark.parametrize("text", ["\0", " =", "=", "\0 =", " = ", "\u00a0="])
def test_no_text_that_is_read_is_taken_for_a_formula_without_a_value(text: str) -> None:
    for column in {column.kind: column for table in TABLES for column in table.columns}.values():
        cells = parse_column(column, [text, 1, NoValue("#REF!")], load_register()).irregular.values()
        assert CellForm.UNVALUED not in {cell.form for cell in cells}
        assert parse_column(column, [UNVALUED_FORMULA], load_register()).irregular == {0: ("", CellForm.UNVALUED, ())}
