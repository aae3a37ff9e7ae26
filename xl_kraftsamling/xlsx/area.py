"""Cells and ranges as text (B5, A1:C10) and as numbers; rows and columns are counted from 1."""

import re
from functools import cache
from typing import NamedTuple

from xl_kraftsamling.domain.place import letters

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The size of a worksheet; its last cell is XFD1048576."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)


@cache
def number(name: str) -> int:
    """The column of some letters: AA is 27; the inverse of :func:`~xl_kraftsamling.domain.book.letters`."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return column


def cell_of(text: str) -> tuple[int, int]:
    """The row and column of a cell such as B5 or $B$5; ValueError where it is none of a worksheet."""
    match = _CELL.fullmatch(text)
    row, column = (int(match[2]), number(match[1])) if match else (0, 0)
    if not 1 <= row <= LAST_ROW or not 1 <= column <= LAST_COLUMN:
        raise ValueError(text)
    return row, column

TableRef = tuple[int, int, int, int]
"""First row, first column, last row, last column of an Excel table without its totals row."""


class Area(NamedTuple):
    """A range of a sheet by its first row and column and its last row and column, all of them inside it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> "Area":
        """The area of a range such as A1:C10, or of a single cell; ValueError where it is neither."""
        first, colon, last = text.partition(":")
        area = cls(*cell_of(first), *cell_of(last if colon else first))
        if area.top > area.bottom or area.left > area.right:
            raise ValueError(text)
        return area

    @property
    def ref(self) -> str:
        """The range as text, a single cell without a colon."""
        first, last = f"{letters(self.left)}{self.top}", f"{letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def first(self) -> "Area":
        """Its top left cell as an area."""
        return Area(self.top, self.left, self.top, self.left)

    def overlaps(self, other: "Area") -> bool:
        """Whether the two have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def joined(self, other: "Area") -> "Area":
        """The smallest area that holds both."""
        first = min(self.top, other.top), min(self.left, other.left)
        return Area(*first, max(self.bottom, other.bottom), max(self.right, other.right))
