"""What the figures of each recipient are made up of, in rows below it in the same column: »Nämnd / insats« over names and insatser.

| Nämnd / insats | Beviljat | Avropat |
|---|---|---|
| Kulturnämnden | 800 | 264 |
| – Kulturskola | | 200 |
| – Filmlabbet | | 64 |

The row of a name is the sum of those below it, so that only one of the two may be read: that of the name, which has its other figures too.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.sum_labels import is_sum_row
from xl_kraftsamling.xlsx.grid import Grid

_FEWEST = 2
"""Groups of rows that must be there, one of them of as many rows: that a single amount occurs again proves nothing."""


def find_details(rows: Grid, column: int, names_recipient: Callable[[Any], bool]) -> frozenset[int]:
    """The positions of rows whose amounts the row of a recipient above them adds up, and that hold nothing else; none unless all names do."""
    texts = {at: row[column - 1] for at, row in enumerate(rows) if cell_text(row[column - 1]) and not is_sum_row([row[column - 1]])}
    names = [at for at, text in texts.items() if names_recipient(text)]
    if len(names) < _FEWEST or len(names) == len(texts) or names[0] != next(iter(texts)):
        return frozenset()
    groups = {top: [at for at in range(top + 1, end) if at in texts] for top, end in pairwise([*names, len(rows)])}
    groups = {top: lines for top, lines in groups.items() if lines}
    numbers = {n for lines in groups.values() for at in lines for n, cell in enumerate(rows[at], 1) if n != column and cell_text(cell)}
    is_proven = len(groups) >= _FEWEST and any(len(lines) >= _FEWEST for lines in groups.values())
    if not is_proven or not numbers or not all(_adds_up(rows, top, lines, n) for top, lines in groups.items() for n in numbers):
        return frozenset()
    return frozenset(at for lines in groups.values() for at in lines)


def _adds_up(rows: Grid, top: int, lines: Sequence[int], column: int) -> bool:
    """Whether an amount is the sum of those below it, or a formula that nobody has calculated; a cell below that is no number contradicts it."""
    cells = [cell for at in lines if cell_text(cell := rows[at][column - 1])]
    total = rows[top][column - 1]
    if not all(map(is_number, cells)):
        return False
    return type(total) is NoValue or (read_amount(total).ore or 0) == sum(read_amount(cell).ore or 0 for cell in cells)
