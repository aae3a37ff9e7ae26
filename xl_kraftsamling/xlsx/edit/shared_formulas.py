"""Shared formulas (ECMA-376 part 1, 18.3.1.40) while cells are changed.

Such a formula is stored once, in a master cell, and other cells refer to it by a number.  If the master is overwritten, its
followers lose their formula, so one of them must become master.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import count, takewhile
from typing import NamedTuple

from lxml import etree

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.xlsx.edit.cell_elements import CellElements
from xl_kraftsamling.xlsx.formulas.patterns import CellRef, format_formula, parse_pattern
from xl_kraftsamling.xlsx.grid import LAST_COLUMN, LAST_ROW, Area

_BEYOND = Text(
    "{cell} kan inte skrivas: dess formel delas av {follower}, där den når utanför bladet. Rätta formeln där i Excel först.",
    "{cell} cannot be written: {follower} shares its formula, which there reaches beyond the sheet. Correct the formula there "
    "in Excel first.",
)
_ORPHAN = Text(
    "{cell} kan inte flyttas: dess formel finns i en annan cell, som saknas. Skriv formeln på nytt i Excel först.",
    "{cell} cannot be moved: its formula is in another cell, which is missing. Write the formula again in Excel first.",
)


class _Sharing(NamedTuple):
    """A cell that shares a formula: a master with its text, or a follower that refers to it."""

    row: int
    column: int
    element: etree._Element

    @property
    def area(self) -> Area:
        """The cell as an area."""
        return Area(self.row, self.column, self.row, self.column)


class _Master(NamedTuple):
    """The text of a shared formula, and the cell for which it is written."""

    row: int
    column: int
    text: str


class SharedFormulas:
    """The shared formulas of a sheet, while its cells are overwritten, moved and removed."""

    def __init__(self, sheet: str, grid: CellElements) -> None:
        """Begin with the cells of a sheet."""
        self._sheet, self._grid = sheet, grid
        # Masters are appointed when all changes of one kind are made: a follower may be about to be removed, too.
        self._removed: list[tuple[_Master, str]] = []

    def forget(self, row: int, column: int, formula: etree._Element) -> None:
        """Take note of a cell's formula that is about to be removed."""
        if formula.get("t") == "shared" and formula.text:  # nobody depends on a follower
            self._removed.append((_Master(row, column, formula.text), formula.get("si", "")))

    def appoint_masters(self) -> None:
        """Replace each removed master by one of its followers; BadInput if none can be."""
        for master, number in sorted(self._removed, reverse=True):  # a successor ends the range of the master before it
            self._appoint(master, self._find_followers(number, master))
        self._removed.clear()

    def expand(self, area: Area) -> None:
        """Write out the formula in each cell of an area, so that it shares none."""
        for row, column, cell in self._grid.cells_in(area):
            for formula in cell.iterchildren(self._grid.tag("f")):
                if formula.get("t") == "shared":
                    self._expand_cell(_Sharing(row, column, formula))
        self.appoint_masters()

    def _expand_cell(self, cell: _Sharing) -> None:
        self.forget(*cell)
        if not cell.element.text:
            cell.element.text = self._translate(self._find_master(cell), cell)
        for attribute in ("t", "ref", "si"):
            cell.element.attrib.pop(attribute, "")

    def _find_sharing(self, number: str) -> Iterator[_Sharing]:
        """The cells that share the formula of a number, in the sheet's order."""
        path = "/".join(map(self._grid.tag, ("row", "c", "f")))
        for found in self._grid.rows.data.iterfind(path):
            cell = found.getparent()
            if cell is not None and found.get("t") == "shared" and found.get("si", "") == number:
                yield _Sharing(*self._grid.address(cell), found)

    def _find_followers(self, number: str, master: _Master) -> list[_Sharing]:
        """The followers of a master: those before the next one, for some programs use a number again."""
        after = (each for each in self._find_sharing(number) if each[:2] > master[:2])
        return list(takewhile(lambda each: not each.element.text, after))

    def _find_master(self, cell: _Sharing) -> _Master:
        number = cell.element.get("si", "")
        masters = [_Master(*each[:2], each.element.text) for each in self._find_sharing(number) if each.element.text]
        # A master that was removed a moment ago still has the text for followers that are expanded before another is appointed.
        masters += [master for master, its_number in self._removed if its_number == number]
        if not masters:
            raise BadInput(_ORPHAN, cell=Place(self._sheet, *cell[:2]))
        # No program writes a follower before its master; if one did, the first master is the likeliest.
        return max((master for master in masters if master[:2] < cell[:2]), default=masters[0])

    def _appoint(self, master: _Master, followers: Sequence[_Sharing]) -> None:
        """Make the first follower master of those that are not to its left: a master is at the top left of its range."""
        number = ""
        while followers:
            first = followers[0]
            led = [follower for follower in followers if follower.column >= first.column]
            first.element.text = self._translate(master, first)
            first.element.set("ref", reduce(Area.union, (follower.area for follower in led)).ref)
            for follower in led if number else ():  # the first group keeps the old number, each further one gets a new one
                follower.element.set("si", number)
            followers = [follower for follower in followers if follower.column < first.column]
            number = self._find_unused_number() if followers else ""

    def _find_unused_number(self) -> str:
        taken = {formula.get("si") for formula in self._grid.rows.data.iter(self._grid.tag("f"))}
        return next(number for number in map(str, count()) if number not in taken)

    def _translate(self, master: _Master, cell: _Sharing) -> str:
        """The master's formula, for another cell."""
        parts = parse_pattern(master.text, master.row, master.column)
        refs = [part for part in parts if isinstance(part, CellRef)]
        rows = [ref.row.position_from(cell.row) for ref in refs if ref.row]
        columns = [ref.column.position_from(cell.column) for ref in refs if ref.column]
        if not all(0 < row <= LAST_ROW for row in rows) or not all(0 < column <= LAST_COLUMN for column in columns):
            raise BadInput(_BEYOND, cell=Place(self._sheet, *master[:2]), follower=Place(self._sheet, *cell[:2]))
        return format_formula(parts, cell.row, cell.column).removeprefix("=")
