"""Adding rows to a table that is a plain range of its sheet: nothing but its content shows where it ends."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.continued_formulas import fill_in_formulas, find_copied_formulas
from xl_kraftsamling.xlsx.edit.references import Growth, extend_around
from xl_kraftsamling.xlsx.edit.styles import ensure_date_format
from xl_kraftsamling.xlsx.grid import LAST_ROW, Area

_NO_ROOM = Text(
    "Det som ska läggas till under rad {last} får inte plats ovanför {cell}. "
    "Infoga tomma rader ovanför den i Excel först: det saknas {missing}.",
    "What is to be added below row {last} does not fit above {cell}. Insert empty rows above it in Excel first: {missing} "
    "more needed.",
)
_SHEET_ENDS = Text(
    "Bladet {sheet} tar slut innan allt som ska läggas till under rad {last} har fått plats. "
    "Dela upp det på flera arbetsböcker.",
    "The sheet {sheet} ends before everything that is to be added below row {last} fits. Divide it into several workbooks.",
)


class PlainRange:
    """The data of a table that is a plain range (:meth:`~xl_kraftsamling.xlsx.edit.Edit.extend`), and the rows that it is to get."""

    def __init__(self, cells: SheetCells, parts: ChangedParts, data: Area, rows: Sequence[Mapping[int, CellValue]]) -> None:
        """Take the rows of data of a sheet, without headings, and the new ones with their values by column."""
        self._cells, self._data, self._rows = cells, _add_computed_columns(cells, data), rows
        self._new = self._data._replace(top=data.bottom + 1, bottom=data.bottom + len(rows))
        # before the clearing, which removes the formats of the new rows
        self._formats = _choose_formats(cells, parts, self._data, rows)

    def make_room(self, totals: int | None) -> Growth | None:
        """Clear the new rows above a sum row, if there is one; returns the growth, which references are to follow."""
        _check_room(self._cells, self._new, totals)
        self._cells.clear(self._new)  # of cells without content, whose formats are not the table's
        if self._data.top > self._data.bottom:
            return None
        growth = Growth(self._cells.sheet, self._data, 0, self._new.bottom)  # no totals: the sum row does not move
        extend_around(self._cells, growth)
        return growth

    def write(self) -> None:
        """Write the new rows; a column of copied formulas is continued where a row has no value for it."""
        columns = range(self._data.left, self._data.right + 1)
        rows = [[row.get(column) for column in columns] for row in self._rows]
        copied = find_copied_formulas(self._cells, self._data.bottom)
        self._cells.write(self._new, fill_in_formulas(rows, self._new, copied), self._formats)


def _add_computed_columns(cells: SheetCells, data: Area) -> Area:
    """The rows of data with the columns of copied formulas right beside them that end with them: they are computed of the same rows."""
    runs = cells.group_formulas().items()
    computed = {column for column, found in runs if any(run.top < data.bottom == run.bottom for run in found)}
    left = next(n for n in range(data.left, -1, -1) if n - 1 not in computed)
    right = next(n for n in count(data.right) if n + 1 not in computed)
    return data._replace(left=left, right=right)


def _choose_formats(cells: SheetCells, parts: ChangedParts, data: Area, rows: Sequence[Mapping[int, CellValue]]) -> list[str | None]:
    """The formats of the row above, by column; without a row of data, those of the first new row."""
    like = max(data.top, data.bottom)
    formats = {column: cells.format_of(like, column) for column in range(data.left, data.right + 1)}
    for column, style in formats.items():
        if any(isinstance(row.get(column), date) for row in rows):
            formats[column] = ensure_date_format(parts, style)
    return list(formats.values())


def _check_room(cells: SheetCells, new: Area, totals: int | None) -> None:
    """Refuse rows that do not fit (BadInput).

    A blank row must remain above other content, which would otherwise become part of the table; a sum row needs none.
    """
    last = new.top - 1
    if new.bottom > LAST_ROW:
        raise BadInput(_SHEET_ENDS, sheet=cells.sheet, last=last)
    content = cells.first_content(new._replace(bottom=min(new.bottom + 1, LAST_ROW)))
    if content and (content.row != totals or content.row <= new.bottom):
        needed = new.bottom + (content.row != totals)
        raise BadInput(_NO_ROOM, last=last, cell=content, missing=needed - content.row + 1)
