"""Cells, ranges and values of a worksheet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area, ColumnGrid, column_number, parse_cell, slice_column

ROWS = [["a", 1.0, ""], ["b", "", ""], ["", 3.0, "x"]]
GRID = ColumnGrid({1: ["a", "b", ""], 2: [1.0, "", 3.0], 3: ["", "", "x"]}, 3)


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


def test_a_column_without_cells_is_empty() -> None:
    assert list(ColumnGrid({3: ["x", "y"]}, 2)) == [["", "", "x"], ["", "", "y"]]


def test_a_grid_without_cells_has_no_rows() -> None:
    assert list(ColumnGrid({}, 0)) == ColumnGrid({}, 0)[:40] == []


@pytest.mark.parametrize("grid", [ROWS, GRID])
def test_a_part_of_a_column_is_the_same_of_either_kind_of_grid(grid: list[list[object]]) -> None:
    assert list(slice_column(grid, 2, 2, 3)) == ["", 3.0]
    assert list(slice_column(grid, 1, 1, 3)) == ["a", "b", ""]


def test_where_a_row_is_short_its_part_of_a_column_is_empty() -> None:
    assert slice_column([["a"], ["b", "c"]], 2, 1, 2) == ["", "c"]


ROW_NUMBERS, COLUMN_NUMBERS = st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN)
AREAS = st.builds(lambda a, b, c, d: Area(min(a, c), min(b, d), max(a, c), max(b, d)), ROW_NUMBERS, COLUMN_NUMBERS, ROW_NUMBERS, COLUMN_NUMBERS)


@given(COLUMN_NUMBERS)
def test_a_columns_number_and_letters_are_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column_number(column_letters(column).lower()) == column


@given(AREAS)
def test_an_area_and_its_text_are_inverse(area: Area) -> None:
    assert Area.parse(area.ref) == area
    assert Area.parse(area.top_left.ref) == (area.top, area.left, area.top, area.left)


@given(AREAS, AREAS)
def test_two_areas_lie_in_what_joins_them_and_overlap_each_other_or_neither(one: Area, other: Area) -> None:
    assert one.union(other).union(one) == one.union(other) == other.union(one)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one.top_left)


def test_the_corners_of_a_worksheet_are_cells() -> None:
    assert parse_cell("A1") == (1, 1)
    assert parse_cell("$xfd$1048576") == (LAST_ROW, LAST_COLUMN)


@pytest.mark.parametrize("text", ["?", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A1:B2", " A1", "Å1", "A१"])
def test_what_is_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_cell(text)


@pytest.mark.parametrize("text", ["B1:A2", "A2:B1", "A1:", "A1:B2:C3", "A:A", "1:1"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Area.parse(text)
