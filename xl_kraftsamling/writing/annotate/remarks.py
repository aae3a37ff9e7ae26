"""What people write beside the findings on the sheet Kontroll: cells of any kind, with their formats, formulas and links.

The program reads none of it.  It is taken from the rows that stand there, and put into those where the same findings stand then.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.writing.annotate.list_columns import FindingsSheet
from xl_kraftsamling.writing.annotate.sheet_tail import SheetTail
from xl_kraftsamling.xlsx.edit.cells import FilledCell, SheetCells
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, Area, parse_cell
from xl_kraftsamling.xlsx.package import ExcelTable

Remarks = Mapping[int, Sequence[FilledCell]]
"""The cells of a row that people have filled, by its line."""

_LINK = re.compile(rb"""<((?:[\w.-]+:)?)hyperlink\s(?:[^>"']|"[^"]*"|'[^']*')*?(?:/>|>.*?</\1hyperlink\s*>)""", re.DOTALL)
_REF = re.compile(rb"""(\sref\s*=\s*["'])([A-Za-z]+[0-9]+)((?::[A-Za-z]+[0-9]+)?["'])""")


def copy_remarks(sheet: FindingsSheet, others: Sequence[ExcelTable], cells: SheetCells) -> Remarks:
    """The remarks that stand on the sheet; what is in its other Excel tables is none."""
    found = cells.copy_filled(sheet.rows._replace(left=sheet.rows.right + 1, right=LAST_COLUMN))
    apart = {sheet.key_column, *(column for other in others for column in range(other.ref.left, other.ref.right + 1))}
    remarks = ((line, [cell for cell in filled if cell.column not in apart]) for line, filled in found.items())
    return {line: filled for line, filled in remarks if filled}


def move_remarks(remarks: Remarks, cells: SheetCells, moved: Mapping[int, int], last: int) -> None:
    """Move remarks to the rows in which their findings are now, by line; those of a row that is gone go with it.

    :param last: the last column of the table, whose rows have been written anew; what stands to the right of it is still there.
    """
    outside = [cell for filled in remarks.values() for cell in filled if cell.column > last]
    for cell in outside:
        area = Area(cell.row, cell.column, cell.row, cell.column)
        cells.write(area, [[None]], [cells.format_of(cell.row, cell.column)])
    for line, filled in remarks.items():
        for cell in filled if line in moved else ():
            cells.put(cell, moved[line])


def replace_links(tail: SheetTail, sheet: FindingsSheet, moved: Mapping[int, int], links: Sequence[str]) -> None:
    """Make these the links of the findings; those in remarks go with these, and any other stays."""
    kept = [each for piece in tail.elements("hyperlinks") for each in _move_links(piece.text, sheet, moved)]
    for piece in tail.elements("hyperlinks"):
        tail.replace(piece, b"")
    if links or kept:
        tail.insert("hyperlinks", f"<{tail.prefix}hyperlinks>{''.join(links)}{''.join(kept)}</{tail.prefix}hyperlinks>")


def _move_links(text: bytes, sheet: FindingsSheet, moved: Mapping[int, int]) -> Iterator[str]:
    for link in _LINK.finditer(text):
        ref = _REF.search(link[0])
        if ref is None:
            continue
        try:
            line, column = parse_cell(ref[2].decode())
        except ValueError:
            continue
        if line < sheet.rows.top or line > sheet.rows.bottom:
            yield link[0].decode("utf-8", "replace")
        elif column > sheet.rows.right and line in moved:
            cell = f"{column_letters(column)}{moved[line]}".encode()
            yield link[0].replace(ref[0], ref[1] + cell + ref[1][-1:]).decode("utf-8", "replace")
