"""The amounts of a list that runs like an account: in one column with a sign, or in two of which each row fills one, and the balance beside them."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text, is_blank
from xl_kraftsamling.domain.money import could_be_amount, read_amount
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.xlsx.grid import Grid

_NO_AMOUNT = frozenset(
    {"remaining", "running", "disposable", "count", "id", "date", "period", "voucher", "case", "reference", "planned", "else"}
)
"""Ideas of headings over numbers that are not the amount of the row."""
_BALANCE = frozenset({"remaining", "running", "disposable"})
_MOSTLY = 0.8
"""The share of the cells of a column that must be amounts, and of the rows that one of two columns must fill."""
_LEAST_ORE = 100_000
"""What the largest amount must reach: smaller numbers may be counts or row numbers."""
_PROOF = 0.6
"""The share of the steps of a running balance that must be the amounts of their rows."""


class AccountColumns(NamedTuple):
    """The columns that may hold the amounts of rows, the two of them of which each row fills one, and those of balances."""

    columns: Sequence[int]
    opposites: Sequence[int]
    balances: Sequence[int]

    def find_amounts(self, grid: Grid, lines: Sequence[int]) -> list[int]:
        """The columns with the amounts of some rows, the one that most of them fill first."""
        filled = {n: sum(bool(_ore(grid, line, n)) for line in lines) for n in self.opposites or self.columns}
        own = sorted((n for n in filled if filled[n]), key=lambda n: -filled[n])
        return own if self.opposites else own[:1]

    def find_negative(self, grid: Grid, lines: Sequence[int], amounts: Sequence[int]) -> frozenset[int]:
        """The columns in which the amounts of some rows have the opposite sign: those that are minus, or in the other of two columns."""
        return frozenset(n for n in amounts if _is_mostly_minus(grid, lines, n) == (n == amounts[0]))

    def read_amount(self, grid: Grid, line: int) -> int:
        """The amount of a row in öre, in the unit of its column and without its sign; 0 where it has none."""
        return next((abs(ore) for n in self.opposites or self.columns[:1] if (ore := _ore(grid, line, n))), 0)

    def runs(self, grid: Grid, lines: Sequence[int]) -> bool:
        """Whether a balance beside the rows changes by the amount of each."""
        return any(self._runs_in(grid, lines, n) for n in self.balances)

    def _runs_in(self, grid: Grid, lines: Sequence[int], balance: int) -> bool:
        rows = [(_ore(grid, line, balance), self.read_amount(grid, line)) for line in lines]
        steps = [
            abs(after - before) == amount
            for (before, _), (after, amount) in pairwise(rows) if before is not None and after is not None
        ]  # fmt: skip
        return sum(steps) >= max(1, _PROOF * len(steps))


def find_account_columns(below: HeadedRows, lines: Sequence[int], kinds: int) -> AccountColumns:
    """The columns of the amounts of a list; `kinds` is the column that says what its rows are."""
    headings = {n: heading for n, heading in below.heading_row.headings.items() if n != kinds and heading.year in (None, below.year)}
    columns = [n for n, heading in headings.items() if not heading.ideas & _NO_AMOUNT and _holds_amounts(below.grid, lines, n)]
    balances = [n for n, heading in headings.items() if heading.ideas & _BALANCE]
    pairs = (pair for pair in combinations(columns, 2) if _are_opposites(below.grid, lines, pair))
    return AccountColumns(columns, next(pairs, ()), balances)


def _holds_amounts(grid: Grid, lines: Sequence[int], number: int) -> bool:
    cells = [cell for line in lines if not is_blank(cell_text(cell := grid[line - 1][number - 1]))]
    amounts = [ore for cell in cells if could_be_amount(cell) and (ore := read_amount(cell).ore) is not None]
    return len(amounts) >= max(1, _MOSTLY * len(cells)) and max(map(abs, amounts)) >= _LEAST_ORE


def _are_opposites(grid: Grid, lines: Sequence[int], pair: tuple[int, int]) -> bool:
    """Whether hardly any row leaves both columns empty, none fills both, and each column is filled in some rows."""
    filled = [[bool(_ore(grid, line, n)) for n in pair] for line in lines]
    return (
        not any(map(all, filled)) and sum(map(any, filled)) >= _MOSTLY * len(filled)
        and all(any(row[side] for row in filled) for side in (0, 1))
    )  # fmt: skip


def _is_mostly_minus(grid: Grid, lines: Sequence[int], number: int) -> bool:
    amounts = [ore for line in lines if (ore := _ore(grid, line, number))]
    return 2 * sum(ore < 0 for ore in amounts) > len(amounts)


def _ore(grid: Grid, line: int, number: int) -> int | None:
    return read_amount(grid[line - 1][number - 1]).ore
