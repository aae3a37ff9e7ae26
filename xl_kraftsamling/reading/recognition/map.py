"""A map of a workbook: where its tables stand and what their columns hold, in a small TOML file that a person can correct.

The file names what the template names: `kind = "Avrop"`, `"Belopp" = "E"`.  What it says is followed to the letter; what it
does not say (which rows are sums, groups or notes) is told as without a map.

Following a map: the tables where it says that they stand, their rows told as without a map.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_kraftsamling.domain.place import Place, column_letters
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.open_workbook import Page
from xl_kraftsamling.reading.recognition.columns import TABLE_KINDS, ColumnAssignment
from xl_kraftsamling.reading.recognition.heading_rows import Band, headings_at
from xl_kraftsamling.reading.recognition.rows import sort_rows
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.recognition.titles import Title
from xl_kraftsamling.reading.recognition.vocabulary import UNITS, HeadingReader
from xl_kraftsamling.xlsx.area import Area

VERSION = 1
"""The version of the form of a map."""


@dataclass(frozen=True, slots=True)
class TableMap:
    """Where one table stands: its kind and sheet, the range of its headings, and its columns by field.

    `last` is its last row where something else stands below it; `unit` that of its amounts in kronor, `units` those of single
    columns; `recipient` whose rows they are, where they do not say so themselves.  `written` is what the columns' own headings
    say, for the person who reads the map.
    """

    kind: str
    sheet: str
    headings: Area
    columns: Mapping[str, int]
    last: int | None = None
    unit: int = 1
    units: Mapping[str, int] = field(default_factory=dict)
    recipient: str | None = None
    written: Mapping[str, str] = field(default_factory=dict)


def map_tables(found: Iterable[FoundTable]) -> list[TableMap]:
    """The map of some tables as they were found."""
    return [_mapped(each) for each in found]


def _mapped(each: FoundTable) -> TableMap:
    headings = Area(each.heading_row.top, min(each.heading_row.headings), each.heading_row.row, max(each.heading_row.headings))
    units = set(each.units.values())
    one = next(iter(units)) if len(units) == 1 else 1
    several = {} if len(units) == 1 else {name: unit for name, unit in each.units.items() if unit > 1}
    owner = each.title.owner[0] if each.title.owner and each.lacks_recipients else None
    names = [column.field for column in TABLE_KINDS[each.kind].columns if column.field in each.assignment.columns]
    columns = {name: each.assignment.columns[name] for name in names}
    written = {name: each.heading_row.headings[number].text for name, number in columns.items()}
    return TableMap(each.kind, each.sheet, headings, columns, each.last, one, several, owner, written)


def format_map(tables: Iterable[TableMap], workbook: str, lang: str) -> str:
    """A map as TOML, with a word of explanation in one language."""
    kinds = tuple(table.sheet for table in TABLE_KINDS.values())
    head = _HEAD.fill(lang, {"workbook": _printable(workbook), "kinds": kinds}).split("\n")
    body = (line for table in tables for line in ("", *_table(table)))
    return "\n".join([*(f"# {line}".rstrip() for line in head), f"version = {VERSION}", *body]) + "\n"


_HEAD = Text(
    "Karta över hur {workbook} läses.\n"
    "Rätta det som är fel, spara bredvid arbetsboken och kontrollera igen med kraftsamling validate.\n"
    "Bara tabellerna här läses. Vad som är summor, grupper och anteckningar avgörs rad för rad, som utan karta.\n\n"
    "kind      något av {kinds}\n"
    "headings  rubrikernas område, en eller två rader; uppgifterna står under det\n"
    "last      sista raden, bara där något annat står nedanför\n"
    "unit      tkr eller mnkr; annars är beloppen i kronor\n"
    "recipient mottagaren, där raderna inte själva säger vems de är",
    "A map of how {workbook} is read.\n"
    "Correct what is wrong, save it beside the workbook and check again with kraftsamling validate.\n"
    "Only the tables here are read. What are sums, groups and notes is told row by row, as without a map.\n\n"
    "kind      one of {kinds}\n"
    "headings  the range of the headings, one or two rows; the data stand below it\n"
    "last      the last row, only where something else stands below\n"
    "unit      tkr or mnkr; otherwise the amounts are in kronor\n"
    "recipient the recipient, where the rows do not say whose they are",
)


def _table(table: TableMap) -> Iterator[str]:
    kind = TABLE_KINDS[table.kind]
    heading = {column.field: column.heading for column in kind.columns}
    yield "[[table]]"
    yield f"kind = {_quoted(kind.sheet)}"
    yield f"sheet = {_quoted(table.sheet)}"
    yield f"headings = {_quoted(table.headings.ref)}"
    if table.last:
        yield f"last = {table.last}"
    if table.unit > 1:
        yield f"unit = {_quoted(UNITS[table.unit])}"
    if table.recipient:
        yield f"recipient = {_quoted(table.recipient)}"
    yield "[table.columns]"
    for name, number in table.columns.items():
        remark = " ".join(table.written.get(name, "").split())
        yield f"{_quoted(heading[name])} = {_quoted(column_letters(number))}" + (f"  # {_printable(remark)}" if remark else "")
    if table.units:
        yield "[table.units]"
        yield from (f"{_quoted(heading[name])} = {_quoted(UNITS[unit])}" for name, unit in table.units.items())


def _printable(text: str) -> str:
    """A text that may stand in a comment: TOML allows no control characters there."""
    return "".join(sign for sign in text if sign.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def follow_map(table: TableMap, page: Page, reader: HeadingReader) -> FoundTable:
    """The table that a map speaks of.

    :raises BadInput: the map names a recipient that nobody knows, or a place outside the sheet.
    """
    area = table.headings
    columns = {*table.columns.values(), area.left, area.right}
    whole = Area(area.top, min(columns), area.bottom, max(columns))
    rows, width = len(page.grid), len(page.grid[0]) if page.grid else 0
    if whole.bottom >= rows or whole.right > width:
        raise BadInput(_OUTSIDE, sheet=table.sheet, range=whole.ref, rows=rows, columns=width)
    told = headings_at(page.grid, area.top, area.bottom, page.merges, reader)
    band = Band(area.bottom, area.top, {n: told.get(n, reader.read_heading("")) for n in range(whole.left, whole.right + 1)})
    assigned = ColumnAssignment(table.kind, dict(table.columns))
    end = min(table.last or len(page.grid), len(page.grid)) + 1
    lines = sort_rows(page.grid, band, end, assigned, page.merges, reader)
    return FoundTable(table.sheet, band, assigned, lines, _title(table, reader), _units(table), table.last)


def _title(table: TableMap, reader: HeadingReader) -> Title:
    owner = None
    if table.recipient is not None:
        if not reader.names_recipient(table.recipient):
            raise BadInput(_NOBODY, sheet=table.sheet, name=table.recipient)
        owner = table.recipient, Place(table.sheet, table.headings.bottom, table.headings.left)
    return Title(table.headings.top, frozenset(), None, None, owner)


def _units(table: TableMap) -> dict[str, int]:
    amounts = [c.field for c in TABLE_KINDS[table.kind].columns if c.kind is Kind.AMOUNT and c.field in table.columns]
    return {name: table.units.get(name, table.unit) for name in amounts}


_OUTSIDE = Text(
    "Kartan säger att rubrikerna på bladet {sheet} står i {range} med uppgifter under, men bladet har bara {rows} rader och "
    "{columns} kolumner. Rätta headings eller columns i kartan.",
    "The map says that the headings of the sheet {sheet} stand at {range} with data below, but the sheet has only {rows} rows "
    "and {columns} columns. Correct headings or columns in the map.",
)
_NOBODY = Text(
    "Kartan säger att raderna på bladet {sheet} är {name}s, men någon sådan mottagare finns inte i registret. Rätta recipient i kartan.",
    "The map says that the rows of the sheet {sheet} are those of {name}, but the register has no such recipient. Correct "
    "recipient in the map.",
)
