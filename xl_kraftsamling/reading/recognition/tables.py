"""A recognised table: its headings and rows, the titles above it, and where each field of its records stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xl_kraftsamling.domain.own_words import NO_WORDS, OwnWords
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.status_words import REQUESTED, REVERSED
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault
from xl_kraftsamling.reading.questions import Question
from xl_kraftsamling.reading.recognition.column_assignment import (
    ColumnAssignment,
)
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.titles import Title
from xl_kraftsamling.reading.recognition.sources import Fixed, Source, used_columns
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.reading.shown_units import ShownColumn
from xl_kraftsamling.xlsx.grid import Area


class Part(NamedTuple):
    """What one record of a row has for itself, where a row gives several: its columns, its values that all rows share, and its units.

    A month's part of a table with a column for each month has the column of its amounts, and its day from the heading.
    """

    columns: Mapping[str, int] = {}
    fixed: Mapping[str, PlacedValue] = {}
    units: Mapping[str, int] = {}


class LegendEntry(NamedTuple):
    """A word in a column of statuses that the workbook explains: the word, the status that it means, and where that is said."""

    word: str
    state: str
    place: Place


class Running(NamedTuple):
    """How amounts that may run are read: "last", each as what it adds to the one before, or "all", each by itself; and why, where that was settled."""

    how: str
    why: Text | None = None


WHOLE = Part()
"""The only part of a table whose rows are one record each."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table that was recognised in a sheet, or that a map describes.

    `units` are those of its columns of amounts in kronor, by field.  `last` is the last row that can be the table's, None where
    nothing else follows below it.  `from_follow_up` is true for a list that is a column of a follow-up (`follow_ups`), and `is_of_period`
    for one of what happened in a month or quarter, which others add to (`period_sheets`).  `shown`
    are the columns of amounts whose number formats say another unit than heading and title, by field.

    `sources` are the fields that have no column of their own, and `parts` the records of a row, where it gives several; `first` is the
    first row that can be the table's, where that is not the one below the headings.  `only` are, by column, the values with which a row
    is read, and `negative` the columns of amounts that are written with the opposite sign.  `cancelled` is what a map says of cancelled rows, `step_rows` of rows that
    may be steps, `running` what is known of amounts that may run,
    `own_words` what it says that words mean, and `legend` what the workbook itself says of some of them.  `questions` are what is left open, `said` what was settled.
    """

    sheet: str
    heading_row: HeadingRow
    assignment: ColumnAssignment
    rows: SortedRows
    title: Title
    units: Mapping[str, int]
    last: int | None = None
    from_follow_up: bool = False
    is_of_period: bool = False
    shown: Mapping[str, ShownColumn] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    first: int | None = None
    only: Mapping[int, Sequence[str]] = field(default_factory=dict)
    negative: frozenset[int] = frozenset()
    cancelled: str | None = None
    step_rows: str | None = None
    running: Running | None = None
    own_words: OwnWords = NO_WORDS
    legend: tuple[LegendEntry, ...] = ()
    questions: tuple[Question, ...] = ()
    said: tuple[Fault, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the table in :mod:`xl_kraftsamling.domain.tables`, such as `call_offs`."""
        return self.assignment.kind

    @property
    def area(self) -> Area:
        """The range from its upper heading to its last row of data or sums."""
        last = max((*self.rows.data[-1:], *self.rows.sums[-1:], self.heading_row.row))
        return Area(self.heading_row.top, min(self.heading_row.headings), last, max(self.heading_row.headings))

    @property
    def location(self) -> str:
        """Its sheet and range: Avrop!A3:G29."""
        return f"{self.sheet}!{self.area.ref}"

    @property
    def is_summary(self) -> bool:
        """Whether its rows state what is called off, spent or forecast in all, one amount for each recipient, and no single event."""
        return self.kind in ("call_offs", "outcomes", "forecasts") and self.assignment.columns.keys() == {"recipient", "amount"}

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

        A report from the accounts may be titled “uttag” too; what is booked there is outcome and no call-off.
        """
        booked = any(heading.ideas & {"booked", "voucher"} for heading in self.heading_row.headings.values())
        return self.has("status") or ("call_off" in self.title.ideas and not booked)

    @property
    def gives_back(self) -> bool:
        """Whether its rows are the reversals of a list, all of them."""
        status = self.sources.get("status")
        return isinstance(status, Fixed) and status.value == REVERSED

    @property
    def waits(self) -> bool:
        """Whether its rows are requests that are not decided, all of them."""
        status = self.sources.get("status")
        return isinstance(status, Fixed) and status.value == REQUESTED

    @property
    def speaks_of_grants(self) -> bool:
        """Whether its title, the heading of its amounts or a column that its rows were chosen by mentions that something was granted."""
        if self.only:
            return True
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

    def list_columns(self, name: str) -> Sequence[int]:
        """The columns of a field: several where a row gives several records."""
        parts = [part.columns[name] for part in self.parts if name in part.columns]
        return parts or ([self.assignment.columns[name]] if name in self.assignment.columns else [])

    def has(self, name: str) -> bool:
        """Whether the records have a field, in a column or elsewhere."""
        return name in self.assignment.columns or name in self.sources or any(name in part.columns or name in part.fixed for part in self.parts)

    @property
    def used_columns(self) -> frozenset[int]:
        """The columns that are read."""
        parts = (number for part in self.parts for number in part.columns.values())
        sources = (number for source in self.sources.values() for number in used_columns(source))
        return frozenset((*self.assignment.columns.values(), *parts, *sources, *self.only))
