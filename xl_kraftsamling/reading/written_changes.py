"""What is written differently in the cells of two workbooks though it means the same, and how cells look and are computed.

The rows are paired already (`domain.comparison`), so that a cell is compared with that of its own row, wherever that stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, Self

from xl_kraftsamling.domain.book import cell_of
from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable, value_of
from xl_kraftsamling.domain.place import Block, Place
from xl_kraftsamling.domain.tables import STATED_BALANCES, Column, Kind, Table
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_cells import CellFormula, RowCells, find_unlike
from xl_kraftsamling.reading.workbook_file import WorkbookFile


class WrittenKind(Enum):
    """In what way a cell is written differently; the value is the word in JSON."""

    text: Text

    TYPE = "type", Text("skrivet på annat sätt (text eller tal)", "written in another way (text or number)")
    NAME = "name", Text("annat namn för samma sak", "another name for the same thing")
    SPELLING = "spelling", Text("annan skrivning", "another spelling")
    UNREAD = "unread", Text("kan inte läsas, varken före eller efter", "cannot be read, either before or after")
    TO_VALUE = "formula_to_value", Text("formel ersatt av värde", "formula replaced with a value")
    TO_FORMULA = "value_to_formula", Text("värde ersatt av formel", "value replaced with a formula")
    FORMULA = "formula", Text("annan formel", "another formula")
    VALUE = "value", Text("annat värde", "another value")
    FORMAT = "format", Text("annat format", "another format")

    def __new__(cls, word: str, text: Text) -> Self:
        """Make a member whose value is its word in JSON."""
        member = object.__new__(cls)
        member._value_ = word
        member.text = text
        return member


class ComparedFile(NamedTuple):
    """A workbook in a file, and the tables that were read of it."""

    opened: WorkbookFile
    regions: Sequence[Region]


class WrittenChange(NamedTuple):
    """A cell that is written differently: how, what stands in it before and after (of a format its code), and where it is on each side.

    A column of the workbook's own has no field.
    """

    kind: WrittenKind
    table: Table
    column: Column
    pair: Pair
    before: str
    after: str
    places: tuple[Place, Place]

    @property
    def leaves_unknown(self) -> bool:
        """Whether nobody can know what the change means: the cell could be read neither before nor after."""
        return self.kind is WrittenKind.UNREAD


def compare_cells(before: ComparedFile, after: ComparedFile, tables: Iterable[PairedTable]) -> Iterator[WrittenChange]:
    """What is written differently in the cells of rows that are on both sides, in columns of the workbook's own too.

    How cells look is compared where they are in the same column of the same sheet: between two layouts it says nothing.
    :raises BadInput: a sheet is damaged.
    """
    sides = RowCells(before.opened), RowCells(after.opened)
    own = _list_own_columns(before.regions), _list_own_columns(after.regions)
    for paired in tables:
        pairs = list(paired.common)
        unlike = find_unlike(sides, pairs, [column.field for column in paired.columns])
        blocks = {(old.block, new.block) for old, new in pairs}
        computed = {each for each in blocks if any(side.has_formulas(block.sheet) for side, block in zip(sides, each, strict=True))}
        formatted = {each for each in blocks if not _look_alike(*each, sides)}
        # nearly all rows are written alike, and look so: only of the others each cell is looked at
        has_more = bool(computed or formatted or all(own))
        for number in range(len(pairs)) if has_more else sorted(unlike):
            pair = pairs[number]
            here = pair.before.block, pair.after.block
            if here in computed or number in unlike:
                for column in paired.columns:
                    yield from _compare(paired.table, column, pair, sides)
            yield from _compare_own_columns(paired.table, pair, sides, own)
            if here in formatted:
                yield from _compare_formats(paired, pair, sides)


_OwnColumns = Mapping[tuple[str, int], Mapping[str, int]]
"""The columns of the workbook's own by the sheet and heading row of their table, and by their folded heading."""


def _list_own_columns(regions: Iterable[Region]) -> _OwnColumns:
    found: dict[tuple[str, int], dict[str, int]] = {}
    for region in regions:
        named = {fold_label(text): number for number, text in {**region.extra, **region.remarks}.items()}
        if named:
            found.setdefault((region.block.sheet, region.block.heading_row), {}).update(named)
    return found


def _compare_own_columns(table: Table, pair: Pair, sides: tuple[RowCells, RowCells], own: tuple[_OwnColumns, _OwnColumns]) -> Iterator[WrittenChange]:
    """The cells of a row in columns that both workbooks have of their own; what they mean is not known, so that any difference counts."""
    if not (own[0] and own[1]):  # nearly always
        return
    columns = [each.get((row.block.sheet, row.block.heading_row), {}) for each, row in zip(own, pair, strict=True)]
    for label in columns[0].keys() & columns[1].keys():
        places = Place(pair.before.block.sheet, pair.before.line, columns[0][label]), Place(pair.after.block.sheet, pair.after.line, columns[1][label])
        old, new = (side.read_cell(place) for side, place in zip(sides, places, strict=True))
        if old != new:
            heading = cell_text(sides[1].read_cell(places[1]._replace(row=pair.after.block.heading_row))) or label
            yield WrittenChange(WrittenKind.VALUE, table, Column("", heading), pair, _quote(old), _quote(new), places)


def _compare(table: Table, column: Column, pair: Pair, sides: tuple[RowCells, RowCells]) -> Iterator[WrittenChange]:
    contents = _read_both(column, pair, sides)
    if None in contents:
        return
    formulas = [side.find_formula(row, column.field) for side, row in zip(sides, pair, strict=True)]
    if kind := _compare_formulas(*formulas) if any(formulas) else _find_kind(table, column, pair, contents):
        old, new = (formula.text if formula else _quote(cell) for formula, cell in zip(formulas, contents, strict=True))
        yield WrittenChange(kind, table, column, pair, old, new, _find_cells(column, pair))


def _read_both(column: Column, pair: Pair, sides: tuple[RowCells, RowCells]) -> list[Any]:
    return [side.read(row, column.field) for side, row in zip(sides, pair, strict=True)]


def _find_cells(column: Column, pair: Pair) -> tuple[Place, Place]:
    return cell_of(pair.before, column.field), cell_of(pair.after, column.field)


def _compare_formats(paired: PairedTable, pair: Pair, sides: tuple[RowCells, RowCells]) -> Iterator[WrittenChange]:
    """The cells of a row that look another way, as far as both are filled: nothing looks like nothing."""
    for column in paired.columns:
        at = [side.find(row, column.field) for side, row in zip(sides, pair, strict=True)]
        if at[0] and at[1] and at[0][::2] == at[1][::2] and not {"", None}.intersection(_read_both(column, pair, sides)):
            formats = [side.find_formats(place.sheet, place.column).find(place.row) for side, place in zip(sides, at, strict=True) if place]
            if formats[0] != formats[1]:
                old, new = (each.number if formats[0].number != formats[1].number else "" for each in formats)
                yield WrittenChange(WrittenKind.FORMAT, paired.table, column, pair, old, new, (at[0], at[1]))


def _look_alike(block: Block, other: Block, sides: tuple[RowCells, RowCells]) -> bool:
    """Whether the cells of two ranges look alike, column by column, in all rows: then no row of them need be looked at."""
    if block.sheet != other.sheet or block.elsewhere or other.elsewhere:
        return False
    shared = {*block.columns.values(), *other.columns.values()}
    headings = block.heading_row, other.heading_row
    looks = [[side.find_formats(block.sheet, number).list_below(top) for side, top in zip(sides, headings, strict=True)] for number in shared]
    return all(old == new and len(old) <= 1 for old, new in looks)


def _compare_formulas(old: CellFormula | None, new: CellFormula | None) -> WrittenKind | None:
    if old and new:
        return WrittenKind.FORMULA if old.pattern != new.pattern else None
    return WrittenKind.TO_VALUE if old else WrittenKind.TO_FORMULA


def _find_kind(table: Table, column: Column, pair: Pair, contents: Sequence[Any]) -> WrittenKind | None:
    """In what way two constants differ that mean the same; None where they do not differ, or in what they mean."""
    old, new = contents
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


def _quote(cell: Any) -> str:
    """A cell as a person sees it: a text in quotation marks, so that a number stored as text can be told from a number."""
    return f"”{cell}”" if isinstance(cell, str) and cell else cell_text(cell)
