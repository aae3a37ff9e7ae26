"""The map of a workbook as a file: a small TOML file in which a person can correct how the workbook is read.

It uses the template's names: `kind = "Avrop"`, `"Belopp" = "E"`.  What it states is followed to the letter; what it does not
state (which rows are sums, groups or notes) is recognised as without a map.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from xl_kraftsamling.domain.cell_text import fold_label
from xl_kraftsamling.domain.money import UNIT_NAMES, read_unit
from xl_kraftsamling.domain.place import column_letters
from xl_kraftsamling.domain.texts import BadInput, Text
from xl_kraftsamling.reading.recognition.column_assignment import TABLE_KINDS
from xl_kraftsamling.reading.recognition.vocabulary import load_vocabulary
from xl_kraftsamling.xlsx.grid import Area, parse_cell

MAP_VERSION = 1
"""The version of the file format."""

_KEYS = ("kind", "sheet", "headings", "last", "unit", "recipient", "columns", "units")
_WORD = re.compile(r"[^\W\d_]+\*?")


@dataclass(frozen=True, slots=True)
class TableMap:
    """Where one table is: its kind and sheet, the range of its headings, and its columns, counted from 1, by field.

    `last` is its last row, None where nothing follows below it.  `unit` is that of its amounts in kronor, `units` those of
    single columns by field.  `recipient` is whose rows they are, where the rows do not name it.  `original_headings` are
    those of the workbook by field, as remarks for the person who reads the file.
    """

    kind: str
    sheet: str
    headings: Area
    columns: Mapping[str, int]
    last: int | None = None
    unit: int = 1
    units: Mapping[str, int] = field(default_factory=dict)
    recipient: str | None = None
    original_headings: Mapping[str, str] = field(default_factory=dict)


class WorkbookMap(NamedTuple):
    """The content of a map: the only tables to read, and further words of headings by the idea that they name.

    Without tables, the tables are recognised with the words beside the known ones.
    """

    tables: Sequence[TableMap] = ()
    words: Mapping[str, Sequence[str]] = {}


def format_map(tables: Iterable[TableMap], workbook: str, lang: str) -> str:
    """A map as TOML, with an explanation in one language; `workbook` is the name of the workbook that it belongs to."""
    kinds = tuple(table.sheet for table in TABLE_KINDS.values())
    head = _HEAD.fill(lang, {"workbook": _printable(workbook), "kinds": kinds}).split("\n")
    body = (line for table in tables for line in ("", *_format_table(table)))
    return "\n".join([*(f"# {line}".rstrip() for line in head), f"version = {MAP_VERSION}", *body]) + "\n"


def _format_table(table: TableMap) -> Iterator[str]:
    kind = TABLE_KINDS[table.kind]
    heading = {column.field: column.heading for column in kind.columns}
    yield "[[table]]"
    yield f"kind = {_quote(kind.sheet)}"
    yield f"sheet = {_quote(table.sheet)}"
    yield f"headings = {_quote(table.headings.ref)}"
    if table.last:
        yield f"last = {table.last}"
    if table.unit > 1:
        yield f"unit = {_quote(UNIT_NAMES[table.unit])}"
    if table.recipient:
        yield f"recipient = {_quote(table.recipient)}"
    yield "[table.columns]"
    for name, number in table.columns.items():
        remark = _printable(" ".join(table.original_headings.get(name, "").split()))
        yield f"{_quote(heading[name])} = {_quote(column_letters(number))}" + (f"  # {remark}" if remark else "")
    if table.units:
        yield "[table.units]"
        yield from (f"{_quote(heading[name])} = {_quote(UNIT_NAMES[unit])}" for name, unit in table.units.items())


def _printable(text: str) -> str:
    """A text as it may be part of a comment: TOML allows no control characters there."""
    return "".join(sign for sign in text if sign.isprintable())


def _quote(text: str) -> str:
    """A text as a TOML string: those of JSON, except that TOML wants the sign DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_map(path: Path, sheets: Sequence[str]) -> WorkbookMap:
    """Read the map of a workbook that has these sheets.

    :raises BadInput: the file cannot be read, or a part of it makes no sense; the sentence names the part and what belongs there.
    """
    try:
        # an editor on Windows may begin the file with a byte order mark, at which tomllib stops
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(_UNREADABLE, file=str(path)) from problem
    except (tomllib.TOMLDecodeError, RecursionError) as problem:  # tomllib recurses into each nested array
        raise BadInput(_NO_TOML, file=str(path), problem=str(problem)) from problem
    return _MapParser(path, sheets).parse_map(data)


class _MapParser:
    """Parses the content of one map; every method raises BadInput for a part that makes no sense, naming `where` it is."""

    def __init__(self, path: Path, sheets: Sequence[str]) -> None:
        self._path = path
        self._sheets = {fold_label(name): name for name in sheets}
        self._kinds = {fold_label(table.sheet): name for name, table in TABLE_KINDS.items()}

    def parse_map(self, data: Mapping[str, Any]) -> WorkbookMap:
        """The map that the data of its file describe."""
        if data.get("version") != MAP_VERSION:
            self._refuse("version", data.get("version"), Text(str(MAP_VERSION), str(MAP_VERSION)))
        self._check_keys(data, ("version", "words", "table"), _TOP)
        words = {idea: self._words(idea, listed) for idea, listed in self._section(data, "words").items()}
        entries: Any = data.get("table", [])
        are_tables = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
        if not are_tables or not (entries or words):
            self._refuse("table", None, Text("minst en [[table]]", "at least one [[table]]"))
        return WorkbookMap([self._table(entry, f"table {number}") for number, entry in enumerate(entries, 1)], words)

    def _words(self, idea: str, listed: Any) -> Sequence[str]:
        if idea not in load_vocabulary().ideas:
            self._refuse("words", idea, _one_of(load_vocabulary().ideas))
        if not isinstance(listed, list) or not all(isinstance(word, str) and _WORD.fullmatch(word) for word in listed):
            wanted = Text('en lista av ord, som ["nämnd*", "org"]', 'a list of words, as ["board*", "org"]')
            self._refuse(f"words, {idea}", listed, wanted)
        return listed

    def _table(self, entry: Mapping[str, Any], where: str) -> TableMap:
        self._check_keys(entry, _KEYS, where)
        kind = self._choice(entry, "kind", self._kinds, [table.sheet for table in TABLE_KINDS.values()], where)
        columns = self._by_field(entry, "columns", kind, self._column, where)
        units = self._by_field(entry, "units", kind, self._unit, where)
        if not columns:
            self._refuse(f"{where}, columns", None, Text("minst en kolumn", "at least one column"))
        headings = self._headings(entry.get("headings"), f"{where}, headings")
        return TableMap(
            kind, self._choice(entry, "sheet", self._sheets, list(self._sheets.values()), where), headings, columns,
            self._last(entry.get("last"), headings, f"{where}, last"), self._unit(entry.get("unit", UNIT_NAMES[1]), f"{where}, unit"),
            units, self._recipient(entry.get("recipient"), f"{where}, recipient"),
        )  # fmt: skip

    def _by_field(
        self, entry: Mapping[str, Any], key: str, kind: str, parse: Callable[[Any, str], int], where: str
    ) -> dict[str, int]:
        """The numbers of a section whose keys are headings of the template, by field."""
        columns = TABLE_KINDS[kind].columns
        fields = {fold_label(column.heading): column.field for column in columns}
        headings = [column.heading for column in columns]
        return {
            self._choice({key: heading}, key, fields, headings, where): parse(value, f"{where}, {key}, {heading}")
            for heading, value in self._section(entry, key, f"{where}, ").items()
        }

    def _section(self, entry: Mapping[str, Any], key: str, within: str = "") -> Mapping[str, Any]:
        """A section of names and values, empty where it is missing."""
        section: Any = entry.get(key, {})
        if not isinstance(section, dict):
            self._refuse(within + key, section, Text('rader som "Belopp" = "E"', 'lines as "Belopp" = "E"'))
        return section

    def _choice(self, entry: Mapping[str, Any], key: str, known: Mapping[str, str], names: Sequence[str], where: str) -> str:
        """The one of the `known`, by folded name, that a value names; `names` are listed for whoever misspelt it."""
        value = entry.get(key)
        if not isinstance(value, str) or fold_label(value) not in known:
            self._refuse(f"{where}, {key}", value, _one_of(names))
        return known[fold_label(value)]

    def _column(self, text: Any, where: str) -> int:
        try:
            # read as a cell of that column, so that one beyond Excel's last is refused too
            return parse_cell(f"{text}1" if str(text).isalpha() else "")[1]
        except ValueError:
            self._refuse(where, text, Text("en kolumns bokstäver, som E", "a column's letters, as E"))

    def _unit(self, text: Any, where: str) -> int:
        unit = read_unit(text) if isinstance(text, str) else None
        return unit or self._refuse(where, text, _one_of(list(UNIT_NAMES.values())))

    def _headings(self, text: Any, where: str) -> Area:
        area: Area | None
        try:
            area = Area.parse(str(text))
        except ValueError:
            area = None
        if area is None or area.bottom > area.top + 1:
            wanted = Text("ett område på en eller två rader, som A4:G4", "a range of one or two rows, as A4:G4")
            self._refuse(where, text, wanted)
        return area

    def _last(self, value: Any, headings: Area, where: str) -> int | None:
        # type() and not isinstance: in TOML as in Python, `true` would pass for the number 1.
        if value is not None and (type(value) is not int or value <= headings.bottom):
            self._refuse(where, value, Text("ett radnummer under rubrikerna", "the number of a row below the headings"))
        return value

    def _recipient(self, value: Any, where: str) -> str | None:
        if value is not None and not isinstance(value, str):
            self._refuse(where, value, Text("en mottagares namn", "a recipient's name"))
        return value

    def _check_keys(self, entry: Mapping[str, Any], known: Sequence[str], where: str | Text) -> None:
        """Refuse a key that would be ignored: it may be a misspelt one."""
        for key in entry:
            if key not in known:
                self._refuse(where, key, _one_of(known))

    def _refuse(self, where: str | Text, found: Any, wanted: Text) -> NoReturn:
        quoted = Text("inget", "nothing") if found is None else Text("»{found}«", "“{found}”").bind(found=str(found)[:60])
        raise BadInput(_WRONG, file=str(self._path), where=where, found=quoted, wanted=wanted)


def _one_of(words: Sequence[str]) -> Text:
    return Text("något av {listed}", "one of {listed}").bind(listed=tuple(words))


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
_TOP = Text("filens början", "the top of the file")
_WRONG = Text(
    "Kartan {file} kan inte följas: vid {where} står {found}, men där ska stå {wanted}.",
    "The map {file} cannot be followed: at {where} stands {found}, but there should stand {wanted}.",
)
_UNREADABLE = Text(
    "Kartan {file} kan inte läsas. Kontrollera att filen finns och är en textfil i UTF-8.",
    "The map {file} cannot be read. Check that the file is there and is a text file in UTF-8.",
)
_NO_TOML = Text(
    "Kartan {file} är inte skriven som TOML: {problem}. Rätta raden, eller ta bort filen och skriv en ny karta med »kraftsamling map«.",
    "The map {file} is not written as TOML: {problem}. Correct the line, or remove the file and write a new map with `kraftsamling map`.",
)
