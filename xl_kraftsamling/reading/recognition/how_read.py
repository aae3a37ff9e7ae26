"""How the tables of a workbook were recognised, for a person to check (:mod:`xl_kraftsamling.domain.how_read`)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from xl_kraftsamling.domain.cell_text import cell_text
from xl_kraftsamling.domain.how_read import ColumnReading, ExampleValue, HowRead, TableAccount, TableReading
from xl_kraftsamling.domain.money import UNIT_NAMES, Ore
from xl_kraftsamling.domain.place import Block, Place, column_letters
from xl_kraftsamling.domain.tables import CALL_OFFS, Kind
from xl_kraftsamling.domain.texts import Text, Value
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.labels import EMPTY_CELL, label_column, label_field, make_one_line
from xl_kraftsamling.reading.recognition.records import LAST, Records, find_records
from xl_kraftsamling.reading.recognition.settling.same_money import amount_field
from xl_kraftsamling.reading.recognition.sources import (
    ByGroup,
    BySteps,
    Fixed,
    LastDays,
    LookUp,
    Mirrored,
    Source,
    StepDays,
    Ticks,
)
from xl_kraftsamling.reading.recognition.table_choice import Choice
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.xlsx.grid import Grid

NO_TABLE_THERE = Text("ingen tabell kändes igen där", "no table was recognised there")
"""Why nothing of a sheet was read."""


def describe_reading(choice: Choice, grids: Mapping[str, Grid], year: int, unread: Iterable[tuple[str, Text]]) -> HowRead:
    """Describe how a whole workbook was read.

    :param grids: the cells of each sheet, by its name; `year` is that of the decision.
    :param unread: the sheets on which no table was recognised, with what was seen there.
    """
    return HowRead(
        [_account_for(each, grids[each.sheet], year) for each in choice.tables],
        [
            *((each.table.location, each.reason.text) for each in choice.left_out), *_parts_left_out(choice),
            *unread,
        ],
        [*(each.describe() for table in choice.tables for each in table.questions), *(question.describe() for question in choice.questions)],
    )


def _account_for(found: FoundTable, grid: Grid, year: int) -> TableAccount:
    """A table with what it came to, so that a person can compare it with the sheet."""
    records = find_records(found, grid)
    name = amount_field(found.kind)
    totals = (ore or 0 for each in records for ore in each.read_amounts(name, grid))
    rows = sorted({line for each in records for line in each.lines})
    first = next((each for each in records if each.lines), None)
    example = [*_read_example(found, first, grid)] if first else []
    return TableAccount(
        describe_table(found, year), sum(len(each.lines) for each in records), _format_spans(rows), Ore(sum(totals)), example
    )


def _read_example(found: FoundTable, records: Records, grid: Grid) -> Iterator[ExampleValue]:
    """The first record, field by field, with the cells that its values came from."""
    line = records.lines[0]
    place = Block(found.kind, found.sheet, found.heading_row.row, records.columns, {}, records.elsewhere).cell
    for column in TABLE_KINDS[found.kind].columns:
        value = records.read(column.field, grid)[0] if found.has(column.field) or column.field in records.elsewhere else ""
        if cell_text(value):
            amount = records.read_amounts(column.field, grid)[0] if column.kind is Kind.AMOUNT else None
            at = place(column.field, line)
            yield ExampleValue(column.heading, _show(value, amount), at.cell or at.sheet if at.sheet == found.sheet else at.address)


def _show(value: Any, amount: int | None) -> Value:
    if amount is not None:
        return Ore(amount)
    return value if isinstance(value, date) else make_one_line(cell_text(value))


def _parts_left_out(choice: Choice) -> Iterator[tuple[Text, Text]]:
    """The rows and columns of the chosen tables that are not read, with the reason; what tables of the same rows share is one entry."""
    seen = set[tuple[Place | None, tuple[Place, ...]]]()
    for hit in (fault.hit for table in choice.tables for fault in table.said):
        what, why = hit.values.get("what"), hit.values.get("why")
        if isinstance(what, Text) and isinstance(why, Text) and (where := (hit.place, tuple(hit.related))) not in seen:
            seen.add(where)
            yield what, why


def describe_table(found: FoundTable, year: int) -> TableReading:
    """Describe how one table was read; `year` is that of the decision."""
    table = TABLE_KINDS[found.kind]
    columns = {column.heading: found.list_columns(column.field) for column in table.columns}
    return TableReading(
        table.sheet, found.sheet, found.area.ref, [_describe_column(found, heading, numbers) for heading, numbers in columns.items() if numbers],
        _describe_units(found), [*_rows_not_data(found), *_columns_not_read(found, year)], found.owner,
        [
            *_describe_filter(found), *_describe_parts(found), *_describe_running(found), *_describe_legend(found), *(_describe_source(found, name, source) for name, source in found.sources.items()),
            *([_UNDATED] if found.kind == CALL_OFFS.name and not found.has("date") else []),
        ],
    )  # fmt: skip


def _describe_column(found: FoundTable, heading: str, numbers: Sequence[int]) -> ColumnReading:
    if len(numbers) == 1:
        return ColumnReading(heading, column_letters(numbers[0]), make_one_line(found.heading_row.headings[numbers[0]].text))
    return ColumnReading(heading, _format_spans(numbers, column_letters), "")


def _describe_source(found: FoundTable, name: str, source: Source) -> Text:
    """Where the values of a field stand that has no column of its own."""
    heading = label_field(found.kind, name)
    match source:
        case Fixed():
            text = _FIXED.bind(field=heading, value=cell_text(source.value))
            text = _BECAUSE.bind(what=text, why=source.why) if source.why else text
        case ByGroup():
            text = _BY_GROUP.bind(field=heading)
        case StepDays():
            text = _STEP_DAYS.bind(field=heading)
        case Mirrored():
            text = _MIRRORED.bind(field=heading, column=label_column(found, source.column))
        case Ticks():
            text = _TICKED.bind(field=heading, columns=_label_steps(found, source.columns))
            text = _OTHERWISE.bind(what=text, state=source.unticked) if source.unticked else text
        case BySteps():
            text = _BY_STEP.bind(field=heading, columns=_label_steps(found, source.columns))
        case LookUp():
            column = label_column(found, source.column)
            text = _LOOKED_UP.bind(field=heading, sheet=source.sheet, taken=column_letters(source.taken), column=column)
        case LastDays():
            text = _LAST_DAYS.bind(field=heading, column=column_letters(source.column))
    return text


def _label_steps(found: FoundTable, columns: Mapping[str, int]) -> tuple[Text, ...]:
    return tuple(_STEP.bind(step=step, column=label_column(found, number)) for step, number in columns.items())


def _describe_filter(found: FoundTable) -> Iterator[Text]:
    """Which rows are read, where a column says it, and which of their amounts have the opposite sign."""
    for number, values in found.only.items():
        yield _ONLY.bind(column=label_column(found, number), values=tuple(value or EMPTY_CELL for value in values))
    if turned := [label_column(found, number) for number in sorted(found.negative)]:
        yield _TURNED.bind(columns=tuple(turned))


def _describe_parts(found: FoundTable) -> Iterator[Text]:
    """That a row gives several records, and which of their fields a heading names."""
    if found.parts:
        kinds = {column.field: column for column in TABLE_KINDS[found.kind].columns}
        if columns := found.list_columns(amount_field(found.kind)):
            yield _SEVERAL.bind(columns=_format_spans(columns, column_letters))
        fixed = {name: value for part in reversed(found.parts) for name, value in part.fixed.items()}
        for name, value in fixed.items():
            if kinds[name].kind is not Kind.AMOUNT and value.place.row > found.heading_row.row:
                yield _IN_ROW.bind(field=kinds[name].heading, row=value.place.row)
            elif kinds[name].kind is not Kind.AMOUNT:
                text = _LAST_IN_HEADING if kinds[name].kind is Kind.DATE else _IN_HEADING
                yield text.bind(field=kinds[name].heading)


def _describe_running(found: FoundTable) -> Iterator[Text]:
    """That the amounts run, or do not although it may look so."""
    if found.running and (found.running.how == LAST or found.running.why):
        what = _RUNNING if found.running.how == LAST else _EACH
        yield _BECAUSE.bind(what=what, why=found.running.why) if found.running.why else what


def _describe_legend(found: FoundTable) -> Iterator[Text]:
    """What the workbook says that words in a column of statuses mean."""
    for entry in found.legend:
        at = entry.place.cell if entry.place.sheet == found.sheet else entry.place.address
        yield _LEGEND.bind(word=entry.word, status=label_field(found.kind, "status"), state=entry.state, place=at)


def _describe_units(found: FoundTable) -> Text | None:
    units = [UNIT_NAMES[unit] for unit in sorted({*found.units.values()})]
    return Text(" och ".join(units), " and ".join(units)) if units else None


def _rows_not_data(found: FoundTable) -> Iterator[Text]:
    """The rows below the headings that were not read as data, by what they are."""
    rows = found.rows
    for sv, en, numbers in (
        ("summarader", "sum rows", rows.sums),
        ("delar av en summa på rad", "shares of a sum in row", rows.of_which),
        ("vad som är kvar på rad", "what is left in row", rows.left_over),
        ("ingående belopp på rad", "opening amounts in row", rows.opening),
        ("tomma rader", "blank rows", rows.blank),
        ("grupprubriker", "group headings", rows.groups),
        ("upprepade rubriker", "repeated headings", rows.repeated),
        ("anteckningar på rad", "notes in row", rows.notes),
        ("rader under summan", "rows below the sum", rows.outside),
    ):
        if numbers:
            yield Text(f"{sv} {_format_spans(numbers)}", f"{en} {_format_spans(numbers)}")


def _columns_not_read(found: FoundTable, year: int) -> Iterator[Text]:
    """The columns of other years, and those with a heading that no field was found for."""
    headings = found.heading_row.headings
    other_years = [n for n, heading in headings.items() if heading.year not in (None, year)]
    unused = [n for n, heading in headings.items() if heading.text and n not in other_years and n not in found.used_columns]
    if other_years:
        columns = ", ".join(map(column_letters, other_years))
        yield Text(f"andra år, kolumn {columns}", f"other years, column {columns}")
    if unused:
        yield Text("kolumn {columns}", "column {columns}").bind(columns=tuple(label_column(found, n) for n in unused))


def _format_spans(numbers: Iterable[int], write: Callable[[int], str] = str) -> str:
    """Numbers in order, as they are written, those that follow each other as a span: 3, 5–9, 12."""
    by_distance = groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in run] for _, run in by_distance]
    return ", ".join(write(run[0]) if len(run) == 1 else f"{write(run[0])}–{write(run[-1])}" for run in runs)


_UNDATED = Text(
    "Raderna har inga datum: alla räknas, oavsett avstämningsdatum, och det går inte att veta vad som kom först",
    "The rows have no dates: all count, whatever the as-of date, and there is no telling what came first",
)
_ONLY = Text("Bara rader med {values} i {column}", "Only rows with {values} in {column}")
_TURNED = Text("Beloppen i {columns} har omvänt tecken: minus läses som plus", "The amounts in {columns} have the opposite sign: minus is read as plus")
_FIXED = Text("{field} är {value} för alla rader", "{field} is {value} in all rows")
_BECAUSE = Text("{what}: {why}", "{what}: {why}")
_MIRRORED = Text(
    "{field} är {column} på raden med samma dag och samma belopp åt andra hållet",
    "{field} is {column} on the row of the same day with the same amount the other way",
)
_STEP_DAYS = Text(
    "Varje steg har en egen rad: det sista läses, och {field} är dagen då det godkändes",
    "Each step has its own row: the last one is read, and {field} is the day on which it was approved",
)
_TICKED = Text("{field} är det sista steget med ett kryss: {columns}", "{field} is the last step that is ticked: {columns}")
_OTHERWISE = Text("{what}; utan kryss {state}", "{what}; without a tick {state}")
_BY_GROUP = Text("{field} står på en egen rad ovanför raderna", "{field} is on a separate row above the rows")
_BY_STEP = Text("{field} är stegets: {columns}", "{field} is that of its step: {columns}")
_STEP = Text("{step} = {column}", "{step} = {column}")
_LOOKED_UP = Text(
    "{field} står på bladet {sheet} i kolumn {taken}, där raden har samma uppgift som i {column}",
    "{field} is on the sheet {sheet} in column {taken}, in the row with the same entry as {column}",
)
_LAST_DAYS = Text("{field} är dagen i kolumn {column}, eller den sista dagen i månaden där", "{field} is the day in column {column}, or the last day of the month there")
_IN_ROW = Text("{field} står på rad {row} i samma kolumn", "{field} is on row {row} of the same column")
_LEGEND = Text("”{word}” under {status} betyder {state}, som det står i {place}", "“{word}” under {status} means {state}, as it says in {place}")
_RUNNING = Text(
    "Beloppen är ackumulerade, och varje post är vad ett belopp har ökat sedan det förra",
    "The amounts are cumulative, and each record is how much an amount has grown since the one before",
)
_EACH = Text("Varje belopp är en post för sig och inte ackumulerat", "Each amount is a separate record and not cumulative")
_SEVERAL = Text("En post för varje ifylld cell i {columns}", "One record for each filled cell in {columns}")
_IN_HEADING = Text("{field} är kolumnens rubrik", "{field} is the heading of the column")
_LAST_IN_HEADING = Text(
    "{field} är kolumnens rubrik, en månad läst som dess sista dag", "{field} is the heading of the column, a month read as its last day"
)
