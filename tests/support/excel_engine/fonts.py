"""The font of cells."""

from typing import Any

from openpyxl.styles import Font as Style
from xlwings import base_classes


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool:
        return self._cells.sheet.file.cell(self._cells.row, self._cells.column).font.bold

    @bold.setter
    def bold(self, value: bool) -> None:
        for row in self._cells.rows(self._cells.sheet.file):
            for cell in row:
                cell.font = Style(bold=value)
