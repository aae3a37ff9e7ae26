"""The map of a workbook as a file: a small TOML file in which a person can correct how the workbook is read.

It uses the template's names: `kind = "Avrop"`, `"Belopp" = "E"`.  What it states is followed to the letter; what it does not
state (which rows are sums, groups or notes) is recognised as without a map.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import UNIT_NAMES, read_unit
from xl_kraftsamling.domain.own_words import NO_WORDS, OwnWords
from xl_kraftsamling.domain.recipients import Register
from xl_kraftsamling.domain.status_words import APPROVED, CALL_OFF_STATES, PAID, REQUESTED, parse_state
from xl_kraftsamling.domain.tables import Column, Kind
from xl_kraftsamling.domain.texts import Text
from xl_kraftsamling.domain.toml_file import TomlTable, read_toml
from xl_kraftsamling.domain.toml_values import (
    A_DAY,
    A_TEXT,
    as_day,
    as_one_of,
    as_table,
    as_text,
    as_texts,
    as_whole,
    one_of,
)
from xl_kraftsamling.reading.cancelled_rows import COUNT, SKIP
from xl_kraftsamling.reading.questions import Question
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.headings.vocabulary import load_vocabulary
from xl_kraftsamling.reading.recognition.maps.map_meanings import read_meanings
from xl_kraftsamling.reading.recognition.records import ALL, LAST
from xl_kraftsamling.xlsx.grid import LAST_ROW, Area, parse_cell

MAP_VERSION = 1
"""The version of the file format."""

HEADING = "heading"
"""What stands instead of a column where a field is in the heading of each of the columns of another."""
_KEYS = (
    "kind", "sheet", "headings", "first", "last", "unit", "cancelled", "struck", "step_rows", "running", "recipient", "columns", "rows", "units", "values", "steps", "step_dates", "ticks",
    "look_up", "mirrored", "only", "negative",
)  # fmt: skip
STEPS = (REQUESTED, APPROVED, PAID)
"""The steps of a call-off that may have an amount or a date each."""
MOST_HEADING_ROWS = 4
"""Rows in which the headings of a table may stand."""
_WORD = re.compile(r"[^\W\d_]+\*?")

T = TypeVar("T")
_Form = tuple[Callable[[Any], T | None], Text]
"""How an entry is parsed, None where it cannot be, and what it should be."""


class LookUpMap(NamedTuple):
    """A field that another table gives: what stands in `column` is looked up on `sheet` in the column `key`, and `taken` has the value."""

    column: int
    sheet: str
    key: int
    taken: int


class MirroredMap(NamedTuple):
    """A field that the row of the other party gives: in `column` of the row of the same day that has the same amount the other way in `amount`."""

    column: int
    amount: int


@dataclass(frozen=True, slots=True)
class TableMap:
    """Where one table is: its kind and sheet, the range of its headings, and its columns, counted from 1, by field.

    A field has several columns where a row is a record for each of them; `in_heading` are then the fields that the heading of the column
    gives, and `rows` those that stand in a row of their own in each of the columns.  `first` is its first row, None where that is the one below the headings, and `last` the last, None where nothing follows.

    `unit` is that of its amounts in kronor, None where nothing is said, `units` those of single columns by field.  `recipient` is
    whose rows they are, where the rows do not name it.  `original_headings` are those of the workbook by field, as remarks for the
    person who reads the file.

    `values` are the same for all rows, `look_ups` are given by another table, `mirrored` by another row, all by field.  `steps` are the columns of amounts,
    `step_dates` those of dates and `ticks` those of ticks by the status of a call-off.  `only` are the values by column with which a row
    is read, `negative` the columns of amounts with the opposite sign, `cancelled` says whether rows count that are struck through or cancelled by a word,
    `step_rows` whether rows that are alike are steps of which the last counts, and `running` whether the last one counts of amounts that run.

    `questions` are what the person who reads the file is to answer; `choice` is the one whether the table is read at all: it is then
    written as remarks.
    """

    kind: str
    sheet: str
    headings: Area
    columns: Mapping[str, Sequence[int]]
    in_heading: Sequence[str] = ()
    first: int | None = None
    last: int | None = None
    unit: int | None = None
    units: Mapping[str, int] = field(default_factory=dict)
    recipient: str | None = None
    original_headings: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, str | date] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    step_dates: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[str, int] = field(default_factory=dict)
    look_ups: Mapping[str, LookUpMap] = field(default_factory=dict)
    mirrored: Mapping[str, MirroredMap] = field(default_factory=dict)
    only: Mapping[int, Sequence[str]] = field(default_factory=dict)
    negative: Sequence[int] = ()
    cancelled: str | None = None
    step_rows: str | None = None
    running: str | None = None
    questions: Sequence[Question] = ()
    choice: Question | None = None


class WorkbookMap(NamedTuple):
    """The content of a map: the only tables to read, further words of headings by the idea that they name, and own words for values.

    Without tables, the tables are recognised with the words beside the known ones.
    """

    tables: Sequence[TableMap] = ()
    words: Mapping[str, Sequence[str]] = {}
    meanings: OwnWords = NO_WORDS


def read_map(path: Path, sheets: Sequence[str], register: Register) -> WorkbookMap:
    """Read the map of a workbook that has these sheets; `register` has the recipients that its words may mean.

    :raises BadInput: the file cannot be read, or a part of it makes no sense; the sentence names its line and what belongs there.
    """
    file = read_toml(path, _FILE)
    # the version first: another one may have other names
    file.read("version", partial(_as_version, MAP_VERSION), Text(str(MAP_VERSION), str(MAP_VERSION)))
    file.check_names(("version", "words", "meanings", "table"))
    words = _read_words(file.find_table("words"))
    meanings = read_meanings(file.find_table("meanings"), register)
    entries = file.find_tables("table")
    if not (entries or words or meanings.names or any(meanings.cells.values())):
        file.refuse("table", Text("minst ett avsnitt [[table]]", "at least one section [[table]]"))
    parser = _TableParser(sheets)
    return WorkbookMap([parser.parse_table(entry) for entry in entries], words, meanings)


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
        self._seen: set[tuple[str, str, Area, tuple[int, ...], str]] = set()

    def parse_table(self, entry: TomlTable) -> TableMap:
        """The table that a section describes."""
        entry.check_names(_KEYS)
        kind = entry.read("kind", partial(_as_known, _KINDS), one_of([table.sheet for table in TABLE_KINDS.values()]))
        sheet = entry.read("sheet", partial(_as_known, self._sheets), one_of(list(self._sheets.values())))
        headings = entry.read("headings", _as_headings, _HEADINGS)
        columns, in_heading = _read_columns(entry.find_table("columns"), kind)
        if not columns:
            entry.refuse("columns", Text('minst en rad som "Belopp" = "E"', 'at least one line like "Belopp" = "E"'))
        self._check_once(entry, kind, sheet, headings, columns)
        units = one_of(list(UNIT_NAMES.values()))
        below = partial(_as_row_from_headings, headings)
        first = entry.find("first", below, _ROW_BELOW)
        steps, step_dates = (_read_steps(entry.find_table(name), STEPS) for name in ("steps", "step_dates"))
        return TableMap(
            kind, sheet, headings, columns, in_heading, first, entry.find("last", partial(_as_row_from, first or headings.bottom + 1, below), _ROW_BELOW),
            entry.find("unit", _as_unit, units), _read_by_field(entry.find_table("units"), kind, lambda _: (_as_unit, units)),
            entry.find("recipient", as_text, Text("en mottagares namn", "a recipient's name")),
            rows=_read_by_field(entry.find_table("rows"), kind, lambda _: (_as_row, _ROW)),
            values=_read_by_field(entry.find_table("values"), kind, _find_value_form),
            steps=steps, step_dates=step_dates, ticks=_read_steps(entry.find_table("ticks"), CALL_OFF_STATES),
            look_ups=self._read_look_ups(entry.find_table("look_up"), kind), only=_read_only(entry.find_table("only")),
            mirrored=_read_mirrored(entry.find_table("mirrored"), kind),
            negative=entry.find("negative", _as_columns, _COLUMNS) or (),
            cancelled=entry.find("cancelled", *_CANCELLED) or entry.find("struck", *_CANCELLED),
            step_rows=entry.find("step_rows", *_LAST_OR_ALL), running=entry.find("running", *_LAST_OR_ALL),
        )  # fmt: skip

    def _check_once(self, entry: TomlTable, kind: str, sheet: str, headings: Area, columns: Mapping[str, Sequence[int]]) -> None:
        """Refuse a table whose amounts an earlier one reads already, in the same rows: they would count twice."""
        amounts = [columns[each.field] for each in TABLE_KINDS[kind].columns if each.kind is Kind.AMOUNT and each.field in columns]
        filters = repr((entry.values.get("only"), entry.values.get("first"), entry.values.get("last")))
        place = kind, sheet, headings, tuple(number for numbers in amounts for number in numbers), filters
        if place in self._seen:
            entry.refuse("headings", _ONCE)
        self._seen.add(place)

    def _read_look_ups(self, table: TomlTable, kind: str) -> dict[str, LookUpMap]:
        """The fields that another table gives."""
        fields = _read_by_field(table, kind, lambda _: (as_table, _LOOK_UP))
        return {name: self._read_look_up(table.find_table(heading)) for name, heading in zip(fields, table.values, strict=True)}

    def _read_look_up(self, table: TomlTable) -> LookUpMap:
        table.check_names(("column", "sheet", "key", "value"))
        column, key, taken = (table.read(name, _as_column, _COLUMN) for name in ("column", "key", "value"))
        return LookUpMap(column, table.read("sheet", partial(_as_known, self._sheets), one_of(list(self._sheets.values()))), key, taken)


def _read_mirrored(table: TomlTable, kind: str) -> dict[str, MirroredMap]:
    """The fields that the row of the other party gives."""
    fields = _read_by_field(table, kind, lambda _: (as_table, _MIRRORED))
    mirrored: dict[str, MirroredMap] = {}
    for name, heading in zip(fields, table.values, strict=True):
        entry = table.find_table(heading)
        entry.check_names(MirroredMap._fields)
        mirrored[name] = MirroredMap(*(entry.read(each, _as_column, _COLUMN) for each in MirroredMap._fields))
    return mirrored


def _read_columns(table: TomlTable, kind: str) -> tuple[dict[str, Sequence[int]], Sequence[str]]:
    """The columns of each field, and the fields that stand in the headings of the others' columns."""
    read = _read_by_field(table, kind, lambda _: (_as_columns, _COLUMNS))
    columns = {name: numbers for name, numbers in read.items() if numbers}
    in_heading = [name for name, numbers in read.items() if not numbers]
    most = max(map(len, columns.values()), default=0)
    for name in table.values:
        if (numbers := _as_columns(table.values[name])) and len(numbers) not in (1, most):
            table.refuse(name, _SAME_NUMBER.bind(n=most))
    return columns, in_heading


def _read_steps(table: TomlTable, states: Sequence[str]) -> dict[str, int]:
    """The columns of a section by status, the first step first."""
    table.check_names(states)
    columns = {step: table.read(step, _as_column, _COLUMN) for step in table.values}
    return {step: columns[step] for step in states if step in columns}


def _read_only(table: TomlTable) -> dict[int, Sequence[str]]:
    """The values with which a row is read, by column."""
    only: dict[int, Sequence[str]] = {}
    for name in table.values:
        column, values = _as_column(name), table.read(name, as_texts, _VALUES)
        if not column or not values:
            table.refuse(name, _VALUES)
        only[column] = values
    return only


def _read_by_field(table: TomlTable, kind: str, find_form: Callable[[Column], _Form[T]]) -> dict[str, T]:
    """The entries of a section whose names are headings of the template, by field; `find_form` says what belongs in that of a column."""
    columns = {fold_label(column.heading): column for column in TABLE_KINDS[kind].columns}
    known = [name for name in table.values if fold_label(name) in columns]
    table.check_names(dict.fromkeys((*(column.heading for column in columns.values()), *known)))
    entries: dict[str, T] = {}
    for name in known:
        column = columns[fold_label(name)]
        if column.field in entries:
            table.refuse(name, _ONE_LINE)
        entries[column.field] = table.read(name, *find_form(column))
    return entries


def _find_value_form(column: Column) -> _Form[str | date]:
    """What may be the same for all rows in a column of the template."""
    if column.kind is Kind.STATUS:
        return partial(_as_state, column.states), one_of(column.states)
    return (as_day, A_DAY) if column.kind is Kind.DATE else (as_text, A_TEXT)


def _as_state(states: tuple[str, ...], value: Any) -> str | None:
    return parse_state(value, states) if isinstance(value, str) else None


def _as_known(known: Mapping[str, str], value: Any) -> str | None:
    """The one of the `known`, by folded name, that a value names."""
    return known.get(fold_label(value)) if isinstance(value, str) else None


def _as_columns(value: Any) -> Sequence[int] | None:
    """The columns of a field: one, several beside each other, a list; none where it stands in the headings of the others."""
    if isinstance(value, str) and fold_label(value) == HEADING:
        return ()
    first, colon, last = value.partition(":") if isinstance(value, str) else ("", "", "")
    if colon and (left := _as_column(first)) and (right := _as_column(last)) and left < right:
        return range(left, right + 1)
    numbers = [number for each in (value if isinstance(value, list) else [value]) if (number := _as_column(each))]
    return numbers if numbers and len(numbers) == (len(value) if isinstance(value, list) else 1) else None


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
    return area if area and area.bottom < area.top + MOST_HEADING_ROWS else None


def _as_row_from_headings(headings: Area, value: Any) -> int | None:
    row = as_whole(value)
    return row if row and headings.bottom <= row <= LAST_ROW else None


def _as_row(value: Any) -> int | None:
    row = as_whole(value)
    return row if row and row <= LAST_ROW else None


def _as_row_from(first: int, below: Callable[[Any], int | None], value: Any) -> int | None:
    row = below(value)
    return row if row and row >= first else None


_KINDS = {fold_label(table.sheet): name for name, table in TABLE_KINDS.items()}
_FILE = Text("Kartan {file}", "The map {file}")
_WORDS = Text('en lista av ord, som ["nämnd*", "org"]', 'a list of words, like ["board*", "org"]')
_VALUES = Text(
    'en kolumns bokstäver och en lista av värden, som A = ["STK-2026-580"]',
    "a column's letters and a list of values, like A = [\"STK-2026-580\"]",
)
_COLUMN = Text("en kolumns bokstäver, som E", "a column's letters, as E")
_COLUMNS = Text(
    'en kolumns bokstäver, som E; flera som "C:N" eller ["D", "F"]; eller "heading"',
    "a column's letters, like E; several, like \"C:N\" or [\"D\", \"F\"]; or \"heading\"",
)
_SAME_NUMBER = Text("lika många kolumner som de andra, {n}, eller en", "as many columns as the others, {n}, or one")
_LAST_OR_ALL = partial(as_one_of, (LAST, ALL)), one_of((LAST, ALL))
_CANCELLED = partial(as_one_of, (SKIP, COUNT)), one_of((SKIP, COUNT))
_LOOK_UP = Text(
    '{{ column = "C", sheet = "Insatser", key = "A", value = "C" }}', '{{ column = "C", sheet = "Insatser", key = "A", value = "C" }}'
)
_MIRRORED = Text('{{ column = "B", amount = "D" }}', '{{ column = "B", amount = "D" }}')
_HEADINGS = Text("ett område på en till fyra rader, som A4:G4", "a range of one to four rows, like A4:G4")
_ROW = Text("numret på en rad, som 4", "the number of a row, like 4")
_ROW_BELOW = Text("numret på en rad under rubrikerna", "the number of a row below the headings")
_ONE_LINE = Text("en rad för varje rubrik, hur den än är skriven", "one line for each heading, however it is written")
_ONCE = Text(
    "ett annat område: ett tidigare avsnitt [[table]] läser redan samma belopp",
    "another range: an earlier section [[table]] reads the same amounts already",
)
