"""Cells, ranges and values of a worksheet; rows and columns are counted from 1 throughout.

References are read here from text (B5, A1:C10) and written back.  Values come as a :data:`Grid`: a sequence of rows, which
:class:`ColumnGrid` keeps column by column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple, overload

from xl_kraftsamling.domain.place import column_letters

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The size of a worksheet; its last cell is XFD1048576."""

TableRef = tuple[int, int, int, int]
"""First row, first column, last row and last column of an Excel table, headings included and totals row left out."""

Grid = Sequence[Sequence[Any]]
"""The values of a sheet as rows from A1 on, "" where a cell is empty; rows may differ in length."""

# [0-9], not \d: that would also match the digits of other scripts, which no reference has
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)


@cache
def column_number(name: str) -> int:
    """Return the number of a column by its letters: 27 for AA.  The inverse of :func:`~xl_kraftsamling.domain.place.column_letters`."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return column


def parse_cell(text: str) -> tuple[int, int]:
    """Return the row and column of a cell such as B5 or $B$5; ValueError if no worksheet has such a cell."""
    match = _CELL.fullmatch(text)
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not 1 <= row <= LAST_ROW or not 1 <= column <= LAST_COLUMN:
        raise ValueError(text)
    return row, column


class Area(NamedTuple):
    """A rectangle of cells: its first row and column, and its last row and column, all four inside it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> "Area":
        """Return the area of a range such as A1:C10, or of a single cell; ValueError if the text is neither."""
        first, colon, last = text.partition(":")
        area = cls(*parse_cell(first), *parse_cell(last if colon else first))
        if area.top > area.bottom or area.left > area.right:
            raise ValueError(text)
        return area

    @property
    def ref(self) -> str:
        """The range as text; a single cell has no colon."""
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def top_left(self) -> "Area":
        """The first cell, as an area."""
        return Area(self.top, self.left, self.top, self.left)

    def overlaps(self, other: "Area") -> bool:
        """Whether the two areas have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def union(self, other: "Area") -> "Area":
        """The smallest area that contains both."""
        first = min(self.top, other.top), min(self.left, other.left)
        return Area(*first, max(self.bottom, other.bottom), max(self.right, other.right))


class ColumnGrid(Sequence[list[Any]]):
    """The values of a sheet, kept by column and read like any other :data:`Grid`.

    A large sheet is read column by column, and its tables are wanted that way.  As rows, 100 000 lists would be made and
    taken apart again; here a row is only made when somebody asks for it.
    """

    def __init__(self, columns: Mapping[int, Sequence[Any]], height: int) -> None:
        """Hold columns by their number; each must have `height` values.  Columns left out are empty."""
        empty = [""] * height  # shared by all empty columns: nobody writes to a grid
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
        """A row, or a slice of rows; as in any sequence, row 1 of the sheet has index 0."""
        if isinstance(index, slice):
            return list(map(list, zip(*(column[index] for column in self._columns), strict=True)))
        return [column[index] for column in self._columns]

    def __iter__(self) -> Iterator[list[Any]]:
        """Iterate over the rows."""
        return map(list, zip(*self._columns, strict=True))

    def column(self, number: int) -> Sequence[Any]:
        """The values of a column from row 1 on; IndexError if the sheet has fewer columns."""
        return self._columns[number - 1]


def count_columns(grid: Grid) -> int:
    """The width of the widest row."""
    return max(map(len, grid[:1] if isinstance(grid, ColumnGrid) else grid), default=0)  # of a ColumnGrid all are as wide


def list_columns(grid: Grid) -> Iterator[Sequence[Any]]:
    """The columns from the left, "" where a row is too short."""
    if isinstance(grid, ColumnGrid):
        return (grid.column(number) for number in range(1, count_columns(grid) + 1))
    return zip_longest(*grid, fillvalue="")


def slice_column(grid: Grid, number: int, first: int, last: int) -> Sequence[Any]:
    """Return the values of a column between two rows, both included; "" where a row is too short to have the column."""
    if isinstance(grid, ColumnGrid):
        return grid.column(number)[first - 1 : last]
    return [row[number - 1] if number <= len(row) else "" for row in grid[first - 1 : last]]


def pick_cells(grid: Grid, number: int, lines: Sequence[int]) -> Sequence[Any]:
    """Return the cells of a column in some rows, which are in order."""
    cells = slice_column(grid, number, lines[0], lines[-1]) if lines else ()
    return cells if len(cells) == len(lines) else [cells[line - lines[0]] for line in lines]  # as a rule they have no gaps
