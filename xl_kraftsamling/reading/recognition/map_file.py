"""The map of a workbook as a file: a small TOML file in which a person can correct how the workbook is read.

It uses the template's names: `kind = "Avrop"`, `"Belopp" = "E"`.  What it states is followed to the letter; what it does not
state (which rows are sums, groups or notes) is recognised as without a map.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import UNIT_NAMES, read_unit
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.shown_text import make_visible, show_text
from xl_kraftsamling.domain.status_words import APPROVED, PAID, REQUESTED
from xl_kraftsamling.domain.tables import Kind
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import as_one_of, as_text, as_texts, as_whole, one_of
from xl_kraftsamling.reading.questions import Question
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.vocabulary import load_vocabulary
from xl_kraftsamling.reading.struck_amounts import COUNT, SKIP
from xl_kraftsamling.xlsx.grid import LAST_ROW, Area, parse_cell

MAP_VERSION = 1
"""The version of the file format."""

_KEYS = ("kind", "sheet", "headings", "last", "unit", "struck", "recipient", "columns", "units", "steps", "only")
STEPS = (REQUESTED, APPROVED, PAID)
"""The steps of a call-off that may have an amount each."""
_WORD = re.compile(r"[^\W\d_]+\*?")


@dataclass(frozen=True, slots=True)
class TableMap:
    """Where one table is: its kind and sheet, the range of its headings, and its columns, counted from 1, by field.

    `last` is its last row, None where nothing follows below it.  `unit` is that of its amounts in kronor, None where nothing is said, `units` those of
    single columns by field.  `recipient` is whose rows they are, where the rows do not name it.  `original_headings` are
    those of the workbook by field, as remarks for the person who reads the file.

    `struck` says whether struck-through rows count.  `steps` are the columns of amounts by the status of a call-off, `only` the values by
    column with which a row is read.  `questions` are what the person who reads the file is to answer; `choice` is the one whether
    the table is read at all: it is then written as remarks.
    """

    kind: str
    sheet: str
    headings: Area
    columns: Mapping[str, int]
    last: int | None = None
    unit: int | None = None
    units: Mapping[str, int] = field(default_factory=dict)
    recipient: str | None = None
    original_headings: Mapping[str, str] = field(default_factory=dict)
    struck: str | None = None
    steps: Mapping[str, int] = field(default_factory=dict)
    only: Mapping[int, Sequence[str]] = field(default_factory=dict)
    questions: Sequence[Question] = ()
    choice: Question | None = None


class WorkbookMap(NamedTuple):
    """The content of a map: the only tables to read, and further words of headings by the idea that they name.

    Without tables, the tables are recognised with the words beside the known ones.
    """

    tables: Sequence[TableMap] = ()
    words: Mapping[str, Sequence[str]] = {}


def format_map(tables: Iterable[TableMap], workbook: str, lang: str) -> str:
    """A map as TOML, with an explanation in one language; `workbook` is the name of the workbook that it belongs to."""
    kinds = tuple(table.sheet for table in TABLE_KINDS.values())
    head = _HEAD.fill(lang, {"workbook": show_text(workbook), "kinds": kinds}).split("\n")
    body = (line for table in tables for line in ("", *_format_choice(table, lang)))
    return "\n".join([*(f"# {line}".rstrip() for line in head), f"version = {MAP_VERSION}", *body]) + "\n"


def _format_choice(table: TableMap, lang: str) -> Iterator[str]:
    """The lines of a table; as remarks, below the question, where it is one of several of which nobody knows which holds."""
    lines = _format_table(table, lang)
    if table.choice:
        yield _CHOOSE.fill(lang, {"question": table.choice.describe()})
        lines = (line if line.startswith("#") else f"#{line}" for line in lines)
    yield from lines


def _format_table(table: TableMap, lang: str) -> Iterator[str]:
    kind = TABLE_KINDS[table.kind]
    heading = {column.field: column.heading for column in kind.columns}
    yield "[[table]]"
    unit = UNIT_NAMES[table.unit] if table.unit else None
    entries: dict[str, str | int | None] = {
        "kind": kind.sheet, "sheet": table.sheet, "headings": table.headings.ref, "last": table.last, "unit": unit, "struck": table.struck,
        "recipient": table.recipient,
    }  # fmt: skip
    for name, value in entries.items():
        if value:
            yield f"{name} = {value if isinstance(value, int) else quote_toml(value)}"
    yield from _format_questions(table, "", lang)
    yield from _format_columns(table, heading, lang)
    if table.units:
        yield "[table.units]"
        yield from (f"{quote_toml(heading[name])} = {quote_toml(UNIT_NAMES[unit])}" for name, unit in table.units.items())
    if table.steps:
        yield "[table.steps]"
        yield from (f"{quote_toml(step)} = {quote_toml(column_letters(number))}" for step, number in table.steps.items())
    yield from _format_only(table, lang)


def _format_columns(table: TableMap, heading: Mapping[str, str], lang: str) -> Iterator[str]:
    """The columns by their fields, and what is asked about them; a field in question has its line in the question."""
    yield "[table.columns]"
    open_fields = {question.leaves_unread for question in table.questions if question.map_section == "columns"}
    for name, number in table.columns.items():
        if f"{table.kind}.{name}" not in open_fields:
            remark = show_text(" ".join(table.original_headings.get(name, "").split()))
            yield f"{quote_toml(heading[name])} = {quote_toml(column_letters(number))}" + (f"  # {remark}" if remark else "")
    yield from _format_questions(table, "columns", lang)


def _format_only(table: TableMap, lang: str) -> Iterator[str]:
    questions = [*_format_questions(table, "only", lang)]
    if table.only or questions:
        yield "[table.only]"
        for number, values in table.only.items():
            yield f"{column_letters(number)} = [{', '.join(map(quote_toml, values))}]"
        yield from questions


def _format_questions(table: TableMap, section: str, lang: str) -> Iterator[str]:
    """The questions of a section as remarks, with the line of each answer: whoever answers removes its sign #."""
    for question in table.questions:
        if question.map_section == section:
            yield show_text(_QUESTION.fill(lang, {"question": question.describe()}))
            yield from (
                f"#{each.map_line}  # {show_text(each.describe().fill(lang, {}))}" for each in question.readings if each.map_line
            )


def quote_toml(text: str) -> str:
    """A text as a TOML string: those of JSON, with what nobody sees escaped, but for what takes two escapes in JSON alone."""
    return "".join(sign if sign > "\uffff" else make_visible(sign) for sign in json.dumps(text, ensure_ascii=False))


def read_map(path: Path, sheets: Sequence[str]) -> WorkbookMap:
    """Read the map of a workbook that has these sheets.

    :raises BadInput: the file cannot be read, or a part of it makes no sense; the sentence names its line and what belongs there.
    """
    file = read_toml(path, _FILE)
    # the version first: another one may have other names
    file.read("version", partial(_as_version, MAP_VERSION), Text(str(MAP_VERSION), str(MAP_VERSION)))
    file.check_names(("version", "words", "table"))
    words = _read_words(file.find_table("words"))
    entries = file.find_tables("table")
    if not entries and not words:
        file.refuse("table", Text("minst ett avsnitt [[table]]", "at least one section [[table]]"))
    parser = _TableParser(sheets)
    return WorkbookMap([parser.parse_table(entry) for entry in entries], words)


def _as_version(version: int, value: object) -> int | None:
    return version if type(value) is int and value == version else None


def _read_words(table: TomlTable) -> Mapping[str, Sequence[str]]:
    table.check_names(load_vocabulary().ideas)
    return {idea: table.read(idea, _as_words, _WORDS) for idea in table.values}


def _as_words(value: Any) -> Sequence[str] | None:
    texts = as_texts(value)
    return texts if texts is not None and all(map(_WORD.fullmatch, texts)) else None


class _TableParser:
    """Parses the tables of a map for a workbook with these sheets; every method raises BadInput for what makes no sense."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._sheets = {fold_label(name): name for name in sheets}
        self._seen: set[tuple[str, str, Area, tuple[int, ...]]] = set()

    def parse_table(self, entry: TomlTable) -> TableMap:
        """The table that a section describes."""
        entry.check_names(_KEYS)
        kind = entry.read("kind", partial(_as_known, _KINDS), one_of([table.sheet for table in TABLE_KINDS.values()]))
        sheet = entry.read("sheet", partial(_as_known, self._sheets), one_of(list(self._sheets.values())))
        headings = entry.read("headings", _as_headings, _HEADINGS)
        columns = _read_by_field(entry.find_table("columns"), kind, _as_column, _COLUMN)
        if not columns:
            entry.refuse("columns", Text('minst en rad som "Belopp" = "E"', 'at least one line as "Belopp" = "E"'))
        amounts = (columns[each.field] for each in TABLE_KINDS[kind].columns if each.kind is Kind.AMOUNT and each.field in columns)
        place = kind, sheet, headings, tuple(amounts)
        if place in self._seen:  # its rows would count twice
            entry.refuse("headings", _ONCE)
        self._seen.add(place)
        return TableMap(
            kind, sheet, headings, columns, entry.find("last", partial(_as_row_below, headings), _ROW_BELOW),
            entry.find("unit", _as_unit, one_of(list(UNIT_NAMES.values()))),
            _read_by_field(entry.find_table("units"), kind, _as_unit, one_of(list(UNIT_NAMES.values()))),
            entry.find("recipient", as_text, Text("en mottagares namn", "a recipient's name")),
            struck=entry.find("struck", partial(as_one_of, (SKIP, COUNT)), one_of((SKIP, COUNT))),
            steps=_read_steps(entry.find_table("steps")), only=_read_only(entry.find_table("only")),
        )  # fmt: skip


def _read_steps(table: TomlTable) -> dict[str, int]:
    """The columns of amounts by the status of a call-off."""
    table.check_names(STEPS)
    return {step: table.read(step, _as_column, _COLUMN) for step in table.values}


def _read_only(table: TomlTable) -> dict[int, Sequence[str]]:
    """The values with which a row is read, by column."""
    only: dict[int, Sequence[str]] = {}
    for name in table.values:
        column, values = _as_column(name), table.read(name, as_texts, _VALUES)
        if not column or not values:
            table.refuse(name, _VALUES)
        only[column] = values
    return only


def _read_by_field(table: TomlTable, kind: str, parse: Callable[[Any], int | None], wanted: Text) -> dict[str, int]:
    """The numbers of a section whose names are headings of the template, by field."""
    columns = TABLE_KINDS[kind].columns
    fields = {fold_label(column.heading): column.field for column in columns}
    known = [name for name in table.values if fold_label(name) in fields]
    table.check_names(dict.fromkeys((*(column.heading for column in columns), *known)))
    numbers: dict[str, int] = {}
    for name in known:
        if fields[fold_label(name)] in numbers:
            table.refuse(name, _ONE_LINE)
        numbers[fields[fold_label(name)]] = table.read(name, parse, wanted)
    return numbers


def _as_known(known: Mapping[str, str], value: Any) -> str | None:
    """The one of the `known`, by folded name, that a value names."""
    return known.get(fold_label(value)) if isinstance(value, str) else None


def _as_column(value: Any) -> int | None:
    try:
        # read as a cell of that column, so that one beyond Excel's last is refused too
        return parse_cell(f"{value}1" if isinstance(value, str) and value.isalpha() else "")[1]
    except ValueError:
        return None


def _as_unit(value: Any) -> int | None:
    # the empty unit is a known one, of amounts without any; in a map it is a slip
    return (read_unit(value) or None) if isinstance(value, str) else None


def _as_headings(value: Any) -> Area | None:
    try:
        area = Area.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return area if area and area.bottom <= area.top + 1 else None


def _as_row_below(headings: Area, value: Any) -> int | None:
    row = as_whole(value)
    return row if row and headings.bottom < row <= LAST_ROW else None


_KINDS = {fold_label(table.sheet): name for name, table in TABLE_KINDS.items()}
_FILE = Text("Kartan {file}", "The map {file}")
_WORDS = Text('en lista av ord, som ["nämnd*", "org"]', 'a list of words, as ["board*", "org"]')
_QUESTION = Text(
    "# Fråga: {question} Ta bort tecknet # framför det svar som gäller.", "# Question: {question} Remove the sign # before the answer that holds."
)
_CHOOSE = Text(
    "# Fråga: {question} Ta bort tecknet # på raderna under de tabeller som gäller.",
    "# Question: {question} Remove the sign # in the lines of the tables that hold.",
)
_VALUES = Text('en kolumns bokstäver och en lista av värden, som A = ["STK-2026-580"]', 'a column\'s letters and a list of values, as A = ["STK-2026-580"]')
_COLUMN = Text("en kolumns bokstäver, som E", "a column's letters, as E")
_HEADINGS = Text("ett område på en eller två rader, som A4:G4", "a range of one or two rows, as A4:G4")
_ROW_BELOW = Text("numret på en rad under rubrikerna", "the number of a row below the headings")
_ONE_LINE = Text("en rad för varje rubrik, hur den än är skriven", "one line for each heading, however it is written")
_ONCE = Text(
    "ett annat område: ett tidigare avsnitt [[table]] läser redan samma belopp",
    "another range: an earlier section [[table]] reads the same amounts already",
)
_HEAD = Text(
    "Karta över hur {workbook} läses.\n"
    "Rätta det som är fel, spara bredvid arbetsboken och kontrollera igen med kraftsamling validate.\n"
    "Bara tabellerna här läses. Vad som är summor, grupper och anteckningar avgörs rad för rad, som utan karta.\n\n"
    "kind      något av {kinds}\n"
    "headings  rubrikernas område, en eller två rader; uppgifterna står under det\n"
    "last      sista raden, bara där något annat står nedanför\n"
    "unit      kronor, tkr eller mnkr; annars är beloppen i kronor\n"
    "struck    skip om överstrukna rader inte räknas, count om de räknas\n"
    "steps     kolumnen för beloppet i varje steg: begärt, godkänt, utbetalt\n"
    "only      värden i en kolumn: bara rader med något av dem läses\n"
    "recipient mottagaren, där raderna inte själva säger vems de är",
    "A map of how {workbook} is read.\n"
    "Correct what is wrong, save it beside the workbook and check again with kraftsamling validate.\n"
    "Only the tables here are read. What are sums, groups and notes is told row by row, as without a map.\n\n"
    "kind      one of {kinds}\n"
    "headings  the range of the headings, one or two rows; the data stand below it\n"
    "last      the last row, only where something else stands below\n"
    "unit      kronor, tkr or mnkr; otherwise the amounts are in kronor\n"
    "struck    skip if struck-through rows do not count, count if they do\n"
    "steps     the column of the amount of each step: begärt, godkänt, utbetalt\n"
    "only      values of a column: only rows with one of them are read\n"
    "recipient the recipient, where the rows do not say whose they are",
)
