"""Very many rows and columns are found as if each of them were gone through."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xl_kraftsamling.reading.formulas.intervals import (
    RowsByBlock,
    blocks_of,
    find_positions,
    go_on_from,
    join_spans,
    split_into_blocks,
)
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area

ROWS, COLUMNS = st.integers(1, 12), st.sampled_from([1, 2, 3, 4, 7, 8, 9, 100, LAST_COLUMN - 1, LAST_COLUMN])
AREAS = st.builds(
    lambda rows, columns: Area(min(rows), min(columns), max(rows), max(columns)), st.tuples(ROWS, ROWS), st.tuples(COLUMNS, COLUMNS)
)
SPANS = st.tuples(st.integers(1, 30), st.integers(1, 30)).map(lambda ends: (min(ends), max(ends)))


@given(st.lists(SPANS))
def test_joined_spans_hold_the_same_numbers_once_each(spans: list[tuple[int, int]]) -> None:
    joined = join_spans(spans)
    assert all(a[1] + 1 < b[0] for a, b in pairwise(joined))
    assert {n for first, last in joined for n in range(first, last + 1)} == {n for first, last in spans for n in range(first, last + 1)}


@given(st.sets(ROWS), ROWS, ROWS)
def test_positions_are_those_of_the_rows_in_between(rows: set[int], first: int, end: int) -> None:
    among = sorted(rows)
    assert [among[i] for i in find_positions(among, first, end)] == [row for row in among if first <= row < end]


@given(st.dictionaries(COLUMNS, st.sets(ROWS)), st.lists(AREAS, max_size=5))
def test_an_area_has_a_cell_where_one_of_its_columns_has(cells: dict[int, set[int]], areas: list[Area]) -> None:
    blocks = RowsByBlock({column: sorted(rows) for column, rows in cells.items()})
    for area in areas:
        held = any(area.left <= n <= area.right and area.top <= row <= area.bottom for n, rows in cells.items() for row in rows)
        assert blocks.has_any_in(area) is held


def test_an_area_of_all_columns_is_in_one_block_and_a_column_in_fifteen() -> None:
    assert list(split_into_blocks(Area(1, 1, 9, LAST_COLUMN))) == [1]
    assert len(list(blocks_of(5_000))) == 15


class Columns(dict[int, list[int]]):
    """The rows of columns, and how often a column was asked for its."""

    asked = 0

    def get(self, column: int, default: object = None) -> object:  # type: ignore[override]
        self.asked += 1
        return super().get(column, default)


def test_however_many_wide_areas_are_asked_of_each_column_is_gone_through_only_a_few_times() -> None:
    columns = Columns({column: [column] for column in range(1, LAST_COLUMN + 1)})
    blocks = RowsByBlock(columns)
    assert not any(blocks.has_any_in(Area(LAST_COLUMN + 1, left, LAST_COLUMN + 9, LAST_COLUMN)) for left in range(1, 2_001))
    assert columns.asked < 3 * LAST_COLUMN


@given(st.sets(ROWS), st.lists(ROWS), st.sampled_from([1, -1]))
def test_a_way_is_gone_to_its_end_from_each_row_and_only_once(open_rows: set[int], starts: list[int], step: int) -> None:
    known: dict[int, int] = {}
    asked: list[int] = []

    def goes_on(row: int) -> bool:
        asked.append(row)
        return row in open_rows

    for start in starts:
        end = start
        while end in open_rows:
            end += step
        assert go_on_from(start, step, known, goes_on) == end
    passed = [row for row in asked if row in open_rows]
    assert len(passed) == len(set(passed))
