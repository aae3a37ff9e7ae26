"""The raw cells of a table, each with its place, whether the sheet holds one record per row or one value per row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.column_parser import ParsedColumn, parse_column
from xl_kraftsamling.domain.own_words import NO_WORDS, OwnWords
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.tables import NAME, VALUE, Column, Table
from xl_kraftsamling.reading.region import Region
from xl_kraftsamling.reading.row_roles import find_heading_row
from xl_kraftsamling.xlsx.grid import Grid, pick_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCells:
    """The raw cells of a table by field, from the first row of data to the last; "" where empty.

    `place` gives the cell of a field at a position counted from 0, `heading` the heading cell of a field.  `extra` are the unknown
    headings with their places.  `twice` are the fields whose heading occurs again, at that place: their columns are left out, since
    nobody knows which of the two is meant.  `date1904` is whether dates are counted from 1904; `factors` are the units of amounts in
    kronor, where they are in another.  `own_words` say what words of the workbook's own mean, which parsing takes in their place.
    `negative` are the fields of amounts that are written with the opposite sign.  `looked_up` are, by field, the
    column of the rows by which its values are looked up, and the sheet that gives them.  `shared` are the fields of which several
    rows may have their value from one cell.
    """

    table: Table
    columns: Mapping[str, Sequence[Any]]
    place: Callable[[str, int], Place]
    heading: Callable[[str], Place]
    extra: Sequence[tuple[str, Place]]
    twice: Sequence[tuple[str, Place]]
    height: int
    date1904: bool
    factors: Mapping[str, int] = field(default_factory=dict)
    negative: frozenset[str] = frozenset()
    own_words: OwnWords = NO_WORDS
    looked_up: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    shared: Collection[str] = ()

    def column(self, name: str) -> Column:
        """The column of a field."""
        return next(column for column in self.table.columns if column.field == name)

    def parse(self, register: Register) -> dict[str, ParsedColumn]:
        """The parsed columns by field, those that the table lacks left out."""
        return {column.field: self._parse(column, register) for column in self.table.columns if column.field in self.columns}

    def _parse(self, column: Column, register: Register) -> ParsedColumn:
        name = column.field
        cells = self.own_words.translate(column, self.columns[name])
        parsed = parse_column(column, cells, register, date1904=self.date1904, factor=self.factors.get(name, 1))
        return parsed.turn() if name in self.negative else parsed


def read_table_cells(region: Region, grid: Grid, *, date1904: bool) -> TableCells:
    """The cells of a table that has one record per row."""
    block, lines = region.block, region.rows.data
    columns = {name: pick_cells(grid, number, lines) for name, number in block.columns.items() if name not in region.twice.values()}
    for name, elsewhere in block.elsewhere.items():
        own = columns.get(name, ("",) * len(lines))
        columns[name] = [elsewhere[line].value if line in elsewhere else cell for line, cell in zip(lines, own, strict=True)]
    return TableCells(
        table=region.table, columns=columns, height=len(lines), date1904=date1904, factors=region.factors,
        negative=region.negative, own_words=region.own_words, looked_up=region.looked_up, shared=block.elsewhere,
        place=lambda name, position: block.cell(name, lines[position]),
        heading=block.heading,
        extra=[(text, Place(block.sheet, block.heading_row, number)) for number, text in region.extra.items()],
        twice=[(name, Place(block.sheet, block.heading_row, number)) for number, name in region.twice.items()],
    )  # fmt: skip


def has_entry_headings(grid: Grid) -> bool:
    """Whether a sheet has the two headings, Uppgift and Värde, of one that holds one value per row."""
    return find_heading_row((NAME, VALUE), grid) is not None


def read_entry_cells(table: Table, sheet: str, grid: Grid, *, date1904: bool) -> TableCells | None:
    """The cells of a sheet that holds one value per row, as a table of one row; None where it lacks its two headings."""
    heading = find_heading_row((NAME, VALUE), grid)
    if heading is None:
        return None
    labels = list(map(fold_label, grid[heading - 1]))
    names, values = (labels.index(fold_label(text)) + 1 for text in (NAME, VALUE))
    fields = {fold_label(column.heading): column.field for column in table.columns}
    texts = {line: grid[line - 1][names - 1] for line in range(heading + 1, len(grid) + 1)}
    named = [(fields[fold_label(text)], line) for line, text in texts.items() if fold_label(text) in fields]
    lines = dict(reversed(named))  # of a name that occurs twice, the first row
    twice = [(field, Place(sheet, line, names)) for field, line in named if line != lines[field]]
    cells = {field: grid[lines[field] - 1][values - 1] if field in lines else "" for field in fields.values()}
    # a name without a value is a heading or a note: nothing there can be lost
    extra = [line for line, text in texts.items() if text != "" and fold_label(text) not in fields and grid[line - 1][values - 1] != ""]
    return TableCells(
        table=table, columns={field: (cell,) for field, cell in cells.items() if field not in dict(twice)}, height=1, date1904=date1904,
        place=lambda name, _position: Place(sheet, lines.get(name, heading), values),
        heading=lambda name: Place(sheet, lines.get(name, heading), names),
        extra=[(cell_text(texts[line]), Place(sheet, line, names)) for line in extra],
        twice=twice,
    )  # fmt: skip
