"""The formulas of a sheet as stretches: copies of one formula in cells below each other, however many there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.formulas.cells import FormulaCell, find_formulas, matched_cell, parse_formulas
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_pattern, printf_form
from xl_kraftsamling.xlsx.grid import Area


class CopyRun(NamedTuple):
    """The rows from `top` to `bottom`, in which the cells of a column hold the same pattern."""

    top: int
    bottom: int
    pattern: Pattern

    @property
    def height(self) -> int:
        """How many cells it has."""
        return self.bottom - self.top + 1


Formulas = Mapping[int, Sequence[CopyRun]]
"""The formulas of a sheet by column, from top to bottom."""


def read_formulas(data: bytes) -> Formulas:
    """The formulas in a sheet's XML; ValueError where it is damaged."""
    found = _Growing()
    try:
        for match in find_formulas(data):
            if not found.goes_on(match):
                found.take(matched_cell(match), match[3])
    except ValueError:
        return group_copies(parse_formulas(data))
    return found.formulas()


def group_copies(cells: Iterable[FormulaCell]) -> Formulas:
    """The formulas of some cells, which come row by row."""
    found = _Growing()
    for cell in cells:
        found.take(cell)
    return found.formulas()


class _Column:
    """A column so far: its stretches, and how its next cell would be written if it went on."""

    def __init__(self) -> None:
        self.runs: list[list[int]] = []
        self.index, self.text, self.raw = -1, "", b""
        self.rows: tuple[int, ...] = ()


class _Growing:
    """A sheet's stretches while they grow."""

    def __init__(self) -> None:
        self._columns: dict[int, _Column] = defaultdict(_Column)
        self._numbers: dict[Pattern, int] = {}
        self._patterns: list[Pattern] = []
        self._shared: dict[str, int] = {}
        self._named: dict[bytes, _Column] = {}
        self._followers: dict[bytes, int] = {}

    def goes_on(self, match: re.Match[bytes]) -> bool:
        """Take in the next cell if it goes on as the one above it: as a rule it does, and nothing of it need be told."""
        name, digits, attributes, text = match.groups()
        column = self._named.get(name)
        if column is None or column.runs[-1][1] != int(digits) - 1:
            return False
        row = int(digits)
        if attributes:
            going_on = text is None and self._followers.get(attributes) == column.runs[-1][2]
        else:
            going_on = (
                column.raw % tuple([row + at for at in column.rows]) == text and column.runs[-1][2] == column.index
            )
        if going_on:
            column.runs[-1][1] = row
        return going_on

    def take(self, cell: FormulaCell, attributes: bytes | None = None) -> None:
        """Take in the next cell; `attributes` are those of its formula, as they are written."""
        if cell.area:
            self._fill(cell, Area.parse(cell.area))
            return
        column = self._columns[cell.column]
        index = self._index(cell, column)
        if index >= 0:  # below zero: a follower whose shared formula is not there
            self._grow(column, cell, index)
            if cell.shared and attributes and not cell.text:
                self._followers[attributes] = index

    def _index(self, cell: FormulaCell, column: _Column) -> int:
        """The number of a cell's pattern: as a rule it is that of the cell above, and need not be told anew."""
        if cell.shared and not cell.text:
            return self._shared.get(cell.shared, -1)
        going_on = column.index >= 0 and column.text % tuple([cell.row + at for at in column.rows]) == cell.text
        index = column.index if going_on else self._number(parse_pattern(cell.text, cell.row, cell.column))
        if cell.shared:
            self._shared[cell.shared] = index
            self._followers.clear()
        return index

    def _number(self, parts: Pattern) -> int:
        index = self._numbers.setdefault(parts, len(self._patterns))
        if index == len(self._patterns):
            self._patterns.append(parts)
        return index

    def _grow(self, column: _Column, cell: FormulaCell, index: int) -> None:
        runs = column.runs
        if runs and runs[-1][2] == index and runs[-1][1] == cell.row - 1:
            runs[-1][1] = cell.row
        else:
            runs.append([cell.row, cell.row, index])
        if column.index != index:
            column.index = index
            column.text, column.rows = printf_form(self._patterns[index], cell.column)
            column.raw = escape(column.text, quote=False).encode()
            self._named[column_letters(cell.column).encode()] = column

    def _fill(self, cell: FormulaCell, area: Area) -> None:
        """Every cell of an array is a cell of its formula."""
        index = self._number(parse_pattern(cell.text, cell.row, cell.column))
        for number in range(area.left, area.right + 1):
            self._columns[number].runs.append([area.top, area.bottom, index])

    def formulas(self) -> Formulas:
        """What has grown."""
        return {
            number: [CopyRun(top, bottom, self._patterns[index]) for top, bottom, index in sorted(column.runs)]
            for number, column in sorted(self._columns.items())
        }
