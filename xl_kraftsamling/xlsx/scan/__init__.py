"""What must be known of a sheet before a reader is trusted with it."""

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.package import Package
from xl_kraftsamling.xlsx.package.parts import Sheet
from xl_kraftsamling.xlsx.scan.exact import Scan, scan_exactly
from xl_kraftsamling.xlsx.scan.fast import scan_quickly

MAX_ODD = 64_000_000
"""Unpacked bytes of a sheet written in so unusual a way that every cell must be parsed, at about 10 MB a second."""


MAX_CELLS = 16_777_216
"""Cells from A1 to the last one that a sheet may have: a whole sheet of sixteen columns, 0.7 GB in its reader's hands."""


_FAR_CELL = Text(
    "{file}: bladet {sheet} sträcker sig till cell {cell} (dit Ctrl+End leder), {cells} miljoner celler, fler än som kan "
    "läsas. Radera raderna och kolumnerna utanför uppgifterna och spara.",
    "{file}: the sheet {sheet} reaches to cell {cell} (where Ctrl+End leads), {cells} million cells, more than can be read. "
    "Delete the rows and columns outside the data and save.",
)


def scan_sheet(package: Package, sheet: Sheet) -> Scan:
    """What must be known of a sheet before a reader is trusted with it, and what the reader would not tell.

    :raises BadInput: the sheet is damaged, or its cells lie so far apart that reading it would exhaust the memory.
    """
    data = package.read(sheet.part)
    try:
        seen = scan_quickly(data)
        if seen is None or (seen.rows * seen.columns > MAX_CELLS and len(data) <= MAX_ODD):
            package.archive.check_size(sheet.part, MAX_ODD)
            seen = scan_exactly(data)  # it may also know better: what looked like a far cell may stand in a comment
    except ValueError:
        raise package.archive.damaged_error(sheet.part) from None
    cells = seen.rows * seen.columns
    if cells > MAX_CELLS:
        last = Place(sheet.name, seen.rows, seen.columns).cell
        raise BadInput(_FAR_CELL, file=str(package.path), sheet=sheet.name, cell=last, cells=cells // 1_000_000)
    return seen
