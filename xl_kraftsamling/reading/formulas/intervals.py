"""Rows and columns from one to another, of which there can be very many: joined, counted and found without going through each.

Rows and columns are counted from 1.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area


def join_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans from a first to a last number, in order, with those that overlap or follow each other as one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def find_positions(rows: Sequence[int], first: int, end: int) -> range:
    """The positions among sorted rows of those from the first on, before the end."""
    return range(bisect_left(rows, first), bisect_left(rows, end))


def go_on_from(row: int, step: int, known: dict[int, int], goes_on: Callable[[int], bool]) -> int:
    """The first row, up or down from one, at which it goes on no longer.

    What was found is noted in `known` for each row on the way: however many begin there, the way is gone only once.
    """
    passed = []
    while row in known or goes_on(row):
        passed.append(row)
        row = known.get(row, row + step)
    known.update(dict.fromkeys(passed, row))
    return row


# Very many areas can be very wide.  So that neither each column goes through all of them nor each of them through all its columns,
# the columns are halved into ever smaller blocks: an area is kept in the few blocks that it is made of, and a column is in 15.


def blocks_of(column: int) -> Iterator[int]:
    """The numbers of the blocks that a column is in, from itself to all columns."""
    block = column - 1 + LAST_COLUMN
    while block:
        yield block
        block //= 2


def split_into_blocks(area: Area) -> Iterator[int]:
    """The numbers of the blocks that the columns of an area are made of, as large as possible."""
    first, end = area.left - 1 + LAST_COLUMN, area.right + LAST_COLUMN
    while first < end:
        if first % 2:
            yield first
            first += 1
        if end % 2:
            end -= 1
            yield end
        first, end = first // 2, end // 2


class RowsByBlock:
    """The rows of some cells by column, of which an area is asked without going through all its columns."""

    def __init__(self, rows: Mapping[int, Sequence[int]]) -> None:
        """Take the rows of each column, from the top down."""
        self._columns = rows
        self._rows: dict[int, Sequence[int]] = {}

    def has_any_in(self, area: Area) -> bool:
        """Whether one of the cells is in an area."""
        return any(find_positions(self._rows_of(block), area.top, area.bottom + 1) for block in split_into_blocks(area))

    def _rows_of(self, block: int) -> Sequence[int]:
        """The rows in a block, made once: of a large block from those of its halves."""
        if block >= LAST_COLUMN:
            return self._columns.get(block - LAST_COLUMN + 1, ())
        if block not in self._rows:
            self._rows[block] = sorted({*self._rows_of(2 * block), *self._rows_of(2 * block + 1)})
        return self._rows[block]
