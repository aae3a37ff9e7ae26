"""The text of a cell: no false decimals, no hour that nobody wrote; and error values are not words."""

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import (
    BLANKS,
    DASHES,
    UNVALUED_FORMULA,
    NoValue,
    cell_text,
    drop_invisible,
    fold_label,
    is_all_visible,
    is_blank,
    is_error,
    runs_backwards,
)
from xl_kraftsamling.domain.column_parser import CellForm, parse_column
from xl_kraftsamling.domain.recipients import load_register
from xl_kraftsamling.domain.tables import TABLES


@pytest.mark.parametrize(
    "cell, text",
    [
        (" A-1 ", "A-1"), (17, "17"), (17.0, "17"), (17.5, "17.5"), (True, "SANT"), (False, "FALSKT"),
        (date(2026, 5, 20), "2026-05-20"), (datetime(2026, 5, 20), "2026-05-20"),
        (datetime(2026, 5, 20, 8, 30), "2026-05-20 08:30:00"), (time(8, 30), "08:30:00"), (UNVALUED_FORMULA, ""), (None, ""), (NoValue("#REF!"), "#REF!"),
        (1e15, "1000000000000000"), (1e300, "1e+300"), (-1e300, "-1e+300"), (float("inf"), "inf"), (float("nan"), "nan"), (-0.0, "0"),
        (timedelta(hours=37, minutes=5, seconds=9), "37:05:09"), (timedelta(0), "0:00:00"), (timedelta(days=-1), "-24:00:00"),
        (timedelta.max, "23999999999:59:59"), ("\u200bA-1\u00a0", "A-1"), ("fri\xadtids\u2060nämnden\ufe0f", "fritidsnämnden"), ("\ufeff", ""),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_what_a_person_would_write(cell: Any, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "text, blank", [("", True), (" ", True), ("-", True), ("\u00a0\u2013 ", True), ("0", False), ("- 5", False)]
)
def test_a_dash_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_blank_and_begins_a_text_that_may_be(dash: str) -> None:
    assert is_blank(f" {dash}{dash} ")
    assert dash in BLANKS
    assert not is_blank(f"{dash}5")


IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\ufe00\ufe0f\uffa0\U000e0100\U000e01ef"
CHARACTERS = [chr(code) for code in range(0x110000)]
INVISIBLE = [sign for sign in CHARACTERS if unicodedata.category(sign) == "Cf"] + list(IGNORABLE)


def test_no_character_that_nobody_can_see_is_part_of_a_text() -> None:
    assert [sign for sign in INVISIBLE if cell_text(f"fritids{sign}nämnden") != "fritidsnämnden"] == []
    assert [sign for sign in INVISIBLE if fold_label(f"{sign}Be{sign}lopp") != "belopp"] == []
    assert [sign for sign in INVISIBLE if cell_text(f" {sign} ") != ""] == []


def test_no_character_that_anybody_can_see_is_lost() -> None:
    assert {unicodedata.category(sign) for sign in CHARACTERS if drop_invisible(sign) != sign} == {"Cf", "Cn", "Cs", "Lo", "Mn"}
    lost = [sign for sign in CHARACTERS if drop_invisible(sign) != sign and unicodedata.category(sign) in ("Lo", "Mn")]
    assert all("FILLER" in name or "VARIATION SELECTOR" in name or name.startswith(("COMBINING GRAPHEME", "KHMER VOWEL INHERENT"))
               for name in map(unicodedata.name, lost))  # fmt: skip


@given(st.text(st.sampled_from(["a", "å", "–", "\u00a0", "\xad", "\u200b", "\ufe0f", "\n", "\ud800"]) | st.characters(exclude_categories=()), max_size=6))
def test_a_text_that_looks_all_visible_at_once_hides_nothing(text: str) -> None:
    assert drop_invisible(text) == "".join(map(drop_invisible, text))
    assert not is_all_visible(text) or drop_invisible(text) == text


@pytest.mark.parametrize("text", ["", "A-1", "fritidsnämnden", "Överenskommelse ½"])
def test_a_text_in_the_letters_of_swedish_is_seen_to_be_all_visible_at_once(text: str) -> None:
    assert is_all_visible(text)


@pytest.mark.parametrize(
    ("text", "backwards"),
    [("\u202e005", True), ("5 \u2067tkr", True), ("\u202b5 tkr", True), ("\u200e500\u200f", False), ("\u202a500\u202c", False), ("500", False), ("500 –", False)],
)  # fmt: skip
def test_only_what_is_shown_from_right_to_left_runs_backwards(text: str, backwards: bool) -> None:
    assert runs_backwards(text) is backwards


def test_the_words_of_an_error_are_no_error() -> None:
    assert NoValue("#N/A") != "#N/A"
    assert NoValue("#N/A") == NoValue("#N/A") != UNVALUED_FORMULA
    assert len({NoValue("#N/A"), "#N/A", NoValue("#N/A"), UNVALUED_FORMULA}) == 3
    assert str(NoValue("#N/A")) == "#N/A"


@pytest.mark.parametrize("cells", [["#N/A", NoValue("#N/A")], [NoValue("#N/A"), "#N/A"]], ids=["word first", "error first"])
def test_an_error_and_its_words_in_one_column_stay_what_each_is(cells: list[Any]) -> None:
    text = next(column for column in TABLES[0].columns if column.field == "reference")
    parsed = parse_column(text, cells, load_register())
    error = cells.index(NoValue("#N/A"))
    assert {position: cell.form for position, cell in parsed.irregular.items()} == {error: CellForm.ERROR}
    assert parsed.values[1 - error] == "#N/A"
    assert parsed.values[error] is None


@pytest.mark.parametrize(
    "text, error",
    [
        ("#REF!", True), ("#N/A", True), ("#DIV/0!", True), ("#SPILL!", True), ("#CALC!", True), ("#FIELD!", True), ("#BLOCKED!", True),
        ("#CONNECT!", True), ("#BUSY!", True), ("#UNKNOWN!", True), ("#PYTHON!", True), ("#EXTERNAL!", True), ("#GETTING_DATA", True),
        ("#NAME?", True), ("#NULL!", True), ("#VÄRDEFEL!", True), ("#SAKNAS!", True), ("#NAMN?", True), ("#DIVISION/0!", True),
        ("#1", False), ("REF!", False), ("", False), ("#", False), ("#!", False), ("#ref!", False), ("#A!b", False),
    ],
)  # fmt: skip
def test_an_error_value_is_not_a_word(text: str, error: bool) -> None:
    assert is_error(text) is error


@pytest.mark.parametrize("text", ["\0", " =", "=", "\0 =", " = ", "\u00a0="])
def test_no_text_that_is_read_is_taken_for_a_formula_without_a_value(text: str) -> None:
    for column in {column.kind: column for table in TABLES for column in table.columns}.values():
        cells = parse_column(column, [text, 1, NoValue("#REF!")], load_register()).irregular.values()
        assert CellForm.UNVALUED not in {cell.form for cell in cells}
        assert parse_column(column, [UNVALUED_FORMULA], load_register()).irregular == {0: ("", CellForm.UNVALUED, ())}
