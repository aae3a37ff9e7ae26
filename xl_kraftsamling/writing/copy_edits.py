"""What a copy of a workbook does to the rows of the base, cell by cell, in the units of the base."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Entry
from xl_kraftsamling.domain.cell_text import NoValue, cell_text, fold_label
from xl_kraftsamling.domain.comparison.copies import RowEdit
from xl_kraftsamling.domain.comparison.pairing import Pair, PairedTable, value_of
from xl_kraftsamling.domain.decision import Decision
from xl_kraftsamling.domain.money import in_kronor
from xl_kraftsamling.domain.place import Block, Place, PlacedValue
from xl_kraftsamling.domain.tables import RECORD, SETTINGS, STATED_BALANCES, Column, Kind, Table
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_cells import RowCells, find_unlike
from xl_kraftsamling.reading.workbook import WorkbookContent, read_workbook
from xl_kraftsamling.reading.workbook_file import WorkbookFile


class ReadCopy(NamedTuple):
    """A workbook as it was read, with the cells behind its rows."""

    opened: WorkbookFile
    content: WorkbookContent
    cells: RowCells

    def unit_of(self, row: Any, field: str) -> int:
        """What a number in the cell of a field is multiplied by to be kronor with the sign of the template; negative where its sign is turned."""
        for region in self.content.regions:
            if region.block is row.block or (region.block.sheet, region.block.heading_row) == (row.block.sheet, row.block.heading_row):
                return region.factors.get(field, 1) * (-1 if field in region.negative else 1)
        return 1


def read_copy(path: Path, decisions: Sequence[Decision] | None, map_file: Path | None) -> ReadCopy:
    """Read a workbook as `validate` reads it.

    :raises BadInput: it cannot be read, or is no workbook of this kind.
    """
    opened = WorkbookFile(path)
    return ReadCopy(opened, read_workbook(opened, decisions, map_file), RowCells(opened))


def find_edits(name: str, base: ReadCopy, copy: ReadCopy, tables: Mapping[str, PairedTable]) -> Iterator[RowEdit]:
    """What a copy does to the rows of the base.

    :param name: of the copy.
    :raises BadInput: the copy follows another decision, has rows outside its tables that the base has not, or a cell without a value.
    """
    _refuse_other_decision(name, base, copy)
    _refuse_rows_outside(name, base, copy)
    for paired in tables.values():
        if paired.table is not STATED_BALANCES:
            for pair in _list_suspects(base, copy, paired):
                yield from _find_edit(name, base, copy, paired, pair)
    for table in (RECORD, SETTINGS):
        yield from _find_entry_edit(name, base, copy, table)


def _list_suspects(base: ReadCopy, copy: ReadCopy, paired: PairedTable) -> list[Pair]:
    """The pairs that may be edits, since the rows or their cells do not say the same: of very many rows nearly none."""
    common = list(paired.common)
    unlike = find_unlike((base.cells, copy.cells), common, [column.field for column in paired.columns])
    suspects = {*map(id, paired.changed), *(id(common[number]) for number in unlike)}
    return [pair for pair in paired.pairs if id(pair) in suspects]


def _find_edit(name: str, base: ReadCopy, copy: ReadCopy, paired: PairedTable, pair: Pair) -> Iterator[RowEdit]:
    before, after = pair
    if after is None:
        yield RowEdit(name, paired.table, before, None, {})
        return
    columns = (*paired.columns, *paired.gained)
    values = {column.field: copy.cells.read(after, column.field) for column in columns}
    if before is None:
        filled = {field: value for field, value in values.items() if value not in ("", None)}
        new = {field: _read_value(name, copy, after, field, value) for field, value in filled.items()}
        yield RowEdit(name, paired.table, None, after, new)
        return
    changed = [column for column in columns if _differs(base, copy, pair, column)]
    if changed:
        yield RowEdit(name, paired.table, before, after, {column.field: _read_value(name, copy, after, column.field, values[column.field]) for column in changed})


def _differs(base: ReadCopy, copy: ReadCopy, pair: Pair, column: Column) -> bool:
    """Whether a field means something else, or is written in another way, in the row of a copy."""
    return _reads_differently(base, copy, pair, column) and not _has_same_formula(base, copy, pair, column)


def _has_same_formula(base: ReadCopy, copy: ReadCopy, pair: Pair, column: Column) -> bool:
    """Whether a field is the same formula in both: that it has another value, or has got one, is no change that anybody made."""
    formulas = base.cells.find_formula(pair.before, column.field), copy.cells.find_formula(pair.after, column.field)
    return formulas[0] is not None and formulas[1] is not None and formulas[0].pattern == formulas[1].pattern


def _reads_differently(base: ReadCopy, copy: ReadCopy, pair: Pair, column: Column) -> bool:
    if value_of(pair.before, column.field) != value_of(pair.after, column.field):
        return True
    cells = base.cells.read(pair.before, column.field), copy.cells.read(pair.after, column.field)
    if column.kind is Kind.AMOUNT and base.unit_of(pair.before, column.field) != copy.unit_of(pair.after, column.field):
        return False  # the same amount in another unit
    return None not in cells and (cells[0] != cells[1] or isinstance(cells[0], str) is not isinstance(cells[1], str))


def _read_value(name: str, copy: ReadCopy, row: Any, field: str, value: Any) -> Any:
    """The value of a cell, an amount in kronor; None for an empty one."""
    place = copy.cells.find(row, field)
    if isinstance(value, NoValue) and place:
        raise BadInput(_NO_VALUE, file=name, place=place, found=cell_text(value) or "=")
    unit = copy.unit_of(row, field)
    if type(value) in (int, float) and unit != 1:
        return in_kronor(value, abs(unit)) * (1 if unit > 0 else -1)
    return None if value == "" else value


def _find_entry_edit(name: str, base: ReadCopy, copy: ReadCopy, table: Table) -> Iterator[RowEdit]:
    """The single values of a sheet that differ, as an edit of one row."""
    old, new = (_make_row(table, getattr(each.content.book, table.name)) for each in (base, copy))
    changed = [column.field for column in table.columns if value_of(old, column.field) != value_of(new, column.field)]
    if changed:
        yield RowEdit(name, table, old, new, {field: _read_value(name, copy, new, field, copy.cells.read(new, field)) for field in changed})


def _make_row(table: Table, entries: Mapping[str, Entry]) -> Any:
    """The values of a sheet that holds one per line as a row, whose fields stand where the values do."""
    places = {field: {1: PlacedValue(entry.value, entry.place)} for field, entry in entries.items()}
    block = Block(table.name, table.sheet, 1, {}, {}, places)
    values = {column.field: entries[column.field].value if column.field in entries else None for column in table.columns}
    return SimpleNamespace(block=block, line=1, unread=frozenset(field for field, entry in entries.items() if entry.unread), **values)


def list_left_out(base: ReadCopy, copy: ReadCopy) -> Iterator[tuple[str, Place]]:
    """The columns of a copy beside the template's that the base lacks, each with its first filled cell: they are not taken over."""
    known = {(region.table.name, fold_label(text)) for region in base.content.regions for text in region.extra.values()}
    for region in copy.content.regions:
        grid = copy.opened.read_sheet(region.block.sheet).grid
        for number, heading in region.extra.items():
            filled = next((line for line in region.rows.data if grid[line - 1][number - 1] != ""), None)
            if filled and (region.table.name, fold_label(heading)) not in known:
                yield heading, Place(region.block.sheet, filled, number)


def _refuse_other_decision(name: str, base: ReadCopy, copy: ReadCopy) -> None:
    """Refuse a copy that follows another decision than the base (BadInput)."""
    numbers = [each.content.decision.reference.strip() for each in (base, copy)]
    if numbers[0] != numbers[1]:
        raise BadInput(_OTHER_DECISION, file=name, other=base.opened.path.name, found=numbers[1], expected=numbers[0])


def _refuse_rows_outside(name: str, base: ReadCopy, copy: ReadCopy) -> None:
    """Refuse a copy with a row below the end of a table that the base does not have there (BadInput): it would be left out in silence."""
    known = {content for region in base.content.regions for _, content in _list_outside(base, region)}
    for region in copy.content.regions:
        for place, content in _list_outside(copy, region):
            if content not in known:
                raise BadInput(_OUTSIDE, file=name, place=place)


def _list_outside(copy: ReadCopy, region: Region) -> Iterator[tuple[Place, tuple[str, ...]]]:
    grid = copy.opened.read_sheet(region.block.sheet).grid
    for line in region.rows.outside:
        yield Place(region.block.sheet, line, min(region.block.columns.values())), (region.block.sheet, *map(cell_text, grid[line - 1]))


_NO_VALUE = Text(
    "{file}: {place} innehåller {found}, som saknar värde. Öppna arbetsboken i Excel, rätta cellen och spara.",
    "{file}: {place} contains {found}, which has no value. Open the workbook in Excel, correct the cell and save.",
)
_OTHER_DECISION = Text(
    "{file} hör till {found}, men {other} till {expected}. Slå bara ihop kopior av samma arbetsbok.",
    "{file} belongs to {found}, but {other} to {expected}. Merge only copies of the same workbook.",
)
_OUTSIDE = Text(
    "{file}: raden vid {place} står nedanför tabellens slut, och skulle inte komma med. Flytta in den i tabellen, eller ta "
    "bort den.",
    "{file}: the row at {place} is below the end of the table, and would be left out. Move it into the table, or delete it.",
)
