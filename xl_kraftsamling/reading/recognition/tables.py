"""A table that was found in a sheet that is not ours, and how it goes through the gate.

The tables of one sheet: its headings, told by their words and values, and the rows below them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

from xl_kraftsamling.domain.book import Block
from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.open_workbook import Page
from xl_kraftsamling.reading.own_layout import Region
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS, SAMPLE_ROWS, ColumnAssignment, assign_columns
from xl_kraftsamling.reading.recognition.heading_rows import Band, bands
from xl_kraftsamling.reading.recognition.rows import Lines, sort_rows
from xl_kraftsamling.reading.recognition.titles import Title, read_title
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.reading.table_cells import OWNER
from xl_kraftsamling.xlsx.area import Area
from xl_kraftsamling.xlsx.grid import Grid


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table that was found in a sheet: its headings, what each column holds, its rows and its title.

    `units` are those of its columns of amounts, in kronor, by field; `last` is the last row that may be its own, where
    something else stands below.  `borrowed` are the allocations that a follow-up repeats.
    """

    sheet: str
    heading_row: Band
    assignment: ColumnAssignment
    rows: Lines
    title: Title
    units: Mapping[str, int]
    last: int | None = None
    from_follow_up: bool = False

    @property
    def kind(self) -> str:
        """The name of the table that it is (:mod:`xl_kraftsamling.domain.tables`)."""
        return self.assignment.kind

    @property
    def area(self) -> Area:
        """Where it stands, from its upper heading to its last row of data or sums."""
        last = max((*self.rows.data, *self.rows.sums, self.heading_row.row))
        return Area(self.heading_row.top, min(self.heading_row.headings), last, max(self.heading_row.headings))

    @property
    def location(self) -> str:
        """Where it stands, with its sheet: Avrop!A3:G29."""
        return f"{self.sheet}!{self.area.ref}"

    @property
    def lacks_recipients(self) -> bool:
        """Whether no row names a recipient, so that the read_title must."""
        return not self.column("recipient") and not self.rows.whose

    @property
    def names_recipients(self) -> bool:
        """Whether its rows, their groups or its read_title name the recipients."""
        return not self.lacks_recipients or self.title.owner is not None

    @property
    def names_its_kind(self) -> bool:
        """Whether its read_title, or a status, leaves no doubt of what it is, whatever it may lack."""
        booked = any(heading.ideas & {"booked", "voucher"} for heading in self.heading_row.headings.values())
        return "status" in self.assignment.columns or ("call_off" in self.title.ideas and not booked)

    @property
    def speaks_of_grants(self) -> bool:
        """Whether its heading or its read_title speaks of what was granted."""
        said = self.title.ideas | self.heading_row.headings[self.assignment.columns["amount"]].ideas
        return not said.isdisjoint({"granted", "decision", "approved"})

    def column(self, name: str) -> int | None:
        """The column of a field."""
        return self.assignment.columns.get(name)

    def values(self, name: str, grid: Grid) -> list[Any]:
        """The cells of a field in its rows of data."""
        column = self.column(name)
        return [grid[line - 1][column - 1] for line in self.rows.data] if column else []


def build_region(found: FoundTable, grid: Grid) -> Region:
    """The table as it goes through the gate; its blank rows are told, but no fault in a workbook that is not ours."""
    table = TABLE_KINDS[found.kind]
    columns = {c.field: found.assignment.columns[c.field] for c in table.columns if c.field in found.assignment.columns}
    heading = {name: found.heading_row.headings[n].text for name, n in columns.items()}
    block = Block(table.name, found.sheet, found.heading_row.row, columns, heading)
    lines, owners = found.rows, dict(_given(found, grid))
    given = [OWNER] if owners else []
    present = replace(table, columns=tuple(column for column in table.columns if column.field in {*columns, *given}))
    return Region(
        present, block, {}, {}, lines.data, lines.sums, (), lines.outside,
        {name: unit for name, unit in found.units.items() if unit > 1}, owners,
    )  # fmt: skip


def _given(found: FoundTable, grid: Grid) -> Iterator[tuple[int, tuple[Any, Place]]]:
    """The recipient of each row that does not name it: the group's, or the one in the title."""
    for line, (row, column) in found.rows.whose.items():
        yield line, (grid[row - 1][column - 1], Place(found.sheet, row, column))
    if found.title.owner and found.lacks_recipients:
        for line in found.rows.data:
            yield line, found.title.owner


def find_tables(sheet: str, page: Page, reader: HeadingReader, year: int) -> Sequence[FoundTable]:
    """The tables of a sheet from the top down; what is no table that is known is left out."""
    whole = list(_found(sheet, page.grid, page.merges, reader, year))
    apart = [each for grid in _strips(page.grid) for each in _found(sheet, grid, page.merges, reader, year)]
    return apart if _worth(apart) > _worth(whole) else whole


def _worth(found: Sequence[FoundTable]) -> float:
    return sum(each.assignment.score for each in found)


def _strips(grid: Grid) -> Iterator[Grid]:
    """The sheet once for each part of it that empty columns set apart, everything else left out; nothing where it is whole.

    Tables beside each other may have their headings in different rows.
    """
    filled = [any(cell_text(cell) for cell in column if cell != "") for column in zip_longest(*grid, fillvalue="")]
    edges = [n for n, (before, here) in enumerate(pairwise([False, *filled])) if here and not before]
    if len(edges) > 1:
        for first, after in pairwise([*edges, len(filled)]):
            yield [[cell if first <= n < after else "" for n, cell in enumerate(row)] for row in grid]


def _found(sheet: str, grid: Grid, merges: Sequence[Area], reader: HeadingReader, year: int) -> Iterator[FoundTable]:
    heads = bands(grid, merges, reader)
    titles = [read_title(sheet, grid, band, _ceiling(grid, heads, n), reader) for n, band in enumerate(heads)]
    for number, band in enumerate(heads):
        below = _floor(heads, number)
        end = titles[below].top if below else len(grid) + 1
        possible = assign_columns(band, grid[band.row : min(end - 1, band.row + SAMPLE_ROWS)], reader, year, titles[number].ideas)
        if possible:
            lines = sort_rows(grid, band, end, possible[0], merges, reader)
            if lines.data:
                units = _units(band, possible[0], titles[number].unit)
                found = FoundTable(sheet, band, possible[0], lines, titles[number], units, end - 1 if below else None)
                yield from (found, *_granted(found, grid, merges, reader))


def _granted(stated: FoundTable, grid: Grid, merges: Sequence[Area], reader: HeadingReader) -> Iterator[FoundTable]:
    """The allocations that stand in a follow-up: its recipients with what they were granted."""
    columns = stated.assignment.columns
    if {"recipient", "allotted"} <= columns.keys():
        assigned = ColumnAssignment("allocations", {"recipient": columns["recipient"], "amount": columns["allotted"]})
        lines = sort_rows(grid, stated.heading_row, (stated.last or len(grid)) + 1, assigned, merges, reader)
        units = {"amount": stated.units["allotted"]}
        yield replace(stated, assignment=assigned, rows=lines, units=units, from_follow_up=True)


def _units(band: Band, assigned: ColumnAssignment, above: int | None) -> dict[str, int]:
    """The unit of each column of amounts: what its heading states, otherwise the title above, otherwise kronor."""
    amounts = [c.field for c in TABLE_KINDS[assigned.kind].columns if c.kind is Kind.AMOUNT and c.field in assigned.columns]
    return {name: band.headings[assigned.columns[name]].unit or above or 1 for name in amounts}


def _beside(one: Band, other: Band) -> bool:
    """Whether two headings share no column."""
    return max(one.headings) < min(other.headings) or max(other.headings) < min(one.headings)


def _floor(heads: Sequence[Band], number: int) -> int:
    """The heading that ends the table of another one; 0 where none stands below it."""
    below = (n for n in range(number + 1, len(heads)) if heads[n].top > heads[number].row)
    return next((n for n in below if not _beside(heads[n], heads[number])), 0)


def _ceiling(grid: Grid, heads: Sequence[Band], number: int) -> int:
    """The last row above a heading that belongs to the table over it: its last with more than a text alone."""
    over = (h.row for h in reversed(heads[:number]) if h.row < heads[number].top and not _beside(h, heads[number]))
    first = next(over, 0)
    columns = range(min(heads[number].headings), max(heads[number].headings) + 1)
    filled = (
        line
        for line in range(heads[number].top - 1, first, -1)
        if sum(bool(cell_text(cell)) for cell in grid[line - 1][columns[0] - 1 : columns[-1]]) > 1
    )
    return next(filled, first) if first else 0
