"""The raw cells of a table, each with its place, whether the table has a row per thing or a row per value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kraftsamling.domain.cell_text import FORMULA, Odd, as_written, is_error
from xl_kraftsamling.domain.labels import plain
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import NAME, VALUE, Column, Table
from xl_kraftsamling.reading.own_layout import Region
from xl_kraftsamling.xlsx.grid import Grid, part_of_column
from xl_kraftsamling.xlsx.scan.exact import Scan

OWNER = "recipient"
"""The field that a group or a title may name for a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The raw cells of a table: by field, "" where empty.

    `place` tells the cell of a field at a position, `heading` the heading cell of a field.  `extra` are the unknown
    headings with their places; `twice` the fields whose heading stands a second time there: their columns are left out.
    `date1904` is whether the workbook counts its days from 1904; `factors` the units of amounts that are not in kronor.
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


def table_cells(region: Region, grid: Grid, *, date1904: bool) -> Cells:
    """The cells of a table as it stands in a sheet."""
    block, lines = region.block, region.lines
    wanted = {name: number for name, number in block.columns.items() if name not in region.twice.values()}
    read = {name: _column(grid, number, lines) for name, number in wanted.items()}
    if region.given:
        own = read.get(OWNER, ("",) * len(lines))
        read[OWNER] = [region.given[line][0] if line in region.given else cell for line, cell in zip(lines, own, strict=True)]
    return Cells(
        table=region.table,
        columns=read,
        place=lambda name, i: _place(region, name, lines[i]),
        heading=block.heading,
        extra=[(text, Place(block.sheet, block.heading_row, number)) for number, text in region.extra.items()],
        twice=[(name, Place(block.sheet, block.heading_row, number)) for number, name in region.twice.items()],
        height=len(lines),
        date1904=date1904,
        factors=region.factors,
    )


def _place(region: Region, name: str, line: int) -> Place:
    if name == OWNER and line in region.given:
        return region.given[line][1]
    return Place(region.block.sheet, line, region.block.columns[name])


def _column(grid: Grid, number: int, lines: Sequence[int]) -> Sequence[Any]:
    cells = part_of_column(grid, number, lines[0], lines[-1]) if lines else ()
    return cells if isinstance(lines, range) else [cells[line - lines[0]] for line in lines]


def entry_cells(table: Table, sheet: str, grid: Grid, *, date1904: bool) -> Cells | None:
    """The cells of a sheet that holds one value per row, as a table of one row; None where it lacks its two headings."""
    found = next(_headings(grid), None)
    if found is None:
        return None
    heading, names, values = found
    lines, extra, twice = _named(table, sheet, grid, found)
    wanted = [column.field for column in table.columns if column.field not in dict(twice)]
    return Cells(
        table=table,
        columns={name: (grid[lines[name] - 1][values - 1] if name in lines else "",) for name in wanted},
        place=lambda name, _i: Place(sheet, lines.get(name, heading), values),
        heading=lambda name: Place(sheet, lines.get(name, heading), names),
        extra=extra,
        twice=twice,
        height=1,
        date1904=date1904,
    )


def has_entries(grid: Grid) -> bool:
    """Whether a sheet has the two headings of one that holds one value per row."""
    return next(_headings(grid), None) is not None


Named = list[tuple[str, Place]]


def _headings(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """The rows that have both headings, and the columns of the names and of the values."""
    for line, row in enumerate(grid, 1):
        texts = [plain(cell) for cell in row]
        if plain(NAME) in texts and plain(VALUE) in texts:
            yield line, texts.index(plain(NAME)) + 1, texts.index(plain(VALUE)) + 1


def _named(table: Table, sheet: str, grid: Grid, found: tuple[int, int, int]) -> tuple[dict[str, int], Named, Named]:
    """The lines of the fields, the unknown names that have a value, and the fields that stand a second time."""
    fields = {plain(column.heading): column.field for column in table.columns}
    heading, names, values = found
    lines: dict[str, int] = {}
    extra: Named = []
    twice: Named = []
    for line in range(heading + 1, len(grid) + 1):
        text, value = grid[line - 1][names - 1], grid[line - 1][values - 1]
        name = fields.get(plain(text), "")
        place = Place(sheet, line, names)
        if name in lines:
            twice.append((name, place))
        elif name:
            lines[name] = line
        elif text != "" and value != "":
            extra.append((as_written(text), place))
    return lines, extra, twice


def complete(grid: list[list[Any]], seen: Scan) -> Grid:
    """The cells of a sheet as its reader gives them, with what it shows as empty (:class:`Odd`) in its place."""
    width = max(len(grid[0]) if grid else 0, seen.columns)
    for row in grid if grid and len(grid[0]) < width else ():
        row.extend([""] * (width - len(row)))
    grid += [[""] * width for _ in range(len(grid), seen.rows)]
    for line, number in seen.unvalued:
        grid[line - 1][number - 1] = Odd(FORMULA)
    for (line, number), text in seen.errors.items():
        grid[line - 1][number - 1] = Odd(text if is_error(text) else "#UNKNOWN!")
    return grid
