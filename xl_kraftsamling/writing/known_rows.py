"""Which rows of a source a workbook has already: they are not entered again, and a row that differs from its namesake is refused.

The rows of the source are read as the workbook reads its own, and paired with them (`domain.comparison.pairing`).  A row is there already where all
that the source says of it is there; one without an id is there as often as the workbook has it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xl_kraftsamling.domain.book import Book, Entry, cell_of
from xl_kraftsamling.domain.cell_text import cell_text, fold_label
from xl_kraftsamling.domain.column_parser import make_rows, parse_column
from xl_kraftsamling.domain.comparison.changes import FieldChange, list_field_changes
from xl_kraftsamling.domain.comparison.pairing import UNREAD, Pair, PairedTable, name_row, pair_books
from xl_kraftsamling.domain.money import Ore
from xl_kraftsamling.domain.place import Block
from xl_kraftsamling.domain.rows import TableRows
from xl_kraftsamling.domain.status_words import NEGATIVE
from xl_kraftsamling.domain.tables import NAME, OUTCOMES, RECORD, SETTINGS, TABLES, VALUE, Column, Kind, Table
from xl_kraftsamling.domain.texts import BadInput, Text, Value
from xl_kraftsamling.reading.row_cells import RowCells
from xl_kraftsamling.reading.workbook import WorkbookContent
from xl_kraftsamling.reading.workbook_file import WorkbookFile
from xl_kraftsamling.writing.input_rows import InputRows


class SplitRows(NamedTuple):
    """The rows of a source that a workbook does not have, and how many of each sheet it has already."""

    new: InputRows
    known: Mapping[str, int]


def split_known_rows(source: InputRows, opened: WorkbookFile, content: WorkbookContent) -> SplitRows:
    """Tell the rows of a source that a workbook has from those that are new to it.

    :param source: by sheet of the template, each row by heading.
    :param content: the workbook as it was read.
    :raises BadInput: a row or a single value of the source differs from that of the same name in the workbook.
    """
    new, known = dict(source), dict[str, int]()
    tables = [table for table in TABLES if source.get(table.sheet)]
    read: dict[str, Any] = {table.name: _read_rows(table, source[table.sheet], content) for table in tables}
    paired = pair_books(content.book, Book(**read, blocks={name: [rows[0].block] for name, rows in read.items()}))
    cells = RowCells(opened)
    for table in (*tables, RECORD, SETTINGS):
        rows = source.get(table.sheet, ())
        found = _find_known_entries(table, rows, content) if table.row is None else _find_known_rows(paired[table.name], rows, cells)
        places = set(found)
        new[table.sheet], known[table.sheet] = [row for place, row in enumerate(rows) if place not in places], len(places)
    return SplitRows(new, {sheet: number for sheet, number in known.items() if number})


def _read_rows(table: Table, rows: Sequence[Mapping[str, Any]], content: WorkbookContent) -> TableRows[Any]:
    """The rows of a source as the workbook would read them; the line of each is its place among them."""
    headings = {heading for row in rows for heading in row}
    columns = [column for column in table.columns if column.heading in headings]
    block = Block(table.name, table.sheet, 0, {column.field: number for number, column in enumerate(columns, 1)}, {})
    parsed = {column.field: parse_column(column, [_read_cell(row, column) for row in rows], content.decision.register) for column in columns}
    sign = content.book.settings.get("cost_sign")
    if table is OUTCOMES and sign and sign.value == NEGATIVE and "amount" in parsed:
        parsed["amount"] = parsed["amount"].turn()
    return make_rows(table, block, range(len(rows)), parsed)


def _read_cell(row: Mapping[str, Any], column: Column) -> Any:
    value = row.get(column.heading)
    return "" if value is None else value


def _find_known_rows(paired: PairedTable, rows: Sequence[Mapping[str, Any]], cells: RowCells) -> Iterator[int]:
    """The places of the rows of a source that are in the workbook too; BadInput where one has the name of another row there."""
    for pair in paired.common:
        changes = [each for each in list_field_changes(pair, paired.columns) if each.after is not None]
        changes += _compare_unread(pair, paired.columns, rows[pair.after.line], cells)
        if not changes:
            yield pair.after.line
        elif (name := name_row(paired.table, pair.before)) is not None and name == name_row(paired.table, pair.after):
            raise _explain_difference(paired.table, pair.before, pair.after, changes[0])


def _compare_unread(pair: Pair, columns: Sequence[Column], row: Mapping[str, Any], cells: RowCells) -> list[FieldChange]:
    """The fields that can be read on neither side and do not say the same."""
    both = [column for column in columns if column.field in pair.before.unread and column.field in pair.after.unread]
    return [FieldChange(column, UNREAD, UNREAD) for column in both if cell_text(cells.read(pair.before, column.field)) != cell_text(row.get(column.heading))]


def _explain_difference(table: Table, before: Any, after: Any, change: FieldChange) -> BadInput:
    first = table.columns[0].field
    values = [_UNREAD if value is UNREAD else _describe(change.column, value) for value in (change.before, change.after)]
    return BadInput(
        _DIFFERENT, sheet=table.sheet, row=cell_text(getattr(after, first)), place=cell_of(before, change.column.field),
        heading=change.column.heading, there=values[0], here=values[1],
    )  # fmt: skip


def _describe(column: Column, value: Any) -> Value:
    return Ore(value) if column.kind is Kind.AMOUNT and value is not None else cell_text(value) or _EMPTY


def _find_known_entries(table: Table, rows: Sequence[Mapping[str, Any]], content: WorkbookContent) -> Iterator[int]:
    """The places of the values, of a sheet of single ones, that the workbook has already, and of those that say nothing."""
    entries: Mapping[str, Entry] = getattr(content.book, table.name)
    columns = {fold_label(column.heading): column for column in table.columns}
    for place, row in enumerate(rows):
        column, value = columns.get(fold_label(row.get(NAME) or "")), row.get(VALUE)
        entry = entries.get(column.field) if column else None
        if value is None:
            yield place
        elif column and entry:
            (meant,) = parse_column(column, [value], content.decision.register).values
            if meant != entry.value or entry.unread:
                there = _UNREAD if entry.unread else _describe(column, entry.value)
                raise BadInput(_DIFFERENT, sheet=table.sheet, row=column.heading, place=entry.place, heading=VALUE, there=there, here=_describe(column, meant))
            yield place


_UNREAD, _EMPTY = Text("något som inte kan läsas", "something that cannot be read"), Text("inget", "nothing")
_DIFFERENT = Text(
    "{sheet} {row} finns redan i arbetsboken, men är annorlunda i underlaget: under {heading} står {there} i arbetsboken ({place}) och {here} i underlaget. "
    "Rätta det som är fel. Svar på en arbetsbok som skickats ut slås ihop med ”kraftsamling merge”.",
    "{sheet} {row} is already in the workbook, but differs in the source: under {heading} there is {there} in the workbook "
    "({place}) and {here} in the source. Correct what is wrong. Replies to a workbook that was sent out are merged with "
    "“kraftsamling merge”.",
)
