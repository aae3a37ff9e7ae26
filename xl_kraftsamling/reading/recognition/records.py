"""The records of a recognised table: where each field of each of them stands, whatever the layout.

A row is one record, or several where its table has parts: a column for each month, nämnd or number of a call-off, say.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, is_blank, is_number
from xl_kraftsamling.domain.money import read_amount
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.sources import Fixed, place_values
from xl_kraftsamling.reading.recognition.tables import WHOLE, FoundTable, Part
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid, slice_column


class Records(NamedTuple):
    """The records of a table, or of one of its parts: their rows, the columns of their fields, and the values that stand elsewhere.

    `part` is the part; its units come before those of the table.  `units` are those of the amounts in kronor, by field, and `negative` the
    fields of amounts that are written with the opposite sign.
    """

    part: Part
    lines: Sequence[int]
    columns: Mapping[str, int]
    elsewhere: Mapping[str, Mapping[int, PlacedValue]]
    units: Mapping[str, int] = {}
    negative: frozenset[str] = frozenset()

    def read(self, name: str, grid: Grid) -> list[Any]:
        """The values of a field, as they are written; "" for each where the records have no such field."""
        column, elsewhere = self.columns.get(name), self.elsewhere.get(name, {})
        cells = slice_column(grid, column, 1, len(grid)) if column else []
        return [elsewhere[line].value if line in elsewhere else cells[line - 1] if column else "" for line in self.lines]

    def read_amounts(self, name: str, grid: Grid) -> list[int | None]:
        """The amounts of a field in öre, with the sign that they mean; None for a cell that states none."""
        unit, sign = self.units.get(name, 1), -1 if name in self.negative else 1
        amounts = (read_amount(cell, unit).ore for cell in self.read(name, grid))
        return [None if ore is None else sign * ore for ore in amounts]


def find_records(found: FoundTable, grid: Grid) -> Sequence[Records]:
    """The records of a table, part by part."""
    return [_find_records_of(found, part, grid) for part in found.parts or (WHOLE,)]


def read_field(found: FoundTable, name: str, grid: Grid) -> list[Any]:
    """The values of a field of all records, own words by what they mean; empty where the table has no such field."""
    is_there = found.has(name) or (name == OWNER and found.names_recipients)
    return [value for records in find_records(found, grid) for value in _translate(found, name, records.read(name, grid))] if is_there else []


def read_amounts(found: FoundTable, name: str, grid: Grid) -> list[int | None]:
    """The amounts of a field of all records in öre, None for a cell that states none; empty where the table has no such field."""
    return [ore for records in find_records(found, grid) for ore in records.read_amounts(name, grid)] if found.has(name) else []


def _translate(found: FoundTable, name: str, cells: Sequence[Any]) -> Sequence[Any]:
    """The values of a field with what the workbook's own words among them mean."""
    column = next((column for column in TABLE_KINDS[found.kind].columns if column.field == name), None)
    return found.own_words.translate(column, cells) if column else cells


def _find_records_of(found: FoundTable, part: Part, grid: Grid) -> Records:
    columns = {**found.assignment.columns, **part.columns}
    number = columns.get("amount") if part is not WHOLE or found.is_summary else None
    lines = [line for line in found.rows.data if _states_amount(grid[line - 1][number - 1], found.kind)] if number else found.rows.data
    elsewhere: dict[str, Mapping[int, PlacedValue]] = {}
    if owners := dict(_find_owners(found, grid, lines)):
        elsewhere[OWNER] = owners
    sources = {**found.sources, **{name: Fixed(*value) for name, value in part.fixed.items()}}
    # the statuses first: the amount of a row may be that of the step that it has reached
    for name in sorted(sources, key=lambda name: name != "status"):
        statuses = _translate(found, "status", Records(part, lines, columns, elsewhere).read("status", grid))
        elsewhere[name] = {**place_values(sources[name], found.sheet, grid, lines, statuses), **elsewhere.get(name, {})}
    negative = frozenset(name for name, column in columns.items() if column in found.negative)
    return Records(part, lines, columns, elsewhere, {**found.units, **part.units}, negative)


def _states_amount(cell: Any, kind: str) -> bool:
    """Whether a row has an amount in a part of its table, or in a summary: an empty cell, a dash or a zero is no record there.

    An error or a formula without a value is one, whose amount nobody knows.  A forecast of zero is one: it says that nothing will be spent.
    """
    if is_number(cell):
        return bool(cell) or kind == "forecasts"
    return type(cell) is NoValue or not is_blank(cell_text(cell))


def _find_owners(found: FoundTable, grid: Grid, lines: Sequence[int]) -> Iterator[tuple[int, PlacedValue]]:
    """Each row that does not name its recipient, with the name and its cell: the group's, or the one in the title."""
    for line, (row, column) in found.rows.owners.items():
        yield line, PlacedValue(grid[row - 1][column - 1], Place(found.sheet, row, column))
    if found.title.owner and found.lacks_recipients:
        for line in lines:
            yield line, PlacedValue(*found.title.owner)
