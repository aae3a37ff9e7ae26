"""To whom the rows of a table belong that do not name their recipient themselves."""

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from xl_kraftsamling.domain.written import as_written
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.extent import Grid

_GROUPED = 0.3
"""The share of rows without a recipient from which on the recipient may stand on the first row of its group only."""


def owners(
    grid: Grid, data: Sequence[int], groups: Mapping[int, int], column: int | None, merges: Sequence[Area]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each row of data without a recipient, with the row and column of the name above it that holds for it.

    :param groups: the rows that head a group, with the column of the name; ``column`` is that of the recipients, if any.
    """
    nameless = {line for line in data if column is None or not as_written(grid[line - 1][column - 1])}
    named = {**groups, **{line: column for line in data if column and line not in nameless}}
    tops = sorted(named)
    reach = {area.top: area.bottom for area in merges if area.left == column}
    grouped = bool(groups) or _is_grouped(grid, data, nameless, column)
    for line in sorted(nameless):
        top = tops[bisect(tops, line) - 1] if tops else line
        if top < line and (grouped or line <= reach.get(top, 0)):
            yield line, (top, named[top])


def _is_grouped(grid: Grid, data: Sequence[int], nameless: Collection[int], column: int | None) -> bool:
    """Whether recipients stand on the first row of their group: many rows lack one, and none is written twice in a row."""
    if column is None or len(nameless) < max(2, _GROUPED * len(data)) or data[0] in nameless:
        return False
    names = [as_written(grid[line - 1][column - 1]) for line in data if line not in nameless]
    return all(a != b for a, b in pairwise(names))
