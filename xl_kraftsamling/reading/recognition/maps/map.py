"""Between tables and their maps: the map of tables that were recognised, and the table that a map describes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xl_kraftsamling.domain.place import Place, PlacedValue
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.headings.heading_rows import HeadingRow
from xl_kraftsamling.reading.recognition.headings.heading_texts import read_headings
from xl_kraftsamling.reading.recognition.headings.period_labels import Period, as_months
from xl_kraftsamling.reading.recognition.headings.titles import Title
from xl_kraftsamling.reading.recognition.headings.vocabulary import Heading, HeadingReader
from xl_kraftsamling.reading.recognition.labels import make_one_line
from xl_kraftsamling.reading.recognition.layouts.month_columns import read_heading_period
from xl_kraftsamling.reading.recognition.layouts.recipient_columns import date_by_labels
from xl_kraftsamling.reading.recognition.layouts.row_kinds import add_single_amounts
from xl_kraftsamling.reading.recognition.layouts.series_rows import settle_series_rows
from xl_kraftsamling.reading.recognition.layouts.step_columns import read_step
from xl_kraftsamling.reading.recognition.maps.map_file import LookUpMap, MirroredMap, TableMap
from xl_kraftsamling.reading.recognition.rows import assign_rows
from xl_kraftsamling.reading.recognition.sources import (
    BySteps,
    Fixed,
    LastDays,
    LookUp,
    Mirrored,
    Source,
    Ticks,
    read_keys,
)
from xl_kraftsamling.reading.recognition.table_choice import Choice
from xl_kraftsamling.reading.recognition.tables import FoundTable, Part, Running
from xl_kraftsamling.reading.recognition.unnamed_sums import IsSumFormula
from xl_kraftsamling.reading.row_roles import SortedRows
from xl_kraftsamling.xlsx.grid import Area, Grid


def map_table(found: FoundTable) -> TableMap:
    """The map that leads to the same reading of a table."""
    head = found.heading_row
    headings = Area(head.top, min(head.headings), head.row, max(head.headings))
    rows = _map_rows(found)
    fields = (column.field for column in TABLE_KINDS[found.kind].columns if column.field not in rows)
    columns = {name: numbers for name in fields if (numbers := found.list_columns(name) or _list_months(found, name))}
    in_heading = [*dict.fromkeys(name for part in found.parts for name in part.fixed if name not in rows and name not in columns)]
    originals = {name: head.headings[numbers[0]].text for name, numbers in columns.items()}
    # One unit is stated once for the whole table, several are stated by column, and kronor need not be stated.
    units = set(found.units.values())
    unit = units.pop() if len(units) == 1 else 1
    single = {name: worth for name, worth in found.units.items() if worth not in (unit, 1)}
    return TableMap(
        found.kind, found.sheet, headings, columns, in_heading, *_map_span(found),
        unit if unit > 1 else found.title.unit, single, found.owner, originals, only=found.only, negative=sorted(found.negative), cancelled=found.cancelled,
        step_rows=found.step_rows, running=found.running.how if found.running else None, questions=found.questions,
        rows=rows, **_map_sources(found),
    )  # fmt: skip


def _list_months(found: FoundTable, name: str) -> Sequence[int]:
    """The column in which the rows have a month instead of a day."""
    source = found.sources.get(name)
    return [source.column] if isinstance(source, LastDays) else []


def _map_span(found: FoundTable) -> tuple[int | None, int | None]:
    """The first and the last row of a table; the same one, where all of its records are parts of one row."""
    only = found.rows.data[0] if found.parts and len(found.rows.data) == 1 else None
    return (only, only) if only else (found.first, found.last)


def _map_rows(found: FoundTable) -> dict[str, int]:
    """The fields that stand in another row of the same column than the record's own, by field: a frame above dated call-offs, say."""
    own = {*found.rows.data} if len(found.rows.data) == 1 else set[int]()
    rows = {name: value.place.row for part in found.parts for name, value in part.fixed.items() if value.place.row > found.heading_row.row}
    return {name: row for name, row in rows.items() if row not in own}


def _map_sources(found: FoundTable) -> dict[str, Any]:
    """What a map says of the fields that have no column of their own."""
    sources = found.sources.items()
    steps = {name: source.columns for name, source in sources if isinstance(source, BySteps)}
    return {
        "values": {name: source.value for name, source in sources if isinstance(source, Fixed)},
        "ticks": next((source.columns for _, source in sources if isinstance(source, Ticks)), {}),
        "steps": steps.get("amount", {}), "step_dates": steps.get("date", {}),
        "mirrored": {name: MirroredMap(each.column, each.amount) for name, each in sources if isinstance(each, Mirrored)},
        "look_ups": {name: LookUpMap(each.column, each.sheet, each.key, each.taken) for name, each in sources if isinstance(each, LookUp)},
    }  # fmt: skip


def map_choice(choice: Choice) -> Iterator[TableMap]:
    """The maps of the tables of a workbook; of those that are in question every one is there, to be chosen from."""
    asked = {(table.kind, table.location): each.question for each in choice.in_question for table in (each.read, each.other) if table}
    for found in (*choice.tables, *(each.other for each in choice.in_question)):
        yield replace(map_table(found), choice=asked.get((found.kind, found.location)))


def follow_map(
    table: TableMap, sheets: Mapping[str, SheetContent], reader: HeadingReader, year: int, is_sum_formula: IsSumFormula
) -> FoundTable:
    """The table that a map describes, with its rows sorted as without a map.

    :param sheets: those that the map may name; `year` is that of the decision, for months in headings.
    :raises BadInput: the map names an unknown recipient, cells outside the sheet, or a heading that does not say what it should.
    """
    area, content = table.headings, sheets[table.sheet]
    grid = content.grid
    whole = _cover_columns(table)
    rows, width = len(grid), len(grid[0]) if grid else 0
    # at least one row of data must follow below the headings, unless their own row is the first of data
    if (table.first or whole.bottom + 1) > rows or whole.right > width:
        raise BadInput(_OUTSIDE, sheet=table.sheet, range=whole.ref, rows=rows, columns=width)
    read = read_headings(grid, area.top, area.bottom, content.merges, reader)
    # a column that the map names may have no heading: it gets an empty one, which `label_column` looks up
    headings = {n: read.get(n, reader.read_heading("")) for n in range(whole.left, whole.right + 1)}
    heading_row = HeadingRow(area.bottom, area.top, headings)
    parts = tuple(_find_parts(table, headings, grid, reader, year))
    assignment = ColumnAssignment(table.kind, {name: numbers[0] for name, numbers in table.columns.items()})
    end = min(table.last or rows, rows) + 1
    in_parts = frozenset(part.columns["amount"] for part in parts if "amount" in part.columns)
    sorted_rows = assign_rows(grid, heading_row, end, assignment, content.merges, reader, is_sum_formula, in_parts)
    if table.first and table.first in (area.bottom, table.last):  # a card, or a single row: its amounts stand beside their label, whatever that is
        sorted_rows = SortedRows(data=[*range(table.first, end)])
    elif table.first:
        sorted_rows.data = [line for line in sorted_rows.data if line >= table.first]
        sorted_rows.sums = [line for line in sorted_rows.sums if line >= table.first]
    amounts = [c.field for c in TABLE_KINDS[table.kind].columns if c.kind is Kind.AMOUNT and c.field in table.columns]
    units = {name: table.units.get(name, table.unit or 1) for name in amounts}
    found = FoundTable(
        table.sheet, heading_row, assignment, sorted_rows, _title(table, reader), units, table.last,
        sources=dict(_follow_sources(table, sheets)), parts=parts, first=table.first, only=table.only, negative=frozenset(table.negative), cancelled=table.cancelled,
        step_rows=table.step_rows, running=Running(table.running) if table.running else None,
    )  # fmt: skip
    if any("amount" in part.columns for part in parts) and table.first is None:
        found = settle_series_rows(found, grid, reader)
        for number in table.only:
            found = add_single_amounts(found, grid, reader, number)
    labels = next((found.column(name) for name in ("date", "booked_on") if found.column(name)), None) if "recipient" in table.in_heading else None
    return date_by_labels(found, labels, grid, year) if labels and not any("date" in part.columns for part in parts) else found


def _cover_columns(table: TableMap) -> Area:
    """The range that a map speaks of: its headings, over all columns that it names."""
    area = table.headings
    columns = {number for numbers in table.columns.values() for number in numbers}
    columns |= {*table.steps.values(), *table.step_dates.values(), *table.ticks.values(), *table.only, *table.negative, area.left, area.right}
    columns |= {each.column for each in table.look_ups.values()} | {number for each in table.mirrored.values() for number in each}
    return Area(area.top, min(columns), area.bottom, max(columns))


def _follow_sources(table: TableMap, sheets: Mapping[str, SheetContent]) -> Iterator[tuple[str, Source]]:
    """The fields that have no column of their own, with where the map says that they are."""
    place = Place(table.sheet, table.headings.bottom, table.headings.left)
    for name, value in table.values.items():
        yield name, Fixed(value, place)
    if table.ticks:
        yield "status", Ticks(table.ticks)
    if table.steps:
        yield "amount", BySteps(table.steps)
    if table.step_dates:
        yield "date", BySteps(table.step_dates)
    for name, mirrored in table.mirrored.items():
        yield name, Mirrored(*mirrored)
    for name, each in table.look_ups.items():
        yield name, LookUp(*each, read_keys(each.sheet, sheets[each.sheet].grid, each.key, each.taken))


def _find_parts(
    table: TableMap, headings: Mapping[int, Heading], grid: Grid, reader: HeadingReader, year: int
) -> Iterator[Part]:
    """The parts of a row, where the map names several columns of a field: the first of each field is one, and so on."""
    several = {name: numbers for name, numbers in table.columns.items() if len(numbers) > 1}
    if not several and (table.in_heading or table.rows):  # a single column with a heading of its own, or a form; none, while its question is not answered
        several = {name: numbers for name, numbers in table.columns.items() if name == "amount"}
    kinds = {column.field: column.kind for column in TABLE_KINDS[table.kind].columns}
    named = {number: headings[number] for numbers in several.values() for number in numbers}
    periods = as_months({number: period for number, heading in named.items() if (period := read_heading_period(heading))})
    for columns in zip(*several.values(), strict=True) if several else ():
        part = dict(zip(several, columns, strict=True))
        number = part.get("amount", columns[0])
        place = Place(table.sheet, table.headings.bottom, number)
        fixed = {name: _read_in_heading(kinds[name], headings, periods, place, reader, year) for name in table.in_heading}
        fixed |= {name: PlacedValue(grid[row - 1][number - 1], Place(table.sheet, row, number)) for name, row in table.rows.items()}
        # a unit of one column stands in its heading; one that the map states holds for all
        own = None if table.unit or "amount" in table.units else headings[number].unit
        yield Part({**dict.fromkeys(table.rows, number), **part}, fixed, {"amount": own} if own else {})


def _read_in_heading(
    kind: Kind, headings: Mapping[int, Heading], periods: Mapping[int, Period], place: Place, reader: HeadingReader, year: int
) -> PlacedValue:
    """What the heading of a column says of its records, with its cell: a month is its last day, and a recipient is one that it names."""
    text, cells = headings[place.column].text, headings[place.column].cells
    if kind is Kind.STATUS:
        return PlacedValue(read_step(text) or text, place)
    if kind not in (Kind.DATE, Kind.PERIOD):
        named = next((cell for cell in reversed(cells) if reader.names_recipient(cell.value)), None)
        return PlacedValue(named.text, Place(place.sheet, named.row, named.column)) if named else PlacedValue(text, place)
    if place.column not in periods:
        raise BadInput(_NO_PERIOD, place=place, found=make_one_line(text))
    day = periods[place.column].find_last_day(year)
    return PlacedValue(day if kind is Kind.DATE else f"{day:%Y%m}", place)


def _title(table: TableMap, reader: HeadingReader) -> Title:
    """The title that states what the map does: only the recipient and the unit, since the map states the kind itself."""
    owner = None
    if table.recipient is not None:
        if not reader.names_recipient(table.recipient):
            raise BadInput(_UNKNOWN_RECIPIENT, sheet=table.sheet, name=table.recipient)
        owner = table.recipient, Place(table.sheet, table.headings.bottom, table.headings.left)
    return Title(table.headings.top, frozenset(), table.unit, None, owner)


_OUTSIDE = Text(
    "Kartan säger att rubrikerna på bladet {sheet} står i {range} med uppgifter under, men bladet har bara {rows} rader och "
    "{columns} kolumner. Rätta headings eller columns i kartan.",
    "The map says that the headings on the sheet {sheet} are at {range} with data below, but the sheet has only {rows} rows "
    "and {columns} columns. Correct headings or columns in the map.",
)
_NO_PERIOD = Text(
    "Kartan säger att rubriken i {place} är månaden eller dagen för kolumnen, men där står ”{found}”. Rätta columns i kartan.",
    "The map says that the heading at {place} is the month or day of the column, but it is “{found}”. Correct columns in the map.",
)
_UNKNOWN_RECIPIENT = Text(
    "Kartan säger att raderna på bladet {sheet} är {name}s, men någon sådan mottagare finns inte i registret. Rätta "
    "recipient i kartan.",
    "The map says that the rows on the sheet {sheet} are those of {name}, but the register has no such recipient. Correct "
    "recipient in the map.",
)
