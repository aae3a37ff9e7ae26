"""Cells and ranges as text and as numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.domain.place import letters
from xl_kraftsamling.xlsx.area import LAST_COLUMN, LAST_ROW, Area, cell_of, number

ROWS, COLUMNS = st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN)
AREAS = st.builds(lambda a, b, c, d: Area(min(a, c), min(b, d), max(a, c), max(b, d)), ROWS, COLUMNS, ROWS, COLUMNS)


@given(COLUMNS)
def test_a_columns_number_and_letters_are_inverse(column: int) -> None:
    assert number(letters(column)) == number(letters(column).lower()) == column


@given(AREAS)
def test_an_area_and_its_text_are_inverse(area: Area) -> None:
    assert Area.of(area.ref) == area
    assert Area.of(area.first.ref) == (area.top, area.left, area.top, area.left)


@given(AREAS, AREAS)
def test_two_areas_lie_in_what_joins_them_and_overlap_each_other_or_neither(one: Area, other: Area) -> None:
    assert one.joined(other).joined(one) == one.joined(other) == other.joined(one)
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one.first)


def test_the_corners_of_a_worksheet_are_cells() -> None:
    assert cell_of("A1") == (1, 1)
    assert cell_of("$xfd$1048576") == (LAST_ROW, LAST_COLUMN)


@pytest.mark.parametrize("text", ["?", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A1:B2", " A1", "Å1", "A१"])
def test_what_is_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        cell_of(text)


@pytest.mark.parametrize("text", ["B1:A2", "A2:B1", "A1:", "A1:B2:C3", "A:A", "1:1"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Area.of(text)
