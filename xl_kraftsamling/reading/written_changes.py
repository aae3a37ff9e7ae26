"""What is written differently in the cells of two workbooks though it means the same, and how cells look and are computed.

The rows are paired already (`domain.comparison`), so that a cell is compared with that of its own row, wherever that stands.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple, Self

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable, value_of
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Column, Kind, Table
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.open_workbook import WorkbookFile
from xl_kraftsamling.reading.row_cells import CellFormula, RowCells


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
    old, new = RowCells(before), RowCells(after)
    for paired in tables:
        for pair in paired.common:
            for column in paired.columns:
                cells = old.read(pair.before, column.field), new.read(pair.after, column.field)
                if None not in cells:
                    yield from _compare(paired.table, column, pair, (old, new))


def _compare(table: Table, column: Column, pair: Pair, sides: tuple[RowCells, RowCells]) -> Iterator[WrittenChange]:
    formulas = [side.find_formula(row, column.field) for side, row in zip(sides, pair, strict=True)]
    if kind := _compare_formulas(*formulas) if any(formulas) else _find_kind(table, column, pair, sides):
        texts = (_show_cell(side, row, column.field, formula) for side, row, formula in zip(sides, pair, formulas, strict=True))
        yield WrittenChange(kind, table, column, pair, *texts)
    if all(side.read(row, column.field) != "" for side, row in zip(sides, pair, strict=True)):  # nothing looks like nothing
        yield from _compare_formats(table, column, pair, sides)


def _compare_formats(table: Table, column: Column, pair: Pair, sides: tuple[RowCells, RowCells]) -> Iterator[WrittenChange]:
    old, new = (side.find(row, column.field) for side, row in zip(sides, pair, strict=True))
    if old and new and (old.sheet, old.column) == (new.sheet, new.column):
        formats = [side.find_format(place) for side, place in zip(sides, (old, new), strict=True)]
        if formats[0] != formats[1]:
            codes = [each.number for each in formats]
            yield WrittenChange(WrittenKind.FORMAT, table, column, pair, *(codes if codes[0] != codes[1] else ("", "")))


def _compare_formulas(old: CellFormula | None, new: CellFormula | None) -> WrittenKind | None:
    if old and new:
        return WrittenKind.FORMULA if old.pattern != new.pattern else None
    return WrittenKind.TO_VALUE if old else WrittenKind.TO_FORMULA


def _find_kind(table: Table, column: Column, pair: Pair, sides: tuple[RowCells, RowCells]) -> WrittenKind | None:
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


def _show_cell(side: RowCells, row: Any, name: str, formula: CellFormula | None) -> str:
    return formula.text if formula else _quote(side.read(row, name))


def _quote(cell: Any) -> str:
    """A cell as a person sees it: a text in quotation marks, so that a number stored as text can be told from a number."""
    return f"»{cell}«" if isinstance(cell, str) and cell else cell_text(cell)
