"""Which formula sums a cell is found among any number of areas as if each of them were looked at."""

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.reading.formulas import summed_cells
from xl_kraftsamling.reading.formulas.intervals import blocks_of
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area

ROWS, COLUMNS = st.integers(1, 12), st.sampled_from([1, 2, 3, 4, 7, 8, 9, 100, LAST_COLUMN - 1, LAST_COLUMN])
AREAS = st.builds(
    lambda rows, columns: Area(min(rows), min(columns), max(rows), max(columns)), st.tuples(ROWS, ROWS), st.tuples(COLUMNS, COLUMNS)
)


@given(st.sets(AREAS, max_size=12), ROWS, COLUMNS)
def test_of_the_areas_that_hold_a_cell_the_one_that_begins_highest_is_found(areas: set[Area], row: int, column: int) -> None:
    spans = summed_cells._cut_into_spans(areas)
    found = [summed_cells._find_span(spans.get(block, ()), row) for block in blocks_of(column)]
    holding = [area for area in areas if area.top <= row <= area.bottom and area.left <= column <= area.right]
    assert min((span.area for span in found if span), default=None) == min(holding, default=None)
