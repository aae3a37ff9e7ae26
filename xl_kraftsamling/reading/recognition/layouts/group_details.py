"""What the figures of each recipient are made up of, in rows below it in the same column: “Nämnd / insats” over names and insatser.

| Nämnd / insats | Beviljat | Avropat |
|---|---|---|
| Kulturnämnden | 800 | 264 |
| – Kulturskola | | 200 |
| – Filmlabbet | | 64 |

The row of a name is the sum of those below it, so that only one of the two may be read: that of the name, which has its other figures too.
"""

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.sum_labels import is_sum_row
from xl_kraftsamling.xlsx.grid import Grid, slice_column

_FEWEST = 2
"""Groups of rows that must be there, one of them of as many rows: that a single amount occurs again proves nothing."""


def find_details(grid: Grid, lines: Sequence[int], column: int, names_recipient: Callable[[Any], bool]) -> frozenset[int]:
    """The rows, of some, whose amounts the row of a recipient above them adds up, and that hold nothing else; none unless all names do."""
    cells = slice_column(grid, column, 1, len(grid))
    names_of = {cell for cell in {cells[line - 1] for line in lines} if names_recipient(cell) and not is_sum_row([cell])}
    names = [line for line in lines if cells[line - 1] in names_of]
    if len(names) < _FEWEST or len(names) == len(lines):
        return frozenset()
    others = [line for line in lines if (cell := cells[line - 1]) not in names_of and cell_text(cell) and not is_sum_row([cell])]
    if not others or others[0] < names[0]:
        return frozenset()
    ends = [bisect(others, line) for line in names] + [len(others)]
    groups = {top: others[first:end] for top, (first, end) in zip(names, pairwise(ends), strict=True) if first < end}
    numbers = {n for line in others for n, cell in enumerate(grid[line - 1], 1) if n != column and cell_text(cell)}
    is_proven = len(groups) >= _FEWEST and any(len(below) >= _FEWEST for below in groups.values())
    if not is_proven or not numbers or not all(_adds_up(grid, top, below, n) for top, below in groups.items() for n in numbers):
        return frozenset()
    return frozenset(others)


def _adds_up(grid: Grid, top: int, lines: Sequence[int], column: int) -> bool:
    """Whether an amount is the sum of those below it, or a formula that nobody has calculated; a cell below that is no number contradicts it."""
    cells = [cell for line in lines if cell_text(cell := grid[line - 1][column - 1])]
    total = grid[top - 1][column - 1]
    if not all(map(is_number, cells)):
        return False
    return type(total) is NoValue or (read_amount(total).ore or 0) == sum(read_amount(cell).ore or 0 for cell in cells)
