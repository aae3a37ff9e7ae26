"""A grid kept by columns is to its readers the same as a list of rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.xlsx.grid import ByColumn, part_of_column

ROWS = [["a", 1.0, ""], ["b", "", ""], ["", 3.0, "x"]]
GRID = ByColumn({1: ["a", "b", ""], 2: [1.0, "", 3.0], 3: ["", "", "x"]}, 3)


def test_it_has_rows_like_any_sequence() -> None:
    assert list(GRID) == ROWS
    assert len(GRID) == 3
    assert [GRID[0], GRID[2], GRID[-1]] == [ROWS[0], ROWS[2], ROWS[-1]]
    assert GRID[1][0] == "b"
    assert list(reversed(GRID)) == ROWS[::-1]
    assert ROWS[1] in GRID


@given(st.slices(5))
def test_it_is_sliced_like_a_list(which: slice) -> None:
    assert GRID[which] == ROWS[which]


@pytest.mark.parametrize("row", [3, -4])
def test_a_row_outside_it_is_an_index_error(row: int) -> None:
    with pytest.raises(IndexError):
        GRID[row]


def test_a_column_that_no_cell_stands_in_is_empty() -> None:
    assert list(ByColumn({3: ["x", "y"]}, 2)) == [["", "", "x"], ["", "", "y"]]


def test_a_grid_without_cells_has_no_rows() -> None:
    assert list(ByColumn({}, 0)) == ByColumn({}, 0)[:40] == []


@pytest.mark.parametrize("grid", [ROWS, GRID])
def test_a_part_of_a_column_is_the_same_of_either_kind_of_grid(grid: list[list[object]]) -> None:
    assert list(part_of_column(grid, 2, 2, 3)) == ["", 3.0]
    assert list(part_of_column(grid, 1, 1, 3)) == ["a", "b", ""]


def test_where_a_row_is_short_its_part_of_a_column_is_empty() -> None:
    assert part_of_column([["a"], ["b", "c"]], 2, 1, 2) == ["", "c"]
