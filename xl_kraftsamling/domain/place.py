"""A place in a workbook: its sheet and its cell."""

from typing import NamedTuple


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
        """The place as a person reads it: Avrop!E5."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
