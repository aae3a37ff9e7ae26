"""The piece of a sheet around a cell: its neighbours as they stand there, with the headings of their table above them.

An amount is shown in groups of three digits, scaled and with the letters of its number format; anything else as a person would write it.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.money import format_count
from xl_kraftsamling.domain.place import Block, Place, column_letters
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.open_workbook import OpenWorkbook
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.report.written_report.contents import PieceCell, PieceRow, SheetPiece
from xl_kraftsamling.xlsx.cells.shown_numbers import parse_shown
from xl_kraftsamling.xlsx.grid import Grid

_ROWS_AROUND, _COLUMNS_AROUND = 1, 2
"""How many rows and columns are shown on each side of the cell."""
_LONGEST = 80
"""How many characters of a cell's text are shown: a cell may hold 32 767."""


class PieceCutter:
    """Cuts pieces out of the sheets of a workbook that was read."""

    def __init__(self, opened: OpenWorkbook, regions: Sequence[Region], lang: str) -> None:
        """Take the workbook, where its tables were read, and the language of its numbers."""
        self._opened, self._lang = opened, lang
        self._blocks = sorted((region.block for region in regions), key=lambda block: -block.heading_row)
        self._amounts = {
            (region.block.sheet, region.block.columns[column.field], region.block)
            for region in regions for column in region.table.columns
            if column.kind is Kind.AMOUNT and column.field in region.block.columns
        }  # fmt: skip

    def cut(self, place: Place, related: Collection[Place]) -> SheetPiece:
        """The piece around a cell, the cell marked, and those of its neighbours that a finding names too."""
        block = self._find_block(place)
        grid = self._opened.read_sheet(place.sheet).grid
        columns = _choose_columns(place, block, grid)
        lines = _choose_lines(place, block, grid)
        near = {each for each in related if each.sheet == place.sheet and lines[0] <= each.row <= lines[-1]}  # of a hundred thousand, perhaps
        rows = [
            PieceRow(line, block is not None and line == block.heading_row, [self._show(Place(place.sheet, line, column), block, grid, place, near) for column in columns])
            for line in lines
        ]  # fmt: skip
        return SheetPiece(place.sheet, [column_letters(column) for column in columns], rows)

    def _find_block(self, place: Place) -> Block | None:
        """The table that a cell is in, or stands beside: the nearest headings above it."""
        above = [block for block in self._blocks if block.sheet == place.sheet and block.heading_row <= place.row]
        around = (block for block in above if min(block.columns.values()) <= place.column <= max(block.columns.values()))
        return next(around, next(iter(above), None))

    def _show(self, cell: Place, block: Block | None, grid: Grid, marked: Place, related: Collection[Place]) -> PieceCell:
        value = _read(grid, cell)
        is_amount = block is not None and (cell.sheet, cell.column, block) in self._amounts and cell.row > block.heading_row
        is_figure = is_number(value) and not isinstance(value, bool)
        text = self._show_amount(cell, value) if is_amount and is_figure else " ".join(cell_text(value).split())
        cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
        return PieceCell(cut, is_figure, cell == marked, cell != marked and cell in related)

    def _show_amount(self, cell: Place, value: float) -> str:
        code = next(iter(self._opened.read_number_formats(cell.sheet, cell.column, [cell.row])), "")
        shown = parse_shown(code) if code else None
        number = _format_number(value / shown.scale if shown and shown.scale > 1 else value, self._lang)
        return f"{number} {shown.text}".rstrip() if shown else number


def _read(grid: Grid, cell: Place) -> Any:
    row = grid[cell.row - 1] if cell.row <= len(grid) else ()
    return row[cell.column - 1] if cell.column <= len(row) else ""


def _choose_columns(place: Place, block: Block | None, grid: Grid) -> list[int]:
    """The columns beside the cell, and the first one of its table, by which a row is known."""
    width = max((len(row) for row in grid[place.row - 1 : place.row]), default=0)
    last = min(place.column + _COLUMNS_AROUND, max(width, place.column))
    first = [min(block.columns.values())] if block else []
    return sorted({*first, *range(max(1, place.column - _COLUMNS_AROUND), last + 1)})


def _choose_lines(place: Place, block: Block | None, grid: Grid) -> list[int]:
    """The rows above and below the cell, and that of the headings."""
    last = min(place.row + _ROWS_AROUND, max(len(grid), place.row))
    headings = [block.heading_row] if block else []
    return sorted({*headings, *range(max(1, place.row - _ROWS_AROUND), last + 1)})



def _format_number(number: float, lang: str) -> str:
    """A number in groups of three digits, with all the decimals that it has; a cell's number is finite."""
    whole, _, decimals = format(abs(Decimal(repr(number))), "f").partition(".")
    rest = decimals.rstrip("0")
    return ("\u2212" if number < 0 else "") + format_count(int(whole), lang) + ((",", ".")[lang == "en"] + rest if rest else "")
