"""Reads a workbook in four ways and compares them: exactly, fast, with openpyxl and with calamine.

What the program gives must be the same both ways, cell by cell and type by type.  Where openpyxl, which goes by XML and relationships,
reads the workbook too, it must be what openpyxl gives, or calamine: each of them has faults of its own.  Where openpyxl cannot read it,
calamine alone proves nothing: it finds parts by their names, and reads a cell only up to the first reference in it.
"""

import contextlib
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from xl_kraftsamling.domain.cell_text import UNVALUED_FORMULA, NoValue
from xl_kraftsamling.xlsx.cells import reader
from xl_kraftsamling.xlsx.cells.reader import SheetReader, SheetValues
from xl_kraftsamling.xlsx.grid import Grid
from xl_kraftsamling.xlsx.package import Package, Sheet
from xl_kraftsamling.xlsx.package.xstring import decode_xstring

MAX_COMPARED = 2_000_000
"""Cells up to which others are asked, who make room for all of a sheet before they have seen one."""

LAST_DAY = 2_958_466
"""The day after 31 December 9999."""

Cells = Mapping[tuple[int, int], Any]
UNKNOWN = object()
"""The value of a cell that is not compared."""


class Difference(Exception):
    """Readers that do not agree: the cell, and what each gave."""


def compare_readers(path: Path) -> str:
    """Compare all readers on each sheet of a workbook; `read` if an independent reader gave the same, else `unconfirmed`.

    :raises BadInput: the program refuses the workbook, which is then not compared.
    :raises Difference: two of the program's readings differ, or no independent reader gives what the program does.
    """
    package = Package(path)
    exact, fast = _read_all(package, large=1 << 40), _read_all(package, large=0)
    for sheet, values in exact.items():
        _compare_own(sheet, values, fast[sheet])
    if sum(len(values.grid) * len(values.grid[0]) for values in exact.values() if values.grid) > MAX_COMPARED:
        return "unconfirmed"
    openpyxl_cells, calamine_cells = _read_with_openpyxl(path), _read_with_calamine(path)
    for sheet, values in exact.items():
        if openpyxl_cells.get(sheet.name):  # it knows transitional sheets alone, and takes strict ones for empty
            _compare_with_others(sheet, values.grid, [openpyxl_cells[sheet.name], calamine_cells.get(sheet.name, {})])
    return "read" if openpyxl_cells else "unconfirmed"


def _read_all(package: Package, large: int) -> dict[Sheet, SheetValues]:
    """All sheets, read exactly or, where they are recognised and as large as that, fast."""
    before, reader.LARGE = reader.LARGE, large
    try:
        sheets = SheetReader(package)
        return {sheet: sheets.read(sheet) for sheet in package.sheets}
    finally:
        reader.LARGE = before


def _compare_own(sheet: Sheet, exact: SheetValues, fast: SheetValues) -> None:
    """Compare what is read exactly and fast; a refusal is that of both, since the fast reader leaves it to the exact one."""
    one, other = (
        {cell: (type(value), value) for cell, value in _find_filled(grid)} for grid in (exact.grid, fast.grid)
    )
    if one != other or list(exact.merges) != list(fast.merges):
        cells = [cell for cell in one | other if one.get(cell) != other.get(cell)]
        raise Difference(sheet.name, [(cell, one.get(cell), other.get(cell)) for cell in cells[:3]])


def _find_filled(grid: Grid) -> Iterator[tuple[tuple[int, int], Any]]:
    for number, row in enumerate(grid, 1):
        yield from (
            ((number, column), value) for column, value in enumerate(row, 1) if not (type(value) is str and not value)
        )


def _compare_with_others(sheet: Sheet, grid: Grid, others: list[Cells]) -> None:
    ours = {cell: _simplify(value) for cell, value in _find_filled(grid)}
    for cell in {cell for cells in (ours, *others) for cell in cells}:
        value = ours.get(cell, "")
        given = [_simplify(cells.get(cell, "")) for cells in others]
        if value is not UNKNOWN and not any(_agree(value, other) for other in given):
            raise Difference(sheet.name, cell, repr(value), *map(repr, given))


def _agree(ours: Any, other: Any) -> bool:
    if ours == "#UNKNOWN!" and isinstance(other, str):  # the cell says that it holds an error, and another word
        return True
    if (
        isinstance(ours, float) and not -LAST_DAY < ours < LAST_DAY and other == "#VALUE!"
    ):  # openpyxl, of a date that cannot be
        return True
    if isinstance(ours, str) and isinstance(other, (float, datetime)) and ("_" in ours or not ours.isascii()):  # numbers to Python, not to XML
        return True
    if isinstance(ours, str) and isinstance(other, tuple):  # to openpyxl any whole number is a truth, which here is a text
        return True
    return other is UNKNOWN or ours == other


def _simplify(value: Any) -> Any:
    """A value in the form in which readers can agree on it: numbers as float, dates with a time, texts without their spaces."""
    match value:
        case bool():
            return ("bool", value)
        case int() | float():
            return float(value) if abs(value) < 1e300 else UNKNOWN
        case date():
            return value if isinstance(value, datetime) else datetime.combine(value, time())
        case NoValue():
            return UNKNOWN if value is UNVALUED_FORMULA else str(value)
        case str() | None:
            return "".join(decode_xstring(value or "").split())
    return UNKNOWN  # times and durations: nothing depends on them, and each reader draws another border between them


def _read_with_openpyxl(path: Path) -> dict[str, Cells]:
    try:
        # it warns, and prints some of what it thinks of a format
        with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(StringIO()):
            book = openpyxl.load_workbook(path, data_only=True)
        return {
            page.title: {
                place: cell.value for place, cell in page._cells.items()
            }  # its rows would be filled up to the last
            for page in book.worksheets
        }
    except Exception:  # noqa: BLE001 - it has many ways to fail
        return {}


def _read_with_calamine(path: Path) -> dict[str, Cells]:
    try:
        book = CalamineWorkbook.from_path(str(path))
    except BaseException:  # noqa: BLE001 - a panic is no Exception
        return {}
    return {name: dict(_read_sheet_with_calamine(book, name)) for name in book.sheet_names}


def _read_sheet_with_calamine(book: CalamineWorkbook, name: str) -> Iterator[tuple[tuple[int, int], Any]]:
    with contextlib.suppress(BaseException):  # a panic is no Exception
        yield from _find_filled(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
