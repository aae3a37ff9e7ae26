"""Between tables and their maps: the map of tables that were recognised, and the table that a map describes."""

from collections.abc import Iterator
from dataclasses import replace

from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.open_workbook import SheetContent
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.heading_rows import HeadingRow, read_headings
from xl_kraftsamling.reading.recognition.map_file import TableMap
from xl_kraftsamling.reading.recognition.rows import assign_rows
from xl_kraftsamling.reading.recognition.sources import BySteps
from xl_kraftsamling.reading.recognition.table_choice import Choice
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.titles import Title
from xl_kraftsamling.reading.recognition.unnamed_sums import IsSumFormula
from xl_kraftsamling.reading.recognition.vocabulary import HeadingReader
from xl_kraftsamling.xlsx.grid import Area


def map_table(found: FoundTable) -> TableMap:
    """The map that leads to the same reading of a table."""
    head = found.heading_row
    headings = Area(head.top, min(head.headings), head.row, max(head.headings))
    fields = [column.field for column in TABLE_KINDS[found.kind].columns if column.field in found.assignment.columns]
    columns = {name: found.assignment.columns[name] for name in fields}
    originals = {name: head.headings[number].text for name, number in columns.items()}
    # One unit is stated once for the whole table, several are stated by column, and kronor need not be stated.
    units = set(found.units.values())
    unit = units.pop() if len(units) == 1 else 1
    single = {name: worth for name, worth in found.units.items() if worth not in (unit, 1)}
    return TableMap(
        found.kind, found.sheet, headings, columns, found.last, unit if unit > 1 else found.title.unit, single, found.owner, originals,
        found.struck, steps.columns if isinstance(steps := found.sources.get("amount"), BySteps) else {}, found.only, found.questions,
    )  # fmt: skip


def map_choice(choice: Choice) -> Iterator[TableMap]:
    """The maps of the tables of a workbook; of those that are in question every one is there, to be chosen from."""
    pairs = [(each.read, each.other) for each in choice.in_question]
    asked = {table.location: each.question for each in choice.in_question for table in (each.read, each.other)}
    others = [other for _, other in pairs]
    for found in (*choice.tables, *others):
        yield replace(map_table(found), choice=asked.get(found.location))


def follow_map(table: TableMap, content: SheetContent, reader: HeadingReader, is_sum_formula: IsSumFormula) -> FoundTable:
    """The table that a map describes, with its rows sorted as without a map.

    :param content: the sheet that the map names.
    :raises BadInput: the map names an unknown recipient, or cells outside the sheet.
    """
    area, grid = table.headings, content.grid
    columns = {*table.columns.values(), *table.steps.values(), *table.only, area.left, area.right}
    whole = Area(area.top, min(columns), area.bottom, max(columns))
    rows, width = len(grid), len(grid[0]) if grid else 0
    # not only >: at least one row of data must follow below the headings
    if whole.bottom >= rows or whole.right > width:
        raise BadInput(_OUTSIDE, sheet=table.sheet, range=whole.ref, rows=rows, columns=width)
    read = read_headings(grid, area.top, area.bottom, content.merges, reader)
    # a column that the map names may have no heading: it gets an empty one, which `label_column` looks up
    headings = {n: read.get(n, reader.read_heading("")) for n in range(whole.left, whole.right + 1)}
    heading_row = HeadingRow(area.bottom, area.top, headings)
    assignment = ColumnAssignment(table.kind, dict(table.columns))
    end = min(table.last or rows, rows) + 1
    sorted_rows = assign_rows(grid, heading_row, end, assignment, content.merges, reader, is_sum_formula)
    amounts = [c.field for c in TABLE_KINDS[table.kind].columns if c.kind is Kind.AMOUNT and c.field in table.columns]
    units = {name: table.units.get(name, table.unit or 1) for name in amounts}
    return FoundTable(
        table.sheet, heading_row, assignment, sorted_rows, _title(table, reader), units, table.last,
        sources={"amount": BySteps(table.steps)} if table.steps else {}, only=table.only, struck=table.struck,
    )  # fmt: skip


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
    "The map says that the headings of the sheet {sheet} stand at {range} with data below, but the sheet has only {rows} rows "
    "and {columns} columns. Correct headings or columns in the map.",
)
_UNKNOWN_RECIPIENT = Text(
    "Kartan säger att raderna på bladet {sheet} är {name}s, men någon sådan mottagare finns inte i registret. Rätta recipient i kartan.",
    "The map says that the rows of the sheet {sheet} are those of {name}, but the register has no such recipient. Correct "
    "recipient in the map.",
)
