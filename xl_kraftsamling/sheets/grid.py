"""The rows and cells of a sheet's XML by number, in the order that the format demands."""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from xl_kraftsamling.domain.model import letters
from xl_kraftsamling.sheets.areas import Area, cell_of


class Grid:
    """The cells of a worksheet as elements.

    Rows and cells without an address are given the one they have by their order.  ValueError where the sheet has no room for
    cells, or rows that are out of order.
    """

    def __init__(self, root: etree._Element) -> None:
        """Find the rows of a worksheet by the root of its XML."""
        self.root, self._namespace = root, etree.QName(root).namespace
        data = root.find(self.tag("sheetData"))
        if data is None:
            raise ValueError
        self.data = data
        self._rows: dict[int, etree._Element] = {}
        last = 0
        for row in data.iterchildren(self.tag("row")):
            number = int(row.get("r", last + 1))
            if number <= last:
                raise ValueError(number)
            row.set("r", str(number))
            self._rows[number] = row
            last = number
        self._numbers = list(self._rows)

    def tag(self, name: str) -> str:
        """The full name of a spreadsheet element; strict and transitional workbooks differ in the namespace."""
        return f"{{{self._namespace}}}{name}"

    def parsed(self, rows: str) -> list[etree._Element]:
        """The elements of some rows written without a namespace."""
        return list(etree.fromstring(f'<sheetData xmlns="{self._namespace}">{rows}</sheetData>'))

    def format_of(self, row: int, column: int) -> str | None:
        """The format that a cell has, or would get from its row or column if it were made."""
        cell = self.cells(row).get(column)
        if cell is not None:
            return cell.get("s")
        if row in self._rows and self._rows[row].get("customFormat") in ("1", "true"):
            return self._rows[row].get("s")
        spans = self.root.iterfind(f"{self.tag('cols')}/{self.tag('col')}")
        return next((c.get("style") for c in spans if int(c.get("min", 0)) <= column <= int(c.get("max", 0))), None)

    def cells(self, number: int) -> dict[int, etree._Element]:
        """The cells of a row by column, from left to right."""
        found: dict[int, etree._Element] = {}
        last = 0
        for cell in self._rows[number].iterchildren(self.tag("c")) if number in self._rows else ():
            address = cell.get("r")
            last = cell_of(address)[1] if address else last + 1
            if not address:
                cell.set("r", f"{letters(last)}{number}")
            found[last] = cell
        return found

    def within(self, area: Area) -> Iterator[tuple[int, int, etree._Element]]:
        """The cells that lie in an area, each with its row and column."""
        first, end = bisect_left(self._numbers, area.top), bisect_left(self._numbers, area.bottom + 1)
        for number in self._numbers[first:end]:
            for column, cell in self.cells(number).items():
                if area.left <= column <= area.right:
                    yield number, column, cell

    def lay(self, new: etree._Element, left: int) -> list[etree._Element]:
        """Put the cells of a new row into the sheet, side by side from a column on.

        Returns the cells that they replace, whose formats they take over.
        """
        number = int(new.get("r", ""))
        if number not in self._rows:
            self._insert(number, new)
            return []
        cells, replaced = self.cells(number), []
        for column, cell in enumerate(list(new), left):
            before = cells.get(column)
            if before is not None:
                _take_format(cell, before)
                replaced.append(before)
            self._place(cell, number, column, cells)
        return replaced

    def move(self, cell: etree._Element, row: int, column: int) -> None:
        """Put a cell at another place, instead of what stands there."""
        cell.set("r", f"{letters(column)}{row}")
        if row not in self._rows:
            self._insert(row, etree.Element(self.tag("row"), r=str(row)))
        self._place(cell, row, column, self.cells(row))

    def remove(self, cell: etree._Element, row: int) -> None:
        """Take a cell out of its row."""
        self._rows[row].remove(cell)

    def cover(self, area: Area) -> None:
        """Let the sheet's stated dimension hold an area."""
        dimension = self.root.find(self.tag("dimension"))
        if dimension is not None:
            with suppress(ValueError):  # a dimension that makes no sense is no worse than before: programs count anew
                dimension.set("ref", Area.of(dimension.get("ref", "")).joined(area).ref)

    def _place(self, cell: etree._Element, number: int, column: int, cells: dict[int, etree._Element]) -> None:
        """Put a cell among the cells of its row."""
        row = self._rows[number]
        row.attrib.pop("spans", "")  # a mere hint, and wrong from now on
        if column in cells:
            row.replace(cells[column], cell)
        elif earlier := [other for other in cells if other < column]:
            cells[max(earlier)].addnext(cell)
        else:
            row.insert(0, cell)
        cells[column] = cell

    def _insert(self, number: int, row: etree._Element) -> None:
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers):
            self.data.append(row)
        else:
            self._rows[self._numbers[at]].addprevious(row)
        self._numbers.insert(at, number)
        self._rows[number] = row


def _take_format(cell: etree._Element, before: etree._Element) -> None:
    cell.attrib.pop("s", "")
    if before.get("s"):
        cell.set("s", before.get("s", ""))
