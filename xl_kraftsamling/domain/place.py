"""Where something is in a workbook: a cell, or the range that holds the rows of a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from xl_kraftsamling.domain.shown_text import show_text


class Place(NamedTuple):
    """A cell: its sheet, and its row and column counted from 1; row 0 means the sheet as a whole."""

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str | None:
        """The cell as A1; None for the sheet as a whole."""
        return f"{column_letters(self.column)}{self.row}" if self.row else None

    @property
    def address(self) -> str:
        """The sheet and the cell as a person reads them: Avrop!E5."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def show(self, _lang: str) -> str:
        """The place as it stands in a text, where the name of the sheet may hold anything."""
        return show_text(self.address)


class PlacedValue(NamedTuple):
    """A value as it stands in a workbook, and the cell where it stands."""

    value: Any
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A range of a sheet that holds rows of one table: the row of its headings, and by field its columns and headings.

    `elsewhere` are, by field and row, the values that do not stand in the field's column of the row: the name in a title above, say.
    Two blocks are equal only if they are the same object (`eq=False`), so that rows can be members of sets in spite of its mappings.
    """

    table: str
    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    elsewhere: Mapping[str, Mapping[int, PlacedValue]] = field(default_factory=dict)

    def heading(self, field: str) -> Place:
        """The heading cell of a field; the first heading where the field has no column."""
        return self.cell(field, self.heading_row)

    def cell(self, field: str, line: int) -> Place:
        """The cell of a field in a row, wherever it is; the row's first cell where the field has none."""
        if field in self.elsewhere and line in self.elsewhere[field]:
            return self.elsewhere[field][line].place
        return Place(self.sheet, line, self.columns.get(field) or min(self.columns.values(), default=1))


@dataclass(frozen=True, slots=True, eq=False)
class ColumnCells(Sequence[Place]):
    """Cells of one column, each made when it is asked for: there may be hundreds of thousands, of which few are ever shown."""

    place: Callable[[int], Place]
    positions: Sequence[int]

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> "ColumnCells": ...
    def __getitem__(self, index: int | slice) -> "Place | ColumnCells":
        """A cell, or some of them."""
        if isinstance(index, slice):
            return ColumnCells(self.place, self.positions[index])
        return self.place(self.positions[index])

    def __iter__(self) -> Iterator[Place]:
        """Every cell, in order."""
        return map(self.place, self.positions)

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.positions)


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 27 is AA."""
    name = ""
    while column:  # base 26 without a zero: Z is 26, and AA comes after it
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
