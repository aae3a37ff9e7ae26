"""The raw cells of a table, each with its place, whether the sheet holds one record per row or one value per row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.labels import fold_label
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import NAME, VALUE, Column, Table
from xl_kraftsamling.reading.region import OWNER, Region
from xl_kraftsamling.reading.row_roles import find_heading_row
from xl_kraftsamling.xlsx.grid import Area, Grid, slice_column


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCells:
    """The raw cells of a table by field, from the first row of data to the last; "" where empty.

    `place` gives the cell of a field at a position counted from 0, `heading` the heading cell of a field.  `extra` are the unknown
    headings with their places.  `twice` are the fields whose heading occurs again, at that place: their columns are left out, since
    nobody knows which of the two is meant.  `date1904` is whether dates are counted from 1904; `factors` are the units of amounts in
    kronor, where they are in another.
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

    def column(self, name: str) -> Column:
        """The column of a field."""
        return next(column for column in self.table.columns if column.field == name)


def read_table_cells(region: Region, grid: Grid, *, date1904: bool) -> TableCells:
    """The cells of a table that has one record per row."""
    block, lines, owners = region.block, region.rows.data, region.owners
    columns = {name: _pick_cells(grid, number, lines) for name, number in block.columns.items() if name not in region.twice.values()}
    if owners:
        named = columns.get(OWNER, ("",) * len(lines))
        columns[OWNER] = [owners[line][0] if line in owners else cell for line, cell in zip(lines, named, strict=True)]

    def _place(name: str, position: int) -> Place:
        line = lines[position]
        return owners[line][1] if name == OWNER and line in owners else Place(block.sheet, line, block.columns[name])

    return TableCells(
        table=region.table,
        columns=columns,
        place=_place,
        heading=block.heading,
        extra=[(text, Place(block.sheet, block.heading_row, number)) for number, text in region.extra.items()],
        twice=[(name, Place(block.sheet, block.heading_row, number)) for number, name in region.twice.items()],
        height=len(lines),
        date1904=date1904,
        factors=region.factors,
    )


def _pick_cells(grid: Grid, number: int, lines: Sequence[int]) -> Sequence[Any]:
    cells = slice_column(grid, number, lines[0], lines[-1]) if lines else ()
    return cells if isinstance(lines, range) else [cells[line - lines[0]] for line in lines]  # a range has no gaps


def has_entry_headings(grid: Grid) -> bool:
    """Whether a sheet has the two headings, Uppgift and Värde, of one that holds one value per row."""
    return find_heading_row((NAME, VALUE), grid) is not None


def read_entry_cells(table: Table, sheet: str, grid: Grid, *, date1904: bool) -> TableCells | None:
    """The cells of a sheet that holds one value per row, as a table of one row; None where it lacks its two headings."""
    heading = find_heading_row((NAME, VALUE), grid)
    if heading is None:
        return None
    texts = list(map(fold_label, grid[heading - 1]))
    names, values = texts.index(fold_label(NAME)) + 1, texts.index(fold_label(VALUE)) + 1
    lines, extra, twice = _find_entries(table, sheet, grid, Area(heading + 1, names, len(grid), values))
    return TableCells(
        table=table,
        columns={
            column.field: (grid[lines[column.field] - 1][values - 1] if column.field in lines else "",)
            for column in table.columns
            if column.field not in dict(twice)
        },
        place=lambda name, _position: Place(sheet, lines.get(name, heading), values),
        heading=lambda name: Place(sheet, lines.get(name, heading), names),
        extra=extra,
        twice=twice,
        height=1,
        date1904=date1904,
    )


_Named = list[tuple[str, Place]]


def _find_entries(table: Table, sheet: str, grid: Grid, area: Area) -> tuple[dict[str, int], _Named, _Named]:
    """The rows of the fields, the unknown names that have a value, and the fields whose name occurs again.

    `area` begins in the column of the names, and ends in that of the values.
    """
    fields = {fold_label(column.heading): column.field for column in table.columns}
    lines: dict[str, int] = {}
    extra: _Named = []
    twice: _Named = []
    for line in range(area.top, area.bottom + 1):
        text, value = grid[line - 1][area.left - 1], grid[line - 1][area.right - 1]
        name = fields.get(fold_label(text), "")
        place = Place(sheet, line, area.left)
        if name in lines:
            twice.append((name, place))
        elif name:
            lines[name] = line
        elif text != "" and value != "":
            extra.append((cell_text(text), place))
    return lines, extra, twice
