"""A series of columns in which each row says what its amounts are: Plan and Avropat below each other, nämnd by nämnd.

    Nämnd | | jan | feb | …:   Kulturnämnden | Plan | 57 | 57   and below it   | Avropat | | 196

The rows of each word are a table of their own; what is a plan, a forecast or what is left is no record, and is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xl_kraftsamling.domain.cell_text import cell_text, is_number
from xl_kraftsamling.domain.place import Place
from xl_kraftsamling.domain.status_words import CALL_OFF_STATES, find_state
from xl_kraftsamling.domain.tables import CALL_OFFS
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.finding import Fault, Hit
from xl_kraftsamling.reading.recognition.headed_rows import HeadedRows
from xl_kraftsamling.reading.recognition.headings.vocabulary import HeadingReader
from xl_kraftsamling.reading.recognition.labels import label_column
from xl_kraftsamling.reading.recognition.layouts.series import NO_RECORDS, find_said_kinds
from xl_kraftsamling.reading.recognition.sources import Fixed
from xl_kraftsamling.reading.recognition.tables import FoundTable
from xl_kraftsamling.reading.region import OWNER
from xl_kraftsamling.xlsx.grid import Grid

_OTHER = "other"
"""What a row is whose amounts are no records: a plan, a forecast, a frame or what is left."""
_NOT_MOVED = NO_RECORDS | {"granted"}


def split_by_row_kinds(found: FoundTable, below: HeadedRows) -> Sequence[FoundTable]:
    """The table once for each word that says what its rows are; itself where no column does."""
    for number in range(1, min(found.list_columns("amount"), default=1)):
        whole = add_single_amounts(found, below.grid, below.reader, number)
        texts = {line: cell_text(below.grid[line - 1][number - 1]) for line in whole.rows.data}
        kinds = {text: _read_kind(text, below.reader) for text in texts.values()}
        own = [text for text, kind in kinds.items() if kind == found.kind]
        if own and None not in kinds.values() and len(kinds) > 1 and number not in found.used_columns:
            return _split(whole, below, number, texts, own)
    return [found]


def add_single_amounts(found: FoundTable, grid: Grid, reader: HeadingReader, number: int) -> FoundTable:
    """The table with the rows among its data that look like notes, since they hold a word and a single amount: those of the recipient above.

    :param number: the column of the words that say what the rows are.
    """
    column = found.column(OWNER)
    lines = [
        line for line in found.rows.notes
        if _read_kind(cell_text(grid[line - 1][number - 1]), reader) and any(is_number(grid[line - 1][n - 1]) for n in found.list_columns("amount"))
    ]  # fmt: skip
    named = [line for line in found.rows.data if column and cell_text(grid[line - 1][column - 1])]
    heads = {line: max((each for each in named if each < line), default=None) for line in lines}
    owners = {line: (head, column) for line, head in heads.items() if head and column}
    rows = found.rows
    notes = [line for line in rows.notes if line not in owners]
    return replace(found, rows=replace(rows, data=sorted([*rows.data, *owners]), notes=notes, owners={**rows.owners, **owners})) if owners else found


def _read_kind(text: str, reader: HeadingReader) -> str | None:
    """The kind of table that a word means the amounts of its row to be of; None where it says nothing, or several things."""
    ideas = reader.read_heading(text).ideas
    if ideas & _NOT_MOVED:
        return _OTHER
    kinds = find_said_kinds(ideas)
    return kinds[0] if len(kinds) == 1 else None


def _split(found: FoundTable, below: HeadedRows, number: int, texts: Mapping[int, str], own: Sequence[str]) -> Sequence[FoundTable]:
    headings = {number: below.reader.read_heading(""), **found.heading_row.headings}
    found = replace(found, heading_row=found.heading_row._replace(headings=headings))
    tables = [_take(found, number, texts, text) for text in own]
    left = [line for line, text in texts.items() if text not in own]
    if not left:
        return tables
    words = tuple(dict.fromkeys(texts[line] for line in left))
    values = {"what": _ROWS.bind(n=len(left), sheet=found.sheet), "why": _NO_RECORDS.bind(column=label_column(found, number), words=words)}
    place, *related = (Place(found.sheet, line, number) for line in left)
    fault = Fault("ST11", Hit(place=place, values=values, related=tuple(related)))
    return [replace(tables[0], said=(*tables[0].said, fault)), *tables[1:]]


def _take(found: FoundTable, number: int, texts: Mapping[int, str], text: str) -> FoundTable:
    """The rows with a word, and the status that it says."""
    lines = [line for line, each in texts.items() if each == text]
    state = find_state(text, CALL_OFF_STATES) if found.kind == CALL_OFFS.name and not found.has("status") else None
    status = {"status": Fixed(state, Place(found.sheet, lines[0], number), _SAID)} if state else {}
    # its sums are those of all rows: they would be wrong for these alone
    rows = replace(found.rows, data=lines, sums=(), subtotals=())
    return replace(found, rows=rows, only={**found.only, number: (text,)}, sources={**found.sources, **status})


_SAID = Text("det står så på raderna", "the rows say so")
_ROWS = Text("{n} rader på bladet {sheet}", "{n} rows on the sheet {sheet}")
_NO_RECORDS = Text("i {column} står {words}, som inte är det som tabellen läses som", "{column} has {words}, which is not what the table is read as")
