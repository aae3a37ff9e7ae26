"""The records of a recognised table: where each field of each of them stands, whatever the layout.

A row is one record, or several where its table has parts: a column for each month, nämnd or number of a call-off, say.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import NoValue, cell_text, fold_cell, is_blank, is_number
from xl_kraftsamling.domain.column_cells import read_each
from xl_kraftsamling.domain.dates import read_date
from xl_kraftsamling.domain.money import read_ore
from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.increases import RunningCell, find_increases
from xl_kraftsamling.reading.recognition.sources import Fixed, place_values
from xl_kraftsamling.reading.recognition.tables import WHOLE, FoundTable, Part
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid, pick_cells

LAST, ALL = "last", "all"
"""What a map says of amounts that may run, and of rows that may be steps: the last one of each counts, or all do."""
_DAYS = ("date", "booked_on")


class Records(NamedTuple):
    """The records of a table, or of one of its parts: their rows, the columns of their fields, and the values that stand elsewhere.

    `part` is the part; its units come before those of the table.  `units` are those of the amounts in kronor, by field, and `negative` the
    fields of amounts that are written with the opposite sign.  `summed` are the rows that sums add up, where not each of them is a record.
    """

    part: Part
    lines: Sequence[int]
    columns: Mapping[str, int]
    elsewhere: Mapping[str, Mapping[int, PlacedValue]]
    units: Mapping[str, int] = {}
    negative: frozenset[str] = frozenset()
    summed: Sequence[int] | None = None

    def read(self, name: str, grid: Grid) -> Sequence[Any]:
        """The values of a field, as they are written; "" for each where the records have no such field."""
        column, elsewhere = self.columns.get(name), self.elsewhere.get(name)
        cells = pick_cells(grid, column, self.lines) if column else [""] * len(self.lines)
        if not elsewhere:
            return cells
        return [elsewhere[line].value if line in elsewhere else cell for line, cell in zip(self.lines, cells, strict=True)]

    def read_amounts(self, name: str, grid: Grid) -> list[int | None]:
        """The amounts of a field in öre, with the sign that they mean; None for a cell that states none."""
        unit, sign = self.units.get(name, 1), -1 if name in self.negative else 1
        return [None if ore is None else sign * ore for ore in read_ore(self.read(name, grid), unit)]


def find_records(found: FoundTable, grid: Grid) -> Sequence[Records]:
    """The records of a table, part by part; of amounts that run, what each adds to the one before."""
    records = [_find_records_of(found, part, grid) for part in found.parts or (WHOLE,)]
    return _take_increases(found, records, grid) if found.running and found.running.how == LAST else records


def list_running_cells(found: FoundTable, grid: Grid) -> Sequence[RunningCell]:
    """The amounts of a table as those that may run: along a row where its columns are dated, otherwise from row to row of a recipient."""
    return _list_running_cells(found, [_find_records_of(found, part, grid) for part in found.parts or (WHOLE,)], grid)


def _list_running_cells(found: FoundTable, records: Sequence[Records], grid: Grid) -> Sequence[RunningCell]:
    name = next((name for name in _DAYS if found.has(name)), _DAYS[0])
    along_rows = any(name in part.fixed and OWNER not in part.fixed for part in found.parts)
    cells: list[RunningCell] = []
    for part, each in enumerate(records):
        owners = each.lines if along_rows else read_each(fold_cell, each.read(OWNER, grid))
        days = (reading.value for reading in read_each(read_date, each.read(name, grid)))
        number, unit = each.columns["amount"], each.units.get("amount", 1)
        values = (PlacedValue(grid[line - 1][number - 1], Place(found.sheet, line, number)) for line in each.lines)
        for line, owner, day, value in zip(each.lines, owners, days, values, strict=True):
            cells.append(RunningCell(owner, day if isinstance(day, date) else date.min, part, line, value, unit))
    return cells


def _take_increases(found: FoundTable, records: Sequence[Records], grid: Grid) -> Sequence[Records]:
    increases = find_increases(_list_running_cells(found, records, grid))
    taken: list[Records] = []
    for part, each in enumerate(records):
        amounts = {line: increases[part, line] for line in each.lines if (part, line) in increases}
        taken.append(each._replace(lines=[*amounts], elsewhere={**each.elsewhere, "amount": amounts}, summed=each.lines))
    return taken


def read_field(found: FoundTable, name: str, grid: Grid) -> list[Any]:
    """The values of a field of all records, own words by what they mean; empty where the table has no such field."""
    is_there = found.has(name) or (name == OWNER and found.names_recipients)
    return [*chain.from_iterable(_translate(found, name, each.read(name, grid)) for each in find_records(found, grid))] if is_there else []


def read_amounts(found: FoundTable, name: str, grid: Grid) -> list[int | None]:
    """The amounts of a field of all records in öre, None for a cell that states none; empty where the table has no such field."""
    return [ore for records in find_records(found, grid) for ore in records.read_amounts(name, grid)] if found.has(name) else []


def read_column_amounts(found: FoundTable, number: int, grid: Grid) -> list[int]:
    """The amounts of a column in öre, also of one that is no field of the records: row by row of the data, 0 for a cell that states none."""
    unit = found.heading_row.headings[number].unit or next(iter(found.units.values()), 1)
    return [ore or 0 for ore in read_ore(pick_cells(grid, number, found.rows.data), unit)]


def _translate(found: FoundTable, name: str, cells: Sequence[Any]) -> Sequence[Any]:
    """The values of a field with what the workbook's own words among them mean."""
    column = next((column for column in TABLE_KINDS[found.kind].columns if column.field == name), None)
    return found.own_words.translate(column, cells) if column else cells


def _find_records_of(found: FoundTable, part: Part, grid: Grid) -> Records:
    columns = {**found.assignment.columns, **part.columns}
    number = columns.get("amount") if part is not WHOLE or found.is_summary else None
    lines = _list_lines(found, number, grid) if number else found.rows.data
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


def _list_lines(found: FoundTable, number: int, grid: Grid) -> Sequence[int]:
    """The rows with an amount in a column.  Where amounts run, a zero among others is one: what was called off before has gone back."""
    stated = [line for line in found.rows.data if _states_amount(grid[line - 1][number - 1], found.kind)]
    if found.running and found.running.how == LAST and stated:
        return [line for line in found.rows.data if is_number(cell := grid[line - 1][number - 1]) or _states_amount(cell, found.kind)]
    return stated


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
