"""A table that was found in a sheet that is not ours, and how it goes through the gate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xl_kraftsamling.domain.model import Block, Place
from xl_kraftsamling.sheets.areas import Area
from xl_kraftsamling.sheets.layout import Grid, Region
from xl_kraftsamling.sheets.raw_cells import OWNER
from xl_kraftsamling.sheets.recognition.bands import Band
from xl_kraftsamling.sheets.recognition.columns import KINDS, Assigned
from xl_kraftsamling.sheets.recognition.rows import Lines
from xl_kraftsamling.sheets.recognition.titles import Title


@dataclass(frozen=True, slots=True)
class Found:
    """A table that was found in a sheet: its headings, what each column holds, its rows and its title.

    `units` are those of its columns of amounts, in kronor, by field; `last` is the last row that may be its own, where
    something else stands below.  `borrowed` are the allocations that a follow-up repeats.
    """

    sheet: str
    band: Band
    assigned: Assigned
    lines: Lines
    title: Title
    units: Mapping[str, int]
    last: int | None = None
    borrowed: bool = False

    @property
    def kind(self) -> str:
        """The name of the table that it is (:mod:`xl_kraftsamling.domain.tables`)."""
        return self.assigned.kind

    @property
    def area(self) -> Area:
        """Where it stands, from its upper heading to its last row of data or sums."""
        last = max((*self.lines.data, *self.lines.sums, self.band.row))
        return Area(self.band.top, min(self.band.headings), last, max(self.band.headings))

    @property
    def where(self) -> str:
        """Where it stands, with its sheet: Avrop!A3:G29."""
        return f"{self.sheet}!{self.area.ref}"

    @property
    def owned(self) -> bool:
        """Whether no row names a recipient, so that the title must."""
        return not self.column("recipient") and not self.lines.whose

    @property
    def names_recipients(self) -> bool:
        """Whether its rows, their groups or its title name the recipients."""
        return not self.owned or self.title.owner is not None

    @property
    def is_called_so(self) -> bool:
        """Whether its title, or a status, leaves no doubt of what it is, whatever it may lack."""
        booked = any(heading.ideas & {"booked", "voucher"} for heading in self.band.headings.values())
        return "status" in self.assigned.columns or ("call_off" in self.title.ideas and not booked)

    @property
    def grants_in_words(self) -> bool:
        """Whether its heading or its title speaks of what was granted."""
        said = self.title.ideas | self.band.headings[self.assigned.columns["amount"]].ideas
        return not said.isdisjoint({"granted", "decision", "approved"})

    def column(self, name: str) -> int | None:
        """The column of a field."""
        return self.assigned.columns.get(name)

    def values(self, name: str, grid: Grid) -> list[Any]:
        """The cells of a field in its rows of data."""
        column = self.column(name)
        return [grid[line - 1][column - 1] for line in self.lines.data] if column else []


def region(found: Found, grid: Grid) -> Region:
    """The table as it goes through the gate; its blank rows are told, but no fault in a workbook that is not ours."""
    table = KINDS[found.kind]
    columns = {c.field: found.assigned.columns[c.field] for c in table.columns if c.field in found.assigned.columns}
    heading = {name: found.band.headings[n].text for name, n in columns.items()}
    block = Block(table.name, found.sheet, found.band.row, columns, heading)
    lines, owners = found.lines, dict(_given(found, grid))
    given = [OWNER] if owners else []
    present = replace(table, columns=tuple(column for column in table.columns if column.field in {*columns, *given}))
    return Region(
        present, block, {}, {}, lines.data, lines.sums, (), lines.outside,
        {name: unit for name, unit in found.units.items() if unit > 1}, owners,
    )  # fmt: skip


def _given(found: Found, grid: Grid) -> Iterator[tuple[int, tuple[Any, Place]]]:
    """The recipient of each row that does not name it: the group's, or the one in the title."""
    for line, (row, column) in found.lines.whose.items():
        yield line, (grid[row - 1][column - 1], Place(found.sheet, row, column))
    if found.title.owner and found.owned:
        for line in found.lines.data:
            yield line, found.title.owner
