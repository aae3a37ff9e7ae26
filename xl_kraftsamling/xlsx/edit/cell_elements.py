"""The cells of a sheet's XML, by row and column."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from lxml import etree

from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.xlsx.edit.row_elements import RowElements
from xl_kraftsamling.xlsx.grid import Area, parse_cell
from xl_kraftsamling.xlsx.package import TRUE_TEXTS

_BATCH = 500  # rows parsed in one go: a parser for each row is slow, and all rows at once would exist twice


class CellElements:
    """The cells of a worksheet as elements; ValueError if its rows make no sense."""

    def __init__(self, root: etree._Element) -> None:
        """Find the cells of a worksheet by the root of its XML."""
        self.root, self.rows = root, RowElements(root)
        self.tag = self.rows.tag
        columns = root.iterfind(f"{self.tag('cols')}/{self.tag('col')}")
        self._columns = [(int(each.get("min", 0)), int(each.get("max", 0)), each.get("style")) for each in columns]

    def format_of(self, row: int, column: int) -> str | None:
        """The format that a cell has, or would get from its row or column if it were made."""
        cell = self.cells_of_row(row).get(column)
        if cell is not None:
            return cell.get("s")
        around = self.rows.get(row)
        # A row's format counts only where it is marked as custom (ECMA-376 part 1, 18.3.1.73); programs leave others behind.
        if around is not None and around.get("customFormat") in TRUE_TEXTS:
            return around.get("s")
        return next((style for first, last, style in self._columns if first <= column <= last), None)

    def cells_of_row(self, number: int) -> dict[int, etree._Element]:
        """The cells of a row by column, from left to right; a cell without an address gets the one that it has by its order."""
        found: dict[int, etree._Element] = {}
        row = self.rows.get(number)
        last = 0
        for cell in () if row is None else row.iterchildren(self.tag("c")):
            address = cell.get("r")
            last = parse_cell(address)[1] if address else last + 1
            if not address:  # written down now: it would be another as soon as a cell before it is removed
                cell.set("r", f"{column_letters(last)}{number}")
            found[last] = cell
        return found

    def address(self, cell: etree._Element) -> tuple[int, int]:
        """The row and column of a cell of the sheet."""
        number = self.rows.number(cell.getparent())  # type: ignore[arg-type]  # it has one
        if not cell.get("r"):
            self.cells_of_row(number)
        return number, parse_cell(cell.get("r", ""))[1]

    def cells_in(self, area: Area) -> Iterator[tuple[int, int, etree._Element]]:
        """The cells in an area, each with its row and column."""
        return self._cells_in(area, self.rows.numbers_between(area.top, area.bottom))

    def parsed_cells_in(self, area: Area) -> Iterator[tuple[int, int, etree._Element]]:
        """The cells in an area without those of new rows that are text still: as elements, a hundred thousand of these would fill the memory."""
        return self._cells_in(area, self.rows.parsed_between(area.top, area.bottom))

    def _cells_in(self, area: Area, rows: Iterable[int]) -> Iterator[tuple[int, int, etree._Element]]:
        for number in rows:
            for column, cell in self.cells_of_row(number).items():
                if area.left <= column <= area.right:
                    yield number, column, cell

    def place_rows(self, area: Area, rows: Iterable[str]) -> Iterator[tuple[int, int, etree._Element]]:
        """Put rows, written without a namespace, into an area of their size.

        Yields the cells that they replace, each with its row and column; new cells keep the formats of these.  The rows are placed
        while the result is gone through, and all of them only when it is at its end.
        """
        remaining = iter(rows)  # one iterator for both: rows that exist are taken as elements, and the rest as text
        free = range(area.top + self._count_occupied(area), area.bottom + 1)
        taken = islice(remaining, free.start - area.top)
        while batch := "".join(islice(taken, _BATCH)):
            for row in self.rows.parse_rows(batch):
                yield from self._place_row(row, area.left)
        if free:
            self.rows.insert_text(free, remaining)

    def _count_occupied(self, area: Area) -> int:
        """How many of an area's rows, from its top, must be placed as elements: down to the last that exists."""
        # Text is one block, so that no element may be between its rows.
        there = self.rows.numbers_between(area.top, area.bottom)
        if self.rows.takes_text:
            return there[-1] + 1 - area.top if there else 0
        return area.bottom + 1 - area.top

    def _place_row(self, new: etree._Element, left: int) -> Iterator[tuple[int, int, etree._Element]]:
        number = int(new.get("r", ""))
        row, cells = self.rows.get(number), self.cells_of_row(number)
        if row is None:
            self.rows.insert(number, new)
            return
        if height := new.get("ht"):
            row.set("ht", height)
        for column, cell in enumerate(list(new), left):  # a list, since placing a cell takes it out of the new row
            if column in cells:
                _take_format(cell, cells[column])
                yield number, column, cells[column]
            _place(cell, column, row, cells)

    def move(self, cell: etree._Element, row: int, column: int) -> None:
        """Move a cell to another place, and replace the cell there."""
        cell.set("r", f"{column_letters(column)}{row}")
        _place(cell, column, self.rows.get_or_make(row), self.cells_of_row(row))

    def remove(self, cell: etree._Element, row: int) -> None:
        """Remove a cell from its row."""
        self.rows.get_or_make(row).remove(cell)

    def widen_dimension(self, area: Area) -> None:
        """Widen the dimension that the sheet states so that it contains an area."""
        dimension = self.root.find(self.tag("dimension"))
        if dimension is not None:
            with suppress(ValueError):  # one that makes no sense stays: programs then find the extent themselves
                dimension.set("ref", Area.parse(dimension.get("ref", "")).union(area).ref)


def _place(cell: etree._Element, column: int, row: etree._Element, cells: dict[int, etree._Element]) -> None:
    """Put a cell among the cells of a row, in the order of columns that the format demands."""
    row.attrib.pop("spans", "")  # a mere hint, and wrong from now on
    if column in cells:
        row.replace(cells[column], cell)
    elif earlier := [other for other in cells if other < column]:
        cells[max(earlier)].addnext(cell)
    else:
        row.insert(0, cell)
    cells[column] = cell


def _take_format(cell: etree._Element, before: etree._Element) -> None:
    """Give a cell the format of the cell that it replaces, or none where that has none."""
    cell.attrib.pop("s", "")
    if before.get("s"):
        cell.set("s", before.get("s", ""))
