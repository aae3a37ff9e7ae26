"""A sheet, its tables and notes."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from openpyxl.comments import Comment
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from xlwings import base_classes

from support.excel_engine.cells import Range

_VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}


class Sheet(base_classes.Sheet):
    """A sheet of both halves of a workbook."""

    book = name = None

    def __init__(self, book: Any, name: str) -> None:
        self.book, self.name = book, name
        self.values, self.file = book.values[name], book.file[name]

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(ProtectContents=self.file.protection.sheet)

    @property
    def used_range(self) -> Range:
        return Range(self, self.file.min_row, self.file.min_column, self.file.max_row, self.file.max_column)

    @property
    def selection(self) -> Range:
        return Range.of(self, self.file.sheet_view.selection[0].sqref)

    @property
    def visible(self) -> int:
        return _VISIBLE[self.file.sheet_state]

    @visible.setter
    def visible(self, value: bool) -> None:
        self.file.sheet_state = "visible" if value else "hidden"

    @property
    def tables(self) -> "Tables":
        return Tables(self)

    @property
    def notes(self) -> list["Note"]:
        return [Note(cell) for row in self.file.iter_rows() for cell in row if cell.comment]

    def range(self, first: Any, second: Any = None) -> Range:
        if isinstance(first, str):
            return Range.of(self, first)
        if isinstance(first, Range):
            return first.joined(second or first)
        return Range(self, *first, *(second or first))

    def activate(self) -> None:
        for half in (self.book.values, self.book.file):
            half.active = half.sheetnames.index(self.name)


class Note(base_classes.Note):
    """A note at a cell."""

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    @property
    def text(self) -> str:
        return self._cell.comment.text

    @text.setter
    def text(self, value: str) -> None:
        self._cell.comment = Comment(value, self._cell.comment.author)

    def delete(self) -> None:
        self._cell.comment = None

    @classmethod
    def add(cls, cell: Any, text: str) -> "Note":
        cell.comment = Comment(text, "Excel")
        return cls(cell)


class Tables(base_classes.Tables):
    """The Excel tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def add(self, source: Any, name: str, table_style_name: str, **_: Any) -> "Table":
        table = ExcelTable(displayName=name, ref=source.address.replace("$", ""))
        table._initialise_columns()
        self._sheet.file.add_table(table)
        return Table(self._sheet, table)

    def __iter__(self) -> Iterator["Table"]:
        return (Table(self._sheet, table) for table in self._sheet.file.tables.values())


class Table(base_classes.Table):
    """An Excel table."""

    def __init__(self, sheet: Sheet, table: Any) -> None:
        self._sheet, self._table = sheet, table

    @property
    def range(self) -> Range:
        left, top, right, bottom = range_boundaries(self._table.ref)
        return Range(self._sheet, top, left, bottom, right)

    @property
    def name(self) -> str:
        return self._table.displayName

    @property
    def show_totals(self) -> bool:
        return bool(self._table.totalsRowCount)

    def resize(self, area: Any) -> None:
        self._table.ref = area.address.replace("$", "")
        if self._table.autoFilter is not None:
            self._table.autoFilter.ref = self._table.ref

    @property
    def show_autofilter(self) -> bool:
        return self._table.autoFilter is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        if value:
            self._table.autoFilter = self._table.autoFilter or AutoFilter(ref=self._table.ref)
            return
        self._table.autoFilter = None
        for row in self._sheet.file[self._table.ref]:
            self._sheet.file.row_dimensions[row[0].row].hidden = False
