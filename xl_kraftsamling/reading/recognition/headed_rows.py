"""A heading row of a sheet with the rows below it: what every way to take a layout apart starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.reading.recognition.column_assignment import (
    SAMPLE_ROWS,
    TABLE_KINDS,
    ColumnAssignment,
    assign_columns,
    assign_kind,
)
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.titles import Title
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.rows import assign_rows
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part
from xl_kraftsamling.reading.recognition.unnamed_sums import IsSumFormula
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Area, Grid


@dataclass(frozen=True, slots=True)
class HeadedRows:
    """A heading row of a sheet, the titles above it, and the rows below it that can be its table's.

    `last` is the last of these rows, and `is_followed` whether another table follows below them.  `year` is that of the decision.
    """

    sheet: str
    grid: Grid
    merges: Sequence[Area]
    heading_row: HeadingRow
    title: Title
    last: int
    is_followed: bool
    reader: HeadingReader = field(repr=False)
    year: int
    is_sum_formula: IsSumFormula = field(repr=False)

    def assign_columns(self) -> Sequence[ColumnAssignment]:
        """The kinds of tables that the headings allow, with the columns of their fields, the best first."""
        return assign_columns(self.heading_row, self.sample, self.reader, self.year, self.title.ideas)

    def assign_kind(self, kind: str, headings: Mapping[int, Heading]) -> ColumnAssignment:
        """The columns of the fields of one kind of table under some of the headings, even if they are too few for a table."""
        return assign_kind(kind, headings, self.sample, self.reader, self.year)

    @property
    def sample(self) -> Grid:
        """The first rows below the headings, which show what the columns hold."""
        return self.grid[self.heading_row.row : min(self.last, self.heading_row.row + SAMPLE_ROWS)]

    def sort_rows(self, assignment: ColumnAssignment, parts: Sequence[Part] = ()) -> SortedRows:
        """The rows by their role in a table with these columns, and those of its parts."""
        own = frozenset(part.columns["amount"] for part in parts)
        return assign_rows(self.grid, self.heading_row, self.last + 1, assignment, self.merges, self.reader, self.is_sum_formula, own)

    def make_table(
        self, assignment: ColumnAssignment, parts: Sequence[Part] = (), rows: SortedRows | None = None
    ) -> FoundTable | None:
        """The table with these columns; None where no row below the headings is one of data: a form, a legend or a table of contents.

        :param rows: its rows by their role, where they have been sorted already.
        """
        rows = rows or self.sort_rows(assignment, parts)
        last = self.last if self.is_followed else None
        units = self._find_units(assignment)
        stated = {part.units.get("amount") for part in parts}
        if len(stated) > 1:  # what one heading states holds for its own column
            units = {**units, "amount": self.title.unit or 1}
        found = FoundTable(self.sheet, self.heading_row, assignment, rows, self.title, units, last, parts=tuple(parts))
        return found if rows.data else None

    def _find_units(self, assignment: ColumnAssignment) -> Mapping[str, int]:
        """The unit of each column of amounts: what its heading states, otherwise the title, otherwise kronor."""
        columns = [c for c in TABLE_KINDS[assignment.kind].columns if c.kind is Kind.AMOUNT and c.field in assignment.columns]
        return {c.field: self.heading_row.headings[assignment.columns[c.field]].unit or self.title.unit or 1 for c in columns}
