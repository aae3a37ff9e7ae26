"""What is written differently in the cells of two workbooks though it means the same, and how cells look and are computed.

The rows are paired already (`domain.comparison`), so that a cell is compared with that of its own row, wherever that stands.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, Self

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable, value_of
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Column, Kind, Table
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.open_workbook import WorkbookFile
from xl_kraftsamling.xlsx.cells.cell_formats import PLAIN, CellFormat
from xl_kraftsamling.xlsx.formulas.copies import CopyRun
from xl_kraftsamling.xlsx.formulas.patterns import Pattern, show_formula
from xl_kraftsamling.xlsx.grid import Grid


class WrittenKind(Enum):
    """In what way a cell is written differently; the value is the word in JSON."""

    text: Text

    TYPE = "type", Text("skrivet på annat sätt (text eller tal)", "written in another way (text or number)")
    NAME = "name", Text("annat namn för samma sak", "another name for the same thing")
    SPELLING = "spelling", Text("annan skrivning", "another spelling")
    UNREAD = "unread", Text("kan inte läsas, varken före eller efter", "cannot be read, neither before nor after")
    TO_VALUE = "formula_to_value", Text("formel ersatt av värde", "formula replaced by a value")
    TO_FORMULA = "value_to_formula", Text("värde ersatt av formel", "value replaced by a formula")
    FORMULA = "formula", Text("annan formel", "another formula")
    VALUE = "value", Text("annat värde", "another value")
    FORMAT = "format", Text("annat format", "another format")

    def __new__(cls, word: str, text: Text) -> Self:
        """Make a member whose value is its word in JSON."""
        member = object.__new__(cls)
        member._value_ = word
        member.text = text
        return member


class WrittenChange(NamedTuple):
    """A cell that is written differently: how, and what stands in it before and after, a format by its code."""

    kind: WrittenKind
    table: Table
    column: Column
    pair: Pair
    before: str
    after: str

    @property
    def places(self) -> tuple[Place, Place]:
        """The cell before and after."""
        return cell_of(self.pair.before, self.column.field), cell_of(self.pair.after, self.column.field)

    @property
    def leaves_unknown(self) -> bool:
        """Whether nobody can know what the change means: the cell could be read neither before nor after."""
        return self.kind is WrittenKind.UNREAD


def compare_cells(before: WorkbookFile, after: WorkbookFile, tables: Iterable[PairedTable]) -> Iterator[WrittenChange]:
    """What is written differently in the cells of rows that are on both sides.

    How cells look is compared where they are in the same column of the same sheet: between two layouts it says nothing.
    :raises BadInput: a sheet is damaged.
    """
    old, new = _Cells(before), _Cells(after)
    for paired in tables:
        for pair in paired.common:
            for column in paired.columns:
                cells = old.read(pair.before, column.field), new.read(pair.after, column.field)
                if None not in cells:
                    yield from _compare(paired.table, column, pair, (old, new))


def _compare(table: Table, column: Column, pair: Pair, sides: "tuple[_Cells, _Cells]") -> Iterator[WrittenChange]:
    formulas = [side.find_formula(row, column.field) for side, row in zip(sides, pair, strict=True)]
    if kind := _compare_formulas(*formulas) if any(formulas) else _find_kind(table, column, pair, sides):
        texts = (_show_cell(side, row, column.field, formula) for side, row, formula in zip(sides, pair, formulas, strict=True))
        yield WrittenChange(kind, table, column, pair, *texts)
    if all(side.read(row, column.field) != "" for side, row in zip(sides, pair, strict=True)):  # nothing looks like nothing
        yield from _compare_formats(table, column, pair, sides)


def _compare_formats(table: Table, column: Column, pair: Pair, sides: "tuple[_Cells, _Cells]") -> Iterator[WrittenChange]:
    old, new = (side.find(row, column.field) for side, row in zip(sides, pair, strict=True))
    if old and new and (old.sheet, old.column) == (new.sheet, new.column):
        formats = [side.find_format(place) for side, place in zip(sides, (old, new), strict=True)]
        if formats[0] != formats[1]:
            codes = [each.number for each in formats]
            yield WrittenChange(WrittenKind.FORMAT, table, column, pair, *(codes if codes[0] != codes[1] else ("", "")))


def _compare_formulas(old: "_Formula | None", new: "_Formula | None") -> WrittenKind | None:
    if old and new:
        return WrittenKind.FORMULA if old.pattern != new.pattern else None
    return WrittenKind.TO_VALUE if old else WrittenKind.TO_FORMULA


def _find_kind(table: Table, column: Column, pair: Pair, sides: "tuple[_Cells, _Cells]") -> WrittenKind | None:
    """In what way two constants differ that mean the same; None where they do not differ, or in what they mean."""
    old, new = (side.read(row, column.field) for side, row in zip(sides, pair, strict=True))
    if old == new and type(old) is type(new):
        return None
    meant = [value_of(row, column.field) for row in pair]
    if meant[0] != meant[1] and UNREAD not in meant:
        # a balance that the workbook states is no figure: that it is another is no change of any row's meaning
        return WrittenKind.VALUE if table.name == STATED_BALANCES.name else None
    if isinstance(old, str) is not isinstance(new, str) and "" not in (old, new):
        return WrittenKind.TYPE
    if meant[0] is UNREAD and meant[1] is UNREAD:
        return WrittenKind.UNREAD
    if old == new or UNREAD in meant:
        return None
    return WrittenKind.NAME if column.kind in (Kind.RECIPIENT, Kind.STATUS) else WrittenKind.SPELLING


class _Formula(NamedTuple):
    pattern: Pattern
    text: str


def _show_cell(side: "_Cells", row: Any, name: str, formula: _Formula | None) -> str:
    return formula.text if formula else _quote(side.read(row, name))


def _quote(cell: Any) -> str:
    """A cell as a person sees it: a text in quotation marks, so that a number stored as text can be told from a number."""
    return f"»{cell}«" if isinstance(cell, str) and cell else cell_text(cell)


@dataclass
class _Cells:
    """The cells of a workbook by row and field."""

    opened: WorkbookFile
    _grids: dict[str, Grid] = field(default_factory=dict)
    _runs: dict[str, Mapping[int, Sequence[CopyRun]]] = field(default_factory=dict)
    _formats: dict[str, Mapping[tuple[int, int], CellFormat]] = field(default_factory=dict)

    def find(self, row: Any, name: str) -> Place | None:
        """The cell of a field of a row; None where it has none in its row, as a value that the map gives to all rows."""
        block, line = row.block, row.line
        if name in block.elsewhere and line in block.elsewhere[name]:
            place = block.elsewhere[name][line].place
        else:
            place = Place(block.sheet, line, block.columns.get(name, 0))
        return place if place.row and place.column else None

    def read(self, row: Any, name: str) -> Any:
        """What stands in the cell of a field; None where it has no cell."""
        place = self.find(row, name)
        if place is None:
            return None
        if place.sheet not in self._grids:
            self._grids[place.sheet] = self.opened.read_sheet(place.sheet).grid
        grid = self._grids[place.sheet]
        is_inside = place.row <= len(grid) and place.column <= len(grid[place.row - 1])
        return grid[place.row - 1][place.column - 1] if is_inside else ""

    def find_formula(self, row: Any, name: str) -> _Formula | None:
        """The formula in the cell of a field, if any."""
        place = self.find(row, name)
        if place is None:
            return None
        if place.sheet not in self._runs:
            self._runs[place.sheet] = self.opened.read_workings(place.sheet).formulas
        runs = self._runs[place.sheet].get(place.column, ())
        at = bisect_right(runs, place.row, key=lambda run: run.top) - 1
        if at < 0 or runs[at].bottom < place.row:
            return None
        return _Formula(runs[at].pattern, show_formula(runs[at].pattern, place.row, place.column))

    def find_format(self, place: Place) -> CellFormat:
        """How a cell looks."""
        if place.sheet not in self._formats:
            self._formats[place.sheet] = self.opened.read_cell_formats(place.sheet)
        return self._formats[place.sheet].get((place.row, place.column), PLAIN)
