"""The tables of one sheet: each heading row with what its columns hold, the rows below it and the titles above it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import NamedTuple

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.open_workbook import OpenWorkbook, SheetContent
from xl_kraftsamling.reading.questions import Question
from xl_kraftsamling.reading.recognition.column_assignment import (
    SAMPLE_ROWS,
    TABLE_KINDS,
    ColumnAssignment,
    assign_columns,
)
from xl_kraftsamling.reading.recognition.heading_rows import HeadingRow, find_heading_rows
from xl_kraftsamling.reading.recognition.rows import assign_rows
from xl_kraftsamling.reading.recognition.sources import Source, used_columns
from xl_kraftsamling.reading.recognition.titles import Title, read_title
from xl_kraftsamling.reading.recognition.unnamed_sums import IsSumFormula
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.reading.shown_units import ShownColumn, read_shown_column
from xl_kraftsamling.xlsx.grid import Area, Grid

_MOST_BESIDE = 30
"""Groups of columns into which a sheet is divided: each costs a reading of it, and nobody has so many tables beside each other."""


class Part(NamedTuple):
    """What one record of a row has for itself, where a row gives several: its columns, its values that all rows share, and its units.

    A month's part of a table with a column for each month has the column of its amounts, and its day from the heading.
    """

    columns: Mapping[str, int] = {}
    fixed: Mapping[str, PlacedValue] = {}
    units: Mapping[str, int] = {}


WHOLE = Part()
"""The only part of a table whose rows are one record each."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table that was recognised in a sheet, or that a map describes.

    `units` are those of its columns of amounts in kronor, by field.  `last` is the last row that can be the table's, None where
    nothing else follows below it.  `from_follow_up` is true for allocations that were taken out of a follow-up's columns.  `shown`
    are the columns of amounts whose number formats say another unit than heading and title, by field.

    `sources` are the fields that have no column of their own, and `parts` the records of a row, where it gives several; `first` is the
    first row that can be the table's, where that is not the one below the headings.  `only` are, by column, the values with which a row
    is read.  `struck` is what a map says of struck rows.  `questions` are what is left open, `said` what was settled.
    """

    sheet: str
    heading_row: HeadingRow
    assignment: ColumnAssignment
    rows: SortedRows
    title: Title
    units: Mapping[str, int]
    last: int | None = None
    from_follow_up: bool = False
    shown: Mapping[str, ShownColumn] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    first: int | None = None
    only: Mapping[int, Sequence[str]] = field(default_factory=dict)
    struck: str | None = None
    questions: tuple[Question, ...] = ()
    said: tuple[Fault, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the table in :mod:`xl_kraftsamling.domain.tables`, such as `call_offs`."""
        return self.assignment.kind

    @property
    def area(self) -> Area:
        """The range from its upper heading to its last row of data or sums."""
        last = max((*self.rows.data, *self.rows.sums, self.heading_row.row))
        return Area(self.heading_row.top, min(self.heading_row.headings), last, max(self.heading_row.headings))

    @property
    def location(self) -> str:
        """Its sheet and range: Avrop!A3:G29."""
        return f"{self.sheet}!{self.area.ref}"

    @property
    def first_heading(self) -> Place:
        """The cell of its leftmost heading."""
        return Place(self.sheet, self.heading_row.row, min(self.heading_row.headings))

    @property
    def lacks_recipients(self) -> bool:
        """Whether no row, group of rows or part of a row names a recipient, so that only the title can."""
        return not self.has("recipient") and not self.rows.owners

    @property
    def names_recipients(self) -> bool:
        """Whether its rows, their groups or its title name the recipients."""
        return not self.lacks_recipients or self.title.owner is not None

    @property
    def owner(self) -> str | None:
        """The recipient whose rows they all are according to the title; None where the rows name their recipients."""
        return self.title.owner[0] if self.title.owner and self.lacks_recipients else None

    @property
    def names_its_kind(self) -> bool:
        """Whether a title or a column of statuses makes it certain that these are call-offs, even if no recipient is named.

        A report from the accounts may be titled »uttag« too; what is booked there is outcome and no call-off.
        """
        booked = any(heading.ideas & {"booked", "voucher"} for heading in self.heading_row.headings.values())
        return self.has("status") or ("call_off" in self.title.ideas and not booked)

    @property
    def speaks_of_grants(self) -> bool:
        """Whether its title or the heading of its amounts mentions that something was granted."""
        ideas = self.title.ideas | self.heading_row.headings[self.assignment.columns["amount"]].ideas
        return not ideas.isdisjoint({"granted", "decision", "approved"})

    @property
    def states_unit(self) -> bool:
        """Whether anything states the unit of its amounts: headings, title, number formats or a map."""
        headings = (self.heading_row.headings[self.assignment.columns[name]].unit for name in self.units)
        return bool(self.title.unit or self.shown or any(headings))

    def column(self, name: str) -> int | None:
        """The column of a field, counted from 1; None where the table has none."""
        return self.assignment.columns.get(name)

    def has(self, name: str) -> bool:
        """Whether the records have a field, in a column or elsewhere."""
        return name in self.assignment.columns or name in self.sources or any(name in part.columns or name in part.fixed for part in self.parts)

    @property
    def used_columns(self) -> frozenset[int]:
        """The columns that are read."""
        parts = (number for part in self.parts for number in part.columns.values())
        sources = (number for source in self.sources.values() for number in used_columns(source))
        return frozenset((*self.assignment.columns.values(), *parts, *sources, *self.only))


def find_tables(
    sheet: str, content: SheetContent, reader: HeadingReader, year: int, is_sum_formula: IsSumFormula
) -> Sequence[FoundTable]:
    """The tables of a sheet that can be recognised, from the top down; `year` is that of the decision.

    The sheet is read twice, as a whole and divided at its empty columns, and the reading in which the headings fit better
    wins: tables beside each other may have their headings in different rows, but a table may also contain an empty column.
    """
    whole = list(_recognise(sheet, content.grid, content.merges, reader, year, is_sum_formula))
    divided = [
        each
        for grid in _divide_at_empty_columns(content.grid)
        for each in _recognise(sheet, grid, content.merges, reader, year, is_sum_formula)
    ]
    # of equal scores the first: a sheet is only divided for a better reading
    return max(whole, divided, key=lambda found: sum(each.assignment.score for each in found))


def _divide_at_empty_columns(grid: Grid) -> Iterator[Grid]:
    """The grid once for each group of adjacent filled columns, other cells emptied or cut off; nothing where there is one group.

    The cells keep their places, since everything that is found is reported with its cell.
    """
    filled = [any(cell_text(cell) for cell in column if cell != "") for column in zip_longest(*grid, fillvalue="")]
    edges = [n for n, (before, here) in enumerate(pairwise([False, *filled])) if here and not before]
    if 1 < len(edges) <= _MOST_BESIDE:
        for first, after in pairwise([*edges, len(filled)]):
            yield [[*[""] * first, *row[first:after]] for row in grid]


def _recognise(
    sheet: str, grid: Grid, merges: Sequence[Area], reader: HeadingReader, year: int, is_sum_formula: IsSumFormula
) -> Iterator[FoundTable]:
    """The tables below the heading rows of a grid, each of the kind that fits best."""
    heads = find_heading_rows(grid, merges, reader)
    above, below = _link_heads(heads, range(len(heads))), _link_heads(heads, range(len(heads) - 1, -1, -1))
    lines = [_last_row_above(grid, head, heads[above[n]].row if n in above else 0) for n, head in enumerate(heads)]
    titles = [read_title(sheet, grid, head, line, reader) for head, line in zip(heads, lines, strict=True)]
    for number, (head, title) in enumerate(zip(heads, titles, strict=True)):
        # The title of the table below is not a row of this one.
        last = titles[below[number]].top - 1 if number in below else len(grid)
        kinds = assign_columns(head, grid[head.row : min(last, head.row + SAMPLE_ROWS)], reader, year, title.ideas)
        rows = assign_rows(grid, head, last + 1, kinds[0], merges, reader, is_sum_formula) if kinds else None
        # headings without a row of data are a form, a legend or a table of contents
        if rows and rows.data:
            units = _units(head, kinds[0], title.unit)
            found = FoundTable(sheet, head, kinds[0], rows, title, units, last if number in below else None)
            yield from (found, *_allocations_in(found, grid, merges, reader, is_sum_formula))


def _allocations_in(
    follow_up: FoundTable, grid: Grid, merges: Sequence[Area], reader: HeadingReader, is_sum_formula: IsSumFormula
) -> Iterator[FoundTable]:
    """The allocations that a follow-up repeats, if it has a column of them: some workbooks have no other list of them."""
    columns = follow_up.assignment.columns
    if {"recipient", "allotted"} <= columns.keys():
        allocations = ColumnAssignment("allocations", {"recipient": columns["recipient"], "amount": columns["allotted"]})
        # Sorted anew, since a row without an amount granted may still be data of the follow-up.
        end = (follow_up.last or len(grid)) + 1
        rows = assign_rows(grid, follow_up.heading_row, end, allocations, merges, reader, is_sum_formula)
        units = {"amount": follow_up.units["allotted"]}
        yield replace(follow_up, assignment=allocations, rows=rows, units=units, from_follow_up=True)


def _units(heading_row: HeadingRow, assignment: ColumnAssignment, in_title: int | None) -> dict[str, int]:
    """The unit of each column of amounts: what its heading states, otherwise the title, otherwise kronor."""
    columns = [c for c in TABLE_KINDS[assignment.kind].columns if c.kind is Kind.AMOUNT and c.field in assignment.columns]
    return {c.field: heading_row.headings[assignment.columns[c.field]].unit or in_title or 1 for c in columns}


def apply_number_formats(found: FoundTable, opened: OpenWorkbook) -> FoundTable:
    """The table with its amounts in the units that their cells show."""
    columns = {
        name: read_shown_column(opened, found.sheet, found.assignment.columns[name], found.rows.data, unit)
        for name, unit in found.units.items()
    }
    shown = {name: column for name, column in columns.items() if column.by_format}
    return replace(found, units={**found.units, **{name: column.unit for name, column in shown.items()}}, shown=shown)


def _link_heads(heads: Sequence[HeadingRow], order: Iterable[int]) -> dict[int, int]:
    """The heading row before each one, in an order of their positions, that shares a column with it and is in other rows."""
    latest: dict[int, tuple[int, int]] = {}  # by column: when it was last a heading's, and whose
    linked: dict[int, int] = {}
    for time, number in enumerate(order):
        columns = range(min(heads[number].headings), max(heads[number].headings) + 1)
        before = [latest[n] for n in columns if n in latest and heads[latest[n][1]].row != heads[number].row]
        linked |= {number: max(before)[1]} if before else {}
        latest |= dict.fromkeys(columns, (time, number))
    return linked


def _last_row_above(grid: Grid, head: HeadingRow, above: int) -> int:
    """The last row of the table above a heading row, whose own headings are in the row `above`; 0 where there is none.

    That is its last row with more than one filled cell: a row with a single text may be the title of the table below.
    """
    columns = slice(min(head.headings) - 1, max(head.headings))
    rows = range(head.top - 1, above, -1) if above else ()
    return next((row for row in rows if sum(bool(cell_text(cell)) for cell in grid[row - 1][columns]) > 1), above)
