"""Reads the sheets of a workbook, whoever wrote them: small and unusual ones exactly, large ones fast where that gives the same."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_kraftsamling.domain.progress import enter_stage
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.xlsx.cells.bounds import MAX_EXACT, Bounds, refuse
from xl_kraftsamling.xlsx.cells.exact_reader import GAP, SheetParser
from xl_kraftsamling.xlsx.cells.number_formats import read_number_styles
from xl_kraftsamling.xlsx.cells.shared_strings import read_shared_strings
from xl_kraftsamling.xlsx.cells.strict_parser import Refused
from xl_kraftsamling.xlsx.cells.values import CellValues
from xl_kraftsamling.xlsx.grid import Area, Grid
from xl_kraftsamling.xlsx.package import MAX_STRINGS, Package, Sheet

if TYPE_CHECKING:
    from xl_kraftsamling.xlsx.fast_reader import Styles

LARGE = 400_000
"""Unpacked bytes of a part from which on the fast reader pays, whose libraries take their time to begin."""


_READING = Text("läser bladet {sheet}", "reading the sheet {sheet}")


class SheetValues(NamedTuple):
    """The values of a sheet from A1 on, its merged areas, and its XML without rows where these hold no formula and hide nothing.

    `styles` are those of its cells where they were read on the way.
    """

    grid: Grid
    merges: Sequence[Area]
    xml_without_rows: bytes | None = None
    styles: "Styles | None" = None


class SheetReader:
    """Reads the sheets of a package.

    A shared string, style or bound is that of the whole workbook: they are read once, and only if a sheet is.
    """

    def __init__(self, package: Package) -> None:
        """Read sheets of a package."""
        self._package = package
        self._bounds = Bounds(package)

    @cached_property
    def _values(self) -> CellValues:
        package = self._package
        return CellValues(self._read_strings(), read_number_styles(package), date1904=package.date1904)

    def _read_strings(self) -> Sequence[str]:
        part = self._package.part_of_kind("sharedStrings")
        if part is None:
            return []
        self._package.archive.check_size(part, MAX_STRINGS)
        data = self._package.archive.read(part)
        return (self._is_large(data) and _read_strings_fast(data)) or read_shared_strings(self._package, data, part)

    def read(self, sheet: Sheet) -> SheetValues:
        """Read a sheet.

        :raises BadInput: a part is damaged, could be read in two ways, or holds more than a workbook may.
        """
        enter_stage(_READING.bind(sheet=sheet.name))
        data = self._package.read(sheet.part)
        try:
            return (self._is_large(data) and self._read_fast(sheet, data)) or self._read_exactly(sheet, data)
        except ValueError:
            raise self._package.archive.damaged_error(sheet.part) from None
        except Refused as refusal:
            raise refuse(self._package, sheet.name, refusal) from None

    def _is_large(self, data: bytes) -> bool:
        return len(data) >= LARGE

    def _read_fast(self, sheet: Sheet, data: bytes) -> SheetValues | None:
        from xl_kraftsamling.xlsx.fast_reader import read_large_sheet

        found = read_large_sheet(data, self._values)
        if found is None:
            return None
        self._bounds.admit(sheet, *found.extent, found.filled)
        return SheetValues(found.make_grid(), found.merges, found.xml_without_rows, found.styles)

    def _read_exactly(self, sheet: Sheet, data: bytes) -> SheetValues:
        self._package.archive.check_size(sheet.part, MAX_EXACT)
        parser = SheetParser(self._values)
        parser.parse(data)
        height, width = max(parser.rows, default=0), max(map(len, parser.rows.values()), default=0)
        self._bounds.admit(sheet, height, width, parser.filled)
        return SheetValues(_assemble(parser.rows, height, width), parser.merges)


def _read_strings_fast(data: bytes) -> Sequence[str] | None:
    from xl_kraftsamling.xlsx.fast_reader.strings import read_plain_strings

    return read_plain_strings(data)


def _assemble(rows: dict[int, list[Any]], height: int, width: int) -> Grid:
    """The rows from the first to the last, each as wide as the widest; those without cells are one and the same list."""
    empty = [""] * width  # nobody writes to a grid
    grid = [empty] * height
    for number, row in rows.items():
        line = ["" if value is GAP else value for value in row] if GAP in row else row
        line.extend(empty[len(row) :])
        grid[number - 1] = line
    return grid
