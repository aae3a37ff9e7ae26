"""The formulas of a sheet, as runs of copies: one formula in cells below each other, however many they are.

A column of 100 000 formulas is one formula copied down.  So a cell that continues the run above it costs a comparison of bytes:
it is neither decoded nor parsed, nor does it become an object.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from operator import itemgetter
from typing import NamedTuple

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, parse_pattern, printf_form
from xl_kraftsamling.xlsx.grid import Area

MAX_ARRAY_COLUMNS = 250_000
"""Columns that the array formulas of a sheet may fill, all of them together.

An array formula of a line can claim all columns that Excel has; thousands of them would take all memory.
"""


class FormulaCell(NamedTuple):
    """A cell with a formula (ECMA-376 part 1, 18.3.1.40).

    `text` has no equals sign, and is empty where the cell refers to the shared formula with the number `shared`; `area` is
    the range that an array formula fills.
    """

    row: int
    column: int
    text: str
    shared: str = ""
    area: str = ""


class CopyRun(NamedTuple):
    """The rows from `top` to `bottom`, in which the cells of a column have the same pattern."""

    top: int
    bottom: int
    pattern: Pattern

    @property
    def height(self) -> int:
        """How many cells it has."""
        return self.bottom - self.top + 1


Formulas = Mapping[int, Sequence[CopyRun]]
"""The formulas of a sheet by column, from top to bottom."""


def group_copies(cells: Iterable[FormulaCell]) -> Formulas:
    """Group cells, which come row by row, into runs; ValueError if an array formula has an impossible area."""
    builder = RunBuilder()
    for cell in cells:
        builder.add(cell)
    return builder.runs()


@dataclass(slots=True)
class _GrowingRun:
    """A run, of which the last row is not known yet."""

    top: int
    bottom: int
    pattern: Pattern


@dataclass(slots=True)
class _Column:
    """A column so far: its runs, the last pattern whose text a cell of it states, and that pattern in printf form.

    `raw` is `text` as it is in the XML, as Excel writes it; another way of writing is only slower, since it never equals this.
    """

    runs: list[_GrowingRun] = field(default_factory=list)
    pattern: Pattern | None = None
    text: str = ""
    raw: bytes = b""
    rows: tuple[int, ...] = ()


@dataclass(slots=True)
class RunBuilder:
    """The runs of a sheet while they are built, cell by cell and row by row.

    Equal patterns are made one object, so that comparing them costs nothing.
    """

    _columns: dict[int, _Column] = field(default_factory=dict)
    _patterns: dict[Pattern, Pattern] = field(default_factory=dict)
    _shared: dict[str, Pattern] = field(default_factory=dict)
    _by_letters: dict[bytes, _Column] = field(default_factory=dict)
    _array_columns: int = 0
    _followers: dict[bytes, Pattern] = field(default_factory=dict)  # by attributes such as t="shared" si="0", as bytes

    def continues(self, match: re.Match[bytes]) -> bool:
        """Extend the current run if this cell copies the formula above it; True if it did.

        :param match: the letters of its column, its row, and the attributes and text of its formula (None if it has none).
        """
        name, digits, attributes, text = match.groups()
        column = self._by_letters.get(name)
        if column is None or not column.runs or column.runs[-1].bottom != int(digits) - 1:
            return False
        row, run = int(digits), column.runs[-1]
        if attributes:
            is_copy = text is None and self._followers.get(attributes) is run.pattern
        else:  # the run above can be one whose pattern is not the column's
            is_copy = column.raw % tuple([row + at for at in column.rows]) == text and run.pattern is column.pattern
        if is_copy:
            run.bottom = row
        return is_copy

    def add(self, cell: FormulaCell, attributes: bytes | None = None) -> None:
        """Add the next cell; `attributes` are those of its formula, as they are in the XML."""
        column = self._column(cell.column)
        pattern = self._find_pattern(cell, column)
        if pattern is None:
            return
        if cell.area:
            self._fill(Area.parse(cell.area), pattern)
            return
        self._extend(column, cell, pattern)
        if cell.shared and attributes and not cell.text:
            self._followers[attributes] = pattern

    def _column(self, number: int) -> _Column:
        if number not in self._columns:
            self._columns[number] = self._by_letters[column_letters(number).encode()] = _Column()
        return self._columns[number]

    def _find_pattern(self, cell: FormulaCell, column: _Column) -> Pattern | None:
        """The pattern of a cell; None if it refers to a shared formula that is missing."""
        if cell.shared and not cell.text:
            return self._shared.get(cell.shared)
        pattern = column.pattern
        # As a rule it is that of the cell above, and the formula need not be parsed.  An array formula's never becomes the
        # column's, so to compare them would cost the length of the column's for each, however long it is.
        if pattern is None or cell.area or column.text % tuple([cell.row + at for at in column.rows]) != cell.text:
            pattern = parse_pattern(cell.text, cell.row, cell.column)
            pattern = self._patterns.setdefault(pattern, pattern)
        if cell.shared:
            self._shared[cell.shared] = pattern
            self._followers.clear()  # some programs use a number again: the same attributes now mean this formula
        return pattern

    def _fill(self, area: Area, pattern: Pattern) -> None:
        """Give the cells that an array formula fills its pattern, as in its first cell."""
        self._array_columns += area.right - area.left + 1
        if self._array_columns > MAX_ARRAY_COLUMNS:
            raise ValueError(MAX_ARRAY_COLUMNS)
        for number in range(area.left, area.right + 1):
            self._append(self._column(number).runs, _GrowingRun(area.top, area.bottom, pattern))

    @staticmethod
    def _append(runs: list[_GrowingRun], new: _GrowingRun) -> None:
        """Extend the last of a column's runs by cells below it with the same pattern, or begin a run."""
        if runs and runs[-1].pattern is new.pattern and runs[-1].bottom == new.top - 1:
            runs[-1].bottom = new.bottom
        else:
            runs.append(new)

    def _extend(self, column: _Column, cell: FormulaCell, pattern: Pattern) -> None:
        """Extend the run above the cell by it, or begin a run."""
        self._append(column.runs, _GrowingRun(cell.row, cell.row, pattern))
        # Not that of a shared formula, which has its text in another cell: to write it anew in each column would cost its length.
        if cell.text and column.pattern is not pattern:
            column.pattern = pattern
            column.text, column.rows = printf_form(pattern, cell.column)
            column.raw = escape(column.text, quote=False).encode()

    def runs(self) -> Formulas:
        """The runs by column.  An array formula is added before the cells beside its first row, so they are put in order."""
        return {
            number: sorted((CopyRun(run.top, run.bottom, run.pattern) for run in column.runs), key=itemgetter(0, 1))
            for number, column in sorted(self._columns.items())
        }
