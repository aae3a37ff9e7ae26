"""Adding rows to a table that is a plain range of its sheet: nothing but its content shows where it ends."""

from collections.abc import Mapping, Sequence
from datetime import date

from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.edit.cell_xml import CellValue
from xl_kraftsamling.xlsx.edit.cells import SheetCells
from xl_kraftsamling.xlsx.edit.changed_parts import ChangedParts
from xl_kraftsamling.xlsx.edit.references import Growth, extend_references
from xl_kraftsamling.xlsx.edit.styles import ensure_date_format
from xl_kraftsamling.xlsx.grid import LAST_ROW, Area

_NO_ROOM = Text(
    "Det som ska läggas till under rad {last} får inte plats ovanför {cell}. "
    "Infoga tomma rader ovanför den i Excel först: det saknas {missing}.",
    "What is to be added below row {last} has no room above {cell}. "
    "Insert empty rows above it in Excel first: {missing} more needed.",
)
_SHEET_ENDS = Text(
    "Bladet {sheet} tar slut innan allt som ska läggas till under rad {last} har fått plats. "
    "Dela upp det på flera arbetsböcker.",
    "The sheet {sheet} ends before all that is to be added below row {last} has found room. "
    "Divide it among several workbooks.",
)


def extend_range(
    cells: SheetCells, parts: ChangedParts, workbook: str, data: Area, rows: Sequence[Mapping[int, CellValue]], totals: int | None
) -> None:
    """Write rows below the data of a plain range (:meth:`~xl_kraftsamling.xlsx.edit.Edit.extend`)."""
    new = data._replace(top=data.bottom + 1, bottom=data.bottom + len(rows))
    formats = _choose_formats(cells, parts, data, rows)  # before the clearing, which removes the formats of the new rows
    _check_room(cells, new, totals)
    cells.clear(new)  # of cells without content, whose formats are not the table's
    if data.top <= data.bottom:
        growth = Growth(cells.sheet, data, 0, new.bottom)  # no totals: the sum row does not move
        for formula in cells.formulas(data._replace(top=totals, bottom=totals)) if totals else ():
            formula.text = growth.extend_formula(formula.text or "", home=growth.sheet)
        extend_references(cells, parts, workbook, growth)
    columns = range(data.left, data.right + 1)
    cells.write(new, [[row.get(column) for column in columns] for row in rows], formats)


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
