"""Which formula sums a cell is found among any number of areas as if each of them were looked at."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.reading.formulas import sums
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area

ROWS, COLUMNS = st.integers(1, 12), st.sampled_from([1, 2, 3, 4, 7, 8, 9, 100, LAST_COLUMN - 1, LAST_COLUMN])
AREAS = st.builds(
    lambda rows, columns: Area(min(rows), min(columns), max(rows), max(columns)), st.tuples(ROWS, ROWS), st.tuples(COLUMNS, COLUMNS)
)


@given(st.sets(AREAS, max_size=12), ROWS, COLUMNS)
def test_of_the_areas_that_hold_a_cell_the_one_that_begins_highest_is_found(areas: set[Area], row: int, column: int) -> None:
    spans = sums._cut_into_spans(areas)
    found = [sums._find_span(spans.get(block, ()), row) for block in sums._blocks_of(column)]
    holding = [area for area in areas if area.top <= row <= area.bottom and area.left <= column <= area.right]
    assert min((span.area for span in found if span), default=None) == min(holding, default=None)


@given(st.sets(AREAS, max_size=12))
def test_the_columns_of_areas_are_gone_through_once_each(areas: set[Area]) -> None:
    merged = list(sums._merge_sides(areas))
    assert merged == sorted(merged)
    assert all(a[1] < b[0] for a, b in pairwise(merged))
    for column in (1, 5, 50, 8_000, LAST_COLUMN):
        assert any(left <= column <= right for left, right in merged) == any(a.left <= column <= a.right for a in areas)


def test_an_area_of_all_columns_is_in_one_block_and_a_column_in_fifteen() -> None:
    assert list(sums._split_into_blocks(Area(1, 1, 9, LAST_COLUMN))) == [1]
    assert len(list(sums._blocks_of(5_000))) == 15
