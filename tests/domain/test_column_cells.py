"""A column is read cell by cell, though each different cell is read once."""

from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue, cell_text
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.money import read_amount, read_ore

CELLS = st.sampled_from(
    ["", "1", "0,5", "75 tkr", "150,000", "x", 1, 1.0, 0, 0.0, -0.0, True, False, 0.005, 1e300, float("nan"), float("inf"), 10**17, 1e17,
     date(2026, 5, 20), datetime(2026, 5, 20, 0, 0), NoValue("#N/A"), UNVALUED_FORMULA]
)  # fmt: skip


@given(st.lists(CELLS, max_size=8))
def test_each_cell_of_a_column_has_its_own_answer(cells: list[Any]) -> None:
    assert read_each(cell_text, cells) == [cell_text(cell) for cell in cells]


@given(st.lists(CELLS, max_size=8), st.sampled_from([1, 1_000]))
def test_the_amounts_of_a_column_are_those_of_its_cells(cells: list[Any], factor: int) -> None:
    assert list(read_ore(cells, factor)) == [read_amount(cell, factor).ore for cell in cells]


def test_a_cell_that_is_there_many_times_is_read_once() -> None:
    asked: list[str] = []
    read_each(asked.append, ["KN", "MKB", "KN", "KN"])
    assert sorted(asked) == ["KN", "MKB"]
