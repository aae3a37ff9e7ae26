"""A grid that is kept column by column, as a large table is written and as it is wanted; its rows are made when asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

Grid = Sequence[Sequence[Any]]
"""The cells of a sheet from A1, "" where empty."""


class ByColumn(Sequence[list[Any]]):
    """The cells of a sheet from A1 on, "" where empty: to its readers a sequence of rows like any other."""

    def __init__(self, columns: Mapping[int, Sequence[Any]], height: int) -> None:
        """Hold columns, by their number counted from 1, each of that height."""
        empty = [""] * height
        self._columns = [columns.get(number, empty) for number in range(1, max(columns, default=0) + 1)]
        self._height = height

    def __len__(self) -> int:
        """The number of rows."""
        return self._height

    @overload
    def __getitem__(self, index: int) -> list[Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Any]]: ...
    def __getitem__(self, index: int | slice) -> list[Any] | list[list[Any]]:
        """A row, or some of them, with row 1 at 0."""
        if isinstance(index, slice):
            return list(map(list, zip(*(column[index] for column in self._columns), strict=True)))
        return [column[index] for column in self._columns]

    def __iter__(self) -> Iterator[list[Any]]:
        """The rows from the first to the last."""
        return map(list, zip(*self._columns, strict=True))

    def column(self, number: int) -> Sequence[Any]:
        """The cells of a column counted from 1, from the first row on; IndexError where the sheet does not reach there."""
        return self._columns[number - 1]


def part_of_column(grid: Sequence[Sequence[Any]], number: int, first: int, last: int) -> Sequence[Any]:
    """The cells of a column between two rows, both inside it and counted from 1; "" where a row does not reach there."""
    if isinstance(grid, ByColumn):
        return grid.column(number)[first - 1 : last]
    return [row[number - 1] if number <= len(row) else "" for row in grid[first - 1 : last]]
