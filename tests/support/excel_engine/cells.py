"""A range of cells."""

from collections.abc import Iterator
from copy import copy
from types import SimpleNamespace
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

from support.excel_engine import fonts
from support.excel_engine import sheet as sheets
from support.excel_engine.values import show_value, type_value, value_over_com


class Range(base_classes.Range):
    """The cells from one corner to the other."""

    options = None
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.corners = sheet, (top, left, bottom, right)
        sheet.book.ranges += 1

    @classmethod
    def of(cls, sheet: Any, address: Any) -> "Range":
        left, top, right, bottom = range_boundaries(str(address).replace("$", ""))
        return cls(sheet, top, left, bottom, right)

    def joined(self, other: "Range") -> "Range":
        """The smallest range that holds both."""
        first, last = zip(self.corners, other.corners, strict=True), slice(2, 4)
        low, high = [min(pair) for pair in first], [max(p) for p in zip(self.corners, other.corners, strict=True)][last]
        return Range(self.sheet, *low[:2], *high)

    @property
    def row(self) -> int:
        return self.corners[0]

    @property
    def column(self) -> int:
        return self.corners[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.corners
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[Any, ...]:
        return self.sheet.name, self.row, self.column, *self.shape

    @property
    def api(self) -> "Range":
        return self

    @property
    def address(self) -> str:
        top, left, bottom, right = self.corners
        return f"${get_column_letter(left)}${top}:${get_column_letter(right)}${bottom}"

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> "Range":
        across = self.shape[1]
        down, right = (row - 1, column - 1) if column else divmod(row - 1, across)
        return Range(self.sheet, *(self.row + down, self.column + right) * 2)

    def rows(self, half: Any) -> Iterator[tuple[Any, ...]]:
        """The cells of one half of the workbook."""
        top, left, bottom, right = self.corners
        return half.iter_rows(top, bottom, left, right)

    @property
    def formula(self) -> Any:
        texts = tuple(tuple("" if c.value is None else str(c.value) for c in row) for row in self.rows(self.sheet.file))
        return texts if len(self) > 1 else texts[0][0]

    def copy(self, destination: Any) -> None:
        for source, target in zip(self.rows(self.sheet.file), destination.impl.rows(self.sheet.file), strict=True):
            for one, other in zip(source, target, strict=True):
                other.value, other._style = one.value, copy(one._style)

    def select(self) -> None:
        self.sheet.file.sheet_view.selection[0].sqref = self.address.replace("$", "")

    @property
    def Font(self) -> SimpleNamespace:  # noqa: N802
        found = {bool(cell.font.strike) for row in self.rows(self.sheet.file) for cell in row}
        return SimpleNamespace(Strikethrough=found.pop() if len(found) == 1 else None)

    @property
    def EntireRow(self) -> SimpleNamespace:  # noqa: N802 - Excel's own name
        top, _, bottom, _ = self.corners
        return _whole([self.sheet.file.row_dimensions[row].hidden for row in range(top, bottom + 1)])

    @property
    def EntireColumn(self) -> SimpleNamespace:  # noqa: N802
        _, left, _, right = self.corners
        letters = [get_column_letter(column) for column in range(left, right + 1)]
        return _whole([self.sheet.file.column_dimensions[letter].hidden for letter in letters])

    @property
    def raw_value(self) -> Any:
        self.sheet.book.reads.append(self.sheet.name)
        values = tuple(tuple(map(value_over_com, row)) for row in self.rows(self.sheet.values))
        return values if len(self) > 1 else values[0][0]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if self.sheet.file.protection.sheet:
            raise PermissionError("the sheet is protected")
        cells = zip(self.rows(self.sheet.file), self.rows(self.sheet.values), strict=True)
        for line, pairs in enumerate(cells):
            for column, (formula, shown) in enumerate(zip(*pairs, strict=True)):
                type_value(formula, value[line][column] if isinstance(value, (list, tuple)) else value)
                shown.value = show_value(formula)
                of_formula = "s" if isinstance(shown.value, str) else "n"
                shown.data_type = of_formula if formula.data_type == "f" else formula.data_type

    def clear_contents(self) -> None:
        self.raw_value = None

    @property
    def merge_cells(self) -> bool | None:
        merged = {cell.coordinate in self.sheet.file.merged_cells for row in self.rows(self.sheet.file) for cell in row}
        return merged.pop() if len(merged) == 1 else None

    @property
    def merge_area(self) -> "Range":
        cell = self.sheet.file.cell(self.row, self.column).coordinate
        return next((Range.of(self.sheet, area) for area in self.sheet.file.merged_cells.ranges if cell in area), self)

    @property
    def note(self) -> "sheets.Note | None":
        cell = self.sheet.file.cell(self.row, self.column)
        return sheets.Note(cell) if cell.comment else None

    def add_note(self, text: str) -> "sheets.Note":
        if self.sheet.file.protection.sheet:
            raise PermissionError("the sheet is protected")
        return sheets.Note.add(self.sheet.file.cell(self.row, self.column), text)

    @property
    def font(self) -> "fonts.Font":
        return fonts.Font(self)

    @property
    def wrap_text(self) -> bool:
        return self.sheet.file.cell(self.row, self.column).alignment.wrap_text

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        for row in self.rows(self.sheet.file):
            for cell in row:
                cell.alignment = Alignment(wrap_text=value)

    @property
    def number_format(self) -> str | None:
        formats = {cell.number_format for row in self.rows(self.sheet.file) for cell in row}
        return formats.pop() if len(formats) == 1 else None  # as Excel answers where they differ

    @number_format.setter
    def number_format(self, value: str) -> None:
        for row in self.rows(self.sheet.file):
            for cell in row:
                cell.number_format = value

    @property
    def column_width(self) -> float:
        return self.sheet.file.column_dimensions[get_column_letter(self.column)].width

    @column_width.setter
    def column_width(self, value: float) -> None:
        dimension = self.sheet.file.column_dimensions[get_column_letter(self.column)]
        dimension.hidden = value == 0  # as in Excel, where a column without width is a hidden one
        dimension.width = value or dimension.width


def _whole(hidden: list[bool]) -> SimpleNamespace:
    """Rows or columns, of which Excel says that all are hidden, or none, or (None) some."""
    return SimpleNamespace(Hidden=hidden[0] if len(set(hidden)) == 1 else None)
